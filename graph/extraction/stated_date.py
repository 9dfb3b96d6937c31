"""The date that a document prints, and the year that it reports on."""

import re

from districtgraph.graph.extraction.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods import DocumentDate, find_periods

__all__ = ["stated_date"]

_OPENING = 400
"""How many characters at the beginning of a document are searched for its date."""

_DELIVERED = re.compile(
    "(?P<words>[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)[，,]?在[^。\n]{2,60}会议?上"
)
_ISSUED = re.compile(
    "(?:发布|来源|时间|日期)[^\n]{0,12}?(?P<words>[12][0-9]{3}[-年.][0-9]{1,2}[-月.][0-9]{1,2}日?)"
)
_REPORTED = re.compile(
    "((?:19|20)[0-9]{2})年?(?:度)?[^\n。]{0,30}(?:统计公报|运行情况|运行分析|经济形势)"
)


def stated_date(text: str, lexicon: Lexicon) -> DocumentDate:
    """Return the date and the reporting year that a document prints at its beginning."""
    opening = text[:_OPENING]
    published, year = None, None
    if match := _DELIVERED.search(opening) or _ISSUED.search(opening):
        words = re.sub("[年月.]", "-", match.group("words")).removesuffix("日")
        (found,) = find_periods(words, lexicon) or (None,)
        published = found.first if found else None
    if reported := _REPORTED.search(opening):
        year = int(reported.group(1))
    return DocumentDate(published, year)
