"""What the headers and captions of tables say: of values, growths, years, aims and units."""

import re

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.quantities.table_cells import CellUnit, Span, cell_unit

__all__ = [
    "FALLING",
    "GROWING",
    "GROWTHS",
    "VALUES",
    "group_span",
    "percent_unit",
    "unit_by_caption",
]

# 绝对数, 1-12月累计, 2024年: the cells below are values; 2026年计划: they are aimed at.
VALUES = re.compile(
    "(?:绝对[数值量额]|总量|数量|产量|产值|销量|金额|数值|实绩|实际数?|完成数?|本[年期月季]数?|本年累计|全年|[年期]末数?|指标值|合计"
    "|(?P<year>20[0-9]{2}年)?(?:[0-9]{1,2}[-—–至][0-9]{1,2}月|[上下]半年|[一二三四]季度|前三季度)?"
    "(?:累计数?|完成数?|实绩|绝对[数值量额]|执行数?|决算数?|快报数?|初步数|预计(?:数|完成数?)?"
    "|(?P<ahead>计划数?|目标(?:数|值)?|预算数?|预期(?:目标|值)?|安排数?|规划目标))?)(?:[（(][^（）()]{1,8}[）)])?"
)
_BASE = (
    "(?P<base>[比较]?(?:上年|去年)(?:同期|同[月季]|末|底)?|同比|环比|[比较]?(?:上[月季]|年初))?"
    "(?:实际|名义)?"
)
# 比上年增长(%), 同比±%: growth in percent, with its base.
GROWTHS = re.compile(
    f"(?P<year>20[0-9]{{2}}年)?{_BASE}"
    "(?:增长|增减|增速|增幅|涨幅|涨跌幅|升降|变化|变动|[±+＋]|(?<=[同环]比)(?=[（(]?[%％]))(?:率|速度|幅度)?"
    "[±+＋-]*(?P<percent>[（(]?[%％][）)]?)?"
)
# 固定资产投资比上年增长, 能耗下降: the name of a change in percent, and of what changed.
GROWING = re.compile(f"{_BASE}(?:增长|增速|增幅|涨幅)(?:率|速度)?$")
FALLING = re.compile("(?:下降|降低|减少|降幅|跌幅)(?:率|速度|幅度)?$")

_CAPTION_REACH = 200
"""Characters above a header; a caption is a short line."""
_CAPTION = re.compile("单位[：:][ 　]*(?P<units>[^\n）)]{1,20})")
_UNIT_MARKS = re.compile("[、，,；;/ 　]+")
_PERCENT_SIGNS = ("%", "％", "")
# Names of what is in no unit of a caption, whatever it says, and of what may be in money.
_NO_AMOUNT = re.compile(
    "(?:率|增速|增幅|增长|比例|系数|指数|[^收支]比|比重|排[序名位]|位次|名次|进度|得分|天数|[户人个家]数|人口|人次|单位|[村镇社]区?)$"
    "|人均|户均|每"
)
_MONEY = re.compile(
    "收入|支出|产值|增加值|总值|投资|税|[额款费债]|资金|利润|预算|余额|GDP|进口|出口"
)
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
    if _NO_AMOUNT.search(name):
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
    if in_money and _BUDGET not in text[slice(*header)] and not _MONEY.search(name):
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
