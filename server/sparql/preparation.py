"""Analyses and rewrites an operation's text before it is evaluated.

Pure functions of the text. A short text is prepared at once; a long one in a process that can be
killed (`districtgraph.server.store.backend`).
"""

import json
import re
from typing import NamedTuple

from districtgraph.server.sparql.call_rewriting import LoadedDocument
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.sparql.query_dataset import with_merged_using, with_using
from districtgraph.server.sparql.single_prologue import with_single_prologue
from districtgraph.server.sparql.sparql_lexer import (
    decode_escaped_names,
    form_start,
    query_form,
)

__all__ = [
    "LONG_TEXT",
    "PreparedQuery",
    "PreparedUpdate",
    "is_volatile",
    "prepare_query",
    "prepare_update",
]

LONG_TEXT = 8 * 1024
"""Texts of this many characters are prepared by a worker or a thread, not by the event loop."""

_CHANGING = ("NOW", "RAND", "UUID", "BNODE", "SERVICE", "\\")
# With anything before it: the engine reads `1NOW()` as two tokens. A comment in between is not
# searched, since that would take quadratic time: it counts as a bracket.
_VOLATILE = re.compile(r"(?:NOW|RAND|UUID|BNODE)\s*+[(\#]|SERVICE|\\", re.IGNORECASE)
_NEW_NODES = ("_:", "[", "(")
"""Signs of blank nodes in a template: each evaluation gives them other labels."""


class PreparedQuery(NamedTuple):
    """A query that can be evaluated.

    Attributes:
        query: the query, with its SERVICE calls redirected to the gateway, and escapes that the
            engine does not decode replaced.
        graph: whether its form returns a graph.
        volatile: whether its answer may change over the same content.

    """

    query: QueryOperation
    graph: bool
    volatile: bool

    def encoded(self) -> bytes:
        """Return the bytes for `decoded`, without the query itself."""
        return json.dumps([self.query.text, self.graph, self.volatile]).encode("ascii")

    @classmethod
    def decoded(cls, data: bytes, query: QueryOperation) -> "PreparedQuery":
        """Return a query that another process of this server has prepared."""
        text, graph, volatile = json.loads(data)
        return cls(_rewritten(query, text), graph, volatile)


class PreparedUpdate(NamedTuple):
    """An update that is ready to be applied.

    Attributes:
        text: with a single prologue, its SERVICE calls redirected to the gateway, its dataset and
            its merged graph.
        merged: the graphs to merge for it.
        documents: the documents that it loads, in the order of their staging graphs.
        sent: the text as it was sent; None if that is the same.

    """

    text: str
    merged: tuple[str, ...]
    documents: tuple[LoadedDocument, ...]
    sent: str | None = None

    def encoded(self) -> bytes:
        """Return the bytes for `decoded`."""
        return json.dumps(self).encode("ascii")

    @classmethod
    def decoded(cls, data: bytes) -> "PreparedUpdate":
        """Return an update that another process of this server has prepared."""
        text, merged, documents, sent = json.loads(data)
        return cls(text, tuple(merged), tuple(LoadedDocument(*item) for item in documents), sent)


def prepare_query(query: QueryOperation, federation: Federation, seconds: float) -> PreparedQuery:
    """Return a query ready for evaluation, with the facts that an HTTP response needs.

    Args:
        query: the operation.
        federation: what it may call.
        seconds: the seconds for which it may call other servers.

    Raises:
        FederationRefusedError: it calls a server that is not allowed.

    """
    text = decode_escaped_names(query.text)
    graph = query_form(text) in ("CONSTRUCT", "DESCRIBE")
    called = federation.query(text, query.base, seconds)
    return PreparedQuery(_rewritten(query, called), graph, is_volatile(query.text))


def _rewritten(query: QueryOperation, text: str) -> QueryOperation:
    return query if text == query.text else query._replace(text=text, sent=query.text)


def prepare_update(update: Update, federation: Federation, seconds: float) -> PreparedUpdate:
    """Return an update ready to be applied; one whose author knows its changes is ready as it is.

    Args:
        update: the operation.
        federation: what it may call.
        seconds: the seconds for which it may call other servers.

    Raises:
        FederationRefusedError: it calls a server that is not allowed.
        BadRequestError: both it and the parameters have a dataset, or one is malformed.
        NotOfferedError: its graphs cannot be determined, or not be merged.

    """
    if update.changes is not None:
        # Megabytes of our own statements are not searched for calls, which they do not have.
        return PreparedUpdate(update.text, (), ())
    text = with_single_prologue(update.text, update.base)
    called = federation.update(text, update.base, seconds)
    text, using, using_named = called.text, update.using_graphs, update.using_named_graphs
    if using or using_named:
        text = with_using(text, using, using_named)
    text, merged = with_merged_using(text, update.base)
    sent = None if text == update.text else update.text
    return PreparedUpdate(text, merged, called.documents, sent)


def is_volatile(text: str) -> bool:
    """Return whether a query's answer may change over the same content of the store."""
    capitals = text.upper()
    if any([word in capitals for word in _CHANGING]) and _VOLATILE.search(text):
        return True
    template = _template(text) if "CONSTRUCT" in capitals else ""
    return any([sign in template for sign in _NEW_NODES])


def _template(text: str) -> str:
    """Return the template of a CONSTRUCT; the whole text where it is not obvious."""
    start = form_start(text)
    end = text.find("}", start)
    template = text[start:end]
    return text if end < 0 or "'" in template or '"' in template else template
