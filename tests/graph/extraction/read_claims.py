"""The figures and ranks that the rules find in a text, as the tests compare them."""

from datetime import date

from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, Reading
from districtgraph.graph.extraction.printed_claims.place_record import Place
from districtgraph.graph.text.text_files import read_text

__all__ = ["base_words", "claims", "figures", "heads", "last_with", "words_and_dates"]

_LEXICON = load_lexicon()


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


def figures(text: str, published: date | None = None) -> dict[str, ClaimObject]:
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
