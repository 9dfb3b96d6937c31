"""Where a name with a suffix begins: after the last break, unless the break is within the name."""

import re

from districtgraph.graph.extraction.names.division_chains import CHAINED, chain_before
from districtgraph.graph.extraction.names.name_lexicon import NameKind
from districtgraph.graph.extraction.names.named_text import TERRITORIES, NamedText
from districtgraph.graph.extraction.names.phrases import Break
from districtgraph.graph.extraction.names.works_beginnings import before_site, before_works
from districtgraph.graph.places.divisions import load_divisions

__all__ = [
    "LINES",
    "TERRITORY",
    "after_a_kind_of_company",
    "after_then_and_now",
    "beginning",
    "company_beginning",
    "official",
]

_LONGEST = 24
"""The most characters of a name with a suffix."""

TERRITORY = re.compile(
    "(?<=[一-鿿]{2})(?:[省市区旗州盟镇乡]|县(?!城)|街道|苏木)(?=[一-鿿]{2})(?![级块])"
)


def beginning(source: NamedText, last: Break | None, at: int, suffix: str, kind: NameKind) -> int:
    """Return where a name may begin: after the last break, unless that is part of the name."""
    end = at + len(suffix)
    start = _within_reach(source.text, last.end if last else 0, end)
    if last is None:
        return start
    if start == last.end and suffix in TERRITORIES:
        start = _within_break(source, last, end)
    elif suffix in _SETTLEMENTS and at - start == 1 and _belongs_to_a_name(last, start):
        # 来|榜镇: no town has a name of one character.
        return last.start
    elif suffix in _SETTLEMENTS and at - start == 1 and last.word == "和" and start == last.end:
        # 贵和苑|社区: one character on either side of 和 makes one name.
        before = source.phrases.last_break(last.start)
        return last.start - 1 if before and last.start - before.end == 1 else start
    if start == last.end and suffix not in TERRITORIES:
        start = _within_district(source, last)
    return _before_its_kind(source, last, start, at, suffix, kind)


def _before_its_kind(
    source: NamedText, last: Break, start: int, at: int, suffix: str, kind: NameKind
) -> int:
    """Return where a name begins, past a break that names of its kind may have within them."""
    if kind in ("programme", "facility"):
        joined = before_site(source, last, start, at)
        if joined is not None:
            return joined
    if kind == "programme":
        return before_works(source, last, _before_line(source, last, start, at), at)
    return _before_others(source, last, start, at, suffix, kind)


def _before_others(
    source: NamedText, last: Break, start: int, at: int, suffix: str, kind: NameKind
) -> int:
    """Return where a building, body or place begins, past a break that is part of its name."""
    if kind in ("facility", "organisation") and (joined := _of_a_place(source, last, start, at)):
        return joined
    line = suffix in LINES and kind == "facility"
    road = start == at and suffix not in TERRITORIES
    return _before_joint(source, last, start, at, line=line) if line or road else start


_SETTLEMENTS = frozenset(("镇", "乡", "村", "街道", "社区", "苏木", "嘎查"))
_PARTICLES = frozenset("占辖在于的了与和及至到从由距是有等把将对向为给让以")


def _belongs_to_a_name(last: Break, start: int) -> bool:
    """Return whether a breaking word right before a name of one character is a part of it."""
    return last.end == start and len(last.word) == 1 and last.word not in _PARTICLES


def _of_a_place(source: NamedText, last: Break, start: int, at: int) -> int | None:
    """Return where a building with a place and two trades begins: 江州市激光与增材|产业园."""
    if last.word not in ("和", "与", "及") or start != last.end or at - start < 2:
        return None
    before = source.phrases.last_break(last.start)
    begin = before.end if before else 0
    place = TERRITORY.match(source.text, begin, last.start) or _PLACE.match(
        source.text, begin, last.start
    )
    if place and place.group().endswith("地区"):
        return None
    trade = source.text[place.end() : last.start] if place else ""
    # 江州市高新区与…: the first part is a zone by itself.
    joined = len(trade) > 1 and trade[-1] not in "区园" and source.lexicon.generic.covers(trade)
    return begin if joined else None


_PLACE = re.compile("[一-鿿]{2,6}?[省市区县州]")


def _within_break(source: NamedText, last: Break, end: int) -> int:
    """Return where a territory begins if its official name overlaps a breaking word: 在|建宁县."""
    names = load_divisions().names()
    if source.text[last.end : end] in source.lexicon.common_nouns:
        # 新增|城市轨道: a word after its break is no part of a name that runs into that.
        return last.end
    if len(last.word) == 1 and source.text[last.start : end] in names:
        return last.start
    for size in range(1, len(last.word)):
        shorter = last.word[:-size] in source.lexicon.breaks
        if shorter and source.text[last.end - size : end] in names:
            return last.end - size
    return last.end


