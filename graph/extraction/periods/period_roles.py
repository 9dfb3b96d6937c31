"""How words for a time relate to a figure: its own time, a deadline, the other side of it."""

import re

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.period_records import PeriodKind, PeriodRole

__all__ = ["is_comparison", "role_and_end", "role_of"]

# 2020年前 and 6月底前, but not 目前.
_UNTIL = re.compile(
    "[月日底末](?:之|以)?前$|[0-9０-９〇○零一二三四五六七八九]{4}年(?:之|以)?前$|度(?:之|以)?前$"
)
_SINCE_YEAR = re.compile("[0-9０-９〇○零一二三四五六七八九]{4}年来$")
# 投资9亿元，不足上年的九成: the other side.
_MEASURED_AGAINST = ("为", "不足", "不到", "超过", "突破", "超", "接近", "达", "达到")
_OF_MULTIPLE = re.compile(r"的?(?:\d[\d.]*(?:倍|%)|[一两二三四五六七八九][成倍]|[三四五]分之)")
# 订单排到2028年，全年修船9艘: how long something lasts.
_UNTIL_THEN = re.compile("(?:排产?|持续|延续|延长|推迟|顺延|有效期|保留)[到至]$")
# 比2019年同期, 恢复到上年同期: a 同期 after another time is what is compared with.
_SAME_AS = re.compile(
    "(?:比|较|与|恢复到|恢复至|(?:超|创|高于|低于|好于)过?(?=历史|历年|往年))[^，,；;。（(]{1,10}$"
)
# 较1—9月和|上年同期: the second of two other sides.
_OTHER_SIDE_TOO = re.compile("(?:比|较(?![好快大高多强]))[^，,；;。（(]{2,16}[和与及、]$")
# 同期增长5%: as 同比.
_CHANGED = re.compile("[增减降升涨](?!加值)|下降|上升|上涨|提高|回落")
_BASE = re.compile("(?:[较高低]{1,2})?(?:基数)?的?基础上")
_PRICES = re.compile("的?(?:可比|不变|现行)?价|年?(?:平均|末)?汇率")
_SEEN = re.compile("(?:当月|当季|情况)?(?:来)?看")
# 从7月份开始, 自3月1日起: it lasts on.
_ON = re.compile("[，,]?(?:开始|起(?![步点源初草飞]))")
_EVER_SINCE = re.compile("[^，,。；;：:0-9]{2,24}以来(?=[，,])")
_SINCE_AN_EVENT = re.compile("(?:(?![的至自从])[一-鿿]){1,8}以来(?=[，,])")


def _lasts_on(match: re.Match[str]) -> bool:
    """Return whether the words around a time make it a beginning: 从7月份开始."""
    begins = match.string.endswith(("自", "从"), 0, match.start())
    return begins and _ON.match(match.string, match.end()) is not None


def _is_other_side(match: re.Match[str]) -> bool:
    """Return whether the words around say what something else is compared with."""
    before = match.string, max(0, match.start() - 18), match.start()
    if match.group() == "同期" and (
        _SAME_AS.search(*before)
        or _CHANGED.match(match.string, match.end())
        # 占同期全省总值的61%: of the time that the figure has.
        or match.string.endswith("占", 0, match.start())
    ):
        return True
    # 与去年同期和今年一季度相比: both are the other side.
    compared = match.string.startswith(("相比", "相较"), match.end())
    return compared or _OTHER_SIDE_TOO.search(*before) is not None


def is_comparison(match: re.Match[str], role: PeriodRole, lexicon: Lexicon) -> bool:
    """Return whether a time is the other side of a comparison: 比2015年, 恢复到2019年同期的93%."""
    before = match.string[max(0, match.start() - 4) : match.start()]
    follows = match.string[match.end() : match.end() + 1]
    if _is_other_side(match) or _UNTIL_THEN.search(before):
        return True
    same = match.group().endswith("同期") and _OF_MULTIPLE.match(match.string, match.end())
    if same or before.endswith("恢复"):
        # 恢复到2019年同期的93%: the other side.
        return True
    based = before.endswith("在") and _BASE.match(match.string, match.end())
    if based or (before.endswith(("按", "以")) and _PRICES.match(match.string, match.end())):
        # 在2020年基础上翻一番, 按2005年可比价格计算: what a change starts from.
        return True
    if before.endswith("从") and _SEEN.match(match.string, match.end()):
        # 从6月份看: what is seen from it is in it.
        return False
    if before.endswith(("由", "从")):
        # 由2010年的4亿元增加到…: the time of the figure that a change started from; but
        # 从2016年到2023年，关闭企业41家: the years in which it happened.
        spans = match.groupdict().get("last") is not None
        return not spans and role != "since" and not (follows == "的" or follows.isdigit())
    if role == "deadline" and before.endswith(("是", "与", "同")):
        return False
    if before.endswith(_MEASURED_AGAINST) or _is_less_than(match):
        return bool(_OF_MULTIPLE.match(match.string, match.end()))
    return before.endswith(lexicon.comparison_words)


def _is_less_than(match: re.Match[str]) -> bool:
    """Return whether a 到 belongs to 不到 and not to the time: 不|到上年."""
    return match.group().startswith("到") and match.string.endswith("不", 0, match.start())


def role_of(match: re.Match[str]) -> PeriodRole:
    """Return how words relate to the period that they name, as far as they alone say so."""
    words = match.group()
    if words.startswith(("截至", "截止")):
        return "as-of"
    if words.endswith(("以来", "起", "后", "至今")) or _SINCE_YEAR.search(words):
        return "since"
    if (words.startswith(("到", "至")) and not words.startswith("至今")) or _UNTIL.search(words):
        return "deadline"
    return "during"


def role_and_end(match: re.Match[str], kind: PeriodKind) -> tuple[PeriodRole, int]:
    """Return how a time relates to what it dates, and where its words end.

    Args:
        match: the words.
        kind: what they name.

    """
    role, text, end = role_of(match), match.string, match.end()
    if role != "during":
        return role, end
    begun = text.endswith(("自", "从"), 0, match.start())
    # 自2019年启动改造以来: the word that makes it a beginning is at the end of its clause.
    since = _EVER_SINCE.match(text, end) if begun else None
    if not since and kind in ("day", "month", "year"):
        # 4月1日入汛以来, 2023年5月开业以来
        since = _SINCE_AN_EVENT.match(text, end)
    if since:
        return "since", since.end()
    return "since" if _lasts_on(match) else role, end
