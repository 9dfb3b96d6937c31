"""The one process that writes the store, and publishes generations that workers open read-only.

A write is one transaction. Writes that wait together are made durable by one flush and published
as one generation; only then are they acknowledged. While nobody reads, quick updates are made
durable in a log, and published later. The contents of the folder are described in
`districtgraph.server.store.embedded.folder.store_folder`.

A writer that cannot read or write these files reports that to the server and ends: the engine
accepts no write after a failed one, and the next writer begins with what was published.
"""

import logging
import shutil
import socket
import sys
from contextlib import suppress
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from districtgraph.graph.rdf.rdf_source import rdf_source
from districtgraph.server.core.errors import RequestError, StorageError
from districtgraph.server.sparql.staging_graphs import STAGING
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.writes import (
    LoadWrite,
    UpdateWrite,
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
from districtgraph.server.store.embedded.folder.log_replay import replay
from districtgraph.server.store.embedded.folder.store_folder import (
    Beginning,
    StoreDamagedError,
    begin,
    begin_with,
    end_in_order,
    finish_interrupted_swap,
    generation_numbers,
    require_space,
    updates_after,
)
from districtgraph.server.store.embedded.folder.store_lock import StoreInUseError, locked
from districtgraph.server.store.embedded.folder.update_log import (
    LoggedUpdate,
    LogGroup,
    UpdateLog,
    this_boot,
)
from districtgraph.server.store.embedded.processes.child_process import (
    die_with_parent,
    limit_memory,
    on_large_stack,
)
from districtgraph.server.store.embedded.processes.frames import FrameKind, FrameReader, json_frame
from districtgraph.server.store.embedded.writing.write_message import decoded_write

__all__ = ["finish_interrupted_swap", "main"]

_LOG = logging.getLogger(__name__)
_BACKUPS = 3
"""How often a generation is tried where the engine lists a file that is not there."""
_LONGEST_MANIFEST = 1024 * 1024
"""The most bytes of the engine's list of files, which it has after about 800 writes."""
_LONG_LOG = 4 * 1024 * 1024
"""Bytes of the log from which on it is published next."""
_LOCK_WAIT = 20.0
"""Seconds to wait for a killed predecessor that still holds the store's lock."""


class Writer:
    """Applies writes to the live store and publishes it.

    Args:
        folder: the store's folder; created if it is missing.
        revert_to: a generation to which the live store is reset; None for the newest.
        contents: whether contents of the files are compared with their seals first.

    Raises:
        StoreDamagedError: no copy in the folder is intact.
        OSError, RuntimeError, StorageError: the folder cannot be read or written.

    """

    def __init__(self, folder: Path, revert_to: Path | None = None, contents: bool = False) -> None:
        self._folder = folder
        require_space(folder)
        if revert_to is not None:
            logged = updates_after(folder, revert_to)
            begin_with(folder, revert_to)
            number, is_whole = int(revert_to.name), True
        else:
            chosen = _begin(folder, contents)
            logged, number, is_whole = chosen.logged, chosen.number, not chosen.reason
        self._store = Store(str(folder / "live"))
        self._generation = max([number, *generation_numbers(folder)])
        self._seal: Seal = identified(folder / "live", read_seal(self._published) or {})
        self._unpublished = True
        """Whether the live store may have more than the newest generation."""
        # A killed predecessor may have left a part of a document in a staging graph.
        for graph in list(self._store.named_graphs()):
            if isinstance(graph, NamedNode) and graph.value.startswith(STAGING):
                self._store.remove_graph(graph)
        (folder / "generations").mkdir(exist_ok=True)
        self.continued = number if is_whole and not logged else 0
        """The generation whose content the live store has as it begins; 0 for none for certain."""
        replay(folder, self._store, logged)
        self.replayed = logged[-1].last if logged else 0
        """The number of the last update that was found in the log; 0 if there was none."""
        self._log = UpdateLog(folder)
        self._boot = this_boot()
        self._applied: list[Write] = []
        """Applied writes that are neither in the log nor in a generation."""

    @property
    def _published(self) -> Path:
        return self._folder / "generations" / str(self._generation)

    def publish(self) -> Path:
        """Make applied writes durable; return the folder of a new generation with them.

        Raises:
            OSError, RuntimeError, StorageError: the generation is not durable, or damaged.

        """
        self._unpublished = True
        self._store.flush()
        self._generation += 1
        self._back_up()
        try:
            self._seal = make_seal(self._published, self._seal)
        except Exception:
            # The server does not know this generation, so it must not be taken for the newest.
            shutil.rmtree(self._published, ignore_errors=True)
            raise
        self._unpublished = False
        self._applied = []
        return self._published

    def _back_up(self) -> None:
        """Write the files of a new generation.

        On a busy machine the engine was seen to list a data file that it had just merged away.
        """
        for _ in range(_BACKUPS - 1):
            try:
                self._store.backup(str(self._published))
            except FileNotFoundError as error:
                _LOG.warning("%s: written again: %s", self._published, error)
            else:
                return
        self._store.backup(str(self._published))

    def log(self, last: int, count: int) -> bool:
        """Make applied writes durable in the log; return whether it is long enough to publish.

        Args:
            last: the number of the last of these updates.
            count: how many there are.

        Raises:
            OSError, StorageError: it is unknown whether they are durable.

        """
        updates = tuple(
            LoggedUpdate(write.text, write.base)
            for write in self._applied
            if isinstance(write, UpdateWrite) and not write.merged and not write.loaded
        )
        if not len(updates) == len(self._applied) == count:
            raise StorageError("device", "what was applied is not what is to be in the log")
        self._log.append(LogGroup(self._generation, self._boot, last, updates))
        self._applied = []
        return self._log.size > _LONG_LOG

    def may_log(self) -> bool:
        """Return whether the disk has enough space to publish later what is logged now."""
        return self._log.has_room()

    def taken_over(self) -> None:
        """Empty the log if the newest generation, from which the server now reads, has all of it.

        Raises:
            OSError: it cannot be emptied.

        """
        if not self._unpublished:
            self._log.empty()

    def refresh(self) -> Path:
        """Publish again if that is useful; return the newest generation.

        Some time after a bulk load or many writes the engine merges files in the background, and
        queries over the merged ones take up to a quarter less time. And if the newest generation
        was damaged, the live store may still be intact.

        Raises:
            OSError, RuntimeError, StorageError: see `publish`.

        """
        merged = _data_files(self._folder / "live") != _data_files(self._published)
        if not merged and not self._touched():
            return self._published
        return self.publish()

    def shorten_manifest(self) -> None:
        """Reopen the live store if the engine's list of its files has grown long.

        Each write extends the list, and opening a generation reads all of it: 12 ms of a processor
        for a thousand writes. The engine starts a new list when it opens a store.

        Raises:
            OSError, RuntimeError: the store cannot be opened.

        """
        live = self._folder / "live"
        manifest = live / (live / "CURRENT").read_text(encoding="ascii").strip()
        if manifest.stat().st_size > _LONGEST_MANIFEST:
            del self._store
            self._store = Store(str(live))

    def end(self) -> None:
        """Publish acknowledged writes; record that this writer ends normally.

        Applied writes that are neither published nor in the log are dropped.

        Raises:
            OSError, RuntimeError, StorageError: see `publish`; the log has not changed.

        """
        if self._unpublished and self._log.size and not self._applied:
            self.publish()
        self._log.close()
        if not self._unpublished:
            end_in_order(self._folder, self._generation)

    def _touched(self) -> bool:
        """Return whether a file of the newest generation has changed since it was published."""
        wrong = fault(self._published, self._seal, False)
        if wrong is None:
            for name, item in self._seal.items():
                if (self._published / name).stat().st_mtime_ns != item.modified:
                    wrong = f"{self._published / name} was written to"
        if wrong is not None:
            _LOG.warning("a generation was damaged, and is published again: %s", wrong)
        return wrong is not None

    def apply(self, write: Write) -> bool:
        """Apply a write completely or not at all; return whether it created a graph.

        Raises:
            BadRequestError: an update or a document is malformed.
            RefusedError: the update is well-formed, but one of its operations fails.
            NotFoundError: the graph to delete does not exist.
            StorageError: the store's files cannot be written; this writer must end.

        """
        with errors_of(write):
            require_space(self._folder)
            self._unpublished = True
            if isinstance(write, LoadWrite) and write.graph is None and write.replace:
                self._replace_all(write)
                created = False
            else:
                created = apply_write(self._store, write)
        self._applied.append(write)
        return created

    def _replace_all(self, write: LoadWrite) -> None:
        """Load datasets into a new store, and replace the live store with it."""
        fresh = self._folder / "live.new"
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            store = Store(str(fresh))
            for path, rdf_format in write.documents:
                known: RdfFormat = getattr(RdfFormat, rdf_format)
                with rdf_source(path) as source:
                    store.bulk_load(source.content, known, path=source.path, base_iri=write.base)
            store.flush()
        except Exception:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        del store
        (fresh / "COMPLETE").touch()
        del self._store
        finish_interrupted_swap(self._folder)
        self._store = Store(str(self._folder / "live"))
        # Its files have the same names as earlier ones, but nothing else in common with them.
        self._seal = {}


def _data_files(store: Path) -> set[str]:
    """Return the names of a store's data files, which are written once and never changed."""
    return {path.name for path in store.glob("*.sst")}


def _begin(folder: Path, contents: bool) -> Beginning:
    chosen = begin(folder, contents)
    if chosen.reason and chosen.source is not None:
        _LOG.warning(
            "%s: damaged: %s; all that was acknowledged is in %s, and is served from there",
            folder,
            chosen.reason,
            chosen.source.relative_to(folder),
        )
    return chosen


def main() -> None:
    """Serve the file descriptor on the command line, and die with the process named there."""
    descriptor, parent, memory, contents = map(int, sys.argv[1:5])
    folder = Path(sys.argv[5])
    revert_to = Path(sys.argv[6]) if len(sys.argv) > 6 else None
    die_with_parent(parent)
    limit_memory(memory)
    connection = socket.socket(fileno=descriptor)
    # The server may end during a write; then there is nobody to report to.
    with suppress(BrokenPipeError, ConnectionResetError):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with locked(folder, _LOCK_WAIT):
                on_large_stack(lambda: _serve(connection, folder, revert_to, bool(contents)))
        except (BrokenPipeError, ConnectionResetError):
            raise
        except (OSError, RuntimeError, ValueError) as error:
            connection.sendall(json_frame(FrameKind.FAILURE, _trouble(error).as_record()))
        except StorageError as error:
            connection.sendall(json_frame(FrameKind.FAILURE, error.as_record()))


def _trouble(error: Exception) -> StorageError:
    """Return the error that ends a writer, for the server to report."""
    if isinstance(error, StoreDamagedError):
        return StorageError("damage", str(error))
    if isinstance(error, StoreInUseError):
        return StorageError("lock", str(error))
    return storage_error(error) or StorageError("device", f"{type(error).__name__}: {error}")


def _serve(connection: socket.socket, folder: Path, revert_to: Path | None, contents: bool) -> None:
    writer = Writer(folder, revert_to, contents)
    connection.sendall(_published(writer.publish(), writer.replayed, writer.continued))
    reader = FrameReader(connection)
    while (message := reader.read()) is not None:
        kind, content = message
        # A further request means that the server reads from the generation published last.
        writer.taken_over()
        if kind == FrameKind.PUBLISH or (kind == FrameKind.LOG and not writer.may_log()):
            connection.sendall(_published(writer.publish()))
            writer.shorten_manifest()
        elif kind == FrameKind.LOG:
            connection.sendall(json_frame(FrameKind.LOGGED, writer.log(*content)))
        elif kind == FrameKind.REFRESH:
            connection.sendall(_published(writer.refresh()))
        else:
            _apply(writer, connection, decoded_write(content))
    writer.end()


def _published(generation: Path, replayed: int = 0, continued: int = 0) -> bytes:
    return json_frame(FrameKind.PUBLISHED, [str(generation), replayed, continued])


def _apply(writer: Writer, connection: socket.socket, write: Write) -> None:
    try:
        reply = json_frame(FrameKind.APPLIED, writer.apply(write))
    except StorageError:
        raise
    except RequestError as error:
        reply = json_frame(FrameKind.FAILURE, error.as_record())
    connection.sendall(reply)


if __name__ == "__main__":
    main()