def _within_district(source: NamedText, last: Break) -> int:
    """Return where a name begins with a district whose first character is a break: 同|安区小学."""
    names, text = load_divisions().names(), source.text
    named = len(last.word) == 1 and any(
        text[last.start : last.start + size] in names and text[last.start + size - 1] in CHAINED
        for size in (3, 4)
    )
    return last.start if named else last.end


def official(source: NamedText, start: int, end: int) -> int:
    """Return where the official name of a division that ends at `end` begins: 报告|官渡区.

    A territory or an official short name before it belongs to the same chain of names.
    """
    names = load_divisions().names()
    for at in range(max(0, end - _LONGEST_BROKEN), start + 1):
        # 苏州市吴|中|区: a breaking word is part of the name.
        chained = source.text[at - 1 : at] in CHAINED or _ends_at(source, at)
        # 重庆|渝|中|区
        chained = chained or source.lexicon.known.get(source.text[max(0, at - 2) : at]) == "place"
        if chained and source.text[at:end] in names:
            # 江北省从|江县
            first = chain_before(source, at) if source.text[at - 1] in CHAINED else None
            return at if first is None else first
    shortest = _SHORTEST_COUNTY if source.text[end - 1] == "县" else _SHORTEST_DIVISION
    for at in range(start + 1, end - shortest + 1):
        if source.text[at - 1 : at + 1] in source.lexicon.generic.words:
            # 新增|城市轨道: the name would begin within a word.
            continue
        if source.text[at:end] in names and source.text[at:end] not in source.lexicon.common_nouns:
            return _after_others(source, start, at, end)
    return start


def _after_others(source: NamedText, start: int, at: int, end: int) -> int:
    """Return where a chain of official names begins whose last one is `text[at:end]`."""
    names, text = load_divisions().names(), source.text
    before = text[start:at]
    if before[-1] == "·":
        # 江州高新区·云湖区
        return at
    if text[start:end] in names or before in names:
        return start
    if before[-1] in CHAINED:
        first = next((b for b in range(start, at - 2) if text[b:at] in names), start)
        # 巡视员黄建平和|江北省江州市: whatever comes before the first official name is none.
        return first if text[start:first] not in names else start
    # 割|建宁县: one character before a county is a verb.
    verb = (
        len(before) == 1
        and text[end - 1] in "县旗"
        and (before in _VERBS or end - at >= _LONG_COUNTY)
    )
    joined = before[-1] in _LEADING or before == "中共"
    # 确定|天长市, 州府|吉首市: no other city or county is called so; but 嘉兴|城市.
    whole = text[end - 1] in "省市县旗" and end - at >= _LONG_COUNTY
    whole = whole and not source.phrases.is_within_a_word(at)
    return at if verb or joined or whole or source.lexicon.generic.covers(before) else start


_VERBS = frozenset("割设建撤辖领置驻距邻接临属隶划并至到由从看")
_LONG_COUNTY = 3
_LEADING = frozenset("就把将对向给让以与和跟及赴")
_SHORTEST_COUNTY = 2
_SHORTEST_DIVISION = 3


_LONGEST_BROKEN = 10
"""The most characters of a division's name that may contain a breaking word."""


def _ends_at(source: NamedText, position: int) -> bool:
    last = source.phrases.last_break(position)
    return (last.end if last else 0) == position


def company_beginning(source: NamedText, start: int, at: int) -> int:
    """Return where a company's full name begins: with its place, before words of its trade.

    湖北|云晶新型|材料有限公司: 新型 ends other phrases.
    """
    begin = start
    while (last := source.phrases.last_break(begin)) and at - last.end <= _LONGEST:
        if last.end < begin:
            begin = last.end
        elif last.word in source.lexicon.within_companies:
            before = source.phrases.last_break(last.start)
            begin = before.end if before else 0
        else:
            break
    return begin if begin < start and _begins_with_a_place(source, begin) else start


def _begins_with_a_place(source: NamedText, start: int) -> bool:
    names, text = load_divisions().names(), source.text
    known = any(source.lexicon.known.get(text[start : start + n]) == "place" for n in (2, 3, 4))
    return known or any(text[start : start + size] in names for size in range(2, 9))


def after_a_kind_of_company(source: NamedText, start: int, at: int) -> int:
    """Return where a name begins after what kind of company it is of: 上市企业|云晶制药."""
    kind = source.text.rfind("企业", start, at)
    rest = source.text[kind + 2 : at]
    if kind < 0 or len(rest) < _SHORTEST_BRAND:
        return start
    ordinary = source.lexicon.generic.longest(source.text, kind + 2)
    return start if ordinary and len(ordinary) > 1 else kind + 2


