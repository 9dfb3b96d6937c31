"""The claims that the rules find in a report, one record each, as `districtgraph extract` prints.

Every numeral of the text is in a claim, or is excluded with a reason, or is listed as unexplained.
"""

from dataclasses import replace

from districtgraph.graph.extraction.extraction import extract
from districtgraph.graph.extraction.indicators.indicator_index import IndicatorIndex
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.names.named_things import find_named_things
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.extraction.periods.stated_date import stated_date
from districtgraph.graph.extraction.printed_claims.claim_records import ExtractedClaims, Reading
from districtgraph.graph.extraction.printed_claims.figure_objects import figure_objects
from districtgraph.graph.extraction.printed_claims.numeral_census import numerals_without_claim
from districtgraph.graph.extraction.printed_claims.original_words import in_original_words
from districtgraph.graph.extraction.printed_claims.rank_objects import rank_objects
from districtgraph.graph.extraction.printed_claims.report_place import report_place
from districtgraph.graph.extraction.printed_claims.stated_objects import (
    named_objects,
    stated_objects,
    targeted_objects,
)
from districtgraph.graph.extraction.printed_claims.targeted_figures import find_targets
from districtgraph.graph.extraction.printed_claims.text_findings import TextFindings
from districtgraph.graph.extraction.quantities.ranks import find_ranks
from districtgraph.graph.extraction.statements.statement_reading import find_statements
from districtgraph.graph.text.reading_view import reading_view

__all__ = ["extracted_claims"]


def extracted_claims(
    reading: Reading, lexicon: Lexicon, indicators: IndicatorIndex | None
) -> ExtractedClaims:
    """Return the claims of a text: figures, ranks, names and statements.

    The same text, place and dates give the same claims.

    Args:
        reading: the text, its place and dates.
        lexicon: the word lists of figures.
        indicators: links what a figure measures to an indicator; None to link nothing.

    """
    view = reading_view(reading.source.text)
    if view is None:
        return _claims_of(reading, lexicon, indicators)
    source = replace(reading.source, text=view.text)
    found = _claims_of(replace(reading, source=source), lexicon, indicators)
    return in_original_words(found, view, reading)


def _claims_of(
    reading: Reading, lexicon: Lexicon, indicators: IndicatorIndex | None
) -> ExtractedClaims:
    text = reading.source.text
    stated = _stated(reading, lexicon)
    extraction = extract(text, lexicon, indicators, stated)
    names = find_named_things(text)
    findings = TextFindings(
        reading,
        extraction,
        find_periods(text, lexicon),
        names,
        lexicon,
        report_place(reading, names),
        stated,
    )
    found_ranks = tuple(find_ranks(text))
    figures = list(figure_objects(findings, found_ranks))
    ranks = list(rank_objects(findings, found_ranks, figures))
    found = find_statements(text, names)
    claims = [
        *figures,
        *ranks,
        *named_objects(reading, names),
        *stated_objects(reading, found, findings.subject),
        *targeted_objects(
            reading, find_targets(text, names, found, extraction.figures), findings.subject
        ),
    ]
    return ExtractedClaims(
        reading,
        tuple(sorted(claims, key=lambda item: (item.start, item.end, item.kind, item.id))),
        tuple(numerals_without_claim(findings, [*figures, *ranks])),
    )


def _stated(reading: Reading, lexicon: Lexicon) -> DocumentDate:
    """Return the dates that the owner gives; the missing ones are read from the text."""
    given, printed = reading.stated, stated_date(reading.source.text, lexicon)
    return DocumentDate(
        given.published or printed.published, given.reporting_year or printed.reporting_year
    )
