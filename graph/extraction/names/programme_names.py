"""Programmes by a suffix, but not mere works: 城市更新行动, not 供水工程."""

import re
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.named_text import NamedText

__all__ = ["is_programme"]


def is_programme(source: NamedText, start: int, at: int, suffix: str) -> bool:
    """Return whether a phrase names a programme, not just a kind of works (重点工程, 供水工程)."""
    core = source.text[start:at]
    if suffix == "长制":
        return len(core) == 1
    works = source.lexicon.works.covers(core) and not _is_campaign(core, suffix)
    if len(core) < 2 or works or _is_of_a_kind(source, start, at, suffix):
        return False
    governed = _is_governed(source, start, suffix)
    if suffix == "工程" and len(core) < 4 and _is_among_works(source, start, at + len(suffix)):
        return not source.lexicon.generic.covers(core)
    if suffix in ("项目", "计划", "试点", "工程") and len(core) < 4:
        return governed and suffix != "计划" and not source.lexicon.generic.covers(core)
    if governed or suffix not in _GOVERNED or _is_of_a_name(source, core):
        return True
    return suffix == "项目" and _is_under_way(source, core, at + len(suffix))


def _is_of_a_kind(source: NamedText, start: int, at: int, suffix: str) -> bool:
    """Return whether words only describe or count works: 30条道路的|翻建工程, 供水工程|10处.

    公园相关|工程 is one too, and so is 为代表的|生物医药产业|项目.
    """
    core, before = source.text[start:at], source.text[start - 1 : start]
    if _RELATED.search(core) or _SO_MANY.match(source.text, at + len(suffix)):
        return True
    if before == "的" and len(core) < _SHORTEST_AFTER_AN_ATTRIBUTE:
        return True
    if before == "等" and suffix in ("工程", "项目"):
        # 云科等|智算项目 sums up a list.
        return True
    if suffix in ("工程", "项目") and _is_the_second_of_two(source, start, core, suffix):
        return True
    trade = suffix == "项目" and core.endswith("产业")
    place = next((n for n in (4, 3, 2) if source.lexicon.known.get(core[:n]) == "place"), 0)
    if trade and place:
        # 包头|稀土产业|项目
        return source.lexicon.generic.covers(core[place:])
    return trade and source.lexicon.generic.covers(core) and before in ("的", "、")


def _is_the_second_of_two(source: NamedText, start: int, core: str, suffix: str) -> bool:
    """Return whether ordinary words are only the second of two works: 水厂扩建及|管网改造|工程."""
    last = source.phrases.last_break(start)
    joined = last is not None and last.end == start and last.word in ("和", "及", "与")
    before = source.text[last.start - 1 : last.start] if last and joined else ""
    short = suffix == "项目" or len(core) <= _LONGEST_SECOND
    return short and "一" <= before <= "鿿" and source.lexicon.generic.covers(core)


_LONGEST_SECOND = 4


_RELATED = re.compile("(?:相关|有关)(?:工程|建设|配套)?$|配套$|类$")
_SO_MANY = re.compile("[0-9]+[余多]?[处项个座]")


def _is_among_works(source: NamedText, start: int, end: int) -> bool:
    """Return whether works stand in a list of works: 云防林工程、|天湖工程."""
    before = source.text.endswith("工程、", 0, start)
    return before or _NEXT_WORKS.match(source.text, end) is not None


_NEXT_WORKS = re.compile("、[一-鿿]{2,6}?工程[、和等，。]")
_SHORTEST_AFTER_AN_ATTRIBUTE = 4
_GOVERNED = ("项目", "计划", "试点")


def _is_under_way(source: NamedText, core: str, end: int) -> bool:
    """Return whether a project is the subject of what projects do: 云晶电池壳项目|6月8日投产.

    A number after it counts projects of its kind.
    """
    own = not source.lexicon.generic.covers(core)
    return own and _under_way().match(source.text, end) is not None


@cache
def _under_way() -> re.Pattern[str]:
    words = load_name_contexts().projects
    return re.compile(
        "(?:(?:于|在)?(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|[上中下]旬|底|初)?)?"
        f"(?:（[^（）]{{1,8}}）)?{either(words['how'])}*"
        f"(?:[：:]|取得[一-鿿]{{0,4}}进展|{either(words['stages'])})(?![0-9])"
    )


def _is_governed(source: NamedText, start: int, suffix: str) -> bool:
    """Return whether a verb that programmes have is before a name, or before its list.

    实施强基计划、领航计划: the items of the list have the same suffix.
    """
    last = source.phrases.last_break(start)
    while last is not None and source.text.endswith(suffix + "、", 0, start):
        start = last.start - len(suffix)
        last = source.phrases.last_break(start)
        start = last.end if last else 0
    if suffix == "项目" and source.text.endswith(_MAKING, 0, start):
        # 投资5亿元建设的玉米乙醇项目 says what is made.
        return False
    return last is not None and last.word in source.lexicon.programme_verbs


_MAKING = ("建设的", "兴建的", "新建的", "生产的")


def _is_campaign(core: str, suffix: str) -> bool:
    """Return whether the suffix alone shows a campaign's name: 老旧小区改造三年行动."""
    return len(suffix) > 2 and len(core) > 3 and suffix not in ("扩建工程",)


def _is_of_a_name(source: NamedText, core: str) -> bool:
    """Return whether works are named after a known name: 中储粮粮食仓储物流项目."""
    return any(core[:size] in source.lexicon.known for size in range(2, min(8, len(core) - 2)))
