"""Measures the rules on the hand-annotated windows of the development corpus, and prints a table.

Run from the repository root: python benchmarks/extraction_quality.py [FOLDER]. The folder is that
of the corpus (default: DISTRICTGRAPH_CORPUS, else ../shared/corpus); --wrong lists what is read
wrong. tests/graph/test_gold_corpus.py asserts the floors of what is measured here.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from districtgraph.graph.extraction.changes import change_of
from districtgraph.graph.extraction.indicator_heads import find_head
from districtgraph.graph.extraction.lexicon import load_lexicon
from districtgraph.graph.extraction.modality import modality_of
from districtgraph.graph.extraction.periods import PeriodExpression, find_periods, period_of
from districtgraph.graph.extraction.quantities import Quantity, find_quantities
from districtgraph.graph.text.clauses import Sentence, split_sentences

__all__ = ["FIELDS", "Judged", "Measurement", "Score", "measure"]

LEXICON = load_lexicon()
FIELDS = (
    "value",
    "unit",
    "qualifier",
    "kind",
    "falling",
    "base",
    "modality",
    "time",
    "head",
    "head, in part",
)
_KINDS = {
    "abs": "level",
    "count": "level",
    "param": "level",
    "growth": "growth",
    "delta": "difference",
    "delta-": "difference",
    "pp": "points",
    "share": "share",
    "ratio": "ratio",
}
_MODALITIES = {"actual": "achieved", "plan": "plan"}


@dataclass(frozen=True, slots=True)
class Score:
    """How many of `judged` records are right."""

    right: int
    judged: int

    @property
    def rate(self) -> float:
        """The share of right ones."""
        return self.right / self.judged


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold record with the reading of each of its fields: name → (expected, read, right)."""

    window: str
    record: dict[str, Any]
    fields: dict[str, tuple[object, object, bool]]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured: counts of gold records, optional ones apart, and of quantities found."""

    records: int
    missed: tuple[str, ...]
    spurious: tuple[str, ...]
    judged: tuple[Judged, ...]

    @property
    def precision(self) -> float:
        """The share of quantities found that the gold has."""
        return len(self.judged) / (len(self.judged) + len(self.spurious))

    @property
    def recall(self) -> float:
        """The share of required gold records that are found."""
        return len(self.judged) / (len(self.judged) + len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def score(self, field: str) -> Score:
        """Return how many records have a field read right, of those that are judged on it."""
        judged = [item.fields[field][2] for item in self.judged if field in item.fields]
        return Score(sum(judged), len(judged))


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    text: str
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    periods: tuple[PeriodExpression, ...]


def measure(corpus: Path) -> Measurement:
    """Return how the rules do within the annotated windows of a corpus."""
    windows = json.loads((corpus / "gold" / "windows.json").read_text(encoding="utf-8"))
    missed: list[str] = []
    spurious: list[str] = []
    judged: list[Judged] = []
    records = 0
    for name, (start, end) in windows.items():
        text = _read(corpus / "dev" / name)
        gold = _gold(corpus / "gold" / name.replace(".txt", ".jsonl"))
        records += len(gold)
        inside = [item for item in text.quantities if start <= item.start < end]
        matches = list(_matches(gold, inside))
        judged.extend(Judged(name, record, _fields(record, q, text)) for record, q in matches)
        found = [record for record, _ in matches]
        missed.extend(r["quote"] for r in gold if r not in found and not r["optional"])
        taken = [quantity for _, quantity in matches]
        spurious.extend(item.text for item in inside if item not in taken)
    return Measurement(records, tuple(missed), tuple(spurious), tuple(judged))


def _read(path: Path) -> _Text:
    # Offsets are of the file as decoded: no line end is translated.
    text = path.read_bytes().decode("utf-8")
    return _Text(
        path.name,
        text,
        split_sentences(text),
        find_quantities(text, LEXICON),
        find_periods(text, LEXICON),
    )


def _gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _matches(
    gold: Sequence[dict[str, Any]], found: Sequence[Quantity]
) -> Iterator[tuple[dict[str, Any], Quantity]]:
    """Yield the records with the quantity of their span.

    The gold leaves approximations out of the span (突破6万人 is 6万人), so ours is taken without.
    """
    for record in gold:
        for quantity in found:
            if _core(quantity) == (record["start"], record["end"]):
                yield record, quantity


def _core(quantity: Quantity) -> tuple[int, int]:
    start = quantity.numeral.start if quantity.numeral else quantity.start
    after = [item.word for item in LEXICON.after if quantity.text.endswith(item.word)]
    return start, quantity.end - max(map(len, after), default=0)


def _fields(
    record: dict[str, Any], quantity: Quantity, text: _Text
) -> dict[str, tuple[object, object, bool]]:
    sentence = next(s for s in text.sentences if s.start <= quantity.start < s.end)
    change = change_of(text.text, sentence, quantity, LEXICON)
    kind = (_KINDS[record["kind"]], change.kind)
    modality = modality_of(text.text, sentence, quantity.start, LEXICON)
    read = {
        "value": (_gold_value(record), _value(quantity)),
        "unit": (_plain(record["unit"]), _plain(quantity.symbol or "比例")),
        "kind": kind,
        "falling": (record["kind"] == "delta-", change.falling and change.kind == "difference"),
        "modality": (_MODALITIES[record["modality"]], modality.modality),
    }
    fields: dict[str, tuple[object, object, bool]] = {
        name: (expected, got, expected == got) for name, (expected, got) in read.items()
    }
    fields |= _worded(record, quantity, text, sentence)
    if record["change_base"]:
        base = change.base.text if change.base else ""
        fields["base"] = (record["change_base"], base, _same_words(record["change_base"], base))
    return fields


def _worded(
    record: dict[str, Any], quantity: Quantity, text: _Text, sentence: Sentence
) -> dict[str, tuple[object, object, bool]]:
    """Return the fields whose gold is words: time, qualifier and head."""
    fields: dict[str, tuple[object, object, bool]] = {}
    period = period_of(quantity.start, sentence, text.periods)
    if record["time"]:
        words = period.text if period else ""
        fields["time"] = (record["time"], words, _same_words(record["time"], words))
    if record["qualifier"]:
        words = _qualifier(text.text, sentence, quantity)
        fields["qualifier"] = (record["qualifier"], words, record["qualifier"] == words)
    head = find_head(text.text, sentence, quantity, text.quantities, text.periods, LEXICON)
    words = head.text if head else ""
    fields["head"] = (record["head"], words, record["head"] == words)
    fields["head, in part"] = (record["head"], words, _overlaps(record["head"], words))
    return fields


def _qualifier(text: str, sentence: Sentence, quantity: Quantity) -> str:
    if quantity.approximation:
        return quantity.approximation
    clause = text[max(sentence.start, quantity.start - 15) : quantity.start]
    words = [word for word in LEXICON.changes.cumulative if word in clause]
    cue = modality_of(text, sentence, quantity.start, LEXICON)
    return words[0] if words else (cue.cue or "")


def _value(quantity: Quantity) -> Decimal | None:
    factor = next((u.factor for u in LEXICON.units if quantity.symbol in u.symbols), Decimal(1))
    return None if quantity.value is None else quantity.value / factor


def _gold_value(record: dict[str, Any]) -> Decimal | None:
    """Return the value in the written unit; a ratio of three numbers has none."""
    return None if record["unit"] == "比例" else Decimal(str(record["value"]))


def _plain(unit: str) -> str:
    """Return a unit as the gold writes it: 百分点 without 个, brackets of either width."""
    return unit.replace("（", "(").replace("）", ")").replace("个百分点", "百分点")


def _same_words(gold: str, words: str) -> bool:
    """Tell whether two wordings name the same: without the prepositions around (比2010年)."""
    gold, words = (item.lstrip("比较截至是") for item in (gold.split("(")[0], words))
    return bool(words) and (gold == words or gold.removesuffix("增速") == words)


def _overlaps(gold: str, words: str) -> bool:
    return len(words) > 1 and (words in gold or gold in words)


def _table(result: Measurement) -> Iterator[str]:
    yield f"gold records read    {result.records}"
    yield f"quantities           {result.precision:.3f} precision"
    yield f"                     {result.recall:.3f} recall"
    yield f"                     {result.f1:.3f} F1"
    for field in FIELDS:
        score = result.score(field)
        yield f"{field:<14} {score.right:>4} of {score.judged:>4}  {score.rate:.3f}"
    yield f"missed: {', '.join(result.missed) or 'none'}"
    yield f"spurious: {', '.join(result.spurious) or 'none'}"


def _wrong(result: Measurement) -> Iterator[str]:
    for item in result.judged:
        for field, (expected, got, right) in item.fields.items():
            if not right:
                yield f"{item.window} {item.record['quote']} {field}: {expected!r}, read {got!r}"


if __name__ == "__main__":
    arguments = [item for item in sys.argv[1:] if item != "--wrong"]
    default = os.environ.get("DISTRICTGRAPH_CORPUS") or "../shared/corpus"
    measured = measure(Path(arguments[0] if arguments else default))
    print("\n".join(_table(measured)))
    if "--wrong" in sys.argv:
        print("\n".join(_wrong(measured)))
