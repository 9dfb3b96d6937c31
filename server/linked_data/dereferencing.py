"""Every IRI under the base answers: a thing with 303 to a document about it, a document with 200.

https://www.w3.org/TR/cooluris/#r303gendocument
"""

from flask import Blueprint, Response, request

from districtgraph.server.current import current_addresses, current_dataset, current_store
from districtgraph.server.errors import BadRequestError, NotFoundError
from districtgraph.server.linked_data.description import describe, describe_with_graphs
from districtgraph.server.linked_data.documents import (
    DOCUMENT_FORMATS,
    format_of_extension,
    split_extension,
)
from districtgraph.server.linked_data.rdf_documents import holds_graphs, write_document
from districtgraph.server.linked_data.standing import current_standing
from districtgraph.server.linked_data.typed_links import (
    TypedLink,
    document_links,
    link_header,
    page_links,
)
from districtgraph.server.linked_data.validators import generation_etag, not_modified, revalidated
from districtgraph.server.media_types import Format
from districtgraph.server.negotiation import Choice, choose_format
from districtgraph.server.pages.page_language import asked_language
from districtgraph.server.pages.resource_page import resource_page

__all__ = ["answer_for", "dereferencing"]

dereferencing = Blueprint("dereferencing", __name__)


@dereferencing.get("/id/<path:name>")
@dereferencing.get("/graph/<path:name>")
@dereferencing.get("/dataset")
@dereferencing.get("/dataset.<name>")
def own_resource(name: str = "") -> Response:
    """Answer for an IRI under the base, and with the documents about it."""
    del name  # The path as a whole is the IRI's.
    path, output = split_extension(request.path)
    return answer_for(current_addresses().iri(path), output)


@dereferencing.get("/resource")
@dereferencing.get("/resource.<extension>")
def foreign_resource(extension: str = "") -> Response:
    """Answer for ``?iri=``, an IRI of somebody else that the store says something of."""
    output = format_of_extension(extension)
    if extension and output is None:
        raise NotFoundError(f"there are no documents that end in .{extension}")
    iris = request.args.getlist("iri")
    if len(iris) != 1:
        raise BadRequestError("iri= is needed once: the IRI that the document is about")
    if output and current_addresses().is_own(iris[0]):
        return _see(iris[0], output)
    return answer_for(iris[0], output)


@dereferencing.after_request
def _for_any_origin(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Location"
    return response


def answer_for(iri: str, output: Format | None) -> Response:
    """Return the answer for an IRI: the document in a format, or where None, 303 to the best one.

    Raises:
        NotFoundError: the store does not know the IRI.
        NotAcceptableError: the client accepts none of the formats.

    """
    if not current_standing(iri).known:
        raise NotFoundError(f"this server's store says nothing of <{iri}>")
    if output is None:
        return _see(iri, choose_format(request.headers.get("Accept"), DOCUMENT_FORMATS).format)
    return _data_document(iri, output) if output.engine else _page(iri)


def _see(iri: str, output: Format) -> Response:
    address = current_addresses().document(iri, output.extension)
    if (language := asked_language()) and not output.engine:
        address += f"{'&' if '?' in address else '?'}lang={language}"
    response = Response(f"See {address}\n", 303, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = address
    response.headers["Link"] = link_header(document_links(iri))
    response.vary.add("Accept")
    return response


def _page(iri: str) -> Response:
    response = resource_page(iri)
    response.headers["Link"] = link_header(page_links(iri))
    return revalidated(response)


def _data_document(iri: str, output: Format) -> Response:
    etag = generation_etag(current_addresses().root)
    if not_modified(etag):
        return revalidated(Response(status=304), etag)
    store = current_store()
    content = (describe_with_graphs if holds_graphs(output) else describe)(store, iri)
    response = Response(
        write_document(content.quads, output, current_dataset().base),
        content_type=Choice(output, output.media_type).content_type,
    )
    links = [*document_links(iri), TypedLink("describes", iri)]
    response.headers["Link"] = link_header(links)
    return revalidated(response, etag)
