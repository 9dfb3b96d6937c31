"""A result as a page, for those who follow a link to a query in a browser."""

import re

from flask import render_template
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from districtgraph.server.core.short_names import short_name
from districtgraph.server.sparql.protocol import Query
from districtgraph.server.store.backend import PagePart
from districtgraph.server.web.current import current_addresses, current_dataset
from districtgraph.server.web.page_language import page_language

__all__ = ["ON_A_PAGE", "query_title", "render_graph_page", "render_result_page", "term_cell"]


ON_A_PAGE = PagePart(rows=1000, cells=20_000, size=1024 * 1024)
"""What a page shows of a result; other formats have all of it."""


def render_result_page(query: Query, result: bytes, partial: bool = False) -> bytes:
    """Return the page of a result of SELECT or ASK.

    Args:
        query: what was asked.
        result: the answer in the SPARQL 1.1 Query Results TSV Format.
        partial: whether there is more of it.

    """
    solutions = parse_query_results(result, format=QueryResultsFormat.TSV)
    if not isinstance(solutions, QuerySolutions):
        return _page(query, [], [], bool(solutions), partial)
    columns = [variable.value for variable in solutions.variables]
    rows = [[_cell(term) for term in solution] for solution in solutions]
    return _page(query, columns, rows, None, partial)


def render_graph_page(query: Query, result: bytes, partial: bool = False) -> bytes:
    """Return the page of a result of CONSTRUCT or DESCRIBE, given as N-Triples."""
    triples = (quad.triple for quad in parse(result, format=RdfFormat.N_TRIPLES))
    rows = [[term_cell(term) for term in triple] for triple in triples]
    return _page(query, ["subject", "property", "object"], rows, None, partial)


def _page(
    query: Query,
    columns: list[str],
    rows: list[list[dict[str, str]]],
    boolean: bool | None,
    partial: bool,
) -> bytes:
    return render_template(
        "result.html",
        heading=query_title(query.text, page_language()),
        query=query.text,
        boolean=boolean,
        columns=columns,
        rows=rows,
        partial=partial,
    ).encode()


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
