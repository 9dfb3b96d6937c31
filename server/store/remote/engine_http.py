"""Requests to the engine, each in a thread; incomplete answers are refused."""

import io
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore

from districtgraph.server.core.errors import (
    NotFoundError,
    RefusedError,
    RequestError,
    UnavailableError,
)
from districtgraph.server.http.media_types import bare_type
from districtgraph.server.http.outgoing import (
    OutgoingError,
    Watchdog,
    as_uri,
    ask,
    complaint_of,
    content_type_of,
)
from districtgraph.server.http.outgoing_connections import IdleConnections
from districtgraph.server.store.remote.credentials import Challenge, Credentials
from districtgraph.server.store.remote.trouble_log import TroubleLog
from districtgraph.server.store.remote.turns import HUNG_UP, too_late

__all__ = ["Attempt", "Body", "EngineHttp", "EngineRequest", "Sent"]

_LATER = 5
"""Seconds after which another try makes sense when the engine cannot be reached."""
_MOST_IDLE = 8
"""How many idle connections to the engine remain open."""
_IDLE_SECONDS = 5.0
"""Seconds for which they remain open: fewer than engines leave them open."""
_SHOWN = 300
"""The most characters of the engine's error message that a client gets."""
_STEP = 30.0
"""The most seconds for one step of a connection: connecting, sending or reading."""
_PARTIAL = frozenset({b"x-sparql-maxrows", b"x-sql-state", b"x-sql-message"})
"""Headers by which Virtuoso marks a partial result."""
_PASSING = ("40001", "S1T00", "08C01", "SR171", "SR172", "SR325")
"""Virtuoso's codes for temporary errors: a deadlock, a timeout, a lost client."""


class _NoResultError(UnavailableError):
    """The engine's answer is no result; the details are for the log, not for the client.

    Args:
        detail: the message for the log.

    """

    def __init__(self, detail: str) -> None:
        super().__init__(
            "the engine behind this server gives no result now; try again soon", _LATER, "engine"
        )
        self.detail = detail


Sent = Callable[[], Iterator[bytes]] | bytes | None
"""A request's body: bytes, or a function that returns them in pieces at each call."""


class Attempt(Watchdog):
    """One operation of the engine, which ends at its deadline, or when nobody needs it any longer.

    Args:
        seconds: the seconds that it may take.

    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.given_up = threading.Event()

    def give_up(self) -> None:
        """Close the operation's connection, since nobody waits for it; any thread may call this."""
        self.given_up.set()
        self._expire()


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """A request to the engine.

    Attributes:
        method, url: the HTTP method and the address.
        headers: headers in addition to those of every request.
        body: see `Sent`.
        accept: the media type that the answer must have; empty for any.
        repeatable: whether the request may be sent twice.

    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: Sent = None
    accept: str = ""
    repeatable: bool = False


class Body(io.RawIOBase):
    """An answer's body as a file; an incomplete one raises an error when it is read to its end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; empty at the end."""
        if not self._held:
            self._held = next((piece for piece in self._pieces if piece), b"")
        if size < 0:
            size = len(self._held)
        piece, self._held = self._held[:size], self._held[size:]
        return piece

    def drain(self) -> None:
        """Read the rest, which detects an incomplete body."""
        self._held = b""
        for _ in self._pieces:
            pass


