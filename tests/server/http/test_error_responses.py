"""Errors as responses, whatever their messages and wherever they come from."""

import json

import pytest

from districtgraph.server.core.errors import (
    BadRequestError,
    ErrorRecord,
    NotAcceptableError,
    NotExpressibleError,
    RequestError,
    remote_error,
)
from districtgraph.server.http.error_responses import error_response


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
