"""The figures that the rules find in the words of a text, as the tests compare them.

Functions whose name begins with `viewed` read the text in the view that `extract` reads it in.
"""

from datetime import date

from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.text.reading_view import reading_view

__all__ = [
    "all_figures",
    "figures",
    "head_names",
    "head_text",
    "heads_by_number",
    "indicator_of",
    "modalities",
    "resolved",
    "times",
    "viewed",
    "viewed_figures",
    "viewed_heads",
    "viewed_numbers",
    "viewed_times",
    "words_and_last_day",
    "words_of_time",
]

_LEXICON = load_lexicon()
Stated = DocumentDate | date | None
"""What a text states of its date; a date alone is the day of publication."""


def all_figures(text: str, stated: Stated = None) -> list[FoundFigure]:
    """Return the figures of a text, in order."""
    known = DocumentDate(stated) if isinstance(stated, date) else stated
    return list(find_figures(text, _LEXICON, load_index(), known))


def figures(text: str, stated: Stated = None) -> dict[str, FoundFigure]:
    """Return the figures of a text by their number with its unit."""
    return {item.quantity.text: item for item in all_figures(text, stated)}


def modalities(text: str, stated: Stated = None) -> list[str]:
    """Return whether each figure is achieved, planned or aimed at."""
    return [item.modality.modality for item in all_figures(text, stated)]


def head_names(text: str) -> list[str | None]:
    """Return the name of what each figure measures, completed where a list says it once."""
    return [item.head.name if item.head else None for item in all_figures(text)]


def head_text(figure: FoundFigure) -> str:
    """Return the words of what a figure measures; empty if there are none."""
    return figure.head.text if figure.head else ""


def heads_by_number(text: str) -> dict[str, str | None]:
    """Return the words of what each figure measures, by its number with its unit."""
    return {key: head_text(item) or None for key, item in figures(text).items()}


def indicator_of(text: str, number: str) -> str | None:
    """Return the key of the indicator that the figure with a number is linked to."""
    return (figures(text)[number].indicator or "").removeprefix("indicator/") or None


def words_of_time(figure: FoundFigure) -> str | None:
    """Return the words of a figure's time."""
    return figure.period.text if figure.period else None


def words_and_last_day(figure: FoundFigure) -> tuple[str | None, str | None]:
    """Return the words and the last day of a figure's time."""
    period = figure.period
    last = period.last.isoformat() if period and period.last else None
    return words_of_time(figure), last


def resolved(figure: FoundFigure) -> tuple[str, str] | None:
    """Return the first and the last day of a figure's time; None without a date."""
    period = figure.period
    return (str(period.first), str(period.last)) if period and period.first else None


def times(text: str, stated: Stated = None) -> list[tuple[str, str | None, str | None]]:
    """Return the words of each figure's time with its first and last day."""
    found = []
    for item in all_figures(text, stated):
        dates = item.period.resolved if item.period else None
        days = (dates.start.isoformat(), dates.end.isoformat()) if dates else (None, None)
        found.append((words_of_time(item) or "", *days))
    return found


def viewed(text: str) -> str:
    """Return a text as the rules read it."""
    view = reading_view(text)
    return view.text if view else text


def viewed_figures(text: str, stated: Stated = None) -> list[FoundFigure]:
    """Return the figures of a text as the rules read it, in order."""
    return all_figures(viewed(text), stated)


def viewed_numbers(text: str) -> list[str]:
    """Return the numbers with their units, without words that bound them."""
    return [
        text[f.quantity.core_start : f.quantity.core_end] or f.quantity.text
        for f in viewed_figures(text)
    ]


def viewed_heads(text: str) -> list[str | None]:
    """Return the name of what each figure measures."""
    return head_names(viewed(text))


def viewed_times(text: str, stated: Stated = None) -> list[str]:
    """Return the first and the last day of each figure's time, - without a date."""
    found = []
    for figure in viewed_figures(text, stated):
        dates = figure.period.resolved if figure.period else None
        found.append(f"{dates.start}..{dates.end}" if dates else "-")
    return found
