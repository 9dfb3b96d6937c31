"""A result as a page, for those who follow a link to a query in a browser."""

import json
from typing import Any
from urllib.parse import quote

from flask import render_template

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
        query=query.text,
        boolean=content.get("boolean"),
        columns=columns,
        rows=[[_cell(row.get(name)) for name in columns] for row in bindings],
    ).encode()


def _cell(term: dict[str, Any] | None) -> dict[str, str]:
    if term is None:
        return {"text": "", "link": "", "language": ""}
    is_iri = term["type"] == "uri"
    link = f"/sparql?query={quote('DESCRIBE <' + term['value'] + '>')}" if is_iri else ""
    return {"text": str(term["value"]), "link": link, "language": term.get("xml:lang", "")}
