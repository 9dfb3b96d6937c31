"""The source documents: a list, and each as a text with its claims at their places."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response

from districtgraph.server.knowledge.sources.reading_view import Block
from districtgraph.server.knowledge.sources.source_list import list_sources
from districtgraph.server.knowledge.sources.source_reading import (
    KINDS,
    AuditedItem,
    CitedClaim,
    SourceReading,
    read_source,
)
from districtgraph.server.web.current import (
    current_addresses,
    current_config,
    current_store,
)
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.page_number import asked_page
from districtgraph.server.web.pages.page_response import page_response
from districtgraph.server.web.pages.page_texts import page_texts

__all__ = ["source_pages"]

source_pages = Blueprint("source", __name__)
_PAGE_LENGTH = 50
_ROWS_OF_MAP = dict.fromkeys(KINDS, 1) | {"statement": 7, "mention": 13}
"""Height in the picture of the text: figures above statements above mentions."""


@source_pages.get("/source")
def sources() -> Response:
    """List the documents."""
    page = asked_page()
    first = (page - 1) * _PAGE_LENGTH
    shown, total = list_sources(current_store(), page_language(), first, _PAGE_LENGTH)
    return page_response(
        "sources.html",
        sources=[(item, source_link(item.iri)) for item in shown],
        total=total,
        page=page,
        more=first + len(shown) < total,
    )


@source_pages.get("/source/<key>")
def source(key: str) -> Response:
    """Show a document: the text if the operator gives it, else what is quoted of it."""
    iri = current_addresses().iri(f"/id/document/{key}")
    reading = read_source(current_store(), iri, page_language(), current_config().sources)
    response = page_response(
        "source.html",
        reading=reading,
        kinds=KINDS,
        map_of_text=_map_of_text(reading),
        links={claim.iri: current_addresses().document(claim.iri) for claim in reading.claims},
        titles=_titles(reading),
        paragraphs=_paragraphs(reading),
        excluded=[item for item in reading.numerals if item.reason],
        unclaimed=[item for item in reading.sentences if item.reason],
        reasons=Counter(item.reason[1] for item in reading.numerals if item.reason).most_common(),
    )
    if reading.problem is None:
        # Somebody's text: shown to who asks for it here, and kept by nobody in between.
        response.cache_control.private = True
        response.cache_control.no_cache = True
        response.headers["X-Robots-Tag"] = "noarchive"
    return response


def _titles(reading: SourceReading) -> dict[str, str]:
    words = page_texts()[page_language()]
    kinds = {kind: words[f"kind_{kind}"] for kind in KINDS}
    # The labels of mentions say themselves what they are.
    return {
        claim.iri: claim.label
        if claim.label.startswith(kinds[claim.kind])
        else f"{kinds[claim.kind]}: {claim.label}"
        for claim in reading.claims
    }


def _map_of_text(reading: SourceReading) -> dict[str, str]:
    """Return by kind the SVG path of the stretches that its claims rest on."""
    paths: dict[str, list[str]] = {}
    for claim in reading.claims:
        top = _ROWS_OF_MAP[claim.kind]
        paths.setdefault(claim.kind, []).extend(
            f"M{item.start} {top}h{item.end - item.start}v5h{item.start - item.end}z"
            for item in claim.citations
        )
    return {kind: "".join(path) for kind, path in paths.items()}


def source_link(document: str, place: str = "") -> str:
    """Return the link to a document's page, and to a place in it such as ``1945-1968``."""
    path = f"/source/{document.rpartition('/')[2]}"
    return current_addresses().local(path) + (f"#{place}" if place else "")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block with the claims that begin in it.

    `gap` is the number of unknown characters before it, and 0 where sentences tell that there is
    nothing but space.
    """

    block: Block
    heading: bool
    gap: int
    claims: Sequence[CitedClaim]


def _paragraphs(reading: SourceReading) -> list[_Paragraph]:
    headings = {(item.start, item.end) for item in reading.sentences if _is_heading(item)}
    starts = [0, *(block.end for block in reading.blocks)]
    gaps = [block.start - end for block, end in zip(reading.blocks, starts, strict=False)]
    return [
        _Paragraph(
            block=block,
            heading=(block.start, block.end) in headings,
            gap=0 if reading.sentences else gap,
            claims=[
                claim
                for claim in reading.claims
                if block.start <= claim.citations[0].start < block.end
            ],
        )
        for block, gap in zip(reading.blocks, gaps, strict=True)
    ]


def _is_heading(item: AuditedItem) -> bool:
    return item.reason is not None and item.reason[0] == "heading"
