"""The source documents: a list, and each as a text with its claims at their places."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, request

from districtgraph.server.core.addresses import SOURCES
from districtgraph.server.knowledge.sources.marked_blocks import Block, MarkedWords
from districtgraph.server.knowledge.sources.source_list import list_sources
from districtgraph.server.knowledge.sources.source_reading import (
    KINDS,
    AuditedItem,
    CitedClaim,
    SourceReading,
    cached_source,
)
from districtgraph.server.knowledge.sources.text_pages import (
    QUOTES_LISTED,
    TextPage,
    page_with,
    text_pages,
)
from districtgraph.server.web.current import (
    current_addresses,
    current_store,
    current_texts,
)
from districtgraph.server.web.document_downloads import document_files
from districtgraph.server.web.page_cache import cached_page
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.page_number import asked_page
from districtgraph.server.web.pages.page_response import page_response
from districtgraph.server.web.pages.page_texts import page_texts

__all__ = ["source_pages"]

source_pages = Blueprint("source", __name__)
_PAGE_LENGTH = 24
_COLUMNS_OF_MAP = 300
"""Stretches that can be distinguished in the picture of the text."""
_DIGITS = 9
"""Digits of an offset in a text."""
_ROWS_OF_MAP = dict.fromkeys(KINDS, 1) | {"statement": 7, "mention": 13}
"""Height in the picture of the text: figures above statements above mentions."""


@source_pages.get(SOURCES)
@cached_page
def sources() -> Response:
    """List the documents."""
    page = asked_page()
    first = (page - 1) * _PAGE_LENGTH
    shown, total = list_sources(current_store(), page_language(), first, _PAGE_LENGTH)
    return page_response(
        "sources.html",
        sources=[(item, current_addresses().source(item.iri)) for item in shown],
        total=total,
        page=page,
        more=first + len(shown) < total,
    )


@source_pages.get(f"{SOURCES}/<key>")
def source(key: str) -> Response:
    """Show a document: its text if the operator provides it, else the quoted parts.

    A long one is shown in pages: ``?page=``, or the one with the offset ``?at=``.
    """
    iri = current_addresses().iri(f"/id/document/{key}")
    reading = cached_source(current_store(), iri, page_language(), current_texts())
    pages = text_pages(reading)
    shown = _asked(pages)
    links = _links(shown)
    response = page_response(
        "source.html",
        reading=reading,
        shown=shown,
        kinds=KINDS,
        map_of_text=_map_of_text(reading),
        links=links,
        titles=_titles(reading, links),
        paragraphs=_paragraphs(reading, shown),
        place_link=partial(_place_link, shown),
        files=document_files(key),
        quotes_listed=QUOTES_LISTED,
        excluded=[item for item in shown.numerals if item.reason],
        all_excluded=sum(item.reason is not None for item in reading.numerals),
        unclaimed=[item for item in shown.sentences if item.reason],
        all_unclaimed=sum(item.reason is not None for item in reading.sentences),
        reasons=Counter(item.reason[1] for item in reading.numerals if item.reason).most_common(),
    )
    if reading.problem is None:
        # The text may belong to others: it is shown to readers, and no cache in between stores it.
        response.cache_control.private = True
        response.cache_control.no_cache = True
        response.headers["X-Robots-Tag"] = "noarchive"
    return response


def _asked(pages: Sequence[TextPage]) -> TextPage:
    """Return the page that is asked for, by its number or by an offset."""
    at = request.args.get("at", "")
    if at.isascii() and at.isdecimal() and len(at) <= _DIGITS:
        return page_with(pages, int(at))
    return pages[min(asked_page(), len(pages)) - 1]


def _place_link(shown: TextPage, start: int, fragment: str) -> str:
    """Return the link to a place in the text, on this page or another."""
    if shown.start <= start < shown.end:
        return f"#{fragment}"
    return f"{current_addresses().encoded(request.path, at=str(start))}#{fragment}"


def _links(shown: TextPage) -> dict[str, str]:
    """Return the pages about the claims that marks and lists of a page lead to."""
    claims = {claim.iri for claims in shown.claims for claim in claims}
    for block in shown.blocks:
        claims |= {
            part.claim for part in block.parts if isinstance(part, MarkedWords) and part.claim
        }
    return {iri: current_addresses().document(iri) for iri in claims}


def _titles(reading: SourceReading, shown: Mapping[str, str]) -> dict[str, str]:
    words = page_texts()[page_language()]
    kinds = {kind: words[f"kind_{kind}"] for kind in KINDS}
    # The labels of mentions say themselves what they are.
    return {
        claim.iri: claim.label
        if claim.label.startswith(kinds[claim.kind])
        else f"{kinds[claim.kind]}: {claim.label}"
        for claim in reading.claims
        if claim.iri in shown
    }


def _map_of_text(reading: SourceReading) -> dict[str, str]:
    """Return by kind the SVG path of the stretches that its claims rest on.

    What is nearer to each other than a picture can show is drawn as one.
    """
    stretches: dict[str, list[tuple[int, int]]] = {}
    for claim in reading.claims:
        found = stretches.setdefault(claim.kind, [])
        found.extend((item.start, item.end) for item in claim.citations)
    least = max(1, reading.length // _COLUMNS_OF_MAP)
    return {kind: _path(kind, _joined(found, least)) for kind, found in stretches.items()}


def _path(kind: str, stretches: Iterable[tuple[int, int]]) -> str:
    top = _ROWS_OF_MAP[kind]
    return "".join(f"M{start} {top}h{end - start}v5h{start - end}z" for start, end in stretches)


def _joined(stretches: Iterable[tuple[int, int]], least: int) -> Iterator[tuple[int, int]]:
    """Yield stretches that are at least so far from each other."""
    begun, last = -1, -1
    for start, end in sorted(stretches):
        if begun >= 0 and start - last >= least:
            yield begun, last
            begun = start
        begun, last = (start, end) if begun < 0 else (begun, max(last, end))
    if begun >= 0:
        yield begun, last


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block, with the claims most of whose words it has.

    `gap` is the number of unknown characters before it; it is 0 if the offsets of sentences show
    that there is only white space.
    """

    block: Block
    heading: bool
    gap: int
    claims: Sequence[CitedClaim]


def _paragraphs(reading: SourceReading, shown: TextPage) -> list[_Paragraph]:
    headings = {(item.start, item.end) for item in shown.sentences if _is_heading(item)}
    starts = [shown.start, *(block.end for block in shown.blocks)]
    gaps = [block.start - end for block, end in zip(shown.blocks, starts, strict=False)]
    return [
        _Paragraph(
            block=block,
            heading=(block.start, block.end) in headings,
            gap=0 if reading.sentences else gap,
            claims=claims,
        )
        for block, gap, claims in zip(shown.blocks, gaps, shown.claims, strict=True)
    ]


def _is_heading(item: AuditedItem) -> bool:
    return item.reason is not None and item.reason[0] == "heading"
