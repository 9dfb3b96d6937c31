"""Pages for people: what this is, in zh and en."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import yaml
from flask import Blueprint, Response, redirect, render_template

from districtgraph.queries import CompetencyQuestion, load_questions
from districtgraph.server.current import current_dataset, public_url
from districtgraph.server.downloads import DOWNLOAD_TYPES
from districtgraph.server.page_language import page_language

__all__ = ["page_texts", "pages"]

pages = Blueprint("pages", __name__)
FRONT_PAGE = ("figures-with-evidence", "targets-and-their-years", "numeral-audit")
"""The questions that the first page shows."""


@pages.app_context_processor
def _page_context() -> dict[str, Any]:
    language = page_language()
    return {"language": language, "text": page_texts()[language]}


@pages.get("/")
def home() -> Response:
    """Show what the graph holds, three questions, the downloads and a form for a query."""
    if not current_dataset().counts:
        # A bare store has no story to tell; its endpoint describes itself.
        return cast(Response, redirect("/sparql", 303))
    questions = {question.name: question for question in load_questions()}
    language = page_language()
    body = render_template(
        "home.html",
        counts=current_dataset().counts,
        version=current_dataset().version,
        files=[(name, current_dataset().files[name]) for name in DOWNLOAD_TYPES],
        endpoint=f"{public_url()}/sparql",
        front=[_shown(questions[name], language) for name in FRONT_PAGE],
        questions=[_shown(question, language) for question in questions.values()],
    )
    response = Response(body, content_type="text/html; charset=utf-8")
    response.headers["Content-Language"] = language
    response.vary.add("Accept-Language")
    return response


@cache
def page_texts() -> Mapping[str, Mapping[str, str]]:
    """Return the words of the pages by language."""
    path = Path(__file__).with_name("texts.yaml")
    texts: Mapping[str, Mapping[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return texts


def _shown(question: CompetencyQuestion, language: str) -> dict[str, str]:
    return {
        "title": question.titles[language],
        "description": question.descriptions[language],
        "link": f"/sparql?query={quote(question.text, safe='')}",
    }
