"""The requests to workers as records, which are sent as JSON arrays of their fields."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from districtgraph.server.sparql.federation_record import FederationRecord
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.backend import PagePart
from districtgraph.server.store.embedded.processes.frames import FrameKind, json_frame

__all__ = [
    "GraphMessage",
    "PreparationMessage",
    "QueryMessage",
    "graph_message",
    "preparation_message",
    "query_message",
]


class QueryMessage(NamedTuple):
    """A request for the result of a query.

    Attributes:
        query: the operation.
        format: the engine's name of the result's format; one with lines if a part is requested.
        part: how much of the result is requested; None for all.

    """

    query: QueryOperation
    format: str
    part: PagePart | None

    @classmethod
    def decoded(cls, fields: Sequence[Any]) -> "QueryMessage":
        """Return the message of a decoded JSON array."""
        query, engine_format, part = fields
        return cls(_query(query), engine_format, PagePart(*part) if part else None)


class GraphMessage(NamedTuple):
    """A request for a graph's content; see `Evaluator.write_graph`."""

    graph: str | None
    format: str

    @classmethod
    def decoded(cls, fields: Sequence[Any]) -> "GraphMessage":
        """Return the message of a decoded JSON array."""
        return cls(*fields)


class PreparationMessage(NamedTuple):
    """A request for the result of `prepare_query` or `prepare_update`.

    Attributes:
        operation: the operation.
        federation: the arguments for a `Federation` like the server's own.
        seconds: the seconds for which it may call other servers.

    """

    operation: QueryOperation | Update
    federation: FederationRecord
    seconds: float

    @classmethod
    def decoded(cls, fields: Sequence[Any]) -> "PreparationMessage":
        """Return the message of a decoded JSON array."""
        is_update, operation, federation, seconds = fields
        made = _update(operation) if is_update else _query(operation)
        hosts, gateway, key = federation
        return cls(made, FederationRecord(tuple(hosts), gateway, key), seconds)


def query_message(query: QueryOperation, engine_format: str, part: PagePart | None = None) -> bytes:
    """Return the bytes of a `QueryMessage`."""
    return json_frame(FrameKind.QUERY, QueryMessage(query, engine_format, part))


def graph_message(iri: str | None, engine_format: str) -> bytes:
    """Return the bytes of a `GraphMessage`."""
    return json_frame(FrameKind.GRAPH, GraphMessage(iri, engine_format))


def preparation_message(
    operation: QueryOperation | Update, federation: FederationRecord, seconds: float
) -> bytes:
    """Return the bytes of a `PreparationMessage`."""
    if isinstance(operation, Update):
        operation = operation._replace(changes=None)
    is_update = isinstance(operation, Update)
    return json_frame(FrameKind.PREPARE, (is_update, operation, federation, seconds))


def _query(fields: Sequence[Any]) -> QueryOperation:
    text, default, named, *others = fields
    return QueryOperation(text, tuple(default), tuple(named), *others)


def _update(fields: Sequence[Any]) -> Update:
    text, using, using_named, base, timeout, _ = fields
    return Update(text, tuple(using), tuple(using_named), base, timeout)
