"""Counts a corpus part by part for its VoID description, without reading unchanged parts again.

    build/statistics.sqlite   the counts, and the parts that they are of

Most triples of a document are about things that only it has, such as its claims, evidence and
numerals: these are counted, and their number is added. Triples that several documents may have,
about periods, places or proposed indicators, are recorded one by one with the number of parts that
have them, so that each counts once. The file is made again if it does not fit the parts.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from districtgraph.graph.corpora.corpus_parts import (
    BuiltParts,
    CorpusPart,
    is_description,
    part_lines,
)
from districtgraph.graph.corpora.corpus_settings import CorpusError
from districtgraph.graph.corpora.parallel_work import THIS_MACHINE, Workplace, run_all
from districtgraph.graph.corpora.part_changes import default_lines
from districtgraph.graph.dataset.corpus_description import DatasetCounts
from districtgraph.graph.rdf.vocabulary import BASE

__all__ = ["STATISTICS_FILE", "PartStatistics", "corpus_counts", "part_statistics"]

STATISTICS_FILE = "statistics.sqlite"
_FORMAT = 1
_FEW = 64
"""The most parts for which it does not pay to start other processes for counting them."""
_CACHE = -64 * 1024
"""Size of the database's cache of pages in KiB, negative as SQLite wants it: lines are counted by
their hashes, so that each part's are spread over the whole file."""
_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_OWN = (b"/id/claim/", b"/id/evidence/", b"/id/numeral/", b"/id/sentence/")
"""Namespaces whose IRIs continue with the key of a document, which alone describes them."""
_SCHEMA = """
CREATE TABLE parts (name TEXT PRIMARY KEY, sha256 TEXT) WITHOUT ROWID;
CREATE TABLE totals (kind TEXT, name TEXT, number INTEGER, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE lines (line INTEGER PRIMARY KEY, parts INTEGER);
CREATE TABLE subjects (subject INTEGER PRIMARY KEY, lines INTEGER);
"""
_SHARED_LINE = tuple[bytes, bytes, bytes]
"""Subject, property, and the class if the property is rdf:type."""


@dataclass(frozen=True, slots=True)
class PartStatistics:
    """The counts of a part in the default graph.

    Attributes:
        own: triples, subjects, and triples by property and class that no other part has.
        shared: the other lines, by their hashes.

    """

    own: Mapping[tuple[str, str], int]
    shared: Mapping[int, _SHARED_LINE]


def part_statistics(build: Path, part: CorpusPart) -> PartStatistics:
    """Count a part.

    Raises:
        CorpusError: its file is missing or damaged.

    """
    kind, _, key = part.name.partition("/")
    own_names = tuple(name + f"{key}/".encode() for name in _OWN) if kind == "documents" else ()
    own: Counter[tuple[str, str]] = Counter()
    subjects: set[bytes] = set()
    shared: dict[int, _SHARED_LINE] = {}
    for line in set(default_lines(part_lines(build, part))):
        subject, property_, rest = line.split(b" ", 2)
        class_ = rest[:-3] if property_ == _TYPE and rest.startswith(b"<") else b""
        if own_names and any(name in subject for name in own_names):
            subjects.add(subject)
            own[_key("property", property_)] += 1
            if class_:
                own[_key("class", class_)] += 1
        else:
            shared[_hash(line)] = (subject, property_, class_)
    own["triples", ""] = sum(n for (name, _), n in own.items() if name == "property")
    own["subjects", ""] = len(subjects)
    return PartStatistics(own, shared)


def corpus_counts(
    build: Path, parts: BuiltParts, workplace: Workplace = THIS_MACHINE
) -> DatasetCounts:
    """Return the counts of the default graph of a corpus, without its description.

    Only the parts that have changed are read.

    Args:
        build: the folder of what is built.
        parts: the parts of the corpus; if the file of a removed part no longer exists,
            everything is counted again.
        workplace: where parts are counted, if there are many.

    Returns:
        The counts, with IRIs under the default base.

    Raises:
        CorpusError: a part's file is missing or damaged.
        OSError: the counts cannot be written.

    """
    path = build / STATISTICS_FILE
    wanted = {part.name: part for part in parts.all() if not is_description(part.name)}
    try:
        return _brought_up(path, parts.base, build, wanted, workplace)
    except (sqlite3.Error, CorpusError):
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{path}{end}").unlink(missing_ok=True)
    try:
        return _brought_up(path, parts.base, build, wanted, workplace)
    except sqlite3.Error as error:
        raise CorpusError(f"{path}: cannot be written: {error}") from error


