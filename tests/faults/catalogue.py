"""The contents of the files of `hostile/`, as records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import yaml

from .exchange import AUTHORIZATION, Outcome, ask, exchange, update
from .generators import GENERATORS
from .running_server import DEADLINE, LONGEST

__all__ = ["LISTENER", "Hostile", "hostile_requests"]

LISTENER: Final = "http://listener.example/"
_FOLDER: Final = Path(__file__).with_name("hostile")
_GRAPH: Final = "/store?graph=http%3A%2F%2Fexample.org%2Fscratch"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile request and its permitted outcomes; `hostile/README.md` explains the fields."""

    name: str
    kind: str
    expected: tuple[int | str, ...]
    deadline: float
    text: str | None = None
    generator: str | None = None
    size: int = 0
    rows: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        """Return the text, made where it is generated."""
        made = GENERATORS[self.generator](self.size) if self.generator else self.text
        assert made is not None, self.name
        return made.encode() if isinstance(made, str) else made

    def send(self, address: str, listener: str) -> Outcome:
        """Send it, with the listener's address in it where it names one."""
        content = self.content().replace(LISTENER.encode(), listener.encode())
        parameters = {
            name: value.replace(LISTENER, listener) for name, value in self.parameters.items()
        }
        match self.kind:
            case "query":
                return ask(address, content, parameters, self.headers)
            case "update":
                return update(address, content, parameters, self.headers)
            case "form":
                form = {"Content-Type": "application/x-www-form-urlencoded"}
                encoded = b"query=" + quote(content).encode()
                return exchange(address, "POST", "/sparql", encoded, form)
            case "graph":
                headers = {**AUTHORIZATION, **self.headers}
                path = "&".join((_GRAPH, urlencode(parameters))) if parameters else _GRAPH
                return exchange(address, "PUT", path, content, headers)
        raise ValueError(self.kind)


@cache
def hostile_requests() -> tuple[Hostile, ...]:
    """Return all of them, in the files' order."""
    files = sorted(_FOLDER.glob("*.yaml"))
    return tuple(
        _hostile(**entry)
        for file in files
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    )


def _hostile(expected: list[int | str], **entry: Any) -> Hostile:
    deadline = LONGEST if entry["kind"] == "graph" else DEADLINE
    asked = float(entry.get("parameters", {}).get("timeout", deadline))
    if 0 < asked < deadline:
        deadline = asked
    return Hostile(expected=tuple(expected), **{"deadline": deadline, **entry})
