"""Turns errors into HTTP responses; every part of the server uses this."""

import json
import logging
from collections.abc import Iterator

from districtgraph.server.core.errors import (
    ForbiddenError,
    MethodNotAllowedError,
    RequestError,
    TooManyRequestsError,
    UnauthorizedError,
    UnavailableError,
)
from districtgraph.server.http.http_exchange import Response, UnsupportedCodingError
from districtgraph.server.http.negotiation import parse_accept, quality
from districtgraph.server.http.printable_text import printable

__all__ = ["error_response", "prefers_page", "prefers_text", "unexpected_error"]

_LOG = logging.getLogger(__name__)
_PHRASES = {
    400: "Bad Request",
    416: "Range Not Satisfiable",
    500: "Internal Server Error",
    507: "Insufficient Storage",
}
"""Titles of problems whose errors have others: without a type, it is the phrase of the status
(https://www.rfc-editor.org/rfc/rfc9457#section-4.2.1)."""


def error_response(error: RequestError, *, as_problem: bool = False) -> Response:
    """Return an error as a response.

    Args:
        error: the error.
        as_problem: whether the body is problem details (RFC 9457), or plain text.

    """
    response = Response(error.status)
    if as_problem:
        response.body = _problem(error)
        response.add("content-type", "application/problem+json")
    else:
        # A message may repeat half a surrogate pair, or bytes that are no text.
        response.body = f"{error.status} {error.title}\n{error}\n".encode("utf-8", "replace")
        response.add("content-type", "text/plain; charset=utf-8")
    # Its format, and with it this representation, depends on what the client accepts.
    response.add("vary", "Accept")
    response.add("cache-control", "no-store")
    for name, value in _headers(error):
        response.add(name, value)
    return response


def _headers(error: RequestError) -> Iterator[tuple[str, str]]:
    """Yield the headers that RFC 9110 §15 and RFC 6750 §3 want with an error."""
    match error:
        case MethodNotAllowedError():
            yield "allow", ", ".join(error.allow)
        case UnauthorizedError():
            yield "www-authenticate", _challenge(error.problem)
        case ForbiddenError(problem=str()):
            yield "www-authenticate", _challenge(error.problem)
        case UnsupportedCodingError():
            yield "accept-encoding", ", ".join(error.accepted)
        case UnavailableError() | TooManyRequestsError():
            yield "retry-after", str(error.retry_after)


def _challenge(problem: str | None) -> str:
    challenge = 'Bearer realm="districtgraph", scope="write"'
    return f'{challenge}, error="{problem}"' if problem else challenge


def _problem(error: RequestError) -> bytes:
    problem = {
        "title": _PHRASES.get(error.status, error.title),
        "status": error.status,
        "detail": str(error),
        **error.members,
    }
    return json.dumps(problem, ensure_ascii=False).encode("utf-8", "replace")


def prefers_text(accept: str | None) -> bool:
    """Return whether a client, by its Accept header, is rather a person than a program."""
    ranges = parse_accept(accept)
    return quality("text/html", ranges) > quality("application/json", ranges)


def prefers_page(accept: str | None) -> bool:
    """Return whether a client asks for a page by name, and for nothing more than for that.

    Of data, programs read text where something is wrong; a browser asks for pages before all.
    """
    ranges = parse_accept(accept)
    wished = [item.q for item in ranges if (item.type, item.subtype) == ("text", "html")]
    return bool(wished) and 0 < wished[0] == max(item.q for item in ranges)


def unexpected_error(error: Exception, path: str) -> RequestError:
    """Log an error that nobody expected; return what the client hears of it."""
    _LOG.error("unexpected error at %s", printable(path), exc_info=error)
    return RequestError("the server failed; its log says why")
