"""The one process that writes the store, and publishes generations that workers open read-only.

A write is one transaction. Writes that wait together are made durable by one flush and published
as one generation; only then are they acknowledged. What the folder holds
stands in `districtgraph.server.store.embedded.folder.store_folder`.

A writer that cannot read or write these files says so to the server and ends: the engine takes no
write after a failed one, and the next writer begins with what was published.
"""

import logging
import shutil
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse, serialize

from districtgraph.server.core.errors import (
    BadRequestError,
    NotFoundError,
    RefusedError,
    RequestError,
    StorageError,
)
from districtgraph.server.sparql.sparql_prologue import end_of_prologue
from districtgraph.server.sparql.staging_graphs import MERGED, STAGING, staging_graph
from districtgraph.server.store.embedded.engine.complaints import document_complaint
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.evaluation import syntax_error
from districtgraph.server.store.embedded.folder.generation_seal import (
    Seal,
    fault,
    identified,
    make_seal,
    read_seal,
)
from districtgraph.server.store.embedded.folder.store_folder import (
    StoreDamagedError,
    begin,
    begin_with,
    end_in_order,
    generation_numbers,
    mend,
    require_space,
)
from districtgraph.server.store.embedded.folder.store_lock import StoreInUseError, locked
from districtgraph.server.store.embedded.processes.child_process import (
    die_with_parent,
    limit_memory,
    on_large_stack,
)
from districtgraph.server.store.embedded.processes.frames import FrameReader, Kind, json_frame

__all__ = ["main", "mend"]

_LOG = logging.getLogger(__name__)
_LONGEST_MANIFEST = 1024 * 1024
"""Bytes of the engine's list of files, after some 800 writes."""
_LOCK_WAIT = 20.0
"""Seconds for which a killed predecessor may still hold the store's lock."""


class Writer:
    """Applies writes to the live store and publishes it.

    Args:
        folder: the store's folder; made where it is not there.
        revert_to: a generation whose content the live store has to have, whatever it has now; None
            for the newest.
        contents: whether the files are read and compared with their seals first.

    Raises:
        StoreDamagedError: no copy in the folder is whole.
        OSError, RuntimeError, StorageError: the folder cannot be read or written.

    """

    def __init__(self, folder: Path, revert_to: Path | None = None, contents: bool = False) -> None:
        self._folder = folder
        require_space(folder)
        if revert_to is not None:
            begin_with(folder, revert_to)
        else:
            _begin(folder, contents)
        self._store = Store(str(folder / "live"))
        self._generation = max(generation_numbers(folder), default=0)
        self._seal: Seal = identified(folder / "live", read_seal(self._published) or {})
        self._unpublished = True
        """Whether the live store has, or may have, more than the newest generation."""
        # A predecessor that was killed may have left half of a document here.
        for graph in list(self._store.named_graphs()):
            if isinstance(graph, NamedNode) and graph.value.startswith(STAGING):
                self._store.remove_graph(graph)
        (folder / "generations").mkdir(exist_ok=True)

    @property
    def _published(self) -> Path:
        return self._folder / "generations" / str(self._generation)

    def publish(self) -> Path:
        """Make what is applied durable; return the folder of a new generation with it.

        Raises:
            OSError, RuntimeError, StorageError: it is not durable, or damaged.

        """
        self._unpublished = True
        self._store.flush()
        self._generation += 1
        self._store.backup(str(self._published))
        try:
            self._seal = make_seal(self._published, self._seal)
        except Exception:
            # What nobody was told of must not be taken for the newest.
            shutil.rmtree(self._published, ignore_errors=True)
            raise
        self._unpublished = False
        return self._published

    def refresh(self) -> Path:
        """Publish again where that is of use; return the newest generation.

        Some time after a bulk load or many writes the engine merges files in the background, and
        queries over the merged ones take up to a quarter less. And where somebody has damaged the
        newest generation, the live store may still be whole.

        Raises:
            OSError, RuntimeError, StorageError: see `publish`.

        """
        merged = _data_files(self._folder / "live") != _data_files(self._published)
        if not merged and not self._touched():
            return self._published
        return self.publish()

    def shorten_manifest(self) -> None:
        """Open the live store anew where the engine's list of its files has grown long.

        Each write adds to it, and whoever opens a generation reads all of it: 12 ms of a processor
        for a thousand writes. The engine begins another list when it opens a store.

        Raises:
            OSError, RuntimeError: the store cannot be opened.

        """
        live = self._folder / "live"
        manifest = live / (live / "CURRENT").read_text(encoding="ascii").strip()
        if manifest.stat().st_size > _LONGEST_MANIFEST:
            del self._store
            self._store = Store(str(live))

    def end(self) -> None:
        """Take note that this writer ends in order, where nothing is applied but not published."""
        if not self._unpublished:
            end_in_order(self._folder, self._generation)

    def _touched(self) -> bool:
        """Return whether a file of the newest generation is not as it was published."""
        wrong = fault(self._published, self._seal, False)
        if wrong is None:
            for name, item in self._seal.items():
                if (self._published / name).stat().st_mtime_ns != item.modified:
                    wrong = f"{self._published / name} was written to"
        if wrong is not None:
            _LOG.warning("a generation was damaged, and is published anew: %s", wrong)
        return wrong is not None

    def apply(self, write: dict[str, Any]) -> bool:
        """Apply a write whole or not at all; return whether it made a graph.

        Raises:
            BadRequestError: an update or a document that is malformed.
            RefusedError: the update is well-formed, but one of its operations fails.
            NotFoundError: the graph to delete is not there.
            StorageError: the store's files cannot be written; this writer is of no use any more.

        """
        operation = write["operation"]
        try:
            require_space(self._folder)
            self._unpublished = True
            return self._applied(operation, write)
        except SyntaxError as error:
            if operation in ("update", "check"):
                raise syntax_error(str(error), str(write.get("text", ""))) from error
            complaint = document_complaint(str(error))
            raise BadRequestError(f"the document is malformed: {complaint}") from error
        except (ValueError, RuntimeError, OSError) as error:
            if (trouble := storage_error(error)) is not None:
                raise trouble from error
            if operation == "update":
                raise RefusedError(str(error)) from error
            raise BadRequestError(f"the document cannot be taken: {error}") from error

    def _applied(self, operation: str, write: dict[str, Any]) -> bool:
        if operation == "update":
            self._update(write)
            return False
        if operation == "check":
            _check_update(write["text"], write["base"])
            return False
        if operation == "delete":
            return self._delete(write["graph"])
        return self._load(operation, write)

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
        # Its files have the names of those before, and nothing else in common with them.
        self._seal = {}

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


