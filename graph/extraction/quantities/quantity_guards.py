"""What looks like a quantity but is none: names, set words, articles, ordinals, rates."""

import re
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon, UnitOfMeasure
from districtgraph.graph.extraction.quantities.numbered_places import names_a_place
from districtgraph.graph.extraction.quantities.quantity_grammar import (
    CLAUSE_END,
    REACH,
    SEPARATELY,
    Measure,
    QuantityMatch,
    clause_before,
    lasting_noun,
)
from districtgraph.graph.extraction.quantities.unitless_numbers import (
    is_a_base,
    means_nothing,
    understood_unit,
)
from districtgraph.graph.text.numerals import SPACE, find_numerals

__all__ = [
    "ROUND_THE_CLOCK",
    "has_rank",
    "in_words",
    "is_denominator",
    "is_no_quantity",
    "is_quoted",
    "is_time_of_day",
    "numbers_a_chart",
]

_ARABIC = "0123456789０１２３４５６７８９"
_NUMBERS = "0-9０-９零〇○一二三四五六七八九十百千万亿两"
# 第2、3名; 列全省12位, 排名3位: a rank without 第.
_ORDER = re.compile(rf"第 ?[{_NUMBERS}.、和与至到及—–-]*$")
_RANKED = re.compile(
    f"(?:(?<!系)列(?!入)|居(?!民)|(?<![安编彩])排名?(?![放水污查]))(?![^{CLAUSE_END}]{{0,6}}[升降退跃移提])"
    f"[^{CLAUSE_END}{_NUMBERS}]{{0,8}}前?$"
)
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_TERRITORIES = tuple("省市区县旗镇乡村")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?")
# 三次产业结构为|20:27:53, 三次产业结构进一步优化，调整为|8：41：51
_SHARES = re.compile(
    "(?:(?:结构|比|比例|比重)(?:(?:调整)?为|是)?|(?:产业|结构|比例|比重|之比)[^。；;0-9]{0,26}[为到至])$"
)
_SECONDS = re.compile("[0-2]?[0-9][:：]$")
_CHART = re.compile("(?:^|[\n　（(见及和])附?[图表] ?$")
_WHICH_WEEK = re.compile(
    ".?(?<!提)[前上下]一周|[^一-鿿]?后一周(?=[^，,。；;]{1,8}(?:环比|增长|下降))"
)
_RISES_AND_FALLS = re.compile("[0-9一二三四五六七八九十]{1,2}[降平]")
_MEAN = re.compile("(?:滑动)?(?:平均|均值)")


def is_no_quantity(match: QuantityMatch, unit: Measure | None, lexicon: Lexicon) -> bool:
    """Return whether the numeral is part of a name or set phrase, an article, or an ordinal."""
    return (
        match.group("garbled") is not None
        or _is_torn(match)
        or _is_small_change(match)
        or _means_always(match)
        or numbers_a_chart(match)
        or is_a_base(match)
        or _names_classes(match)
        or _averages(match)
        or _is_priced(match)
        or _measures_a_rate(match)
        or is_denominator(match.string, match.number, match.words("first"))
        or _is_an_ordinal(match)
        or _is_no_outset(match)
        or _is_no_computing_power(match)
        or _is_no_duration(match, lexicon)
        or _numbers_a_session(match, lexicon)
        or _shares_nothing(match, unit)
        or _is_no_count(match, unit, lexicon)
    )


# 收入300. |5亿元, 1 |2亿元: the end of a number that spaces have torn.
_TORN = re.compile(
    rf"[0-9０-９](?:[.．](?:{SPACE}{{1,2}}|\n)|{SPACE}{{1,2}}[.．]{SPACE}?|{SPACE})$"
)
_OF_AN_ITEM = re.compile(rf"(?:^|[\n。；;：:！？）)　])[ \u3000]*[0-9]{{1,2}}[.．]{SPACE}{{1,2}}$")


# 1角|1分: the rest of an amount that has no unit of its own.
_SMALL_CHANGE = re.compile("[0-9一二三四五六七八九][角毛]$")


def _is_small_change(match: QuantityMatch) -> bool:
    """Return whether a number is the rest of a price: 1角|5分."""
    small = match.group("symbol") in ("分", "分钱")
    reach = match.string, max(0, match.start() - REACH), match.start()
    return small and _SMALL_CHANGE.search(*reach) is not None


