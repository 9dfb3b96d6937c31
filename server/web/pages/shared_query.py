"""Short links to queries: made by the editor's button, opened in the editor."""

from typing import cast

from flask import Blueprint, Response, jsonify, redirect, request

from districtgraph.server.core.errors import (
    ForbiddenError,
    NotFoundError,
    PayloadTooLargeError,
    UnsupportedMediaTypeError,
)
from districtgraph.server.http.charset import utf8_text
from districtgraph.server.sparql.protocol import FORM, SPARQL_QUERY
from districtgraph.server.web.current import (
    current_addresses,
    current_client,
    current_shared_queries,
)
from districtgraph.server.web.pages.editor import OpenedQuery, editor_response
from districtgraph.server.web.shared_queries import MOST_BYTES

__all__ = ["shared_query"]

shared_query = Blueprint("shared_query", __name__)
_YEAR = 365 * 24 * 3600
_ENCODED = 3
"""Bytes of a form for one of its text."""
_FROM_OURSELVES = ("same-origin", "none")


@shared_query.post("/q")
def store() -> Response:
    """Store a query: redirect a form to it, send others its link; each client has a limit."""
    if request.headers.get("Sec-Fetch-Site", "none") not in _FROM_OURSELVES:
        raise ForbiddenError("queries are stored for this server's own pages only")
    queries = current_shared_queries()
    # Before any of it is read.
    queries.rate.take(current_client())
    stored = queries.store(_text())
    link = current_addresses().local(f"/q/{stored.name}")
    if request.mimetype == FORM:
        return cast(Response, redirect(link, 303))
    response = jsonify({"name": stored.name, "link": link})
    response.status_code = 201 if stored.new else 200
    response.headers["Location"] = link
    return response


def _text() -> str:
    """Return the query of a request, of which no more is read than a query may have."""
    if (request.content_length or 0) > MOST_BYTES * _ENCODED + len("query="):
        raise PayloadTooLargeError(f"a query may have up to {MOST_BYTES:,} bytes")
    if request.mimetype == FORM:
        return request.form.get("query", "").replace("\r\n", "\n")
    if request.mimetype != SPARQL_QUERY:
        raise UnsupportedMediaTypeError(f"send a query as {SPARQL_QUERY} or as a form")
    return utf8_text(request.get_data())


@shared_query.get("/q/<name>")
def opened(name: str) -> Response:
    """Show a stored query in the editor."""
    response = editor_response(OpenedQuery(_stored_text(name)))
    # Anybody may have written it: search engines must not attribute it to us.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@shared_query.get("/q/<name>.rq")
def text(name: str) -> Response:
    """Send a stored query unchanged."""
    response = Response(_stored_text(name), content_type=SPARQL_QUERY)
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = _YEAR
    return response


def _stored_text(name: str) -> str:
    stored = current_shared_queries().opened(name)
    if stored is None:
        raise NotFoundError(f"no query '{name}' is stored here")
    return stored
