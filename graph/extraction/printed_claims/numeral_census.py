"""The census of numerals: each one is in a claim, or excluded with a reason, or unexplained."""

from collections.abc import Callable, Iterator, Sequence

from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, ExcludedNumeral
from districtgraph.graph.extraction.printed_claims.text_findings import TextFindings
from districtgraph.graph.text.numerals import Numeral, find_numerals

__all__ = ["numerals_without_claim"]

_Span = tuple[int, int]


def numerals_without_claim(
    findings: TextFindings, claims: Sequence[ClaimObject]
) -> Iterator[ExcludedNumeral]:
    """Yield the numerals that are in no claim, each with the reason if there is one."""
    covers = _covering([(item.start, item.end) for item in claims])
    ages, figures = _spans_of_figures(findings)
    in_age, in_figure = _covering(ages), _covering(figures)
    in_period = _covering([(item.start, item.end) for item in findings.periods])
    in_name = _covering([(item.start, item.end) for item in findings.names])
    for numeral in find_numerals(findings.text):
        if covers(numeral) or in_figure(numeral):
            continue
        reason = "name" if in_age(numeral) else None
        reason = reason or ("date" if in_period(numeral) else None)
        reason = reason or exclusion_reason(findings.text, numeral, findings.lexicon)
        reason = reason or ("name" if in_name(numeral) else None)
        yield ExcludedNumeral(numeral.text, numeral.start, numeral.end, reason)


def _spans_of_figures(findings: TextFindings) -> tuple[list[_Span], list[_Span]]:
    """Return the spans of the ages by which people are named, and those of all other figures."""
    ages: list[_Span] = []
    others: list[_Span] = []
    for item in findings.extraction.figures:
        (ages if item.age else others).append((item.quantity.start, item.quantity.end))
    return ages, others


def _covering(spans: Sequence[tuple[int, int]]) -> Callable[[Numeral], bool]:
    """Return a function that says whether a numeral overlaps any of the spans."""
    covered = {at for start, end in spans for at in range(start, end)}
    return lambda numeral: any(at in covered for at in range(numeral.start, numeral.end))
