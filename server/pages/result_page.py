"""A result as a page, for those who follow a link to a query in a browser."""

import json
import re
from typing import Any

from flask import render_template
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from districtgraph.server.current import current_addresses, current_dataset
from districtgraph.server.pages.page_language import page_language
from districtgraph.server.short_names import short_name
from districtgraph.server.sparql.protocol import Query

__all__ = ["query_title", "render_graph_page", "render_result_page", "term_cell"]


def render_result_page(query: Query, result: bytes) -> bytes:
    """Return the page of a result of SELECT or ASK.

    Args:
        query: what was asked.
        result: the answer in the SPARQL 1.1 Query Results JSON Format.

    """
    content = json.loads(result)
    columns = content["head"].get("vars", [])
    bindings = content.get("results", {}).get("bindings", [])
    rows = [[_cell(row.get(name)) for name in columns] for row in bindings]
    return _page(query, columns, rows, content.get("boolean"))


def render_graph_page(query: Query, result: bytes) -> bytes:
    """Return the page of a result of CONSTRUCT or DESCRIBE, given as N-Triples."""
    triples = (quad.triple for quad in parse(result, format=RdfFormat.N_TRIPLES))
    rows = [[term_cell(term) for term in triple] for triple in triples]
    return _page(query, ["subject", "property", "object"], rows, None)


def _page(
    query: Query, columns: list[str], rows: list[list[dict[str, str]]], boolean: bool | None
) -> bytes:
    return render_template(
        "result.html",
        heading=query_title(query.text, page_language()),
        query=query.text,
        boolean=boolean,
        columns=columns,
        rows=rows,
    ).encode()


def _cell(term: dict[str, Any] | None) -> dict[str, str]:
    if term is None:
        return _text_cell("")
    value = str(term["value"])
    return _link_cell(value) if term["type"] == "uri" else _text_cell(value, term.get("xml:lang"))


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
