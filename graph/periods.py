"""Period expressions: their words, and their dates where the text gives them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from districtgraph.graph.clauses import Sentence
from districtgraph.graph.lexicons import Lexicon
from districtgraph.graph.numerals import NUMERAL

__all__ = ["PeriodExpression", "find_periods", "period_of"]

_YEAR = r"(?:19|20)[0-9]{2}"
_DATED = re.compile(
    rf"(?P<by>到|截至|截止到?|至)?(?P<first>{_YEAR})年?"
    rf"(?:(?:[-–—~～]|至|到)(?P<last>{_YEAR}))?年(?P<part>上半年|下半年|底|末)?"
)
_QUINQUENNIUM = re.compile(r"“?(?P<name>十一五|十二五|十三五|十四五|十五五)”?(?:时期|期间)")
# The periods of the national five-year plans are public facts, not read from any report.
_QUINQUENNIA = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}


@dataclass(frozen=True, slots=True)
class PeriodExpression:
    """Words for a time at `text[start:end]`.

    Attributes:
        first, last: inclusive dates; None where the text alone does not date the words.
        gloss: English of undated words.
        comparison: the words are the other side of a comparison (比2015年), not a figure's time.

    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    gloss: str | None
    comparison: bool


def find_periods(text: str, lexicon: Lexicon) -> tuple[PeriodExpression, ...]:
    """Return the period expressions of a text in order; no two overlap.

    今年 and its like stay undated: which year they mean is not in the words.
    """
    found: list[PeriodExpression] = []
    for pattern, read in (
        (_DATED, _dated),
        (_QUINQUENNIUM, _quinquennium),
        (_undated_grammar(lexicon), _undated),
    ):
        for match in pattern.finditer(text):
            if not any(item.start < match.end() and match.start() < item.end for item in found):
                found.append(read(match, lexicon))
    return tuple(sorted(found, key=lambda item: item.start))


def period_of(
    position: int, sentence: Sentence, periods: Sequence[PeriodExpression]
) -> PeriodExpression | None:
    """Return the period that a figure at a position has: the nearest one before it in its sentence.

    A time stands before what it dates and reaches over the clauses that follow in the sentence.
    """
    before = [
        item for item in periods if sentence.start <= item.start < position and not item.comparison
    ]
    return before[-1] if before else None


def _dated(match: re.Match[str], lexicon: Lexicon) -> PeriodExpression:
    first = int(match.group("first"))
    last = int(match.group("last") or first)
    start, end = date(first, 1, 1), date(last, 12, 31)
    if match.group("part") == "上半年":
        end = date(last, 6, 30)
    elif match.group("part") == "下半年":
        start = date(first, 7, 1)
    return _expression(match, start, end, None, lexicon)


def _quinquennium(match: re.Match[str], lexicon: Lexicon) -> PeriodExpression:
    year = _QUINQUENNIA[match.group("name")]
    return _expression(match, date(year, 1, 1), date(year + 4, 12, 31), None, lexicon)


@cache
def _undated_grammar(lexicon: Lexicon) -> re.Pattern[str]:
    words = sorted((item.words for item in lexicon.periods), key=len, reverse=True)
    return re.compile("|".join(re.escape(item).replace("N", f"(?:{NUMERAL})") for item in words))


def _undated(match: re.Match[str], lexicon: Lexicon) -> PeriodExpression:
    number = re.search(NUMERAL, match.group())
    digits = number.group() if number else ""
    for item in lexicon.periods:
        if item.words in (match.group(), match.group().replace(digits, "N", 1) if digits else ""):
            gloss = item.en.replace("N", digits)
            break
    return _expression(match, None, None, gloss, lexicon)


def _expression(
    match: re.Match[str], first: date | None, last: date | None, gloss: str | None, lexicon: Lexicon
) -> PeriodExpression:
    before = match.string[: match.start()]
    comparison = before.endswith(lexicon.comparison_words)
    return PeriodExpression(
        match.start(), match.end(), match.group(), first, last, gloss, comparison
    )
