"""What the templates of figures need: amounts in words, links to words and to series."""

from collections.abc import Callable
from typing import Any

from districtgraph.server.knowledge.entity.kept import kept
from districtgraph.server.knowledge.figures.amounts import amount_text, largest_text
from districtgraph.server.knowledge.figures.comparison import Comparable, comparable_indicators
from districtgraph.server.knowledge.figures.figure import Figure, Named
from districtgraph.server.knowledge.figures.pictures import HEIGHT, WIDTH
from districtgraph.server.web.current import current_addresses, current_store
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.source import source_link

__all__ = ["comparable_now", "compare_link", "figure_words"]


def figure_words() -> dict[str, Any]:
    """Return what `figure_parts.html` is to be rendered with."""
    language = page_language()
    return {
        "amount": _in(language, amount_text),
        "largest": _in(language, largest_text),
        "words_link": _words_link,
        "series_link": _series_link,
        "source_link": source_link,
        "picture_size": (WIDTH, HEIGHT),
    }


def comparable_now() -> dict[str, Comparable]:
    """Return the indicators that have something to compare, read once a generation."""
    found = kept(current_store(), "comparable indicators").get([""], _read_comparable)[""]
    return {item.indicator: item for item in found}


def _read_comparable(_asked: list[str]) -> dict[str, list[Comparable]]:
    return {"": comparable_indicators(current_store())}


def _in(language: str, text: Callable[[Figure, str], str]) -> Callable[[Figure], str]:
    return lambda figure: text(figure, language)


def _words_link(figure: Figure) -> str | None:
    """Return the link to the first words that a figure rests on, in their source."""
    if not figure.citations:
        return None
    first = max(figure.citations, key=lambda item: (figure.written in item.quote, -item.start))
    return source_link(first.document, f"{first.start}-{first.end}")


def _series_link(subject: Named) -> str | None:
    """Return the link to an indicator's figures side by side, where there are several."""
    return compare_link(subject.iri) if subject.iri in comparable_now() else None


def compare_link(indicator: str) -> str:
    """Return the link to the page that compares figures on an indicator."""
    return current_addresses().local("/compare", indicator=indicator)
