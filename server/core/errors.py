"""The errors that a request can be answered with; each carries its HTTP status.

RequestError
├── BadRequestError            400  malformed parameters, encoding or operation
│   ├── ParametersError        400  parameters of the catalogue; has a problem for each
│   └── QuerySyntaxError       400  the query is not SPARQL; has line and column
├── UnauthorizedError          401  a write without a valid token
├── ForbiddenError             403  a token that is not for writing
├── FederationRefusedError     403  the operation would call another server
├── NotFoundError              404  no such resource
├── MethodNotAllowedError      405  lists in `allow` the allowed methods
├── NotAcceptableError         406  lists in `offered` the available formats
├── NotExpressibleError        406  the chosen format cannot express the result
├── RequestTimeoutError        408  the client does not send its body
├── PreconditionFailedError    412  the store does not meet If-Match or If-None-Match
├── PayloadTooLargeError       413  the body is larger than the server reads
├── UnsupportedMediaTypeError  415  SPARQL's protocol does not define the body's type
├── TooManyRequestsError       429  too many in a short time; has `retry_after`
├── RefusedError               500  well-formed, but the engine cannot or will not do it
├── NotOfferedError            501  an operation of the protocol that this server does not have
├── BadGatewayError            502  a server that SERVICE calls could not be reached
├── UnavailableError           503  a deadline, a full queue, a lost process; has `retry_after`
│   └── StorageError           503  the store's files cannot be read or written; 507 without space
├── ResultTooLargeError        507  the result is larger than the operator allows
└── RemoteError                     whatever another process of this server raised
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

__all__ = [
    "BadGatewayError",
    "BadRequestError",
    "ErrorRecord",
    "FederationRefusedError",
    "ForbiddenError",
    "MethodNotAllowedError",
    "NotAcceptableError",
    "NotExpressibleError",
    "NotFoundError",
    "NotOfferedError",
    "ParameterProblem",
    "ParametersError",
    "PayloadTooLargeError",
    "PreconditionFailedError",
    "QuerySyntaxError",
    "RefusedError",
    "RemoteError",
    "RequestError",
    "RequestTimeoutError",
    "ResultTooLargeError",
    "StorageError",
    "TooManyRequestsError",
    "UnauthorizedError",
    "UnavailableError",
    "UnsupportedMediaTypeError",
    "remote_error",
]


class ErrorRecord(NamedTuple):
    """An error as one process sends it to another.

    Attributes:
        status, title, message: of the error.
        trouble, detail: of a StorageError; empty of another.

    """

    status: int
    title: str
    message: str
    trouble: str = ""
    detail: str = ""


class RequestError(Exception):
    """The request cannot be fulfilled; the message says what the client can do."""

    status = 500
    title = "Internal Server Error"

    @property
    def members(self) -> Mapping[str, object]:
        """Members of the problem details beyond title, status and detail (RFC 9457 §3.2)."""
        return {}

    def as_record(self) -> ErrorRecord:
        """Return the error as it is sent to another process."""
        return ErrorRecord(self.status, self.title, str(self))


class RemoteError(RequestError):
    """An error that another process of this server raised.

    Args:
        record: the result of `RequestError.as_record`.

    """

    def __init__(self, record: ErrorRecord) -> None:
        super().__init__(record.message)
        self._record = record
        self.status, self.title = record.status, record.title

    def with_message(self, message: str) -> "RemoteError":
        """Return the error with another message."""
        return RemoteError(self._record._replace(message=message))


class UnauthorizedError(RequestError):
    """The request lacks a valid token; `problem` says what is wrong with it (RFC 6750 §3.1)."""

    status = 401
    title = "Unauthorized"
    problem: str | None = None


class ForbiddenError(RequestError):
    """The token is valid, but does not permit this, as `problem` says; or nobody may do it."""

    status = 403
    title = "Forbidden"
    problem: str | None = None


class ResultTooLargeError(RequestError):
    """The result is larger than the operator allows.

    Args:
        limit: bytes that are allowed.

    """

    status = 507
    title = "Result Too Large"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"the result is larger than {limit:,} bytes, which is this server's bound; ask for "
            "less with LIMIT, or take the whole dataset from /download/dataset.nq"
        )


class BadGatewayError(RequestError):
    """A server that SERVICE calls could not be reached."""

    status = 502
    title = "Bad Gateway"


class UnavailableError(RequestError):
    """The server could not answer this time: a deadline, a full queue, a lost process.

    Args:
        message: what happened and what to do.
        retry_after: seconds after which another try makes sense.
        reason: a word for logs and metrics.

    """

    status = 503
    title = "Service Unavailable"

    def __init__(self, message: str, retry_after: int, reason: str) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.reason = reason


_TROUBLES = {
    "space": "no space is left on the server's disk",
    "read-only": "the server's disk is read-only",
    "descriptors": "the server has no file descriptors left",
    "damage": "a file of the store is damaged or missing",
    "device": "the server cannot read or write the files of its store",
    "lock": "another process writes this store",
}
"""The possible faults of the store's files, in words for clients: without paths."""


