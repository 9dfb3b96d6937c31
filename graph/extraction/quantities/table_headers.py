"""What the headers and captions of tables say: of values, growths, years, aims and units."""

import re
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.lexicon.word_patterns import alternatives, either
from districtgraph.graph.extraction.quantities.table_cells import CellUnit, Span, cell_unit

__all__ = [
    "HeaderGrammar",
    "group_span",
    "header_grammar",
    "percent_unit",
    "unit_by_caption",
]

_BASE = (
    "(?P<base>[比较]?(?:上年|去年)(?:同期|同[月季]|末|底)?|同比|环比|[比较]?(?:上[月季]|年初))?"
    "(?:实际|名义)?"
)
_PART_OF_A_YEAR = "(?:[0-9]{1,2}[-—–至][0-9]{1,2}月|[上下]半年|[一二三四]季度|前三季度)"
_NOTE = "(?:[（(][^（）()]{1,8}[）)])"
_OF_A_CHANGE = "(?:率|速度|幅度)?"


@dataclass(frozen=True, slots=True)
class HeaderGrammar:
    """The words of table_words.yaml as patterns.

    Attributes:
        values: a header of values, with its year, and what says that they are `ahead`: 绝对数,
            1-12月累计, 2024年, 2026年计划.
        growths: a header of growths, with year, base and sign of percent: 比上年增长(%), 同比±%.
        growing: the end of a name of a growth, with its base: 固定资产投资比上年增长.
        falling: the end of a name of a fall: 能耗下降.
        no_amount: names of what is in no unit of a caption.
        money: names of what may be in money.
        left_open: names of columns beside places that alone do not name an amount of now.

    """

    values: re.Pattern[str]
    growths: re.Pattern[str]
    growing: re.Pattern[str]
    falling: re.Pattern[str]
    no_amount: re.Pattern[str]
    money: re.Pattern[str]
    left_open: re.Pattern[str]


@cache
def header_grammar(lexicon: Lexicon) -> HeaderGrammar:
    """Return the patterns of headers and of the names of rows and columns."""
    words = lexicon.tables
    rising = either(words.rising)
    # 同比%: the sign of percent alone.
    changes = (
        f"{alternatives((*words.rising, *words.either_way))}|[±+＋]|(?<=[同环]比)(?=[（(]?[%％])"
    )
    return HeaderGrammar(
        values=re.compile(
            f"(?:{alternatives(words.values)}|(?P<year>20[0-9]{{2}}年)?{_PART_OF_A_YEAR}?"
            f"(?:{alternatives(words.values_of_times)}|(?P<ahead>{alternatives(words.aims)}))?){_NOTE}?"
        ),
        growths=re.compile(
            f"(?P<year>20[0-9]{{2}}年)?{_BASE}(?:{changes}){_OF_A_CHANGE}"
            "[±+＋-]*(?P<percent>[（(]?[%％][）)]?)?"
        ),
        growing=re.compile(f"{_BASE}{rising}(?:率|速度)?$"),
        falling=re.compile(f"{either(words.falling)}{_OF_A_CHANGE}$"),
        no_amount=re.compile(
            f"(?:{alternatives(words.no_amounts)}|[^收支]比)$|{alternatives(words.per_unit)}"
        ),
        money=re.compile(alternatives(words.money)),
        left_open=re.compile(
            f"{alternatives(words.left_open)}|^{either(words.nameless)}[量值额]?$|^[0-9]{{1,2}}月"
        ),
    )


_CAPTION_REACH = 200
"""Characters above a header; a caption is a short line."""
_CAPTION = re.compile("单位[：:][ 　]*(?P<units>[^\n）)]{1,20})")
_UNIT_MARKS = re.compile("[、，,；;/ 　]+")
_PERCENT_SIGNS = ("%", "％", "")
_BUDGET = "科目"
"""What the names of a budget are called: all of them are amounts of money."""


def unit_by_caption(text: str, header: Span, name: str, lexicon: Lexicon) -> CellUnit | None:
    """Return the unit that a caption above a table gives to a name without one: 单位：亿元、%.

    It is the one unit, besides percent, in the line above the header.

    Args:
        text: the text.
        header: the first cell of the header.
        name: of a row or a column.
        lexicon: the word lists.

    """
    grammar = header_grammar(lexicon)
    if grammar.no_amount.search(name):
        return None
    begin = text.rfind("\n", 0, header[0]) + 1
    above = text[max(0, begin - _CAPTION_REACH) : begin].rstrip()
    caption = _CAPTION.search(above, above.rfind("\n") + 1)
    if caption is None:
        return None
    words = _UNIT_MARKS.split(caption.group("units"))
    units = [word for word in words if word not in _PERCENT_SIGNS]
    unit = cell_unit(units[0], lexicon) if len(units) == 1 else None
    in_money = unit is not None and unit.symbol.endswith("元")
    if in_money and _BUDGET not in text[slice(*header)] and not grammar.money.search(name):
        return None
    return unit


def percent_unit(lexicon: Lexicon) -> CellUnit:
    """Return the unit of growths and shares."""
    percent = cell_unit("%", lexicon)
    assert percent is not None, "the lexicon has no unit %"
    return percent


def group_span(match: re.Match[str], group: str) -> Span | None:
    """Return where a group is; None if it is not in the match."""
    return match.span(group) if match.group(group) else None
