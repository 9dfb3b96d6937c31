"""Delivers Flask's responses: compressed as the client accepts, or 304 if the client has them.

RFC 9110 §8.4 (content codings), §8.8.3 (ETag) and §13 (conditional requests).
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

from districtgraph.server.http.compression import choose_encoding, compressed, worth_packing
from districtgraph.server.web.page_conditions import evaluate_conditions, set_conditions_aside

__all__ = ["FinishedResponse", "add_page_delivery"]

_TEXTS = (
    "text/", "application/json", "application/ld+json", "application/problem+json",
    "application/javascript", "application/xml", "application/rdf+xml", "application/n-triples",
    "application/n-quads", "application/trig", "application/sparql-results", "application/yaml",
    "image/svg+xml",
)  # fmt: skip


class FinishedResponse(Response):
    """A response that travels as it is: it has been negotiated, compressed and tagged already."""

    default_mimetype = None


def add_page_delivery(app: Flask) -> None:
    """Compress an application's texts, tag them and answer conditions; to be added before all else.

    What is registered first with `after_request` is called last, when the response is whole.
    """
    app.before_request(set_conditions_aside)
    app.after_request(_delivered)


def _delivered(response: Response) -> Response:
    if isinstance(response, FinishedResponse):
        return response
    read = request.method in ("GET", "HEAD")
    is_text = (response.mimetype or "").startswith(_TEXTS)
    if not read or not is_text or "Content-Encoding" in response.headers:
        evaluate_conditions(response)
        return response
    if response.status_code in (200, 206, 304):
        response.vary.add("Accept-Encoding")
    is_file = request.endpoint == "static"
    if response.status_code == 200 and not is_file and not response.is_streamed:
        _tag(response)
    evaluate_conditions(response)
    if response.status_code == 200 and (coding := choose_encoding(_codings())):
        (_pack_file if is_file else _pack)(response, coding)
    return response


def _codings() -> str:
    return request.headers.get("Accept-Encoding", "")


def _tag(response: Response) -> None:
    """Give a page a tag of its content."""
    if not response.cache_control:
        response.cache_control.no_cache = True
    if not response.get_etag()[0]:
        digest = hashlib.blake2b(response.get_data(), digest_size=12).hexdigest()
        # Weak: the same page compressed in another way has the same tag.
        response.set_etag(digest, weak=True)


def _pack(response: Response, coding: str) -> None:
    """Compress a page."""
    if not response.is_streamed and worth_packing(len(body := response.get_data()), _codings()):
        _put(response, compressed(body, coding), coding)


def _pack_file(response: Response, coding: str) -> None:
    """Compress a file that a page needs; the result is cached, since files do not change."""
    file = Path(current_app.static_folder or "") / (request.view_args or {}).get("filename", "")
    facts = file.stat()
    if "Range" in request.headers or not worth_packing(facts.st_size, _codings()):
        return
    response.close()
    response.direct_passthrough = False
    _put(response, _compressed_file(file, facts.st_mtime_ns, coding), coding)


def _put(response: Response, body: bytes, coding: str) -> None:
    etag, _ = response.get_etag()
    response.set_data(body)
    response.headers["Content-Encoding"] = coding
    if etag:
        response.set_etag(etag, weak=True)
    # Ranges refer to the uncompressed bytes.
    response.headers.pop("Accept-Ranges", None)


@lru_cache(maxsize=64)
def _compressed_file(file: Path, _changed: int, coding: str) -> bytes:
    return compressed(file.read_bytes(), coding)
