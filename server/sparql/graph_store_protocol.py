"""The SPARQL 1.1 Graph Store HTTP Protocol: which graph a request means, and in which format.

https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from collections.abc import Sequence
from urllib.parse import parse_qs

from districtgraph.server.core.errors import BadRequestError, UnsupportedMediaTypeError
from districtgraph.server.http.charset import demand_utf8
from districtgraph.server.http.media_types import (
    DATASET_FORMATS,
    GRAPH_FORMATS,
    Format,
    bare_type,
)
from districtgraph.server.http.negotiation import FORMAT_PARAMETERS, asked_media_type
from districtgraph.server.sparql.graph_iris import graph_node
from districtgraph.server.sparql.infer_parameter import demand_inferred

__all__ = [
    "DEFAULT_GRAPH",
    "WHOLE_STORE",
    "asked_format",
    "demand_known_parameters",
    "document_format",
    "graph_of",
    "offered_formats",
]

DEFAULT_GRAPH = ""
WHOLE_STORE = None
_WITHOUT_TYPE = "application/rdf+xml"
_PARAMETERS = frozenset({"graph", "default", "infer", *FORMAT_PARAMETERS})


def graph_of(query_string: str, path: str, own_iri: str) -> str | None:
    """Return the graph that a request means.

    Args:
        query_string: still percent-encoded; ``graph=IRI`` or ``default`` identify it (§4.2).
        path: the request's path, still percent-encoded.
        own_iri: this resource's own IRI, which identifies directly (§4.1).

    Returns:
        Its IRI, or `DEFAULT_GRAPH`, or `WHOLE_STORE` for the store itself.

    Raises:
        BadRequestError: the graph is identified twice, or by no absolute IRI, or part of it is
            to be left out (infer=false).

    """
    parameters = _parameters(query_string)
    demand_inferred(parameters, "a graph is read and written whole; send a CONSTRUCT there")
    graphs: Sequence[str] = parameters.get("graph", ())
    given = len(graphs) + ("default" in parameters)
    if given > 1:
        raise BadRequestError("give one graph: either graph=IRI once, or default")
    if "default" in parameters:
        return DEFAULT_GRAPH
    if graphs:
        return graph_node(graphs[0]).value
    return WHOLE_STORE if path.rstrip("/") == "/store" else graph_node(own_iri).value


def asked_format(query_string: str) -> str | None:
    """Return the media type that a request's parameters ask for; see `asked_media_type`."""
    return asked_media_type(_parameters(query_string))


def _parameters(query_string: str) -> dict[str, list[str]]:
    try:
        return parse_qs(query_string, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError as error:
        raise BadRequestError(f"the parameters cannot be read: {error}") from error


def demand_known_parameters(query_string: str) -> None:
    """Refuse a write with an unknown parameter: ``?grpah=IRI`` would be one of the whole store.

    Raises:
        BadRequestError: it has one.

    """
    unknown = _parameters(query_string).keys() - _PARAMETERS
    if unknown:
        raise BadRequestError(
            f"unknown parameter '{min(unknown)[:40]}'; the parameters are: "
            f"{', '.join(sorted(_PARAMETERS))}"
        )


def offered_formats(graph: str | None) -> tuple[Format, ...]:
    """Return the formats in which a graph, or the whole store, is available."""
    if graph is WHOLE_STORE:
        return DATASET_FORMATS
    return tuple(item for item in GRAPH_FORMATS if item.engine)


def document_format(content_type: str | None, graph: str | None) -> Format:
    """Return the format of a received document: RDF/XML if nothing says another (§5.1).

    Raises:
        UnsupportedMediaTypeError: this server does not read the format, or the format has no graphs
            but is for the whole store, or the encoding is not UTF-8.

    """
    demand_utf8(content_type)
    name = bare_type(content_type) or _WITHOUT_TYPE
    for item in offered_formats(graph):
        if name in item.media_types:
            return item
    known = ", ".join(item.media_type for item in offered_formats(graph))
    raise UnsupportedMediaTypeError(
        f"the document's media type is '{name if content_type else 'missing'}'; this server reads "
        f"{known}"
    )
