"""The application factory, and the one place where errors become responses."""

import json
import logging

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from districtgraph.server.built_dataset import read_dataset
from districtgraph.server.config import ServerConfig
from districtgraph.server.downloads import downloads
from districtgraph.server.errors import (
    MethodNotAllowedError,
    NotAcceptableError,
    NotFoundError,
    PayloadTooLargeError,
    RequestError,
)
from districtgraph.server.loading import ensure_store
from districtgraph.server.negotiation import parse_accept, quality
from districtgraph.server.pages import pages
from districtgraph.server.sparql_endpoint import sparql
from districtgraph.server.store import EmbeddedStore, QueryStore

__all__ = ["create_app"]

_LOG = logging.getLogger(__name__)
_SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(config: ServerConfig, store: QueryStore | None = None) -> Flask:
    """Return the application over a built dataset.

    Args:
        config: the settings.
        store: what answers queries; by default the dataset's own store, made if need be.

    Raises:
        DatasetError: there is no dataset in the folder.
        StoreError: the store cannot be opened.

    """
    dataset = read_dataset(config.data)
    if store is None:
        ensure_store(dataset)
        store = EmbeddedStore(dataset.store)
    # A wheel has no place for instance files; Flask would look for one and fail.
    app = Flask("districtgraph.server", instance_path=str(config.data.resolve()))
    app.config["MAX_CONTENT_LENGTH"] = config.max_body
    app.extensions["districtgraph"] = {"config": config, "dataset": dataset, "store": store}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for blueprint in (sparql, pages, downloads):
        app.register_blueprint(blueprint)
    app.register_error_handler(Exception, _error_response)
    app.after_request(_add_headers)
    return app


def _add_headers(response: Response) -> Response:
    for name, value in _SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _error_response(error: Exception) -> Response:
    failure = _as_request_error(error)
    if failure.status >= 500 and not isinstance(error, RequestError):
        _LOG.exception("unexpected error at %s", request.path, exc_info=error)
    response = _rendered(failure)
    if isinstance(failure, MethodNotAllowedError):
        response.headers["Allow"] = ", ".join(failure.allow)
    if isinstance(failure, NotAcceptableError):
        response.vary.add("Accept")
    return response


def _as_request_error(error: Exception) -> RequestError:
    if isinstance(error, RequestError):
        return error
    if isinstance(error, NotFound):
        return NotFoundError(f"there is nothing at {request.path}")
    if isinstance(error, MethodNotAllowed):
        return MethodNotAllowedError(sorted(error.valid_methods or ()))
    if isinstance(error, RequestEntityTooLarge):
        return PayloadTooLargeError("the request's body is larger than this server reads")
    if isinstance(error, HTTPException):
        failure = RequestError(error.description or "")
        failure.status, failure.title = error.code or 500, error.name
        return failure
    return RequestError("the server failed; what happened stands in its log")


def _rendered(failure: RequestError) -> Response:
    """Return an error as plain text for SPARQL clients, else as problem details (RFC 9457)."""
    ranges = parse_accept(request.headers.get("Accept"))
    if request.path == "/sparql" or quality("text/html", ranges) > quality(
        "application/json", ranges
    ):
        text = f"{failure.status} {failure.title}\n{failure}\n"
        return Response(text, failure.status, content_type="text/plain; charset=utf-8")
    problem = {"title": failure.title, "status": failure.status, "detail": str(failure)}
    body = json.dumps(problem, ensure_ascii=False)
    return Response(body, failure.status, content_type="application/problem+json")
