"""Period expressions: their words, and their dates if the text or its document gives them.

The words remain as written. A text that prints no date of its own leaves 今年 and 目前 undated;
period_dating.py dates them only by a date or reporting year that the document itself states.
timeline.py decides which expression dates a figure, and what the parts of a document add.

Decisions, where the words leave a choice:

- 2021年底 is dated to the year and 3月末 to the month: the last days are in the words only.
- 2015年以来 begins in 2015 and ends on the day of the document, so that it is undated without one.
- 2023、2024年 and 3、4月 are lists, and figures may be aligned with them: they are undated.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from districtgraph.graph.extraction.lexicon.lexicon_records import (
    Lexicon,
    PeriodResolution,
    PeriodWords,
)
from districtgraph.graph.extraction.periods.bracketed_years import bracketed_years
from districtgraph.graph.extraction.periods.holidays import load_holidays
from districtgraph.graph.extraction.periods.period_grammar import (
    BEFORE_THE_REPUBLIC,
    PLANS,
    holiday_grammar,
    occasion_grammar,
    part_grammar,
    plan_grammar,
    span_grammar,
    word_grammar,
    year_grammar,
)
from districtgraph.graph.extraction.periods.period_records import (
    WHOLE_YEAR,
    Interval,
    PartOfYear,
    PeriodExpression,
    PeriodKind,
)
from districtgraph.graph.extraction.periods.period_roles import (
    is_comparison,
    role_and_end,
    role_of,
)
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.month_names import MONTH_NAMES
from districtgraph.graph.text.numerals import find_numerals, numeral_value

__all__ = ["find_periods", "period_of"]

# 2021年引进的项目: when a thing was brought in says nothing of when its figures are.
_OF_A_THING = re.compile(
    "(?:新|就|已|前)?(?:引进|启动|开工|建成|投产|签约|落户|成立|新建|获批|批准|竣工|投用|创建|始建|动工|入驻|立项|购置|修建)"
    "(?:建设|投产|投用|成立|运营|通车|实施)?的(?![0-9])"
)
_BEGINNING = "年初"
_QUARTERS = "一二三四"
_OF_A_PLAN = ("past-plan", "next-plan")
_HANZI = re.compile("[一-鿿]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a match of one pattern says."""

    interval: Interval | None
    kind: PeriodKind
    gloss: str | None = None
    resolution: PeriodResolution = "never"
    years: int | None = None
    part: PartOfYear = WHOLE_YEAR
    inherits: bool = False


_Reader = Callable[[re.Match[str], Lexicon], "_Reading | None"]


@lru_cache(maxsize=2)
def find_periods(text: str, lexicon: Lexicon) -> tuple[PeriodExpression, ...]:
    """Return the period expressions of a text in order; no two overlap.

    今年 and similar words remain undated, since they do not say which year they mean.
    """
    found: list[PeriodExpression] = []
    taken = bytearray(len(text))
    grammars: tuple[tuple[re.Pattern[str], _Reader], ...] = (
        (word_grammar(lexicon), _words),
        (holiday_grammar(), _holiday),
        (year_grammar(lexicon), _dated),
        (plan_grammar(), _plan),
        (part_grammar(lexicon), _part),
        (span_grammar(), _span),
        (occasion_grammar(), _occasion),
    )
    for pattern, read in grammars:
        for match in pattern.finditer(text):
            if taken.find(1, *match.span()) < 0 and (reading := read(match, lexicon)):
                found.append(_expression(match, reading, lexicon))
                taken[match.start() : match.end()] = b"\1" * len(match.group())
    return tuple(_spans(sorted(found, key=lambda item: item.start)))


def _spans(found: Sequence[PeriodExpression]) -> Iterator[PeriodExpression]:
    """Yield the times of a text, a beginning and its end as one: 2012年以来|至2017年10月."""
    last: PeriodExpression | None = None
    for item in found:
        if last and last.role == "since" and last.end == item.start and item.text[0] in "至到":
            first, end = last.begin, item.last
            dated = first is not None and end is not None and first <= end
            last = replace(
                last,
                end=item.end,
                text=last.text + item.text,
                first=first if dated else None,
                last=end if dated else None,
                gloss=None if dated else last.gloss,
                kind="years",
                role="during",
                resolution="never",
                inherits=True,
            )
            continue
        if last:
            yield last
        last = item
    if last:
        yield last


def period_of(
    position: int, sentence: Sentence, periods: Sequence[PeriodExpression]
) -> PeriodExpression | None:
    """Return the period of a figure at a position: the nearest one before it in its sentence.

    A time comes before what it dates, and reaches over the clauses that follow in the sentence.
    `timeline.read_timeline` also knows what paragraphs and headings add.
    """
    before = [
        item for item in periods if sentence.start <= item.start < position and not item.comparison
    ]
    return before[-1] if before else None


# Dated words


