"""The first page: what is known of the districts, and where to go from here."""

from dataclasses import dataclass
from typing import cast

from flask import Blueprint, Response, redirect
from pyoxigraph import NamedNode

from districtgraph.queries import CompetencyQuestion, load_questions
from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.knowledge.districts.district_reading import (
    District,
    list_districts,
    read_district,
)
from districtgraph.server.knowledge.figures.portrait import Field, fields_of
from districtgraph.server.web.current import (
    current_addresses,
    current_dataset,
    current_store,
)
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.page_number import asked_page
from districtgraph.server.web.pages.figure_words import comparable_now, figure_words
from districtgraph.server.web.pages.navigation import has_page
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["FRONT_PAGE", "home_page"]

home_page = Blueprint("home", __name__)
FRONT_PAGE = ("figures-with-evidence", "targets-and-their-years", "numeral-audit")
"""The questions that the first page shows."""
_PAGE_LENGTH = 48


@dataclass(frozen=True, slots=True)
class _Portrait:
    """A district with its figures as cards."""

    district: District
    fields: list[Field]


@home_page.get("/")
def home() -> Response:
    """Show a card for each district, the search, and three questions."""
    page = asked_page()
    first = (page - 1) * _PAGE_LENGTH
    districts, total = list_districts(current_store(), page_language(), first, _PAGE_LENGTH)
    if not total and not current_dataset().counts:
        # A bare store has no story to tell; what it holds can be looked through.
        return cast(Response, redirect(current_addresses().local(_bare_home()), 303))
    questions = {question.name: question for question in load_questions()}
    return page_response(
        "home.html",
        districts=[(item, _district_link(item.name.iri)) for item in districts],
        total=total,
        page=page,
        more=first + len(districts) < total,
        counts=current_dataset().counts,
        front=[_shown(questions[name]) for name in FRONT_PAGE],
        questions=len(questions),
        comparable=comparable_now(),
    )


@home_page.get("/district/<key>")
def district(key: str) -> Response:
    """Show what is known of one district."""
    iri = current_addresses().iri(f"/id/place/{key}")
    try:
        NamedNode(iri)
    except ValueError as error:
        raise NotFoundError(f"there is no district '{key}'") from error
    portrait = _portrait(iri)
    if not portrait.district.figures and not portrait.district.initiatives:
        raise NotFoundError(f"the store knows nothing of a district '{key}'")
    return page_response("district.html", portrait=portrait, **figure_words())


def _portrait(place: str) -> _Portrait:
    found = read_district(current_store(), place, page_language())
    return _Portrait(found, fields_of(found.figures))


def _district_link(iri: str) -> str:
    places = f"{current_dataset().base}id/place/"
    if not iri.startswith(places):
        return current_addresses().document(iri)
    return current_addresses().local(f"/district/{iri.removeprefix(places)}")


def _bare_home() -> str:
    return "/browse" if has_page("/browse") else "/sparql"


def _shown(question: CompetencyQuestion) -> dict[str, str]:
    language = page_language()
    return {
        "title": question.titles[language],
        "description": question.descriptions[language],
        "link": current_addresses().local(f"/queries/{question.name}"),
    }
