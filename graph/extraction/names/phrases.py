"""Where the phrases of a text begin: after marks, verbs, prepositions, times and amounts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.name_lexicon import NameLexicon

__all__ = ["Break", "Phrases", "split_phrases"]

_MARK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9０-９·.%％+-]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十0-9]+(?P<counted>批|家|座|条|所|个)?")
# 7.柳江镇, 1、完善…: the number of an item at the beginning of a line or a sentence.
_ITEM_NUMBER = re.compile(r"[0-9]{1,2}[.．](?=[一-鿿“《])")
# 保护修缮（一期）工程, 云湖茶业（集团）有限公司: such a bracket does not end a phrase.
_PHASE = re.compile("（(?:[一二三四五六]期|集团|控股)）|(?:[一二三四五六]期|集团|控股)）")
# 云湖高速（白沙段）建设项目, 江河（白沙段）国家文化公园, 渭北排水（碱）工程
_SECTION = re.compile(
    "(?<=[一-鿿])（(?:[一-鿿]{1,4}段|[一-鿿])）(?=[一-鿿]{0,8}?(?:工程|项目|国家文化公园))"
)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a phrase ends: a mark, a counted amount, or a word of the lexicon.

    `word` is empty for a mark and for an amount; `known` is set if the word is itself a name.
    """

    start: int
    end: int
    word: str


class Phrases:
    """The breaks of a text, in order, and the words of the lexicon that occur in it.

    Args:
        breaks: where phrases end.
        words: the lexicon's words in the text with their positions, in order, without overlaps.

    """

    def __init__(self, breaks: Sequence[Break], words: Sequence[tuple[int, str]]) -> None:
        self.breaks = breaks
        self.words = words
        self._ends = [item.end for item in breaks]
        self._starts = [start for start, _ in words]

    def last_break(self, position: int) -> Break | None:
        """Return the last break that ends at a position or before it."""
        index = bisect_right(self._ends, position)
        return self.breaks[index - 1] if index else None

    def is_within_a_word(self, position: int) -> bool:
        """Return whether a position is within a word of the lexicon, not at its edge."""
        index = bisect_left(self._starts, position) - 1
        if index < 0:
            return False
        start, word = self.words[index]
        return position < start + len(word)

    def ends_a_word(self, position: int) -> bool:
        """Return whether a word of the lexicon of two or more characters ends at a position."""
        index = bisect_left(self._starts, position) - 1
        if index < 0:
            return False
        start, word = self.words[index]
        return len(word) > 1 and position == start + len(word)