def _dated(match: re.Match[str], lexicon: Lexicon) -> _Reading | None:
    if match.group("iso"):
        year, month, day = (int(part) for part in re.findall("[0-9]+", match.group("iso")))
        return _Reading(PartOfYear(month, month, day, day).within(year), "day", inherits=True)
    if match.group("listed"):
        return _Reading(None, "years", "several years")
    if match.group("season") or match.group("last"):
        return _from_year_to_year(match)
    if match.group("until"):
        return _until(match)
    if match.group("occasion"):
        # 今年春茶期间: a part of the year that no calendar dates.
        return _Reading(None, "relative", "an occasion of the year", inherits=True)
    kind, part, gloss = _named_part(match)
    if match.group("word"):
        return _after_word(match, lexicon, kind, part, gloss)
    return _Reading(part.within(_year(match)), kind, inherits=True)


def _from_year_to_year(match: re.Match[str]) -> _Reading:
    """Return a span of years, undated if it is a season: 2024—2025雪季, 2016—2017年度冬春."""
    season = _Reading(None, "years", "from one year to the next", inherits=True)
    if match.group("season"):
        return season
    first, last = _number(match.group("first")), _number(match.group("last"))
    if match.group("span_of_seasons") and last == first + 1:
        return season
    interval = Interval(date(first, 1, 1), date(last, 12, 31)) if first <= last else None
    return _Reading(interval, "years", inherits=True)


def _year(match: re.Match[str]) -> int:
    """Return the year, counted from 1912 in 民国22年."""
    if match.group("republic"):
        return BEFORE_THE_REPUBLIC + _number(match.group("republic"))
    return _number(match.group("year"))


def _until(match: re.Match[str]) -> _Reading | None:
    """Return a time from a month of one year to a month of another."""
    if not match.group("year"):
        return _Reading(None, "years", "from one year to another")
    _, part, _ = _named_part(match)
    day = match.group("until_day")
    month = _number(match.group("until_month"))
    start = part.within(_number(match.group("year")))
    end = PartOfYear(month, month, None, _number(day) if day else None).within(
        _number(match.group("until"))
    )
    together = Interval(start.start, end.end) if start and end and start.start <= end.end else None
    return _Reading(together, "years", inherits=True)


def _after_word(
    match: re.Match[str], lexicon: Lexicon, kind: PeriodKind, part: PartOfYear, gloss: str
) -> _Reading:
    words = _word_list(lexicon)
    item = words[match.group("word")]
    english = f"{gloss} {item.en}" if gloss else item.en
    resolution = item.resolves
    if kind == "year" and part == PartOfYear():
        return _Reading(None, "relative", english, resolution, inherits=item.inherits)
    return _Reading(None, kind, english, resolution, part=part, inherits=item.inherits)


def _named_part(match: re.Match[str]) -> tuple[PeriodKind, PartOfYear, str]:
    """Return the kind of a part of a year, the part, and its English (empty for all of it)."""
    groups = match.groupdict()
    if groups.get("month"):
        return _months_and_days(match)
    part = groups.get("part") or ""
    if part.endswith(("半年", "半年度")):
        upper = not part.startswith("下")
        return "half-year", PartOfYear(*((1, 6) if upper else (7, 12))), (
            "first half of the year" if upper else "second half of the year"
        )  # fmt: skip
    if groups.get("three"):
        number = _number(groups["three"])
        return "quarter", PartOfYear(1, 3 * number), f"first {_COUNTED[number]} quarters"
    if groups.get("months"):
        number = _number(groups["months"])
        return "month", PartOfYear(1, number), f"January to {MONTH_NAMES[number]}"
    if groups.get("quarter"):
        first, last = (_quarter(groups[name]) for name in ("quarter", "to_quarter"))
        end = last or first
        english = f"{_ORDINAL[first]} quarter" + (f" to {_ORDINAL[last]} quarter" if last else "")
        return "quarter", PartOfYear(3 * first - 2, 3 * end), english
    return "year", PartOfYear(), ""


_COUNTED = {1: "one", 2: "two", 3: "three"}
_ORDINAL = {0: "", 1: "first", 2: "second", 3: "third", 4: "fourth"}


def _quarter(digit: str | None) -> int:
    if not digit:
        return 0
    return _QUARTERS.index(digit) + 1 if digit in _QUARTERS else _number(digit)


def _months_and_days(match: re.Match[str]) -> tuple[PeriodKind, PartOfYear, str]:
    month = _number(match.group("month"))
    last = _number(match.group("to_month") or match.group("month"))
    name = MONTH_NAMES[month]
    if not match.group("day"):
        gloss = name if last == month else f"{name} to {MONTH_NAMES[last]}"
        edge = (match.group("edge") or "").removeprefix("月")
        return "month", PartOfYear(month, last), _EDGES[edge] + gloss
    day = _number(match.group("day"))
    end_day = match.group("end_day")
    if not end_day:
        return "day", PartOfYear(last, last, day, day), f"{day} {MONTH_NAMES[last]}"
    end_month = _number(match.group("end_month") or match.group("month"))
    until = f"{_number(end_day)} {MONTH_NAMES[end_month]}"
    return "day", PartOfYear(month, end_month, day, _number(end_day)), f"{day} {name} to {until}"


