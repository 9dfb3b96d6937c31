"""The page about one resource."""

from flask import Response, request

from districtgraph.server.core.errors import BadRequestError
from districtgraph.server.http.media_types import GRAPH_FORMATS
from districtgraph.server.knowledge.entity.entity_view import entity_view
from districtgraph.server.knowledge.entity.names import Names
from districtgraph.server.knowledge.entity.neighbourhood import read_neighbourhood
from districtgraph.server.knowledge.entity.reading import EntityReading, read_entity
from districtgraph.server.knowledge.entity.short_names import ShortNames
from districtgraph.server.web.current import current_addresses, current_dataset, current_store
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.indicator_view import indicator_words
from districtgraph.server.web.pages.navigation import district_link
from districtgraph.server.web.pages.page_response import page_response
from districtgraph.server.web.pages.shown_queries import shown_queries

__all__ = ["resource_page"]


def resource_page(iri: str) -> Response:
    """Return the page about what an IRI names.

    ``?via=`` names a property: the page then lists what refers to the resource by it; with ``?of=``
    it lists what the resource has by it. ``?after=`` says where that list goes on.

    Raises:
        BadRequestError: it is no IRI.
        NotFoundError: the store says nothing of it.

    """
    store = current_store()
    reading = _read(iri)
    return page_response(
        "entity.html",
        iri=iri,
        entity=entity_view(reading),
        uses=reading.uses,
        neighbourhood=read_neighbourhood(store, reading) if _is_whole(reading) else None,
        queries=shown_queries(store, iri),
        formats=_formats(iri) if reading.described or _is_own(iri) else [],
        text_link=_text_link(iri),
        district_link=district_link(iri),
        **(indicator_words(iri) if _is_indicator(reading) else {}),
    )


def _is_own(iri: str) -> bool:
    """Return whether an IRI is under the base: all of these have documents with data."""
    return current_addresses().is_own(iri)


def _text_link(iri: str) -> str:
    """Return the link to a document as people read it; empty for what is none."""
    is_document = iri.startswith(current_addresses().iri("/id/document/"))
    return current_addresses().source(iri) if is_document else ""


def _is_whole(reading: EntityReading) -> bool:
    return reading.page is None and reading.values_page is None


def _is_indicator(reading: EntityReading) -> bool:
    kind = reading.short.iri("dg:Indicator")
    kinds = reading.values("rdf:type")
    return _is_whole(reading) and any(term.value == kind for term in kinds)


def _read(iri: str) -> EntityReading:
    dataset = current_dataset()
    names = Names(page_language(), current_addresses(), ShortNames(dataset.base))
    via, of, after = (request.args.get(name, "") for name in ("via", "of", "after"))
    try:
        return read_entity(
            current_store(), iri, names, via=via, after=after, is_bare=not dataset.counts, of=of
        )
    except ValueError as error:
        raise BadRequestError(str(error)) from error


def _formats(iri: str) -> list[tuple[str, str, str]]:
    """Return media type, extension and link of the documents about a resource."""
    return [
        (item.media_type, item.extension, current_addresses().document(iri, item.extension))
        for item in GRAPH_FORMATS
        if item.engine
    ]
