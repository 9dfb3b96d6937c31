"""Adds things to an index of names and removes them, within a transaction."""

import json
import sqlite3
from collections.abc import Iterable
from itertools import islice

from districtgraph.server.knowledge.labels.label_folding import fold, runs_and_words
from districtgraph.server.knowledge.labels.label_parts import (
    IndexedName,
    key_of,
    kind_part,
    parts_of,
    written,
)
from districtgraph.server.knowledge.labels.label_spelling import spelt
from districtgraph.server.knowledge.labels.labelled import Labelled, SearchRank

__all__ = [
    "LABEL_SCHEMA",
    "NUMBERS_OF_A_RANK",
    "LabelWriting",
    "note",
    "numbers_of_much_used",
]

_LONGEST_NAME = 500
"""Characters of a name or a quote that are looked at."""
_MOST_QUOTES = 8
"""Quotes of one claim that it is found by."""
_BATCH = 500
_RANK_BITS, _USE_BITS = 40, 5
_MUCH_USED = 12
"""Binary digits of the number of claims about what is much used: 2,048 or more."""
NUMBERS_OF_A_RANK = 1 << (_RANK_BITS + _USE_BITS)
"""Numbers that things of one rank have; those of the next begin behind them."""
LABEL_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE profiles (id INTEGER PRIMARY KEY, content TEXT UNIQUE);
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT, profile INTEGER, uses INTEGER, names TEXT);
CREATE TABLE exact (key INTEGER, thing INTEGER, PRIMARY KEY (key, thing)) WITHOUT ROWID;
CREATE TABLE words (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE sizes (kind TEXT PRIMARY KEY, size INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE parts USING fts5 (part, content = '', detail = none, tokenize = 'ascii');
"""


class LabelWriting:
    """Adds and removes things.

    Args:
        file: the index, in a transaction.

    """

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        facts = dict(file.execute("SELECT name, value FROM facts"))
        self._next, self._dead = int(facts.get("next", 0)), int(facts.get("dead", 0))
        self._profiles: dict[str, int] = {}
        self._sizes: dict[str, int] = {}

    def add(self, things: Iterable[Labelled]) -> None:
        """Add things."""
        remaining = iter(things)
        while batch := list(islice(remaining, _BATCH)):
            for thing in batch:
                self._add(thing)
        self._finish()

    def _add(self, thing: Labelled) -> None:
        number = _number(thing, self._next)
        self._next += 1
        names = _names(thing)
        content = [[n.text, n.language, n.role, _unless(n.text, n.folded)] for n in names]
        self._file.execute(
            "INSERT INTO things VALUES (?, ?, ?, ?, ?)",
            (number, thing.iri, self._profile(thing), thing.uses, json.dumps(content)),
        )
        parts = {part for name in names for part in parts_of(name)}
        text = " ".join(sorted(map(written, parts | {kind_part(kind) for kind in thing.kinds})))
        self._file.execute("INSERT INTO parts (rowid, part) VALUES (?, ?)", (number, text))
        keys = {key_of(thing.iri), *(key_of(n.folded) for n in names if n.role != "quote")}
        self._file.executemany(
            "INSERT OR IGNORE INTO exact VALUES (?, ?)", ((key, number) for key in keys)
        )
        words = {part for part in parts if runs_and_words(part)[1]}
        self._file.executemany("INSERT OR IGNORE INTO words VALUES (?)", ((w,) for w in words))
        for kind in thing.kinds:
            self._sizes[kind] = self._sizes.get(kind, 0) + 1

    def _profile(self, thing: Labelled) -> int:
        content = json.dumps([thing.kind, int(thing.rank), *sorted(thing.kinds)])
        if content not in self._profiles:
            self._file.execute("INSERT OR IGNORE INTO profiles (content) VALUES (?)", (content,))
            rows = self._file.execute("SELECT id FROM profiles WHERE content = ?", (content,))
            self._profiles[content] = rows.fetchone()[0]
        return self._profiles[content]

    def remove(self, iris: Iterable[str]) -> None:
        """Remove what some IRIs name."""
        for iri in iris:
            rows = self._file.execute(
                "SELECT things.id, names, content FROM exact JOIN things ON things.id = thing "
                "JOIN profiles ON profiles.id = profile WHERE key = ? AND iri = ?",
                (key_of(iri), iri),
            )
            for number, names, content in rows.fetchall():
                found = json.loads(names)
                texts = (text if folded is None else folded for text, *_, folded in found)
                keys = {key_of(iri), *map(key_of, texts)}
                self._file.executemany(
                    "DELETE FROM exact WHERE key = ? AND thing = ?", ((k, number) for k in keys)
                )
                self._file.execute("DELETE FROM things WHERE id = ?", (number,))
                self._dead += 1
                for kind in json.loads(content)[2:]:
                    self._sizes[kind] = self._sizes.get(kind, 0) - 1

    def _finish(self) -> None:
        self._file.executemany(
            "INSERT INTO sizes VALUES (?1, ?2) ON CONFLICT (kind) DO UPDATE SET size = size + ?2",
            self._sizes.items(),
        )
        self._sizes = {}
        note(self._file, next=str(self._next), dead=str(self._dead))


def note(file: sqlite3.Connection, **facts: str) -> None:
    """Write facts under their names."""
    file.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())


def _number(thing: Labelled, count: int) -> int:
    """Return the number of a thing: by rank, then the most used first, then as they come."""
    unused = (1 << _USE_BITS) - 1 - min(thing.uses.bit_length(), (1 << _USE_BITS) - 1)
    return ((thing.rank << _USE_BITS | unused) << _RANK_BITS) | count


def numbers_of_much_used(rank: SearchRank) -> tuple[int, int]:
    """Return the first number of the things of a rank, and that behind those with many claims."""
    first = rank * NUMBERS_OF_A_RANK
    return first, first + (((1 << _USE_BITS) - _MUCH_USED) << _RANK_BITS)


def _unless(text: str, folded: str) -> str | None:
    return None if folded == text else folded


def _names(thing: Labelled) -> list[IndexedName]:
    """Return all that a thing is found by."""
    names = [
        IndexedName(
            name.text,
            name.language,
            "preferred" if name.preferred else "other",
            fold(name.text[:_LONGEST_NAME]),
        )
        for name in thing.names
    ]
    if thing.rank <= SearchRank.CONCEPT:
        for reading in dict.fromkeys(spelt(name.folded) for name in names):
            if reading:
                names.append(IndexedName(reading, "zh-Latn", "pinyin", reading))
    for quote in thing.quotes[:_MOST_QUOTES]:
        text = quote[:_LONGEST_NAME]
        names.append(IndexedName(text, "", "quote", fold(text)))
    return names
