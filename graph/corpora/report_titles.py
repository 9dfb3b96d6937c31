"""Finds the title of a report: the first line that looks like one."""

import re
from itertools import islice

__all__ = ["full_title", "printed_title"]

_LONGEST = 80
"""The most characters of a title; longer ones are cut."""
_OPENING = 600
"""How many characters at the beginning of a speech are searched for its genre."""
_FIRST_LINES = 5
_DASHES = "—-－–"
_GAP = re.compile(r"[　\t]{2,}| {3,}")
"""A wide gap separates the title from the text in files that have both in one line."""
_DATE_ALONE = re.compile(
    rf"[{_DASHES}（(\s]*(?:19|20)\d\d年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?"
    rf"(?:在?[^，。]*(?:会议|大会)上)?[）)\s]*"
)
"""A date, or a session with its date, which is printed below a title."""
_CLAUSE = re.compile(".{8,}?(?=[，。；：])")
_GOVERNMENT_SPEECH = re.compile(r"代表[^，。]{0,20}政府[^，。]{0,10}向大会")
_GOVERNMENT_REPORT = "政府工作报告"


def full_title(title: str, place: str, year: int | None) -> str:
    """Return a title that says place and year, each once.

    Args:
        title: as it is printed, or as its owner gives it.
        place: name of the place that the report is about.
        year: year of the report; None where it is not known.

    """
    before = "" if place in title else f"{place}："
    after = "" if year is None or str(year) in title else f"（{year}）"
    return f"{before}{title}{after}"


def printed_title(text: str) -> str:
    """Return the title of a report, without white space; empty for a text without a line.

    A government's speech that is printed without a title gets the name of its genre. A text that
    begins with its date has its title on the next line.
    """
    lines = (line.strip() for line in text.splitlines())
    first = list(islice((line for line in lines if line), _FIRST_LINES))
    if first and _DATE_ALONE.fullmatch(first[0]):
        if _GOVERNMENT_SPEECH.search("".join(text[:_OPENING].split())):
            return _GOVERNMENT_REPORT
        first = [line for line in first if not _DATE_ALONE.fullmatch(line)] or first
    title = _GAP.split(first[0])[0] if first else ""
    return _cut("".join(title.split()).strip(_DASHES))


def _cut(title: str) -> str:
    """Return a title that is not too long; a paragraph ends after one of its first clauses."""
    if len(title) <= _LONGEST:
        return title
    clauses = _CLAUSE.match(title, 0, _LONGEST)
    return f"{clauses.group()}…" if clauses else title[:_LONGEST]
