"""Finds the place of quoted words in a text."""

from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.overlay import QuotedWords
from districtgraph.graph.errors import AnchorError

__all__ = ["anchor", "anchored", "occurrences"]


def occurrences(text: str, words: str) -> tuple[int, ...]:
    """Return the offsets at which words stand in a text, in code points, overlaps included."""
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
        nth: which occurrence, from 1; None where the words must stand once only.

    Raises:
        AnchorError: the words are not in the text, or not so often, or more than once without nth.

    """
    found = occurrences(text, words) if words else ()
    if not found:
        raise AnchorError(f"the quote '{words}' is not in the text")
    if nth is None and len(found) > 1:
        places = ", ".join(map(str, found))
        raise AnchorError(
            f"the quote '{words}' stands {len(found)} times, at {places}: "
            "take more of the words around it, or say which with nth"
        )
    if nth is not None and not 1 <= nth <= len(found):
        raise AnchorError(f"the quote '{words}' stands {len(found)} times; there is no nth {nth}")
    start = found[(nth or 1) - 1]
    return Quote(start, start + len(words), words)


def anchored(text: str, quote: QuotedWords) -> Quote:
    """Return curated words with their place; SourceFileError names the entry's file and line."""
    try:
        return anchor(text, quote.words, quote.nth)
    except AnchorError as error:
        raise quote.source.error(str(error)) from error
