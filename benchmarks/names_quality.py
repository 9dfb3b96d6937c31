"""Measures named things and statements on hand-annotated windows: precision and recall by type.

Run from the repository root: python benchmarks/names_quality.py [FOLDER] [--only 01,03]
[--misses]. FOLDER holds dev/ (the texts) and names/ (windows.json and a .jsonl of keys a text);
default: DISTRICTGRAPH_DEVELOPMENT_CORPUS, else ../shared/corpus. --misses prints every miss and
every spurious name in its context. An optional key that is not found is no miss. Precision counts a
name as right where span and kind are a key's.
"""

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from districtgraph.graph.extraction.extraction import find_figures
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.names.named_things import find_named_things
from districtgraph.graph.extraction.printed_claims.targeted_figures import FoundTarget, find_targets
from districtgraph.graph.extraction.statements.statement_reading import (
    FoundStatement,
    find_statements,
)

__all__ = ["Tally", "main", "measure"]

LEXICON = load_lexicon()
_CONTEXT = 14
_WINDOWS = "names/windows.json"


@dataclass
class Tally:
    """Counts of one type; `wrong` are the misses and spurious ones, in their context."""

    right: int = 0
    optional: int = 0
    missed: int = 0
    spurious: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what is found that a key has."""
        found = self.right + self.optional + self.spurious
        return (self.right + self.optional) / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of the required keys that is found."""
        required = self.right + self.missed
        return self.right / required if required else 1.0


def measure(corpus: Path, only: set[str]) -> dict[str, Tally]:
    """Return the tallies of all types over the windows of some texts (all where none is given)."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    windows = json.loads((corpus / _WINDOWS).read_text(encoding="utf-8"))
    for name, ranges in windows.items():
        if only and name.removesuffix(".txt") not in only:
            continue
        text = (corpus / "dev" / name).read_bytes().decode("utf-8")
        path = corpus / "names" / name.replace(".txt", ".jsonl")
        keys = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for window in ranges:
            _names(text, tuple(window), keys, tallies)
            _statements(text, tuple(window), keys, tallies)
    return tallies


def _names(
    text: str, window: tuple[int, int], keys: list[dict[str, Any]], tallies: dict[str, Tally]
) -> None:
    start, end = window
    wanted = {
        (key["start"], key["end"]): key
        for key in keys
        if key["type"] != "statement" and start <= key["start"] and key["end"] <= end
    }
    found = {
        (item.start, item.end): item
        for item in find_named_things(text)
        if start <= item.start and item.end <= end
    }
    for span, key in wanted.items():
        tally = tallies[key["type"]]
        item = found.get(span)
        if item is not None and item.kind == key["type"]:
            tally.optional += bool(key.get("optional"))
            tally.right += not key.get("optional")
        elif not key.get("optional"):
            tally.missed += 1
            tally.wrong.append(
                f"missed    {_context(text, *span)}" + (f" [{item.kind}]" if item else "")
            )
    for span, item in found.items():
        key = wanted.get(span)
        if key is None or key["type"] != item.kind:
            tally = tallies[item.kind]
            tally.spurious += 1
            said = f" [key: {key['type']}]" if key else ""
            tally.wrong.append(f"spurious  {_context(text, *span)} ({item.rule}){said}")


def _statements(
    text: str, window: tuple[int, int], keys: list[dict[str, Any]], tallies: dict[str, Tally]
) -> None:
    start, end = window
    tally = tallies["statement"]
    wanted = {
        (key["subject_start"], key["property"], key["object_start"]): key
        for key in keys
        if key["type"] == "statement" and start <= (key["object_start"] or 0) < end
    }
    names = find_named_things(text)
    stated = find_statements(text, names)
    found: dict[tuple[int | None, str, int | None], FoundStatement | FoundTarget] = {
        (
            item.subject.start if item.subject else None,
            item.property,
            item.object.start if item.object else None,
        ): item
        for item in stated
        if start <= item.start and item.end <= end
    }
    figures = find_figures(text, LEXICON)
    found |= {
        (item.programme.start, "targets", item.head.start): item
        for item in find_targets(text, names, stated, figures)
        if start <= item.start and item.end <= end
    }
    for place, key in wanted.items():
        if place in found:
            tally.right += 1
        else:
            tally.missed += 1
            tally.wrong.append(
                f"missed    {key['subject']} {key['property']} {key['object']}: {key['quote']}"
            )
    for place, item in found.items():
        if place not in wanted:
            tally.spurious += 1
            tally.wrong.append(f"spurious  {_said(item)}: {text[item.start : item.end]}")


def _said(item: FoundStatement | FoundTarget) -> str:
    if isinstance(item, FoundTarget):
        return f"{item.programme.text} targets {item.head.text}"
    words = [side.text if side else "本地" for side in (item.subject, item.object)]
    return f"{words[0]} {item.property} {words[1]}"


def _context(text: str, start: int, end: int) -> str:
    before = text[max(0, start - _CONTEXT) : start].replace("\n", "⏎")
    after = text[end : end + _CONTEXT].replace("\n", "⏎")
    return f"{before}【{text[start:end]}】{after}"


def _table(tallies: dict[str, Tally]) -> Iterator[str]:
    total = Tally()
    for name in sorted(tallies):
        tally = tallies[name]
        if name != "statement":
            for part in ("right", "optional", "missed", "spurious"):
                setattr(total, part, getattr(total, part) + getattr(tally, part))
        yield _line(name, tally)
    yield _line("all names", total)


def _line(name: str, tally: Tally) -> str:
    return (
        f"{name:<14} precision {tally.precision:.3f}  recall {tally.recall:.3f}  "
        f"right {tally.right} (+{tally.optional} optional)  "
        f"missed {tally.missed}  spurious {tally.spurious}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = os.environ.get("DISTRICTGRAPH_DEVELOPMENT_CORPUS") or "../shared/corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=Path(default))
    parser.add_argument("--only", default="", metavar="01,03", help="only these texts")
    parser.add_argument("--misses", action="store_true", help="print each in its context")
    given = parser.parse_args(arguments)
    if not (given.folder / _WINDOWS).is_file():
        parser.error(f"no keys of names in {given.folder}: they are in {_WINDOWS}, there")
    measured = measure(given.folder, set(filter(None, given.only.split(","))))
    print("\n".join(_table(measured)))
    if given.misses:
        for kind in sorted(measured):
            print(f"\n{kind}")
            print("\n".join(f"  {line}" for line in measured[kind].wrong))


if __name__ == "__main__":
    main()
