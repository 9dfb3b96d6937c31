"""The catalogue over HTTP: /queries, /queries/NAME, and the description of both."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from flask import Blueprint, Flask, Response, current_app, g, request

from districtgraph.queries import CompetencyQuestion
from districtgraph.server.core.addresses import QUESTIONS
from districtgraph.server.core.errors import (
    BadRequestError,
    ParameterProblem,
    ParametersError,
    UnavailableError,
)
from districtgraph.server.http.error_responses import prefers_text
from districtgraph.server.http.media_types import HTML, Format
from districtgraph.server.http.negotiation import (
    FORMAT_PARAMETERS,
    Choice,
    first_written,
)
from districtgraph.server.knowledge.questions.arguments import PAGE_LIMIT
from districtgraph.server.knowledge.questions.catalogue import Catalogue, QuestionPage
from districtgraph.server.knowledge.questions.representations import (
    CATALOGUE_FORMATS,
    ROWS_FORMAT,
    answer_bytes,
    json_bytes,
    rows_content,
)
from districtgraph.server.store.outdated_reads import noting_outdated_reads
from districtgraph.server.web.accepted_types import chosen_formats
from districtgraph.server.web.current import current_addresses, current_store, public_url
from districtgraph.server.web.linked_data.validators import (
    generation_etag,
    not_modified,
    revalidated,
)
from districtgraph.server.web.page_cache import cached_page
from districtgraph.server.web.page_language import LANGUAGES
from districtgraph.server.web.pages.api_page import api_page
from districtgraph.server.web.pages.question_pages import (
    question_form,
    question_page,
    question_too_large,
    questions_page,
)
from districtgraph.server.web.questions.listing import listing
from districtgraph.server.web.questions.openapi import openapi_bytes

__all__ = ["add_catalogue", "current_catalogue"]

catalogue_routes = Blueprint("catalogue", __name__)
_LIST_FORMATS = (ROWS_FORMAT, HTML)
_TOO_LONG = ("reading", "deadline")
"""Reasons of errors that a question over less than the whole dataset may not have."""
_OTHERS = (*FORMAT_PARAMETERS, "lang")
"""Parameters that say how to answer, not what."""


def add_catalogue(app: Flask) -> None:
    """Add the catalogue to an application."""
    app.register_blueprint(catalogue_routes)


def current_catalogue() -> Catalogue:
    """Return the catalogue over the running application's store."""
    known = current_app.extensions["districtgraph"]
    if "catalogue" not in known:
        known["catalogue"] = Catalogue(current_store(), known["labels"])
    return cast(Catalogue, known["catalogue"])


@catalogue_routes.after_request
def _must_ask_again(response: Response) -> Response:
    """Have caches ask whether a response still holds, and know what it depends on."""
    response.headers.setdefault("Cache-Control", "no-cache")
    if "negotiated" in g:
        response.vary.add("Accept")
    return response


@catalogue_routes.get(QUESTIONS)
@catalogue_routes.get("/queries.<any(json, html):extension>")
@cached_page
def all_questions(extension: str = "") -> Response:
    """List the questions, as a page or for programs."""
    _only(QUESTIONS, _OTHERS)
    catalogue, (choice, *_) = current_catalogue(), _choices(extension, _LIST_FORMATS)
    if choice.format is HTML:
        return questions_page(catalogue)
    content = json_bytes(listing(catalogue, current_addresses()))
    return Response(content, content_type=choice.content_type)


@catalogue_routes.get(f"{QUESTIONS}/<name>")
@cached_page
def question(name: str) -> Response:
    """Answer a question; its name may have the extension of a format."""
    stem, extension = _split(name)
    asked = current_catalogue().question(stem)
    choices = _choices(extension, CATALOGUE_FORMATS)
    _check_language()
    given = request.args.to_dict(flat=False)
    is_form = extension == HTML.extension or _asked_by_a_person()

    def answer(choice: Choice) -> Response:
        if choice.format is not HTML:
            return _rows(asked, given, choice)
        return _page(asked, _filled(given) if is_form else given)

    return first_written(choices, answer)


Given = dict[str, list[str]]


def _filled(given: Given) -> Given:
    """Return what a form was given: it sends its empty fields, too, which no program should."""
    return {key: values for key, values in given.items() if values != [""]}


def _page(asked: CompetencyQuestion, given: Given) -> Response:
    catalogue = current_catalogue()
    try:
        read = catalogue.read(asked, given, _OTHERS)
    except ParametersError as error:
        if not _asked_by_a_person():
            raise
        return question_form(catalogue, asked, given, error.problems)
    # People see every row's quotes.
    limit = read.limit if "limit" in given else PAGE_LIMIT
    arguments = replace(read, evidence=True, limit=limit)
    try:
        with noting_outdated_reads() as noted:
            answer = catalogue.latest(asked, arguments)
    except UnavailableError as error:
        if error.reason not in _TOO_LONG or arguments.terms or not _asked_by_a_person():
            raise
        return question_too_large(catalogue, asked, error)
    links = _page_links(answer)
    return _linked(question_page(catalogue, answer, links, is_outdated=noted.any), links)


