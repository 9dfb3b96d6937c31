"""The date that a document prints, the year that it reports on, and that of its title."""

import re

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.periods.period_records import DocumentDate

__all__ = ["stated_date", "titled_year"]

_OPENING = 400
"""How many characters at the beginning of a document are searched for its date."""
_TITLE = 100
"""How many characters at the beginning of a document are searched for a title with a year."""
_TITLED = re.compile("((?:19|20)[0-9]{2})年(?:度)?(?:[市区县旗州盟人民政府]{0,6})工作报告")
_DELIVERED = re.compile(
    "(?P<words>[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)[，,]?在[^。\n]{2,60}会议?上"
)
_ISSUED = re.compile(
    "(?:发布|来源|时间|日期)[^\n]{0,12}?(?P<words>[12][0-9]{3}[-年.][0-9]{1,2}[-月.][0-9]{1,2}日?)"
)
_DIGIT = "[0-9〇○零一二三四五六七八九]"
_ALONE = re.compile(
    rf"^[^\S\n]*[—－–（(-]*(?P<words>{_DIGIT}{{4}}年[0-9一二三四五六七八九十]{{1,2}}月"
    r"[0-9一二三四五六七八九十]{1,3}日)[）)]?[^\S\n]*$",
    re.MULTILINE,
)
"""A line that has a date alone, as below a title."""
_REPORTED = re.compile(
    "((?:19|20)[0-9]{2})年?(?:度)?[^\n。]{0,30}(?:统计公报|运行情况|运行分析|经济形势)"
    # 2021年重点工作上半年完成情况: how far the work of a year has come
    "|((?:19|20)[0-9]{2})年[^\n。，,；;0-9]{0,12}"
    "(?:上半年|[一二三]季度|前三季度|(?:[0-9]{1,2}[-—至到])?[0-9]{1,2}月份?)"
    "[^\n。，,；;]{0,6}(?:完成|进展|落实|推进|执行)情况"
    # 2025年预算执行情况和2026年预算草案: what was done in a year, and what the next one is to bring
    "|((?:19|20)[0-9]{2})年[^\n。，,；;0-9]{0,20}(?:情况|总结|回顾)[^\n。，,；;0-9]{0,6}(?:和|及|与|暨|、)"
    "[^\n。，,；;0-9]{0,4}(?:19|20)[0-9]{2}年(?!上半年|[一二三]季度|前三季度|[0-9])"
)


def stated_date(text: str, lexicon: Lexicon) -> DocumentDate:
    """Return the date and the reporting year that a document prints at its beginning."""
    opening = text[:_OPENING]
    published, year = None, None
    if match := _first(opening):
        words = match.group("words")
        if words[0].isdecimal():
            words = re.sub("[年月.]", "-", words).removesuffix("日")
        (found,) = find_periods(words, lexicon) or (None,)
        published = found.first if found else None
    if reported := _REPORTED.search(opening):
        year = int(next(filter(None, reported.groups())))
    return DocumentDate(published, year)


def _first(opening: str) -> re.Match[str] | None:
    return _DELIVERED.search(opening) or _ISSUED.search(opening) or _ALONE.search(opening)


def titled_year(text: str) -> int | None:
    """Return the year in the title of a work report; it is given in that year, mostly early.

    2013年政府工作报告 reviews the year before.
    """
    titled = _TITLED.search(text[:_TITLE])
    return int(titled.group(1)) if titled else None
