"""Functions for templates that show levels: names, amounts, links to claims, and provinces."""

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Any

from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.knowledge.figures.amounts import in_unit, number_text
from districtgraph.server.knowledge.figures.figure import Named
from districtgraph.server.knowledge.figures.figure_reading import names_of
from districtgraph.server.knowledge.figures.figure_tables import DigestedFigure, FigureDigest
from districtgraph.server.knowledge.labels.label_index import LabelIndex
from districtgraph.server.web.current import (
    current_dataset,
    current_label_index,
    current_store,
    is_current_label_index,
)
from districtgraph.server.web.page_language import page_language

__all__ = ["current_digest", "level_words", "name_in_index", "province_name"]

_SIGNS = {"at-least": "≥ ", "more-than": "> ", "at-most": "≤ ", "less-than": "< ", "about": "≈ "}


def current_digest() -> FigureDigest | None:
    """Return the digest of all figures; None while the index it is in is made for the first time.

    Pages show what else they have then, and say so.
    """
    try:
        return current_label_index().database.digest
    except UnavailableError:
        return None


def level_words(figures: Iterable[DigestedFigure]) -> dict[str, Any]:
    """Return what `level_parts.html` is to be rendered with, for some figures."""
    language = page_language()
    units = {figure.unit for figure in figures if figure.unit}
    known = names_of(current_store(), units, language) if units else {}
    index = current_label_index()
    return {
        "level": partial(_amount, known, language),
        "name_of": partial(name_in_index, index),
        "is_behind": not is_current_label_index(index),
    }


def name_in_index(index: LabelIndex, iri: str) -> str:
    """Return the name of something in the reader's language."""
    return index.label(iri, page_language())


def province_name(code: int) -> str:
    """Return the name of the province with a two-digit code."""
    return name_in_index(current_label_index(), f"{current_dataset().base}id/place/{code}0000")


def _amount(units: dict[str, Named], language: str, figure: DigestedFigure) -> str:
    number = number_text(Decimal(repr(figure.value)), language)
    unit = units.get(figure.unit) if figure.unit else None
    return _SIGNS.get(figure.sign, "") + in_unit(number, unit, language)