def _is_torn(match: QuantityMatch) -> bool:
    """Return whether a number is the rest of one before it, with a space or a point between."""
    text, start = match.string, match.start()
    if not start or not (text[start - 1].isspace() or text[start - 1] in ".．"):
        return False
    reach = text, max(0, start - REACH), start
    return _TORN.search(*reach) is not None and _OF_AN_ITEM.search(*reach) is None


def numbers_a_chart(match: QuantityMatch) -> bool:
    """Return whether a number is that of a chart: 图1：2011—2015年, 表2."""
    return bool(_CHART.search(match.string, max(0, match.start() - 4), match.start()))


def is_time_of_day(match: QuantityMatch, ratio: str) -> bool:
    """Return whether what looks like a ratio is a time of day: 8:30, or 58:14 in 09:58:14."""
    if _SHARES.search(match.string, max(0, match.start() - REACH), match.start()):
        return False
    rest = _SECONDS.search(match.string, max(0, match.start() - 3), match.start())
    return bool(rest or _CLOCK.fullmatch(ratio))


def _averages(match: QuantityMatch) -> bool:
    """Return whether a time is what a mean is taken over, by its name: 最大8小时滑动平均浓度."""
    return match.group("symbol") == "小时" and bool(_MEAN.match(match.string, match.end()))


_PRICED = re.compile("[元角分][左右以上]*(?:钱|人民币)?$")


def _is_priced(match: QuantityMatch) -> bool:
    """Return whether one of a unit is what a price is for: 200多元一斤."""
    before = match.string[max(0, match.start() - 6) : match.start()]
    return match.words("first") == "一" and bool(_PRICED.search(before))


_GRADED = re.compile("(?:公路|农村|病险|险情)*(?:桥|危桥|病险|水库|水闸|水质|水体|水域|水源|海水)")
_COUNTED = re.compile(r"[0-9][座条个处所家孔栋口]$")


def _names_classes(match: QuantityMatch) -> bool:
    """Return whether numbers name classes: 一、二类海水, 三类桥梁, 90座三类构筑物."""
    if match.group("symbol") != "类":
        return False
    graded = _GRADED.match(match.string, match.end())
    counted = _COUNTED.search(match.string, max(0, match.start() - 2), match.start())
    return "、" in match.words("first") or bool(graded or counted)


_SERVED = ("碗", "杯", "盘")
_SIDES = ("一", "两", "三", "四", "多", "八")


def _is_no_count(match: QuantityMatch, unit: Measure | None, lexicon: Lexicon) -> bool:
    if match.group("symbol") == "版" and "." in match.words("first"):
        # 7.0版 is the version of something.
        return True
    if match.group("symbol") == "方" and match.words("first") in _SIDES:
        # 造福一方: a region; 城北、东、南三方: sides.
        return True
    if match.group("symbol") in _SERVED and is_quoted(match.string, match.number):
        return True  # “山味360碗”: the name of a programme
    if match.group("plain") is not None and not match.group("currency"):
        return understood_unit(match, lexicon) is None and means_nothing(match, lexicon)
    if match.words("symbol") in _TERRITORIES and _YEAR.fullmatch(match.words("first")):
        # 2008镇政府工作总结: the year of what a town did.
        return True
    if match.words("first")[0] in _ARABIC:
        return match.group("bare") is not None and _is_part_of_a_longer_word(match)
    return (
        (unit is None and not _is_large(match))
        or is_quoted(match.string, match.start("first"))
        or _is_article(match, unit)
        or _in_set_word(match, lexicon)
        or names_a_place(match.string, match.start("first"), match.words("first"))
        or match.string[match.end() : match.end() + 1] in ("月", "级")
    )


def _is_large(match: QuantityMatch) -> bool:
    """Return whether a Chinese numeral counts without a measure word: 近十万群众, 两万余人家."""
    bounded = match.group("before") or match.group("within")
    return bool(bounded) and (match.words("magnitude") or match.words("first"))[-1] in "万亿"


def _shares_nothing(match: QuantityMatch, unit: Measure | None) -> bool:
    """Return whether a number in a list would share a measure word without a 分别."""
    if match.group("shared") is None or isinstance(unit, UnitOfMeasure):
        return False
    return not SEPARATELY.search(clause_before(match.string, match.number))


# 24|小时自助图书馆
ROUND_THE_CLOCK = re.compile(
    "小时(?:自助|不打烊|营业|值守|值班|在线|无人|便利|开放|服务|监控|监测|运行|轮班|不间断|全天候|智能|书房|图书馆|热线|药房|城市书)"
)


