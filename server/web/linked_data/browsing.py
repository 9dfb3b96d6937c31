"""Listings for people and programs: the classes, and their individuals page by page."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, Triple

from districtgraph.server.core.errors import BadRequestError, NotFoundError
from districtgraph.server.core.short_names import short_name
from districtgraph.server.http.media_types import Format
from districtgraph.server.http.negotiation import Choice, first_written
from districtgraph.server.knowledge.resources.listing_data import HYDRA, classes_data, listing_data
from districtgraph.server.knowledge.resources.listings import (
    Listing,
    class_counts,
    class_of_name,
    labels_of,
    list_individuals,
    name_of_class,
)
from districtgraph.server.knowledge.resources.triple_index import in_graph
from districtgraph.server.web.accepted_types import chosen_formats, other_parameters
from districtgraph.server.web.current import current_addresses, current_dataset, current_store
from districtgraph.server.web.linked_data.document_responses import written_document
from districtgraph.server.web.linked_data.documents import DOCUMENT_FORMATS, split_extension
from districtgraph.server.web.linked_data.presence import current_presence
from districtgraph.server.web.linked_data.typed_links import TypedLink, link_header
from districtgraph.server.web.linked_data.validators import not_modified, revalidated
from districtgraph.server.web.page_cache import cached_page
from districtgraph.server.web.page_number import asked_page
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["browsing", "listing_link"]

browsing = Blueprint("browsing", __name__)

_OTHER = "other"
"""Replaces, in addresses, a class without a short name; ``class=`` gives its IRI."""
_RELATIONS = {"first": "first", "previous": "prev", "next": "next", "last": "last"}
"""Relations of RFC 8288 by Hydra's names."""


@browsing.get("/browse")
@browsing.get("/browse.<extension>")
@cached_page
def classes(extension: str = "") -> Response:
    """List the classes that have individuals, with how many."""
    del extension
    path, choices = _path_and_formats()
    if path != "/browse":
        raise NotFoundError(f"there is nothing at {request.path}")
    counts = class_counts(current_store())
    labels = labels_of(current_store(), counts)
    shown = {iri: (listing_link(iri), count) for iri, count in counts.items()}
    return first_written(choices, partial(_classes, shown, labels))


def _classes(
    shown: Mapping[str, tuple[str, int]],
    labels: Mapping[str, Mapping[str, str]],
    choice: Choice,
) -> Response:
    if not choice.format.engine:
        own = {iri: shown[iri] for iri in shown if current_addresses().is_own(iri)}
        others = {iri: shown[iri] for iri in shown if iri not in own}
        return _page("browse.html", [], own=own, others=others, labels=labels)
    addresses = current_addresses()
    whole = {iri: (addresses.absolute(link), count) for iri, (link, count) in shown.items()}
    collection = addresses.absolute(addresses.local("/browse"))
    return _data(choice.format, collection, [], partial(classes_data, collection, whole, labels))


@browsing.get("/browse/<path:kind>")
@cached_page
def individuals(kind: str) -> Response:
    """List the individuals of a class, 100 a page."""
    path, choices = _path_and_formats()
    class_iri = _class(path.removeprefix("/browse/"))
    listing = list_individuals(current_store(), class_iri, asked_page(least=0))
    if not listing.total and not current_presence(class_iri).known:
        raise NotFoundError(f"this server's store has no class <{class_iri}>")
    labels = labels_of(current_store(), [class_iri]).get(class_iri, {})
    return first_written(choices, partial(_individuals, listing, labels))


def _individuals(listing: Listing, labels: Mapping[str, str], choice: Choice) -> Response:
    views = _views(listing)
    links = [TypedLink(_RELATIONS[name], views[name]) for name in _RELATIONS if name in views]
    if not choice.format.engine:
        return _page("browse-class.html", links, listing=listing, class_labels=labels, views=views)
    absolute = current_addresses().absolute
    whole = {name: absolute(link) for name, link in views.items()}
    collection = absolute(listing_link(listing.class_iri))
    content = partial(listing_data, listing, collection, whole, labels)
    return _data(choice.format, collection, links, content)


def listing_link(class_iri: str, **parameters: str) -> str:
    """Return a link to the individuals of a class."""
    name = name_of_class(class_iri, current_dataset().base)
    if name is None:
        parameters = {"class": class_iri, **parameters}
    return current_addresses().local(f"/browse/{name or _OTHER}", **parameters)


def _path_and_formats() -> tuple[str, Sequence[Choice]]:
    """Return the path without its extension, and the formats to answer in."""
    path, named = split_extension(request.path)
    return path, chosen_formats(DOCUMENT_FORMATS, named)


def _class(kind: str) -> str:
    if kind != _OTHER:
        return class_of_name(kind, current_dataset().base)
    iri = request.args.get("class", "")
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise BadRequestError(f"class= is needed: the IRI of a class, not '{iri}'") from error


def _views(listing: Listing) -> Mapping[str, str]:
    """Return links to this page and to those around it, by Hydra's names."""
    pages = {"view": listing.page, "first": 1, "last": listing.pages}
    if listing.page > 1:
        pages["previous"] = listing.page - 1
    if listing.page < listing.pages:
        pages["next"] = listing.page + 1
    return {name: listing_link(listing.class_iri, page=str(page)) for name, page in pages.items()}


def _page(template: str, links: list[TypedLink], **values: object) -> Response:
    base = current_dataset().base
    named = partial(short_name, base=base)
    response = page_response(
        template, links=[*links, *_alternates()], named=named, listing_link=listing_link, **values
    )
    return _with_links(response, links)


def _data(
    output: Format,
    collection: str,
    links: list[TypedLink],
    content: Callable[[], Iterable[Triple]],
) -> Response:
    # Counts may be slightly outdated: the version of the store says nothing about them.
    body = written_document(collection, map(in_graph, content()), output, {"hydra": HYDRA})
    etag = hashlib.blake2b(body + output.media_type.encode(), digest_size=16).hexdigest()
    if not_modified(etag):
        return _with_links(revalidated(Response(status=304), etag), links)
    response = Response(body, content_type=Choice(output, output.media_type).content_type)
    return _with_links(revalidated(response, etag), links)


def _with_links(response: Response, links: list[TypedLink]) -> Response:
    response.headers["Link"] = link_header([*links, *_alternates()])
    if split_extension(request.path)[1] is None:
        response.vary.add("Accept")
    return response


def _alternates() -> list[TypedLink]:
    path, _ = split_extension(request.path)
    parameters = {name: value for name, value in other_parameters().items() if name != "lang"}
    encoded = current_addresses().encoded
    return [
        TypedLink("alternate", encoded(f"{path}.{item.extension}", **parameters), item.media_type)
        for item in DOCUMENT_FORMATS
    ]
