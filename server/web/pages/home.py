"""The home page, and the page of a district."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, Response, redirect
from pyoxigraph import NamedNode

from districtgraph.queries import CompetencyQuestion, load_questions
from districtgraph.server.core.addresses import DISTRICTS
from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.knowledge.districts.district_reading import (
    District,
    cached_district,
    list_districts,
)
from districtgraph.server.knowledge.figures.coverage import coverage_of
from districtgraph.server.knowledge.figures.level_table import LevelRow, level_rows, years_in
from districtgraph.server.knowledge.figures.portrait import Field, fields_of
from districtgraph.server.knowledge.sources.latest_documents import latest_documents
from districtgraph.server.web.current import (
    current_addresses,
    current_corpus,
    current_dataset,
    current_store,
)
from districtgraph.server.web.dataset_facts import current_dataset_facts
from districtgraph.server.web.page_cache import cached_page
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.page_number import asked_page
from districtgraph.server.web.pages.figure_words import (
    comparable_now,
    compare_link,
    compare_many,
    figure_words,
)
from districtgraph.server.web.pages.level_words import current_digest, level_words, province_name
from districtgraph.server.web.pages.navigation import district_link, has_page
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["FRONT_PAGE", "home_page"]

home_page = Blueprint("home", __name__)
FRONT_PAGE = ("figures-with-evidence", "targets-and-their-years", "numeral-audit")
"""The questions that the first page shows."""
_PAGE_LENGTH = 48
_INDICATORS = 12
_FIGURES_SHOWN = 48
"""Figures of a district as cards on one page."""
_SERIES_READ = 2000
"""Levels of a district that its series are made of."""
_SERIES_SHOWN = 16
_SERIES_YEARS = 8


@dataclass(frozen=True, slots=True)
class _Portrait:
    """A district with its figures as cards."""

    district: District
    fields: list[Field]


@home_page.get("/")
@cached_page
def home() -> Response:
    """Show the corpus at a glance, its districts, the search, and three questions."""
    page = asked_page()
    first = (page - 1) * _PAGE_LENGTH
    districts, total = list_districts(current_store(), page_language(), first, _PAGE_LENGTH)
    if not total and not current_dataset().counts:
        # A store without districts has no home page of its own; readers browse its content.
        return cast(Response, redirect(current_addresses().local(_bare_home()), 303))
    questions = {question.name: question for question in load_questions()}
    return page_response(
        "home.html",
        **_at_a_glance(),
        districts=[(item, _page_link(item.name.iri)) for item in districts],
        total=total,
        page=page,
        more=first + len(districts) < total,
        counts=_counts_of_the_whole(current_dataset().counts),
        front=[_shown(questions[name]) for name in FRONT_PAGE],
        questions=len(questions),
        lead=_lead(),
        audit=_audit_link() if current_corpus() else "",
    )


def _audit_link() -> str:
    """Return the address of the audit of all numerals, of several documents that of the latest."""
    latest = latest_documents(current_store(), page_language())
    given = {"document": latest[0].iri} if len(latest) > 1 else {}
    return current_addresses().question("numeral-audit", **given)


def _lead() -> str:
    """Return what a corpus says of itself, with its own numbers; empty if none is served."""
    facts = current_dataset_facts() if current_corpus() else None
    return facts.descriptions.get(page_language(), "") if facts else ""


def _counts_of_the_whole(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the counts of a built dataset; a corpus that grows while it is served has none."""
    return counts if "claims" in counts else {}


def _at_a_glance() -> dict[str, Any]:
    """Return what the first page shows of the whole corpus, from its digest."""
    digest = current_digest()
    known: dict[str, Any] = {
        "documents": latest_documents(current_store(), page_language()),
        "source_link": current_addresses().source,
        "compare_link": compare_link,
    }
    if digest is None:
        return {**known, "has_digest": False, "comparable": False}
    return {
        **known,
        **level_words(()),
        "has_digest": True,
        "comparable": bool(comparable_now(1)),
        "coverage": coverage_of(digest.coverage()),
        "indicators": [
            item
            for item in digest.indicators(_INDICATORS)
            if not item.indicator.startswith(_proposed())
        ],
        "province_name": province_name,
    }


@home_page.get(f"{DISTRICTS}/<key>")
@cached_page
def district(key: str) -> Response:
    """Show one district."""
    iri = current_addresses().iri(f"/id/place/{key}")
    try:
        NamedNode(iri)
    except ValueError as error:
        raise NotFoundError(f"there is no district '{key}'") from error
    page = asked_page()
    first = (page - 1) * _FIGURES_SHOWN
    found = cached_district(current_store(), iri, page_language(), first, _FIGURES_SHOWN)
    if not found.total and not found.initiatives:
        raise NotFoundError(f"the store has nothing about a district '{key}'")
    return page_response(
        "district.html",
        portrait=_Portrait(found, fields_of(found.figures)),
        page=page,
        first=first,
        last=first + len(found.figures),
        all_targets=current_addresses().question("targets-against-outcomes", place=iri),
        all_conflicts=current_addresses().question("conflicting-values", place=iri),
        **_series(iri),
        **figure_words(),
    )


def _proposed() -> str:
    """Return how IRIs of indicators begin that rules propose: sharing words makes no series."""
    return f"{current_dataset().base}id/candidate-indicator/"


def _series(place: str) -> dict[str, Any]:
    """Return the series of a place, those of most years first."""
    digest = current_digest()
    figures = digest.of_place(place, _proposed(), _SERIES_READ) if digest else []
    rows = [row for row in level_rows(figures) if row.chart]
    # Among equally long series, those with one value for every year are more informative.
    rows.sort(key=lambda row: (-len(row.cells), -_points(row)))
    shown: list[LevelRow] = rows[:_SERIES_SHOWN]
    if not shown:
        return {"series": []}
    return {
        **level_words(figures),
        "series": shown,
        "series_years": years_in(shown)[-_SERIES_YEARS:],
        "compare_place": compare_many([place], [row.indicator for row in shown[:6]]),
    }


def _points(row: LevelRow) -> int:
    return sum(cell.shown.is_point for cell in row.cells.values())


def _bare_home() -> str:
    return "/browse" if has_page("/browse") else "/sparql"


def _shown(question: CompetencyQuestion) -> dict[str, str]:
    language = page_language()
    return {
        "title": question.titles[language],
        "description": question.descriptions[language],
        "link": current_addresses().question(question.name),
    }


def _page_link(iri: str) -> str:
    return district_link(iri) or current_addresses().document(iri)
