"""Clauses of specifications that are not followed, as data and as a part of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

__all__ = ["CLAUSES", "Clause", "section"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its address, what happens instead, and a request that shows it."""

    clause: str
    of: str
    here: str
    why: str
    send: str
    answered: str

    def request(self, host: str, token: str) -> bytes:
        """Return the request as it is sent to a server, which closes the connection after it."""
        head, _, body = self.send.strip().partition("\n\n")
        lines = [*head.split("\n"), "Connection: close", "", body]
        return "\r\n".join(lines).replace("{host}", host).replace("{token}", token).encode()


CLAUSES = tuple(
    Clause(**{name: str(value) for name, value in item.items()})
    for item in yaml.safe_load(Path(__file__).with_name("clauses.yaml").read_text(encoding="utf-8"))
)


def section() -> Iterator[str]:
    """Yield the lines of the page about them."""
    yield "## Clauses that are not followed"
    yield ""
    yield "What the specifications of SPARQL's protocols, of the formats and of HTTP want"
    yield "otherwise, as far as it is known. `tests/conformance/clauses.yaml` has a request for"
    yield "each of them."
    yield ""
    yield "| clause | here | reason |"
    yield "|---|---|---|"
    for item in CLAUSES:
        yield f"| [{item.clause}]({item.of}) | {item.here} | {item.why} |"
    yield ""
