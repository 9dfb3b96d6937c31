"""Caches pages and documents made of the store, for as long as the store does not change.

What everybody reads costs its queries and its template once in a generation. All that a page
depends on is in its key. A page that shows something of an earlier generation, or that says that
something is not ready yet, is not cached.
"""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, cast

from flask import Flask, Response, current_app, g, request

from districtgraph.server.endpoints.result_pages import SHOWN_ERROR
from districtgraph.server.sparql.result_cache import CachedResponse, ResultCache
from districtgraph.server.store.outdated_reads import OutdatedReads, noting_outdated_reads
from districtgraph.server.web.accepted_types import note_format_is_read
from districtgraph.server.web.current import current_config, current_dataset, current_store
from districtgraph.server.web.page_language import page_language

__all__ = ["add_page_cache", "cached_page"]

_LONGEST_KEY = 4096
"""Characters of what a cached page depends on: its address and what the client accepts."""
_CACHE = "districtgraph.page-cache"
Parameters = ParamSpec("Parameters")


@dataclass(frozen=True, slots=True)
class _Key:
    """All that a page depends on."""

    version: str
    build: str
    root: str
    path: str
    language: str
    accept: str

    @property
    def size(self) -> int:
        return sum(map(len, (self.version, self.build, self.root, self.path, self.accept)))


@dataclass(frozen=True, slots=True)
class _Made:
    key: _Key
    noted: OutdatedReads


class _PageCache:
    """A cache of responses that the threads of pages share."""

    def __init__(self, size: int) -> None:
        self._lock = threading.Lock()
        self._results = ResultCache(size)

    def get(self, key: Hashable) -> CachedResponse | None:
        with self._lock:
            return self._results.get(key)

    def put(self, key: _Key, response: Response) -> None:
        headers = [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in response.headers
            if name.lower() != "content-length"
        ]
        with self._lock:
            self._results.put(key, key.size, headers, response.get_data())


def add_page_cache(app: Flask, size: int) -> None:
    """Give an application the cache of its pages; to be added right after their delivery.

    What is registered first with `after_request` is called last: pages are cached whole and
    uncompressed.

    Args:
        app: the application.
        size: bytes of all cached pages; 0 for none.

    """
    app.extensions[_CACHE] = _PageCache(size)
    app.after_request(_cached)


def cached_page(view: Callable[Parameters, Response]) -> Callable[Parameters, Response]:
    """Have a view's responses cached: they depend on the store, the address, format and language.

    A view that reads anything else, such as a file that changes without the store, is not one.
    """

    @wraps(view)
    def page(*values: Parameters.args, **more: Parameters.kwargs) -> Response:
        key = _key()
        if key is None:
            return view(*values, **more)
        if (cached := _cache().get(key)) is not None:
            # It was an answer to the same parameters.
            note_format_is_read()
            headers, body = cached
            return Response(
                body,
                headers=[
                    (name.decode("latin-1"), value.decode("latin-1")) for name, value in headers
                ],
            )
        with noting_outdated_reads() as noted:
            response = view(*values, **more)
        g.made_page = _Made(key, noted)
        return response

    return page


def _cache() -> _PageCache:
    return cast(_PageCache, current_app.extensions[_CACHE])


def _key() -> _Key | None:
    """Return what the requested page depends on; None if it is not to be cached."""
    version = current_store().version
    if not version or request.method not in ("GET", "HEAD") or SHOWN_ERROR in request.environ:
        return None
    key = _Key(
        version=version,
        build=current_dataset().version,
        root=current_config().public_url or request.url_root,
        # The first as the client wrote it, where that is known; escapes are decoded in the other.
        path=f"{request.environ.get('RAW_URI', '')} {request.full_path}",
        language=page_language(),
        accept=request.headers.get("Accept", ""),
    )
    return key if key.size <= _LONGEST_KEY else None


def _cached(response: Response) -> Response:
    made: _Made | None = g.pop("made_page", None)
    if made is not None and _is_lasting(made, response):
        _cache().put(made.key, response)
    return response


def _is_lasting(made: _Made, response: Response) -> bool:
    """Return whether everybody gets this page until the store changes."""
    return (
        response.status_code == 200
        and not made.noted.any
        and not response.is_streamed
        # The one cookie depends on the address alone, but it is nothing for a cache.
        and "Set-Cookie" not in response.headers
        # Else a write came while it was made, and it may show that already.
        and current_store().version == made.key.version
    )