class StorageError(UnavailableError):
    """The store's files cannot be read or written; the operator finds more in the log.

    Args:
        trouble: the kind of fault: `space`, `read-only`, `descriptors`, `damage`, `device`
            or `lock`.
        detail: the message of the engine or the system, with its paths: for the log only.
        outcome: whether the client's operation took effect, if that is known.

    """

    def __init__(self, trouble: str, detail: str = "", outcome: str = "") -> None:
        self.trouble = trouble if trouble in _TROUBLES else "device"
        super().__init__(
            f"{_TROUBLES[self.trouble]}{outcome and '; ' + outcome}; the operator finds more in "
            "the server's log",
            10,
            self.trouble,
        )
        self.detail = detail
        if trouble == "space":
            self.status, self.title = 507, "Insufficient Storage"

    @property
    def summary(self) -> str:
        """The fault in a few words."""
        return _TROUBLES[self.trouble]

    @property
    def log_line(self) -> str:
        """The fault with all known details, paths included."""
        return f"{self.summary} ({self.detail})" if self.detail else self.summary

    def with_outcome(self, outcome: str) -> "StorageError":
        """Return the error with the outcome of an operation."""
        return StorageError(self.trouble, self.detail, outcome)

    def as_record(self) -> ErrorRecord:
        """Return the error as it is sent to another process."""
        return super().as_record()._replace(trouble=self.trouble, detail=self.detail)


def remote_error(fields: Sequence[str | int]) -> RequestError:
    """Return the error that another process of this server raised.

    Args:
        fields: of its `as_record`, as they came.

    """
    record = ErrorRecord(int(fields[0]), *map(str, fields[1:]))
    if record.trouble:
        return StorageError(record.trouble, record.detail)
    return RemoteError(record)


class BadRequestError(RequestError):
    """The request is malformed."""

    status = 400
    title = "Bad Request"


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """The problem with one parameter.

    Attributes:
        parameter: its name.
        detail: why its value is refused.
        allowed: values that would be accepted, if they can be listed.

    """

    parameter: str
    detail: str
    allowed: Sequence[str] = ()


class ParametersError(BadRequestError):
    """Parameters that are unknown, repeated, or have a value that is not allowed.

    Args:
        problems: one for each such parameter.

    """

    def __init__(self, problems: Sequence[ParameterProblem]) -> None:
        super().__init__("; ".join(f"{item.parameter}: {item.detail}" for item in problems))
        self.problems = tuple(problems)

    @property
    def members(self) -> Mapping[str, object]:
        """The problems, as `errors`."""
        return {"errors": [asdict(problem) for problem in self.problems]}


class QuerySyntaxError(BadRequestError):
    """The query is not SPARQL.

    Args:
        line, column: where the parser stopped, from 1; None if it does not say.
        message: what it expected.

    """

    title = "Query Syntax Error"

    def __init__(self, line: int | None, column: int | None, message: str) -> None:
        place = f"line {line}, column {column}: " if line else ""
        super().__init__(f"{place}{message}")
        self.line = line
        self.column = column


class RefusedError(RequestError):
    """A well-formed operation that cannot be done: it needs a function or a graph that is missing.

    The protocols' QueryRequestRefused (https://www.w3.org/TR/sparql11-protocol/#query-failure).
    """

    title = "Request Refused"


class FederationRefusedError(RequestError):
    """The query asks this server to call another one, which it refuses."""

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


class NotExpressibleError(RequestError):
    """The format that the client chose cannot express the result."""

    status = 406
    title = "Not Acceptable"


class RequestTimeoutError(RequestError):
    """The client does not send its body, or too slowly."""

    status = 408
    title = "Request Timeout"


class PreconditionFailedError(RequestError):
    """The store does not meet the request's own condition (RFC 9110 §13.1)."""

    status = 412
    title = "Precondition Failed"


class PayloadTooLargeError(RequestError):
    """The body is larger than the server reads."""

    status = 413
    title = "Content Too Large"


class UnsupportedMediaTypeError(RequestError):
    """The body's media type is none of the protocol's."""

    status = 415
    title = "Unsupported Media Type"


class TooManyRequestsError(RequestError):
    """A client, or all clients together, did something too often in a short time.

    Args:
        message: advice to the client.
        retry_after: seconds after which another try makes sense.

    """

    status = 429
    title = "Too Many Requests"

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotOfferedError(RequestError):
    """An operation of the protocol that this server does not offer."""

    status = 501
    title = "Not Implemented"
