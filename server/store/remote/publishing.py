"""Publishes a dataset to an engine: only graphs that differ, resumable, with progress.

The engine's metadata graph has a hash of each published graph. The hash is removed before a graph
is written, and added in the same update, or after it: an interrupted graph has no hash, and is
written again the next time.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, parse, serialize

from districtgraph.graph.rdf.rdf_source import rdf_source
from districtgraph.server.core.errors import RequestError
from districtgraph.server.http.media_types import GRAPH_FORMATS, Format
from districtgraph.server.store.remote.content_version import (
    ContentVersion,
    forget_name,
    name_content,
    new_version,
)
from districtgraph.server.store.remote.engine import Dataset, Engine, UpdateBody
from districtgraph.server.store.remote.engine_http import Attempt
from districtgraph.server.store.remote.engine_kinds import DEFAULT_GRAPH, METADATA_GRAPH
from districtgraph.server.store.remote.reading import EngineReader
from districtgraph.server.store.remote.writing import EngineWriter, drop_of

__all__ = ["Published", "PublishingError", "format_of", "publish"]

Result = TypeVar("Result")
_HASH = "<urn:districtgraph:hash>"
_ONE_STEP = 3600.0
"""The most seconds for one update, or one large graph."""
_GRAPHS_AT_ONCE = 200
"""The most small graphs that are written by one update."""


class PublishingError(RuntimeError):
    """The dataset could not be published; the message says how far it got."""


class Published(NamedTuple):
    """The result: how many graphs were written, removed, and found unchanged."""

    written: int
    removed: int
    unchanged: int


def publish(engine: Engine, files: Sequence[Path], report: Callable[[str], None]) -> Published:
    """Write the graphs of RDF files to an engine, and remove those that were published before.

    Graphs that this server has not published are not changed, except the default graph.

    Args:
        engine: the engine.
        files: RDF files, whose extensions determine their formats.
        report: is called with lines about the progress.

    Raises:
        PublishingError: the engine did not accept everything; the next run continues from there.

    """
    with TemporaryDirectory(prefix="districtgraph-") as folder:
        store = _collected(files, Path(folder) / "store")
        publishing = _Publishing(engine, store, Path(folder), report)
        try:
            return publishing.run()
        except RequestError as error:
            raise PublishingError(
                f"after {publishing.done} graphs the engine failed: {error}; the next "
                "time begins with the others"
            ) from error


def _collected(files: Sequence[Path], folder: Path) -> Store:
    """Return a store on disk with the content of the files.

    Blank nodes of a single file keep their labels, which are the same in every built dataset.
    """
    store = Store(str(folder))
    for path in files:
        known: RdfFormat = getattr(RdfFormat, format_of(path).engine)
        try:
            with rdf_source(path) as source:
                several = len(files) > 1
                quads = parse(source.content, known, path=source.path, rename_blank_nodes=several)
                store.bulk_extend(quads)
        except (SyntaxError, ValueError, OSError) as error:
            raise PublishingError(f"{path} cannot be read: {error}") from error
    return store


def format_of(path: Path) -> Format:
    """Return the format of a file by its extension; PublishingError if unknown."""
    extension = path.suffix.lstrip(".").lower()
    found = next((item for item in GRAPH_FORMATS if item.extension == extension), None)
    if found is None or not found.engine:
        known = ", ".join(item.extension for item in GRAPH_FORMATS if item.engine)
        raise PublishingError(f"{path}: its extension names no RDF format; known are {known}")
    return found


class _Publishing:
    """One run."""

    def __init__(
        self, engine: Engine, store: Store, folder: Path, report: Callable[[str], None]
    ) -> None:
        self._engine = engine
        self._store = store
        self._data = folder / "data"
        self._report = report
        reader = EngineReader(engine, "urn:districtgraph:")
        self._writer = EngineWriter(engine, reader, ContentVersion(False))
        self.done = 0

    def run(self) -> Published:
        hashes = {name: _hash(self._triples(name)) for name in self._names()}
        known = self._known_hashes()
        changed = [name for name, found in hashes.items() if known.get(name) != found]
        gone = [name for name in known if name not in hashes]
        if not changed and not gone:
            return Published(0, 0, len(hashes))
        self._step(lambda attempt: forget_name(self._engine, attempt))
        self._remove(gone)
        self._write(changed, hashes)
        new = new_version()
        self._step(lambda attempt: name_content(self._engine, new, attempt))
        return Published(len(changed), len(gone), len(hashes) - len(changed))

    def _names(self) -> list[str]:
        """Return the names of the graphs; first that of the default graph, which is empty."""
        return ["", *sorted(node.value for node in self._store.named_graphs()
                            if isinstance(node, NamedNode))]  # fmt: skip

    def _triples(self, name: str) -> Iterator[bytes]:
        graph = NamedNode(name) if name else DefaultGraph()
        for quad in self._store.quads_for_pattern(None, None, None, graph):
            yield serialize([quad.triple], format=RdfFormat.N_TRIPLES) or b""

    def _known_hashes(self) -> Mapping[str, str]:
        def read(attempt: Attempt) -> dict[str, str]:
            query = f"SELECT ?g ?h {{ ?g {_HASH} ?h }}"
            rows = self._engine.rows(query, attempt, Dataset((METADATA_GRAPH,)))
            found = {
                graph.value: value.value
                for graph, value in rows
                if isinstance(graph, NamedNode) and isinstance(value, Literal)
            }
            return {"" if name == DEFAULT_GRAPH else name: value for name, value in found.items()}

        return self._step(read)

    def _remove(self, names: Sequence[str]) -> None:
        for start in range(0, len(names), _GRAPHS_AT_ONCE):
            batch = names[start : start + _GRAPHS_AT_ONCE]
            steps = [step for name in batch for step in (_forget(name), self._drop(name))]
            self._update(UpdateBody(" ;\n".join(steps)))

    def _drop(self, name: str) -> str:
        return drop_of(self._engine.kind, name)

    def _write(self, names: Sequence[str], hashes: Mapping[str, str]) -> None:
        batch: list[tuple[str, str]] = []
        size = 0
        for name in names:
            text = b"".join(self._triples(name))
            if len(text) > self._engine.kind.largest_update // 2:
                self._write_large(name, text, hashes[name])
                self._came_to(1, len(names))
                continue
            if batch and (
                size + len(text) > self._engine.kind.largest_update // 2
                or len(batch) >= _GRAPHS_AT_ONCE
            ):
                self._write_batch(batch, hashes)
                self._came_to(len(batch), len(names))
                batch, size = [], 0
            batch.append((name, text.decode()))
            size += len(text)
        if batch:
            self._write_batch(batch, hashes)
            self._came_to(len(batch), len(names))

    def _came_to(self, more: int, every: int) -> None:
        self.done += more
        self._report(f"Sent {self.done:,} of {every:,} graphs that differ.")

    def _write_large(self, name: str, text: bytes, found: str) -> None:
        self._data.write_bytes(text)
        self._update(UpdateBody(_forget(name)))
        self._step(lambda attempt: self._writer.write_one(name, self._data, True, attempt))
        self._update(UpdateBody(_remember([(name, found)])))

    def _write_batch(self, batch: Sequence[tuple[str, str]], hashes: Mapping[str, str]) -> None:
        names = [name for name, _ in batch]
        steps = [step for name in names for step in (_forget(name), self._drop(name))]
        blocks = "".join(self._block(name, text) for name, text in batch)
        if "_:" in blocks and not self._engine.kind.blank_nodes_in_data:
            steps.append(f"INSERT {{ {blocks} }} WHERE {{}}")
        elif blocks:
            steps.append(f"INSERT DATA {{ {blocks} }}")
        steps.append(_remember([(name, hashes[name]) for name in names]))
        self._update(UpdateBody(" ;\n".join(steps)))

    def _block(self, name: str, text: str) -> str:
        graph = name or self._engine.kind.default_graph
        if not text:
            return ""
        return text if graph is None else f"GRAPH {NamedNode(graph)} {{\n{text}}}\n"

    def _update(self, update: UpdateBody) -> None:
        self._step(lambda attempt: self._engine.update(update, attempt))

    def _step(self, act: Callable[[Attempt], Result]) -> Result:
        with Attempt(_ONE_STEP) as attempt:
            return act(attempt)


def _hash(triples: Iterator[bytes]) -> str:
    """Return a hash of triples that does not depend on their order."""
    total, number = 0, 0
    for line in triples:
        total += int.from_bytes(hashlib.sha256(line).digest(), "big")
        number += 1
    return f"{total % (1 << 256):064x}-{number}"


def _record(name: str) -> NamedNode:
    return NamedNode(name or DEFAULT_GRAPH)


def _forget(name: str) -> str:
    return f"DELETE WHERE {{ GRAPH <{METADATA_GRAPH}> {{ {_record(name)} {_HASH} ?hash }} }}"


def _remember(found: Sequence[tuple[str, str]]) -> str:
    records = " ".join(f'{_record(name)} {_HASH} "{value}" .' for name, value in found)
    return f"INSERT DATA {{ GRAPH <{METADATA_GRAPH}> {{ {records} }} }}"
