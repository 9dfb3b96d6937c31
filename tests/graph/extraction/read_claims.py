"""The figures and ranks that the rules find in a text, as the tests compare them."""

from datetime import date

from districtgraph.graph.extraction.claim_objects import extracted_claims
from districtgraph.graph.extraction.claim_records import ClaimObject, Reading
from districtgraph.graph.extraction.indicators import load_index
from districtgraph.graph.extraction.lexicon import load_lexicon
from districtgraph.graph.extraction.periods import DocumentDate
from districtgraph.graph.extraction.places import Place
from districtgraph.graph.text.text_files import read_text

__all__ = ["claims", "heads"]

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
