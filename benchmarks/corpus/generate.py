"""Writes reports of districts over years with known values, and a key of these values.

    python -m benchmarks.corpus.generate FOLDER --reports 1000 --seed 7

FOLDER gets `texts/CODE-YEAR.txt`, `reports.csv` (a row a text, as `districtgraph add` reads it) and
`key.jsonl` (a line a value that a corpus built from the texts has to give). The same seed gives the
same bytes. Names of districts are real, as the texts have to be about known places; all that is
said of them is invented, which each text says at its end.
"""

import argparse
import csv
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from benchmarks.corpus.report_figures import (
    FIGURES,
    KeyFigure,
    State,
    developed,
    started,
    written_growth,
    written_level,
)
from benchmarks.corpus.report_words import (
    CLOSING,
    NAMES,
    OPENINGS,
    PARAGRAPHS,
    PLANS,
    SYLLABLES,
)
from districtgraph.graph.places.divisions import Division, load_divisions

__all__ = ["ExpectedValue", "Report", "generated_reports", "main", "write_corpus"]

FIRST_YEAR = 2015
"""The year that the first report of a district is of."""
YEARS_OF_A_DISTRICT = 10
"""Reports that a district has before the next one begins."""
CHARACTERS = 13_000
"""About how long a report is, unless another length is asked for."""
_KINDS = ("district", "county", "county-level-city")
_REVISED = 0.1
"""How often a report gives another value for retail sales of the year before the last."""
_INVENTED = "（本文由程序生成，所述数据均为虚构。）"


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """A value that a corpus must give.

    Attributes:
        place: code of the district.
        indicator: last part of the indicator's IRI.
        year: that it is of.
        modality: ``achieved`` or ``target``.
        kind: ``level``, ``growth`` or ``conflict``; of a conflict the value is the later one.
        value: in the base unit.

    """

    place: str
    indicator: str
    year: int
    modality: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Report:
    """A text with what is known of it."""

    name: str
    place: str
    published: date
    title: str
    text: str
    expected: tuple[ExpectedValue, ...]


def generated_reports(count: int, seed: int, characters: int = CHARACTERS) -> Iterator[Report]:
    """Yield reports, ten years of each district, until there are enough.

    Args:
        count: how many.
        seed: of the chance that they are made by.
        characters: about how long each is. What is left over after the figures of the key, which
            every report has, is filled with other sentences.

    """
    made = 0
    for place in _districts(seed):
        chance = random.Random(f"{seed}/{place.code}")
        states = {figure.indicator: started(chance, figure) for figure in FIGURES}
        revised: dict[str, Decimal] = {}
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS_OF_A_DISTRICT):
            if made == count:
                return
            yield _report(chance, place, year, states, revised, characters)
            made += 1
            states = {
                figure.indicator: developed(chance, figure, states[figure.indicator])
                for figure in FIGURES
            }


def _districts(seed: int) -> list[Division]:
    """Return the districts and counties that exist throughout the years, shuffled by the seed."""
    last = FIRST_YEAR + YEARS_OF_A_DISTRICT
    found = sorted(
        (
            item
            for item in load_divisions()
            if item.kind in _KINDS and all(item.existed_in(y) for y in (FIRST_YEAR, last))
        ),
        key=lambda item: item.code,
    )
    random.Random(seed).shuffle(found)
    return found


def _report(
    chance: random.Random,
    place: Division,
    year: int,
    states: Mapping[str, State],
    revised: dict[str, Decimal],
    characters: int,
) -> Report:
    """Return the report of a year, which reviews the year before; `revised` goes on to the next."""
    writer = _Writer(chance, place, year)
    title = f"{place.name}人民政府{year}年工作报告"
    paragraphs = [
        title,
        f"　　一、{year - 1}年工作回顾",
        f"　　{chance.choice(OPENINGS)}",
        f"　　{writer.review(states)}",
    ]
    if "retail-sales" in revised and chance.random() < _REVISED:
        paragraphs.append(f"　　{writer.revision(revised['retail-sales'])}")
    revised["retail-sales"] = states["retail-sales"].level
    plan = [f"　　二、{year}年工作安排", f"　　{writer.targets(states)}"]
    room = characters - sum(map(len, (*paragraphs, *plan)))
    paragraphs += writer.filler(PARAGRAPHS, int(room * 0.75))
    paragraphs += plan + writer.filler(PLANS, int(room * 0.25))
    paragraphs += [f"　　{CLOSING}", f"　　{_INVENTED}"]
    published = date(year, 1, chance.randint(5, 28))
    text = "\n".join(paragraphs) + "\n"
    return Report(
        f"{place.code}-{year}", place.code, published, title, text, tuple(writer.expected)
    )


