"""A result as a page, for those who follow a link to a query in a browser."""

import json
import re
from typing import Any
from urllib.parse import quote

from flask import render_template

from districtgraph.graph.vocabulary import NAMESPACES
from districtgraph.server.current import current_dataset
from districtgraph.server.page_language import page_language
from districtgraph.server.protocol import Query

__all__ = ["render_result_page"]


def render_result_page(query: Query, result: bytes) -> bytes:
    """Return the page of a result.

    Args:
        query: what was asked.
        result: the answer in the SPARQL 1.1 Query Results JSON Format.

    """
    content = json.loads(result)
    columns = content["head"].get("vars", [])
    bindings = content.get("results", {}).get("bindings", [])
    return render_template(
        "result.html",
        heading=_title(query.text, page_language()),
        query=query.text,
        boolean=content.get("boolean"),
        columns=columns,
        rows=[[_cell(row.get(name)) for name in columns] for row in bindings],
    ).encode()


def _cell(term: dict[str, Any] | None) -> dict[str, str]:
    if term is None:
        return {"text": "", "link": "", "language": ""}
    value = str(term["value"])
    if term["type"] != "uri":
        return {"text": value, "link": "", "language": term.get("xml:lang", "")}
    link = f"/sparql?query={quote(f'DESCRIBE <{value}>')}"
    return {"text": _short(value), "title": value, "link": link, "language": ""}


def _short(iri: str) -> str:
    """Return an IRI as people know it: what comes after our base, or a prefixed name."""
    individuals = f"{current_dataset().base}id/"
    if iri.startswith(individuals):
        return iri.removeprefix(individuals)
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _title(query: str, language: str) -> str | None:
    """Return the title that a question's header has in a language."""
    match = re.search(rf"^# title@{language}: (.+)$", query, re.MULTILINE)
    return match.group(1) if match else None
