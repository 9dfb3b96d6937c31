"""Places by a suffix, but not kinds of places: 云湖示范区, not 示范区 or 百强社区."""

import re

from districtgraph.graph.extraction.names.name_beginnings import LINES, TERRITORY
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.named_text import TERRITORIES, NamedText
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["URBAN_AREAS", "is_common_place", "own_part"]


URBAN_AREAS = frozenset(("老城区", "主城区", "新城区", "中心城区", "建成区", "核心区", "城郊区"))
"""Parts of any city, some of which are the names of districts too."""


def own_part(core: str) -> str:
    """Return a name without the territories that it lies in: 任城 for 济宁市任城."""
    own = TERRITORY.split(core)[-1]
    # 陇县|东风镇: the name of a county may have one character.
    short = own[1:2] in _SHORT_COUNTIES and own[:2] in load_divisions().names()
    return own[2:] if short and len(own) >= _SHORTEST_CHAIN else own


_SHORT_COUNTIES = ("县", "旗")
_SHORTEST_CHAIN = 4


def is_common_place(source: NamedText, end: int, core: str) -> bool:
    """Return whether a place's suffix and the words before it are no name."""
    if _is_the_end_of_quoted_words(source.text, end, core) or _is_half_a_word(source, end, core):
        return True
    zone = core[-1] == "区" and core in source.lexicon.common_nouns
    if zone or _is_about_places(source, end, core):
        return True
    if "·" in core or core[-1].isdigit() or _LATIN_LAST.search(core):
        # 电商e镇 is a kind of town; a dot separates the words of a slogan.
        return True
    own = own_part(core)
    if own + source.text[end - 1] in URBAN_AREAS:
        # 江州市|老城区
        return True
    if own in _RANKS or _is_of_a_level(own):
        # 江州市百强社区: a rank, no name.
        return True
    if _SESSION.match(core) or _ORDINAL.fullmatch(core):
        # 第八届草原|文化节 names a festival.
        return True
    if len(core) == 1 and source.text[end - 1] in TERRITORIES:
        # 在建|宁市: only official names have one character before 市 or 县.
        return core + source.text[end - 1] not in load_divisions().names()
    return source.lexicon.generic.covers(own) and not _is_named(source, end, core, own)


def _is_half_a_word(source: NamedText, end: int, core: str) -> bool:
    """Return whether a road or town is only half of a word: 后|湖大道, 经理|路林海, 宁镇|扬."""
    if source.text[end - 1] == "路" and core in load_name_contexts().persons["offices"]:
        return True
    if source.text[end - 1] == "镇" and len(core) == 1 and source.text.startswith("扬", end):
        # 宁镇|扬 is short for three cities.
        return True
    broad = source.text.endswith(("大道", "大街"), 0, end)
    return broad and len(core) == 1 and core not in "东西南北中"


def _is_the_end_of_quoted_words(text: str, end: int, core: str) -> bool:
    """Return whether a village or county is only how quoted words end: “千年|药乡”."""
    start = end - 1 - len(core)
    if text[end : end + 1] != "”" or text[end - 1] not in "乡村镇县城":
        return False
    opening = text.rfind("“", max(0, start - _LONGEST_QUOTED), start)
    return 0 <= opening < start - 1 and "、" not in text[opening:start]


_LONGEST_QUOTED = 8


def _is_about_places(source: NamedText, end: int, core: str) -> bool:
    """Return whether a place's suffix counts places, or is about the place before it.

    南六县 counts counties, 三街七坊 lanes; 江州市地区 and 白沙镇社区 are what lies in the place.
    华润|江中 is a company, GMG青|岛 holds a city's name.
    """
    if core[-1] == "带" and core[0] in "省市区县镇乡村":
        # 以县带乡、以乡带村
        return True
    if _COUNTED_PARTS.match(core) or (core.count("一") > 1 and core[-1] == "一"):
        # 一湾两半|岛, 一园一|街
        return True
    if source.text[end - 1] in "江河湖" and _SO_LONG.match(source.text, end):
        # 溪河|156条
        return True
    if _NUMERAL.fullmatch(core) or _is_a_number_of(source.text, end, core):
        # 六十二|镇, 精品主题村|6处
        return True
    if _is_a_count(source.text, end, core[-1]):
        return True
    if source.text.startswith("地区", end - 2) and _is_what_lies_in(source, core):
        return True
    if source.text[end - 1] in _SUFFIXES_OF_ORDINARY_WORDS and (
        _is_no_feature(source, core, source.text[end - 1]) or _is_of_a_motto(source, core, end)
    ):
        return True
    return source.text.startswith("社区", end - 2) and core.endswith(_OVER_COMMUNITIES)


def _is_what_lies_in(source: NamedText, core: str) -> bool:
    """Return whether 地区 is only what lies in a place: 江州市|地区, 东北内陆|地区."""
    if core[-1] in TERRITORIES | {"型"}:
        return True
    place = next((n for n in (4, 3, 2) if source.lexicon.known.get(core[:n]) == "place"), 0)
    return place > 0 and len(core) > place and source.lexicon.generic.covers(core[place:])


