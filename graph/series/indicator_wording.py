"""Decides whether words name an indicator exactly, without any that narrow its meaning.

The rules that link figures ignore words such as 区本级 and 地方, which matter when figures of
several texts are compared: 地方财政总收入 and 财政总收入 are two things.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from districtgraph.graph.extraction.indicators.indicator_index import load_index, normalise
from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.text.word_lists import word_lists
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = ["names_indicator", "narrower_name"]

_NEW = re.compile("新[增建改]")
_AND = re.compile("[和与及、]")
_MANY_WORDS = 4096
"""How many wordings are cached; texts repeat a few hundred."""
_MOST_STEPS = 8
"""The most neutral words that are removed from one wording."""


_LISTS = ("before", "adverbs", "after", "narrowing", "local-budgets")
_JOINT = "joint"


@dataclass(frozen=True, slots=True)
class _Patterns:
    neutral_before: re.Pattern[str]
    neutral_after: re.Pattern[str]
    narrowing: re.Pattern[str]
    local: re.Pattern[str]


@cache
def _wording() -> Node:
    return read_yaml(Path(__file__).with_suffix(".yaml"))


@cache
def _patterns() -> _Patterns:
    words = word_lists(_wording(), _LISTS, (_JOINT,))
    return _Patterns(
        re.compile(
            f"全[区县市旗州盟镇省]|[我本][区县市旗州盟]|[年期月][末底]|{either(words['before'])}"
            "|[\u4e00-\u9fff]{1,6}(?<![城市园牧矿社景库辖片新林山灾学院厂]区)(?<!开发区)[区县旗]"
        ),
        re.compile(f"{either(words['adverbs'])}?{either(words['after'])}$"),
        re.compile(either(words["narrowing"])),
        re.compile(f"地方(?!{either(words['local-budgets'])})"),
    )


@cache
def _joint_names() -> Mapping[str, tuple[str, ...]]:
    joint = _wording().node(_JOINT)
    return word_lists(joint, joint)


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
    return any(
        found.iri == indicator
        for text in _shortened(words)
        for reading in _parts_of_joint_name(text, name)
        for found in load_index().candidates(reading)
    )


@lru_cache(maxsize=_MANY_WORDS)
def narrower_name(words: str, labels: tuple[str, ...]) -> str:
    """Return a name that says more than an indicator's, without neutral words: 地方财政总收入.

    Two texts about one place that use the same narrower name mean the same thing by it.

    Args:
        words: the words as written.
        labels: the indicator's Chinese labels.

    Returns:
        The name; empty if no label is in it.

    """
    name = _shortened(words)[-1]
    return name if any(label in name and label != name for label in labels) else ""


def _shortened(words: str) -> list[str]:
    """Return words, then each time without one more neutral word at the end or the beginning."""
    found = [words.strip("“”\"'（）()　 ,，、：:")]
    while len(found) < _MOST_STEPS and (shorter := _without_neutral(found[-1])) != found[-1]:
        found.append(shorter)
    return found


def _parts_of_joint_name(text: str, name: str) -> list[str]:
    """Return a name, and what it says of one of two things: 城镇居民收入 of 城乡居民收入.

    Rules link the two numbers of 城乡居民收入分别增长7%和8% to an indicator each.
    """
    parts = [
        text.replace(joint, part)
        for joint, of_joint in _joint_names().items()
        if joint in text
        for part in of_joint
        if part in name
    ]
    return [text, *parts]


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
