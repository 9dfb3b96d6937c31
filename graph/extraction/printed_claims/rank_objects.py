"""Ranks as claims that `districtgraph extract` prints."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from districtgraph.graph.extraction.heads.head_grammar import head_grammar
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, SpanText
from districtgraph.graph.extraction.printed_claims.ranked_heads import RankedHeads
from districtgraph.graph.extraction.printed_claims.text_findings import TextFindings
from districtgraph.graph.extraction.quantities.ranks import FoundRank

__all__ = ["rank_objects"]


def rank_objects(
    findings: TextFindings, ranks: Sequence[FoundRank], figures: Sequence[ClaimObject]
) -> Iterator[ClaimObject]:
    """Yield the ranks of a text as claims, without those whose number is that of a figure."""
    taken = [(item.number.start, item.number.end) for item in figures if item.number]
    heads = RankedHeads(
        findings.text,
        head_grammar(findings.lexicon),
        [(item.number.start, item.indicator_text) for item in figures if item.number],
    )
    for rank in ranks:
        span = rank.numeral_start, rank.numeral_end
        if not any(start < span[1] and span[0] < end for start, end in taken):
            yield _rank(findings, rank, heads)


def _rank(findings: TextFindings, rank: FoundRank, heads: RankedHeads) -> ClaimObject:
    text = findings.text
    modality, period = findings.extraction.aims.at(rank.numeral_start, rank.numeral_end)
    if text[rank.start] in "由从" and not (period and period.start > rank.start):
        period = None  # 由第9位升至第5位: the text does not say when it was the ninth.
    number = SpanText(
        text[rank.numeral_start : rank.numeral_end], rank.numeral_start, rank.numeral_end
    )
    return ClaimObject(
        id=f"{findings.reading.key}/{number.start}-{number.end}",
        quote=text[rank.start : rank.end],
        start=rank.start,
        end=rank.end,
        number=number,
        kind="rank",
        value=None if rank.rank is None else Decimal(rank.rank),
        upper=None if rank.within is None else Decimal(rank.within),
        comparator="equal" if rank.within is None else "at-most",
        approximate=False,
        indicator_text=heads.of(rank),
        time=findings.time_of(period, modality.modality, rank.numeral_start),
        modality=modality.modality,
        subject=findings.subject,
        rule="ranks",
    )
