"""Decides who may write, by bearer tokens (RFC 6750); the server stores only their hashes."""

import hashlib
import hmac
from collections.abc import Sequence

from districtgraph.server.core.config import Token
from districtgraph.server.core.errors import ForbiddenError, UnauthorizedError

__all__ = ["ReadingTokenError", "UnknownTokenError", "authorize_write", "token_of"]


class UnknownTokenError(UnauthorizedError):
    """The server does not know the token."""

    problem = "invalid_token"


class ReadingTokenError(ForbiddenError):
    """The token is for reading only."""

    problem = "insufficient_scope"


def token_of(header: str | None, tokens: Sequence[Token]) -> Token | None:
    """Return the token that a request bears; None if it bears none that the server knows."""
    scheme, _, secret = (header or "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    digest = hashlib.sha256(secret.strip().encode("latin-1", "replace")).hexdigest()
    found = None
    for token in tokens:
        if hmac.compare_digest(digest, token.sha256):
            found = found or token
    return found


def authorize_write(header: str | None, tokens: Sequence[Token]) -> str:
    """Return the name of the token that allows a write.

    Args:
        header: the value of Authorization, or None.
        tokens: the tokens that this server accepts.

    Raises:
        ForbiddenError: the server is read-only.
        ReadingTokenError: the token is for reading.
        UnauthorizedError: there is no token.
        UnknownTokenError: there is an unknown one.

    """
    if not tokens:
        raise ForbiddenError("this server is read-only: it was started without a write token")
    scheme, _, secret = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise UnauthorizedError("a write needs the header 'Authorization: Bearer TOKEN'")
    token = token_of(header, tokens)
    if token is None:
        raise UnknownTokenError("this token is not known here")
    if token.scope != "write":
        raise ReadingTokenError(f"the token '{token.name}' is for reading only")
    return token.name