def _brought_up(
    path: Path, base: str, build: Path, wanted: Mapping[str, CorpusPart], workplace: Workplace
) -> DatasetCounts:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA synchronous = OFF")
        file.execute(f"PRAGMA cache_size = {_CACHE}")
        if file.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
            file.executescript(_SCHEMA)
            file.execute(f"PRAGMA user_version = {_FORMAT}")
        known = dict(file.execute("SELECT name, sha256 FROM parts"))
        with file:
            for name, sha256 in known.items():
                if name not in wanted or wanted[name].sha256 != sha256:
                    old = CorpusPart(name, "", sha256, 0)
                    _count(file, part_statistics(build, old), -1)
                    file.execute("DELETE FROM parts WHERE name = ?", (name,))
            new = [part for name, part in wanted.items() if known.get(name) != part.sha256]
            for part, found in _of_parts(build, new, workplace):
                _count(file, found, 1)
                file.execute("INSERT INTO parts VALUES (?, ?)", (part.name, part.sha256))
        return _totals(file, base)


def _of_parts(
    build: Path, parts: Sequence[CorpusPart], workplace: Workplace
) -> Iterator[tuple[CorpusPart, PartStatistics]]:
    work = [(build, part) for part in parts]
    for (_, part), found in run_all(_of_part, work, build.parent, workplace, _FEW):
        yield part, found


def _of_part(work: tuple[Path, CorpusPart]) -> PartStatistics:
    return part_statistics(*work)


def _count(file: sqlite3.Connection, found: PartStatistics, sign: int) -> None:
    """Add or subtract the counts of a part."""
    changes: Counter[tuple[str, str]] = Counter({name: sign * n for name, n in found.own.items()})
    touched = _counted_once(file, "lines", "line", "parts", dict.fromkeys(found.shared, sign))
    subjects: Counter[int] = Counter()
    for line in touched:
        subject, property_, class_ = found.shared[line]
        changes["triples", ""] += sign
        changes[_key("property", property_)] += sign
        if class_:
            changes[_key("class", class_)] += sign
        subjects[_hash(subject)] += sign
    touched = _counted_once(file, "subjects", "subject", "lines", subjects)
    changes["subjects", ""] += sign * len(touched)
    file.executemany(
        "INSERT INTO totals VALUES (?1, ?2, ?3) "
        "ON CONFLICT (kind, name) DO UPDATE SET number = number + ?3",
        ((kind, name, number) for (kind, name), number in changes.items()),
    )


def _counted_once(
    file: sqlite3.Connection, table: str, key: str, number: str, changes: Mapping[int, int]
) -> list[int]:
    """Change the number of occurrences of keys; return the keys that are new or gone."""
    file.execute(
        "CREATE TEMP TABLE IF NOT EXISTS changed (item INTEGER PRIMARY KEY, change INTEGER)"
    )
    file.execute("DELETE FROM changed")
    file.executemany("INSERT INTO changed VALUES (?, ?)", changes.items())
    met = file.execute(
        f"SELECT item FROM changed LEFT JOIN {table} ON {key} = item "
        f"WHERE (ifnull({number}, 0) = 0) <> (ifnull({number}, 0) + change = 0)"
    ).fetchall()
    # SQLite takes ON for a part of the SELECT unless that has a WHERE.
    file.execute(
        f"INSERT INTO {table} SELECT item, change FROM changed WHERE true "
        f"ON CONFLICT ({key}) DO UPDATE SET {number} = {number} + excluded.{number}"
    )
    file.execute(f"DELETE FROM {table} WHERE {number} = 0 AND {key} IN (SELECT item FROM changed)")
    return [item for (item,) in met]


def _totals(file: sqlite3.Connection, base: str) -> DatasetCounts:
    def of(kind: str) -> Iterator[tuple[str, int]]:
        found = file.execute(
            "SELECT name, number FROM totals WHERE kind = ? AND number > 0 ORDER BY name", (kind,)
        )
        for name, number in found:
            yield BASE + name.removeprefix(base) if name.startswith(base) else name, number

    def single(kind: str) -> int:
        return next((number for _, number in of(kind)), 0)

    return DatasetCounts(
        single("triples"), single("subjects"), dict(of("class")), dict(of("property"))
    )


def _key(kind: str, iri: bytes) -> tuple[str, str]:
    return kind, iri[1:-1].decode()


def _hash(text: bytes) -> int:
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)
