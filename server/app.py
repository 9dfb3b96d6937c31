"""The Flask application: pages and downloads, and where their errors become responses."""

import json
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import (
    MethodNotAllowedError,
    NotAcceptableError,
    NotFoundError,
    PayloadTooLargeError,
    RequestError,
    TooManyRequestsError,
    UnavailableError,
)
from districtgraph.server.http.host_header import told_address
from districtgraph.server.http.negotiation import parse_accept, quality
from districtgraph.server.http.printable_text import printable
from districtgraph.server.http.security_headers import SECURITY_HEADERS
from districtgraph.server.knowledge.labels.label_index import LabelIndexes
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.store_reader import QueryStore, StoreReader
from districtgraph.server.web.current import current_config
from districtgraph.server.web.downloads import downloads
from districtgraph.server.web.editor.routes import example_documents
from districtgraph.server.web.linked_data import add_linked_data
from districtgraph.server.web.page_delivery import add_page_delivery
from districtgraph.server.web.pages import add_pages
from districtgraph.server.web.pages.error_page import error_page
from districtgraph.server.web.questions.routes import add_catalogue
from districtgraph.server.web.reconciliation.endpoint import reconciliation
from districtgraph.server.web.shared_queries import SharedQueries

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["create_app"]

_LOG = logging.getLogger(__name__)


def create_app(config: ServerConfig, dataset: BuiltDataset, store: QueryStore) -> Flask:
    """Return the application of the pages, the linked data and the APIs.

    Args:
        config: the settings.
        dataset: what the pages tell of.
        store: what answers their queries.

    """
    # A wheel has no place for instance files; Flask would look for one and fail.
    app = Flask("districtgraph.server.web", instance_path=str(dataset.folder.resolve()))
    app.config["MAX_CONTENT_LENGTH"] = config.max_body
    reader = StoreReader(store, dataset.base)
    app.extensions["districtgraph"] = {
        "config": config,
        "dataset": dataset,
        "store": reader,
        "labels": LabelIndexes(reader),
        "shared_queries": SharedQueries.of(config),
    }
    app.before_request(_check_address)
    add_page_delivery(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    add_pages(app)
    app.register_blueprint(downloads)
    app.register_blueprint(example_documents)
    app.register_blueprint(reconciliation)
    add_linked_data(app)
    add_catalogue(app)
    app.register_error_handler(Exception, _error_response)
    app.after_request(_add_headers)
    if config.public_url:
        app.wsgi_app = _Prefixed(app.wsgi_app, urlsplit(config.public_url).path)  # type: ignore[method-assign]
    elif config.trusted_hops:
        hops = config.trusted_hops
        proxied = ProxyFix(app.wsgi_app, hops, hops, hops, 0, hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    return app


class _Prefixed:
    """Tells an application the prefix that a proxy in front of it has taken off its paths."""

    def __init__(self, wsgi_app: "WSGIApplication", prefix: str) -> None:
        self._wsgi_app, self._prefix = wsgi_app, prefix.rstrip("/")

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        return self._wsgi_app({**environ, "SCRIPT_NAME": self._prefix}, start_response)


def _check_address() -> None:
    """Refuse what links of this server cannot be made from: a host that is none, ``//`` first."""
    if not current_config().public_url:
        host = request.environ.get("HTTP_HOST", "")
        told_address(request.scheme, host, request.script_root.rstrip("/"))
    if request.path.startswith(("//", "/\\")):
        raise NotFoundError(f"there is nothing at {printable(request.path)}")


def _add_headers(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _error_response(error: Exception) -> Response:
    failure = _as_request_error(error)
    if failure.status >= 500 and not isinstance(error, RequestError):
        _LOG.exception("unexpected error at %s", printable(request.path), exc_info=error)
    response = _rendered(failure)
    if isinstance(failure, MethodNotAllowedError):
        response.headers["Allow"] = ", ".join(failure.allow)
    if isinstance(failure, NotAcceptableError):
        response.vary.add("Accept")
    if isinstance(failure, UnavailableError | TooManyRequestsError):
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def _as_request_error(error: Exception) -> RequestError:
    if isinstance(error, RequestError):
        return error
    if isinstance(error, NotFound):
        return NotFoundError(f"there is nothing at {printable(request.path)}")
    if isinstance(error, MethodNotAllowed):
        return MethodNotAllowedError(sorted(error.valid_methods or ()))
    if isinstance(error, RequestEntityTooLarge):
        return PayloadTooLargeError("the request's body is larger than this server reads")
    if isinstance(error, HTTPException):
        failure = RequestError(error.description or "")
        failure.status, failure.title = error.code or 500, error.name
        return failure
    return RequestError("the server failed; what happened stands in its log")


def _for_people(failure: RequestError) -> Response:
    """Return an error as a page, or as plain text where even that cannot be made."""
    try:
        return error_page(failure)
    except Exception as error:
        if not isinstance(error, RequestError):
            _LOG.exception("no page of an error at %s", printable(request.path))
    text = f"{failure.status} {failure.title}\n{failure}\n"
    return Response(text, failure.status, content_type="text/plain; charset=utf-8")


def _rendered(failure: RequestError) -> Response:
    """Return an error as a page for a browser, else as problem details (RFC 9457)."""
    ranges = parse_accept(request.headers.get("Accept"))
    if quality("text/html", ranges) > quality("application/json", ranges):
        return _for_people(failure)
    problem = {
        "title": failure.title,
        "status": failure.status,
        "detail": str(failure),
        **failure.members,
    }
    body = json.dumps(problem, ensure_ascii=False)
    return Response(body, failure.status, content_type="application/problem+json")