def _asked_by_a_person() -> bool:
    """Return whether the client prefers pages: a program gets its errors as problem details."""
    return prefers_text(request.headers.get("Accept"))


def _rows(asked: CompetencyQuestion, given: Given, choice: Choice) -> Response:
    catalogue = current_catalogue()
    arguments = catalogue.read(asked, given, _OTHERS)
    query = catalogue.query(asked, arguments)
    etag = generation_etag(query, f"{arguments.evidence}", choice.media_type)
    if not_modified(etag):
        return revalidated(Response(status=304), etag)
    read = catalogue.latest if _accepts_stale_rows() else catalogue.ask
    with noting_outdated_reads() as noted:
        answer = read(asked, arguments)
    links = _page_links(answer)
    if choice.format is ROWS_FORMAT:
        content = json_bytes(rows_content(answer, links))
    else:
        content = answer_bytes(answer, choice.format, catalogue.store)
    response = _linked(Response(content, content_type=choice.content_type), links)
    return _marked_as_stale(response) if noted.any else revalidated(response, etag)


def _accepts_stale_rows() -> bool:
    """Return whether a program prefers outdated rows to waiting for new ones (RFC 9111 §5.2.1.2).

    How old the rows may be cannot be limited: `max-stale=60` gets the newest rows.
    """
    directives = request.cache_control
    return "max-stale" in directives and directives["max-stale"] is None


def _marked_as_stale(response: Response) -> Response:
    """Mark rows of before the last write as a cache does (RFC 9211), and have none store them."""
    response.headers["Cache-Status"] = "districtgraph; hit; detail=stale"
    response.headers["Cache-Control"] = "no-store"
    return response


def _split(name: str) -> tuple[str, str]:
    stem, _, extension = name.rpartition(".")
    known = {item.extension for item in CATALOGUE_FORMATS}
    return (stem, extension) if extension in known else (name, "")


def _choices(extension: str, offered: tuple[Format, ...]) -> Sequence[Choice]:
    """Return the formats to answer in; an unknown one is refused with those that there are."""
    by_extension = {item.extension: item for item in offered}
    given = [name for name in FORMAT_PARAMETERS if name in request.args]
    if not extension and not given:
        g.negotiated = True
    try:
        return chosen_formats(offered, by_extension.get(extension))
    except BadRequestError as error:
        known = ", ".join(by_extension)
        problem = ParameterProblem(
            given[0], f"{error}; here it is one of {known}", tuple(by_extension)
        )
        raise ParametersError([problem]) from error


def _only(path: str, known: tuple[str, ...]) -> None:
    unknown = [name for name in request.args if name not in known]
    if unknown:
        detail = f"{path} has no such parameter"
        raise ParametersError([ParameterProblem(name, detail, known) for name in unknown])
    _check_language()


def _check_language() -> None:
    asked = request.args.getlist("lang")
    if asked and (len(asked) > 1 or asked[0] not in LANGUAGES):
        detail = f"it may be given once, as {' or '.join(LANGUAGES)}"
        raise ParametersError([ParameterProblem("lang", detail, LANGUAGES)])


def _page_links(answer: QuestionPage) -> Mapping[str, str | None]:
    """Return the addresses of the pages of rows before and after an answer's."""
    limit, offset = answer.arguments.limit, answer.arguments.offset
    return {
        "previous": _page_at(max(0, offset - limit)) if offset else None,
        "next": _page_at(offset + limit) if answer.more else None,
    }


def _page_at(offset: int) -> str:
    parameters = {**request.args.to_dict(), "offset": str(offset)}
    addresses = current_addresses()
    return addresses.absolute(addresses.encoded(request.path, **parameters))


def _linked(response: Response, links: Mapping[str, str | None]) -> Response:
    relations = {"previous": "prev", "next": "next"}
    values = [f'<{links[name]}>; rel="{rel}"' for name, rel in relations.items() if links[name]]
    values.append(f'<{public_url()}/openapi.json>; rel="service-desc"')
    response.headers["Link"] = ", ".join(values)
    return response


@catalogue_routes.get("/openapi.json")
def openapi_json() -> Response:
    """Describe the catalogue's API for programs."""
    _only("/openapi.json", ())
    content = openapi_bytes(current_catalogue(), public_url(), "json")
    return Response(content, content_type="application/json")


@catalogue_routes.get("/openapi.yaml")
def openapi_yaml() -> Response:
    """Describe the same in YAML (RFC 9512)."""
    _only("/openapi.yaml", ())
    content = openapi_bytes(current_catalogue(), public_url(), "yaml")
    return Response(content, content_type="application/yaml")


@catalogue_routes.get("/api")
def api() -> Response:
    """Describe the API for people."""
    return api_page(current_catalogue())
