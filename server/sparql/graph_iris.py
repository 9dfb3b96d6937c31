"""The IRIs of graphs, as clients give them."""

from pyoxigraph import NamedNode

from districtgraph.server.core.errors import BadRequestError

__all__ = ["graph_node"]


def graph_node(iri: str) -> NamedNode:
    """Return the node of a graph's IRI.

    Raises:
        BadRequestError: it is not absolute, or has characters that no IRI has.

    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadRequestError(f"'{iri}' is not an absolute IRI of a graph") from error
