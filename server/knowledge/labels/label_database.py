"""The file of an index of names: named things, and the parts of names that find them.

All of it comes from one version of the store, whose name is written in the same transaction. A
thing's number gives its order among results: by rank, then by the number of claims about it. So a
search that stops early has found the best ones.

SQLite's FTS5 finds parts of names and stores only the numbers of things. When a thing changes, its
old number stays as a tombstone; when there are too many tombstones, the index is rebuilt.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from districtgraph.server.core.durability import synchronise
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.knowledge.figures.figure_tables import (
    FIGURE_SCHEMA,
    DigestedFigure,
    FigureDigest,
    add_figures,
    remove_figures,
    summarise,
)
from districtgraph.server.knowledge.labels.label_parts import IndexedName, key_of
from districtgraph.server.knowledge.labels.label_writing import (
    LABEL_SCHEMA,
    NUMBERS_OF_A_RANK,
    LabelWriting,
    note,
    numbers_of_much_used,
)
from districtgraph.server.knowledge.labels.labelled import Labelled, LabelledName, SearchRank

__all__ = ["MANY_TOMBSTONES", "IndexedThing", "LabelDatabase"]

FORMAT = "4"
"""Raised when what is in the file, or what things are found by, changes."""
MANY_TOMBSTONES = 0.25
"""The share of tombstones among all numbers from which the index is rebuilt."""
_CACHE = 8 * 1024
"""KiB of the file that each connection caches in memory."""
_WAIT = 10.0
"""Seconds for which a connection waits for another that writes."""
_LATER = 5
"""Seconds after which a request that met a damaged file may be sent again."""
_BATCH = 500


class IndexedThing(NamedTuple):
    """A thing as the index has it: its number, its profile, and all that it is found by."""

    id: int
    iri: str
    kinds: frozenset[str]
    kind: str
    rank: SearchRank
    uses: int
    names: tuple[IndexedName, ...]

    @property
    def thing(self) -> Labelled:
        """Everything that the index has about the thing."""
        shown = (name for name in self.names if name.role in ("preferred", "other"))
        names = tuple(
            LabelledName(name.text, name.language, name.role == "preferred") for name in shown
        )
        quotes = tuple(name.text for name in self.names if name.role == "quote")
        return Labelled(self.iri, names, self.kinds, self.kind, self.rank, self.uses, quotes)


class LabelDatabase:
    """An index of names in a file, which many threads read and one writes.

    Args:
        path: the file; it is made by `create`.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._profiles: dict[int, tuple[frozenset[str], str, SearchRank]] = {}
        self.is_damaged = False
        """Whether the file could not be read, so that it must be rebuilt."""

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of this thread; it is closed when the thread ends."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{self.path.absolute().as_uri()}?mode=rw"
            connection = sqlite3.connect(address, timeout=_WAIT, uri=True)
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA temp_store = MEMORY")
            self._local.connection = connection
        return connection

    def close(self) -> None:
        """Close the connection of this thread."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query.

        Raises:
            UnavailableError: the file cannot be read.

        """
        try:
            return self.connection.execute(query, values).fetchall()
        except UnicodeEncodeError:
            # Half a surrogate pair, which no name has.
            return []
        except sqlite3.Error as error:
            self.is_damaged = True
            message = "the index of names cannot be read, and is being rebuilt; try again"
            raise UnavailableError(message, _LATER, "index") from error

    def fact(self, name: str) -> str:
        """Return the note under a name; empty if there is none."""
        rows = self._rows("SELECT value FROM facts WHERE name = ?", (name,))
        return rows[0][0] if rows else ""

    def is_readable(self) -> bool:
        """Return whether it is an index that this program can read."""
        try:
            return self.fact("format") == FORMAT
        except UnavailableError:
            return False

    @property
    def tombstones(self) -> float:
        """The share of all numbers that no longer identify anything."""
        return int(self.fact("dead") or 0) / max(1, int(self.fact("next") or 0))

    @property
    def digest(self) -> FigureDigest:
        """The digest of the figures of all claims."""
        return FigureDigest(self._rows)

    def create(
        self, things: Iterable[Labelled], version: str, figures: Iterable[DigestedFigure] = ()
    ) -> None:
        """Make the file, whole and on disk when this returns."""
        self.close()
        self.path.unlink(missing_ok=True)
        file = sqlite3.connect(self.path)
        try:
            file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            file.executescript(LABEL_SCHEMA + FIGURE_SCHEMA)
            with file:
                LabelWriting(file).add(things)
                add_figures(file, figures)
                summarise(file)
                note(file, format=FORMAT, version=version)
            file.execute("PRAGMA journal_mode = WAL")
        finally:
            file.close()
        synchronise(self.path)

    def change(
        self,
        iris: Sequence[str],
        things: Iterable[Labelled],
        version: str,
        figures: Sequence[DigestedFigure] = (),
    ) -> None:
        """Bring the index up to another version of the store.

        Names and figures are there at once, or not at all. The counts of all figures follow, and
        the version with them: they take longer the more figures there are, and searches need not
        wait for them.

        Args:
            iris: of what may be otherwise than it was.
            things: those among them that have a name.
            version: the store's.
            figures: of the claims among them.

        """
        with self.connection as file:
            file.execute("BEGIN IMMEDIATE")
            writing = LabelWriting(file)
            writing.remove(iris)
            writing.add(things)
            have_changed = bool(remove_figures(file, iris) or figures)
            add_figures(file, figures)
        with self.connection as file:
            file.execute("BEGIN IMMEDIATE")
            if have_changed:
                summarise(file)
            note(file, version=version)

    def entries(self, ids: Iterable[int]) -> Iterator[IndexedThing]:
        """Yield the things that have some numbers."""
        remaining = iter(ids)
        while batch := list(islice(remaining, _BATCH)):
            marks = ",".join("?" * len(batch))
            yield from self._selected(f"WHERE things.id IN ({marks})", batch)

    def all_entries(self) -> Iterator[IndexedThing]:
        """Yield everything, in the order of IRIs."""
        yield from self._selected("ORDER BY iri", ())

    def entry(self, iri: str) -> IndexedThing | None:
        """Return the thing that an IRI names; None where it has no name."""
        condition = "JOIN exact ON exact.thing = things.id WHERE exact.key = ? AND things.iri = ?"
        return next(self._selected(condition, (key_of(iri), iri)), None)

    def _selected(self, condition: str, values: Sequence[object]) -> Iterator[IndexedThing]:
        text = f"SELECT id, iri, profile, uses, names FROM things {condition}"
        for number, iri, profile, uses, names in self._rows(text, values):
            kinds, kind, rank = self._profile(profile)
            found = tuple(
                IndexedName(text, language, role, text if folded is None else folded)
                for text, language, role, folded in json.loads(names)
            )
            yield IndexedThing(number, iri, kinds, kind, rank, uses, found)

    def _profile(self, number: int) -> tuple[frozenset[str], str, SearchRank]:
        if number not in self._profiles:
            rows = self._rows("SELECT content FROM profiles WHERE id = ?", (number,))
            kind, rank, *kinds = json.loads(rows[0][0])
            self._profiles[number] = frozenset(kinds), kind, SearchRank(rank)
        return self._profiles[number]

    def exactly(self, folded: str, most: int) -> list[int]:
        """Return the first numbers of things with a name that is folded to a text."""
        query = "SELECT thing FROM exact WHERE key = ? ORDER BY thing LIMIT ?"
        return [row[0] for row in self._rows(query, (key_of(folded), most))]

    def having(self, expression: str, most: int) -> list[int]:
        """Return the numbers that answer an FTS5 expression of `written` parts, in order."""
        query = "SELECT rowid FROM parts WHERE parts MATCH ? ORDER BY rowid LIMIT ?"
        return [row[0] for row in self._rows(query, (expression, most))]

    def words_from(self, start: str, most: int) -> list[str]:
        """Return the words of names that begin with a text, in order."""
        query = "SELECT word FROM words WHERE word >= ? AND word < ? ORDER BY word LIMIT ?"
        end = start + chr(0x10FFFF)
        return [row[0] for row in self._rows(query, (start, end, most))]

    def has_word(self, word: str) -> bool:
        """Return whether a name contains a word."""
        return bool(self._rows("SELECT 1 FROM words WHERE word = ?", (word,)))

    def kind_sizes(self) -> dict[str, int]:
        """Return how many named things each kind has."""
        return dict(self._rows("SELECT kind, size FROM sizes WHERE size > 0"))

    def much_used(self) -> dict[str, int]:
        """Return how many claims are about each thing about which there are thousands.

        They give its order among results. A write changes little of them, and to count them again
        takes the longer the larger the store is.
        """
        query = "SELECT iri, uses FROM things WHERE id >= ? AND id < ?"
        ranges = map(numbers_of_much_used, SearchRank)
        return {iri: uses for numbers in ranges for iri, uses in self._rows(query, numbers)}

    def telling_kinds(self, most: SearchRank) -> dict[str, int]:
        """Return how many things of a rank or a better one have each most specific kind."""
        end = (most + 1) * NUMBERS_OF_A_RANK
        query = "SELECT profile, COUNT(*) FROM things WHERE id < ? GROUP BY profile"
        found: dict[str, int] = {}
        for profile, count in self._rows(query, (end,)):
            kind = self._profile(profile)[1]
            found[kind] = found.get(kind, 0) + count
        return found
