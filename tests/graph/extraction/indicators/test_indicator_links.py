"""Which indicator the head of a figure names, judged by hand on more than 800 heads.

indicator_links.tsv holds the judgements: head, unit as written, kind of figure, indicator or `-`,
and where the head comes from. `keys` are the hand-keyed heads of the development corpus, seen while
the labels were written; `development` are heads that the rules cut out of other parts of those
texts, `memory` such as communiqués have, written down before the rules had seen them, and `other
texts` what somebody else keyed in texts of other genres. docs/decisions/0032 has what was measured
when each was first seen.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from districtgraph.graph.extraction.indicators.indicator_index import (
    MAX_HEAD_LENGTH,
    FigureContext,
    FigureKind,
    IndicatorLink,
    Relation,
    link,
    load_index,
    normalise,
)
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon

JUDGEMENTS = Path(__file__).with_name("indicator_links.tsv")
OTHER_UNITS = {"吨公里": "unit/tonne-kilometre"}


@dataclass(frozen=True, slots=True)
class Judgement:
    head: str
    unit: str
    kind: FigureKind
    indicator: str | None
    source: str


@cache
def judgements() -> tuple[Judgement, ...]:
    with JUDGEMENTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        Judgement(
            row["head"],
            row["unit"],
            cast(FigureKind, row["kind"]),
            None if row["indicator"] == "-" else f"indicator/{row['indicator']}",
            row["set"],
        )
        for row in rows
    )


@cache
def units() -> dict[str, str]:
    lexicon = load_lexicon()
    found = {symbol: "unit:NUM" for item in lexicon.classifiers for symbol in item.symbols}
    return found | {symbol: item.unit for item in lexicon.units for symbol in item.symbols}


def linked(head: str, unit: str = "", kind: FigureKind | None = None) -> IndicatorLink:
    reference = OTHER_UNITS.get(unit) or units().get(unit)
    return link(head, reference, FigureContext(kind, unit))


@pytest.mark.parametrize("source", ["keys", "development", "memory", "other texts"])
def test_links_are_right_and_most_are_found(source: str) -> None:
    judged = [item for item in judgements() if item.source == source]
    assert len(judged) >= 150
    links = [(item, linked(item.head, item.unit, item.kind).indicator) for item in judged]
    right = sum(item.indicator == found for item, found in links if found)
    assert right / sum(found is not None for _, found in links) >= 0.95
    assert right / sum(item.indicator is not None for item in judged) >= 0.85


def test_there_are_enough_judgements() -> None:
    assert len({item.head for item in judgements()}) >= 800
    known = load_index().labels()
    assert {item.indicator for item in judgements()} - {None} <= set(known.values())


@pytest.mark.parametrize(
    ("head", "unit", "kind", "indicator"),
    [
        ("GDP", "元", "value", "gross-domestic-product"),
        ("ＧＤＰ", "元", "value", "gross-domestic-product"),
        ("全区实现地区生产总值", "元", "value", "gross-domestic-product"),
        ("沈阳市大东区地区生产总值", "元", "value", "gross-domestic-product"),
        ("地区生产总值增速", "%", "value", "gross-domestic-product"),
        ("规上工业增加值", "元", "value", "designated-size-industrial-value-added"),
        ("工业增加值", "元", "value", "industrial-value-added"),
        ("农村居民人均可支配收入", "元", "value", "rural-disposable-income"),
        ("居民人均可支配收入", "元", "value", "disposable-income"),
        ("脱贫", "户", "value", "households-lifted-from-poverty"),
        ("脱贫", "人", "value", "population-lifted-from-poverty"),
        ("改造老旧小区", "个", "value", "old-compounds-renovated"),
        ("老旧小区改造", "户", "value", "households-benefiting-from-renovation"),
        ("老旧小区改造", "平方米", "value", "old-compounds-area-renovated"),
        ("新建改造城市道路", "公里", "value", "urban-roads-built"),
        ("新建改造城市道路", "条", "value", "urban-roads-built-number"),
        ("“十四五”期间新建高标准农田", "亩", "value", "high-standard-farmland-built"),
        ("①税收收入", "元", "value", "tax-revenue"),
        ("民生支出", "%", "share", "share-of-livelihood-expenditure"),
        ("民生支出", "元", "value", "livelihood-expenditure"),
        ("粮食产量", "斤", "value", "grain-output"),
        ("造林面积", "亩", "value", "afforested-area"),
        ("造林面积", "公顷", "value", "afforested-area"),
    ],
)
def test_a_head_names_its_indicator(head: str, unit: str, kind: FigureKind, indicator: str) -> None:
    assert linked(head, unit, kind).indicator == f"indicator/{indicator}"


@pytest.mark.parametrize(
    "head",
    [
        "就业岗位",
        "商业从业人员",
        "设施农业增加值",
        "企业",
        "投资",
        "产量",
        "项目",
        "水田播种面积",
        "",
        "的",
    ],
)
def test_a_head_that_holds_more_than_a_label_measures_something_else(head: str) -> None:
    found = linked(head)
    assert (found.indicator, found.reason) == (None, "no label")


@pytest.mark.parametrize(
    ("head", "unit"), [("地区生产总值", "%"), ("粮食产量", "元"), ("城镇登记失业率", "人")]
)
def test_a_unit_that_does_not_fit_refuses_the_link(head: str, unit: str) -> None:
    found = linked(head, unit, "value")
    assert (found.indicator, found.reason) == (None, "unit")


@pytest.mark.parametrize(
    ("kind", "unit", "relation"),
    [
        ("value", "元", "level"),
        ("growth", "%", "growth"),
        ("points", "个百分点", "growth"),
        ("change", "元", "growth"),
        ("multiple", "倍", "growth"),
        ("rank", "", "level"),
        ("share", "%", "share"),
    ],
)
def test_how_the_figure_relates_to_its_indicator(
    kind: FigureKind, unit: str, relation: Relation
) -> None:
    found = linked("地区生产总值", unit, kind)
    assert (found.indicator, found.relation) == ("indicator/gross-domestic-product", relation)


def test_growth_of_two_indicators_of_one_label_is_of_neither() -> None:
    assert linked("脱贫", "%", "growth").reason == "ambiguous"


def test_a_link_tells_what_is_counted() -> None:
    assert linked("城镇新增就业", "人", "value").counts == "person"
    assert linked("地区生产总值", "元", "value").counts is None


def test_a_head_of_any_length_is_answered() -> None:
    assert linked("地区生产总值" * MAX_HEAD_LENGTH).reason == "no label"


def test_every_label_names_its_own_indicator() -> None:
    """A label may be shared, and the unit decides; but none is lost on its way."""
    index = load_index()
    lost = [
        label
        for label, iri in index.labels().items()
        if iri not in {item.iri for item in index.candidates(label)}
    ]
    assert len(index.labels()) >= 2500
    assert lost == []


def test_normalising_twice_changes_nothing() -> None:
    for item in judgements():
        assert normalise(normalise(item.head)) == normalise(item.head)
