"""One request through a connection of its own, and how it ended, as a client sees it."""

import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from tests.patience import PATIENCE

__all__ = [
    "AUTHORIZATION",
    "BROKEN",
    "CUT",
    "HUNG",
    "TOKEN",
    "Outcome",
    "ask",
    "exchange",
    "exchange_until_served",
    "rows",
    "update",
]

TOKEN: Final = "secret"
AUTHORIZATION: Final = {"Authorization": f"Bearer {TOKEN}"}
BROKEN: Final = "broken"
CUT: Final = "cut"
HUNG: Final = "hung"
_PIECE: Final = 256 * 1024
_KEPT: Final = 64 * 1024 * 1024


@dataclass(slots=True)
class Outcome:
    """The end of an exchange.

    Attributes:
        status: None if the connection closed before one arrived.
        complete: whether the body ended as its framing said.
        hung: whether the client's patience ended first.
        seconds: from the first byte sent to the end.

    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    complete: bool = False
    hung: bool = False
    seconds: float = 0.0

    @property
    def ending(self) -> int | str:
        """A status with its complete body, or how the connection ended without."""
        if self.hung:
            return HUNG
        if self.status is None:
            return CUT
        return self.status if self.complete else BROKEN

    def __str__(self) -> str:
        words = self.body[:200].decode("utf-8", "replace")
        return f"{self.ending} after {self.seconds:.2f} s: {words!r}"


def exchange(
    address: str,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
    source: str = "",
) -> Outcome:
    """Send a request and read all of its answer; raises nothing that a server can cause.

    A `source` is the address that the client has: the server takes turns by addresses.
    """
    parts = urlsplit(address)
    started = time.monotonic()
    outcome = Outcome()
    connection = http.client.HTTPConnection(
        parts.hostname or "", parts.port, timeout=patience, source_address=(source, 0)
    )
    try:
        _send(connection, method, path, body, headers or {})
        _receive(connection, outcome, started + patience)
    except TimeoutError:
        outcome.hung = True
    except (OSError, http.client.HTTPException):
        pass
    finally:
        connection.close()
    outcome.seconds = time.monotonic() - started
    return outcome


def exchange_until_served(address: str, path: str, patience: float = PATIENCE) -> Outcome:
    """GET a page, again as long as the server says by 503 that it is not ready to show it."""
    give_up = time.monotonic() + patience
    while (outcome := exchange(address, "GET", path)).ending == 503:
        if time.monotonic() > give_up:
            break
        time.sleep(0.1)
    return outcome


def _send(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes | None,
    headers: Mapping[str, str],
) -> None:
    try:
        connection.request(method, path, body, dict(headers))
    except TimeoutError:
        raise
    except OSError:
        # A server may refuse a body before it has read it; the refusal may have arrived already.
        if connection.sock is None:
            raise


def _receive(connection: http.client.HTTPConnection, outcome: Outcome, give_up: float) -> None:
    response = connection.getresponse()
    outcome.status = response.status
    outcome.headers = {name.lower(): value for name, value in response.getheaders()}
    pieces, size = [], 0
    while piece := response.read(_PIECE):
        size += len(piece)
        if size <= _KEPT:
            pieces.append(piece)
        if time.monotonic() > give_up:
            raise TimeoutError
    outcome.body = b"".join(pieces)
    # http.client is silent about a body that is shorter than its Content-Length.
    length = outcome.headers.get("content-length")
    outcome.complete = length is None or int(length) == size


def ask(
    address: str,
    query: str | bytes,
    parameters: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
    source: str = "",
) -> Outcome:
    """POST a query; the rest is as of `exchange`."""
    content = query.encode() if isinstance(query, str) else query
    given = {
        "Content-Type": "application/sparql-query",
        "Accept": "application/sparql-results+json, application/n-triples;q=0.5",
        **(headers or {}),
    }
    path = "/sparql" + (f"?{urlencode(parameters, quote_via=quote)}" if parameters else "")
    return exchange(address, "POST", path, content, given, patience, source)


def update(
    address: str,
    text: str | bytes,
    parameters: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
) -> Outcome:
    """POST an update with the write token."""
    content = text.encode() if isinstance(text, str) else text
    given = {"Content-Type": "application/sparql-update", **AUTHORIZATION, **(headers or {})}
    path = "/sparql" + (f"?{urlencode(parameters, quote_via=quote)}" if parameters else "")
    return exchange(address, "POST", path, content, given, patience)


def rows(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the rows of a SELECT's answer in JSON."""
    assert outcome.ending == 200, str(outcome)
    found: list[dict[str, Any]] = json.loads(outcome.body)["results"]["bindings"]
    return found
