"""The pages of the catalogue: all questions, and one with its parameters and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, request

from districtgraph.queries import CompetencyQuestion, QuestionParameter, load_groups
from districtgraph.server.catalogue.arguments import MOST_ROWS
from districtgraph.server.catalogue.catalogue import Answer, Catalogue
from districtgraph.server.citations import Citation
from districtgraph.server.current import current_addresses
from districtgraph.server.media_types import RESULT_FORMATS
from districtgraph.server.pages.page_language import page_language
from districtgraph.server.pages.page_response import page_response
from districtgraph.server.pages.result_page import term_cell
from districtgraph.server.store_reader import Row

__all__ = ["question_page", "questions_page"]

_EXTENSIONS = ("json", *(item.extension for item in RESULT_FORMATS if item.engine))


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a question's form: a choice where there are options."""

    name: str
    title: str
    type: str
    value: str
    example: str
    options: tuple[tuple[str, str], ...] = ()


def questions_page(catalogue: Catalogue) -> Response:
    """Return the page of all questions, by group."""
    language = page_language()
    questions = catalogue.questions.values()
    groups = [
        (name, title[language], [_shown(item) for item in questions if item.group == name])
        for name, title in load_groups().items()
    ]
    return page_response("questions.html", groups=groups)


def _shown(question: CompetencyQuestion) -> Mapping[str, object]:
    language = page_language()
    return {
        "name": question.name,
        "title": question.titles[language],
        "description": question.descriptions[language],
        "parameters": [item.titles[language] for item in question.parameters.values()],
    }


def question_page(
    catalogue: Catalogue, answer: Answer, links: Mapping[str, str | None]
) -> Response:
    """Return the page of a question and its answer.

    Args:
        catalogue: the questions.
        answer: its rows are shown with their citations, where it has them.
        links: addresses of the pages of rows before and after.

    """
    question, arguments = answer.question, answer.arguments
    fields = [
        _field(catalogue, item, arguments.shown.get(item.name, ""))
        for item in question.parameters.values()
    ]
    rows = [
        ([term_cell(row.get(name, "")) for name in answer.names], _quotes(answer, row))
        for row in answer.rows
    ]
    return page_response(
        "question.html",
        question=_shown(question),
        fields=fields,
        arguments=arguments,
        most_rows=MOST_ROWS,
        query=catalogue.query(question, arguments),
        columns=answer.names,
        rows=rows,
        total=answer.total,
        cited=any(quotes for _, quotes in rows),
        links=links,
        formats={extension: _in_format(question.name, extension) for extension in _EXTENSIONS},
    )


def _field(catalogue: Catalogue, parameter: QuestionParameter, value: str) -> _Field:
    language = page_language()
    options: tuple[tuple[str, str], ...] = ()
    if parameter.type == "individual":
        members = catalogue.individuals(parameter).members
        options = tuple((item.key, item.title(language)) for item in members)
        options = tuple(sorted(options, key=lambda option: option[1]))
    return _Field(
        parameter.name,
        parameter.titles[language],
        parameter.type,
        value,
        parameter.example,
        options,
    )


def _quotes(answer: Answer, row: Row) -> list[tuple[Citation, str]]:
    addresses = current_addresses()
    return [(citation, addresses.document(citation.claim)) for citation in answer.cited(row)]


def _in_format(name: str, extension: str) -> str:
    parameters = {
        key: value for key, value in request.args.items() if value and key not in ("format", "lang")
    }
    parameters.setdefault("evidence", "true")
    return current_addresses().local(f"/queries/{name}.{extension}", **parameters)
