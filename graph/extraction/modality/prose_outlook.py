"""What prose without a heading is about, by the way it speaks: results, or work to be done.

A plan of which only some paragraphs are at hand has no heading that announces it, but it speaks
otherwise than a report on results: its clauses begin with verbs of intent (加快, 完善, 支持), its
numbers are round and often bounds (50所以上), and nothing in it is over. Reports say 已 and 同比,
and their numbers are exact. Prose that does both, or neither, is left as it is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.modality.sections import SubjectSpan
from districtgraph.graph.text.titles import title_line

__all__ = ["with_prose"]

_PARAGRAPH = re.compile("[^\n　]+")
_MARKS = re.compile("[，。；,;：:\n]")
_HAN = re.compile("[一-鿿]")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
# The beginning of a clause, after the number of an item.
_BEGIN = (
    r"(?:^|[，。；、：,;:\n])\s*(?:——)?"
    "(?:[0-9]{1,2}[.、．])?(?:[一二三四五六七八九十]+[是要、])?"
)
_HEAD = (
    r"\s*(?:——|[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．])?"
    r"(?:[一二三四五六七八九十]+[是要])?\s*"
)
_YEAR = re.compile("(?<![比较到至由从])(20[0-9]{2})年")
_ITEM = re.compile(r"^\s*[0-9]{1,2}[.、．)）]")
_ANY_YEAR = re.compile("(20[0-9]{2})年")
_SHORT = 60
"""A line of fewer characters is read with those around it, as an item of a list; the first one is a
title."""
_LONGEST_ACTOR = 12
_FEWEST = 3
"""The fewest clauses by which prose is judged."""
_SOME, _MANY, _HALF, _NEARLY_ALL = 0.2, 0.45, 0.5, 0.7
"""Shares of clauses that begin with a verb of doing."""
_ABOUT = "左右"
_BOUNDED = 0.4
"""The share of numbers that are bounds from which prose is about aims: 增长7%左右, 300亿元以上."""
_MOST_EXACT = 0.6
"""The share of exact numbers (1.27万, 189.4) from which prose is about results."""
_FEW_EXACT, _FEWEST_NUMBERS = 0.25, 3
"""The share of exact numbers, of at least so many, up to which a heading of intent is a plan's."""
_DIGITS_OF_AN_EXACT_NUMBER = 3
_FEWEST_AIMS = 2
"""Marks of aiming beside which one word for results is a noun: 取得新突破."""


def with_prose(
    text: str, parts: Sequence[SubjectSpan], lexicon: Lexicon, published: date | None
) -> tuple[SubjectSpan, ...]:
    """Return the parts of a text, with the prose about what lies ahead where no part says so.

    Args:
        text: the text.
        parts: its parts by their words, in order.
        lexicon: the word lists.
        published: the day of the text, if it is known.

    """
    marks = _marks(lexicon)
    if marks.reviewing.search(_title(text)):
        return tuple(parts)
    added: list[SubjectSpan] = []
    for units in _undecided(text, parts):
        whole = [unit for units_of in units for unit in units_of]
        if len(units) > 1 and (aim := marks.aim(text, whole, published, strictly=True)):
            added.extend(_spans(whole, aim))
            continue
        # Among results, a paragraph about work to be done has to say so.
        among = sum(marks.tells_results(text, unit) for unit in units)
        for unit in units:
            mixed = among > marks.tells_results(text, unit)
            if aim := marks.aim(text, unit, published, aims=_FEWEST_AIMS if mixed else 0):
                added.extend(_spans(unit, aim))
    if not added:
        return tuple(parts)
    others = [item for item in parts if not any(item.start == other.start for other in added)]
    return tuple(sorted((*others, *added), key=lambda item: item.start))


def _title(text: str) -> str:
    """Return the title of a text; empty if it begins with a paragraph instead."""
    line = title_line(text)
    return line if len(line) < _SHORT and "。" not in line else ""


_Paragraph = tuple[int, int]


