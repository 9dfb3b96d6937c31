"""Names of the bodies of a territory, its departments, and the committees of parties."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.division_chains import chain_before
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.named_text import NamedText, within
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["names_of_bodies", "party_committees", "party_units"]


@cache
def _body_pattern(
    levels: tuple[str, ...],
    names: tuple[str, ...],
    functions: tuple[str, ...],
    ends: tuple[str, ...],
) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<level>{either(levels)})(?P<body>{either(names)})(?!(?<=委)托|(?<=人大)代表(?!大会)|(?<=办)[理公法学事好]|(?<=政府)工作报告|(?<=馆)群)"
        rf"|(?P<of>{either((*levels, '国家'))})?(?P<function>{either(functions)})"
        rf"(?P<office>{either(ends)})(?![部面势限域级托员任]|(?<=委)会(?!议)|(?:(?![和与及由等在将被省市县区])[一-鿿]){{0,8}}?(?:集团|公司))"
    )


def names_of_bodies(source: NamedText) -> Iterator[NamedThing]:
    """Yield the bodies of a territory, found by its level, and departments by their function."""
    lexicon, text = source.lexicon, source.text
    pattern = _body_pattern(
        lexicon.body_levels, lexicon.body_names, lexicon.functions, lexicon.function_ends
    )
    for match in pattern.finditer(text):
        named = match.group("level") or match.group("of")
        if match.group("level") and _NO_LEVEL.search(text, max(0, match.start() - 2), match.end()):
            continue
        if _is_of_a_town(source, match):
            continue
        prefecture = (
            match.group("level") == "州" and _known_before(source, match.start() + 1) is None
        )
        if prefecture and not _begins(source, match.start()):
            # 苏州委派 does not contain the body 州委.
            continue
        level = match.group("level") or ""
        start = (
            _territory_before(source, match.start(), level)
            if named
            else match.start() - _length_of_a_county_before(source.text, match.start())
        )
        if start is not None:
            end = _with_its_unit(text, match.end())
            yield NamedThing(start, end, text[start:end], "organisation", "bodies")


# 社区党群服务中心 does not belong to a 区, 直辖市人民政府 not to one city.
_NO_LEVEL = re.compile("(?:[社小片校街]区|直辖市|乡镇)(?:党|委|人民|政府)")


def _is_of_a_town(source: NamedText, match: re.Match[str]) -> bool:
    """Return whether a level is only the end of 城市: 江州城市|博物馆, but 运城市|博物馆."""
    at = match.start()
    ends = match.group("level") == "市" and source.text[at - 1 : at] == "城"
    return ends and chain_before(source, at + 1) is None


def _known_before(source: NamedText, end: int) -> int | None:
    """Return where a known place begins that ends at a position: 黔东南州|人民政府."""
    known = source.lexicon.known
    return next(
        (at for at in (end - 4, end - 3) if known.get(source.text[at:end]) == "place"), None
    )


def _begins(source: NamedText, position: int) -> bool:
    """Return whether a phrase begins or a body ends at a position: 省政府、|州委."""
    last = source.phrases.last_break(position)
    return (last.end if last else 0) == position or source.text[position - 1] in "委府会"


def _length_of_a_county_before(text: str, position: int) -> int:
    """Return the length of a county's short name that ends at a position (云湖|旅游局), or 0."""
    for size in (3, 2):
        short = text[max(0, position - size) : position]
        wholes = [f"{short}{level}" for level in "县市区旗"] if len(short) == size else []
        if any(whole in text and whole in load_divisions().names() for whole in wholes):
            return size
    return 0


_LONGEST_TERRITORY = 10
_WHOLE = re.compile("[全各本我该某外邻跨]$")


def _territory_before(source: NamedText, level: int, word: str) -> int | None:
    """Return where the name of a body begins, given the position of its level (区, 市)."""
    if (official := _official_before(source, level, word)) is not None:
        return official
    last = source.phrases.last_break(level)
    start = max(last.end if last else 0, level - _LONGEST_TERRITORY)
    for _, end in within(source.verbal_nouns, start, level):
        start = end
    core = source.text[start:level]
    if _WHOLE.search(core):
        return None
    if core == "团":
        return start
    if _is_county(source.text, level, core):
        return level - 1
    if len(word) > 1 and (zone := _zone_before(source, core, start, level + len(word))) is not None:
        return zone
    town = word in ("镇", "乡") and core in load_divisions().names()
    if len(core) == 1 or (source.lexicon.generic.covers(core) and not town):
        return level
    return _beginning_of_territory(core, start, level)


def _official_before(source: NamedText, level: int, word: str) -> int | None:
    """Return where official or known names begin whose last character is the level."""
    if word == "州" and (known := _known_before(source, level + 1)) is not None:
        return known
    official = chain_before(source, level + 1)
    if official is None:
        return None
    # 中共江州|市委
    return official - 2 * source.text.startswith("中共", max(0, official - 2))


def _known_zone(source: NamedText, end: int) -> int | None:
    """Return where a known zone begins that ends with a level: 成都|天府新区|党工委."""
    known = source.lexicon.known
    at = next((a for a in range(max(0, end - 6), end - 2) if known.get(source.text[a:end])), None)
    if at is None:
        return None
    city = next((n for n in (4, 3, 2) if known.get(source.text[max(0, at - n) : at])), 0)
    return at - city


