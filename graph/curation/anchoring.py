"""Finds the offsets of quoted words in a text."""

from difflib import SequenceMatcher

from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.overlay import QuotedWords
from districtgraph.graph.errors import AnchorError

__all__ = ["anchor", "anchored", "occurrences"]

_ALIKE = 0.7
"""The similarity from which on words of the text may be meant by a misspelled quote."""


def occurrences(text: str, words: str) -> tuple[int, ...]:
    """Return the offsets at which words occur in a text, in code points, overlaps included."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return tuple(found)


def anchor(text: str, words: str, nth: int | None = None) -> Quote:
    """Return the words with their offsets.

    Args:
        text: the whole document.
        words: exact words of it.
        nth: which occurrence, from 1; None if the words must occur exactly once.

    Raises:
        AnchorError: the words do not occur in the text, or fewer than nth times, or more than once
            without nth.

    """
    found = occurrences(text, words) if words else ()
    if not found:
        close = _nearest(text, words)
        hint = f"; did you mean '{close}'?" if close else ""
        raise AnchorError(f"the quote '{words}' is not in the text{hint}")
    if nth is None and len(found) > 1:
        places = ", ".join(map(str, found))
        raise AnchorError(
            f"the quote '{words}' occurs {len(found)} times, at {places}: "
            "quote more of the words around it, or say which one with nth"
        )
    if nth is not None and not 1 <= nth <= len(found):
        raise AnchorError(f"the quote '{words}' occurs {len(found)} times; there is no nth {nth}")
    start = found[(nth or 1) - 1]
    return Quote(start, start + len(words), words)


def _nearest(text: str, words: str) -> str | None:
    """Return the passage of a text most similar to words, with the same length, if there is one."""
    matcher = SequenceMatcher(None, text, words, autojunk=False)
    same = matcher.find_longest_match()
    start = max(0, same.a - same.b)
    found = text[start : start + len(words)].strip()
    alike = SequenceMatcher(None, found, words, autojunk=False).ratio()
    return found if alike >= _ALIKE and "\n" not in found else None


def anchored(text: str, quote: QuotedWords) -> Quote:
    """Return curated words with their place; SourceFileError names the entry's file and line."""
    try:
        return anchor(text, quote.words, quote.nth)
    except AnchorError as error:
        raise quote.source.error(str(error)) from error
