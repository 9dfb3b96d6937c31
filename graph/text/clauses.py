"""Splits a text into sentences, headings among them, and sentences into clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = [
    "CLAUSE_ENDS",
    "CLAUSE_MARKS",
    "HALF_WIDTH_STOPS",
    "PARAGRAPH_MARKS",
    "Sentence",
    "Span",
    "clause_start",
    "split_clauses",
    "split_sentences",
]

_PARAGRAPH = re.compile(r"[^\n　]+(?:　(?!　)[^\n　]+)*")
# A closing mark belongs to the sentence that it closes.
_SENTENCE = re.compile(r"[^。！？]+(?:[。！？]+[”’》）]*|$)")
CLAUSE_MARKS = "，,；;：:。！？"
"""The punctuation that ends a clause wherever it is read."""
HALF_WIDTH_STOPS = "!?"
"""The half-width marks that end a sentence as ！ and ？ do; a full stop may be in a number."""
PARAGRAPH_MARKS = "\n　"
"""What ends a line or sets paragraphs apart, for rules that read a whole text."""
_CELL_EDGES = "|｜\t"
"""What parts the cells of a row that was made a line."""
CLAUSE_ENDS = f"{CLAUSE_MARKS}{HALF_WIDTH_STOPS}{_CELL_EDGES}"
"""Marks, each of which ends a clause within a sentence."""
_LONGEST_SENTENCE = 2_000
"""Characters. Rules compare what a sentence has with one another, so that a text without full stops
would take time that grows with the square of its length."""
_LONGEST_CLAUSE = 500
"""How many characters before a position are searched for the beginning of its clause, so that a
text without punctuation is read in linear time."""


_CLAUSE_END = re.compile(f"[{CLAUSE_ENDS}]")
# The comma of a grouped number (1,234) ends nothing.
_GROUPS = re.compile("(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_CLAUSE = re.compile(
    rf"(?:[^{CLAUSE_ENDS}]|(?<=[0-9])[,，](?=[0-9]{{3}}(?![0-9])))*[{CLAUSE_ENDS}”’》）]*"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, `text[start:end]`, offsets in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading at `text[start:end]`, offsets in code points.

    Attributes:
        number: counted from 1 over the document.
        heading: whether it is a paragraph without a closing mark.

    """

    number: int
    start: int
    end: int
    heading: bool


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order.

    Paragraphs are separated by line ends or by two or more ideographic spaces (U+3000), with which
    Chinese prose indents them; between two sentences there is only white space. What is longer than
    any sentence is parted after a clause.
    """
    spans = []
    for paragraph in _PARAGRAPH.finditer(text):
        for match in _SENTENCE.finditer(text, paragraph.start(), paragraph.end()):
            *first, last = _parts(text, *match.span())
            spans += [(*part, False) for part in first]
            start, end = _stripped(text, *last)
            if start < end:
                spans.append((start, end, _is_heading(text, start, end)))
    return tuple(Sentence(i, *span) for i, span in enumerate(spans, start=1))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence, one of a usual sentence."""
    while end - start > _LONGEST_SENTENCE:
        stop = start + _LONGEST_SENTENCE
        ends = (text.rfind(mark, start, stop) for mark in CLAUSE_ENDS)
        cut = max(ends) + 1 or stop
        part = _stripped(text, start, cut)
        if part[0] < part[1]:
            yield part
        start = cut
    yield start, end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())


_BRACKETED = re.compile("[^。！？\n　]*[一-鿿]（[^（）。！？\n]{1,20}）")
_LONGEST_HEADING = 60


def _is_heading(text: str, start: int, end: int) -> bool:
    """Return whether a sentence has no closing mark; a bracket is none: 环境公报（2024年）."""
    if text[end - 1] not in "。！？”’》）…":
        return True
    line = text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    return (
        line
        and end - start <= _LONGEST_HEADING
        and _BRACKETED.fullmatch(text, start, end) is not None
    )


def split_clauses(text: str, sentence: Sentence) -> tuple[Span, ...]:
    """Return the clauses of a sentence in order, without gaps, each with its closing mark.

    The enumeration comma 、 does not end a clause: it joins what one verb governs.
    """
    matches = _CLAUSE.finditer(text, sentence.start, sentence.end)
    return tuple(Span(*match.span()) for match in matches if match.group())


def clause_start(text: str, sentence: Sentence, position: int) -> int:
    """Return where the clause at a position of the sentence begins.

    The enumeration comma 、 does not end a clause: it joins what one verb governs.
    """
    start = max(sentence.start, position - _LONGEST_CLAUSE)
    for match in _CLAUSE_END.finditer(text[start:position][::-1]):
        end = position - match.start()
        if not _GROUPS.search(text, max(start, end - 2), end + 4):
            return end
    return start