def _zone_before(source: NamedText, core: str, start: int, end: int) -> int | None:
    """Return where a zone with a body begins: 县工业|园区管委会, 云港经济|开发区党工委."""
    if (known := _known_zone(source, end)) is not None:
        return known
    own = _TERRITORIAL.split(core)[-1]
    if core[:1] in tuple("省市县区") and source.lexicon.generic.covers(core[1:]):
        return start
    named = 1 < len(own) <= _LONGEST_ZONE and not source.lexicon.generic.covers(own)
    return start if named and not _NO_TERRITORY.search(core) else None


_LONGEST_ZONE = 8
"""The most characters of a zone's own name before its level: 云港经济技术|开发区."""


def _with_its_unit(text: str, end: int) -> int:
    """Return where a body's name ends with the unit of it that is named: 区工商联|党组."""
    unit = _unit().match(text, end)
    return unit.end() if unit else end


_WORDS = "(?:(?![召开组织围绕就的和在是对与及主副])[一-鿿])"
_NO_MEETING = "(?![一-鿿]{0,2}会议)"


@cache
def _unit() -> re.Pattern[str]:
    """Return the pattern of the unit of a body, after the body's name."""
    words = load_name_contexts().units
    return re.compile(
        f"(?:机关)?{either(words['of-the-party'])}{_NO_MEETING}"
        f"|(?<=人大常委会|政府办公室){_WORDS}{{2,6}}{either(words['offices-of-assemblies'])}"
        "|(?<=人大|政协)工委"
        "|(?<=局)(?![各到何])[一-鿿]{2,6}?[处科](?=相关负责|负责人|有关负责)"
        f"|(?<=政协|人大){_WORDS}{{2,8}}?{either(words['of-assemblies'])}(?![主副])"
        f"|(?<=政府)(?:驻[一-鿿]{{1,4}}?{either(words['missions'])}"
        f"|{_WORDS}{{2,6}}?{either(words['of-governments'])})"
        f"|(?<=[省市县区旗州]委){either(words['of-party-committees'])}(?!(?<=常委会)议)"
    )


# 中共云湖县支部
_BRANCH = "中共[一-鿿]{1,6}?[省市县区镇乡村](?:支部|特支|总支|工委|特委)"


@cache
def _committee() -> re.Pattern[str]:
    parties = either(load_name_contexts().units["other-parties"])
    return re.compile(
        f"政协[一-鿿]{{2,8}}?[省市县区州]委员会|{_BRANCH}|"
        f"{parties}(?:中央(?!和)|[一-鿿]{{0,4}}?[省市县区州]委会?(?![员托])|[一-鿿]{{0,6}}?(?:总支部?|支部))"
    )


def party_committees(text: str) -> Iterator[NamedThing]:
    """Yield the committees of the other parties, and early branches of the Communist Party.

    民建云湖市委会, 中共云湖县支部.
    """
    for match in _committee().finditer(text):
        yield NamedThing(*match.span(), match.group(), "organisation", "parties")


@cache
def _party_unit() -> re.Pattern[str]:
    kinds = either(load_name_contexts().units["of-settlements"])
    return re.compile(f"(?:机关)?{kinds}{_NO_MEETING}")


_SETTLEMENT = re.compile("(?:村|社区|镇|乡|街道|嘎查)$")


def party_units(names: Iterable[NamedThing], text: str) -> Iterator[NamedThing]:
    """Yield the committees and branches of the Communist Party of villages and towns.

    白沙村|党支部, 白沙镇|机关党支部; 白沙村党组织 is no name.
    """
    for name in names:
        if name.kind == "place" and _SETTLEMENT.search(name.text):
            unit = _party_unit().match(text, name.end)
            if unit:
                words = text[name.start : unit.end()]
                yield NamedThing(name.start, unit.end(), words, "organisation", "bodies")


def _is_county(text: str, level: int, core: str) -> bool:
    """Return whether a county with a name of one character ends here: 威|县, 、和|县."""
    if text[level - 1 : level + 1] not in load_divisions().names() or text[level] != "县":
        return False
    conjunction = core == "" and text[level - 1] == "和" and text[level - 2 : level - 1] == "、"
    return len(core) == 1 or conjunction


_LONGEST_OWN = 4
"""The most characters of a territory's own name before its level; more are other words."""
_TERRITORIAL = re.compile("[省市区县旗州盟](?=[一-鿿])")


def _beginning_of_territory(core: str, start: int, level: int) -> int:
    """Return where the territory begins: 任江州市云湖|区委, but 委员列席|区政府 has none."""
    own = _TERRITORIAL.split(core)[-1].removeprefix("中共")
    return level if len(own) > _LONGEST_OWN or _NO_TERRITORY.search(core) else start


_NO_TERRITORY = re.compile("委员|单位|代表|同志|领导|干部|书记|主席|主任|部门|[委府会局届次]$")
"""Words for officers, and endings of other bodies and sessions: 省委|省政府, 十八届|县人民政府."""