class _Writer:
    """Writes the parts of one report, and keeps the values that they state."""

    def __init__(self, chance: random.Random, place: Division, year: int) -> None:
        self._chance = chance
        self._place = place
        self._year = year
        self.expected: list[ExpectedValue] = []

    def review(self, states: Mapping[str, State]) -> str:
        """Return the sentences on the year before."""
        clauses = [self._achieved(figure, states[figure.indicator]) for figure in FIGURES]
        whole = f"全{self._place.name[-1]}" if self._chance.random() < 0.5 else ""
        head = f"{self._year - 1}年，{whole}"
        return head + "；".join(clauses) + "。"

    def _achieved(self, figure: KeyFigure, state: State) -> str:
        year = self._year - 1
        self._expect(figure, year, "achieved", "level", state.level * Decimal(figure.factor))
        clause = f"{figure.name}{written_level(figure, state.level)}"
        if not figure.has_growth:
            return clause
        self._expect(figure, year, "achieved", "growth", state.growth)
        return f"{clause}，{written_growth(state.growth)}"

    def revision(self, before: Decimal) -> str:
        """Return a sentence that revises retail sales of the year before the last."""
        (figure,) = (item for item in FIGURES if item.indicator == "retail-sales")
        share = Decimal(self._chance.choice(("0.97", "0.98", "1.02", "1.03")))
        value = (before * share).quantize(Decimal("0.01"))
        year = self._year - 2
        self._expect(figure, year, "achieved", "level", value * Decimal(figure.factor))
        self._expect(figure, year, "achieved", "conflict", value * Decimal(figure.factor))
        return f"经核实，{year}年{figure.name}为{value}{figure.unit}。"

    def targets(self, states: Mapping[str, State]) -> str:
        """Return the sentence on what the year is to bring."""
        parts = []
        for figure in FIGURES[:4]:
            aim = Decimal(self._chance.choice(("4", "5", "5.5", "6", "6.5", "7")))
            words = self._chance.choice(("", "左右", "以上"))
            if not words:
                self._expect(figure, self._year, "target", "growth", aim)
            parts.append(f"{figure.name}增长{aim}%{words}")
        jobs = states["new-urban-employment"].level // 100 * 100
        (figure,) = (item for item in FIGURES if item.indicator == "new-urban-employment")
        self._expect(figure, self._year, "target", "level", jobs)
        parts.append(f"{figure.name}{jobs}人")
        return f"{self._year}年经济社会发展的主要预期目标是：{'；'.join(parts)}。"

    def filler(self, kinds: tuple[tuple[str, tuple[str, ...]], ...], room: int) -> list[str]:
        """Return paragraphs of about so many characters in all."""
        made: list[str] = []
        length = 0
        while length < room:
            heading, sentences = self._chance.choice(kinds)
            chosen = self._chance.sample(sentences, k=min(len(sentences), 4))
            paragraph = f"　　{heading}。" + "".join(map(self._filled, chosen))
            made.append(paragraph)
            length += len(paragraph)
        return made

    def _filled(self, sentence: str) -> str:
        while "{name}" in sentence:
            sentence = sentence.replace("{name}", self._name(), 1)
        few, many = self._chance.randint(2, 60), self._chance.randint(80, 4000)
        return sentence.replace("{n}", str(few)).replace("{m}", str(many))

    def _name(self) -> str:
        return "".join(self._chance.sample(SYLLABLES, k=2)) + self._chance.choice(NAMES)

    def _expect(
        self, figure: KeyFigure, year: int, modality: str, kind: str, value: Decimal
    ) -> None:
        text = format(value.normalize(), "f")
        self.expected.append(
            ExpectedValue(self._place.code, figure.indicator, year, modality, kind, text)
        )


def write_corpus(folder: Path, count: int, seed: int, characters: int = CHARACTERS) -> int:
    """Write texts, table and key; return how many values the key has.

    A value that a later report revises is expected as that report has it.
    """
    texts = folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    expected: dict[tuple[str, str, int, str, str], ExpectedValue] = {}
    with (folder / "reports.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("file", "place", "published", "title"))
        for report in generated_reports(count, seed, characters):
            (texts / f"{report.name}.txt").write_text(report.text, encoding="utf-8")
            rows.writerow(
                (f"texts/{report.name}.txt", report.place, report.published, report.title)
            )
            for item in report.expected:
                key = (item.place, item.indicator, item.year, item.modality, item.kind)
                expected[key] = item
    lines = (json.dumps(asdict(item), ensure_ascii=False) for item in expected.values())
    (folder / "key.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(expected)


def main() -> None:
    """Write a corpus as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int, default=CHARACTERS, help="of a report, about")
    given = parser.parse_args()
    values = write_corpus(given.folder, given.reports, given.seed, given.characters)
    print(f"{given.reports} reports with {values} values are in {given.folder}")


if __name__ == "__main__":
    main()
