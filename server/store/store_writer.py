"""The one process that writes the store, and publishes generations that workers open read-only.

A write is one transaction. Writes that wait together are made durable by one flush and published
as one generation; only then are they acknowledged. The folder:

    live/            the store that is written
    generations/N/   hard-linked copies of it, each complete and never written
"""

import shutil
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse, serialize

from districtgraph.server.errors import (
    BadRequestError,
    NotFoundError,
    RefusedError,
    RequestError,
)
from districtgraph.server.sparql.sparql_prologue import end_of_prologue
from districtgraph.server.store.staging_graphs import MERGED, STAGING, staging_graph
from districtgraph.server.store.store_lock import locked
from districtgraph.server.workers.child_process import die_with_parent, limit_memory, on_large_stack
from districtgraph.server.workers.evaluation import syntax_error
from districtgraph.server.workers.frames import FrameReader, Kind, json_frame

__all__ = ["main", "mend"]

_LOCK_WAIT = 20.0
"""Seconds for which a killed predecessor may still hold the store's lock."""


class Writer:
    """Applies writes to the live store and publishes it.

    Args:
        folder: the store's folder; made where it is not there.
        revert_to: a generation whose content the live store has to have, whatever it has now.

    """

    def __init__(self, folder: Path, revert_to: Path | None = None) -> None:
        self._folder = folder
        mend(folder)
        if revert_to is not None:
            _revert(folder, revert_to)
        self._store = Store(str(folder / "live"))
        # A predecessor that was killed may have left half of a document here.
        for graph in list(self._store.named_graphs()):
            if isinstance(graph, NamedNode) and graph.value.startswith(STAGING):
                self._store.remove_graph(graph)
        (folder / "generations").mkdir(exist_ok=True)
        numbers = [int(p.name) for p in (folder / "generations").iterdir() if p.name.isdigit()]
        self._generation = max(numbers, default=0)

    @property
    def _published(self) -> Path:
        return self._folder / "generations" / str(self._generation)

    def publish(self) -> Path:
        """Make what is applied durable; return the folder of a new generation with it."""
        self._store.flush()
        self._generation += 1
        self._store.backup(str(self._published))
        return self._published

    def refresh(self) -> Path:
        """Publish again where the engine has merged files since; return the newest generation.

        Some time after a bulk load or many writes it merges files in the background, and queries
        over the merged ones take up to a quarter less.
        """
        if _data_files(self._folder / "live") == _data_files(self._published):
            return self._published
        return self.publish()

    def apply(self, write: dict[str, Any]) -> bool:
        """Apply a write whole or not at all; return whether it made a graph.

        Raises:
            BadRequestError: an update or a document that is malformed.
            RefusedError: the update is well-formed, but one of its operations fails.
            NotFoundError: the graph to delete is not there.

        """
        operation = write["operation"]
        try:
            if operation == "update":
                self._update(write)
                return False
            if operation == "check":
                _check_update(write["text"], write["base"])
                return False
            if operation == "delete":
                return self._delete(write["graph"])
            return self._load(operation, write)
        except SyntaxError as error:
            if operation in ("update", "check"):
                raise syntax_error(str(error)) from error
            raise BadRequestError(f"the document is malformed: {error}") from error
        except (ValueError, RuntimeError, OSError) as error:
            if operation == "update":
                raise RefusedError(str(error)) from error
            raise BadRequestError(f"the document cannot be taken: {error}") from error

    def _update(self, write: dict[str, Any]) -> None:
        """Apply an update; what it loads or merges stands in staging graphs meanwhile."""
        merged = write.get("merged", ())
        loaded = [
            (staging_graph(number), item) for number, item in enumerate(write.get("loaded", ()))
        ]
        try:
            for graph, item in loaded:
                if item is not None:
                    path, rdf_format, iri, silent = item
                    self._load_fetched(path, rdf_format, iri, silent, NamedNode(graph))
            for iri in merged:
                self._store.update(f"ADD SILENT GRAPH {NamedNode(iri)} TO GRAPH <{MERGED}>")
            self._store.update(write["text"], base_iri=write["base"])
        finally:
            if merged:
                self._store.remove_graph(NamedNode(MERGED))
            for graph, _ in loaded:
                self._store.remove_graph(NamedNode(graph))

    def _load_fetched(
        self, path: str, rdf_format: str, iri: str, silent: bool, graph: NamedNode
    ) -> None:
        try:
            self._store.load(
                path=path,
                format=getattr(RdfFormat, rdf_format),
                base_iri=iri,
                to_graph=graph,
            )
        except (SyntaxError, ValueError) as error:
            if not silent:
                raise RefusedError(f"<{iri}> cannot be loaded: {error}") from error

    def _load(self, operation: str, write: dict[str, Any]) -> bool:
        documents = write["documents"]
        if write["graph"] is None:
            self._load_dataset(operation, documents, write["base"])
            return False
        # One update is one transaction: the graph changes whole or not at all.
        target = NamedNode(write["graph"]) if write["graph"] else None
        created = target is not None and not self._store.contains_named_graph(target)
        triples = _read_triples(documents, write["base"])
        name = f"GRAPH {target}" if target else "DEFAULT"
        drop = f"DROP SILENT {name};" if operation == "put" else ""
        create = f"CREATE SILENT {name};" if target else ""
        data = f"{name} {{ {triples} }}" if target else triples
        self._store.update(f"{drop}{create}INSERT DATA {{ {data} }}")
        return created

    def _load_dataset(self, operation: str, documents: list[Any], base: str) -> None:
        if operation == "post":
            for path, rdf_format in documents:
                self._store.load(path=path, format=getattr(RdfFormat, rdf_format), base_iri=base)
            return
        fresh = self._folder / "live.new"
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            store = Store(str(fresh))
            for path, rdf_format in documents:
                store.bulk_load(path=path, format=getattr(RdfFormat, rdf_format), base_iri=base)
            store.flush()
        except Exception:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        del store
        (fresh / "COMPLETE").touch()
        del self._store
        mend(self._folder)
        self._store = Store(str(self._folder / "live"))

    def _delete(self, iri: str) -> bool:
        if not iri:
            self._store.clear_graph(DefaultGraph())
            return False
        if not self._store.contains_named_graph(NamedNode(iri)):
            raise NotFoundError(f"there is no graph <{iri}> in this store")
        self._store.remove_graph(NamedNode(iri))
        return False


