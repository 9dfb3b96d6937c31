"""The access log and the query log: a line of JSON for each request, for each operation."""

import json
import logging
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TextIO

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.client_address import client_address
from districtgraph.server.http.http_exchange import Request
from districtgraph.server.http.printable_text import UNPRINTABLE
from districtgraph.server.store.backend import Answer, Backend

__all__ = ["Outcome", "RequestLogs"]

_LOG = logging.getLogger(__name__)
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
        access, queries = config.access_log, config.query_log
        self._access = None if access is None else _Log(access)
        self._queries = None if queries is None else _Log(queries)

    @property
    def wanted(self) -> bool:
        """Whether any log is written."""
        return self._access is not None or self._queries is not None

    def write(self, request: Request, outcome: Outcome) -> None:
        """Write what became of a request."""
        if self._access is not None:
            facts = self._facts(request, outcome)
            self._access.write({**facts, **_access_facts(request, outcome)})
        if self._queries is not None and "operation" in request.operation:
            self._queries.write({**self._facts(request, outcome), **_query_facts(request)})

    def close(self) -> None:
        """Close the files."""
        for log in (self._access, self._queries):
            if log is not None:
                log.close()

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


class _Log:
    """A file of lines of JSON; one that cannot be written fails no request.

    Args:
        name: of the file; - for stderr.

    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._file = sys.stderr if name == "-" else _opened(name)
        self._fails = False

    def write(self, entry: dict[str, object]) -> None:
        try:
            print(json.dumps(entry, ensure_ascii=False).translate(_ESCAPES), file=self._file)
        except (OSError, ValueError) as error:
            # A ValueError: the server ends, and has closed it.
            if not self._fails:
                _LOG.warning("%s: the log cannot be written: %s", self._name, error)
            self._fails = True
        else:
            self._fails = False

    def close(self) -> None:
        if self._file is not sys.stderr:
            # On a full disk the last line cannot be written, either.
            with suppress(OSError):
                self._file.close()


def _opened(name: str) -> TextIO:
    return Path(name).open("a", encoding="utf-8", errors="backslashreplace", buffering=1)
