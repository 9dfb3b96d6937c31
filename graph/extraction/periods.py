"""Period expressions: their words, and their dates where the text or its document gives them.

The words stay as written. A text that prints no date of its own leaves 今年 and 目前 undated;
`resolve` dates them only by a date or reporting year that the document itself states.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from districtgraph.graph.extraction.lexicon import Lexicon, PeriodResolution
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.numerals import NUMERAL, Numeral, find_numerals, numeral_value

__all__ = [
    "DocumentDate",
    "Interval",
    "PeriodExpression",
    "PeriodKind",
    "PeriodRole",
    "find_periods",
    "period_of",
    "resolve",
]

PeriodKind = Literal["day", "month", "quarter", "half-year", "year", "years", "plan", "relative"]
"""What the words name; `plan` is a five-year plan, `relative` are words that no date is in."""

PeriodRole = Literal["during", "deadline", "as-of", "since"]
"""How the words relate to the period: in 2024, by 2024 (到), up to (截至), from … on (以来)."""

_YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇零九][〇零一二三四五六七八九]{2})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = "(?:[-–—~～]|至|到)"
_PART = "全年|上半年|下半年|前三季度|第?[一二三四]季度末?|年?[底末初]"
_EDGE = "上旬|中旬|下旬|底|末|初"
_TAIL = "以来|起(?!步|点)|(?:之|以)?前(?![后期列三0-9])|期间"
_QUINQUENNIUM = re.compile(
    r"“?(?P<name>十一五|十二五|十三五|十四五|十五五)”?(?:时期|期间|末期|末|以来|初期)"
)
# The periods of the national five-year plans are public facts, not read from any report.
_QUINQUENNIA = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_QUARTERS = "一二三四"
# 五年新增…, 五年累计…: a span of years at the beginning of a clause, counted back from nowhere.
_SPAN = re.compile(
    "(?<=[，,；;。：:\n　])(?P<years>[两三四五六七八九十])年(?=共|累计|连续|新增|建成|完成|实施|投)"
)


# 2020年前 and 6月底前, but not 目前.
_UNTIL = re.compile("[年月日底末](?:之|以)?前$")


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `start` to `end`, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """What a document states of itself: the day of its publication, the year that it reports on."""

    published: date | None = None
    reporting_year: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodExpression:
    """Words for a time at `text[start:end]`.

    Attributes:
        first, last: inclusive dates; None where the text alone does not date the words.
        gloss: English of undated words.
        comparison: the words are the other side of a comparison (比2015年), not a figure's time.
        kind, role: see PeriodKind and PeriodRole.
        resolution: how a document's own date would date the words.
        years: the N of 此前N年.

    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    gloss: str | None
    comparison: bool
    kind: PeriodKind = "relative"
    role: PeriodRole = "during"
    resolution: PeriodResolution = "never"
    years: int | None = None

    @property
    def resolved(self) -> Interval | None:
        """The period that the words alone name, if they do."""
        return Interval(self.first, self.last) if self.first and self.last else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one pattern reads off its match."""

    interval: Interval | None
    kind: PeriodKind
    gloss: str | None = None
    resolution: PeriodResolution = "never"
    years: int | None = None


def find_periods(text: str, lexicon: Lexicon) -> tuple[PeriodExpression, ...]:
    """Return the period expressions of a text in order; no two overlap.

    今年 and its like stay undated: which year they mean is not in the words.
    """
    found: list[PeriodExpression] = []
    for pattern, read in (
        (_dated_grammar(lexicon), _dated),
        (_QUINQUENNIUM, _quinquennium),
        (_undated_grammar(lexicon), _undated),
        (_month_grammar(lexicon), _month),
        (_SPAN, _span),
    ):
        for match in pattern.finditer(text):
            if not any(item.start < match.end() and match.start() < item.end for item in found):
                found.append(_expression(match, read(match, lexicon), lexicon))
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


def resolve(expression: PeriodExpression, stated: DocumentDate | None) -> Interval | None:
    """Return the period that an expression names, by its own words or by its document's date.

    None where neither tells: nothing is assumed of a document that states no date.
    """
    if expression.resolved or stated is None:
        return expression.resolved
    published, year = stated.published, stated.reporting_year
    if expression.resolution in _BY_REPORTING_YEAR:
        return _months(year, *_BY_REPORTING_YEAR[expression.resolution]) if year else None
    return _by_publication(expression, published) if published else None


# Dating by the document

_BY_REPORTING_YEAR: dict[str, tuple[int, int]] = {
    "reporting-year": (1, 12),
    "first-half": (1, 6),
    "second-half": (7, 12),
    "three-quarters": (1, 9),
    "quarter-1": (1, 3),
    "quarter-2": (4, 6),
    "quarter-3": (7, 9),
    "quarter-4": (10, 12),
}
_YEARS_AWAY = {"last-year": -1, "this-year": 0, "next-year": 1}


def _by_publication(expression: PeriodExpression, published: date) -> Interval | None:
    if expression.resolution in _YEARS_AWAY:
        return _months(published.year + _YEARS_AWAY[expression.resolution])
    if expression.resolution == "year-to-date":
        return Interval(date(published.year, 1, 1), published)
    if expression.resolution == "document-date":
        return Interval(published, published)
    if expression.resolution == "previous-years" and expression.years:
        year = published.year
        return Interval(date(year - expression.years, 1, 1), date(year - 1, 12, 31))
    return None


def _months(year: int, first: int = 1, last: int = 12) -> Interval:
    return Interval(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


# Dated words


@cache
def _dated_grammar(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"{_by(lexicon)}(?<![0-9])(?:(?P<iso>(?:19|20)[0-9]{{2}}([-./])[01]?[0-9]\3[0-3]?[0-9])(?![0-9])"
        rf"|(?P<first>{_YEAR})年?{_TO}(?P<last>{_YEAR})年"
        rf"|(?P<year>{_YEAR})年(?:(?P<part>{_PART})"
        rf"|(?P<month>{_MONTH})(?:{_TO}(?P<to_month>{_MONTH}))?月份?"
        rf"(?:(?P<day>{_DAY})日|(?P<edge>{_EDGE}))?)?)(?P<tail>{_TAIL})?"
    )


def _by(lexicon: Lexicon) -> str:
    """Return a pattern of the words before a date; 到 after a verb of rising tells no deadline."""
    rising = "".join(f"(?<!{word})" for word in lexicon.rising_words)
    return rf"(?P<by>截至|截止到?|{rising}[到至])?"


def _dated(match: re.Match[str], _: Lexicon) -> _Reading:
    if match.group("iso"):
        year, month, day = (int(part) for part in re.findall("[0-9]+", match.group("iso")))
        return _Reading(_day(year, month, day), "day")
    if match.group("last"):
        first, last = _number(match.group("first")), _number(match.group("last"))
        return _Reading(Interval(date(first, 1, 1), date(last, 12, 31)), "years")
    year = _number(match.group("year"))
    if match.group("month"):
        return _dated_month(match, year)
    return _part_of_year(year, match.group("part"))


def _dated_month(match: re.Match[str], year: int) -> _Reading:
    month = _number(match.group("month"))
    if match.group("day"):
        return _Reading(_day(year, month, _number(match.group("day"))), "day")
    last = _number(match.group("to_month") or match.group("month"))
    return _Reading(_months(year, month, last) if month <= last else None, "month")


def _day(year: int, month: int, day: int) -> Interval | None:
    """Return a day; None for one that no calendar has (30 February)."""
    try:
        return Interval(date(year, month, day), date(year, month, day))
    except ValueError:
        return None


def _part_of_year(year: int, part: str | None) -> _Reading:
    """Return a year or its half or quarter; its end or beginning is in the words only."""
    if part in ("上半年", "下半年"):
        return _Reading(_months(year, *((1, 6) if part == "上半年" else (7, 12))), "half-year")
    if part == "前三季度":
        return _Reading(_months(year, 1, 9), "quarter")
    if part and "季度" in part:
        quarter = _QUARTERS.index(part.strip("第季度末"))
        return _Reading(_months(year, 3 * quarter + 1, 3 * quarter + 3), "quarter")
    return _Reading(_months(year), "year")


def _number(numeral: str) -> int:
    return int(numeral_value(numeral))


def _quinquennium(match: re.Match[str], _: Lexicon) -> _Reading:
    year = _QUINQUENNIA[match.group("name")]
    return _Reading(Interval(date(year, 1, 1), date(year + 4, 12, 31)), "plan")


# Undated words


@cache
def _undated_grammar(lexicon: Lexicon) -> re.Pattern[str]:
    words = sorted((item.words for item in lexicon.periods), key=len, reverse=True)
    return re.compile("|".join(re.escape(item).replace("N", f"(?:{NUMERAL})") for item in words))


def _undated(match: re.Match[str], lexicon: Lexicon) -> _Reading:
    words = {item.words: item for item in lexicon.periods}
    # Some words have a numeral of their own (一季度); in others it stands for N (此前4年).
    if item := words.get(match.group()):
        return _Reading(None, "relative", item.en, item.resolves)
    number = _first_numeral(match.group())
    item = words[match.group().replace(number.text, "N", 1)]
    gloss = item.en.replace("N", number.text)
    return _Reading(None, "relative", gloss, item.resolves, _number(number.text))


def _first_numeral(words: str) -> Numeral:
    return find_numerals(words)[0]


@cache
def _month_grammar(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"{_by(lexicon)}(?<![0-9年第个])(?P<month>{_MONTH})(?:月?{_TO}(?P<to_month>{_MONTH}))?月"
        rf"(?:份|(?P<day>{_DAY})日)?(?P<edge>{_EDGE})?(?P<tail>{_TAIL})?"
    )


def _month(match: re.Match[str], _: Lexicon) -> _Reading:
    names = [
        calendar.month_name[_number(month)] for month in match.group("month", "to_month") if month
    ]
    gloss = " to ".join(names)
    if match.group("day"):
        return _Reading(None, "day", f"{_number(match.group('day'))} {gloss}")
    return _Reading(None, "month", _EDGES[match.group("edge")] + gloss)


_EDGES = {
    None: "",
    "上旬": "first third of ",
    "中旬": "middle of ",
    "下旬": "last third of ",
    "底": "end of ",
    "末": "end of ",
    "初": "beginning of ",
}


def _span(match: re.Match[str], _: Lexicon) -> _Reading:
    years = _number(match.group("years"))
    return _Reading(None, "years", f"{years} years", years=years)


# What the words around tell


def _expression(match: re.Match[str], reading: _Reading, lexicon: Lexicon) -> PeriodExpression:
    interval = reading.interval
    return PeriodExpression(
        match.start(),
        match.end(),
        match.group(),
        interval.start if interval else None,
        interval.end if interval else None,
        reading.gloss,
        _is_comparison(match, lexicon),
        reading.kind,
        _role(match.group()),
        reading.resolution,
        reading.years,
    )


def _is_comparison(match: re.Match[str], lexicon: Lexicon) -> bool:
    before = match.string[: match.start()]
    # 由2010年的4亿元增加到…: the time of the figure that a change set out from.
    set_out = before.endswith(("由", "从")) and match.string.startswith("的", match.end())
    return before.endswith(lexicon.comparison_words) and not set_out


def _role(words: str) -> PeriodRole:
    if words.startswith(("截至", "截止")):
        return "as-of"
    if words.startswith(("到", "至")) or _UNTIL.search(words):
        return "deadline"
    return "since" if words.endswith(("以来", "起")) else "during"
