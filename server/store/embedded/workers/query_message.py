"""The messages that ask a worker, as records; each is sent as a JSON array of its fields."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from districtgraph.server.sparql.federation_record import FederationRecord
from districtgraph.server.sparql.protocol import Query, Update
from districtgraph.server.store.backend import PagePart
from districtgraph.server.store.embedded.processes.frames import Kind, json_frame

__all__ = [
    "GraphMessage",
    "PreparationMessage",
    "QueryMessage",
    "graph_message",
    "preparation_message",
    "query_message",
]


class QueryMessage(NamedTuple):
    """Asks a query.

    Attributes:
        query: the operation.
        format: the engine's name of the result's; of a format of lines where a part is wanted.
        part: how much of the result is wanted; None for all.

    """

    query: Query
    format: str
    part: PagePart | None

    @classmethod
    def decoded(cls, fields: Sequence[Any]) -> "QueryMessage":
        """Return a message from what JSON makes of it."""
        query, engine_format, part = fields
        return cls(_query(query), engine_format, PagePart(*part) if part else None)


class GraphMessage(NamedTuple):
    """Asks for a graph's content; see `Evaluator.write_graph`."""

    graph: str | None
    format: str

    @classmethod
    def decoded(cls, fields: Sequence[Any]) -> "GraphMessage":
        """Return a message from what JSON makes of it."""
        return cls(*fields)


class PreparationMessage(NamedTuple):
    """Asks for what `prepare_query` or `prepare_update` gives.

    Attributes:
        operation: the operation.
        federation: what makes a `Federation` like the server's own.
        seconds: for which it may call other servers.

    """

    operation: Query | Update
    federation: FederationRecord
    seconds: float

    @classmethod
    def decoded(cls, fields: Sequence[Any]) -> "PreparationMessage":
        """Return a message from what JSON makes of it."""
        is_update, operation, federation, seconds = fields
        made = _update(operation) if is_update else _query(operation)
        hosts, gateway, key = federation
        return cls(made, FederationRecord(tuple(hosts), gateway, key), seconds)


def query_message(query: Query, engine_format: str, part: PagePart | None = None) -> bytes:
    """Return a `QueryMessage` as it is sent."""
    return json_frame(Kind.QUERY, QueryMessage(query, engine_format, part))


def graph_message(iri: str | None, engine_format: str) -> bytes:
    """Return a `GraphMessage` as it is sent."""
    return json_frame(Kind.GRAPH, GraphMessage(iri, engine_format))


def preparation_message(
    operation: Query | Update, federation: FederationRecord, seconds: float
) -> bytes:
    """Return a `PreparationMessage` as it is sent."""
    is_update = isinstance(operation, Update)
    return json_frame(Kind.PREPARE, (is_update, operation, federation, seconds))


def _query(fields: Sequence[Any]) -> Query:
    text, default, named, base, timeout = fields
    return Query(text, tuple(default), tuple(named), base, timeout)


def _update(fields: Sequence[Any]) -> Update:
    text, using, using_named, base, timeout = fields
    return Update(text, tuple(using), tuple(using_named), base, timeout)
