"""Why a numeral is no figure, where the language tells."""

import re
from collections.abc import Callable
from functools import cache

from districtgraph.graph.extraction.lexicon import Lexicon
from districtgraph.graph.extraction.periods import find_periods
from districtgraph.graph.text.numerals import Numeral

__all__ = ["exclusion_reason"]

_ARABIC = "0123456789０１２３４５６７８９"
# （一）, 一、, 1. at the beginning of a line; 一是 and 一要 at the beginning of a clause.
_OUTLINE_START = re.compile(r"(?:^|[\n　]) *[（(]?$")
_OUTLINE_END = re.compile(r"[）)、．]|\.(?!\d)")
_CLAUSE_START = re.compile(r"(?:^|[。；;，,：:！？\n　]) *$")
_DATE_PART = re.compile("年|周年|周岁|月(?!票)|日(?!游)|时许|点钟|世纪")


def exclusion_reason(text: str, numeral: Numeral, lexicon: Lexicon) -> str | None:
    """Return why a numeral bears no figure, as a key of the scheme exclusion-reasons.

    None where the rules cannot tell: then a curator has to. The rules look at the numeral alone;
    one that a quantity takes up may have a reason too, and the quantity comes first.
    """
    for reason, applies in _REASONS:
        if applies(text, numeral, lexicon):
            return reason
    return None


def _after(text: str, numeral: Numeral, words: tuple[str, ...]) -> bool:
    return text.startswith(words, numeral.end)


def _before(text: str, numeral: Numeral) -> str:
    """Return what stands before the numeral in its line, as far as any rule looks."""
    return text[max(0, numeral.start - 20) : numeral.start]


def _is_technical(text: str, numeral: Numeral, _: Lexicon) -> bool:
    """Tell whether the numeral is part of a Latin word: PM2.5, 4S店, 3A."""
    latin = re.compile("[A-Za-z]")
    return bool(
        latin.match(text[numeral.start - 1 : numeral.start]) or latin.match(text, numeral.end)
    )


def _in_phrase(text: str, numeral: Numeral, phrases: tuple[str, ...]) -> bool:
    return any(
        text.startswith(phrase, numeral.start - match.start())
        for phrase in phrases
        for match in re.finditer(re.escape(numeral.text), phrase)
        if match.start() <= numeral.start
    )


def _is_idiom(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _in_phrase(text, numeral, lexicon.idioms)


def _is_morpheme(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _in_phrase(text, numeral, lexicon.morphemes)


def _is_ordinal(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether the numeral tells an order: 第三, 四届三次, 十八大, 前三名, 二次."""
    before = _before(text, numeral)
    if before.endswith(("第", "届")):
        return True
    counted = tuple(symbol for item in lexicon.classifiers for symbol in item.symbols)
    if numeral.text == "二" and _after(text, numeral, counted):
        return True
    if before.endswith("前") and _after(text, numeral, ("名", "位", "列")):
        return True
    chinese = numeral.text[0] not in _ARABIC
    return chinese and _tells_a_session(text, numeral, lexicon.sessions)


def _tells_a_session(text: str, numeral: Numeral, sessions: tuple[str, ...]) -> bool:
    if _after(text, numeral, ("大",)):
        # 十九大 is a congress after 党的 or in a list of its sessions; 三大 and the like count.
        return len(numeral.text) > 1 and numeral.text.startswith(("十", "二十"))
    return _after(text, numeral, ("届", *sessions))


def _is_outline(text: str, numeral: Numeral, _: Lexicon) -> bool:
    """Tell whether the numeral numbers a part of the text: （一）, 一、, 二是."""
    before = _before(text, numeral)
    if _OUTLINE_START.search(before) and _OUTLINE_END.match(text, numeral.end):
        return True
    return bool(_CLAUSE_START.search(before)) and _after(text, numeral, ("是", "要"))


def _is_date(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether the numeral is part of a date or period: 2024年, 此前4年, 70周年."""
    if _DATE_PART.match(text, numeral.end):
        return True
    start, end = _line(text, numeral)
    return any(
        start + item.start <= numeral.start < start + item.end
        for item in find_periods(text[start:end], lexicon)
    )


def _line(text: str, numeral: Numeral) -> tuple[int, int]:
    """Return the bounds of the sentence, as far as periods need them."""
    start = max(text.rfind(mark, 0, numeral.start) for mark in "。\n　") + 1
    ends = [end for mark in "。\n　" if (end := text.find(mark, numeral.end)) >= 0]
    return start, min(ends, default=len(text))


def _is_phase(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _after(text, numeral, lexicon.phases)


def _is_grade(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _after(text, numeral, lexicon.grades)


def _is_quoted_name(text: str, numeral: Numeral, _: Lexicon) -> bool:
    """Tell whether the numeral is within “…” or 《…》: Chinese prose marks names so."""
    before = text[: numeral.start]
    return any(before.rfind(left) > before.rfind(right) for left, right in ("“”", "《》"))


def _is_in_name(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether a name begins with the numeral: 万寿小区, 五爱街, 3号楼; but not 两个小区."""
    if _after(text, numeral, ("号",)):
        return True
    return _may_name(numeral) and bool(_name(lexicon).match(text, numeral.end))


def _may_name(numeral: Numeral) -> bool:
    """Tell whether names are written so: in Chinese, or as a run of digits (626小河)."""
    return numeral.text[0] not in _ARABIC or (len(numeral.text) > 2 and numeral.text.isdecimal())


@cache
def _name(lexicon: Lexicon) -> re.Pattern[str]:
    units = (symbol for item in lexicon.units for symbol in item.symbols)
    classifiers = (symbol for item in lexicon.classifiers for symbol in item.symbols)
    counted = "|".join(map(re.escape, (*units, *classifiers, "大", "的")))
    suffixes = "|".join(map(re.escape, lexicon.name_suffixes))
    return re.compile(rf"(?!{counted})[一-鿿]{{0,3}}?(?:{suffixes})")


_REASONS: tuple[tuple[str, Callable[[str, Numeral, Lexicon], bool]], ...] = (
    ("technical-name", _is_technical),
    ("idiom", _is_idiom),
    ("morpheme", _is_morpheme),
    ("ordinal", _is_outline),
    ("ordinal", _is_ordinal),
    ("name", _is_quoted_name),
    ("phase", _is_phase),
    ("grade", _is_grade),
    ("date", _is_date),
    ("name", _is_in_name),
)
