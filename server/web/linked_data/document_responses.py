"""Responses that things and documents have: the way to a document, data, and pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from flask import Response
from pyoxigraph import DefaultGraph, Quad

from districtgraph.server.core.addresses import is_web_address
from districtgraph.server.core.errors import NotExpressibleError
from districtgraph.server.http.media_types import HTML, Format
from districtgraph.server.http.negotiation import Choice
from districtgraph.server.knowledge.resources.json_ld_document import json_ld_document
from districtgraph.server.knowledge.resources.published_types import as_published
from districtgraph.server.knowledge.resources.rdf_documents import write_document
from districtgraph.server.web.accepted_types import chosen_formats, demand_same_format
from districtgraph.server.web.current import current_addresses, current_dataset
from districtgraph.server.web.current_ontology import current_context
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
    "page_document",
    "see_best_document",
    "see_document",
    "written_document",
]


Content = Callable[[], Iterable[Quad]]
"""Returns the quads of a document in their order; called only if they are needed."""


def see_best_document(
    iri: str, content: Content, offered: Sequence[Format] = DOCUMENT_FORMATS
) -> Response:
    """Return 303 to the document about an IRI that the client wants; see `chosen_formats`.

    Args:
        iri: the document's subject.
        content: of its data documents: not every content can be expressed in RDF/XML or JSON-LD.
        offered: the formats.

    """
    *others, last = chosen_formats(offered)
    best = next((item for item in others if _is_expressible(iri, content, item.format)), last)
    return see_document(iri, best.format)


def _is_expressible(iri: str, content: Content, output: Format) -> bool:
    if output.engine not in ("RDF_XML", "JSON_LD"):
        return True
    try:
        written_document(iri, map(as_published, content()), output)
    except NotExpressibleError:
        return False
    return True


def see_document(iri: str, output: Format) -> Response:
    """Return 303 to the document about an IRI in a format; a page has the requested language."""
    language = None if output.engine else asked_language()
    parameters = {} if language is None else {"lang": language}
    address = current_addresses().document(iri, output.extension, **parameters)
    response = Response(f"See {address}\n", 303, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = address
    response.headers["Link"] = link_header(document_links(iri))
    response.vary.add("Accept")
    return response


def page_document(iri: str, response: Response) -> Response:
    """Return the page about an IRI with the links that every document has."""
    demand_same_format(HTML)
    response.headers["Link"] = link_header(page_links(iri))
    return response


def written_document(
    iri: str | None,
    content: Iterable[Quad],
    output: Format,
    prefixes: Mapping[str, str] | None = None,
) -> bytes:
    """Return the content of a document; JSON-LD is compact, with the IRI as its outermost node.

    Args:
        iri: what it is about; None for no single thing.
        content: its quads in their order.
        output: an engine's format.
        prefixes: that the context of JSON-LD has besides ours.

    """
    if output.engine != "JSON_LD":
        return write_document(content, output, current_dataset().base)
    triples = (quad.triple for quad in content if isinstance(quad.graph_name, DefaultGraph))
    return json_ld_document(triples, iri, {**current_context()["@context"], **(prefixes or {})})


def data_document(iri: str, output: Format, content: Content) -> Response:
    """Return the data about an IRI, or 304 if the client has it.

    Args:
        iri: the document's subject.
        output: an engine's format.
        content: of the document.

    Raises:
        BadRequestError: a parameter names another format.

    """
    demand_same_format(output)
    # The head contains links to this server, so documents at another address differ.
    etag = generation_etag(current_addresses().root)
    if not_modified(etag):
        return revalidated(Response(status=304), etag)
    response = Response(
        written_document(iri, map(as_published, content()), output),
        content_type=Choice(output, output.media_type).content_type,
    )
    links = document_links(iri)
    if is_web_address(iri):
        links.append(TypedLink("describes", iri))
    response.headers["Link"] = link_header(links)
    return revalidated(response, etag)
