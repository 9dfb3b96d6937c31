"""Measures the rules for figures on hand-keyed windows of texts, and prints a table.

FOLDER holds texts in `dev/` and keys in folders beside it (every folder with a `windows.json`:
file → one range of characters, or several). A key is a JSON object a line, `dev/01.txt` has its
keys in `01.jsonl`; its fields are those of gold-more/README.md of the corpus, and `indicator` where
links are judged. `other-heads.tsv` lists the heads that a reader would accept too. Fields that end
in `_optional` say that careful readers may differ in one. What the rules read from the
whole text is compared within the windows, so a score can be checked by reading: `--wrong` prints
every miss with the words around it.

tests/graph/extraction/test_gold_corpus.py asserts floors of what is measured here.
"""

import argparse
import csv
import json
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.indicators import load_index
from districtgraph.graph.extraction.lexicon import load_lexicon

__all__ = ["FIELDS", "Judged", "Measurement", "Score", "measure"]

LEXICON = load_lexicon()
FIELDS = (
    "value",
    "unit",
    "comparator",
    "kind",
    "head overlapping",
    "head exact",
    "growth tied",
    "growth tied, with base",
    "base",
    "ahead or not",
    "target against plan",
    "time",
    "indicator precision",
    "indicator recall",
)
_KINDS: dict[str, tuple[str, ...]] = {
    "abs": ("level",),
    "count": ("level",),
    "param": ("level",),
    "growth": ("growth",),
    "delta": ("difference",),
    "delta-": ("difference",),
    "pp": ("points",),
    "share": ("share", "ratio"),
    "ratio": ("ratio", "level"),
}
_CHANGES = ("growth", "pp", "delta", "delta-")
_AHEAD = ("target", "plan")
_COMPARATORS = {
    "about": ("近", "约", "左右", "上下", "接近", "大约", "将近"),
    "more-than": ("超", "超过", "突破", "逾", "高于", "多于", "跨越", "迈上"),
    "at-least": ("以上", "余", "多", "不低于", "不少于", "至少", "上"),
    "at-most": ("以内", "以下", "不超过", "不高于", "控制在", "最高"),
    "less-than": ("不足", "不到", "低于"),
}
_CONTEXT = 45
_SIGNS = "-－−负"


