"""Typed links of documents, for their heads and for the Link header.

RFC 8288 for the header; the relations are those of https://signposting.org/FAIR/ and of RFC 6596
(canonical) and RFC 6892 (describes). A page of an IRI is what signposting calls a landing page.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from districtgraph.server.core.addresses import is_web_address
from districtgraph.server.web.current import current_addresses, current_dataset
from districtgraph.server.web.dataset_facts import current_dataset_facts
from districtgraph.server.web.downloads import DOWNLOAD_TYPES
from districtgraph.server.web.linked_data.documents import DATA_FORMATS, DOCUMENT_FORMATS
from districtgraph.server.web.linked_data.presence import current_presence

__all__ = ["TypedLink", "document_links", "link_header", "page_links"]

_DESCRIBING = ("ttl", "jsonld")
"""The documents that are named as descriptions: one for people who read it, one for programs."""


_NO_URI = re.compile(r"""[^\x21-\x7e]|[<>"\\^`{|}]""")


class TypedLink(NamedTuple):
    """A link with the relation of its target to the document; `type` may be empty."""

    rel: str
    href: str
    type: str = ""


def document_links(iri: str) -> list[TypedLink]:
    """Return the links that every document about an IRI has, as a page's head takes them.

    All formats (alternate), the IRI itself (canonical, cite-as), licence, descriptions
    (describedby), what holds it (collection) and what it holds (item). Links to this server begin
    with its path and hold under a proxy's prefix.
    """
    addresses = current_addresses()
    links = [
        TypedLink("alternate", addresses.document(iri, item.extension), item.media_type)
        for item in DOCUMENT_FORMATS
    ]
    if is_web_address(iri):
        links += [TypedLink("canonical", iri), TypedLink("cite-as", iri)]
    links += _licence()
    links += [
        TypedLink("describedby", addresses.document(iri, item.extension), item.media_type)
        for item in DATA_FORMATS
        if item.extension in _DESCRIBING
    ]
    return [*links, *_containment(iri)]


def page_links(iri: str) -> list[TypedLink]:
    """Return the links of the page about an IRI: those of all its documents, and what it is."""
    types = [TypedLink("type", "https://schema.org/AboutPage")]
    if iri == _dataset():
        types.append(TypedLink("type", "https://schema.org/Dataset"))
    return [*document_links(iri), *types]


def link_header(links: Iterable[TypedLink]) -> str:
    """Return the value of a Link header, with this server's own links made whole."""
    return ", ".join(_header_link(link) for link in links)


def _header_link(link: TypedLink) -> str:
    href = current_addresses().absolute(link.href) if link.href.startswith("/") else link.href
    media_type = f'; type="{link.type}"' if link.type else ""
    return f'<{_ascii(href)}>; rel="{link.rel}"{media_type}'


def _ascii(iri: str) -> str:
    """Return an IRI as a URI (RFC 3987 §3.1): header fields are ASCII, and a link ends at ``>``."""
    return _NO_URI.sub(lambda found: quote(found.group(), safe=""), iri)


def _licence() -> Iterator[TypedLink]:
    licence = current_dataset_facts().licence
    if is_web_address(licence):
        yield TypedLink("license", licence)


def _containment(iri: str) -> Iterator[TypedLink]:
    addresses = current_addresses()
    if iri == _dataset():
        for name, media_type in DOWNLOAD_TYPES.items():
            if name in current_dataset().files:
                plain = media_type.partition(";")[0]
                yield TypedLink("item", addresses.download(name), plain)
        return
    if addresses.is_own(iri):
        yield TypedLink("collection", addresses.document(_dataset()), "text/html")
    if current_presence(iri).graph:
        yield TypedLink("item", addresses.local("/store", graph=iri), "text/turtle")


def _dataset() -> str:
    return current_addresses().iri("/dataset")
