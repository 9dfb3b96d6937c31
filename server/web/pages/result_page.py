"""The endpoint and its results as pages, for those who open them in a browser."""

import re

from flask import Flask, Response, request
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from werkzeug.routing import Rule

from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.core.short_names import short_name
from districtgraph.server.endpoints.result_pages import (
    SHOWN_ERROR,
    SHOWN_RESULT,
    ShownEndpoint,
    ShownResult,
)
from districtgraph.server.http.media_types import GRAPH_FORMATS, RESULT_FORMATS
from districtgraph.server.web.current import current_addresses, current_dataset
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["SPARQL", "add_result_page", "query_title", "term_cell"]

_FIRST_QUERY = "SELECT ?type (COUNT(*) AS ?things) WHERE { ?thing a ?type } GROUP BY ?type"
"""A query that readers can try first, on any store."""
SPARQL = "sparql"
"""The endpoint, as Flask has it, of /sparql."""


def add_result_page(app: Flask) -> None:
    """Add the page of a result, which is at the endpoint's own address."""
    app.url_map.add(Rule("/sparql", endpoint=SPARQL, methods=None))
    app.view_functions[SPARQL] = _result_page
    app.before_request(_raise_shown_error)


def _raise_shown_error() -> None:
    """Raise a protocol's error that the service shows as a page, at any address."""
    if (error := request.environ.get(SHOWN_ERROR)) is not None:
        raise error


def _result_page() -> Response:
    """Show the result that the endpoint has put into this request's environment."""
    shown = request.environ.get(SHOWN_RESULT)
    if shown is None:
        raise NotFoundError("there is nothing at /sparql")
    if isinstance(shown, ShownEndpoint):
        response = _endpoint_page(shown)
    else:
        response = _graph_page(shown) if shown.graph else _solutions_page(shown)
    # The same address gives the result in other formats.
    response.vary.add("Accept")
    return response


def _endpoint_page(shown: ShownEndpoint) -> Response:
    return page_response(
        "endpoint.html",
        address=shown.address,
        updates=shown.updates,
        query=_FIRST_QUERY,
        formats=[item.extension for item in RESULT_FORMATS if item.engine],
        descriptions=[item for item in GRAPH_FORMATS if item.engine],
    )


def _solutions_page(shown: ShownResult) -> Response:
    solutions = parse_query_results(shown.content, format=QueryResultsFormat.TSV)
    if not isinstance(solutions, QuerySolutions):
        return _page(shown, [], [], bool(solutions))
    columns = [variable.value for variable in solutions.variables]
    return _page(shown, columns, [[_cell(term) for term in solution] for solution in solutions])


def _graph_page(shown: ShownResult) -> Response:
    triples = (quad.triple for quad in parse(shown.content, format=RdfFormat.N_TRIPLES))
    rows = [[term_cell(term) for term in triple] for triple in triples]
    return _page(shown, ["subject", "property", "object"], rows)


def _page(
    shown: ShownResult,
    columns: list[str],
    rows: list[list[dict[str, str]]],
    boolean: bool | None = None,
) -> Response:
    return page_response(
        "result.html",
        heading=query_title(shown.query.text, page_language()),
        query=shown.query.text,
        boolean=boolean,
        columns=columns,
        rows=rows,
        partial=shown.partial,
    )


def _cell(term: object) -> dict[str, str]:
    return _text_cell("") if term is None else term_cell(term)


def term_cell(term: object) -> dict[str, str]:
    """Return what a table shows of a term: its text, with a link where it is an IRI."""
    if isinstance(term, NamedNode):
        return _link_cell(term.value)
    if isinstance(term, Literal):
        return _text_cell(term.value, term.language)
    return _text_cell(str(term))


def _text_cell(text: str, language: str | None = None) -> dict[str, str]:
    return {"text": text, "link": "", "language": language or ""}


def _link_cell(iri: str) -> dict[str, str]:
    link = current_addresses().document(iri)
    return {
        "text": short_name(iri, current_dataset().base),
        "title": iri,
        "link": link,
        "language": "",
    }


def query_title(query: str, language: str) -> str | None:
    """Return the title that a question's header has in a language."""
    match = re.search(rf"^# title@{language}: (.+)$", query, re.MULTILINE)
    return match.group(1) if match else None
