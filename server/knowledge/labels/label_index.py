"""Maintains an index of the store's names on disk, and updates it when the store changes.

`label_search` searches it. A separate thread updates it, so that requests never wait for that: they
use the newest finished index. If it is known what writes changed, only that is read again;
otherwise all names are read into a new file, which then replaces the previous one.
"""

import logging
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.core.errors import RequestError, UnavailableError
from districtgraph.server.knowledge.figures.figure_tables import (
    figure_kinds,
    may_be_point,
    read_digested,
)
from districtgraph.server.knowledge.labels.label_database import MANY_TOMBSTONES, LabelDatabase
from districtgraph.server.knowledge.labels.label_files import IndexFiles
from districtgraph.server.knowledge.labels.label_matches import LabelMatch, LabelMatches
from districtgraph.server.knowledge.labels.label_rows import LabelRow, LabelRows
from districtgraph.server.knowledge.labels.label_search import LONGEST_SEARCH, LabelIndex
from districtgraph.server.knowledge.labels.labelled import (
    Labelled,
    label_rows,
    labelled_of,
    read_labelled,
)
from districtgraph.server.store.outdated_reads import note_outdated_read
from districtgraph.server.store.store_reader import StoreReader

__all__ = [
    "INDEX_PATIENCE",
    "LONGEST_SEARCH",
    "LabelIndex",
    "LabelIndexes",
    "LabelMatch",
    "LabelMatches",
]

_LOG = logging.getLogger(__name__)
_CLAIMS_OF_QUOTES = Path(__file__).with_name("claims-of-quotes.rq")
INDEX_PATIENCE = 5.0
"""Seconds for which requests wait for the first index, from the first of them on."""
_LATER = 10
"""Seconds after which a request that waited in vain may be sent again."""
_PAUSE = 4.0
"""Times the duration of a build for which the next one has to wait."""
_AHEAD = 20.0
"""Seconds by which the builds of what writes changed may be ahead of these pauses: a report that is
added soon after another is found as soon as it, and a stream of writes still takes a fifth of a
processor."""
_BACK_OFF = 1.0
"""Seconds before a build that failed is tried again; twice as many after each further one."""
_LONGEST_PAUSE = 60.0
_MOST_FAILURES = 16
_MOST_CHANGED = 100_000
"""Changed things that are read one by one; if there are more, all names are read again."""
_BATCH = 500


