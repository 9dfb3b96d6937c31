"""The first page: what the graph holds, and where to go from here."""

from typing import cast

from flask import Blueprint, Response, redirect

from districtgraph.queries import CompetencyQuestion, load_questions
from districtgraph.server.current import current_addresses, current_dataset, public_url
from districtgraph.server.downloads import DOWNLOAD_TYPES
from districtgraph.server.pages.page_language import page_language
from districtgraph.server.pages.page_response import page_response

__all__ = ["FRONT_PAGE", "home_page"]

home_page = Blueprint("home", __name__)
FRONT_PAGE = ("figures-with-evidence", "targets-and-their-years", "numeral-audit")
"""The questions that the first page shows."""


@home_page.get("/")
def home() -> Response:
    """Show what the graph holds, three questions, the downloads and a form for a query."""
    if not current_dataset().counts:
        # A bare store has no story to tell; its endpoint describes itself.
        return cast(Response, redirect(current_addresses().local("/sparql"), 303))
    questions = {question.name: question for question in load_questions()}
    return page_response(
        "home.html",
        counts=current_dataset().counts,
        version=current_dataset().version,
        files=[(name, current_dataset().files[name]) for name in DOWNLOAD_TYPES],
        endpoint=f"{public_url()}/sparql",
        front=[_shown(questions[name]) for name in FRONT_PAGE],
        questions=[_shown(question) for question in questions.values()],
    )


def _shown(question: CompetencyQuestion) -> dict[str, str]:
    language = page_language()
    return {
        "title": question.titles[language],
        "description": question.descriptions[language],
        "link": current_addresses().local("/sparql", query=question.text),
    }
