"""Hand-keyed figures of texts: the keys of a folder, its texts, and when each text was published.

FOLDER holds texts in `dev/` and keys in folders beside it, each with a `windows.json`: file → one
range of characters, several, or an object with `ranges` and, where they are known, `published` (a
day) and `year` (the year reported on). `dev/01.txt` has its keys in `01.jsonl`, a JSON object a
line; `other-heads.tsv` lists the heads that a reader would accept too.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from districtgraph.graph.extraction.periods import DocumentDate

__all__ = ["KeySet", "key_sets"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of one text in one folder, and where they were looked for.

    Attributes:
        name: folder and text: gold/03.
        windows: the ranges of characters in which every figure has a key.
        records: the keys.
        other_heads: span of a figure → other heads of it.
        stated: what the owner of the text knows about its dates.

    """

    name: str
    windows: tuple[Span, ...]
    records: tuple[dict[str, Any], ...]
    other_heads: Mapping[Span, tuple[str, ...]]
    stated: DocumentDate

    def has(self, position: int) -> bool:
        """Return whether a position is in one of the windows."""
        return any(start <= position < end for start, end in self.windows)


def key_sets(corpus: Path, only: Sequence[str] = ()) -> Iterator[KeySet]:
    """Yield the keys of figures in a folder.

    Args:
        corpus: the folder.
        only: key sets to take, as `gold` or `gold/03`; all where it is empty.

    """
    for listing in sorted(corpus.glob("*/windows.json")):
        folder = listing.parent
        others = _other_heads(folder / "other-heads.tsv")
        for file, entry in json.loads(listing.read_text(encoding="utf-8")).items():
            stem = file.removesuffix(".txt")
            name = f"{folder.name}/{stem}"
            keys = folder / f"{stem}.jsonl"
            if not keys.exists() or (only and not {name, folder.name} & set(only)):
                continue
            records = [json.loads(line) for line in keys.read_text(encoding="utf-8").splitlines()]
            if records and "head" not in records[0]:
                continue
            windows, stated = _entry(entry)
            yield KeySet(name, windows, tuple(records), others.get(file, {}), stated)


def _entry(entry: Any) -> tuple[tuple[Span, ...], DocumentDate]:
    """Return the ranges and the dates of an entry of a windows.json."""
    given = entry if isinstance(entry, dict) else {"ranges": entry}
    ranges = given["ranges"]
    windows = ranges if isinstance(ranges[0], list) else [ranges]
    published = given.get("published")
    stated = DocumentDate(date.fromisoformat(published) if published else None, given.get("year"))
    return tuple((start, end) for start, end in windows), stated


def _other_heads(path: Path) -> dict[str, dict[Span, tuple[str, ...]]]:
    found: dict[str, dict[Span, tuple[str, ...]]] = {}
    if not path.exists():
        return found
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            heads = tuple(item for item in row["alternatives"].split(";") if item)
            found.setdefault(row["file"], {})[int(row["start"]), int(row["end"])] = heads
    return found
