"""Turns a text with overlapping marks into blocks of properly nested marks, as HTML needs them.

Marks that cross cannot nest: the later one is cut where the earlier one ends, and continues after
it. This module depends neither on RDF nor on HTML, and the text may be known only in part.
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

__all__ = [
    "Block",
    "Close",
    "KnownText",
    "Layer",
    "Mark",
    "MarkedWords",
    "Part",
    "blocks_of",
    "covered",
    "nested",
]

_LONG_BLOCK = 1000
"""Characters of a block from which on it is cut between sentences."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch of text to be marked.

    Attributes:
        start, end: offsets in the text; the end is exclusive.
        kind: of the thing that the mark represents.
        anchor: name of the place in the page; empty for none.
        claims: IRIs of the claims that rest on the words.
        note: a remark on the words.

    """

    start: int
    end: int
    kind: str
    anchor: str
    claims: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words that are marked alike; `text` is None where they are not known.

    `claim` is the claim of the innermost mark around them.
    """

    start: int
    end: int
    text: str | None
    claim: str | None


@dataclass(slots=True)
class Mark:
    """The beginning of a layer, or of a piece of one.

    Attributes:
        layer: the layer.
        end: of this piece.
        first: whether the layer begins here.
        cut: a number for the pieces of a layer that is cut, within the block; None for a whole one.

    """

    layer: Layer
    end: int
    first: bool
    cut: int | None = None


class Close:
    """The end of the mark that was begun last."""


Part = Mark | MarkedWords | Close


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that belongs together, such as a paragraph."""

    start: int
    end: int
    parts: tuple[Part, ...]


class KnownText:
    """A text of which some or all is known.

    Args:
        length: in code points.
        pieces: offsets and words that are known.

    """

    def __init__(self, length: int, pieces: Iterable[tuple[int, str]]) -> None:
        # By offset, since a text of which little is known may say of itself that it is very long.
        self._characters: dict[int, str] = {}
        for start, words in pieces:
            self._characters.update(enumerate(words, start))
        self.length = max(length, 1 + max(self._characters, default=-1))

    def words(self, start: int, end: int) -> str | None:
        """Return a stretch; None unless all of it is known."""
        end = min(end, self.length)
        if end - start > len(self._characters):
            return None
        known = [self._characters.get(at) for at in range(start, end)]
        return None if None in known else "".join(filter(None, known))


def blocks_of(
    text: KnownText, layers: Sequence[Layer], stretches: Iterable[tuple[int, int]]
) -> Iterator[Block]:
    """Yield the text's blocks: adjacent sentences form one, and marked text outside them is added.

    In a text without paragraphs, a long block ends after a sentence that no layer crosses.

    Args:
        text: the known parts of the text.
        layers: the marks.
        stretches: start and end of the sentences; text outside of them and of layers is left out.

    """
    sentences = sorted(stretches)
    extents = [*sentences, *((layer.start, layer.end) for layer in layers)]
    ends = [end for _, end in sentences]
    ordered = sorted(layers, key=lambda layer: layer.start)
    starts = [layer.start for layer in ordered]
    for start, end in _in_short_blocks(_merged(extents), ends, ordered):
        inside = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
        yield Block(start, end, tuple(nested(text, inside, start, end)))


def _in_short_blocks(
    extents: Iterable[tuple[int, int]], ends: Sequence[int], layers: Sequence[Layer]
) -> Iterator[tuple[int, int]]:
    """Yield extents, the long ones cut at ends of sentences that no layer crosses."""
    for start, end in extents:
        if end - start <= _LONG_BLOCK:
            yield start, end
            continue
        crossed = [(layer.start, layer.end) for layer in layers if start <= layer.start < end]
        begun = start
        for cut in (place for place in ends if start < place < end):
            is_crossed = any(first < cut < last for first, last in crossed)
            if cut - begun >= _LONG_BLOCK // 2 and not is_crossed:
                yield begun, cut
                begun = cut
        yield begun, end


def covered(layers: Iterable[Layer]) -> int:
    """Return how many characters at least one layer covers."""
    return sum(end - start for start, end in _merged([(item.start, item.end) for item in layers]))


def _merged(extents: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, end in sorted(extents):
        if current and start <= current[1]:
            current = current[0], max(current[1], end)
            continue
        if current:
            yield current
        current = start, end
    if current:
        yield current


def nested(text: KnownText, layers: Iterable[Layer], start: int, end: int) -> list[Part]:
    """Return marks, each with its end, and words, which cover a stretch once and in order.

    Args:
        text: the known parts of the text.
        layers: within the stretch; of equal ones the first is outermost.
        start: of the stretch.
        end: of the stretch.

    """
    return _Nesting(text, layers, start).all_to(end)


_CLOSE = Close()


class _Nesting:
    """Walks along the text and tracks the marks that are open at the current position."""

    def __init__(self, text: KnownText, layers: Iterable[Layer], start: int) -> None:
        self._text = text
        self._order = count()
        self._cuts = count(1)
        self._parts: list[Part] = []
        self._open: list[Mark] = []
        self._at = start
        self._pending: list[tuple[int, int, int, Layer, Mark | None]] = []
        for layer in layers:
            self._await(layer, layer.start, None)

    def all_to(self, end: int) -> list[Part]:
        while self._pending or self._open:
            following = self._pending[0][0] if self._pending else end
            if self._open and self._open[-1].end <= following:
                self._write_to(self._open[-1].end)
                self._open.pop()
                self._parts.append(_CLOSE)
            else:
                self._begin(heapq.heappop(self._pending))
        self._write_to(end)
        return self._parts

    def _await(self, layer: Layer, start: int, cut_from: Mark | None) -> None:
        heapq.heappush(self._pending, (start, -layer.end, next(self._order), layer, cut_from))

    def _begin(self, item: tuple[int, int, int, Layer, Mark | None]) -> None:
        start, _, _, layer, cut_from = item
        self._write_to(start)
        mark = Mark(layer, layer.end, cut_from is None, cut_from.cut if cut_from else None)
        if self._open and self._open[-1].end < mark.end:
            mark.end = self._open[-1].end
            mark.cut = mark.cut or next(self._cuts)
            self._await(layer, mark.end, mark)
        self._parts.append(mark)
        self._open.append(mark)

    def _write_to(self, end: int) -> None:
        if end > self._at:
            claims = (mark.layer.claims[0] for mark in reversed(self._open) if mark.layer.claims)
            words = self._text.words(self._at, end)
            self._parts.append(MarkedWords(self._at, end, words, next(claims, None)))
        self._at = max(end, self._at)
