"""Applies additions to and removals from a corpus to its store while that is served.

`parts.json` says which parts the corpus has. A copy of that file in the store's folder says which
parts the store has. The copy is written after each write to the store; if that is interrupted in
between, the same write is applied again, which changes nothing.
"""

import asyncio
import logging
from pathlib import Path

from districtgraph.graph.corpora.corpus_folder import write_whole
from districtgraph.graph.corpora.corpus_parts import (
    APPLYING,
    PARTS_FILE,
    BuiltParts,
    CorpusPart,
    parts_of,
    read_parts,
)
from districtgraph.graph.corpora.corpus_settings import CorpusError
from districtgraph.graph.corpora.part_changes import applied_after, changed_parts, part_update
from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import RequestError
from districtgraph.server.sparql.protocol import Update
from districtgraph.server.store.backend import Backend

__all__ = ["CorpusFollower"]

_LOG = logging.getLogger(__name__)
_EVERY = 0.05
"""Seconds between checks of the corpus."""
_PATIENCE = 5.0
"""Seconds before a failed change is tried again."""
_MOST_QUADS = 200_000
"""The most quads of the parts in one write, so that memory use does not grow with the corpus: about
ten documents. Larger changes are applied in several writes."""
_SECONDS = 300.0
"""Seconds that a write may take, if the operator allows that many."""

Change = tuple[CorpusPart | None, CorpusPart | None]


class CorpusFollower:
    """Applies changes of a corpus to its served store.

    Args:
        build: the folder of what is built from the corpus.
        base: the base IRI of the corpus.
        backend: the store, which is open.

    """

    def __init__(self, build: Path, base: str, backend: Backend) -> None:
        self._build = build
        self._base = base
        self._backend = backend
        self._seen: tuple[int, int] | None = None
        """Time and number of the file that was read last, and of which nothing is left to do."""

    async def run(self) -> None:
        """Check the corpus repeatedly, until cancelled."""
        while True:
            pause = _EVERY
            try:
                await self.follow()
            except (CorpusError, OSError, RequestError, RuntimeError) as error:
                # A RuntimeError: no thread can be started now.
                _LOG.warning("the corpus has changed, and its change is not applied: %s", error)
                pause = _PATIENCE
            await asyncio.sleep(pause)

    async def follow(self) -> bool:
        """Apply what has changed; return whether anything has.

        Raises:
            CorpusError: a part cannot be read.
            OSError: the copy of `parts.json` cannot be written.
            RequestError: the store does not take the write.
            RuntimeError: no thread can be started.

        """
        try:
            found = (self._build / PARTS_FILE).stat()
        except OSError:
            return False
        seen = found.st_mtime_ns, found.st_ino
        if seen == self._seen:
            return False
        content = await asyncio.to_thread((self._build / PARTS_FILE).read_bytes)
        new = await asyncio.to_thread(parts_of, content, self._base)
        if not new.shared:
            # It is being rebuilt, or has another format: what is served does not change, and the
            # file, which may be large, is not read again until it is another.
            self._seen = seen
            return False
        changed = await self._apply(new, content)
        self._seen = seen
        return changed

    async def _apply(self, new: BuiltParts, content: bytes) -> bool:
        """Apply what differs from the store's parts; `content` is the file of the new ones."""
        store = self._build / "store"
        old = await asyncio.to_thread(read_parts, store, self._base)
        batch: list[Change] = []
        changes = list(changed_parts(old, new))
        if changes:
            # Noted first: the next `add` leaves the files of these parts, too, which are what
            # its own change is compared with.
            await asyncio.to_thread(_note, store / APPLYING, content)
        for position, change in enumerate(changes, 1):
            batch.append(change)
            size = sum(part.quads for pair in batch for part in pair if part)
            if size < _MOST_QUADS and position < len(changes):
                continue
            made = await asyncio.to_thread(part_update, self._build, tuple(batch))
            update = Update(made.text, timeout=_SECONDS, changes=made.iris)
            await self._backend.update(update, Asker())
            if position < len(changes):
                old = applied_after(old, new, batch)
                await asyncio.to_thread(old.write, store)
            _LOG.info("applied %d changed parts of the corpus", len(batch))
            batch = []
        if changes or old != new:
            # Also where inputs have changed, but not the parts that are made from them.
            await asyncio.to_thread(_note, store, content)
        return bool(changes)


def _note(folder: Path, content: bytes) -> None:
    """Copy `parts.json`: to rewrite ten thousand parts takes four times as long."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / PARTS_FILE, content)
