"""What one has to know of an operation's text before it is evaluated, and what is put into it.

Pure functions of the text. A short text is looked through at once; a long one in a query's process,
which can be ended (`districtgraph.server.store.embedded.store_service`).
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from districtgraph.server.sparql.call_rewriting import LoadedDocument
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.query_dataset import with_merged_using, with_using
from districtgraph.server.sparql.sparql_lexer import query_form

__all__ = ["PreparedQuery", "PreparedUpdate", "is_volatile", "prepare_query", "prepare_update"]

_CHANGING = ("NOW", "RAND", "UUID", "BNODE", "SERVICE", "\\")
# Whatever stands before it: the engine takes `1NOW()` for two tokens. A comment between is not
# looked through, since each word in it would look through the rest again: it counts as a bracket.
_VOLATILE = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*+[(\#]|SERVICE|\\", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """A query that can be evaluated.

    Attributes:
        text: with its SERVICE calls led to the gateway.
        graph: whether its form gives a graph.
        volatile: whether its answer changes from one time to the next over the same store.

    """

    text: str
    graph: bool
    volatile: bool

    def encoded(self) -> bytes:
        """Return what another process is told."""
        return json.dumps(asdict(self)).encode("ascii")

    @classmethod
    def decoded(cls, data: bytes) -> "PreparedQuery":
        """Return what another process told."""
        return cls(**json.loads(data))


@dataclass(frozen=True, slots=True)
class PreparedUpdate:
    """An update that can be applied.

    Attributes:
        text: with its SERVICE calls led to the gateway, its dataset and its merged graph.
        merged: the graphs to merge for it.
        documents: what it loads, in the order of their staging graphs.

    """

    text: str
    merged: tuple[str, ...]
    documents: tuple[LoadedDocument, ...]

    def encoded(self) -> bytes:
        """Return what another process is told."""
        return json.dumps(asdict(self)).encode("ascii")

    @classmethod
    def decoded(cls, data: bytes) -> "PreparedUpdate":
        """Return what another process told."""
        content: dict[str, Any] = json.loads(data)
        documents = tuple(LoadedDocument(**item) for item in content["documents"])
        return cls(content["text"], tuple(content["merged"]), documents)


def prepare_query(
    text: str, base: str | None, federation: Federation, seconds: float
) -> PreparedQuery:
    """Return a query as it is evaluated, and what an HTTP response has to know of it.

    Args:
        text: the query.
        base: against which its relative IRIs are resolved.
        federation: what it may call.
        seconds: for which it may call others.

    Raises:
        FederationRefusedError: it calls a server that is not allowed.

    """
    graph = query_form(text) in ("CONSTRUCT", "DESCRIBE")
    return PreparedQuery(federation.query(text, base, seconds), graph, is_volatile(text))


def prepare_update(
    text: str,
    base: str | None,
    federation: Federation,
    seconds: float,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
) -> PreparedUpdate:
    """Return an update as it is applied.

    Args:
        text: the update.
        base: against which its relative IRIs are resolved.
        federation: what it may call.
        seconds: for which it may call others.
        using: the default graphs that the protocol gives it.
        using_named: the named graphs that the protocol gives it.

    Raises:
        FederationRefusedError: it calls a server that is not allowed.
        BadRequestError: it has a dataset itself, too, or a malformed one.
        NotOfferedError: its graphs cannot be told, or not be merged.

    """
    prepared = federation.update(text, base, seconds)
    text = prepared.text
    if using or using_named:
        text = with_using(text, using, using_named)
    text, merged = with_merged_using(text, base)
    return PreparedUpdate(text, merged, prepared.documents)


def is_volatile(text: str) -> bool:
    """Return whether a query's answer changes from one time to the next over the same store."""
    capitals = text.upper()
    return any([word in capitals for word in _CHANGING]) and bool(_VOLATILE.search(text))
