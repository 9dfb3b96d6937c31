"""The kind of a figure (level, growth, difference, share, ratio) and what it is compared with."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from districtgraph.graph.extraction.lexicon.lexicon_records import ChangeWords, Lexicon
from districtgraph.graph.extraction.quantities.change_bases import ChangeBase, base_of
from districtgraph.graph.extraction.quantities.comparisons import (
    Comparison,
    compared_points,
    compared_value,
)
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.extraction.quantities.quantity_records import (
    COUNT,
    PERCENT,
    PERCENTAGE_POINT,
    RATIO,
    TableCell,
)
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = [
    "Change",
    "ChangeBase",
    "FigureKind",
    "change_of",
    "gets_to",
    "sets_out",
]

FigureKind = Literal["level", "growth", "difference", "points", "share", "ratio"]
"""What a figure states; `points` is a difference of percentages."""

_KIND_OF_UNIT: dict[str, FigureKind] = {
    PERCENTAGE_POINT: "points",
    RATIO: "ratio",
}
# What may come between a verb of change and its number: particles, and numbers of the same list.
# The quantifier is possessive (*+), because every number of a list could be matched in two ways.
_BETWEEN = re.compile(
    r"(?>[0-9.]+[万亿]*[^，、和与及0-9]{1,5}[、和与及]|[0-9.]+%[，,](?=[0-9.])|[0-9.]+%[，,]$|个百分点|百分之|不足|超过|突破|接近|实际"
    r"|力争|确保|冲刺|奋力|争取|[，,](?=力争|确保|冲刺|奋力|争取)"
    r"|需要|必须|应当|完成|实现|保持在|稳定在|控制在|保持|高达|在|[了约近超达到为分别均都各仅又再将需须应以上左右、和与及至]"
    r"|[—~～\-0-9.%％‰余多\s]|(?!))*+"
)
# 实现1.5%的正增长: the noun of change after its number.
_GROWTH_AFTER = re.compile(
    "(?:左右|以上|以内|以下)?(?:的[^，,。.；;、()（）0-9]{4,8}(?=(?:增[速幅]|[涨降跌]幅)(?!为|达|[0-9由从]|部分))"
    "|的?[^，,。.；;、()（）0-9]{0,3}?)(?:增长|增速|增幅|涨幅|(?:幅度|比例|速度)(?:递增|增加|上升|提高)(?!了?[为成0-9])"
    "|(?P<down>负增长|降幅|跌幅|(?:幅度|比例|速度)(?:压减|递减|下降|削减|压缩|减少)))(?![到至])"
)
# 占全市35%的电子业增速为12%: the first is a share.
_SHARED = re.compile("(?:占|比重)[^，,；;。0-9]{0,12}$")
# 增速由上年的3%: the rate that a change of it set out from.
_SET_OUT_RATE = re.compile(
    "(?:增速|增幅|涨幅|增长|(?P<down>降幅|跌幅|下降))[由从][^，,；;。由从]{0,12}的?$"
)
# 增速由19%回落到6%, 降幅收窄至5%: so is the rate that it got to.
_GOT_TO_RATE = re.compile(
    "(?:增速|增幅|涨幅|(?P<down>降幅|跌幅))(?:[由从][^，,；;。]{1,24}"
    "|(?:进一步|逐[月季步]|已)?(?:收窄|扩大|回落|放缓|缩小|加快|回升|提升|提高))[到至为][近约了]*$"
)
# 增幅最大，分别为22%和21%: so are rates whose noun of change ends the clause before.
_RATE_BEFORE = re.compile(
    "(?:增幅|增速|涨幅|(?P<down>降幅|跌幅))[^，,；;。0-9]{0,6}[，,](?:分别|均)?(?:为|达到?|是)[近约]?(?:[0-9.]+%[、和与])*$"
)
# 经济增长预期目标是5.5%
_GOAL_OF_GROWTH = re.compile(
    "(?:增长|增速|增幅|(?P<down>降幅))(?:的?(?:预期|年度|全年))?目标值?(?:确定|设定|定|设|调整)?[为是在]?[近约]?$"
)
# 以9%的平均增速增长
_AVERAGE_AFTER = re.compile("(?:左右|以上)?的(?P<base>年均|平均)增[速长]")
_RATE_BEFORE_REACH = 40
# 增长5%，力争|6%: a rate after words of aiming alone continues the rate before.
_AIMING = re.compile(
    "(?:实现|努力|并)*(?:力争|确保|冲刺|奋力|争取)(?:力争|实现|冲刺|达到?|超过|突破|[近约])*"
)
_LISTED_RATES = re.compile("分别[^，,；;。]*[0-9.]+%[，,]$")
# 前移2位, 前移2名: a change of rank.
_MOVED = re.compile(
    "(?:前移|前进|进位|(?:上升|提升|跃升|晋升|攀升|提高)|(?P<down>后退|后移|退后|下降|下滑))了?$"
)
_OF_RANKS = ("前移", "后移", "进位", "前进", "后退", "退后")
"""Verbs that are said of ranks alone: 前移2名, but 提高2名 may be people."""
_OBJECTS = re.compile("(?!名次|位次|等级|档次|层次|百分)[一-鿿]{2}")
# 牧业产值5.8亿元，同比2.8%: the verb is left out.
_VERBLESS = re.compile("(?:同比|环比|[比较](?:上年|去年)(?:同期)?)$")
# 产值+5.2%, 用电量-3%: a sign replaces the verb.
_SIGNS = "+-－−＋"
_OF_A_RATE = re.compile("(?:率|占比|比重|份额|水平|比例)[^，,；;。]{0,2}$")
# 成本低于全国平均水平7.5元: an amount by which two values differ.
# 新开工30项，超计划16项: an amount beyond a plan.
_BEYOND_A_PLAN = re.compile("超过?(?P<side>(?:年度|全年|预期|原)?(?:计划|目标|任务)(?:数|任务)?)$")
# 收入比预算短收4亿元: so is one by which revenue missed or exceeded a budget.
_MISSED = re.compile(
    "(?P<side>[比较](?:年初|调整)?(?:预算|计划)数?)(?:(?P<down>短收|欠收|减收|少收)|超收|多收|增收)了?[近约]?$"
)
_DIFFERING = re.compile(
    "(?<!不)(?:高于|多于|高出|(?P<down>低于|少于))"
    "(?P<side>[^，,；;。：:（）()0-9]{0,12}(?:平均|同期|平均水平|平均值|全[国省市]水平))$"
)
# 幸福指数高于全省1.2: a number without a unit by which two values differ.
_APART = re.compile(
    "(?<!不)(?:高于|高出|(?P<down>低于))(?P<side>(?:全[国省市区县州]|上年|去年|[省市]平均)[^，,；;。：:（）()0-9]{0,8})(?<!的)$"
)
# 与目标相比仍差0.6个百分点
_SHORT_OF = re.compile("(?:(?:[仍还尚]|相比)[差缺]了?|目标值?(?:相比)?[仍还尚]有)[近约]?$")
_NUMBER_ALONE = re.compile("[0-9.]+点?")
# 降幅收窄2个百分点: where a fall gets smaller, the rate rises.
_OF_A_FALL = re.compile("(?:降幅|跌幅)[^，,；;。]*$")
# 下降2个百分点至50%: what the change got to is no change.
# 增长94%、达168万辆: so is this.
_REACHED = re.compile(
    "百分点(?:[、，]?(?:达到?|升至|降至|为)|[至到])[近约]?$"
    "|(?:[%倍]|增长|以上|左右)、(?:总[量数额])?(?:达到?|升至|为)[近约]?$"
)
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
    if quantity.cell:
        return _in_table(text, quantity, quantity.cell)
    return _in_prose(text, sentence, quantity, lexicon)


def _in_prose(text: str, sentence: Sentence, quantity: Quantity, lexicon: Lexicon) -> Change:
    words = lexicon.changes
    rate = quantity.unit == PERCENT
    start = _governing_clause(text, sentence, quantity, rate=rate)
    verb = _last_verb(text[start : quantity.start], words, rate=rate)
    before = text[start : quantity.start]
    shared = _SHARED.search(before) is not None
    growing = _GROWTH_AFTER.match(text, quantity.end) if rate and not shared else None
    if rate and verb is None and growing is None:
        growing = _SET_OUT_RATE.search(before) or _GOT_TO_RATE.search(before)
        begin = max(sentence.start, quantity.start - _RATE_BEFORE_REACH)
        growing = growing or _RATE_BEFORE.search(text, begin, quantity.start)
        growing = growing or _GOAL_OF_GROWTH.search(before)
    moved = _MOVED.search(before) if quantity.symbol in ("位", "名") else None
    if moved and (quantity.symbol == "位" or moved.group().rstrip("了") in _OF_RANKS):
        base = base_of(text, sentence, start, quantity, words)
        return Change("difference", moved.group("down") is not None, base)
    if verb is not None and _improves(text, quantity, verb):
        verb = None
    kind = _kind(quantity, verb is not None or growing is not None)
    if kind == "ratio" and _NUMBER_ALONE.fullmatch(quantity.text):
        kind = _of_ratios(before, verb)
    if kind in ("level", "share"):
        return _without_verb(text, start, quantity, kind)
    if kind == "points" and (
        other := compared_points(text, start, quantity.core_start, quantity.core_end)
    ):
        # 降幅低于全省1个百分点: the rate is the greater one.
        fall = bool(_OF_A_FALL.search(before))
        return Change(kind, other.falling != fall, _side(text, other))
    falling = verb is not None and verb.group("down") is not None
    falling = falling or (kind == "points" and _SHORT_OF.search(before) is not None)
    falling = falling or bool(growing and growing.group("down"))
    if kind == "points" and _OF_A_FALL.search(before):
        falling = not falling
    base = base_of(text, sentence, start, quantity, words) or _average_after(text, quantity)
    return Change(kind, falling, base)


def _of_ratios(before: str, verb: re.Match[str] | None) -> FigureKind:
    """Return the kind of a number without unit: 收入比缩小0.03 is a difference of ratios."""
    if verb is not None:
        return "difference"
    # 指数高于全省平均1.2: so is this one, read like an amount.
    return "level" if _APART.search(before) else "ratio"


def _in_table(text: str, quantity: Quantity, cell: TableCell) -> Change:
    """Return what the header of a table says that a number is."""
    if not cell.growth:
        return Change(_kind(quantity, False))
    base = ChangeBase(*cell.base, text[slice(*cell.base)]) if cell.base else None
    return Change("growth", False, base)


def _average_after(text: str, quantity: Quantity) -> ChangeBase | None:
    """Return the word for an average that follows its rate: 以9%的|平均|增速."""
    average = _AVERAGE_AFTER.match(text, quantity.end)
    return ChangeBase(*average.span("base"), average.group("base")) if average else None


_IMPROVED = ("亩", "公顷", "公里", "千米", "平方米", "平方公里", "户", "人")


def _improves(text: str, quantity: Quantity, verb: re.Match[str]) -> bool:
    """Return whether a verb has the things counted as its object: 提升100所学校 is no rise."""
    if verb.group() == "改善" and quantity.symbol in _IMPROVED:
        return True  # 新增灌溉面积9亩，改善3亩
    counts = quantity.unit == COUNT and bool(quantity.symbol) and not quantity.counts
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
    if kind == "level" and (apart := _DIFFERING.search(before) or _APART.search(before)):
        side = Comparison(start + apart.start(), start + apart.end())
        return Change("difference", apart.group("down") is not None, _side(text, side))
    if kind == "level" and (missed := _MISSED.search(before)):
        plan = Comparison(start + missed.start("side"), start + missed.end("side"))
        return Change("difference", missed.group("down") is not None, _side(text, plan))
    if kind == "level" and (beyond := _BEYOND_A_PLAN.search(before)):
        plan = Comparison(start + beyond.start("side"), start + beyond.end("side"))
        return Change("difference", False, _side(text, plan))
    rate = quantity.unit == PERCENT
    other = compared_value(text, start, quantity.start) if rate else None
    return Change("ratio", False, _side(text, other)) if other else Change(kind)


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
    if quantity.unit == PERCENT:
        return "growth" if changes else "share"
    return "difference" if changes else "level"


@cache
def _verbs(words: ChangeWords) -> re.Pattern[str]:
    def group(name: str, items: tuple[str, ...], single: tuple[str, ...]) -> str:
        longer = "|".join(sorted(items, key=len, reverse=True))
        # 高达80% says how high, not how much higher.
        alone = f"(?<![最新不提众许诸甚很繁])(?!高达)[{''.join(single)}](?=[了出达近约]?$)"
        return f"(?P<{name}>{longer}|{alone})"

    none = "|".join(sorted((*words.not_changes, *words.getting_to), key=len, reverse=True))
    none = "|".join(word for word in none.split("|") if len(word) > 1)
    # 街面拓宽到12米: any verb of change can lead to the new value.
    none += f"|(?:{'|'.join((*words.up, *words.down))})[到至]"
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
