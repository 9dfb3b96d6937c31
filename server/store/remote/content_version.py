"""The content's version, stored in the engine, so that restarts and other servers share it."""

import secrets
from collections.abc import Callable

from pyoxigraph import Literal

from districtgraph.server.sparql.sparql_lexer import significant
from districtgraph.server.sparql.sparql_prologue import end_of_prologue
from districtgraph.server.store.remote.engine import Dataset, Engine, UpdateBody
from districtgraph.server.store.remote.engine_http import Attempt
from districtgraph.server.store.remote.engine_kinds import METADATA_GRAPH

__all__ = ["ContentVersion", "forget_name", "name_content", "new_version", "read_version"]

_STORE = "<urn:districtgraph:store>"
_VERSION = "<urn:districtgraph:version>"
_FORGET = f"DELETE WHERE {{ GRAPH <{METADATA_GRAPH}> {{ {_STORE} {_VERSION} ?version }} }}"
_READ = f"SELECT ?version {{ {_STORE} {_VERSION} ?version }}"


class ContentVersion:
    """A name for the content, provided that this server is the only one that writes it.

    Every update removes the old name first and adds a new one at the end. After an interrupted
    update there is no name, and so no version.

    Args:
        known: whether this server is the only writer; otherwise there is never a version.

    """

    def __init__(self, known: bool) -> None:
        self.value: str | None = None
        self.known = known
        self._on_change: list[Callable[[], None]] = []

    def on_change(self, act: Callable[[], None]) -> None:
        """Register a function to call after each change of the version."""
        self._on_change.append(act)

    def become(self, value: str | None) -> None:
        """Set the version, or remove it; called in the loop's thread."""
        if value == self.value and self.known:
            return
        self.value = value if self.known else None
        for act in self._on_change:
            act()

    def marked(self, update: UpdateBody, new: str) -> UpdateBody:
        """Return an update that also gives the content a new name."""
        if not self.known:
            return update
        text = update.before
        start = end_of_prologue(text) if update.data is None else 0
        operations = text[start:]
        if update.data is None:
            operations = _without_last_semicolon(operations)
        end = f"{update.after}\n;\n{_remember(new)}"
        return update._replace(before=f"{text[:start]}{_FORGET} ;\n{operations}", after=end)


def new_version() -> str:
    """Return a name that was never used."""
    return secrets.token_hex(8)


def _remember(new: str) -> str:
    return f'INSERT DATA {{ GRAPH <{METADATA_GRAPH}> {{ {_STORE} {_VERSION} "{new}" }} }}'


def read_version(engine: Engine, attempt: Attempt) -> str | None:
    """Return the content's name in the engine; None if it has none, or several."""
    rows = engine.rows(_READ, attempt, Dataset((METADATA_GRAPH,)))
    found = [row[0].value for row in rows if isinstance(row[0], Literal)]
    return found[0] if len(found) == 1 else None


def name_content(engine: Engine, new: str, attempt: Attempt) -> None:
    """Name the content of an engine."""
    engine.update(UpdateBody(f"{_FORGET} ;\n{_remember(new)}"), attempt)


def forget_name(engine: Engine, attempt: Attempt) -> None:
    """Remove the content's name before a change."""
    engine.update(UpdateBody(_FORGET), attempt)


def _without_last_semicolon(operations: str) -> str:
    """Return the operations without a semicolon at the end."""
    last = None
    for token in significant(operations):
        last = token
    if last is not None and last.text == ";":
        return operations[: last.start]
    return operations
