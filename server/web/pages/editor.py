"""The query editor: YASGUI over this server's endpoint, and a plain form without scripts.

Everything that YASGUI needs is bundled, and our own views draw its results. The page therefore has
the same Content-Security-Policy as all pages: no inline styles, foreign hosts or evaluated code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify, request

from districtgraph.graph.rdf.vocabulary import namespaces
from districtgraph.queries import CompetencyQuestion, column, load_groups, load_questions
from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.knowledge.examples.question_text import question_text
from districtgraph.server.knowledge.examples.terms import as_records, terms_of
from districtgraph.server.knowledge.questions.question_query import selected_names
from districtgraph.server.store.generation_cache import GenerationCache
from districtgraph.server.web.current import (
    current_addresses,
    current_config,
    current_dataset,
    current_store,
)
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.page_response import page_response
from districtgraph.server.web.pages.page_texts import page_texts

__all__ = ["OpenedQuery", "editor_page", "editor_response"]

editor_page = Blueprint("editor", __name__)
FIRST_EXAMPLE = "figures-with-evidence"
_TERMS = GenerationCache(terms_of)
_WORDS = "editor_"


@dataclass(frozen=True, slots=True)
class OpenedQuery:
    """The query that the editor opens with.

    Attributes:
        text: the query.
        title: of its tab; empty for none.
        example: the name of the example; empty for none.
        asked: whether the address requests it, so that it replaces the reader's last query.

    """

    text: str
    title: str = ""
    example: str = ""
    asked: bool = True


@editor_page.get("/editor")
def editor() -> Response:
    """Show the editor with the query that is given, with an example, or with the first one."""
    if "query" in request.args:
        return editor_response(OpenedQuery(request.args["query"]))
    name = request.args.get("example")
    return editor_response(_example(name or FIRST_EXAMPLE, asked=name is not None))


def _example(name: str, *, asked: bool) -> OpenedQuery:
    question = {item.name: item for item in load_questions()}.get(name)
    if question is None:
        raise NotFoundError(f"there is no example '{name}'; /editor lists them all")
    return OpenedQuery(_text(question), question.titles[page_language()], name, asked)


@editor_page.get("/editor/terms")
def terms() -> Response:
    """Send the classes and properties of the store, with their labels, for completion."""
    response = jsonify(as_records(_TERMS.of(current_store())))
    response.headers["Cache-Control"] = "no-cache"
    if version := current_store().version:
        response.set_etag(version, weak=True)
    return response


def editor_response(opened: OpenedQuery) -> Response:
    """Return the editor's page with a query in it."""
    examples = [_shown(question) for question in load_questions()]
    return page_response(
        "editor.html",
        opened=opened,
        groups=_groups(examples),
        can_share=current_config().shared_queries > 0,
        count=len(examples),
        settings={
            **_settings(),
            "asked": opened.asked,
            "title": opened.title,
            "runs": bool(opened.example),
            "columns": _column_titles(),
            "examples": {item["name"]: item["text"] for item in examples},
        },
    )


def _settings() -> dict[str, Any]:
    """Return what the script needs to know of this server."""
    addresses, words = current_addresses(), page_texts()[page_language()]
    return {
        "endpoint": addresses.local("/sparql"),
        "editor": addresses.local("/editor"),
        "terms": addresses.local("/editor/terms"),
        "share": addresses.local("/q") if current_config().shared_queries else None,
        "root": addresses.local(""),
        "base": current_dataset().base,
        "prefixes": namespaces(current_dataset().base),
        "language": page_language(),
        "text": {
            name.removeprefix(_WORDS): text
            for name, text in words.items()
            if name.startswith(_WORDS)
        },
    }


def _column_titles() -> Mapping[str, str]:
    """Return the titles of the examples' columns, by the names of their variables."""
    names = {name for question in load_questions() for name in selected_names(question)}
    titles = {}
    for name in sorted(names):
        item = column(name)
        title = item.titles[page_language()]
        titles[name] = f"{title} ({item.language})" if item.language else title
    return titles


def _shown(question: CompetencyQuestion) -> dict[str, str]:
    language = page_language()
    return {
        "name": question.name,
        "title": question.titles[language],
        "description": question.descriptions[language],
        "group": question.group,
        "link": current_addresses().local("/editor", example=question.name),
        "text": _text(question),
    }


def _groups(examples: list[dict[str, str]]) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the examples by the titles of their groups, in the order of these."""
    return [
        (titles[page_language()], [item for item in examples if item["group"] == name])
        for name, titles in load_groups().items()
    ]


def _text(question: CompetencyQuestion) -> str:
    return question_text(question, current_dataset().base, page_language())
