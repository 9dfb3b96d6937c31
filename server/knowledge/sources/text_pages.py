"""Splits a text into pages: each has as many blocks as fit into a page of limited size."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from districtgraph.server.knowledge.citations import Citation
from districtgraph.server.knowledge.sources.marked_blocks import Block, Mark, MarkedWords
from districtgraph.server.knowledge.sources.source_reading import (
    AuditedItem,
    CitedClaim,
    SourceReading,
)

__all__ = ["QUOTES_LISTED", "TextPage", "page_with", "text_pages"]

QUOTES_LISTED = 6
"""Quotes of one claim that the list beside a text gives: a name may be quoted a hundred times."""
_PAGE = 100 * 1024
"""Bytes of HTML that the blocks of a page come to, about."""
_MARK, _WORDS, _CLAIM, _CITATION, _NUMERAL, _SENTENCE = 110, 130, 230, 110, 240, 110
"""Bytes of HTML around a mark, words, a listed claim, one of its quotes, items of the audit."""
_CHARACTER = 3
"""Bytes of a Chinese character."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of a text.

    Attributes:
        number, pages: of this page and of the last one, from 1.
        start, end: offsets of the stretch that it shows.
        blocks: the text of the stretch.
        claims: for each block, the claims that mainly rest on it.
        numerals, sentences: the audit of the stretch.

    """

    number: int
    pages: int
    start: int
    end: int
    blocks: tuple[Block, ...]
    claims: tuple[tuple[CitedClaim, ...], ...]
    numerals: tuple[AuditedItem, ...]
    sentences: tuple[AuditedItem, ...]


def text_pages(reading: SourceReading) -> tuple[TextPage, ...]:
    """Return the pages of a text, at least one; each begins where the one before ends."""
    claims = _by_block(reading)
    weights = [
        _weight(block) + sum(map(_claim_weight, own))
        for block, own in zip(reading.blocks, claims, strict=True)
    ]
    cuts = _cuts(reading, weights)
    found = []
    for number, (first, last) in enumerate(zip(cuts, [*cuts[1:], len(weights)], strict=True), 1):
        start = reading.blocks[first].start if number > 1 else 0
        end = reading.blocks[last].start if last < len(weights) else reading.length
        found.append(
            TextPage(
                number,
                len(cuts),
                start,
                end,
                reading.blocks[first:last],
                tuple(claims[first:last]),
                _within(reading.numerals, start, end),
                _within(reading.sentences, start, end),
            )
        )
    return tuple(found)


def page_with(pages: Sequence[TextPage], offset: int) -> TextPage:
    """Return the page that shows an offset of the text; the last one of what is behind its end."""
    return next((page for page in pages if offset < page.end), pages[-1])


def _cuts(reading: SourceReading, weights: Sequence[int]) -> list[int]:
    """Return the numbers of the blocks that pages begin with."""
    cuts, size = [0], 0
    audit = sorted(
        [(item.start, _NUMERAL) for item in reading.numerals if item.reason]
        + [(item.start, _SENTENCE) for item in reading.sentences if item.reason]
    )
    position = 0
    for number, (block, weight) in enumerate(zip(reading.blocks, weights, strict=True)):
        own = weight
        while position < len(audit) and audit[position][0] < block.end:
            own += audit[position][1]
            position += 1
        # A heading alone makes no page: the page becomes a little larger instead.
        if size > _PAGE // 4 and size + own > _PAGE:
            cuts.append(number)
            size = 0
        size += own
    return cuts


def _by_block(reading: SourceReading) -> list[tuple[CitedClaim, ...]]:
    """Return for each block the claims that mainly rest on it, in the order of the text.

    A heading's 2017年 may date two hundred figures, each of which belongs to its own paragraph.
    """
    found: list[list[CitedClaim]] = [[] for _ in reading.blocks]
    starts = [block.start for block in reading.blocks]
    for claim in sorted(reading.claims, key=lambda claim: _most_telling(claim).start):
        number = bisect_right(starts, _most_telling(claim).start) - 1
        found[number].append(claim)
    return [tuple(claims) for claims in found]


def _most_telling(claim: CitedClaim) -> Citation:
    """Return the longest quote of a claim, the first of equally long ones."""
    return max(claim.citations, key=lambda item: (len(item.quote), -item.start))


def _weight(block: Block) -> int:
    size = 0
    for part in block.parts:
        if isinstance(part, MarkedWords):
            size += _WORDS + len(part.text or "") * _CHARACTER
        elif isinstance(part, Mark):
            size += _MARK + len(part.layer.note) * _CHARACTER
    return size


def _claim_weight(claim: CitedClaim) -> int:
    listed = claim.citations[:QUOTES_LISTED]
    quotes = sum(_CITATION + len(item.quote) * _CHARACTER for item in listed)
    # The label is there twice: in the list, and as the title of the words.
    return _CLAIM + 2 * len(claim.label) * _CHARACTER + quotes


def _within(items: Sequence[AuditedItem], start: int, end: int) -> tuple[AuditedItem, ...]:
    return tuple(item for item in items if start <= item.start < end)
