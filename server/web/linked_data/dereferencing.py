"""Every IRI under the base answers: a thing with 303 to a document about it, a document with 200.

https://www.w3.org/TR/cooluris/#r303gendocument
"""

from urllib.parse import quote, unquote

from flask import Blueprint, Response, g, request

from districtgraph.server.core.errors import BadRequestError, NotFoundError
from districtgraph.server.http.media_types import Format
from districtgraph.server.knowledge.resources.description import describe, describe_with_graphs
from districtgraph.server.knowledge.resources.rdf_documents import holds_graphs
from districtgraph.server.web.accepted_types import demand_same_format
from districtgraph.server.web.current import current_addresses, current_store
from districtgraph.server.web.linked_data.document_responses import (
    data_document,
    page_document,
    see_best_document,
    see_document,
)
from districtgraph.server.web.linked_data.documents import format_of_extension, split_extension
from districtgraph.server.web.linked_data.presence import current_presence, demand_known
from districtgraph.server.web.page_cache import cached_page
from districtgraph.server.web.pages.resource_page import resource_page

__all__ = ["answer_for", "dereferencing", "resource_of_address"]

dereferencing = Blueprint("dereferencing", __name__)

_RESERVED = "%/:?#[]@!$&'()*+,;="
"""Characters that percent-encoding leaves unchanged in a whole IRI (RFC 3986 §2.2)."""


@dereferencing.get("/id/<path:name>")
@dereferencing.get("/graph/<path:name>")
@dereferencing.get("/dataset")
@dereferencing.get("/dataset.<name>")
@cached_page
def own_resource(name: str = "") -> Response:
    """Answer for an IRI under the base, and with the documents about it."""
    del name  # The path as a whole is the IRI's.
    return answer_for(*_asked_for(request.path, request.environ.get("RAW_URI", "")))


def resource_of_address() -> Response | None:
    """Return the answer for the IRI of a path where nothing else is; None if it is unknown."""
    g.nothing_routed = True
    iri, output = _asked_for(request.path, request.environ.get("RAW_URI", ""))
    return answer_for(iri, output) if current_presence(iri).known else None


def _asked_for(path: str, raw: str = "") -> tuple[str, Format | None]:
    """Return the IRI that a path requests, and the format if its extension is one.

    An IRI may itself end in an extension or be percent-encoded, which a path does not show. So if
    the store does not know the first reading, others are tried; the last is the path exactly as the
    client wrote it, escapes and query included.
    """
    thing, output = split_extension(path)
    spellings = dict.fromkeys(((thing, output), (path, None)))
    named = [(current_addresses().iri(name), item) for name, item in spellings]
    named += [(_percent_encoded(iri), item) for iri, item in named if not iri.isascii()]
    named += _as_written(path, raw)
    return next((found for found in named if current_presence(found[0]).known), named[0])


def _as_written(path: str, raw: str) -> list[tuple[str, Format | None]]:
    """Return the spellings of an IRI that has escapes or a query: at most three."""
    written, mark, query = raw.partition("?")
    if not (mark or "%" in written) or unquote(written) != path:
        return []
    thing, output = split_extension(written)
    spellings = dict.fromkeys(((thing, output), (written, None)))
    if mark:
        spellings[f"{written}?{query}", None] = None
    return [(current_addresses().iri(name), item) for name, item in spellings]


def _percent_encoded(iri: str) -> str:
    return quote(iri, safe=_RESERVED)


@dereferencing.get("/resource")
@dereferencing.get("/resource.<extension>")
@cached_page
def foreign_resource(extension: str = "") -> Response:
    """Answer for ``?iri=``, an IRI outside the base that the store describes."""
    output = format_of_extension(extension)
    if extension and output is None:
        raise NotFoundError(f"there are no documents that end in .{extension}")
    iris = request.args.getlist("iri")
    if len(iris) != 1:
        raise BadRequestError("iri= is needed once: the IRI that the document is about")
    if output and current_addresses().has_path(iris[0]):
        demand_same_format(output)
        return see_document(iris[0], output)
    return answer_for(iris[0], output)


def answer_for(iri: str, output: Format | None) -> Response:
    """Return the answer for an IRI: the document in a format, or where None, 303 to the best one.

    Raises:
        NotFoundError: the store does not know the IRI.
        NotAcceptableError: the client accepts none of the formats.

    """
    if output and not output.engine and not current_presence(iri).known:
        # What is outside of the base, and only mentioned here, has a page but no data.
        demand_same_format(output)
        return resource_page(iri)
    demand_known(iri)
    if output is None:
        return see_best_document(iri, lambda: describe(current_store(), iri))
    if not output.engine:
        return page_document(iri, resource_page(iri))
    describing = describe_with_graphs if holds_graphs(output) else describe
    return data_document(iri, output, lambda: describing(current_store(), iri))
