"""Measures the rules for figures on hand-keyed windows of texts, and prints a table.

FOLDER holds texts and keys as `figure_keys.py` describes; the fields of a key are those of
gold-more/README.md of the corpus, `indicator` where links are judged, and `resolved` where dates
are (2024-01-01/2024-12-31, empty where nothing dates the figure). Fields that end in `_optional`
say that careful readers may differ in one.

A text is read as `districtgraph extract` reads it: in a view that undoes typesetting, with the
day of publication if the key set has it. What the rules read from the whole text is compared within
the windows, so a score can be checked by reading: `--wrong` prints every miss with the words
around it.

tests/graph/extraction/test_gold_corpus.py asserts floors of what is measured here.
"""

import argparse
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.figure_keys import KeySet, key_sets
from benchmarks.figure_scores import FIELDS, Fields, Score, fields_of, matches
from districtgraph.graph.extraction.extraction import find_figures
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, Reading
from districtgraph.graph.text.text_files import ReadText

__all__ = ["FIELDS", "Judged", "Measurement", "Score", "measure"]

LEXICON = load_lexicon()
INDEX = load_index()
_CONTEXT = 45
_NO_FIGURES = ("rank", "name", "statement")


@dataclass(frozen=True, slots=True)
class Judged:
    """A key with the reading of each of its fields."""

    window: str
    context: str
    record: Mapping[str, Any]
    fields: Fields


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured: keys, those that no quantity answers to, and quantities without a key.

    Attributes:
        records: the number of keys.
        missed: required keys that no figure has the span of, in their context.
        spurious: figures that no key has the span of.
        judged: the keys that a figure has the span of.
        characters: of the texts.
        first_seconds: processor time for all claims of the first text, word lists included.
        figure_seconds: processor time for the figures of the texts, once the lists are ready.
        claim_seconds: processor time for all claims: figures, names and statements.

    """

    records: int
    missed: tuple[str, ...]
    spurious: tuple[str, ...]
    judged: tuple[Judged, ...]
    characters: int
    first_seconds: float
    figure_seconds: float
    claim_seconds: float

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


def measure(corpus: Path, only: Sequence[str] = ()) -> Measurement:
    """Return how the rules do within the keyed windows of a folder.

    Args:
        corpus: the folder.
        only: key sets to take, as `gold` or `gold/03`; all where it is empty.

    """
    missed: list[str] = []
    spurious: list[str] = []
    judged: list[Judged] = []
    records = 0
    texts = _Texts()
    for keys in key_sets(corpus, only):
        text, claims = texts.read(keys)
        inside = [item for item in claims if item.number and keys.has(item.number.start)]
        records += len(keys.records)
        found = list(matches(keys.records, inside))
        judged.extend(
            Judged(keys.name, _context(text, record), record, fields_of(record, claim, keys))
            for record, claim in found
        )
        spans = {(record["start"], record["end"]) for record, _ in found}
        missed.extend(
            f"{keys.name} {record['quote']}: {_context(text, record)}"
            for record in keys.records
            if (record["start"], record["end"]) not in spans and not record["optional"]
        )
        taken = {claim.id for _, claim in found}
        spurious.extend(
            f"{keys.name} {item.number.text} at {item.number.start}"
            for item in inside
            if item.number and item.id not in taken
        )
    return Measurement(
        records,
        tuple(missed),
        tuple(spurious),
        tuple(judged),
        texts.characters,
        texts.first_seconds,
        texts.figure_seconds,
        texts.claim_seconds,
    )


class _Texts:
    """Reads each text of a folder once, and measures the time."""

    def __init__(self) -> None:
        self._read: dict[Path, tuple[str, tuple[ClaimObject, ...]]] = {}
        self.characters = 0
        self.first_seconds = 0.0
        self.figure_seconds = 0.0
        self.claim_seconds = 0.0

    def read(self, keys: KeySet) -> tuple[str, tuple[ClaimObject, ...]]:
        """Return the text of a key set and the claims of its figures."""
        file = keys.text
        if file not in self._read:
            # Offsets are of the file as decoded: no line end is translated.
            data = file.read_bytes()
            text = data.decode("utf-8")
            source = ReadText(file.name, text, "text", "utf-8", hashlib.sha256(data).hexdigest())
            reading = Reading(source, None, keys.stated)
            if not self._read:
                # The first text makes expressions of the word lists, which stay.
                begun = time.process_time()
                extracted_claims(reading, LEXICON, INDEX)
                self.first_seconds = time.process_time() - begun
            begun = time.process_time()
            find_figures(text, LEXICON, INDEX, keys.stated)
            between = time.process_time()
            found = extracted_claims(reading, LEXICON, INDEX)
            self.figure_seconds += between - begun
            self.claim_seconds += time.process_time() - between
            self.characters += len(text)
            figures = tuple(item for item in found.claims if item.kind not in _NO_FIGURES)
            self._read[file] = text, figures
        return self._read[file]


def _context(text: str, record: Mapping[str, Any]) -> str:
    start, end = record["start"], record["end"]
    before = re.split("[。\n]", text[max(0, start - _CONTEXT) : start])[-1]
    after = re.split("[。\n]", text[end : end + 15])[0]
    return f"{before}【{record['quote']}】{after}"


def _table(result: Measurement) -> Iterator[str]:
    yield f"{'keys':<24}{result.records:>5}"
    yield f"{'spans, precision':<24}{'':>14}{result.precision:.3f}"
    yield f"{'spans, recall':<24}{'':>14}{result.recall:.3f}"
    for field in FIELDS:
        score = result.score(field)
        yield f"{field:<24}{score.right:>5} of {score.judged:>4}  {score.rate:.3f}"
    yield f"the first text, with the word lists: {result.first_seconds:.2f} s"
    yield "characters a second, once these are ready"
    for what, seconds in (("figures", result.figure_seconds), ("claims", result.claim_seconds)):
        yield f"{f'- {what}':<24}{result.characters / max(seconds, 1e-9):>14,.0f}"


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
    default = os.environ.get("DISTRICTGRAPH_DEVELOPMENT_CORPUS") or "../shared/corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=Path(default), help=default)
    parser.add_argument("--only", action="append", default=[], help="a key set: gold, gold/03")
    parser.add_argument(
        "--wrong", nargs="?", const="", help="list what is read wrong, or wrong in one FIELD"
    )
    arguments = parser.parse_args()
    result = measure(arguments.folder, arguments.only)
    if not result.records:
        parser.error(
            f"no keys of figures in {arguments.folder}: those of 01.txt are in 01.jsonl, there or "
            "in a folder in it"
        )
    print("\n".join(_table(result)))
    if arguments.wrong is not None:
        print("\n".join(_wrong(result, arguments.wrong)))


if __name__ == "__main__":
    main()
