"""The site map (https://www.sitemaps.org/protocol.html), with both languages of each page.

https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
"""

from pathlib import Path

from flask import Blueprint, Response, render_template

from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.knowledge.resources.listings import is_large
from districtgraph.server.sparql.prebinding import query_text
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.store.outdated_reads import noting_outdated_reads
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.current import current_addresses, current_store
from districtgraph.server.web.linked_data.validators import (
    generation_etag,
    not_modified,
    revalidated,
)
from districtgraph.server.web.page_cache import cached_page
from districtgraph.server.web.page_language import LANGUAGES

__all__ = ["SITEMAP_SIZE", "site_map"]

site_map = Blueprint("sitemap", __name__)

SITEMAP_SIZE = 10_000
"""Pages in one file: some 5 MB; the protocol allows 50,000 and 50 MB."""
_FOLDER = Path(__file__).parent
_RESOURCES, _COUNT = _FOLDER / "sitemap-resources.rq", _FOLDER / "sitemap-count.rq"
_MAIN = _FOLDER / "sitemap-main.rq"
_SITE_PAGES = ("/", "/browse")


@site_map.get("/sitemap.xml")
@cached_page
def sitemap_file() -> Response:
    """Send the map of all pages, or where these are many, the list of its files."""
    files = _files(current_store())
    if files == 1:
        return _xml("sitemap.xml", 1)
    return _xml("sitemap-index.xml", files)


@site_map.get("/sitemap-<int:number>.xml")
@cached_page
def sitemap_part(number: int) -> Response:
    """Send one file of a map that has several."""
    if not 1 <= number <= _files(current_store()):
        raise NotFoundError(f"the site map has no file {number}")
    return _xml("sitemap.xml", number)


def _files(store: StoreReader) -> int:
    return max(1, -(-_COUNTS.of(store) // SITEMAP_SIZE))


def _read_count(store: StoreReader) -> int:
    if is_large(store):
        # To sort millions of resources for each of hundreds of files takes longer than a page may.
        return len(store.rows(_MAIN))
    (row,) = store.rows(_COUNT)
    return int(row["count"].value)


_COUNTS = GenerationCache(_read_count, behind=True)


def _xml(template: str, number: int) -> Response:
    etag = generation_etag(current_addresses().root)
    if not_modified(etag):
        return revalidated(Response(status=304), etag)
    with noting_outdated_reads() as noted:
        pages = _pages(number) if template == "sitemap.xml" else []
    body = render_template(template, pages=pages, number=number, languages=LANGUAGES)
    response = Response(body, content_type="application/xml; charset=utf-8")
    # The tag is that of this generation, which the pages may not be of yet.
    return revalidated(response, "" if noted.any else etag)


def _pages(number: int) -> list[str]:
    """Return the whole addresses of the pages that a file of the map lists."""
    addresses = current_addresses()
    listed = _LISTED.of(current_store(), (number - 1) * SITEMAP_SIZE, SITEMAP_SIZE)
    found = [addresses.document(iri) for iri in listed]
    own = [addresses.local(path) for path in _SITE_PAGES] if number == 1 else []
    return [addresses.absolute(link) for link in (*own, *found)]


def _read_listed(store: StoreReader, first: int, most: int) -> list[str]:
    # Both numbers are our own; SPARQL takes no term in their places.
    listed = _MAIN if is_large(store) else _RESOURCES
    query = f"{query_text(listed)}LIMIT {most:d} OFFSET {first:d}"
    return [row["resource"].value for row in store.rows(query)]


_LISTED = GenerationCache(_read_listed, most=4, behind=True)
"""Some hundred thousand resources are sorted: they may be those of a moment ago."""
