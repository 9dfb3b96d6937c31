"""The kind of a figure (level, growth, difference, share, ratio) and what it is compared with."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from districtgraph.graph.extraction.comparisons import (
    Comparison,
    compared_points,
    compared_value,
)
from districtgraph.graph.extraction.lexicon_records import ChangeWords, Lexicon
from districtgraph.graph.extraction.quantities import Quantity
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = [
    "Change",
    "ChangeBase",
    "FigureKind",
    "change_of",
    "gets_to",
    "narrowed",
    "of_other_side",
    "sets_out",
    "with_base_of",
]

FigureKind = Literal["level", "growth", "difference", "points", "share", "ratio"]
"""What a figure states; `points` is a difference of percentages."""

_KIND_OF_UNIT: dict[str, FigureKind] = {
    "unit/percentage-point": "points",
    "unit:UNITLESS": "ratio",
}
# What may come between a verb of change and its number: particles, and numbers of the same list.
# The quantifier is possessive (*+), because every number of a list could be matched in two ways.
_BETWEEN = re.compile(
    r"(?>[0-9.]+[万亿]*[^，、和与及0-9]{1,5}[、和与及]|[0-9.]+%[，,](?=[0-9.])|[0-9.]+%[，,]$|个百分点|百分之|不足|超过|突破|接近|实际"
    r"|力争|确保|冲刺|奋力|争取|[，,](?=力争|确保|冲刺|奋力|争取)"
    r"|完成|实现|保持在|稳定在|控制在|保持|高达|在|[了约近超达到为分别均都各仅又再将以上左右、和与及至]"
    r"|[—~～\-0-9.%％‰余多\s])*+"
)
# 实现1.5%的正增长: the noun of change after its number.
_GROWTH_AFTER = re.compile(
    "(?:左右|以上|以内|以下)?的?[^，,。.；;、()（）0-9]{0,3}?(?:增长|增速|增幅|涨幅|(?P<down>负增长|降幅|跌幅))(?![到至])"
)
# 增速由上年的3%: the rate that a change of it set out from.
_SET_OUT_RATE = re.compile(
    "(?:增速|增幅|涨幅|增长|(?P<down>降幅|跌幅|下降))[由从][^，,；;。由从]{0,12}的?$"
)
# 增速由19%回落到6%: so is the rate that it got to.
_GOT_TO_RATE = re.compile(
    "(?:增速|增幅|涨幅|(?P<down>降幅|跌幅))[由从][^，,；;。]{1,24}[到至为][近约了]*$"
)
# 增长5%，力争|6%: a rate after words of aiming alone continues the rate before.
_AIMING = re.compile(
    "(?:实现|努力|并)*(?:力争|确保|冲刺|奋力|争取)(?:力争|实现|冲刺|达到?|超过|突破|[近约])*"
)
_LISTED_RATES = re.compile("分别[^，,；;。]*[0-9.]+%[，,]$")
_LEADING_BASE = re.compile(
    "(?:^|(?<=[，,；;]))(?P<base>[与同和][^，,；;。]{2,16}?(?:相比较?|比较|相较)"
    "|[与同]上年(?:末|底|同期)?比|[比较](?:上年|去年)(?:末|底|同期)?)[，,]"
)
_NAMED_YEAR = re.compile("[12][0-9]{3}年")
# 与2010年的9万人相比，增加1万人，增长|11%
_NEXT_CHANGE = re.compile("[，,、](?:增长|上升|增加|提高|下降|减少|降低)[了约近]?")
_BASE_REACH = 160
"""How many characters before a change are searched for the base that opens its sentence."""
# 前移2位: a change of rank.
_MOVED = re.compile(
    "(?:前移|前进|进位|(?:上升|提升|跃升|晋升|攀升|提高)|(?P<down>后退|后移|退后|下降|下滑))了?$"
)
_OBJECTS = re.compile("(?!名次|位次|等级|档次|层次|百分)[一-鿿]{2}")
# 牧业产值5.8亿元，同比2.8%: the verb is left out.
_VERBLESS = re.compile("(?:同比|环比|[比较](?:上年|去年)(?:同期)?)$")
# 产值+5.2%, 用电量-3%: a sign stands for the verb.
_SIGNS = "+-－−＋"
_OF_A_RATE = re.compile("(?:率|占比|比重|份额|水平|比例)[^，,；;。]{0,2}$")
# 成本低于全国平均水平7.5元: an amount by which two values differ.
# 新开工30项，超计划16项: an amount beyond a plan.
_BEYOND_A_PLAN = re.compile("超过?(?P<side>(?:年度|全年|预期|原)?(?:计划|目标|任务)(?:数|任务)?)$")
_DIFFERING = re.compile(
    "(?<!不)(?:高于|多于|高出|(?P<down>低于|少于))"
    "(?P<side>[^，,；;。：:（）()0-9]{0,12}(?:平均|同期|平均水平|平均值|全[国省市]水平))$"
)
# 投资下降24.6%，收窄9.4个百分点: where the fall gets smaller, the rate rises.
_NARROWED = re.compile("(?<![幅])收窄了?[近约]?$")
_NUMBER_ALONE = re.compile("[0-9.]+")
# 降幅收窄2个百分点: where a fall gets smaller, the rate rises.
_OF_A_FALL = re.compile("(?:降幅|跌幅)[^，,；;。]*$")
# 下降2个百分点至50%: what the change got to is no change.
_REACHED = re.compile("百分点(?:[、，]?(?:达到?|升至|降至|为)|[至到])[近约]?$")
_LEADING = re.compile(
    "[，、 ]|全年|全市|全区|全县|全省|累计|共|已|计划|将|要|力争|实现|再|每年|今年|去年"
)
# 提高低保标准3%: a rate after a verb and its object, which is no rate itself.
_RAISING = ("提高", "提升", "降低", "上调", "下调")
_OBJECT = re.compile("了?[一-鿿]{2,6}(?:约|近|超过?|达到?)?")
_RATE_NOUN = re.compile("[率比度]$|比重|比例|占比|份额|水平$")
_COMPARED_NEW = re.compile("[比较][^，,；;。比较]{1,10}$")
_TRANSITIVE = ("增加", "减少", "调减", "压减", "压缩", "削减", "缩减", "降低", "精简", "多增")
# 由2010年的, 从: the value that a change started from follows.
_SETS_OUT = re.compile(r"[由从自](?:[^，,；;。：:由从]{0,12}的)?$")


@dataclass(frozen=True, slots=True)
class ChangeBase:
    """The words that name the other side of a change, at `text[start:end]`: 同比, 比2010年."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """The kind of a figure; `falling` for a decrease; its base if words name one."""

    kind: FigureKind
    falling: bool = False
    base: ChangeBase | None = None


def change_of(text: str, sentence: Sentence, quantity: Quantity, lexicon: Lexicon) -> Change:
    """Return the kind of a quantity, and for a change its direction and base.

    The unit decides for percentage points and ratios. A percentage is growth after a verb of
    change, otherwise a share. An amount is a difference right after a verb of change
    (比2010年增加80元) or as its object (调减玉米种植面积77万亩), otherwise a level.
    """
    words = lexicon.changes
    rate = quantity.unit == "unit:PERCENT"
    start = _governing_clause(text, sentence, quantity, rate=rate)
    verb = _last_verb(text[start : quantity.start], words, rate=rate)
    growing = _GROWTH_AFTER.match(text, quantity.end) if rate else None
    before = text[start : quantity.start]
    if rate and verb is None and growing is None:
        growing = _SET_OUT_RATE.search(before) or _GOT_TO_RATE.search(before)
    if quantity.symbol == "位" and (moved := _MOVED.search(before)):
        base = _base(text, sentence, start, quantity, words)
        return Change("difference", moved.group("down") is not None, base)
    if verb is not None and _improves(text, quantity, verb):
        verb = None
    kind = _kind(quantity, verb is not None or growing is not None)
    if kind == "ratio" and verb is not None and _NUMBER_ALONE.fullmatch(quantity.text):
        # 收入比缩小0.03: a difference of ratios.
        kind = "difference"
    if kind in ("level", "share"):
        return _without_verb(text, start, quantity, kind)
    if kind == "points" and (
        other := compared_points(text, start, quantity.core_start, quantity.core_end)
    ):
        # 降幅低于全省1个百分点: the rate is the greater one.
        fall = bool(_OF_A_FALL.search(before))
        return Change(kind, other.falling != fall, _side(text, other))
    falling = verb is not None and verb.group("down") is not None
    falling = falling or bool(growing and growing.group("down"))
    if kind == "points" and _OF_A_FALL.search(before):
        falling = not falling
    return Change(kind, falling, _base(text, sentence, start, quantity, words))


def _improves(text: str, quantity: Quantity, verb: re.Match[str]) -> bool:
    """Return whether a verb has the things counted as its object: 提升100所学校 is no rise."""
    counts = quantity.unit == "unit:NUM" and bool(quantity.symbol) and not quantity.counts
    return (
        counts
        and verb.group() in ("提升", "改善")
        and _OBJECTS.match(text, quantity.end) is not None
    )


def _governing_clause(text: str, sentence: Sentence, quantity: Quantity, *, rate: bool) -> int:
    """Return where the clause with the verb that governs a quantity begins.

    A number right after 、 is in a list that one verb governs, so 、 ends no clause. A rate after
    words of aiming alone (力争5%), or in a list with commas (分别增长12%，13%), continues the
    clause before.
    """
    start = clause_start(text, sentence, quantity.start)
    if not rate or start == sentence.start:
        return start
    outer = clause_start(text, sentence, start - 1)
    if _AIMING.fullmatch(text, start, quantity.start):
        return outer
    listed = start == quantity.start and _LISTED_RATES.search(text, outer, start)
    return outer if listed else start


def _without_verb(text: str, start: int, quantity: Quantity, kind: FigureKind) -> Change:
    """Return what a figure without a verb of change in its clause is."""
    before = text[start : quantity.start]
    if kind == "share" and (bare := _VERBLESS.search(before.rstrip())):
        at = start + bare.start()
        return Change("growth", False, ChangeBase(at, start + bare.end(), bare.group()))
    if kind == "share" and quantity.text[0] in _SIGNS and not _OF_A_RATE.search(before):
        return Change("growth")
    if kind == "level" and (apart := _DIFFERING.search(before)):
        side = Comparison(start + apart.start(), start + apart.end())
        return Change("difference", apart.group("down") is not None, _side(text, side))
    if kind == "level" and (beyond := _BEYOND_A_PLAN.search(before)):
        plan = Comparison(start + beyond.start("side"), start + beyond.end("side"))
        return Change("difference", False, _side(text, plan))
    rate = quantity.unit == "unit:PERCENT"
    other = compared_value(text, start, quantity.start) if rate else None
    return Change("ratio", False, _side(text, other)) if other else Change(kind)


def narrowed(text: str, position: int, change: Change, last: Change) -> Change:
    """Return a change at a position whose sign the one before it decides: 下降9%，收窄2个百分点."""
    fall = change.kind == "points" and last.kind == "growth" and last.falling
    if fall and change.falling and _NARROWED.search(text, max(0, position - 6), position):
        return Change(change.kind, False, change.base)
    return change


def with_base_of(text: str, last_end: int, position: int, change: Change, last: Change) -> Change:
    """Return a rate with the base of the difference right before it: 比上年增加9人，增长5%."""
    follows = change.kind == "growth" and change.base is None and last.kind == "difference"
    if follows and last.base and _NEXT_CHANGE.fullmatch(text, last_end, position):
        return Change(change.kind, change.falling, last.base)
    return change


def of_other_side(change: Change, last: Change, rule: str) -> Change:
    """Return what a figure is by the rule that found its head.

    - 同比增长7.5%（全市11.1%）: a rate in a bracket, of another place, is a growth, too;
    - 企业90家，新增6家: what was added is a difference, whose base no word names.
    """
    if rule == "added" and change.kind == "level":
        return Change("difference")
    if rule == "other-side" and change.kind == "share" and last.kind == "growth":
        return Change("growth", last.falling, last.base)
    return change


def _side(text: str, other: Comparison) -> ChangeBase:
    return ChangeBase(other.start, other.end, text[other.start : other.end])


def sets_out(text: str, start: int, position: int) -> bool:
    """Return whether a change starts from the figure at a position: 由5亿元增加到9亿元."""
    return bool(_SETS_OUT.search(text, max(start, position - 16), position))


def gets_to(text: str, start: int, position: int, lexicon: Lexicon) -> bool:
    """Return whether a change ends at the figure at a position, by the words from `start` on."""
    return _gets_to(lexicon.changes).search(text, start, position) is not None


@cache
def _gets_to(words: ChangeWords) -> re.Pattern[str]:
    verbs = "|".join(sorted(words.getting_to, key=len, reverse=True))
    # After 由 or 从 any verb can lead to the new value: 由A调整优化为B.
    verbs += "|[^，,；;。：:、]{2,8}[为至到]"
    return re.compile(f"(?:{verbs})(?:[^，,；;。：:]{{0,12}}的)?[近约超了]*$")


def _kind(quantity: Quantity, changes: bool) -> FigureKind:
    if quantity.unit in _KIND_OF_UNIT:
        return _KIND_OF_UNIT[quantity.unit]
    if quantity.unit == "unit:PERCENT":
        return "growth" if changes else "share"
    return "difference" if changes else "level"


@cache
def _verbs(words: ChangeWords) -> re.Pattern[str]:
    def group(name: str, items: tuple[str, ...], single: tuple[str, ...]) -> str:
        longer = "|".join(sorted(items, key=len, reverse=True))
        return (
            f"(?P<{name}>{longer}|(?<![最新不提众许诸甚很繁])[{''.join(single)}](?=[了出达近约]?$))"
        )

    none = "|".join(sorted((*words.not_changes, *words.getting_to), key=len, reverse=True))
    none = "|".join(word for word in none.split("|") if len(word) > 1)
    up = group("up", words.up, words.up_before_number)
    down = group("down", words.down, words.down_before_number)
    return re.compile(f"(?P<no>{none})|{up}|{down}")


def _last_verb(governing: str, words: ChangeWords, *, rate: bool) -> re.Match[str] | None:
    """Return the verb of change that governs a figure: right before it, or before its object."""
    verbs = list(_verbs(words).finditer(governing))
    if not verbs or _REACHED.search(governing):
        return None
    last = verbs[-1]
    if last.group("no") and not _is_more(governing, last):
        return None
    if _BETWEEN.fullmatch(governing, last.end()):
        return last
    # A verb at the beginning of its clause has the thing measured as its object: 调减种植面积.
    first = not _LEADING.sub("", governing[: last.start()])
    raised = rate and last.group() in _RAISING and not _RATE_NOUN.search(governing)
    if raised and _OBJECT.fullmatch(governing, last.end()):
        # “闭环”降低成本30%, 帮助农户提高收入20%: the object alone is between verb and number.
        return last
    return last if first and (raised or last.group() in _TRANSITIVE) else None


def _is_more(governing: str, verb: re.Match[str]) -> bool:
    """Return whether 新增 adds to what there was: 比年初新增9亿元."""
    return verb.group() == "新增" and bool(_COMPARED_NEW.search(governing[: verb.start()]))


@cache
def _bases(words: ChangeWords) -> re.Pattern[str]:
    fixed = "|".join(sorted(words.bases, key=len, reverse=True))
    return re.compile(
        r"(?<![占之对入可])(?:比|较)(?![例重较])[^，,；;。（(）)]{2,14}?"
        r"(?=只|仅|名义|实际|分别|(?<!平)均|各|净|新增|增|减|削|提|上[升涨扬调浮]|下[降滑跌调浮]|降|升|跌|翻|持平|高|低|回|扩|缩|多|少|收窄|涨|放缓|加快|压|改善)"
        r"|比[^，,；;。0-9]{0,4}[0-9]{1,2}[-—–~～至][0-9]{1,2}月(?:、[0-9]{1,2}[-—–~～至][0-9]{1,2}月)+(?=分别)"
        rf"|{fixed}|与(?:[^，,；;。与]|(?<=[0-9])[,，](?=[0-9])){{2,30}}?相比|与上年(?:末|同期)?比(?=[，,])"
        r"|[是为](?P<of>[^，,；;。]{2,12}?)的?(?=[0-9.]+倍)"
        # 比1949年（9万斤）增长: the value in the bracket is that of the base.
        r"|[比较](?![例重较])[^，,；;。（(）)]{2,14}"
        r"(?= ?[（(][^，,；;。（）()]{1,14}[）)] ?(?:增|减|提|上升|下降|降|升|多|少))"
    )


def _base(
    text: str, sentence: Sentence, clause: int, quantity: Quantity, words: ChangeWords
) -> ChangeBase | None:
    """Return the nearest base before the quantity in its clause, or in the one before it.

    A base in the clause before counts only if that clause has no change of its own: 同比，回落….
    """
    bracket = max(text.rfind(mark, clause, quantity.start) for mark in "（(") + 1
    before = clause_start(text, sentence, max(clause - 1, sentence.start))
    if bracket > max(text.rfind(mark, clause, quantity.start) for mark in "）)") + 1:
        # Words before a bracket are no base for a figure inside it.
        clause = before = max(clause, bracket)
    for start in (clause, before):
        # Lookaheads must see the quantity that follows.
        found = [
            match
            for match in _bases(words).finditer(text, start, quantity.end)
            if match.start() < quantity.start
        ]
        if start != clause and found and re.search("[0-9]", text[found[-1].end() : clause]):
            break
        if found:
            group = "of" if found[-1].group("of") else 0
            return ChangeBase(*found[-1].span(group), found[-1].group(group))
    return _leading_base(text, sentence, quantity)


def _leading_base(text: str, sentence: Sentence, quantity: Quantity) -> ChangeBase | None:
    """Return the base that opens a sentence, or a part of it: 与上年相比，甲增加3个，乙增加|5个."""
    opened = max(text.rfind(mark, sentence.start, quantity.start) for mark in "；;") + 1
    begin = max(sentence.start, opened, quantity.start - _BASE_REACH)
    found = list(_LEADING_BASE.finditer(text[begin : quantity.start]))
    if not found:
        # 与2010年相比，…；…: a year that opens a sentence is the base of all its parts.
        begin = sentence.start
        first = _LEADING_BASE.match(text[begin : min(begin + _BASE_REACH, quantity.start)])
        found = [first] if first and _NAMED_YEAR.search(first.group()) else []
    if not found:
        return None
    start, end = found[-1].span("base")
    return ChangeBase(begin + start, begin + end, found[-1].group("base"))