def _spans(unit: Sequence[_Paragraph], aim: tuple[str, int]) -> Iterator[SubjectSpan]:
    start, end = unit[0][0], unit[-1][1]
    yield SubjectSpan(start, "ahead", *aim)
    yield SubjectSpan(end, None, "", end)


def _undecided(text: str, parts: Sequence[SubjectSpan]) -> Iterator[list[list[_Paragraph]]]:
    """Yield the stretches of a text that no part is about, as units of paragraphs."""
    stretch: list[list[_Paragraph]] = []
    last_part, listed = -1, False
    for match in _PARAGRAPH.finditer(text):
        index = bisect_right(parts, match.start(), key=lambda item: item.start) - 1
        decided = index >= 0 and parts[index].outlook is not None
        if stretch and (decided or index != last_part):
            yield stretch
            stretch = []
        last_part = index
        if decided:
            continue
        short = match.end() - match.start() < _SHORT and "。" not in match.group()
        if stretch and short and listed:
            stretch[-1].append(match.span())
        else:
            stretch.append([match.span()])
        listed = short
    if stretch:
        yield stretch


@dataclass(frozen=True, slots=True)
class _Marks:
    intending: re.Pattern[str]
    acting: re.Pattern[str]
    aiming: re.Pattern[str]
    bounded: re.Pattern[str]
    reviewing: re.Pattern[str]
    acted: re.Pattern[str]
    done: re.Pattern[str]
    praising: re.Pattern[str]
    become: re.Pattern[str]
    headed: re.Pattern[str]

    def tells_results(self, text: str, unit: Sequence[_Paragraph]) -> bool:
        """Return whether paragraphs have a word for results."""
        words = _said(text, unit)
        return self.done.search(words) is not None or self.praising.search(words) is not None

    def aim(
        self,
        text: str,
        unit: Sequence[_Paragraph],
        published: date | None,
        *,
        strictly: bool = False,
        aims: int = 0,
    ) -> tuple[str, int] | None:
        """Return words of prose about what lies ahead with their position, None of other prose.

        Args:
            text: the text.
            unit: the paragraphs.
            published: the day of the text, if it is known.
            strictly: whether one word for results is too many.
            aims: the fewest words of aiming and bounds that it needs.

        """
        said = self._counted(_said(text, unit), published)
        if not said.numbers or said.clauses < _FEWEST or _share(said.numbers) > _MOST_EXACT:
            return None
        results = 0 if said.sets_aims else said.over + said.praised
        allowed = 0 if strictly else len(said.aiming) >= _FEWEST_AIMS
        if len(said.aiming) < aims or results > allowed:
            return None
        rounded = _is_round(said.numbers) and not results
        headed = self.headed.match(said.words) if rounded else None
        announced = headed or said.sets_aims or (rounded and said.doing >= _HALF)
        if not (announced or said.is_plan):
            return None
        cue = (headed or said.cue).group().strip("，。；、：:,; \n")
        return cue, text.find(cue, unit[0][0])

    def _counted(self, words: str, published: date | None) -> "_Said":
        bounds = list(self.bounded.finditer(words))
        aiming = [*self.aiming.finditer(words), *bounds]
        over = len(self.done.findall(words)) + _past_years(words, published)
        # 区民政局积极推进: who does something in a text without an aim is reported to have done it.
        over += bool(not aiming and self.acted.search(words))
        return _Said(
            words,
            sum(_HAN.search(clause) is not None for clause in _MARKS.split(words)),
            _NUMBER.findall(words),
            bounds,
            aiming,
            list(self.intending.finditer(words)),
            list(self.acting.finditer(words)),
            over,
            len(self.praising.findall(words)) + bool(not aiming and self.become.match(words)),
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """What prose says, counted.

    Attributes:
        words: the prose.
        clauses: how many it has.
        numbers: its numbers.
        bounds, aiming: bounds of numbers; these and words of aiming.
        intents, acts: beginnings of clauses with verbs of intent, and of action.
        over: how many words say that something is over.
        praised: how many words of praise it has.

    """

    words: str
    clauses: int
    numbers: Sequence[str]
    bounds: Sequence[re.Match[str]]
    aiming: Sequence[re.Match[str]]
    intents: Sequence[re.Match[str]]
    acts: Sequence[re.Match[str]]
    over: int
    praised: int

    @property
    def doing(self) -> float:
        """The share of clauses that begin with a verb of doing."""
        return (len(self.intents) + len(self.acts)) / self.clauses

    @property
    def cue(self) -> re.Match[str]:
        """The words that best say that the prose is about what lies ahead."""
        return [*self.aiming, *self.intents, *self.acts][0]

    @property
    def sets_aims(self) -> bool:
        """Whether nearly half of the numbers are bounds, 左右 among them, and nothing is over.

        创新能力显著提升，投入增长7%左右: an outline of aims praises what is to be reached.
        """
        about = any(item.group().endswith(_ABOUT) for item in self.bounds)
        fewest = max(_FEWEST_AIMS, _BOUNDED * len(self.numbers))
        return not self.over and about and len(self.bounds) >= fewest

    @property
    def is_plan(self) -> bool:
        """Whether the shares of clauses with verbs of intent, or of doing, are a plan's."""
        meant = len(self.intents) / self.clauses
        return (
            meant >= _MANY
            or (bool(self.aiming) and meant >= _SOME)
            or (self.doing >= _NEARLY_ALL and (meant > 0 or bool(self.bounds)))
        )


def _is_round(numbers: Sequence[str]) -> bool:
    """Return whether nearly all of several numbers are round."""
    return len(numbers) >= _FEWEST_NUMBERS and _share(numbers) <= _FEW_EXACT


def _said(text: str, unit: Sequence[_Paragraph]) -> str:
    """Return the words of paragraphs; those of a list without its headings."""
    lines = [text[start:end] for start, end in unit]
    if len(lines) > 1:
        lines = [line for line in lines if _NUMBER.search(_ITEM.sub("", line))]
    return "\n".join(lines)


def _share(numbers: Sequence[str]) -> float:
    """Return the share of exact numbers: 1.27, 1234."""
    exact = sum(
        "." in item or len(item.rstrip("0")) >= _DIGITS_OF_AN_EXACT_NUMBER for item in numbers
    )
    return exact / len(numbers)


def _past_years(words: str, published: date | None) -> int:
    """Return how many years there are in prose that are over, or before another one in it."""
    named = [int(match.group(1)) for match in _ANY_YEAR.finditer(words)]
    latest = max([*named, published.year if published else 0])
    return sum(int(match.group(1)) < latest for match in _YEAR.finditer(words))


@cache
def _marks(lexicon: Lexicon) -> _Marks:
    words = lexicon.prose
    verbs = f"(?:{_any((*words.adverbs, *words.intending, *words.acting))})"

    def opening(verbs: Iterable[str]) -> re.Pattern[str]:
        return re.compile(f"{_BEGIN}(?:{_any(words.adverbs)})*(?:{_any(verbs)})")

    return _Marks(
        opening(words.intending),
        opening(words.acting),
        re.compile("|".join(words.aiming)),
        re.compile("|".join(words.bounded)),
        re.compile(_any(words.reviewing)),
        re.compile(
            # 推进美丽乡村建设: no village acts where a verb comes first.
            rf"(?:^|[。\n])\s*(?!{verbs})[一-鿿]{{1,{_LONGEST_ACTOR}}}?(?:{_any(words.actors)})"
            f"(?:{_any(words.adverbs)})*(?:{_any((*words.intending, *words.acting))})"
        ),
        re.compile("|".join(words.done)),
        re.compile("|".join(words.praising)),
        re.compile(
            f"{_HEAD}(?!{verbs}|[以把在对让使向从])"
            f"[^。，,；;：:\n]{{3,24}}?(?:(?:{_any(words.degrees)})+(?:{_any(words.becoming)})"
            "|取得新?[^。，]{0,8}(?:进展|成效|突破|成果)|落地见效)。"
        ),
        # （四）办好民生实事。…: the words above the paragraph are in it.
        re.compile(
            f"{_HEAD}(?:{_any(words.adverbs)})*(?:{_any(words.intending)})[^。，0-9]{{2,16}}(?=。)"
        ),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
