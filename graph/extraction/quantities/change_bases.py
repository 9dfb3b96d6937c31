"""The other side of a change, as words name it: 同比, 比2010年, 与上年相比."""

import re
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import ChangeWords
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = ["ChangeBase", "base_of"]

_LEADING_BASE = re.compile(
    "(?:^|(?<=[，,；;]))(?P<base>[与同和][^，,；;。]{2,16}?(?:相比较?|比较|相较)"
    "|[与同]上年(?:末|底|同期)?比|[比较](?:上年|去年)(?:末|底|同期)?)[，,]"
)
_NAMED_YEAR = re.compile("[12][0-9]{3}年|[上去]年")
_BASE_REACH = 160
"""How many characters before a change are searched for the base that opens its sentence."""


@dataclass(frozen=True, slots=True)
class ChangeBase:
    """The words that name the other side of a change, at `text[start:end]`: 同比, 比2010年."""

    start: int
    end: int
    text: str


@cache
def _bases(words: ChangeWords) -> re.Pattern[str]:
    fixed = "|".join(sorted(words.bases, key=len, reverse=True))
    return re.compile(
        # 比2000年的2.9人减少: the value after 的 is that of the base.
        r"(?<![占之对入可])[比较](?![例重较])[^，,；;。（(）)的]{2,20}"
        r"(?=的[0-9.,]+[万亿]*[一-鿿%]{1,4}(?:增|减|提高|上升|下降|升|降|多|少))"
        r"|(?<![占之对入可])(?:比|较)(?![例重较])[^，,；;。（(）)]{2,14}?"
        r"(?=只|仅|名义|实际|分别|(?<!平)均|各|净|新增|增|减|削|提|上[升涨扬调浮]|下[降滑跌调浮]|降|升|跌|翻|持平|高|低|回|扩|缩|多|少|收窄|涨|放缓|加快|压|改善)"
        # 比1—3月、1—6月|分别提高: one base for each number.
        r"|(?<![占之对入可])[比较](?![例重较])[^，,；;。（(）)]{2,40}?[、和与及][^，,；;。（(）)]{1,14}"
        r"(?=(?:分别|依次)(?:增|减|提|上升|下降|降|升|回[升落]|扩大|缩|高|低|加快|放缓|收窄|多|少))"
        rf"|{fixed}|可比(?=增长|下降|上升)|(?:与|(?<![不相共如合协类])同(?![比期步]))(?:[^，,；;。与]|(?<=[0-9])[,，](?=[0-9])){{2,30}}?相比|与上年(?:末|同期)?比(?=[，,])"
        r"|在(?:[12][0-9]{3}年|[上去前]年|[现原已]有|此)[^，,；;。（(）)]{0,4}?基础(?:之)?上"
        r"|[是为](?P<of>[^，,；;。]{2,12}?)的?(?=[0-9.]+倍)"
        # 比1949年（9万斤）增长: the value in the bracket is that of the base.
        r"|[比较](?![例重较])[^，,；;。（(）)]{2,14}"
        r"(?= ?[（(][^，,；;。（）()]{1,14}[）)] ?(?:增|减|提|上升|下降|降|升|多|少))"
    )


def base_of(
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
            base = _without_repetition(*found[-1].span(group), found[-1].group(group))
            return _one_of_several(text, base, quantity.start)
    return _of_two_areas(text, clause, quantity) or _leading_base(text, sentence, quantity)


_FOR_EACH = re.compile("每(?:公?斤|吨|亩|人|户|平方米)$")


def _without_repetition(start: int, end: int, words: str) -> ChangeBase:
    """Return a base without what is not part of it: 比上年|同比, 比去年|每斤."""
    words = _FOR_EACH.sub("", words)
    if words.startswith(("比", "较")) and words.endswith("同比"):
        words = words.removesuffix("同比")
    return ChangeBase(start, start + len(words), words)


# 比全省（7.7%）和全国（7.0%）分别高0.7、|1.4个百分点
_TWO_AREAS = re.compile(
    "(?P<first>[比较][^，,；;。（()0-9]{1,12})[（(][^）)]{1,12}[）)][和与及、]"
    "(?P<second>[^，,；;。（()0-9]{1,14})[（(][^）)]{1,12}[）)](?:分别|各)[高低快慢多少增减]"
)


def _of_two_areas(text: str, clause: int, quantity: Quantity) -> ChangeBase | None:
    """Return the area whose own value is in a bracket and that a number is compared with."""
    found = _TWO_AREAS.search(text, clause, quantity.start)
    if found is None:
        return None
    index = len(_NUMBER.findall(text[found.end() : quantity.start]))
    name = ("first", "second")[min(index, 1)]
    return ChangeBase(*found.span(name), found.group(name))


_AND = re.compile("[和与及、]")
_NUMBER = re.compile("[0-9.]+")


def _one_of_several(text: str, base: ChangeBase, position: int) -> ChangeBase:
    """Return the base of one number of a list.

    - 分别较1—9月和上年同期提高0.1和|1.2个百分点
    - 比1—3月、1—6月分别提高0.1、|1.2个百分点
    """
    each = "分别", "依次"
    if not (text.endswith(each, 0, base.start) or text.startswith(each, base.end)):
        return base
    edges = [base.start, *(at for m in _AND.finditer(base.text) for at in m.span())]
    edges = [edges[0], *(base.start + at for at in edges[1:]), base.end]
    parts = list(zip(edges[::2], edges[1::2], strict=True))
    index = len(_NUMBER.findall(text[base.end : position]))
    if len(parts) == 1 or index >= len(parts):
        return base
    start, end = parts[index]
    return ChangeBase(start, end, text[start:end])


def _leading_base(text: str, sentence: Sentence, quantity: Quantity) -> ChangeBase | None:
    """Return the base that opens a sentence, or a part of it: 与上年相比，甲增加3个，乙增加|5个."""
    opened = max(text.rfind(mark, sentence.start, quantity.start) for mark in "；;") + 1
    begin = max(sentence.start, opened, quantity.start - _BASE_REACH)
    found = list(_LEADING_BASE.finditer(text[begin : quantity.start]))
    if not found:
        # 与2010年相比，…；…: a year that opens a sentence is that of all parts without one.
        begin = sentence.start
        first = _LEADING_BASE.match(text[begin : min(begin + _BASE_REACH, quantity.start)])
        found = [first] if first and _NAMED_YEAR.search(first.group()) else []
    if not found:
        return None
    start, end = found[-1].span("base")
    return ChangeBase(begin + start, begin + end, found[-1].group("base"))
