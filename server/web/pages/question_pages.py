"""The pages of the catalogue: all questions, and one with its parameters and its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import Response
from pyoxigraph import Literal, NamedNode

from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.queries import CompetencyQuestion, QuestionParameter, column, load_groups
from districtgraph.server.core.errors import (
    BadRequestError,
    ParameterProblem,
    UnavailableError,
)
from districtgraph.server.http.media_types import RESULT_FORMATS
from districtgraph.server.knowledge.citations import Citation
from districtgraph.server.knowledge.questions.arguments import (
    LONGEST_TEXT,
    MOST_ROWS,
    PAGE_LIMIT,
)
from districtgraph.server.knowledge.questions.catalogue import Catalogue, QuestionPage
from districtgraph.server.store.store_reader import Row, Term
from districtgraph.server.web.accepted_types import other_parameters
from districtgraph.server.web.current import (
    current_addresses,
    current_dataset,
    current_label_index,
)
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.page_response import page_response
from districtgraph.server.web.pages.page_texts import page_texts
from districtgraph.server.web.pages.result_page import term_cell

__all__ = [
    "question_form",
    "question_page",
    "question_too_large",
    "questions_page",
]

_DECIMAL, _BOOLEAN = expand("xsd:decimal"), expand("xsd:boolean")
_TRUE = ("true", "1")
_NAMED_BY_RULES = "/n-"
_MOST_PROBLEMS = 10
"""Problems of parameters without a field that a page lists."""
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
    problem: ParameterProblem | None = None


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
    catalogue: Catalogue,
    answer: QuestionPage,
    links: Mapping[str, str | None],
    *,
    is_outdated: bool = False,
) -> Response:
    """Return the page of a question and its answer.

    Args:
        catalogue: the questions.
        answer: its rows are shown with their citations, where it has them.
        links: addresses of the pages of rows before and after.
        is_outdated: whether the rows may be those of before the last write, which the page says.

    """
    question, arguments = answer.question, answer.arguments
    fields = [
        _field(catalogue, item, arguments.shown.get(item.name, ""))
        for item in question.parameters.values()
    ]
    shown = _shown_columns(answer.names, page_language())
    rows = [
        ([_cell(row.get(name, "")) for name in shown], _quotes(answer, row)) for row in answer.rows
    ]
    return _page(
        question,
        fields,
        arguments.limit,
        query=catalogue.query(question, arguments),
        columns=list(shown.values()),
        rows=rows,
        total=answer.total,
        cited=any(quotes for _, quotes in rows),
        links=links,
        is_outdated=is_outdated,
        formats={extension: _in_format(question.name, extension) for extension in _EXTENSIONS},
    )


def question_form(
    catalogue: Catalogue,
    question: CompetencyQuestion,
    given: Mapping[str, Sequence[str]],
    problems: Sequence[ParameterProblem],
) -> Response:
    """Return the form of a question as it was filled in, with its problems, as status 400.

    Args:
        catalogue: the questions.
        question: the question.
        given: the values of each parameter of the request.
        problems: those of the values.

    """
    wrong = {item.parameter: item for item in problems}
    fields = [
        _field(catalogue, item, _first(given, item.name), wrong.pop(item.name, None))
        for item in question.parameters.values()
    ]
    limit = wrong.pop("limit", None)
    response = _page(
        question,
        fields,
        _first(given, "limit"),
        limit_problem=limit,
        problems=list(wrong.values())[:_MOST_PROBLEMS],
        refused=True,
    )
    response.status_code = BadRequestError.status
    return response


def question_too_large(
    catalogue: Catalogue, question: CompetencyQuestion, error: UnavailableError
) -> Response:
    """Return the form of a question that takes too long over the whole dataset, with its error."""
    fields = [_field(catalogue, item, "") for item in question.parameters.values()]
    response = _page(question, fields, PAGE_LIMIT, too_large=error)
    response.status_code = error.status
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _page(
    question: CompetencyQuestion, fields: Sequence[_Field], limit: int | str, **more: object
) -> Response:
    """Return the page of a question: its form, and what else the template shows."""
    return page_response(
        "question.html",
        question=_shown(question),
        fields=fields,
        limit=limit,
        most_rows=MOST_ROWS,
        **more,
    )


def _first(given: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(given.get(name, ())), "")[:LONGEST_TEXT]


def _shown_columns(names: Sequence[str], language: str) -> Mapping[str, str]:
    """Return the titles of the columns that a page has, by name: of labels, the reader's."""
    columns = {name: column(name) for name in names}
    return {
        name: item.titles[language]
        for name, item in columns.items()
        if item.language in ("", language)
    }


def _cell(term: Term | str) -> dict[str, str]:
    """Return a cell for people: things by labels, amounts in groups of digits, yes and no."""
    cell = term_cell(term)
    if isinstance(term, NamedNode):
        return {**cell, "text": _name(term.value)}
    if isinstance(term, Literal) and term.datatype == _DECIMAL:
        return {**cell, "text": f"{Decimal(term.value):,}", "number": "number"}
    if isinstance(term, Literal) and term.datatype == _BOOLEAN:
        answer = "yes" if term.value in _TRUE else "no"
        return {**cell, "text": page_texts()[page_language()][answer]}
    return cell


def _name(iri: str) -> str:
    """Return what a cell says of a thing; a point or an outcome is named by its whole row."""
    index = current_label_index()
    if iri.startswith(f"{current_dataset().base}id/series/") and index.thing(iri) is None:
        return page_texts()[page_language()]["catalogue_open"]
    return index.label(iri, page_language())


def _field(
    catalogue: Catalogue,
    parameter: QuestionParameter,
    value: str,
    problem: ParameterProblem | None = None,
) -> _Field:
    language = page_language()
    options: tuple[tuple[str, str], ...] = ()
    if parameter.type == "individual":
        members = catalogue.individuals(parameter).members
        options = tuple((item.key, item.title(language)) for item in members)
        # What rules have named, as the buildings among places, comes after divisions and concepts.
        options = tuple(sorted(options, key=lambda item: (_NAMED_BY_RULES in item[0], item[1])))
    return _Field(
        parameter.name,
        parameter.titles[language],
        parameter.type,
        value,
        parameter.example,
        options,
        problem,
    )


def _quotes(answer: QuestionPage, row: Row) -> list[tuple[Citation, str]]:
    addresses = current_addresses()
    return [(citation, addresses.document(citation.claim)) for citation in answer.cited(row)]


def _in_format(name: str, extension: str) -> str:
    parameters = {
        key: value for key, value in other_parameters().items() if value and key != "lang"
    }
    parameters.setdefault("evidence", "true")
    return current_addresses().question(name, extension, **parameters)
