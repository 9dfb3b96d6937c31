"""ETags of documents from the store, and answers to conditional requests."""

import hashlib

from flask import Response, request

import districtgraph
from districtgraph.server.web.current import current_store

__all__ = ["generation_etag", "not_modified", "revalidated"]


def generation_etag(*parts: str) -> str:
    """Return the ETag of a document from the store; empty if the store's version is unknown.

    Args:
        parts: everything else that the representation depends on.

    """
    version = current_store().version
    made = "\n".join((districtgraph.__version__, request.full_path, *parts))
    digest = hashlib.blake2b(made.encode(), digest_size=9).hexdigest()
    return f"{version}-{digest}" if version else ""


def not_modified(etag: str) -> bool:
    """Return whether the client has the representation that an ETag names."""
    return bool(etag) and request.if_none_match.contains_weak(etag)


def revalidated(response: Response, etag: str) -> Response:
    """Return a response that caches may keep and have to ask about."""
    response.headers["Cache-Control"] = "no-cache"
    if etag:
        response.set_etag(etag)
    return response
