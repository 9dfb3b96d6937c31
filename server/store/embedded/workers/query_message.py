"""The messages that ask a worker."""

from typing import NamedTuple

from districtgraph.server.sparql.protocol import Query, Update
from districtgraph.server.store.embedded.processes.frames import Kind, json_frame

__all__ = ["PagePart", "graph_message", "preparation_message", "query_message"]


class PagePart(NamedTuple):
    """How much of a result is wanted for a page.

    Attributes:
        rows: at most; one more is sent, so that one knows whether there are more.
        cells: at most, so that of a wide result there are fewer rows.
        size: bytes at most.

    """

    rows: int
    cells: int
    size: int


def query_message(query: Query, engine_format: str, part: PagePart | None = None) -> bytes:
    """Return the message that asks a query, for a result in a format of the engine's.

    Args:
        query: the operation.
        engine_format: of a format of lines where only a part is wanted.
        part: how much of the result is wanted; None for all.

    """
    content = {
        "part": part,
        "text": query.text,
        "default": query.default_graphs,
        "named": query.named_graphs,
        "base": query.base,
        "format": engine_format,
    }
    return json_frame(Kind.QUERY, content)


def graph_message(iri: str | None, engine_format: str) -> bytes:
    """Return the message that asks for a graph's content; see `Evaluator.write_graph`."""
    return json_frame(Kind.GRAPH, {"graph": iri, "format": engine_format})


def preparation_message(
    operation: Query | Update, federation: dict[str, object], seconds: float
) -> bytes:
    """Return the message that asks for what `prepare_query` or `prepare_update` gives.

    Args:
        operation: the operation.
        federation: what makes a `Federation` like the server's own.
        seconds: for which it may call other servers.

    """
    content: dict[str, object] = {
        "text": operation.text,
        "base": operation.base,
        "federation": federation,
        "seconds": seconds,
        "update": isinstance(operation, Update),
    }
    if isinstance(operation, Update):
        content |= {
            "using": operation.using_graphs,
            "using_named": operation.using_named_graphs,
        }
    return json_frame(Kind.PREPARE, content)
