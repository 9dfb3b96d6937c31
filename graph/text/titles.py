"""The title of a text: the first of its lines that is no date."""

import re
from collections.abc import Sequence
from itertools import islice

__all__ = ["full_title", "printed_title", "title_line"]

_LONGEST = 80
"""The most characters of a title; longer ones are cut."""
_OPENING = 600
"""How many characters at the beginning of a speech are searched for its genre."""
_FIRST_LINES = 5
"""How many lines at the beginning of a text are searched for its title."""
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


def title_line(text: str) -> str:
    """Return the line that is the title of a text, without white space and the dashes around it.

    It is the first line, or the one after the date with which a text begins; empty for a text
    without a line. Of a text that is printed without a title, it is the first paragraph.
    """
    return _title_of(_first_lines(text))


def printed_title(text: str) -> str:
    """Return the title of a report; empty for a text without a line.

    A government's speech that begins with its date has no title and gets the name of its genre.
    A title of more than 80 characters is cut.
    """
    lines = _first_lines(text)
    dated = bool(lines) and _DATE_ALONE.fullmatch(lines[0]) is not None
    if dated and _GOVERNMENT_SPEECH.search("".join(text[:_OPENING].split())):
        return _GOVERNMENT_REPORT
    return _cut(_title_of(lines))


def _title_of(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    line = next((line for line in lines if not _DATE_ALONE.fullmatch(line)), lines[0])
    return "".join(_GAP.split(line)[0].split()).strip(_DASHES)


def _first_lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return list(islice((line for line in lines if line), _FIRST_LINES))


def _cut(title: str) -> str:
    """Return a title that is not too long; a paragraph ends after one of its first clauses."""
    if len(title) <= _LONGEST:
        return title
    clauses = _CLAUSE.match(title, 0, _LONGEST)
    return f"{clauses.group()}…" if clauses else title[:_LONGEST]
