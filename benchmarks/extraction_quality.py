"""Prints how well the rules read the hand-annotated windows of the development corpus.

python benchmarks/extraction_quality.py [FOLDER]   # default: ../shared/corpus
"""

import json
import sys
from pathlib import Path

from districtgraph.graph.clauses import split_sentences
from districtgraph.graph.lexicons import load_lexicon
from districtgraph.graph.modality import modality_of
from districtgraph.graph.periods import find_periods, period_of
from districtgraph.graph.quantities import find_quantities


def main(folder: Path) -> None:
    """Print a line for each text and one for all."""
    lexicon = load_lexicon()
    bounds = json.loads((folder / "gold" / "windows.json").read_text(encoding="utf-8"))
    print("text     gold  found  matched  modality  period")
    totals = [0] * 6
    for name, (start, end) in bounds.items():
        text = (folder / "dev" / name).read_text(encoding="utf-8")
        lines = (folder / "gold" / name.replace("txt", "jsonl")).read_text(encoding="utf-8")
        gold = [json.loads(line) for line in lines.splitlines()]
        found = [q for q in find_quantities(text, lexicon) if start <= q.start < end]
        periods = find_periods(text, lexicon)
        sentences = split_sentences(text)
        row = [len(gold), len(found), 0, 0, 0, 0]
        for record in gold:
            for quantity in found:
                if not (quantity.start <= record["start"] and record["end"] <= quantity.end):
                    continue
                sentence = next(s for s in sentences if s.start <= quantity.start < s.end)
                reading = modality_of(text, sentence, quantity.start, lexicon)
                period = period_of(quantity.start, sentence, periods)
                row[2] += 1
                row[3] += (reading.modality == "plan") == (record["modality"] == "plan")
                row[4] += bool(record["time"] and period and period.text in record["time"])
                row[5] += bool(record["time"])
        print(_line(name, row))
        totals = [a + b for a, b in zip(totals, row, strict=True)]
    print(_line("all", totals))


def _line(name: str, row: list[int]) -> str:
    gold, found, matched, modality, period, timed = row
    return f"{name:8} {gold:4}  {found:5}  {matched:7}  {modality:8}  {period}/{timed}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/corpus"))
