"""Errors as responses: their headers by RFC 9110 §15 and RFC 6750 §3, and any message."""

import json

import pytest

from districtgraph.server.core.errors import (
    BadRequestError,
    ErrorRecord,
    ForbiddenError,
    MethodNotAllowedError,
    NotAcceptableError,
    NotExpressibleError,
    NotFoundError,
    QuerySyntaxError,
    RefusedError,
    RequestError,
    ResultTooLargeError,
    UnauthorizedError,
    UnavailableError,
    remote_error,
)
from districtgraph.server.endpoints.authorization import ReadingTokenError, UnknownTokenError
from districtgraph.server.http.error_responses import error_response
from districtgraph.server.http.http_exchange import UnsupportedCodingError

BEARER = 'Bearer realm="districtgraph", scope="write"'


@pytest.mark.parametrize(
    ("error", "name", "value"),
    [
        (UnauthorizedError("none"), "www-authenticate", BEARER),
        (
            UnknownTokenError("wrong"),
            "www-authenticate",
            f'{BEARER}, error="invalid_token"',
        ),
        (
            ReadingTokenError("reading only"),
            "www-authenticate",
            f'{BEARER}, error="insufficient_scope"',
        ),
        (ForbiddenError("nobody may"), "www-authenticate", None),
        (MethodNotAllowedError(("GET", "HEAD")), "allow", "GET, HEAD"),
        (UnsupportedCodingError("br"), "accept-encoding", "gzip"),
        (UnavailableError("later", 5, "queue"), "retry-after", "5"),
    ],
)
def test_an_error_says_what_the_client_may_do(
    error: RequestError, name: str, value: str | None
) -> None:
    assert dict(error_response(error).native_headers).get(name) == value


@pytest.mark.parametrize("error", [BadRequestError("x"), NotFoundError("x"), RequestError("x")])
@pytest.mark.parametrize("as_problem", [True, False])
def test_no_cache_gives_an_error_to_another_client(error: RequestError, as_problem: bool) -> None:
    headers = dict(error_response(error, as_problem=as_problem).native_headers)
    assert (headers["vary"], headers["cache-control"]) == ("Accept", "no-store")


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (QuerySyntaxError(1, 2, "x"), "Bad Request"),
        (RefusedError("x"), "Internal Server Error"),
        (ResultTooLargeError(1), "Insufficient Storage"),
        (NotFoundError("x"), "Not Found"),
    ],
)
def test_a_problem_without_a_type_has_the_phrase_of_its_status(
    error: RequestError, title: str
) -> None:
    """RFC 9457 §4.2.1; text keeps the error's own title, which says more."""
    problem = error_response(error, as_problem=True)
    assert isinstance(problem.body, bytes)
    assert json.loads(problem.body)["title"] == title
    text = error_response(error)
    assert isinstance(text.body, bytes)
    assert text.body.decode().startswith(f"{error.status} {error.title}\n")


@pytest.mark.parametrize("message", ["\udcff", "\ud800 区", "a\x00b"])
def test_any_message_can_be_sent(message: str) -> None:
    text = error_response(BadRequestError(message))
    assert isinstance(text.body, bytes)
    assert text.body.decode("utf-8").startswith("400 Bad Request\n")
    problem = error_response(BadRequestError(message), as_problem=True)
    assert isinstance(problem.body, bytes)
    assert json.loads(problem.body)["status"] == 400


@pytest.mark.parametrize(
    "error",
    [
        NotAcceptableError(["text/csv"]),
        NotExpressibleError("no"),
        remote_error(ErrorRecord(406, "Not Acceptable", "no")),
    ],
)
def test_what_is_not_acceptable_depends_on_accept(error: RequestError) -> None:
    assert (b"vary", b"Accept") in error_response(error).headers
