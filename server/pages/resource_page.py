"""The page about one resource."""

from flask import Response

from districtgraph.server.pages.page_response import page_response

__all__ = ["resource_page"]


def resource_page(iri: str) -> Response:
    """Return the page about what an IRI names.

    Raises:
        NotFoundError: the store says nothing of it.

    """
    return page_response("resource.html", iri=iri)
