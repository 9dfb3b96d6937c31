"""Decides whether words name an indicator exactly, without any that narrow its meaning.

The rules that link figures ignore words such as 区本级 and 地方, which matter when figures of
several texts are compared: 地方财政总收入 and 财政总收入 are two things.
"""

import re
from functools import lru_cache

from districtgraph.graph.extraction.indicators import load_index, normalise

__all__ = ["names_indicator"]

_NEUTRAL_BEFORE = re.compile(
    "全[区县市旗州盟镇省]|[我本][区县市旗州盟]|全年|全社会|年度|当年|[年期月][末底]|今年|去年|上年"
    "|预计|预期|实现|完成|达到|保持|确保|力争|接待|组织|共|的|完成了|实现了|使|累计实现"
    "|[\u4e00-\u9fff]{1,6}(?<![城市园牧矿社景库辖片新林山灾学院厂]区)(?<!开发区)[区县旗]"
)
_NEUTRAL_AFTER = re.compile(
    "(?:预计|已|约|共|均|分别|全年|年均|可|将|力争|突破|超|再)?(?:完成额?|达到|达|为|实现|增至|增加到|提高到|控制在?|保持在?"
    "|提升到|下降到|降至|发展到|超过|突破|达到了|有|是|情况|水平|目标|总量|预计|分别|已|约|共|均|全年|力争|将|在|可)$"
)
_NARROWING = re.compile(
    "本级|[市区县旗]属|城区|市区|规[模上]|限[额上]|重点|国有|民营|直属|口岸|雨水|污水|供[热水]|燃气|排水"
)
"""Words that narrow what is measured, unless the indicator's own name has them."""
_LOCAL = re.compile("地方(?!一般公共预算|公共财政预算|财政一般预算|一般预算)")
_NEW = re.compile("新[增建改]")
_AND = re.compile("[和与及、]")
_MANY_WORDS = 4096
"""How many wordings are cached; texts repeat a few hundred."""
_MOST_STEPS = 8
"""The most neutral words that are removed from one wording."""


@lru_cache(maxsize=_MANY_WORDS)
def names_indicator(words: str, indicator: str, name: str = "") -> bool:
    """Return whether words name an indicator and nothing else: 全区地区生产总值完成.

    Args:
        words: the words as written.
        indicator: local IRI of the indicator.
        name: its preferred Chinese label, with which narrower labels are compared.

    """
    if name and _is_narrower(words, name):
        return False
    text = words.strip("“”\"'（）()　 ,，、：:")
    for _ in range(_MOST_STEPS):
        if any(found.iri == indicator for found in load_index().candidates(text)):
            return True
        shorter = _without_neutral(text)
        if shorter == text:
            return False
        text = shorter
    return False


def _is_narrower(words: str, name: str) -> bool:
    """Return whether words name a part of what an indicator's name covers, or another quantity.

    地方财政总收入 and 财政总收入, 政协提案 and 建议和提案, 参保人数 and 新增参保人数.
    """
    narrowed = _NARROWING.search(words)
    if narrowed and not _NARROWING.search(name):
        return True
    if ("国际" in words) != ("国内" in words) and "国内外" not in words:
        return True
    if _LOCAL.search(words) and "地方" not in name:
        return True
    if _AND.search(name) and not _AND.search(words):
        return True
    return bool(_NEW.search(name)) and "新" not in words


def _without_neutral(text: str) -> str:
    """Return words without one neutral word at the end or the beginning."""
    if after := _NEUTRAL_AFTER.search(text):
        return text[: after.start()]
    before = _NEUTRAL_BEFORE.match(text)
    if before and before.end() < len(text):
        return text[before.end() :]
    return normalise(text)