@cache
def _counted(after_digits: tuple[str, ...], after_numerals: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a counted amount: 3400余户, 两个, 三大产业."""
    return re.compile(
        r"[0-9０-９][0-9０-９.,，]*(?:余|多|几)?[十百千万亿]*(?:余|多|几)?"
        f"{either(after_digits)}"
        # 九年制学校
        rf"|[一两二三四五六七八九十百千几数多]+余?(?!年制)(?:{either(after_numerals)}|大(?=[一-鿿]{{2}}))"
    )


def split_phrases(text: str, lexicon: NameLexicon) -> Phrases:
    """Return where the phrases of a text begin.

    The words of the lexicon are read from left to right, the longest first, so that no conjunction
    is found in 和平 and no 民建 in 居民建房.
    """
    breaks: list[Break] = []
    words: list[tuple[int, str]] = []
    position, longest = 0, lexicon.words.longest
    counted = _counted(lexicon.after_digits, lexicon.after_numerals)
    while position < len(text):
        character = text[position]
        if word := _without_the_next(text, position, longest(text, position), lexicon):
            words.append((position, word))
            after_break = bool(breaks) and breaks[-1].end == position
            begins = _begins_a_name(text, position, word) or (after_break and word == "内")
            if word in lexicon.breaks and not begins:
                breaks.append(_break(text, position, word))
            position = _after_word(text, position, word, breaks, counted)
        elif match := _amount(text, position, character, counted):
            if match.re is not _ORDINAL or match.group("counted"):
                breaks.append(Break(position, match.end(), ""))
            position = match.end()
        else:
            if _MARK.match(character) and not _is_of_a_phase(text, position):
                breaks.append(Break(position, position + 1, ""))
            position += 1
    return Phrases(breaks, words)


def _without_the_next(
    text: str, position: int, word: str | None, lexicon: NameLexicon
) -> str | None:
    """Return a word, without its last character if a name begins there.

    - 打造|成渝地区: a known one;
    - 以|东关街道为例: one that 以 takes as an example.
    """
    if word and _is_no_direction(text, position, word):
        return word[0]
    if not word or word not in lexicon.breaks or word[:-1] not in lexicon.breaks:
        return word
    following = lexicon.words.longest(text, position + len(word) - 1)
    known = following is not None and len(following) > 1 and following in lexicon.known
    # 其中|粮食: a word of two characters is whole.
    return word[:-1] if known and len(word) >= _SHORTEST_SHORTENED else word


_SHORTEST_SHORTENED = 3
_DIRECTIONS = ("以东", "以西", "以南", "以北")
_BEFORE_CLAUSES = frozenset("，,。；;：:、\n仅只就单们我")


def _is_no_direction(text: str, position: int, word: str) -> bool:
    """Return whether 以 takes what follows as an example: 仅以|东关街道为例, 以|南湖公园为例."""
    before = text[position - 1 : position] or "\n"
    return word in _DIRECTIONS and before in _BEFORE_CLAUSES


_DIGITS = frozenset("0123456789０１２３４５６７８９一两二三四五六七八九十百千几数多")


def _is_of_a_phase(text: str, position: int) -> bool:
    """Return whether a bracket holds a phase, or the section that works are on."""
    if _PHASE.match(text, position) or _PHASE.match(text, max(0, position - 2)):
        return True
    opening = position
    if text[position] == "）":
        opening = text.rfind("（", max(0, position - _LONGEST_SECTION), position)
    return opening >= 0 and _SECTION.match(text, opening) is not None


_LONGEST_SECTION = 7


def _amount(
    text: str, position: int, character: str, counted: re.Pattern[str]
) -> re.Match[str] | None:
    if character == "第":
        return _ORDINAL.match(text, position)
    begins = character.isdigit() and text[position - 1 : position] in _BEFORE_ITEMS
    if begins and (match := _ITEM_NUMBER.match(text, position)):
        return match
    return counted.match(text, position) if character in _DIGITS else None


_BEFORE_ITEMS = frozenset(("", "\n", "。", "；", ";", "：", " ", "\u3000"))
_FOLLOWING = frozenset("等的了着过中内时后起")
_OPENING = frozenset("（(—-－")
_SEPARATING = frozenset('、，,；;。：:\n“"《')


_NAMED_DISTRICT = re.compile("(?<![全各我该本])[一-鿿](?<![全各我该本])[区县镇市]$")


def _begins_a_name(text: str, position: int, word: str) -> bool:
    """Return whether a word that usually follows others begins a name: （和兴路, 、中雅学校."""
    before = text[position - 1 : position] if position else "\n"
    if word == "和":
        # 、兴和等: no item follows, so it joins none.
        return before in _OPENING or text[position + 1 : position + 2] in ("等", "、")
    if word == "中" and text[position + 2 : position + 3] in ("、", "等"):
        # 浙江中味、云晶等企业
        return "一" <= text[position + 1] <= "鿿"
    if word == "中":
        # 南开区|中营小学, but 全市中…: after a territory that is named.
        return (
            before in _OPENING | _SEPARATING
            or _NAMED_DISTRICT.search(text, max(0, position - 2), position) is not None
        )
    return word in _FOLLOWING and before in _OPENING | _SEPARATING


def _break(text: str, position: int, word: str) -> Break:
    """Return the break of a word; 好 after a verb belongs to it: 实施好…, 举办好…."""
    end = position + len(word)
    complement = len(word) > 1 and text.startswith("好", end) and not text.startswith("好转", end)
    return Break(position, end + complement, word)


def _after_word(
    text: str, position: int, word: str, breaks: list[Break], counted: re.Pattern[str]
) -> int:
    """Return where to continue; a generic numeral (三) may begin a counted amount (三个)."""
    end = position + len(word)
    amount = counted.match(text, position) if word[0] in _DIGITS else None
    if amount and amount.end() > end:
        breaks.append(Break(position, amount.end(), ""))
        return amount.end()
    return end