class EngineHttp:
    """Sends HTTP requests to an engine; all methods are called in threads.

    Args:
        credentials: how this server authenticates.

    """

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._challenge: Challenge | None = None
        self._answers = 0
        self._lock = threading.Lock()
        self._idle = IdleConnections(_MOST_IDLE, _IDLE_SECONDS)
        self._trouble = TroubleLog()

    def close(self) -> None:
        """Close the idle connections."""
        self._idle.close()

    @contextmanager
    def answer(self, request: EngineRequest, attempt: Attempt) -> Iterator[Body]:
        """Provide the body of a successful answer of the engine.

        Raises:
            RefusedError: the engine refuses the request.
            NotFoundError: the engine finds nothing at the address.
            UnavailableError: it cannot be reached, or its answer is no result.

        """
        tries = 2 if request.repeatable else 1
        # The engine may have closed an idle connection, so writes and retries use a new one.
        fresh = not request.repeatable
        while True:
            tries -= 1
            begun = False
            try:
                with self._asked(request, attempt, fresh) as response:
                    begun = True
                    self._check(response, request)
                    yield Body(response.iter_stream())
                return
            except OutgoingError as error:
                if begun or attempt.is_over or not tries:
                    raise self._unavailable(error, attempt, request) from error
                fresh = True

    @contextmanager
    def _asked(
        self, request: EngineRequest, attempt: Attempt, fresh: bool
    ) -> Iterator[httpcore.Response]:
        """Send a request, and repeat it if the engine first requires a digest."""
        with self._sent(request, attempt, fresh) as response:
            renewed = self._renewed(response)
            if not renewed:
                yield response
                return
        with self._sent(request, attempt, fresh) as response:
            yield response

    def _renewed(self, response: httpcore.Response) -> bool:
        """Return whether the engine has sent a new challenge, and remember that."""
        if response.status != 401 or not self._credentials.user:
            return False
        headers = (value.decode("latin-1") for name, value in response.headers
                   if name.lower() == b"www-authenticate")  # fmt: skip
        challenge = next(filter(None, map(Challenge.of, headers)), None)
        with self._lock:
            if challenge is None:
                return False
            self._challenge, self._answers = challenge, 0
        return True

    @contextmanager
    def _sent(
        self, request: EngineRequest, attempt: Attempt, fresh: bool
    ) -> Iterator[httpcore.Response]:
        headers = dict(request.headers)
        if (authorization := self._authorization(request)) is not None:
            headers["Authorization"] = authorization
        if request.accept:
            headers["Accept"] = request.accept
        body = request.body() if callable(request.body) else request.body
        wait = min(_STEP, max(attempt.left, 0.01)) if request.repeatable else attempt.left
        with ask(
            request.method,
            request.url,
            headers,
            body,
            wait=max(wait, 0.01),
            watchdog=attempt,
            idle=self._idle,
            fresh=fresh,
        ) as response:
            yield response

    def _check(self, response: httpcore.Response, request: EngineRequest) -> None:
        try:
            _check(response, request)
        except _NoResultError as error:
            self._trouble.failed(f"the engine gives no result: {error.detail}")
            raise
        self._trouble.answered()

    def _unavailable(
        self, error: OutgoingError, attempt: Attempt, request: EngineRequest
    ) -> UnavailableError:
        if attempt.given_up.is_set():
            return UnavailableError(HUNG_UP, 0, "client")
        # The socket's timeout, which ends at the deadline too, may come before the timer's thread.
        if attempt.is_over:
            known = "" if request.repeatable else ", and whether it has happened is not known"
            return too_late(f"was cut at its deadline{known}")
        self._trouble.failed(f"the engine cannot be reached: {error}")
        outcome = "" if request.repeatable else f"; {_outcome(error)}"
        return UnavailableError(
            "the engine behind this server cannot be reached, or broke off its answer"
            f"{outcome}; try again soon", _LATER, "engine",
        )  # fmt: skip

    def _authorization(self, request: EngineRequest) -> str | None:
        with self._lock:
            if self._challenge is None:
                return self._credentials.header
            self._answers += 1
            parts = urlsplit(as_uri(request.url))
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            return self._challenge.answer(
                self._credentials.user, self._credentials.password, request.method, target,
                self._answers,
            )  # fmt: skip


def _check(response: httpcore.Response, request: EngineRequest) -> None:
    """Raise an error if an answer is no complete result of the request.

    Raises:
        RequestError: the error for the client.
        _NoResultError: the answer is no result at all.

    """
    if not 200 <= response.status < 300:
        raise _refusal(response, request)
    names = {name.lower() for name, _ in response.headers}
    if response.status == 206 or names & _PARTIAL:
        raise UnavailableError(
            "the engine behind this server returned only a part of the result: its limits are "
            "lower than this server's; request less, or have its operator raise them",
            _LATER, "partial",
        )  # fmt: skip
    if not request.accept:
        return
    found = bare_type(content_type_of(response))
    if found not in request.accept.split(", "):
        raise _NoResultError(f"<{request.url}> answered with {found or 'no media type'}")
    if not names & {b"content-length", b"transfer-encoding"}:
        # Without a length or chunks, a truncated answer would look complete.
        raise _NoResultError(f"<{request.url}> does not say how long its answer is")


def _refusal(response: httpcore.Response, request: EngineRequest) -> RequestError:
    complaint = complaint_of(response)
    kind = bare_type(content_type_of(response))
    if response.status == 404 and request.method != "POST":
        return NotFoundError("there is no such graph in this store")
    plain = kind in ("text/plain", "application/json", "application/problem+json")
    passing = any(f" {code}" in complaint[:100] for code in _PASSING)
    own = response.status in (400, 413, 501) or (response.status == 500 and plain)
    if own and plain and not passing:
        shown = " ".join(complaint.partition("\n\nSPARQL query")[0].split())[:_SHOWN]
        return RefusedError(f"the engine behind this server refused the operation: {shown}")
    return _NoResultError(f"<{request.url}> answered {response.status}: {complaint[:_SHOWN]}")


def _outcome(error: OutgoingError) -> str:
    """Return what is known about a write after an error."""
    never = isinstance(error.__cause__, httpcore.ConnectError | httpcore.ConnectTimeout)
    return "the write has not happened" if never else "whether the write has happened is not known"