@dataclass(frozen=True, slots=True)
class Score:
    """How many of `judged` records are right."""

    right: int
    judged: int

    @property
    def rate(self) -> float:
        """The share of right ones; 1 where nothing is judged."""
        return self.right / self.judged if self.judged else 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A key with the reading of each of its fields: name → (expected, read, right)."""

    window: str
    context: str
    record: Mapping[str, Any]
    fields: Mapping[str, tuple[object, object, bool]]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured: keys, those that no quantity answers to, and quantities without a key."""

    records: int
    missed: tuple[str, ...]
    spurious: tuple[str, ...]
    judged: tuple[Judged, ...]
    characters: int
    seconds: float

    @property
    def precision(self) -> float:
        """The share of quantities found that the keys have."""
        return _share(len(self.judged), len(self.spurious))

    @property
    def recall(self) -> float:
        """The share of required keys that are found."""
        return _share(len(self.judged), len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def score(self, field: str) -> Score:
        """Return how many records have a field read right, of those that are judged on it."""
        judged = [item.fields[field][2] for item in self.judged if field in item.fields]
        return Score(sum(judged), len(judged))


def _share(found: int, others: int) -> float:
    return found / (found + others) if found + others else 1.0


@dataclass(frozen=True, slots=True)
class _KeySet:
    """The keys of one text in one folder, and where they were looked for."""

    name: str
    windows: tuple[tuple[int, int], ...]
    records: tuple[dict[str, Any], ...]
    other_heads: Mapping[tuple[int, int], tuple[str, ...]]


def measure(corpus: Path, only: Sequence[str] = ()) -> Measurement:
    """Return how the rules do within the keyed windows of a folder.

    Args:
        corpus: the folder.
        only: key sets to take, as `gold` or `gold/03`; all where it is empty.

    """
    missed: list[str] = []
    spurious: list[str] = []
    judged: list[Judged] = []
    records, characters, seconds = 0, 0, 0.0
    texts: dict[str, tuple[str, tuple[FoundFigure, ...]]] = {}
    index = load_index()
    for keys in _key_sets(corpus, only):
        file = Path(keys.name).name
        if file not in texts:
            # Offsets are of the file as decoded: no line end is translated.
            text = (corpus / "dev" / f"{file}.txt").read_bytes().decode("utf-8")
            begun = time.process_time()
            texts[file] = text, find_figures(text, LEXICON, index)
            seconds += time.process_time() - begun
            characters += len(text)
        text, figures = texts[file]
        inside = [
            item
            for item in figures
            if any(start <= item.quantity.start < end for start, end in keys.windows)
        ]
        records += len(keys.records)
        matches = list(_matches(keys.records, inside))
        judged.extend(
            Judged(keys.name, _context(text, record), record, _fields(record, figure, keys))
            for record, figure in matches
        )
        found = {(record["start"], record["end"]) for record, _ in matches}
        missed.extend(
            f"{keys.name} {record['quote']}: {_context(text, record)}"
            for record in keys.records
            if (record["start"], record["end"]) not in found and not record["optional"]
        )
        taken = {id(figure) for _, figure in matches}
        spurious.extend(
            f"{keys.name} {item.quantity.text} at {item.quantity.start}"
            for item in inside
            if id(item) not in taken
        )
    return Measurement(records, tuple(missed), tuple(spurious), tuple(judged), characters, seconds)


def _key_sets(corpus: Path, only: Sequence[str]) -> Iterator[_KeySet]:
    for listing in sorted(corpus.glob("*/windows.json")):
        folder = listing.parent
        others = _other_heads(folder / "other-heads.tsv")
        for file, ranges in json.loads(listing.read_text(encoding="utf-8")).items():
            stem = file.removesuffix(".txt")
            name = f"{folder.name}/{stem}"
            keys = folder / f"{stem}.jsonl"
            if not keys.exists() or (only and not {name, folder.name} & set(only)):
                continue
            records = [json.loads(line) for line in keys.read_text(encoding="utf-8").splitlines()]
            if records and "head" not in records[0]:
                continue
            windows = ranges if isinstance(ranges[0], list) else [ranges]
            yield _KeySet(name, tuple(map(tuple, windows)), tuple(records), others.get(file, {}))


def _other_heads(path: Path) -> dict[str, dict[tuple[int, int], tuple[str, ...]]]:
    found: dict[str, dict[tuple[int, int], tuple[str, ...]]] = {}
    if not path.exists():
        return found
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            heads = tuple(item for item in row["alternatives"].split(";") if item)
            found.setdefault(row["file"], {})[int(row["start"]), int(row["end"])] = heads
    return found


def _matches(
    records: Sequence[dict[str, Any]], found: Sequence[FoundFigure]
) -> Iterator[tuple[dict[str, Any], FoundFigure]]:
    """Yield the records with the figure of their span.

    The keys leave approximations out of the span (突破6万人 is 6万人), so ours is taken without.
    """
    by_core = {_with_currency(figure): figure for figure in found}
    by_core |= {_core(figure): figure for figure in found}
    for record in records:
        if figure := by_core.get((record["start"], record["end"])):
            yield record, figure


def _core(figure: FoundFigure) -> tuple[int, int]:
    quantity = figure.quantity
    start = quantity.numeral.start if quantity.numeral else quantity.start
    if quantity.text[0] in _SIGNS:
        start = quantity.start
    if quantity.text.startswith("百分之"):
        start = quantity.start
    after = [item.word for item in LEXICON.after if quantity.text.endswith(item.word)]
    return start, quantity.end - max(map(len, after), default=0)


def _with_currency(figure: FoundFigure) -> tuple[int, int]:
    """Return the number with its unit, also where the unit comes before it: US$3亿."""
    quantity = figure.quantity
    return quantity.core_start or quantity.start, quantity.core_end or quantity.end


def _context(text: str, record: Mapping[str, Any]) -> str:
    start, end = record["start"], record["end"]
    before = re.split("[。\n]", text[max(0, start - _CONTEXT) : start])[-1]
    after = re.split("[。\n]", text[end : end + 15])[0]
    return f"{before}【{record['quote']}】{after}"


def _fields(
    record: Mapping[str, Any], figure: FoundFigure, keys: _KeySet
) -> dict[str, tuple[object, object, bool]]:
    fields: dict[str, tuple[object, object, bool]] = {}

    def judge(name: str, expected: object, read: object, right: bool | None = None) -> bool:
        fields[name] = expected, read, expected == read if right is None else right
        return fields[name][2]

    value = _value(figure)
    judge("value", record["value"], value, _same_value(record, value))
    judge("unit", _plain(record["unit"]), _plain(figure.quantity.symbol or "比例"))
    if expected := _comparator(record["qualifier"]):
        judge("comparator", expected, figure.quantity.comparator)
    kind = figure.change.kind
    judge("kind", record["kind"], kind, kind in _KINDS[record["kind"]])
    _judge_head(record, figure, keys, judge)
    modality = figure.modality.modality
    ahead = record["modality"] in _AHEAD
    told = judge("ahead or not", record["modality"], modality, (modality in _AHEAD) == ahead)
    if told and ahead and not record.get("modality_optional"):
        judge("target against plan", record["modality"], modality)
    words = figure.period.text if figure.period else ""
    if record["time"] and not record.get("time_optional"):
        judge("time", record["time"], words, _same_words(record["time"], words))
    _judge_indicator(record, figure, judge)
    return fields


def _judge_indicator(record: Mapping[str, Any], figure: FoundFigure, judge: Any) -> None:
    """Judge the link where the keys have one; `indicator_optional` asks only for no other."""
    if "indicator" not in record or (record["optional"] and not record["indicator"]):
        return
    read = (figure.indicator or "").removeprefix("indicator/")
    expected = record["indicator"]
    if read and not (record.get("indicator_optional") and not expected):
        judge("indicator precision", expected, read)
    if expected and not record.get("indicator_optional"):
        judge("indicator recall", expected, read)


def _judge_head(record: Mapping[str, Any], figure: FoundFigure, keys: _KeySet, judge: Any) -> None:
    heads = (record["head"], *keys.other_heads.get((record["start"], record["end"]), ()))
    words = figure.head.text if figure.head else ""
    expected = heads if heads[1:] else heads[0]
    tied = judge("head overlapping", expected, words, any(_overlaps(h, words) for h in heads))
    judge("head exact", expected, words, words in heads)
    if record["kind"] not in _CHANGES:
        return
    judge("growth tied", expected, words, tied)
    read = figure.change.base.text if figure.change.base else ""
    right = _same_words(record["change_base"], read) if record["change_base"] else True
    if record["change_base"]:
        judge("base", record["change_base"], read, right)
    judge(
        "growth tied, with base", (expected, record["change_base"]), (words, read), tied and right
    )


def _value(figure: FoundFigure) -> Decimal | None:
    quantity = figure.quantity
    factor = next((u.factor for u in LEXICON.units if quantity.symbol in u.symbols), Decimal(1))
    if quantity.value is None:
        return None
    falls = figure.change.falling and figure.change.kind in ("growth", "points")
    return (-quantity.value if falls else quantity.value) / factor


def _same_value(record: Mapping[str, Any], read: Decimal | None) -> bool:
    """Compare values; the keys of a ratio or range are words, those of a fall may lack the sign."""
    if isinstance(record["value"], str):
        return True
    expected, kind = Decimal(str(record["value"])), str(record["kind"])
    if record["unit"] == "比例" or read is None:
        return str(record["unit"]) == "比例"
    # Keys differ in the sign of percentage points and of decreases that are amounts.
    return expected == read or (kind != "growth" and abs(expected) == abs(read))


def _comparator(qualifier: str) -> str | None:
    for comparator, words in _COMPARATORS.items():
        if qualifier in words:
            return comparator
    return None


def _plain(unit: str) -> str:
    """Return a unit as the keys write it: 百分点 without 个, brackets of either width."""
    return (unit or "比例").replace("（", "(").replace("）", ")").replace("个百分点", "百分点")


def _same_words(gold: str, words: str) -> bool:
    """Tell whether two wordings name the same: without the prepositions around (比2010年)."""
    gold, words = (item.lstrip("比较截至是到") for item in (gold.split("(")[0], words))
    return bool(words) and (gold == words or gold.removesuffix("增速") == words)


def _overlaps(gold: str, words: str) -> bool:
    return gold == words or (len(words) > 1 and (words in gold or gold in words))


def _table(result: Measurement) -> Iterator[str]:
    yield f"{'keys':<24}{result.records:>5}"
    yield f"{'spans, precision':<24}{'':>14}{result.precision:.3f}"
    yield f"{'spans, recall':<24}{'':>14}{result.recall:.3f}"
    for field in FIELDS:
        score = result.score(field)
        yield f"{field:<24}{score.right:>5} of {score.judged:>4}  {score.rate:.3f}"
    yield f"{'characters a second':<24}{result.characters / max(result.seconds, 1e-9):>14,.0f}"


def _wrong(result: Measurement, only: str) -> Iterator[str]:
    if not only or only == "spans":
        yield from (f"missed    {item}" for item in result.missed)
        yield from (f"spurious  {item}" for item in result.spurious)
    for item in result.judged:
        for field, (expected, got, right) in item.fields.items():
            if not right and only in ("", field):
                words = " | ".join(map(str, expected)) if isinstance(expected, tuple) else expected
                yield f"{field}: {words} ≠ {got}\n    {item.window} {item.context}"


def main() -> None:
    """Print the table, and what is read wrong where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = os.environ.get("DISTRICTGRAPH_CORPUS") or "../shared/corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=Path(default), help=default)
    parser.add_argument("--only", action="append", default=[], help="a key set: gold, gold/03")
    parser.add_argument(
        "--wrong", nargs="?", const="", help="list what is read wrong, or wrong in one FIELD"
    )
    arguments = parser.parse_args()
    result = measure(arguments.folder, arguments.only)
    if not result.records:
        parser.error(f"no keys in {arguments.folder}: a folder of keys has a windows.json")
    print("\n".join(_table(result)))
    if arguments.wrong is not None:
        print("\n".join(_wrong(result, arguments.wrong)))


if __name__ == "__main__":
    main()