def _begin(folder: Path, contents: bool) -> None:
    chosen = begin(folder, contents)
    if chosen.reason and chosen.source is not None:
        _LOG.warning(
            "%s: damaged: %s; all that was acknowledged is in %s, and is served from there",
            folder,
            chosen.reason,
            chosen.source.relative_to(folder),
        )


def main() -> None:
    """Serve the file descriptor, and die with the process, that the command line names."""
    descriptor, parent, memory, contents = map(int, sys.argv[1:5])
    folder = Path(sys.argv[5])
    revert_to = Path(sys.argv[6]) if len(sys.argv) > 6 else None
    die_with_parent(parent)
    limit_memory(memory)
    connection = socket.socket(fileno=descriptor)
    # The server may end while a write is under way; nobody is left then to be told of it.
    with suppress(BrokenPipeError, ConnectionResetError):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with locked(folder, _LOCK_WAIT):
                on_large_stack(lambda: _serve(connection, folder, revert_to, bool(contents)))
        except (BrokenPipeError, ConnectionResetError):
            raise
        except (OSError, RuntimeError, ValueError) as error:
            connection.sendall(json_frame(Kind.FAILURE, _trouble(error).as_record()))
        except StorageError as error:
            connection.sendall(json_frame(Kind.FAILURE, error.as_record()))


def _trouble(error: Exception) -> StorageError:
    """Return what ends a writer, for the server to tell of."""
    if isinstance(error, StoreDamagedError):
        return StorageError("damage", str(error))
    if isinstance(error, StoreInUseError):
        return StorageError("lock", str(error))
    return storage_error(error) or StorageError("device", f"{type(error).__name__}: {error}")


def _serve(connection: socket.socket, folder: Path, revert_to: Path | None, contents: bool) -> None:
    writer = Writer(folder, revert_to, contents)
    connection.sendall(json_frame(Kind.PUBLISHED, str(writer.publish())))
    reader = FrameReader(connection)
    while (message := reader.read()) is not None:
        kind, content = message
        if kind == Kind.PUBLISH:
            connection.sendall(json_frame(Kind.PUBLISHED, str(writer.publish())))
            writer.shorten_manifest()
        elif kind == Kind.REFRESH:
            connection.sendall(json_frame(Kind.PUBLISHED, str(writer.refresh())))
        else:
            _apply(writer, connection, content)
    writer.end()


def _apply(writer: Writer, connection: socket.socket, write: dict[str, Any]) -> None:
    try:
        reply = json_frame(Kind.APPLIED, writer.apply(write))
    except StorageError:
        raise
    except RequestError as error:
        reply = json_frame(Kind.FAILURE, error.as_record())
    connection.sendall(reply)


if __name__ == "__main__":
    main()
