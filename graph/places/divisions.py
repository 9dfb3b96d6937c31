"""Finds administrative divisions by name or code, as they are today or were in a year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from districtgraph.graph.errors import SourceFileError

__all__ = [
    "CITY_SUFFIXES",
    "DIVISIONS_FILE",
    "FIRST_YEAR",
    "Division",
    "Divisions",
    "ancestors",
    "by_code",
    "find",
    "load_divisions",
    "short_name",
]

DIVISIONS_FILE = Path(__file__).parents[1] / "reference" / "divisions" / "divisions.tsv"
FIRST_YEAR = 1980
"""The first year of the table: what begins in it may be older."""
_COLUMNS = ("code", "name", "kind", "parent", "from", "until", "replaced by", "change", "pinyin")
CITY_SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "特区",
    "省",
    "市",
    "区",
    "县",
    "州",
    "盟",
    "旗",
)
"""The endings of divisions' names, by kind; longer endings first."""
_SHORTEST_NAME = 2
"""The fewest characters of a name without its ending: 昌平 for 昌平区, but not 任 for 任县."""


@dataclass(frozen=True, slots=True)
class Division:
    """One division under one name and code.

    A division that gets another name or code is another record, which `replaced_by` leads to.

    Args:
        code: six digits of GB/T 2260; a later division may have taken it over.
        name: the full Chinese name.
        kind: such as `county-level-city`.
        parent: the code of the division that contains it; None for a province.
        first: the year in which it began under this name and code; FIRST_YEAR for older ones.
        last: the year in which that ended; None for an existing one.
        replaced_by: the codes of its successors from `last` on.
        change: how it ended, such as `county-to-city` or `merged`; None if unknown.
        pinyin: the name in Hanyu Pinyin with tone marks.

    """

    code: str
    name: str
    kind: str
    parent: str | None
    first: int
    last: int | None
    replaced_by: tuple[str, ...]
    change: str | None
    pinyin: str

    def existed_in(self, year: int | None) -> bool:
        """Return whether it existed at some time of a year, or, if that is None, exists today."""
        if year is None:
            return self.last is None
        return self.first <= year and (self.last is None or year <= self.last)


class Divisions:
    """All divisions, by code and by name."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._by_code: dict[str, list[Division]] = {}
        self._by_name: dict[str, list[Division]] = {}
        for item in divisions:
            self._by_code.setdefault(item.code, []).append(item)
            self._by_name.setdefault(item.name, []).append(item)
            if short := short_name(item.name):
                self._by_name.setdefault(short, []).append(item)

    def __iter__(self) -> Iterator[Division]:
        return (item for items in self._by_code.values() for item in items)

    def __len__(self) -> int:
        return sum(len(items) for items in self._by_code.values())

    def names(self) -> Mapping[str, Sequence[Division]]:
        """Return every name, short ones included, with the divisions that bear or bore it."""
        return self._by_name

    def latest(self, code: str) -> Division | None:
        """Return the division that has a code, or had it last; None for a code never used."""
        found = self._by_code.get(code)
        return max(found, key=lambda item: item.first) if found else None

    def by_code(self, code: str, year: int | None = None) -> Division | None:
        """Return the division with a code, today or in a year; the later one of a year of change.

        Args:
            code: six digits.
            year: the year that the report is about; None for today.

        """
        found = [item for item in self._by_code.get(code, ()) if item.existed_in(year)]
        return found[-1] if found else None

    def find(
        self, name: str, parent: str | None = None, year: int | None = None
    ) -> tuple[Division, ...]:
        """Return all divisions of a name: several if it is ambiguous, like 鼓楼区.

        Args:
            name: the full name (鼓楼区), one with its parents before it (南京市鼓楼区), or one
                without its ending (南京).
            parent: the code of a division that must contain it; None for anywhere.
            year: the year that the report is about; None for today. In the year of a change both
                the old and the new division are found.

        """
        found = self._named(name, parent, year)
        if found:
            return found
        for end in range(len(name) - 1, 1, -1):
            above = self._named(name[:end], parent, year)
            below = tuple(
                item for place in above for item in self.find(name[end:], place.code, year)
            )
            if below:
                return tuple(dict.fromkeys(below))
        return ()

    def ancestors(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """Return the divisions that contain one, nearest first: its prefecture, its province."""
        found: list[Division] = []
        code = division.parent
        when = division.last if year is None and division.last is not None else year
        while code is not None:
            above = self.by_code(code, when) or self.latest(code)
            if above is None:
                break
            found.append(above)
            code = above.parent
        return tuple(found)

    def _named(self, name: str, parent: str | None, year: int | None) -> tuple[Division, ...]:
        found = [item for item in self._by_name.get(name, ()) if item.existed_in(year)]
        if parent is not None:
            found = [item for item in found if self._lies_in(item, parent, year)]
        exact = [item for item in found if item.name == name]
        return tuple(exact or found)

    def _lies_in(self, item: Division, parent: str, year: int | None) -> bool:
        return any(above.code == parent for above in self.ancestors(item, year))


@cache
def short_name(name: str) -> str | None:
    """Return a division's name without its ending (南京市 → 南京); None if too little is left."""
    ending = next((end for end in CITY_SUFFIXES if name.endswith(end)), "")
    short = name.removesuffix(ending)
    return short if ending and len(short) >= _SHORTEST_NAME else None


@cache
def load_divisions(path: Path = DIVISIONS_FILE) -> Divisions:
    """Return all divisions, which are read once, when they are first needed.

    Raises:
        SourceFileError: a row does not match the header; names file and line.

    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != _COLUMNS:
        raise SourceFileError(path, 1, f"the columns are {', '.join(_COLUMNS)}")
    return Divisions(_read(path, number, line) for number, line in enumerate(lines[1:], 2))


def _read(path: Path, number: int, line: str) -> Division:
    try:
        code, name, kind, parent, first, last, after, change, pinyin = line.split("\t")
        return Division(
            code,
            name,
            kind,
            parent or None,
            int(first),
            int(last) if last else None,
            tuple(after.split()),
            change or None,
            pinyin,
        )
    except ValueError as error:
        raise SourceFileError(path, number, f"is not a row of divisions: {error}") from error


def find(name: str, parent: str | None = None, year: int | None = None) -> tuple[Division, ...]:
    """Return all divisions of a name; see `Divisions.find`."""
    return load_divisions().find(name, parent, year)


def by_code(code: str, year: int | None = None) -> Division | None:
    """Return the division with a code; see `Divisions.by_code`."""
    return load_divisions().by_code(code, year)


def ancestors(division: Division, year: int | None = None) -> tuple[Division, ...]:
    """Return the divisions that contain one, nearest first; see `Divisions.ancestors`."""
    return load_divisions().ancestors(division, year)
