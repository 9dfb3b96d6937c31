"""Decides whether words name an indicator exactly, without any that narrow its meaning.

The rules that link figures ignore words such as 区本级 and 地方, which matter when figures of
several texts are compared: 地方财政总收入 and 财政总收入 are two things.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from districtgraph.graph.extraction.indicators import load_index, normalise
from districtgraph.graph.extraction.word_patterns import either
from districtgraph.graph.text.word_lists import word_lists
from districtgraph.graph.text.yaml_files import read_yaml

__all__ = ["names_indicator"]

_NEW = re.compile("新[增建改]")
_AND = re.compile("[和与及、]")
_MANY_WORDS = 4096
"""How many wordings are cached; texts repeat a few hundred."""
_MOST_STEPS = 8
"""The most neutral words that are removed from one wording."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    neutral_before: re.Pattern[str]
    neutral_after: re.Pattern[str]
    narrowing: re.Pattern[str]
    local: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = word_lists(read_yaml(Path(__file__).with_suffix(".yaml")), _LISTS)
    return _Patterns(
        re.compile(
            f"全[区县市旗州盟镇省]|[我本][区县市旗州盟]|[年期月][末底]|{either(words['before'])}"
            "|[\u4e00-\u9fff]{1,6}(?<![城市园牧矿社景库辖片新林山灾学院厂]区)(?<!开发区)[区县旗]"
        ),
        re.compile(f"{either(words['adverbs'])}?{either(words['after'])}$"),
        re.compile(either(words["narrowing"])),
        re.compile(f"地方(?!{either(words['local-budgets'])})"),
    )


_LISTS = ("before", "adverbs", "after", "narrowing", "local-budgets")


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
    patterns = _patterns()
    if patterns.narrowing.search(words) and not patterns.narrowing.search(name):
        return True
    if ("国际" in words) != ("国内" in words) and "国内外" not in words:
        return True
    if patterns.local.search(words) and "地方" not in name:
        return True
    if _AND.search(name) and not _AND.search(words):
        return True
    return bool(_NEW.search(name)) and "新" not in words


def _without_neutral(text: str) -> str:
    """Return words without one neutral word at the end or the beginning."""
    if after := _patterns().neutral_after.search(text):
        return text[: after.start()]
    before = _patterns().neutral_before.match(text)
    if before and before.end() < len(text):
        return text[before.end() :]
    return normalise(text)
