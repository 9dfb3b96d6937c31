"""The Flask application of the pages, the linked data and the APIs, without the protocols."""

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
    NotFoundError,
    PayloadTooLargeError,
    RequestError,
)
from districtgraph.server.http.error_responses import (
    error_response,
    prefers_text,
    unexpected_error,
)
from districtgraph.server.http.host_header import told_address
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

__all__ = ["FOR_SERVICE", "pages_application"]

_LOG = logging.getLogger(__name__)

FOR_SERVICE = "districtgraph.exchange"
"""Under what a request that no page answers has what answers it, in its environment."""


def pages_application(config: ServerConfig, dataset: BuiltDataset, store: QueryStore) -> Flask:
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
    if FOR_SERVICE in request.environ:
        return
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
    as_problem = not prefers_text(request.headers.get("Accept"))
    made = error_response(failure, as_problem=as_problem)
    assert isinstance(made.body, bytes), "an error comes whole"
    return (None if as_problem else _page_of(failure, made.native_headers)) or Response(
        made.body, made.status, made.native_headers
    )


def _page_of(failure: RequestError, headers: Iterable[tuple[str, str]]) -> Response | None:
    """Return an error as a page, with the headers that it has as text; None if that fails."""
    try:
        page = error_page(failure)
    except Exception:
        _LOG.exception("the page of an error cannot be made at %s", printable(request.path))
        return None
    for name, value in headers:
        if name.lower() not in ("content-type", "content-length"):
            page.headers.setdefault(name, value)
    return page


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
    return unexpected_error(error, request.path)
