"""Hand-keyed figures of texts: the keys of a folder, its texts, and when each text was published.

The keys of `01.txt` are in `01.jsonl`, a JSON object a line, in the folder itself or in one of its
folders. The text is beside its keys, or in `dev/` there or one level up. A `windows.json` beside
the keys says where every figure has one: file → one range of characters, several, or an object with
`ranges` and, where they are known, `published` (a day) and `year` (the year reported on); without
it that is the whole text. `other-heads.tsv` lists the heads that a reader would accept too.
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from districtgraph.graph.extraction.periods.period_records import DocumentDate

__all__ = ["KeySet", "key_sets"]

Span = tuple[int, int]
_WHOLE = (0, sys.maxsize)


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of one text in one folder, and where they were looked for.

    Attributes:
        name: folder and text: gold/03.
        text: the file of the text.
        windows: the ranges of characters in which every figure has a key.
        records: the keys.
        other_heads: span of a figure → other heads of it.
        stated: what the owner of the text knows about its dates.

    """

    name: str
    text: Path
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
    for folder in (corpus, *sorted(path for path in corpus.iterdir() if path.is_dir())):
        others = _other_heads(folder / "other-heads.tsv")
        for keys, entry in _listed(folder):
            name = f"{folder.absolute().name}/{keys.stem}"
            if only and not {name, folder.name} & set(only):
                continue
            records = [json.loads(line) for line in keys.read_text(encoding="utf-8").splitlines()]
            if not records or "head" not in records[0]:
                continue
            file = f"{keys.stem}.txt"
            windows, stated = _entry(entry)
            text = _text(folder, file)
            yield KeySet(name, text, windows, tuple(records), others.get(file, {}), stated)


def _listed(folder: Path) -> Iterator[tuple[Path, Any]]:
    """Yield the files of keys of a folder, each with its entry in windows.json."""
    listing = folder / "windows.json"
    if listing.exists():
        for file, entry in json.loads(listing.read_text(encoding="utf-8")).items():
            keys = folder / f"{file.removesuffix('.txt')}.jsonl"
            if keys.exists():
                yield keys, entry
        return
    yield from ((keys, _WHOLE) for keys in sorted(folder.glob("*.jsonl")))


def _text(folder: Path, file: str) -> Path:
    places = (folder, folder / "dev", folder.absolute().parent / "dev")
    for place in places:
        if (place / file).exists():
            return place / file
    looked = ", ".join(str(place) for place in places)
    raise SystemExit(f"{folder / file}: the text of these keys is in none of {looked}")


def _entry(entry: Any) -> tuple[tuple[Span, ...], DocumentDate]:
    """Return the ranges and the dates of an entry of a windows.json."""
    given = entry if isinstance(entry, dict) else {"ranges": entry}
    ranges = given["ranges"]
    windows = [ranges] if isinstance(ranges[0], int) else ranges
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
