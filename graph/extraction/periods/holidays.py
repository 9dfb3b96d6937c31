"""The days of public holidays: 2024年春节假期 is 10 to 17 February 2024."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from districtgraph.graph.extraction.lexicon.word_patterns import alternatives
from districtgraph.graph.extraction.periods.period_records import DocumentDate, Interval
from districtgraph.graph.text.word_lists import word_lists
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = ["DAYS_OFF", "Holidays", "load_holidays"]

DAYS_OFF = "(?:小长假|长假|黄金周|假期|假日|期间)+"
"""A regular expression for what follows the name of a holiday, where its days are meant."""

_FOLDER = Path(__file__).parent
_YEARS_AWAY = {"今年": 0, "去年": -1, "上年": -1}
_RECENT = 30
"""At most how many days after a holiday a text that names no year is taken to be about it."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """The words for holidays, and their days in each year.

    Attributes:
        pattern: the words for a holiday, with or without a year.
        days: by the word for the holiday and the year.
        words: those for holidays, with the English name.

    """

    pattern: re.Pattern[str]
    days: Mapping[tuple[str, int], Interval]
    words: Mapping[str, str]

    @property
    def alternatives(self) -> str:
        """A regular expression for any word for a holiday."""
        return alternatives(self.words)

    def interval(
        self, words: str, year: int | None, stated: DocumentDate | None
    ) -> Interval | None:
        """Return the days that words name; None if they are no holiday, or of no known year.

        A holiday that has not ended on the day of the document is not dated: what is counted is
        then not that of all its days. Nor is one that ended a few days before a document on
        another year, which may mean either.

        Args:
            words: those for a time.
            year: the year that the words around are about, if they name one.
            stated: what the document says about its own date.

        """
        match = self.pattern.fullmatch(words)
        if match is None:
            return None
        published = stated.published if stated else None
        meant = _year_meant(match, year or (stated.reporting_year if stated else None), published)
        holiday = match.group("holiday")
        over = self._just_over(holiday, published) if published else None
        if meant is None:
            return over
        found = self.days.get((holiday, meant))
        named = year is not None or match.group("year") or match.group("word")
        either = not named and over is not None and over != found
        return None if either or (found and published and found.end > published) else found

    def _just_over(self, holiday: str, published: date) -> Interval | None:
        """Return the days of a holiday that ended `_RECENT` days before a day at most."""
        for year in (published.year, published.year - 1):
            found = self.days.get((holiday, year))
            if found and 0 <= (published - found.end).days <= _RECENT:
                return found
        return None


def _year_meant(match: re.Match[str], around: int | None, published: date | None) -> int | None:
    """Return the year that words name by its number or by a word, else the year around them."""
    if match.group("year"):
        return int(match.group("year"))
    if word := match.group("word"):
        return published.year + _YEARS_AWAY[word] if published else None
    return around


@cache
def load_holidays(folder: Path = _FOLDER) -> Holidays:
    """Return the holidays; SourceFileError names file and line of a malformed entry."""
    top = read_yaml(folder / "holidays.yaml")
    days: dict[tuple[str, int], Interval] = {}
    english: dict[str, str] = {}
    for key in top:
        lists = word_lists(top.node(key), ("words", "days"), ("en",))
        english.update(dict.fromkeys(lists["words"], top.node(key).text("en")))
        for written in lists["days"]:
            interval = _interval(top.node(key), written)
            for word in lists["words"]:
                if (word, interval.end.year) in days:
                    year = interval.end.year
                    raise top.node(key).error(f"{word} has two holidays in {year}", "days")
                days[word, interval.end.year] = interval
    pattern = re.compile(
        f"(?:(?P<year>(?:19|20)[0-9]{{2}})年|(?P<word>{'|'.join(_YEARS_AWAY)}))?"
        f"(?P<holiday>{alternatives(english)})节?{DAYS_OFF}"
    )
    return Holidays(pattern, days, english)


def _interval(node: Node, written: str) -> Interval:
    try:
        first, last = (date.fromisoformat(part) for part in written.split("/"))
    except ValueError:
        raise node.error(
            f"'{written}' is no interval such as 2024-02-10/2024-02-17", "days"
        ) from None
    if last < first:
        raise node.error(f"'{written}' ends before it begins", "days")
    return Interval(first, last)
