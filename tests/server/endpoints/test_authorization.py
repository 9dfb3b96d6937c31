"""Authorization of writes (RFC 6750): 403 without permission, 401 with a wrong token."""

import pytest

from districtgraph.server.core.config import Token
from districtgraph.server.core.errors import ForbiddenError, RequestError, UnauthorizedError
from districtgraph.server.endpoints.authorization import authorize_write

TOKENS = (
    Token.of("readers", "read", "reading"),
    Token.of("editors", "write", "writing"),
    Token.of("others", "write", "写"),
)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Bearer writing", "editors"),
        ("bearer writing", "editors"),
        ("BEARER   writing ", "editors"),
        ("Bearer å".replace("å", "写".encode().decode("latin-1")), "others"),
    ],
)
def test_a_token_for_writing_is_taken_by_its_name(header: str, name: str) -> None:
    assert authorize_write(header, TOKENS) == name


@pytest.mark.parametrize(
    ("header", "tokens", "error", "message"),
    [
        (None, (), ForbiddenError, "read-only"),
        ("Bearer writing", (), ForbiddenError, "read-only"),
        (None, TOKENS, UnauthorizedError, "Authorization: Bearer TOKEN"),
        ("", TOKENS, UnauthorizedError, "Authorization: Bearer TOKEN"),
        ("Bearer", TOKENS, UnauthorizedError, "Authorization: Bearer TOKEN"),
        ("Bearer  ", TOKENS, UnauthorizedError, "Authorization: Bearer TOKEN"),
        ("Basic d3JpdGluZw==", TOKENS, UnauthorizedError, "Authorization: Bearer TOKEN"),
        ("writing", TOKENS, UnauthorizedError, "Authorization: Bearer TOKEN"),
        ("Bearer Writing", TOKENS, UnauthorizedError, "not known here"),
        ("Bearer writing2", TOKENS, UnauthorizedError, "not known here"),
        ("Bearer writin", TOKENS, UnauthorizedError, "not known here"),
        ("Bearer writing writing", TOKENS, UnauthorizedError, "not known here"),
        (f"Bearer {TOKENS[1].sha256}", TOKENS, UnauthorizedError, "not known here"),
        ("Bearer reading", TOKENS, ForbiddenError, "'readers' is for reading only"),
    ],
)
def test_a_client_that_may_not_write_gets_the_reason(
    header: str | None, tokens: tuple[Token, ...], error: type[RequestError], message: str
) -> None:
    with pytest.raises(error) as caught:
        authorize_write(header, tokens)
    assert message in str(caught.value)
    assert caught.value.status == (401 if error is UnauthorizedError else 403)


@pytest.mark.parametrize(
    ("header", "problem"),
    [(None, None), ("Bearer wrong", "invalid_token"), ("Bearer reading", "insufficient_scope")],
)
def test_the_problem_with_a_token_has_its_registered_name(
    header: str | None, problem: str | None
) -> None:
    """RFC 6750 §3.1; a request without a token gets none."""
    try:
        authorize_write(header, TOKENS)
    except (UnauthorizedError, ForbiddenError) as error:
        assert error.problem == problem
    else:
        pytest.fail("the write is allowed")