_EDGES = {
    "": "",
    "上旬": "first third of ",
    "中旬": "middle of ",
    "下旬": "last third of ",
    "上中旬": "first two thirds of ",
    "中下旬": "last two thirds of ",
    "底": "end of ",
    "末": "end of ",
    "初": "beginning of ",
}


def _number(numeral: str) -> int:
    return int(numeral_value(numeral))


def _plan(match: re.Match[str], _: Lexicon) -> _Reading:
    first, last = PLANS[match.group("quoted") or match.group("plain")]
    edge = match.group("edge") or ""
    if edge.startswith("初"):
        return _Reading(None, "plan", f"beginning of the plan of {first} to {last}")
    begin = last if edge else first
    if years := match.group("first_years"):
        last = first + _number(years) - 1
    return _Reading(Interval(date(begin, 1, 1), date(last, 12, 31)), "plan", inherits=True)


# Undated words


@cache
def _word_list(lexicon: Lexicon) -> dict[str, PeriodWords]:
    return {item.words: item for item in lexicon.periods}


def _words(match: re.Match[str], lexicon: Lexicon) -> _Reading | None:
    words = _word_list(lexicon)
    written = match.group()
    for plain in (written, written.removeprefix(match.group("by") or "")):
        if item := words.get(plain):
            kind: PeriodKind = "occasion" if item.alone else "relative"
            # 过去要跑3趟的事项: only a comma makes it the time of what follows.
            bound = item.alone and not match.string.startswith(("，", ","), match.end())
            inherits = item.inherits and not bound
            return _Reading(None, kind, item.en, item.resolves, inherits=inherits)
    # In the other words a number replaces N (此前4年).
    plain = written.removeprefix(match.group("by") or "")
    vague = re.search("几|数|多", plain)
    number = vague.group() if vague else find_numerals(plain)[0].text
    item = words[plain.replace(number, "N", 1)]
    years = None if vague else _number(number)
    english = "several" if years is None else str(years)
    return _Reading(
        None,
        "relative",
        item.en.replace("N", english),
        item.resolves,
        years,
        inherits=item.inherits,
    )


def _part(match: re.Match[str], _: Lexicon) -> _Reading:
    if match.group("listed"):
        return _Reading(None, "month", "several months")
    kind, part, gloss = _named_part(match)
    # 12日，签约9个: what happened on one day; 截至12日 and 1日至7日 are about more.
    inherits = kind != "day" or not part.is_one_day or role_of(match) != "during"
    return _Reading(None, kind, gloss, "reporting-year", part=part, inherits=inherits)


def _holiday(match: re.Match[str], _: Lexicon) -> _Reading:
    name = load_holidays().words[match.group("holiday")]
    return _Reading(None, "relative", f"during the {name} holiday", inherits=True)


def _occasion(_: re.Match[str], __: Lexicon) -> _Reading:
    return _Reading(None, "occasion", "an occasion", inherits=True)


def _span(match: re.Match[str], _: Lexicon) -> _Reading:
    years = _number(match.group("years"))
    return _Reading(None, "years", f"{years} years", "plan-years", years)


# The words around an expression


def _undated_beginning(reading: _Reading) -> _Reading:
    """Return a reading without dates: 由2020年初的5家增加 tells no value of that year."""
    year = f"{reading.interval.start.year}" if reading.interval else "the year"
    return replace(reading, interval=None, resolution="never", gloss=f"beginning of {year}")


def _expression(match: re.Match[str], reading: _Reading, lexicon: Lexicon) -> PeriodExpression:
    (role, end), interval = role_and_end(match, reading.kind), reading.interval
    if match.string.startswith("的", match.end()) and match.group().endswith(_BEGINNING):
        reading, interval = _undated_beginning(reading), None
    elif reading.years:
        interval = bracketed_years(match.string, match.end(), reading.years) or interval
    resolution, begin, gloss = reading.resolution, None, reading.gloss
    if role == "since" and interval:
        # It lasts beyond the last day that the words name: until the day of the document.
        resolution, begin, gloss = "since", interval.start, f"since {interval.start.isoformat()}"
        interval = None
    elif role == "since" and reading.kind != "relative":
        resolution = "never"
    elif resolution in _OF_A_PLAN and _HANZI.match(match.string, match.start() - 1):
        resolution = "never"  # 河长制实施五年来: since then, whenever that was.
    elif resolution == "year-before" and match.string[match.end() : match.end() + 1] in "，,":
        # 上年，全区…: the last year of the one who speaks, not the year before a figure's.
        resolution = "last-year"
    return PeriodExpression(
        match.start(),
        end,
        match.string[match.start() : end],
        interval.start if interval else None,
        interval.end if interval else None,
        gloss,
        is_comparison(match, role, lexicon),
        reading.kind,
        role,
        resolution,
        reading.years,
        reading.part,
        begin,
        reading.inherits and not _OF_A_THING.match(match.string, match.end()),
    )
