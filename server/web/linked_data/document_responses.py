"""Responses that things and documents have: the way to a document, data, and pages."""

from collections.abc import Callable, Iterable

from flask import Response, request
from pyoxigraph import Quad

from districtgraph.server.core.addresses import is_web_address
from districtgraph.server.http.media_types import Format
from districtgraph.server.http.negotiation import Choice, choose_format
from districtgraph.server.knowledge.resources.rdf_documents import write_document
from districtgraph.server.web.current import current_addresses, current_dataset
from districtgraph.server.web.linked_data.documents import DOCUMENT_FORMATS
from districtgraph.server.web.linked_data.typed_links import (
    TypedLink,
    document_links,
    link_header,
    page_links,
)
from districtgraph.server.web.linked_data.validators import (
    generation_etag,
    not_modified,
    revalidated,
)
from districtgraph.server.web.page_language import asked_language

__all__ = [
    "data_document",
    "for_any_origin",
    "page_document",
    "see_best_document",
    "see_document",
]


def for_any_origin(response: Response) -> Response:
    """Return a response that scripts of any site may read."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Location"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
    return response


def see_best_document(iri: str) -> Response:
    """Return 303 to the document about an IRI that the client likes best; NotAcceptableError."""
    return see_document(iri, choose_format(request.headers.get("Accept"), DOCUMENT_FORMATS).format)


def see_document(iri: str, output: Format) -> Response:
    """Return 303 to the document about an IRI in a format; a page keeps the language asked for."""
    address = current_addresses().document(iri, output.extension)
    if (language := asked_language()) and not output.engine:
        address += f"{'&' if '?' in address else '?'}lang={language}"
    response = Response(f"See {address}\n", 303, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = address
    response.headers["Link"] = link_header(document_links(iri))
    response.vary.add("Accept")
    return response


def page_document(iri: str, response: Response) -> Response:
    """Return the page about an IRI with the links that every document has."""
    response.headers["Link"] = link_header(page_links(iri))
    return response


def data_document(iri: str, output: Format, content: Callable[[], Iterable[Quad]]) -> Response:
    """Return the data about an IRI, or 304 where the client has it.

    Args:
        iri: what the document is about.
        output: an engine's format.
        content: gives the quads in their order, if they are needed.

    """
    # Links to this server stand in the head, so that a document of another address is another.
    etag = generation_etag(current_addresses().root)
    if not_modified(etag):
        return revalidated(Response(status=304), etag)
    response = Response(
        write_document(content(), output, current_dataset().base),
        content_type=Choice(output, output.media_type).content_type,
    )
    links = document_links(iri)
    if is_web_address(iri):
        links.append(TypedLink("describes", iri))
    response.headers["Link"] = link_header(links)
    return revalidated(response, etag)
