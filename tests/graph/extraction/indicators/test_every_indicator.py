"""Every indicator of the scheme is found by its name in the sentences that reports have."""

from functools import cache

import pytest

from districtgraph.graph.extraction.indicators.indicator_index import read_indicators
from districtgraph.ontology.loading import load_schemes
from tests.graph.extraction.read_claims import claims, indicator

_UNITS = {"Currency": "亿元", "DimensionlessRatio": "%"}
_NOT_ALONE = ("5岁以下儿童死亡率", "各项经济指标增速")
"""A name that has a number of its own, and one that names no indicator with a rate itself."""


@cache
def indicators(unit: str) -> tuple[tuple[str, str], ...]:
    """Return the name and the first label of the indicators with a unit."""
    return tuple(
        (item.iri.rpartition("/")[2], item.labels[0])
        for item in read_indicators(load_schemes())
        if _UNITS.get(item.unit_kind or "") == unit and item.labels[0] not in _NOT_ALONE
    )


def missed(text: str, unit: str) -> list[str]:
    found = indicators(unit)
    assert len(found) > 60
    return [
        label
        for name, label in found
        if {indicator(item) for item in claims(text.replace("X", label))} != {name}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全县实现X37亿元，同比增长5.2%。",
        "1-9月，全县X累计完成37亿元，同比增长5.2%，高于全市平均水平2个百分点。",
        "X由上年的35亿元增加到37亿元。",
        "力争X达到37亿元以上。",
        "预计X37亿元，同比增长5%左右。",
        "五年来，X从20亿元增加到37亿元，年均增长5.2%。",
        "X：37亿元",
        "X首次突破37亿元。",
    ],
)
def test_amounts_of_money(text: str) -> None:
    assert missed(text, "亿元") == []


@pytest.mark.parametrize(
    "text",
    [
        "全县X达到37%，比上年提高2.1个百分点。",
        "X由35%提高到37%。",
        "确保X达到37%以上。",
        "X控制在37%以内。",
        "X：37%",
        "X保持100%。",
    ],
)
def test_rates(text: str) -> None:
    assert missed(text, "%") == []