def _means_always(match: QuantityMatch) -> bool:
    """Return whether the words mean round the clock: 7×24小时, 7/24小时, 24小时自助图书馆."""
    written = match.words("first")
    if written != "24":
        return False
    if ROUND_THE_CLOCK.match(match.string, match.start("first") + len(written)):
        return True
    before = match.string[match.number - 2 : match.number]
    return match.group("times") == "7" or before in ("7/", "7×", "7x", "7X", "7*")


# 8天假期, 8天|共接待游客: a time.
_STRETCH = re.compile("(?:小?长假|假期|共|累计)")


_YEAR_BEFORE = re.compile("(?:19|20)[0-9]{2}年$")
_LINE_END = re.compile(r"\s*(?:\n|$)")


def _is_an_issue(match: QuantityMatch, before: str) -> bool:
    """Return whether a number is a journal's issue: 云湖科技 2013年5期, where the line ends."""
    ends = _LINE_END.match(match.string, match.end()) is not None
    return match.group("symbol") == "期" and ends and _YEAR_BEFORE.search(before) is not None


def _is_an_ordinal(match: QuantityMatch) -> bool:
    start = match.start()
    before = match.string[max(0, start - REACH) : start]
    ranked = match.group("symbol") in ("名", "位")
    if ranked and (before.endswith("前") or has_rank(match.string, start)):
        return True
    # 9时30分 is a time of day.
    if match.group("symbol") == "分" and match.string[match.number - 1 : match.number] in "时点":
        return True
    if match.group("symbol") == "个" and match.string.startswith("季度", match.end()):
        return True  # 连续两个季度
    stretch = match.group("symbol") == "天" and _STRETCH.match(match.string, match.end())
    if stretch or _is_which_week(match) or _is_of_rises(match):
        return True
    # 前3个月, 近6个月 and 前4天 are times, and so is 连续3天.
    if match.group("symbol") in ("个月", "天", "日"):
        if match.string.endswith("连续", 0, match.number):
            return match.group("symbol") != "个月"
        if match.string[match.number - 1 : match.number] in "前近头":
            return match.string[match.number - 2 : match.number] not in ("提前", "将近", "接近")
    return _ORDER.search(before) is not None or _is_an_issue(match, before)


def _is_which_week(match: QuantityMatch) -> bool:
    """Return whether a number says which week is meant: 环比前一周, but not 提前一周."""
    if match.group("symbol") != "周":
        return False
    return _WHICH_WEEK.match(match.string, max(0, match.number - 2)) is not None


def _is_of_rises(match: QuantityMatch) -> bool:
    """Return whether a number says how many of several have risen: 全省排名15升2降."""
    risen = match.group("symbol") == "升"
    return risen and _RISES_AND_FALLS.match(match.string, match.end()) is not None


_COMPUTING = re.compile("[算智]力|智算")


def _is_no_computing_power(match: QuantityMatch) -> bool:
    """Return whether a P is none of computing power: 1080P, but 算力规模达到900P, 900P算力."""
    if match.group("symbol") != "P":
        return False
    around = clause_before(match.string, match.number) + match.string[match.end() : match.end() + 6]
    return _COMPUTING.search(around) is None


_OUTSET = re.compile("[由从](?:[^，,；;。：:0-9]{0,4}(?:[0-9]{4}年[^，,；;。：:0-9]{0,4})?的)?$")


def _is_no_outset(match: QuantityMatch) -> bool:
    """Return whether a number before a later one with a unit is not what a change set out from."""
    if match.group("turned") is None or match.group("symbol"):
        return False
    return not _OUTSET.search(clause_before(match.string, match.number))


_NUMBERED_YEAR = re.compile(r"[0-9]{1,2}[.．](?:19|20)[0-9]{2}")


def _is_no_duration(match: QuantityMatch, lexicon: Lexicon) -> bool:
    """Return whether a number of years is a date or the length of a time: 3年建成, 2025年."""
    unit = match.group("symbol") or match.group("shared") or match.group("turned")
    if unit == "年" and _NUMBERED_YEAR.fullmatch(match.words("first")):
        return True  # 1.2021年8月: an item of a list that begins with its date.
    if unit != "年" or "." in match.words("first").replace("．", "."):
        return False
    return not lasting_noun(lexicon).search(clause_before(match.string, match.start()))


def _numbers_a_session(match: QuantityMatch, lexicon: Lexicon) -> bool:
    """Return whether the number is the number of a meeting: 人大三次会议, 五次全会."""
    end = match.start("first") + len(match.words("first"))
    return match.string.startswith(tuple(word for word in lexicon.sessions if word != "大"), end)


