"""Functions for templates of figures: amounts in words, links to words and to series."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from districtgraph.server.knowledge.figures.amounts import amount_text, largest_text
from districtgraph.server.knowledge.figures.figure import Figure, Named
from districtgraph.server.knowledge.figures.figure_tables import IndicatorCount
from districtgraph.server.knowledge.figures.pictures import HEIGHT, WIDTH
from districtgraph.server.web.current import current_addresses
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.level_words import current_digest

__all__ = ["comparable_now", "compare_link", "compare_many", "figure_words"]


def figure_words() -> dict[str, Any]:
    """Return what `figure_parts.html` is to be rendered with."""
    language = page_language()
    return {
        "amount": _in(language, amount_text),
        "largest": _in(language, largest_text),
        "words_link": _words_link,
        "series_link": _series_link,
        "source_link": current_addresses().source,
        "picture_size": (WIDTH, HEIGHT),
    }


def comparable_now(most: int) -> list[IndicatorCount]:
    """Return the indicators that have something to compare; none while that is being counted."""
    digest = current_digest()
    return digest.comparable(most) if digest else []


def _in(language: str, text: Callable[[Figure, str], str]) -> Callable[[Figure], str]:
    return lambda figure: text(figure, language)


def _words_link(figure: Figure) -> str | None:
    """Return the link to the first words that a figure rests on, in their source."""
    if not figure.citations:
        return None
    first = max(figure.citations, key=lambda item: (figure.written in item.quote, -item.start))
    return current_addresses().source(first.document, first.start, first.end)


def _series_link(subject: Named) -> str | None:
    """Return the link to an indicator's figures side by side, where there are several."""
    digest = current_digest()
    return compare_link(subject.iri) if digest and digest.is_comparable(subject.iri) else None


def compare_many(places: Iterable[str], indicators: Iterable[str]) -> str:
    """Return the link to the page that compares some places by some indicators."""
    chosen = [*(("place", iri) for iri in places), *(("indicator", iri) for iri in indicators)]
    return f"{current_addresses().local('/compare')}?{urlencode([*chosen, ('table', '1')])}"


def compare_link(indicator: str) -> str:
    """Return the link to the page that compares figures on an indicator."""
    return current_addresses().local("/compare", indicator=indicator)
