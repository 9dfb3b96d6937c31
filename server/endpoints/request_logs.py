"""The access log and the query log: a line of JSON for each request, for each operation."""

import json
import sys
import time
from pathlib import Path
from typing import NamedTuple, TextIO

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.client_address import client_address
from districtgraph.server.http.http_exchange import Request
from districtgraph.server.http.printable_text import UNPRINTABLE
from districtgraph.server.store.backend import Answer, Backend

__all__ = ["Outcome", "RequestLogs"]

_LONGEST = 10_000
"""Characters of a query string or an operation that are written."""


class Outcome(NamedTuple):
    """The outcome of a request.

    Attributes:
        route: the resource, as the metrics name it.
        status: the response's.
        seconds: from the request to the end of the response.
        sent: bytes of the body.
        cut: why it was cut off, in a word; None if it was not.

    """

    route: str
    status: int
    seconds: float
    sent: int
    cut: str | None


_ESCAPES = {
    ord(character): f"\\u{ord(character):04x}"
    for character in (*map(chr, range(0x7F, 0xA0)), *UNPRINTABLE)
}
"""Characters that JSON does not escape, but that a terminal or a reader of lines acts on."""


class RequestLogs:
    """Both logs, each where it is wanted.

    Args:
        config: names the files.
        backend: has the version of the content.

    """

    def __init__(self, config: ServerConfig, backend: Backend) -> None:
        self._backend = backend
        self._hops = config.trusted_hops
        self._access = _open(config.access_log)
        self._queries = _open(config.query_log)

    @property
    def wanted(self) -> bool:
        """Whether any log is written."""
        return self._access is not None or self._queries is not None

    def write(self, request: Request, outcome: Outcome) -> None:
        """Write what became of a request."""
        if self._access is not None:
            _write(
                self._access, {**self._facts(request, outcome), **_access_facts(request, outcome)}
            )
        if self._queries is not None and "operation" in request.operation:
            _write(self._queries, {**self._facts(request, outcome), **_query_facts(request)})

    def _facts(self, request: Request, outcome: Outcome) -> dict[str, object]:
        peer, _ = request.scope.get("client") or (None, 0)
        facts: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "client": client_address(request.headers, peer, self._hops),
            "status": outcome.status,
            "milliseconds": round(outcome.seconds * 1000, 2),
            "bytes": outcome.sent,
            "generation": self._backend.version,
        }
        if outcome.cut:
            facts["cut"] = outcome.cut
        return facts


def _access_facts(request: Request, outcome: Outcome) -> dict[str, object]:
    return {
        "method": request.method,
        # The gateway's address contains its key.
        "path": outcome.route if outcome.route == "/federation" else request.path,
        "query": request.query_string[:_LONGEST].encode("utf-8", "replace").decode("utf-8"),
        "agent": request.headers.get("user-agent"),
    }


def _query_facts(request: Request) -> dict[str, object]:
    facts = dict(request.operation)
    if "answer" in facts:
        answer = facts.pop("answer")
        facts["rows"] = answer.count() if isinstance(answer, Answer) else None
    facts["text"] = str(facts["text"] or "")[:_LONGEST]
    return facts


def _write(file: TextIO, entry: dict[str, object]) -> None:
    print(json.dumps(entry, ensure_ascii=False).translate(_ESCAPES), file=file)


def _open(name: str | None) -> TextIO | None:
    if name is None:
        return None
    if name == "-":
        return sys.stderr
    return Path(name).open("a", encoding="utf-8", errors="backslashreplace", buffering=1)
