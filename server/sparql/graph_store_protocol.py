"""The SPARQL 1.1 Graph Store HTTP Protocol: which graph a request means, and in which format.

https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from collections.abc import Sequence
from urllib.parse import parse_qs

from pyoxigraph import NamedNode

from districtgraph.server.core.errors import BadRequestError, UnsupportedMediaTypeError
from districtgraph.server.http.charset import demand_utf8
from districtgraph.server.http.media_types import DATASET_FORMATS, GRAPH_FORMATS, Format

__all__ = ["DEFAULT_GRAPH", "WHOLE_STORE", "document_format", "graph_of", "offered_formats"]

DEFAULT_GRAPH = ""
WHOLE_STORE = None


def graph_of(query_string: str, path: str, own_iri: str) -> str | None:
    """Return the graph that a request means.

    Args:
        query_string: still percent-encoded; ``graph=IRI`` or ``default`` identify it (§4.2).
        path: the request's path, still percent-encoded.
        own_iri: this resource's own IRI, which identifies directly (§4.1).

    Returns:
        Its IRI, or `DEFAULT_GRAPH`, or `WHOLE_STORE` where the store itself is meant.

    Raises:
        BadRequestError: the graph is identified twice, or by no absolute IRI.

    """
    try:
        parameters = parse_qs(
            query_string, keep_blank_values=True, errors="strict", max_num_fields=20
        )
    except ValueError as error:
        raise BadRequestError(f"the parameters cannot be read: {error}") from error
    graphs: Sequence[str] = parameters.get("graph", ())
    given = len(graphs) + ("default" in parameters)
    if given > 1:
        raise BadRequestError("give one graph: either graph=IRI once, or default")
    if "default" in parameters:
        return DEFAULT_GRAPH
    if graphs:
        return _checked(graphs[0])
    return WHOLE_STORE if path.rstrip("/") == "/store" else _checked(own_iri)


def _checked(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise BadRequestError(f"'{iri}' is not an absolute IRI of a graph") from error


def offered_formats(graph: str | None) -> tuple[Format, ...]:
    """Return the formats that a graph, or the whole store, can be had in."""
    if graph is WHOLE_STORE:
        return DATASET_FORMATS
    return tuple(item for item in GRAPH_FORMATS if item.engine)


def document_format(content_type: str | None, graph: str | None) -> Format:
    """Return the format of a document that is sent.

    Raises:
        UnsupportedMediaTypeError: it is none that this server reads, or none of datasets where the
            whole store is meant; or it is in another encoding than UTF-8.

    """
    demand_utf8(content_type)
    name = (content_type or "").partition(";")[0].strip().lower()
    for item in offered_formats(graph):
        if name in item.media_types:
            return item
    known = ", ".join(item.media_type for item in offered_formats(graph))
    raise UnsupportedMediaTypeError(
        f"the document's media type is '{name or 'missing'}'; this server reads {known}"
    )
