"""Builds the claim of a figure from the findings of the rules and the curators' corrections."""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from districtgraph.graph.claims.claim import (
    CLAIM_SCHEMA,
    CURATOR,
    Claim,
    ClaimKind,
    ClaimSchema,
)
from districtgraph.graph.claims.claim_fields import FieldValue
from districtgraph.graph.claims.evidence import ClaimPeriod, Quote
from districtgraph.graph.curation.anchoring import anchored
from districtgraph.graph.curation.claim_drafts import ClaimDraft
from districtgraph.graph.curation.figure_context import FigureWords, with_figure_context
from districtgraph.graph.curation.overlay import (
    CuratedFigure,
    CuratedPeriod,
    CuratedValue,
    QuotedWords,
)
from districtgraph.graph.extraction.extraction import FoundFigure
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.quantities.accumulation import accumulation_of
from districtgraph.graph.text.documents import Document
from districtgraph.graph.text.yaml_files import Node

__all__ = ["curated_figure", "curated_period", "rule_figure", "with_words"]


def rule_figure(
    document: Document, found: FoundFigure, schema: ClaimSchema = CLAIM_SCHEMA
) -> Claim:
    """Return the claim of a figure that no curator touched."""
    draft = _by_rules(document, found)
    evidence = (with_words((), draft.words()), "number-grammar")
    key = f"at-{found.quantity.start}"
    return draft.claim(key, _kind_by_modality(draft), evidence, schema)


def curated_figure(
    document: Document,
    figures: Sequence[FoundFigure],
    entry: CuratedFigure,
    schema: ClaimSchema = CLAIM_SCHEMA,
) -> Claim:
    """Return the claim of a curated entry.

    Raises:
        SourceFileError: the entry anchors to no quantity, its quotes do not hold the quantity, or
            it repeats what the rules find.
        ClaimError: the claim lacks or has what its kind excludes.

    """
    found = _found(figures, entry)
    draft = _by_rules(document, found) if found else _added(document)
    for name, curated in entry.values.items():
        value = _value(document, entry, curated)
        if draft.value(name) == value:
            raise entry.source.error(f"'{name}' repeats what the rules find: leave it out", name)
        draft = draft.with_values(CURATOR, **{name: value})
        if name == "period" and isinstance(curated, CuratedPeriod):
            draft = draft.with_values(CURATOR, period_role=curated.role)
    quotes = [anchored(document.text, quote) for quote in entry.quotes]
    kind = (_kind(entry, entry.added), CURATOR) if entry.added else _kind_by_modality(draft)
    evidence = with_words(quotes, draft.words())
    claim = draft.claim(entry.key, kind, (evidence, CURATOR), schema)
    _check_words_are_quoted(draft.value("written"), quotes, entry)
    return claim


def _found(figures: Sequence[FoundFigure], entry: CuratedFigure) -> FoundFigure | None:
    if entry.figure is None:
        return None
    same = [item for item in figures if item.quantity.text == entry.figure.words]
    nth = entry.figure.nth
    if not same:
        close = get_close_matches(entry.figure.words, (item.quantity.text for item in figures), n=1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        raise entry.source.error(
            f"the rules find no quantity '{entry.figure.words}' in the text{hint}"
        )
    if (nth is None and len(same) > 1) or (nth is not None and not 1 <= nth <= len(same)):
        raise entry.source.error(
            f"the rules find '{entry.figure.words}' {len(same)} times: say which one with nth"
        )
    return same[(nth or 1) - 1]


def _by_rules(document: Document, found: FoundFigure) -> ClaimDraft:
    quantity, base = found.quantity, found.change.base
    draft = ClaimDraft().with_values(
        "number-grammar",
        written=Quote(quantity.start, quantity.end, quantity.text),
        value=quantity.value,
        lower=quantity.lower,
        upper=quantity.upper,
        comparator=quantity.comparator,
        unit=quantity.unit,
        written_unit=quantity.written_unit,
    )
    draft = draft.with_values("measure-words", counts=quantity.counts or None)
    draft = draft.with_values(
        "period-expressions",
        period=_period(found.period),
        period_role=_role(found.period),
    )
    draft = draft.with_values("accumulation-cues", accumulation=accumulation_of(found.cumulative))
    draft = draft.with_values(
        "modality-cues" if found.modality.cue else "modality-default",
        modality=found.modality.modality,
    )
    draft = draft.with_values("document-subject", place=document.record.subject)
    if base:
        draft = draft.with_values(
            "change-bases", change_basis=Quote(base.start, base.end, base.text)
        )
    draft = draft.with_values("indicator-labels", indicator=found.indicator or None)
    return with_figure_context(draft, document.text, FigureWords.of_found(found))


def _period(expression: PeriodExpression | None) -> ClaimPeriod:
    if expression is None:
        return ClaimPeriod()
    words = Quote(expression.start, expression.end, expression.text)
    return ClaimPeriod(words, expression.first, expression.last, expression.gloss)


def _role(expression: PeriodExpression | None) -> str | None:
    """Return what a period is to a figure; 目前 is the moment that the figure is of."""
    if expression is None:
        return None
    return "as-of" if expression.resolution == "document-date" else expression.role


def _added(document: Document) -> ClaimDraft:
    """Return what a claim added by hand still has by rule: the document's place."""
    return ClaimDraft().with_values("document-subject", place=document.record.subject)


def _value(document: Document, entry: CuratedFigure, curated: CuratedValue) -> FieldValue:
    """Return a curated value as a claim has it: its words have their place."""
    if isinstance(curated, QuotedWords):
        return anchored(document.text, curated)
    if isinstance(curated, CuratedPeriod):
        return curated_period(document, entry.source, curated)
    return curated


def curated_period(document: Document, source: Node, period: CuratedPeriod) -> ClaimPeriod:
    """Return a curated period with the place of its words; SourceFileError on a wrong date."""
    words = anchored(document.text, period.quote)
    try:
        first = date.fromisoformat(period.first) if period.first else None
        last = date.fromisoformat(period.last) if period.last else None
    except ValueError as error:
        raise source.error(f"{error}: write dates as 2024-12-31") from error
    return ClaimPeriod(words, first, last, None if first else period.gloss)


def _kind(entry: CuratedFigure, name: str) -> ClaimKind:
    try:
        return ClaimKind(name)
    except ValueError as error:
        kinds = ", ".join(ClaimKind)
        raise entry.source.error(f"'{name}' is not a kind of claim; these are: {kinds}") from error


def _kind_by_modality(draft: ClaimDraft) -> tuple[ClaimKind, str]:
    """Return the kind of a figure that the rules find, and who supplied the evidence for it."""
    is_target = draft.value("modality") == "target"
    kind = ClaimKind.TARGET if is_target else ClaimKind.OBSERVATION
    return kind, draft.supplier("modality")


def with_words(quotes: Sequence[Quote], needed: Iterable[Quote]) -> tuple[Quote, ...]:
    """Return the quotes, sorted, with the needed words that they do not contain."""
    outside = [
        words
        for words in needed
        if not any(quote.start <= words.start < quote.end for quote in quotes)
    ]
    return tuple(sorted({*quotes, *outside}))


def _check_words_are_quoted(
    written: FieldValue | None, quotes: Sequence[Quote], entry: CuratedFigure
) -> None:
    """Refuse quotes that leave out the quantity that they are quoted for."""
    if not isinstance(written, Quote):
        return
    if not any(q.start <= written.start and written.end <= q.end for q in quotes):
        raise entry.source.error(f"no quote of '{entry.key}' contains the words '{written.text}'")
