"""What a request can be answered with instead of a result; each error bears its HTTP status.

RequestError
├── BadRequestError            400  malformed parameters, encoding or operation
│   └── QuerySyntaxError       400  the query is not SPARQL; has line and column
├── FederationRefusedError     403  the query would call another server
├── NotFoundError              404  no such resource
├── MethodNotAllowedError      405  says in `allow` what is allowed
├── NotAcceptableError         406  says in `offered` what there is
├── PayloadTooLargeError       413  the body is larger than the server reads
├── UnsupportedMediaTypeError  415  the body is of a type that SPARQL's protocol does not have
└── NotOfferedError            501  an operation of the protocol that this server does not have
"""

from collections.abc import Sequence

__all__ = [
    "BadRequestError",
    "FederationRefusedError",
    "MethodNotAllowedError",
    "NotAcceptableError",
    "NotFoundError",
    "NotOfferedError",
    "PayloadTooLargeError",
    "QuerySyntaxError",
    "RequestError",
    "UnsupportedMediaTypeError",
]


class RequestError(Exception):
    """A request that cannot be answered as asked; the message tells the client what to do."""

    status = 500
    title = "Internal Server Error"


class BadRequestError(RequestError):
    """The request is malformed."""

    status = 400
    title = "Bad Request"


class QuerySyntaxError(BadRequestError):
    """The query is not SPARQL.

    Args:
        line, column: where the parser stopped, from 1; None where it cannot tell.
        message: what it expected.

    """

    title = "Query Syntax Error"

    def __init__(self, line: int | None, column: int | None, message: str) -> None:
        place = f"line {line}, column {column}: " if line else ""
        super().__init__(f"{place}{message}")
        self.line = line
        self.column = column


class FederationRefusedError(RequestError):
    """The query asks this server to call another one, which it does not."""

    status = 403
    title = "Forbidden"


class NotFoundError(RequestError):
    """Nothing is at this address."""

    status = 404
    title = "Not Found"


class MethodNotAllowedError(RequestError):
    """The resource does not have this method."""

    status = 405
    title = "Method Not Allowed"

    def __init__(self, allow: Sequence[str]) -> None:
        super().__init__(f"allowed here: {', '.join(allow)}")
        self.allow = tuple(allow)


class NotAcceptableError(RequestError):
    """No format that the client accepts is among those offered."""

    status = 406
    title = "Not Acceptable"

    def __init__(self, offered: Sequence[str]) -> None:
        super().__init__(f"this result can be had as: {', '.join(offered)}")
        self.offered = tuple(offered)


class PayloadTooLargeError(RequestError):
    """The body is larger than the server reads."""

    status = 413
    title = "Content Too Large"


class UnsupportedMediaTypeError(RequestError):
    """The body's media type is none of the protocol's."""

    status = 415
    title = "Unsupported Media Type"


class NotOfferedError(RequestError):
    """An operation of the protocol that this server does not offer."""

    status = 501
    title = "Not Implemented"
