"""Heads: the words that name what figures measure, and what the names of a list share."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from districtgraph.graph.extraction.heads.head_grammar import PERIOD, HeadGrammar

__all__ = [
    "TOWN_AND_COUNTRY",
    "Head",
    "HeadReading",
    "after_counted_noun",
    "completed",
    "of_a_part",
    "of_all",
    "of_other_group",
    "same_reading",
    "with_owner",
    "with_rate",
    "without_tail",
]

# 10个项目后, 13个项目中, 3项工程建设, 9岁的学生小王说, 2平方公里的核心区内.
_AFTER_NOUN = re.compile(
    "(?<=工程)建设$|(?<=项目)建设$|(?<![高初])中$|(?<![售产落先术课])后$|(?<=[一-鿿]{3})(?:说|表示|介绍|坦言)$"
    "|(?<=[区园镇村城])内$"
)
# 88个项目|开工率: a rate of what is counted.
_ITS_RATE = re.compile(
    "(?<=[一-鿿]{2})(?:开复工|开工|复工|竣工|投产|完工|达产|达标|覆盖|入住|通达|通车|硬化|普及|办结|满意|合格|投用|签约|落地|履约|入学|参保|巩固"
    "|出租|空置|完成|执行|整改|办结)率$"
)
# 四个项目总投资: the amount is what the next number measures.
_AMOUNT = re.compile("(?<=[一-鿿]{2})(?:计划)?(?:总投资|总产值|营业收入|投资额)$")


def after_counted_noun(noun: str, *, counts: bool) -> int:
    """Return how many characters at the end of the words after a number do not belong to the noun.

    Args:
        noun: the words.
        counts: whether the number counts things.

    """
    of_it = (_AMOUNT.search(noun) or _ITS_RATE.search(noun)) if counts else None
    found = _AFTER_NOUN.search(noun) or of_it
    return len(noun) - found.start() if found else 0


def without_tail(
    masked: str,
    span: tuple[int, int],
    grammar: HeadGrammar,
    is_verb: Callable[[int, int], bool],
) -> tuple[int, int] | None:
    """Return a counted noun without a word such as 工作 at its end, None if a verb is left.

    Args:
        masked: the sentence.
        span: where the noun is.
        grammar: the words that may be at its end.
        is_verb: whether a span has nothing but verbs.

    """
    start, end = span
    tail = grammar.noun_tails.suffix(masked, start + 2, end)
    if masked[start : end - tail] in grammar.weak.words:
        return span  # 五项重点工作
    return None if tail and is_verb(start, end - tail) else (start, end - tail)


@dataclass(frozen=True, slots=True)
class Head:
    """The words at `text[start:end]` that name what a figure measures.

    `completed` is the whole name if the words leave out something that a list shares, or who did
    something: of 城镇、农村居民收入分别为… the first head is 城镇, completed 城镇居民收入.
    """

    start: int
    end: int
    text: str
    completed: str = ""

    @property
    def name(self) -> str:
        """The whole name."""
        return self.completed or self.text


@dataclass(frozen=True, slots=True)
class HeadReading:
    """The head of a figure and, by its index in the sentence, the figure that it is taken from.

    `follows` is None if the figure has a head of its own; `rule` is the rule that found the head.
    """

    head: Head | None
    follows: int | None
    rule: str


def same_reading(found: Sequence[HeadReading], last: int | None) -> HeadReading:
    """Return the reading of a figure that has its head from an earlier one.

    Args:
        found: the readings so far.
        last: the index of the earlier one; None if there is none.

    """
    if last is None or found[last].head is None:
        return HeadReading(None, None, "none")
    follows = found[last].follows
    return HeadReading(found[last].head, last if follows is None else follows, "same")


# 新增企业4家，总数达到39家: the second number is of all, not of those that were added.
_ADDED = re.compile(
    "(?:新增|净增|新培育|新认定|新登记|新引进|新建(?:成|和?(?:改造)?提升|(?:和|及|、)?改造(?:提升)?)?|新创建|新评定)"
    "(?=[一-鿿“]{2})"
)
_IN_ALL = re.compile(
    "[，,；;、](?:企业|目前|全[市区县省])*(?:总数|总量|总户数|累计)(?:已?达到?|为|有)了?[近约]?$"
)


def of_all(reading: HeadReading, between: str) -> HeadReading:
    """Return the reading of a number that counts all, where the one before counts what was added.

    Args:
        reading: of the number before.
        between: the words between the two numbers.

    """
    head = reading.head
    added = _ADDED.match(head.text) if head and not head.completed else None
    if not head or not added or not _IN_ALL.search(between):
        return reading
    rest = Head(head.start + added.end(), head.end, head.text[added.end() :])
    return HeadReading(rest, None, reading.rule)


# 超收2亿元，同口径增长6%: the rate is of the revenue. 前进4个位次 is of it, too.
_OF_A_RATE = re.compile("[一-鿿]+率")
_OVER = re.compile("超收|短收|增收|减收|超支|位次|名次")


def with_rate(found: Sequence[HeadReading], last: int | None, *, rate: bool) -> int | None:
    """Return the last figure, from `last` backwards, whose head a figure can have.

    Args:
        found: the readings so far.
        last: the figure to begin with.
        rate: whether the figure is a rate; then it is none of 超收2亿元. Another is none of a rate
            or a verb: 改造小区9个，已完工7个，完工率78%，剩余2个.

    """
    no_head = _OVER if rate else _OF_A_RATE
    while last and (reading := found[last]).head:
        verb = not rate and reading.rule == "verb-before"
        if not verb and not no_head.fullmatch(reading.head.text):
            break
        last -= 1
    return last


# Aspects of one thing, named in a list: 预算收入和支出, 小麦面积和产量.
_ASPECTS = (
    *("收入", "支出", "面积", "产量", "总产量", "产值", "总产值", "增加值", "存栏", "出栏"),
    *("利润", "税收", "总量", "余额", "数量", "人数", "投资", "消费", "进口", "出口"),
)


def _of_the_first(heads: list[Head]) -> list[Head] | None:
    """Complete the last name with the beginning of the first, if both end in an aspect."""
    first, last = heads[0].text, heads[-1].text
    aspect = next((word for word in _ASPECTS if first.endswith(word)), "")
    if len(heads) == 1 or last not in _ASPECTS or not aspect or first == aspect:
        return None
    owner = first.removesuffix(aspect)
    return [*heads[:-1], replace(heads[-1], completed=owner + last)]


def _instances(heads: list[Head]) -> list[Head] | None:
    """Complete the items of a list with the noun after them: 医药、电子等行业产值."""
    item, mark, shared = heads[-1].text.partition("等")
    if not (item and mark and shared):
        return None
    last = replace(heads[-1], end=heads[-1].start + len(item), text=item)
    return [replace(head, completed=head.text + shared) for head in (*heads[:-1], last)]


_EACH = re.compile("(?P<item>[一-鿿]{2,8})(?:分别|依次)(?P<shared>[一-鿿]{2,8})")


def _each(heads: list[Head]) -> list[Head] | None:
    """Complete the items of a list with the noun after 分别: 甲、乙分别进出口3亿元和2亿元."""
    match = _EACH.fullmatch(heads[-1].text) if len(heads) > 1 else None
    if match is None:
        return None
    item, shared = match.group("item", "shared")
    last = replace(heads[-1], end=heads[-1].start + len(item), text=item)
    return [replace(head, completed=head.text + shared) for head in (*heads[:-1], last)]


_FOR_MANY = re.compile("每[十百千万]+名?(?:常住|户籍|农村|城镇)?(?:人口|老人|老年人|人|户)")


def _for_many(heads: list[Head]) -> list[Head] | None:
    """Complete names with what the first says for all: 每千人口床位数、|医师数分别为."""
    first = _FOR_MANY.match(heads[0].text)
    if first is None or any(_FOR_MANY.match(head.text) for head in heads[1:]):
        return None
    rest = (replace(head, completed=first.group() + head.text) for head in heads[1:])
    return [heads[0], *rest]


_LONE = ("存栏", "出栏", "产量", "总产量", "总产", "单产")
_OUTPUT = re.compile("(?P<branch>[一-鿿]{1,16}?)(?:现价)?(?:总产值|产值)")
_OWNED = (
    "播种面积",
    "种植面积",
    "面积",
    "总产量",
    "产量",
    "总产",
    "存栏量",
    "出栏量",
    "存栏",
    "出栏",
)


def with_owner(head: Head, before: Head | None) -> Head | None:
    """Complete a head with its owner, named with the figure before: 生猪存栏…，出栏…."""
    if before is None or head.completed:
        return None
    if head.text == "增加值":
        # 农业总产值9亿元，增加值5亿元: both are of the same branch.
        output = _OUTPUT.fullmatch(before.name)
        return replace(head, completed=f"{output.group('branch')}增加值") if output else None
    if head.text not in _LONE:
        return None
    aspect = next((word for word in _OWNED if before.name.endswith(word)), "")
    owner = before.name.removesuffix(aspect)
    return replace(head, completed=owner + head.text) if aspect and owner else None


_AMONG_TIMES = re.compile(f"[，,；;]?其中[，,：:]?{PERIOD}+(?:当[月季])?")
_LONGEST_REPEATED = 6


def of_a_part(head: Head, before: Head | None, between: str) -> Head | None:
    """Complete a head that repeats the end of the one before for a part of its time.

    规模以上工业增加值增长3%，其中10月|增加值: the words `between` are those from the figure before.
    """
    if before is None or head.completed or len(head.text) > _LONGEST_REPEATED:
        return None
    repeated = before.name.endswith(head.text) and before.name != head.text
    found = repeated and _AMONG_TIMES.fullmatch(between)
    return replace(head, completed=before.name) if found else None


_NTH = re.compile("第?(?P<nth>[一二三])(?P<shared>[一-鿿]{2,12})?")


def _numbered(heads: list[Head]) -> list[Head] | None:
    """Complete the numbers of a list: 第一、二、三产业增加值."""
    found = [_NTH.fullmatch(head.text) for head in heads]
    last = found[-1].group("shared") if found[-1] else None
    if len(heads) == 1 or last is None:
        return None
    if last.startswith("产") and not last.startswith("产业"):
        last = f"产业{last[1:]}"  # 一、二、三产增加值
    names = [f"第{item.group('nth')}{last}" for item in found if item]
    alone = not any(item and item.group("shared") for item in found[:-1])
    # 一、二、三产业增加值 are those of the three industries.
    industries = last.startswith(("产业", "次产业"))
    if len(names) != len(heads) or not alone or not (heads[0].text[0] == "第" or industries):
        return None
    return [replace(head, completed=name) for head, name in zip(heads, names, strict=True)]


TOWN_AND_COUNTRY = ("城镇", "农村")
"""The two names in 城乡, in the order of the numbers that 分别 assigns to them."""


def completed(heads: list[Head], grammar: HeadGrammar) -> list[Head]:
    """Complete the names of a list with what the last one says for all: 城镇、农村居民收入."""
    found = _of_the_first(heads) or _numbered(heads) or _instances(heads) or _each(heads)
    if found := found or _for_many(heads):
        return found
    if found := _in_contrast(heads, grammar.contrasts):
        return found
    last = heads[-1].text
    size = grammar.shared_tails.suffix(last, 0, len(last))
    tail = last[len(last) - size :]
    alone = not any(
        grammar.shared_tails.suffix(item.text, 0, len(item.text)) for item in heads[:-1]
    )
    shared = tail if size and size < len(last) and alone else ""
    if [item.text[0] for item in heads] == ["城", "乡"] and len(heads[0].text) == 1:
        # 城、乡居民收入
        both = zip(heads, TOWN_AND_COUNTRY, strict=True)
        return [replace(item, completed=word + last[1:]) for item, word in both]
    if not shared:
        return heads
    return [*(replace(item, completed=item.text + shared) for item in heads[:-1]), heads[-1]]


def _in_contrast(heads: list[Head], contrasts: Sequence[tuple[str, ...]]) -> list[Head] | None:
    """Complete names that contrast in modifiers with the rest of the last one.

    - 城镇、农村居民收入: the first is 城镇居民收入;
    - 城镇居民、农村居民收入: so is this one, which says the beginning of the rest twice.
    """
    last = heads[-1].text
    for group in contrasts:
        shared = next((last[len(word) :] for word in group if last.startswith(word)), "")
        if owned := _of_one_owner(heads, group, shared):
            return owned
        words = [_modifier(item.text, group, shared) for item in heads[:-1]]
        if shared and words and all(words):
            first = zip(heads, words, strict=False)
            return [*(replace(item, completed=word + shared) for item, word in first), heads[-1]]
    return None


_PAIR = 2


def _of_one_owner(heads: list[Head], group: Sequence[str], shared: str) -> list[Head] | None:
    """Complete two names of one owner, which only the first says: 金融机构|存、贷款余额."""
    first = heads[0].text
    word = next((word for word in group if first.endswith(word)), "")
    if not (word and shared and len(heads) == _PAIR) or first == word:
        return None
    owner = first.removesuffix(word)
    return [
        replace(heads[0], completed=owner + word + shared),
        replace(heads[1], completed=owner + heads[1].text),
    ]


def _modifier(name: str, group: Sequence[str], shared: str) -> str:
    """Return the word of a group that a name is, before no more than the beginning of `shared`."""
    word = next((word for word in group if name.startswith(word)), "")
    return word if shared.startswith(name[len(word) :]) else ""


_OF_RESIDENTS = re.compile("(?:全体|全部)?(?P<name>(?:常住)?居民.+)")


def of_other_group(
    head: Head, before: Head | None, contrasts: Sequence[tuple[str, ...]]
) -> Head | None:
    """Complete a head that is only a modifier, after the name of its contrast or of the whole.

    - 城镇居民人均可支配收入增长5%，农村（居民）增长6%;
    - 居民人均可支配收入增长5%，其中城镇增长4%.
    """
    if before is None or head.completed:
        return None
    for group in contrasts:
        other = next((word for word in group if before.name.startswith(word)), "")
        rest = before.name[len(other) :] if other else ""
        if whole := _OF_RESIDENTS.fullmatch(before.name):
            rest = whole.group("name")
        word = _modifier(head.text, group, rest)
        if word and word != other and rest and not rest.startswith(_NO_MODIFIER):
            return replace(head, completed=word + rest)
    return None


_NO_MODIFIER = ("化", "以上", "及以上")
"""Beginnings of words that a modifier is part of: 城镇化率, 县级以上企业."""
