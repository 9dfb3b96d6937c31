"""Links that depend on the whole that a figure's words belong to: industries, shares, thresholds.

第一产业下降9% is about value added in a paragraph on the gross product, and about investment in one
on investment. 第一产业增加值 after 民营经济增加值…，其中 is only a part of the first industry.
"""

import re
from collections.abc import Iterator

from districtgraph.graph.extraction.heads.head_words import Head
from districtgraph.graph.extraction.quantities.changes import Change
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity

__all__ = [
    "branch_indicator",
    "industry_indicator",
    "is_another_amount",
    "is_change_of_share",
    "name_by_area",
    "names_of_share",
]

_INVESTMENTS = {
    f"indicator/{name}-industry-value-added": f"indicator/{name}-industry-investment"
    for name in ("primary", "secondary", "tertiary")
}
_TOPIC = re.compile(
    "(?P<output>生产总值|GDP|(?<!工业)增加值|经济总量)|(?P<investment>投资)"
    "|贡献|拉动|用电|就业|从业|税收|贷款|法人|工资|单位|户"
)
# 民营经济增加值9亿元，其中：第一产业增加值…
_PART_OF_ALL = re.compile(
    "(?:民营|非公有?制?|个体|私营|国有|集体|海洋|数字|旅游|文化|园区|开发区)[^，,。；]{0,8}增加值"
)
_SHARE = re.compile("(?P<whole>占[^，,；;。]{1,20}?的?)?(?:所占)?的?(?P<share>比重|比例|占比|份额)")
_AFTER_AMOUNT = re.compile(
    "[0-9][^，,；;。]{0,4}[，,]占(?:全[国省市区县州旗]|我[省市区县])?的?(?P<whole>[^，,；;。的0-9]{2,14}?)"
    "(?:的?(?:比重|比例)[^，,；;。0-9]{0,6}|的)$"
)
# 农林牧渔业总产值9亿元。其中，农业总产值5亿元: farming and forestry alone are branches of it.
_ALL_BRANCHES = re.compile("农林牧渔[^，,。；0-9]{0,8}产值")
_BRANCHES = re.compile("(?:农业|林业)(?:实现|完成)?(?:总产值|产值)")
_OF_PRODUCT = re.compile("占(?:全[市省区县州旗])?(?:地区|国内)?(?:生产总值|GDP)的?")


def industry_indicator(text: str, head: Head, found: str) -> str | None:
    """Return the indicator of one of the three industries that the paragraph is about.

    Args:
        text: the text.
        head: the words for the industry.
        found: the indicator that these words alone name.

    """
    if found not in _INVESTMENTS:
        return found
    paragraph = text[text.rfind("\n", 0, head.start) + 1 : head.start]
    if "增加值" in head.name:
        whole, mark, _ = paragraph.rpartition("其中")
        return None if mark and _PART_OF_ALL.search(whole) else found
    topics = list(_TOPIC.finditer(paragraph))
    if not topics or topics[-1].group("output"):
        return found
    return _INVESTMENTS[found] if topics[-1].group("investment") else None


def branch_indicator(text: str, head: Head, found: str) -> str | None:
    """Return the indicator of an output, None for a branch of the output that a paragraph is about.

    Args:
        text: the text.
        head: the words for the output.
        found: the indicator that these words alone name.

    """
    if not _BRANCHES.fullmatch(head.name):
        return found
    paragraph = text[text.rfind("\n", 0, head.start) + 1 : head.start]
    return None if _ALL_BRANCHES.search(paragraph) else found


def names_of_share(text: str, head: Head, change: Change, quantity: Quantity) -> tuple[str, ...]:
    """Return the names of the share that a figure, or the change that it is, is one of.

    - 第一产业占地区生产总值的比重上升3个百分点 is a change of that share, not of the value added;
    - 非公经济增加值9亿元，占GDP比重达52% is that share, though its amount comes in between.

    They are empty for a figure of another kind, and where the head alone is part of the name.
    """
    if head.end > quantity.start:
        return ()
    if change.kind == "share":
        amount = _AFTER_AMOUNT.search(text, head.end, quantity.start)
        return (f"{head.name}占{amount.group('whole')}比重",) if amount else ()
    match = _SHARE.search(text, head.end, quantity.start) if change.kind == "points" else None
    if match is None or re.search("[。；;]", text[head.end : match.start()]):
        return ()
    return tuple(_names(head.name, match))


def _names(name: str, match: re.Match[str]) -> Iterator[str]:
    whole = match.group("whole") or ""
    yield f"{name}{whole}{match.group('share')}"
    if not whole or _OF_PRODUCT.fullmatch(whole):
        yield f"{name}占比"
        yield f"{name}比重"


# 社会消费品零售总额9亿元。按经营地分，城镇6亿元，…；|乡村|3亿元
_BY_AREA = re.compile(
    "零售总额[^\\n]*(?:按经营(?:单位所在)?地分|按销售单位所在地分|按城乡分|分城乡看?)[^。\\n]*$"
)
_AREAS = ("城镇", "乡村")


def name_by_area(text: str, head: Head) -> str:
    """Return the name of a head, that of its sales for an area which a paragraph on sales has."""
    if head.name not in _AREAS:
        return head.name
    paragraph = text[text.rfind("\n", 0, head.start) + 1 : head.start]
    return f"{head.name}消费品零售额" if _BY_AREA.search(paragraph) else head.name


# 占全区生产总值的62.7%，比上年同期提高|0.8个百分点
_CHANGE_OF_SHARE = re.compile("占(?!比)[^，,；;。0-9]{1,24}[0-9.]+[%％][，,、][^，,；;。：:0-9%]*$")


def is_change_of_share(text: str, start: int, change: Change, quantity: Quantity) -> bool:
    """Return whether points are a change of the share that the figure before is.

    Args:
        text: the text.
        start: where its sentence begins.
        change: what the figure is.
        quantity: its number.

    """
    in_points = change.kind == "points"
    return in_points and _CHANGE_OF_SHARE.search(text, start, quantity.core_start) is not None


# 税收超|千万元|的企业, 产值|亿元以上|企业: an amount that only says which things are meant.
_THINGS = (
    "(?:企业|公司|法人|项目|工程|村|小区|乡镇|镇|街道|县|户|家庭|人群|人员|产业|集群|园区|品牌|单位|学校|医院"
    "|景区|商圈|合作社|行业|街区|楼宇|商户)"
)
_WHICH = re.compile(f"的(?:[^，,；;。：:、的0-9]{{0,8}}?){_THINGS}")
_WHICH_DIRECTLY = re.compile(f"(?:规上|重点|重大|龙头|骨干|优质|产业|工业|以上)*{_THINGS}")


def is_another_amount(text: str, head: Head, quantity: Quantity) -> bool:
    """Return whether a number after a head is no value of what the head alone names.

    收入2000万元及以上的企业 and 收入10万元以下的村 only say which things are meant,
    一般公共预算收入总计9亿元 is the sum of that revenue and of transfers.
    """
    bounded = quantity.comparator != "equal"
    threshold = _WHICH.match(text, quantity.end) or (
        bounded and _WHICH_DIRECTLY.match(text, quantity.end)
    )
    sums_up = head.name.endswith(("收入", "支出")) and text.startswith("总计", head.end)
    return bool(threshold or sums_up)