def _data_files(store: Path) -> set[str]:
    """Return the names of a store's files of data, which are written once and never changed."""
    return {path.name for path in store.glob("*.sst")}


def _read_triples(documents: Sequence[tuple[str, str]], base: str) -> str:
    """Return the triples of documents in N-Triples; each keeps its blank nodes to itself.

    Raises:
        SyntaxError, ValueError: a document is malformed, or has named graphs.

    """
    pieces = []
    for path, rdf_format in documents:
        known: RdfFormat = getattr(RdfFormat, rdf_format)
        quads = parse(path=path, format=known, base_iri=base, rename_blank_nodes=True)
        pieces.append((serialize(quads, format=RdfFormat.N_TRIPLES) or b"").decode("utf-8"))
    return "".join(pieces)


def _check_update(text: str, base: str) -> None:
    """Parse an update without applying any of it.

    Raises:
        SyntaxError: it is malformed.

    """
    # The engine has no parser to call; but it parses all operations before it begins the first,
    # and the second of these fails.
    refused = "CREATE GRAPH <urn:x-districtgraph:checked>;" * 2
    # The engine knows a prologue before the first operation only.
    start = end_of_prologue(text)
    with suppress(RuntimeError):
        Store().update(f"{text[:start]}{refused}{text[start:]}", base_iri=base)


def _revert(folder: Path, generation: Path) -> None:
    """Replace the live store by a generation."""
    fresh = folder / "live.new"
    shutil.rmtree(fresh, ignore_errors=True)
    Store.read_only(str(generation)).backup(str(fresh))
    (fresh / "COMPLETE").touch()
    mend(folder)


def mend(folder: Path) -> None:
    """Finish the replacement of a live store, if one was under way when its writer was killed."""
    live, fresh, old = folder / "live", folder / "live.new", folder / "live.old"
    if (fresh / "COMPLETE").exists():
        if live.exists():
            shutil.rmtree(old, ignore_errors=True)
            live.rename(old)
        (fresh / "COMPLETE").unlink()
        fresh.rename(live)
    elif fresh.exists() and not live.exists():
        fresh.rename(live)
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    """Serve the file descriptor, and die with the process, that the command line names."""
    descriptor, parent, memory = map(int, sys.argv[1:4])
    folder = Path(sys.argv[4])
    revert_to = Path(sys.argv[5]) if len(sys.argv) > 5 else None
    die_with_parent(parent)
    limit_memory(memory)
    connection = socket.socket(fileno=descriptor)
    folder.mkdir(parents=True, exist_ok=True)
    # The server may end while a write is under way; nobody is left then to be told of it.
    with locked(folder, _LOCK_WAIT), suppress(BrokenPipeError, ConnectionResetError):
        on_large_stack(lambda: _serve(connection, folder, revert_to))


def _serve(connection: socket.socket, folder: Path, revert_to: Path | None) -> None:
    writer = Writer(folder, revert_to)
    connection.sendall(json_frame(Kind.PUBLISHED, str(writer.publish())))
    reader = FrameReader(connection)
    while (message := reader.read()) is not None:
        kind, content = message
        if kind == Kind.PUBLISH:
            connection.sendall(json_frame(Kind.PUBLISHED, str(writer.publish())))
        elif kind == Kind.REFRESH:
            connection.sendall(json_frame(Kind.PUBLISHED, str(writer.refresh())))
        else:
            _apply(writer, connection, content)


def _apply(writer: Writer, connection: socket.socket, write: dict[str, Any]) -> None:
    try:
        reply = json_frame(Kind.APPLIED, writer.apply(write))
    except RequestError as error:
        reply = json_frame(Kind.FAILURE, error.as_record())
    connection.sendall(reply)


if __name__ == "__main__":
    main()
