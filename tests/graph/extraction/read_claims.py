"""The figures and ranks that the rules find in a text, as the tests compare them."""

from datetime import date

from districtgraph.graph.extraction.indicators.indicator_index import (
    Indicator,
    IndicatorIndex,
    load_index,
)
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import (
    ClaimObject,
    ExtractedClaims,
    Reading,
)
from districtgraph.graph.extraction.printed_claims.place_record import Place
from districtgraph.graph.text.text_files import read_text

__all__ = [
    "AHEAD",
    "ahead",
    "all_claims",
    "base_words",
    "bases",
    "claims",
    "claims_by_number",
    "extracted",
    "first_years",
    "head",
    "heads",
    "indicator",
    "indicator_key",
    "last_days",
    "last_with",
    "words_and_dates",
    "words_and_first_day",
]

AHEAD = ("target", "plan")
_LEXICON = load_lexicon()
_TWO_INDICATORS = IndicatorIndex(
    [
        Indicator("indicator/gdp", ("地区生产总值",)),
        Indicator("indicator/new-urban-jobs", ("城镇新增就业",)),
    ],
    {},
)


def extracted(text: str, **given: object) -> ExtractedClaims:
    """Return all that is printed of a text, by an index of two indicators."""
    reading = Reading(read_text(text.encode(), "report.txt"), **given)  # type: ignore[arg-type]
    return extracted_claims(reading, _LEXICON, _TWO_INDICATORS)


def all_claims(text: str) -> list[ClaimObject]:
    """Return the claims of a text with its names and statements, quoted as they are there."""
    found = extracted_claims(Reading(read_text(text.encode(), "a.txt")), _LEXICON, load_index())
    assert all(text[item.start : item.end] == item.quote for item in found.claims)
    for item in found.claims:
        for span in (item.number, item.indicator_text, item.time):
            assert span is None or text[span.start : span.end] == span.text
    return list(found.claims)


def claims(
    text: str, published: date | None = None, place: Place | None = None
) -> list[ClaimObject]:
    """Return the figures and ranks of a text, in order."""
    source = read_text(text.encode(), "a.txt")
    reading = Reading(source, place, DocumentDate(published))
    found = extracted_claims(reading, _LEXICON, load_index()).claims
    assert all(text[item.start : item.end] == item.quote for item in found)
    return [item for item in found if item.number]


def heads(text: str) -> list[str | None]:
    """Return the words of what each of them measures."""
    return [item.indicator_text.text if item.indicator_text else None for item in claims(text)]


def claims_by_number(text: str, published: date | None = None) -> dict[str, ClaimObject]:
    """Return the figures and ranks of a text by their number with its unit."""
    return {item.number.text: item for item in claims(text, published) if item.number}


def last_with(text: str, number: str, published: date | None = None) -> ClaimObject:
    """Return the last figure of a text that has a number."""
    found = claims(text, published)
    return [item for item in found if item.number and item.number.text == number][-1]


def base_words(claim: ClaimObject) -> str:
    """Return the words for what a change is compared with; empty if there are none."""
    return claim.change_base.text if claim.change_base else ""


def words_and_dates(claim: ClaimObject) -> tuple[str, str]:
    """Return the words of a figure's time and its first and last day; empty where unknown."""
    time = claim.time
    if time is None:
        return "", ""
    dates = f"{time.resolved_start}/{time.resolved_end}" if time.resolved_start else ""
    return time.text, dates


def words_and_first_day(claim: ClaimObject) -> tuple[str, str | None]:
    """Return the words of a figure's time and its first day."""
    return (claim.time.text, claim.time.resolved_start) if claim.time else ("", None)


def first_years(text: str, published: date | None = None) -> list[str | None]:
    """Return the year in which each figure's time begins, None without a date."""
    found = [item.time for item in claims(text, published)]
    return [item.resolved_start[:4] if item and item.resolved_start else None for item in found]


def last_days(text: str, published: date | None = None) -> list[str | None]:
    """Return the last day of each figure's time, None without a date."""
    return [item.time.resolved_end if item.time else None for item in claims(text, published)]


def bases(text: str) -> list[str | None]:
    """Return the words for what each figure is compared with."""
    return [base_words(item) or None for item in claims(text)]


def ahead(text: str, published: date | None = None) -> list[bool]:
    """Return of each figure whether it lies ahead."""
    return [item.modality in AHEAD for item in claims(text, published)]


def head(claim: ClaimObject) -> str:
    """Return the words of what a figure measures; empty if there are none."""
    return claim.indicator_text.text if claim.indicator_text else ""


def indicator(claim: ClaimObject) -> str | None:
    """Return the key of the indicator that a figure is linked to; None if there is none."""
    return claim.indicator.rpartition("/")[2] if claim.indicator else None


def indicator_key(claim: ClaimObject) -> str:
    """Return the key of the indicator that a figure is linked to; empty if there is none."""
    return indicator(claim) or ""