class LabelIndexes:
    """Maintains the index of the store's names, and updates it when the store has changed.

    One thread runs the updates, with pauses, while requests use the previous index: a stream of
    writes occupies neither the requests nor a processor.

    Args:
        store: the store.
        patience: seconds for which a request waits if there is no index yet.
        folder: where the index is stored between runs; None for a temporary folder.

    """

    def __init__(
        self, store: StoreReader, patience: float = INDEX_PATIENCE, folder: Path | None = None
    ) -> None:
        self._store = store
        self._patience = patience
        self._files = IndexFiles(folder)
        self._changed = threading.Condition()
        self._known: tuple[str, LabelIndex] | None = None
        self._opened = False
        self._building = False
        self._error: Exception | None = None
        """Why the last build failed, until the next begins."""
        self._failures = 0
        self._not_before = self._not_before_change = 0.0
        self._waited_until: float | None = None
        """Until when requests wait for the first index; None before any has asked for it."""
        self._rows_read = 0

    @property
    def names_read(self) -> int:
        """How many names, kinds and quotes have been read for the index that is being made."""
        return self._rows_read

    def begin(self) -> None:
        """Have the index made or brought up, and wait for nothing."""
        with self._changed:
            self._wait()
            self._open()
            self._begin()

    def follow(self) -> None:
        """Have the index brought up after small writes though nobody asks, and wait for nothing.

        The next server does not know what has changed since the version of the index that it finds:
        it makes another, unless that is the version of the store.
        """
        known = self._known
        if known is None or self.is_current(known[1]):
            return
        iris = self._store.changed(known[0], self._store.cached_as)
        try:
            behind = iris is not None and self._is_enough(iris, known[1].database)
        except UnavailableError:
            # The file is damaged: the index is made anew.
            behind = True
        if behind:
            self.begin()

    def newest(self) -> LabelIndex | None:
        """Return the newest finished index without waiting for one; None if there is none yet."""
        known = self._known
        if known is None or known[1].is_damaged or known[0] != self._store.cached_as:
            self.begin()
        return None if self._known is None or self._known[1].is_damaged else self._known[1]

    def current(self) -> LabelIndex:
        """Return the newest finished index; if the store has changed, start to build a newer one.

        Raises:
            RequestError: there is no index yet, and the store gave no answer.
            UnavailableError: there is no index yet, and building it takes long.

        """
        known = self._known
        if known is not None and known[0] == self._store.cached_as and not known[1].is_damaged:
            return known[1]
        note_outdated_read()
        with self._changed:
            self._open()
            self._begin()
            self._changed.wait_for(lambda: self._known or self._error, self._wait())
            if self._known is not None:
                return self._known[1]
            if isinstance(self._error, RequestError):
                raise self._error.with_traceback(None)
        message = f"the names are still being read, {self._rows_read:,} rows so far; try again"
        raise UnavailableError(message, _LATER, "index")

    def _wait(self) -> float:
        """Return how long a request waits for the first index: not each as long as the first."""
        now = time.monotonic()
        if self._waited_until is None:
            self._waited_until = now + self._patience
        return max(self._waited_until - now, 0)

    def is_current(self, index: LabelIndex) -> bool:
        """Return whether an index has the names that the store has now, as far as that is known.

        Before an engine with other writers no version is known: its names are read anew after a
        minute, and a minute that has passed is no change.
        """
        return not self._store.version or index.version == self._store.cached_as

    def _open(self) -> None:
        """Take the index that an earlier process left; give up one that cannot be read."""
        if self._known is not None and self._known[1].is_damaged:
            self._known = None
        if not self._opened:
            self._opened = True
            found = self._files.left()
            if found is not None:
                version = found.fact("version")
                self._known = version, LabelIndex(found, version)

    def _begin(self) -> None:
        if self._building:
            return
        thread = threading.Thread(target=self._build, name="label-index", daemon=True)
        with suppress(RuntimeError):
            # No thread can be started now: the next request tries again.
            thread.start()
            self._building = True

    def _build(self) -> None:
        """Build an index when it is due; after a failure, try again at growing intervals."""
        time.sleep(max(self._rest() - time.monotonic(), 0))
        started = time.monotonic()
        with self._changed:
            self._error = None
        try:
            # Taken before the query: if the store changes meanwhile, the next one asks again.
            version = self._store.cached_as
            index = LabelIndex(self._brought_up(version), version)
        except Exception as error:
            self._fail(error)
            return
        with self._changed:
            ended = time.monotonic()
            is_new = self._known is None or self._known[1].database is not index.database
            self._known, self._failures = (version, index), 0
            rest = _PAUSE * (ended - started)
            if is_new:
                # After a long build, changes by writes need not wait as long.
                self._not_before, self._not_before_change = ended + rest, ended
            else:
                self._not_before = max(ended + rest, self._not_before)
                self._not_before_change = max(started, self._not_before_change) + (
                    ended - started + rest
                )
            self._building = False
            self._changed.notify_all()

    def _rest(self) -> float:
        """Return when the next build may begin: one of what writes changed, or of everything."""
        if self._failures or self._known is None:
            return self._not_before
        iris = self._store.changed(self._known[0], self._store.cached_as)
        return self._not_before if iris is None else self._not_before_change - _AHEAD

    def _brought_up(self, version: str) -> LabelDatabase:
        """Return the index of a version: the previous one with the changes, or a new one."""
        if self._known is not None:
            before, index = self._known
            iris = self._store.changed(before, version)
            if iris is not None and self._is_enough(iris, index.database):
                self._change(index.database, iris, version)
                return index.database
        return self._made(version)

    def _is_enough(self, iris: Collection[str], database: LabelDatabase) -> bool:
        return len(iris) <= _MOST_CHANGED and database.tombstones < MANY_TOMBSTONES

    def _change(self, database: LabelDatabase, iris: Collection[str], version: str) -> None:
        asked = set(iris)
        for batch in _batches(sorted(iris)):
            rows = self._store.rows(_CLAIMS_OF_QUOTES, things=list(map(NamedNode, batch)))
            asked |= {row["claim"].value for row in rows}
        sizes = database.kind_sizes().items()
        known = {kind: (size, database.entry(kind) is not None) for kind, size in sizes}
        uses = database.much_used()
        things: list[Labelled] = []
        for batch in _batches(sorted(asked)):
            things += read_labelled(self._store, batch, known, uses)
        kinds = figure_kinds(self._store.base)
        claims = [thing.iri for thing in things if not thing.kinds.isdisjoint(kinds)]
        claims += [iri for iri in asked if may_be_point(iri, self._store.base)]
        figures = [
            f for batch in _batches(sorted(claims)) for f in read_digested(self._store, batch)
        ]
        database.change(sorted(asked), things, version, figures)

    def _made(self, version: str) -> LabelDatabase:
        with self._files.building() as (rows_file, database), LabelRows(rows_file) as rows:
            rows.add(self._counted(label_rows(self._store)))
            has_figures = not rows.kinds().isdisjoint(figure_kinds(self._store.base))
            figures = read_digested(self._store) if has_figures else ()
            database.create(labelled_of(rows), version, figures)
        return self._files.in_place(database)

    def _counted(self, rows: Iterable[LabelRow]) -> Iterator[LabelRow]:
        self._rows_read = 0
        for row in rows:
            self._rows_read += 1
            yield row

    def _fail(self, error: Exception) -> None:
        with self._changed:
            if not self._failures:
                _LOG.warning(
                    "the index of names cannot be built; it is tried again", exc_info=error
                )
            self._not_before = time.monotonic() + min(_BACK_OFF * 2**self._failures, _LONGEST_PAUSE)
            self._failures = min(self._failures + 1, _MOST_FAILURES)
            self._error = error
            self._building = False
            self._changed.notify_all()


def _batches(iris: Iterable[str]) -> Iterator[list[str]]:
    """Yield the IRIs that can be asked for, some at a time."""
    remaining = filter(_is_iri, iris)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
