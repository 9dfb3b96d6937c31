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
from contextlib import suppress
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from districtgraph.server.core.errors import RequestError, StorageError
from districtgraph.server.sparql.staging_graphs import STAGING
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.writes import (
    LoadWrite,
    Write,
    apply_write,
    errors_of,
)
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
from districtgraph.server.store.embedded.writing.write_message import decoded_write

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

    def apply(self, write: Write) -> bool:
        """Apply a write whole or not at all; return whether it made a graph.

        Raises:
            BadRequestError: an update or a document that is malformed.
            RefusedError: the update is well-formed, but one of its operations fails.
            NotFoundError: the graph to delete is not there.
            StorageError: the store's files cannot be written; this writer is of no use any more.

        """
        with errors_of(write):
            require_space(self._folder)
            self._unpublished = True
            if isinstance(write, LoadWrite) and write.graph is None and write.replace:
                self._replace_all(write)
                return False
            return apply_write(self._store, write)

    def _replace_all(self, write: LoadWrite) -> None:
        """Load datasets into a store beside the live one, and put it in its place."""
        fresh = self._folder / "live.new"
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            store = Store(str(fresh))
            for path, rdf_format in write.documents:
                known: RdfFormat = getattr(RdfFormat, rdf_format)
                store.bulk_load(path=path, format=known, base_iri=write.base)
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


def _data_files(store: Path) -> set[str]:
    """Return the names of a store's files of data, which are written once and never changed."""
    return {path.name for path in store.glob("*.sst")}


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
            _apply(writer, connection, decoded_write(content))
    writer.end()


def _apply(writer: Writer, connection: socket.socket, write: Write) -> None:
    try:
        reply = json_frame(Kind.APPLIED, writer.apply(write))
    except StorageError:
        raise
    except RequestError as error:
        reply = json_frame(Kind.FAILURE, error.as_record())
    connection.sendall(reply)


if __name__ == "__main__":
    main()