_SHORTEST_BRAND = 2
# 区人民政府驻|江滨街道
_SEAT = re.compile("(?:政府|公署|治所|县治|州府|县府)驻[地在]?(?=[一-鿿])")
# 清雍正年间属|太平乡
_OWNED = re.compile("(?:年间|[年初末期])属(?=[一-鿿]{2})")
_THEN = re.compile(
    "(?<=[0-9多]年)前(?=[一-鿿]{2,})|今(?=[一-鿿]{2})|[一二三四五六]期(?=[一-鿿]{2})|首届(?=[一-鿿]{1,3}[省市县区州]$|[一-鿿]{2,3}$)|中国(?=[一-鿿]{2,3}(?:省|自治区))|中共(?=[一-鿿]{2})|原(?![州平阳])(?=[一-鿿]{1,3}$|[一-鿿]{2,}[省市区县镇乡])|(?:(?<=年)|(?<=[0-9]）))[建设称置析撤改](?=[一-鿿])|(?<=[年间期初末代后起，；])属(?=[一-鿿0-9])|中国(?=[东中西]部|东北)"
    # 甲 摄江州机场, 春节假期江州机场
    "|摄(?![影像])(?=[一-鿿]{4})"
    "|[一-鿿]{2,4}?(?:小长假|长假|假期|假日|黄金周)(?=[一-鿿]{2})"
)


def after_then_and_now(source: NamedText, start: int, at: int) -> int:
    """Return where a name begins, after a word for now or then: 今云湖镇, 原江州电机厂."""
    known = source.lexicon.known
    if (
        source.text.startswith("原", start)
        and known.get(source.text[start + 1 : start + 3]) == "place"
    ):
        return start + 1
    if owned := _SEAT.search(source.text, start, at) or _OWNED.search(source.text, start, at):
        return owned.end()
    match = _THEN.match(source.text, start, at)
    return match.end() if match else start


def _within_reach(text: str, start: int, end: int) -> int:
    """Return where a name begins; one that is too long begins after the territories it lies in.

    Without territories its beginning is unknown, so there is no name, and `end` is returned.
    """
    if end - start <= _LONGEST:
        return start
    match = TERRITORY.search(text, end - _LONGEST, end)
    return match.end() if match else end


LINES = frozenset(
    (
        "铁路",
        "高铁",
        "高速",
        "高速公路",
        "快速路",
        "大道",
        "隧道",
        "大桥",
        "运河",
        "干渠",
        "号线",
        "一级公路",
        "二级公路",
        "三级公路",
        "环路",
        "外环路",
        "内环路",
        "高等级公路",
        "快速公路",
        "连接线",
        "联络线",
        "公路",
    )
)
_JOINED_LINES = ("至", "到")
_DASHES = tuple("—–－-")
_JOINTS = frozenset("至到内中上下和同")
_LONGEST_END = 4


def _before_joint(source: NamedText, last: Break, start: int, at: int, *, line: bool) -> int:
    """Return where the name of a line between places begins: 江州至云湖高速, 绵遂内铁路."""
    dash = line and source.text[last.start : last.end] in _DASHES
    if (last.word not in _JOINTS and not dash) or at - start > _LONGEST_END:
        return start
    while dash and source.text[last.start - 1 : last.start] in _DASHES:
        before = source.phrases.last_break(last.start)
        last = before or last
    before = source.phrases.last_break(last.start)
    begin = before.end if before else 0
    if line and last.word == "和" and source.text[begin - 1 : begin] == "、":
        # 、高云和|江白城际铁路: the end of a list.
        return start
    # 洞和路: one character on either side makes one name.
    if line and source.text.endswith(tuple(LINES), begin, last.start):
        # 厦云高速和|贵白高铁
        return start
    shortest, longest = (2, _LONGEST_END) if line else (1, 1)
    if last.word == "中" and start == at:
        # 江湾中|路
        longest = _LONGEST_ROAD
    code = _ROAD.match(source.text, begin, last.start) if line else None
    own = last.start - (code.end() if code else begin)
    if not shortest <= own <= longest:
        return start
    return _before_more_places(source, before, begin, last.start) if line else begin


def _before_more_places(source: NamedText, before: Break | None, begin: int, end: int) -> int:
    """Return where a line over more than two places begins: G30江州至|云湖至|白沙高速公路."""
    if before is None or before.end != begin or before.word not in _JOINED_LINES:
        return begin
    return _before_joint(source, before, begin, end, line=True)


def _before_line(source: NamedText, last: Break, start: int, at: int) -> int:
    """Return where works on a line between places begin: 江州至|云湖高速公路改扩建|工程."""
    if last.word not in ("至", "到") or start != last.end:
        return start
    for end in range(start + 2, min(at, start + _LONGEST_END + 1) + 1):
        if source.text.startswith((*LINES, "段"), end):
            return _before_joint(source, last, start, end, line=True)
    return start


_LONGEST_ROAD = 3
_ROAD = re.compile("[A-Za-z][0-9]{1,4}|[0-9]{2,4}(?:国道|省道|县道)")
