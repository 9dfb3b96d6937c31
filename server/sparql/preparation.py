"""What one has to know of an operation's text before it is evaluated, and what is put into it.

Pure functions of the text. A short text is looked through at once; a long one where that can be
ended (`districtgraph.server.store.backend`).
"""

import json
import re
from typing import NamedTuple

from districtgraph.server.sparql.call_rewriting import LoadedDocument
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.protocol import Query, Update
from districtgraph.server.sparql.query_dataset import with_merged_using, with_using
from districtgraph.server.sparql.sparql_lexer import query_form

__all__ = ["PreparedQuery", "PreparedUpdate", "is_volatile", "prepare_query", "prepare_update"]

_CHANGING = ("NOW", "RAND", "UUID", "BNODE", "SERVICE", "\\")
# Whatever stands before it: the engine takes `1NOW()` for two tokens. A comment between is not
# looked through, since each word in it would look through the rest again: it counts as a bracket.
_VOLATILE = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*+[(\#]|SERVICE|\\", re.IGNORECASE)


class PreparedQuery(NamedTuple):
    """A query that can be evaluated.

    Attributes:
        query: with its SERVICE calls led to the gateway.
        graph: whether its form gives a graph.
        volatile: whether its answer changes from one time to the next over the same store.

    """

    query: Query
    graph: bool
    volatile: bool

    def encoded(self) -> bytes:
        """Return what `decoded` reads, beside the query."""
        return json.dumps([self.query.text, self.graph, self.volatile]).encode("ascii")

    @classmethod
    def decoded(cls, data: bytes, query: Query) -> "PreparedQuery":
        """Return what another process of this server made of a query."""
        text, graph, volatile = json.loads(data)
        return cls(query._replace(text=text), graph, volatile)


class PreparedUpdate(NamedTuple):
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
        """Return what `decoded` reads."""
        return json.dumps(self).encode("ascii")

    @classmethod
    def decoded(cls, data: bytes) -> "PreparedUpdate":
        """Return what another process of this server made of an update."""
        text, merged, documents = json.loads(data)
        return cls(text, tuple(merged), tuple(LoadedDocument(*item) for item in documents))


def prepare_query(query: Query, federation: Federation, seconds: float) -> PreparedQuery:
    """Return a query as it is evaluated, and what an HTTP response has to know of it.

    Args:
        query: the operation.
        federation: what it may call.
        seconds: for which it may call others.

    Raises:
        FederationRefusedError: it calls a server that is not allowed.

    """
    text = query.text
    graph = query_form(text) in ("CONSTRUCT", "DESCRIBE")
    called = federation.query(text, query.base, seconds)
    asked = query if called is text else query._replace(text=called)
    return PreparedQuery(asked, graph, is_volatile(text))


def prepare_update(update: Update, federation: Federation, seconds: float) -> PreparedUpdate:
    """Return an update as it is applied.

    Args:
        update: the operation.
        federation: what it may call.
        seconds: for which it may call others.

    Raises:
        FederationRefusedError: it calls a server that is not allowed.
        BadRequestError: it has a dataset itself, too, or a malformed one.
        NotOfferedError: its graphs cannot be told, or not be merged.

    """
    called = federation.update(update.text, update.base, seconds)
    text, using, using_named = called.text, update.using_graphs, update.using_named_graphs
    if using or using_named:
        text = with_using(text, using, using_named)
    text, merged = with_merged_using(text, update.base)
    return PreparedUpdate(text, merged, called.documents)


def is_volatile(text: str) -> bool:
    """Return whether a query's answer changes from one time to the next over the same store."""
    capitals = text.upper()
    return any([word in capitals for word in _CHANGING]) and bool(_VOLATILE.search(text))
