"""The article's numerals: each is a quantity, a time, or excluded with a reason."""

from pathlib import Path

import pytest

from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities
from districtgraph.graph.text.numerals import find_numerals

pytestmark = pytest.mark.source
LEXICON = load_lexicon()
QUANTITIES = (
    "2600亿元",
    "47家",
    "两位数",
    "32%",
    "66亿元",
    "219个",
    "59.15公里",
    "15个",
    "210座",
    "167个",
    "一百余个",
    "121个",
    "5.9万户",
    "14.59万人",
    "1360个",
    "130个",
    "1056万余元",
    "8400余户",
    "9400余人（次）",
    "3225家",
    "2411万元",
    "7.5万个",
    "3.1亿元",
    "1799人",
    "8921人",
    "零",
    "5所",
    "112个",
    "30个",
)
PERIODS = (
    "近年来",
    "到2024年",
    "今年",
    "此前4年",
    "2021年",
    "近年来",
    "全年",
    "近年来",
    "目前",
    "截至目前",
)


@pytest.fixture(scope="module")
def text(sources: Path) -> str:
    return (sources / "dadong-district.txt").read_bytes().decode("utf-8")


def test_the_quantities_are_these_and_no_others(text: str) -> None:
    assert [item.text for item in find_quantities(text, LEXICON)] == list(QUANTITIES)


def test_the_periods_are_these_and_no_others(text: str) -> None:
    assert [item.text for item in find_periods(text, LEXICON)] == list(PERIODS)


def test_no_numeral_is_left_to_the_curator(text: str) -> None:
    taken = [(item.start, item.end) for item in find_quantities(text, LEXICON)]
    taken += [(item.start, item.end) for item in find_periods(text, LEXICON)]
    left = {
        numeral.text: exclusion_reason(text, numeral, LEXICON)
        for numeral in find_numerals(text)
        if not any(start <= numeral.start < end for start, end in taken)
    }
    assert len(find_numerals(text)) >= 46
    assert len(left) >= 8
    assert [numeral for numeral, reason in left.items() if reason is None] == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("焕然一新", "idiom"),
        ("第一个智能网联", "ordinal"),
        ("零部件", "morpheme"),
        ("新一代信息技术", "idiom"),
        ("万寿小区", "name"),
        ("万泉公园", "name"),
        ("二期", "phase"),
        ("PM2.5", "technical-name"),
        ("三级河长制", "grade"),
        ("“四步”工作法", "name"),
        ("零就业家庭", "morpheme"),
        ("百姓利益", "morpheme"),
    ],
)
def test_reason(text: str, words: str, reason: str) -> None:
    place = text.index(words)
    numeral = next(item for item in find_numerals(text) if item.start >= place)
    assert numeral.end <= place + len(words)
    assert exclusion_reason(text, numeral, LEXICON) == reason
