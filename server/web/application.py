"""The Flask application of the pages, the linked data and the APIs, without the protocols."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    NotFound,
    RequestedRangeNotSatisfiable,
    RequestEntityTooLarge,
)
from werkzeug.middleware.proxy_fix import ProxyFix

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import (
    MethodNotAllowedError,
    NotFoundError,
    PayloadTooLargeError,
    RequestError,
)
from districtgraph.server.http.cross_origin import EXPOSED, MAX_AGE, allowed_headers
from districtgraph.server.http.error_responses import (
    error_response,
    prefers_text,
    unexpected_error,
)
from districtgraph.server.http.host_header import requested_address
from districtgraph.server.http.printable_text import printable
from districtgraph.server.http.security_headers import SECURITY_HEADERS
from districtgraph.server.knowledge.labels.label_index import INDEX_PATIENCE, LabelIndexes
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.store_reader import QueryStore, StoreReader
from districtgraph.server.web.current import current_config
from districtgraph.server.web.document_downloads import document_downloads
from districtgraph.server.web.downloads import downloads
from districtgraph.server.web.editor.routes import example_documents
from districtgraph.server.web.linked_data import add_linked_data
from districtgraph.server.web.linked_data.dereferencing import resource_of_address
from districtgraph.server.web.page_cache import add_page_cache
from districtgraph.server.web.page_delivery import add_page_delivery
from districtgraph.server.web.pages import add_pages
from districtgraph.server.web.pages.error_page import error_page
from districtgraph.server.web.questions.routes import add_catalogue
from districtgraph.server.web.reconciliation.endpoint import reconciliation
from districtgraph.server.web.shared_queries import SharedQueries
from districtgraph.server.web.unread_formats import unread_format

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["FOR_SERVICE", "INDEX", "pages_application"]

_LOG = logging.getLogger(__name__)

INDEX = "names"
"""Folder of the index of names, within a store's folder."""
_SHORT_WAIT = 0.25
"""Seconds for which requests wait for the first index of names of a corpus: it begins early."""
FOR_SERVICE = "districtgraph.exchange"
"""The key in the environment of a request that no page answers: what answers it."""


def pages_application(
    config: ServerConfig, dataset: BuiltDataset, store: QueryStore, index: Path | None = None
) -> Flask:
    """Return the application of the pages, the linked data and the APIs.

    Args:
        config: the settings.
        dataset: the dataset that the pages describe.
        store: answers their queries.
        index: the folder in which the index of its names is stored; None for a temporary one.

    """
    # A wheel has no folder for instance files; Flask would look for one and fail.
    app = Flask("districtgraph.server.web", instance_path=str(dataset.folder.resolve()))
    app.config["MAX_CONTENT_LENGTH"] = config.max_body
    reader = StoreReader(store, dataset.base)
    app.extensions["districtgraph"] = {
        "config": config,
        "dataset": dataset,
        "store": reader,
        "labels": LabelIndexes(reader, _patience(config), index),
        "shared_queries": SharedQueries.of(config),
    }
    app.before_request(_answer_for_server)
    app.before_request(_check_address)
    add_page_delivery(app)
    add_page_cache(app, config.cache_size * 1024 * 1024)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    add_pages(app)
    app.register_blueprint(downloads)
    app.register_blueprint(document_downloads)
    app.register_blueprint(example_documents)
    app.register_blueprint(reconciliation)
    add_linked_data(app)
    add_catalogue(app)
    app.register_error_handler(Exception, _error_response)
    app.after_request(_add_headers)
    # What is registered last is called first: a refusal gets the headers, too.
    app.after_request(_refuse_other_format)
    if config.public_url:
        app.wsgi_app = _Prefixed(app.wsgi_app, urlsplit(config.public_url).path)  # type: ignore[method-assign]
    elif config.trusted_hops:
        hops = config.trusted_hops
        proxied = ProxyFix(app.wsgi_app, hops, hops, hops, 0, hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    return app


def _patience(config: ServerConfig) -> float:
    """Return how long requests wait for the first index of names: of a corpus it takes longer."""
    return _SHORT_WAIT if config.corpus else INDEX_PATIENCE


class _Prefixed:
    """Passes on to an application the prefix that a proxy has removed from its paths."""

    def __init__(self, wsgi_app: "WSGIApplication", prefix: str) -> None:
        self._wsgi_app, self._prefix = wsgi_app, prefix.rstrip("/")

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        return self._wsgi_app({**environ, "SCRIPT_NAME": self._prefix}, start_response)


def _answer_for_server() -> Response | None:
    """Answer ``OPTIONS *``, which is about the server and not about a page (RFC 9110 §9.3.7)."""
    if request.method != "OPTIONS" or request.environ.get("RAW_URI") != "*":
        return None
    response = Response(status=204)
    response.allow.update(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"))
    return response


def _check_address() -> None:
    """Refuse requests that give no links: an invalid host, or ``//`` first in the path."""
    if FOR_SERVICE in request.environ:
        return
    if not current_config().public_url:
        host = request.environ.get("HTTP_HOST", "")
        if not host and request.environ["SERVER_PROTOCOL"] == "HTTP/1.0":
            host = request.host
        requested_address(request.scheme, host, request.script_root.rstrip("/"))
    if request.path.startswith(("//", "/\\")):
        raise NotFoundError(f"there is nothing at {printable(request.path)}")


def _add_headers(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS":
        requested = request.headers.get("Access-Control-Request-Headers", "")
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = allowed_headers(requested)
        response.headers["Access-Control-Max-Age"] = MAX_AGE
    return response


def _refuse_other_format(response: Response) -> Response:
    refusal = None if FOR_SERVICE in request.environ else unread_format(response)
    if refusal is None:
        return response
    response.close()
    return _error_response(refusal)


def _error_response(error: Exception) -> Response:
    failure = _resource_or(_as_request_error(error))
    if isinstance(failure, Response):
        return failure
    as_problem = not prefers_text(request.headers.get("Accept"))
    made = error_response(failure, as_problem=as_problem)
    assert isinstance(made.body, bytes), "an error comes whole"
    if isinstance(error, RequestedRangeNotSatisfiable) and error.length is not None:
        made.add("content-range", f"{error.units} */{error.length}")
    return (None if as_problem else _page_of(failure, made.native_headers)) or Response(
        made.body, made.status, made.native_headers
    )


def _resource_or(failure: RequestError) -> Response | RequestError:
    """Return a failure, or the document of the IRI at an address where there is nothing else."""
    read = request.method in ("GET", "HEAD") and FOR_SERVICE not in request.environ
    if not isinstance(failure, NotFoundError) or not read:
        return failure
    try:
        return resource_of_address() or failure
    except Exception as error:
        return _as_request_error(error)


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
