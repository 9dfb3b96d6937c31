"""The messages that ask a worker."""

from districtgraph.server.sparql.protocol import Query
from districtgraph.server.workers.frames import Kind, json_frame

__all__ = ["graph_message", "query_message"]


def query_message(query: Query, engine_format: str) -> bytes:
    """Return the message that asks a query, for a result in a format of the engine's."""
    content = {
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