def _is_a_number_of(text: str, end: int, core: str) -> bool:
    """Return whether a number after a village or street counts such places: 主题村|6处.

    沈河区20家 are things in that district, and 其中青云镇20家、白水镇12家 in those towns.
    """
    if text[end - 1] not in "村镇区街" or core + text[end - 1] in load_divisions().names():
        return False
    start = end - 1 - len(core)
    if text[end - 1] == "镇" and _AMONG.search(text, max(0, start - 1), start):
        return False
    return _SO_MANY_PLACES.match(text, end) is not None


def _is_of_a_level(own: str) -> bool:
    """Return whether a park is only one of a level in a county: 云县省级|园区."""
    if _OF_A_PROVINCE.match(own):
        # 江西|省级示范物流园区
        return True
    level = next((level for level in _LEVELS if own.endswith(level)), "")
    return bool(level) and (own == level or own.removesuffix(level) in load_divisions().names())


def _is_a_count(text: str, end: int, last: str) -> bool:
    """Return whether the last character before a suffix counts units: 东江、漓江二|街道."""
    if text[end - 1] in "省市区县旗镇乡村坊":
        return last in _COUNTS
    return last in _COUNTS | {"二"} and text.startswith(("街道", "公社"), end - 2)


def _is_of_a_motto(source: NamedText, core: str, end: int) -> bool:
    """Return whether quoted words only begin like a river or bay: “山湾|联防”, “溯源江|洲”."""
    text, start = source.text, end - 1 - len(core)
    quoted = text[start - 1 : start] in ("“", "‘")
    # “好人迎江” is a motto too, “云江” may be a river.
    short = text[end : end + 1] in ("”", "’") and len(core) < _SHORTEST_MOTTO
    return quoted and not short and text.count(text[start:end]) == 1


_SHORTEST_MOTTO = 3
_COUNTED_PARTS = re.compile("一[一-鿿]{1,2}[一两二三四五六七八九十][一-鿿]?$")


def _is_no_feature(source: NamedText, core: str, end: str) -> bool:
    known = source.lexicon.known
    if known.get(core) == "organisation" or core[0].isascii():
        return True
    if core.endswith(tuple(LINES)):
        # 江云高速|江州境
        return True
    # 广东|佛山, 江西|庐山: two known places.
    return (
        len(core) > _SHORTEST_ROAD and known.get(core[:2]) == known.get(core[2:] + end) == "place"
    )


def _is_named(source: NamedText, end: int, core: str, own: str) -> bool:
    """Return whether ordinary words are a name nevertheless.

    安居区 is official, 江州市示范区 is named with its place, 文博路 is in a list of names.
    """
    if own + source.text[end - 1] in load_divisions().names():
        return True
    if source.text[end - 1] in "镇乡" and own in load_divisions().names():
        # 共和|乡: there is a county called so.
        return True
    if source.text[end - 1] in "镇乡" and source.text.endswith(_LYING, 0, end - 1 - len(core)):
        # 位于|油坊镇
        return len(own) > 1
    if core[: -len(own)] in source.lexicon.common_nouns:
        # 采煤沉陷区|综合治理县
        return False
    place = core[: -len(own)].rstrip("省市区县旗州盟镇乡")
    if len(own) > 1 and len(place) > 1 and not source.lexicon.generic.covers(place):
        return True
    begin = end - len(core) - 1
    if _HOUSE.match(source.text, end) and source.text[end - 1] in "路街道":
        # 惠民路95号
        return True
    road = source.text[end - 1] in "路街" and source.text[begin - 2 : begin] in _AFTER_A_ROAD
    return road and len(core) == _ROAD_NAME


_HOUSE = re.compile("[0-9]+(?:号|弄)(?!线)")
_AFTER_A_ROAD = ("路、", "街、", "道、")
_ROAD_NAME = 2
_SUFFIXES_OF_ORDINARY_WORDS = frozenset("江河湖山岛湾港乡路")
_LYING = ("位于", "地处", "坐落于", "坐落在", "隶属于", "隶属")
_OF_A_PROVINCE = re.compile("[一-鿿]{2,3}(?:省|市|国家)级[一-鿿]{2}")
_LEVELS = ("省级", "市级", "县级", "国家级")
_RANKS = frozenset(
    (
        "百强",
        "十强",
        "十佳",
        "最美",
        "示范",
        "样板",
        "优秀",
        "标杆",
        "先进",
        "文明",
    )
)
_OVER_COMMUNITIES = ("街道", "镇", "乡", "区", "县", "市")
_LATIN_LAST = re.compile("(?<=[一-鿿])[a-z]$")
_SO_LONG = re.compile("[0-9]+[余多]?[条个座]")
_AMONG = re.compile("(?<=其中)[，,：:]?$|(?<=[0-9][家处座])[、，,；;]$")
_SO_MANY_PLACES = re.compile("[0-9]+[余多]?[处家座]")
_NUMERAL = re.compile("[一二两三四五六七八九十百]{2,}")
_COUNTS = frozenset("两三四五六七八九十几多各数")
_ORDINAL = re.compile("第[一二三四五六七八九十0-9]+")
_SESSION = re.compile("(?:第[一二三四五六七八九十0-9]+|[0-9]+)[届期]")
_SHORTEST_ROAD = 2