def is_denominator(text: str, position: int, numeral: str) -> bool:
    """Return whether a number is the base of a rate: 每10万人口中有150人."""
    return text[position - 1 : position] == "每" and bool(_ROUND.fullmatch(numeral))


_ROUND = re.compile("10*[百千万亿]*|[百千万亿十]+")


def has_rank(text: str, position: int) -> bool:
    """Return whether the clause before a number ranks something: 列全省12位, 排名3位."""
    return bool(_RANKED.search(text[max(0, position - REACH) : position]))


def _is_part_of_a_longer_word(match: QuantityMatch) -> bool:
    """Return whether a Latin name or a second number follows a bare 万 or 亿 (60万到80万元)."""
    return bool(
        re.match(r"[A-Za-z/到至]|\d(?!\d{1,2}周?岁)", match.string[match.end() : match.end() + 5])
    )


def is_quoted(text: str, position: int) -> bool:
    """Return whether a position is within “…” or 《…》, which mark names in Chinese prose.

    A whole sentence between “ and ” is somebody's words, not a name, and so are clauses that are
    longer than any name.
    """
    before = text[max(0, position - REACH) : position]
    before = before[before.rfind("\n") + 1 :]
    if before.rfind("《") > before.rfind("》"):
        return True
    opened = before.rfind("“")
    if opened <= before.rfind("”"):
        return False
    closed = text.find("”", position, position + REACH)
    quoted = before[opened:] + text[position : closed if closed >= 0 else position + REACH]
    return not (_SPEECH if closed >= 0 else _SPEECH_OR_CLAUSES).search(quoted)


_NAMED_BY_SIZE = re.compile("台阶|大关|级|产业|集群|园区|俱乐部|企业|项目|[镇县村]")

_SIZED = re.compile("项目|[亿万千百](?:项目|企业|产业|园区|集群)")
_THINGS_OF_A_SIZE = re.compile("(?:重点|工业|产业|重大)*(?:项目|企业|产业|园区|集群)")
_SPEECH = re.compile("[。！？\n]")
_SPEECH_OR_CLAUSES = re.compile("[。！？\n，,；;]")


def _is_article(match: QuantityMatch, unit: Measure | None) -> bool:
    """Return whether a numeral is an article (一个) or a bare multiplier (百家, but 上百家)."""
    first = match.words("first")
    if not first.strip("百千万亿") and _SIZED.match(match.string, match.end() - 1):
        # 20个以上过亿项目: 项 is no measure word here.
        return True
    sized = match.group("before") in ("上", "过") and match.words("symbol") in ("", "元")
    sized = sized and not first.strip("百千万亿")
    if sized and _THINGS_OF_A_SIZE.match(match.string, match.end()):
        return True  # 上亿元项目20个
    if first == "一" and match.string.startswith(match.words("symbol") or "\0", match.end()):
        # 突破一个个难关: each of them.
        return True
    if match.group("before") or match.group("within") or match.group("vague"):
        return False
    if first in ("万", "百", "千", "亿", "零"):
        return True
    # 跨上千亿元台阶, 连跨3个十亿元台阶: something named after a size.
    if not first.strip("十百千万亿") and _NAMED_BY_SIZE.match(match.string, match.end()):
        return len(first) > 1 or first != "十"
    # Counting uses 两, so 二 before a measure word means the second.
    measured = isinstance(unit, UnitOfMeasure)
    return not measured and (first in ("一", "二") or first[0] in "百千万亿")


def _in_set_word(match: QuantityMatch, lexicon: Lexicon) -> bool:
    lists = (lexicon.idioms, lexicon.morphemes, lexicon.names)
    start, numeral = match.start("first"), match.words("first")
    return any(in_words(match.string, start, numeral, words) for words in lists)


def in_words(text: str, start: int, numeral: str, words: tuple[str, ...]) -> bool:
    """Return whether a numeral is part of one of the set words."""
    return any(
        text.startswith(word, start - place)
        for word, place in _places(words).get(numeral, ())
        if start >= place
    )


@cache
def _places(words: tuple[str, ...]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return for every numeral the set words that contain it, with its offset in them."""
    found: dict[str, list[tuple[str, int]]] = {}
    for word in words:
        for numeral in find_numerals(word):
            found.setdefault(numeral.text, []).append((word, numeral.start))
    return {numeral: tuple(items) for numeral, items in found.items()}


def _measures_a_rate(match: QuantityMatch) -> bool:
    """Return whether a further unit follows (15元/公斤)."""
    return bool(re.match(r"/[\u4e00-\u9fff]", match.string[match.end() : match.end() + 2]))
