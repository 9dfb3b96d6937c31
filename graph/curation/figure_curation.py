"""Makes the claim of a figure: what the rules read, corrected and completed by hand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from districtgraph.graph.claims.claim import CURATOR, Claim, ClaimKind, ClaimPeriod, Quote
from districtgraph.graph.curation.anchoring import anchored
from districtgraph.graph.curation.overlay import CuratedFigure, CuratedPeriod
from districtgraph.graph.extraction.extraction import FoundFigure
from districtgraph.graph.extraction.periods import PeriodExpression
from districtgraph.graph.text.documents import Document

__all__ = ["curated_figure", "rule_figure"]

Draft = dict[str, tuple[Any, str]]
"""Fields of a claim in the making: value, and the rule or curator that supplied it."""

_DECIMALS = ("value", "lower", "upper")


def rule_figure(document: Document, found: FoundFigure) -> Claim:
    """Return the claim of a figure that no curator touched."""
    quantity = found.quantity
    return _claim(f"at-{quantity.start}", _by_rules(document, found), ())


def curated_figure(
    document: Document, figures: Sequence[FoundFigure], entry: CuratedFigure
) -> Claim:
    """Return the claim of a curated entry.

    Raises:
        SourceFileError: the entry anchors to no quantity, its quotes do not hold the quantity, or
            it repeats what the rules find.

    """
    found = _found(figures, entry)
    draft = _by_rules(document, found) if found else _added(document)
    for name, value in _by_hand(document, entry).items():
        if name in draft and draft[name][0] == value:
            raise entry.source.error(f"'{name}' says what the rules find: leave it out")
        draft[name] = (value, CURATOR)
    quotes = [anchored(document.text, quote) for quote in entry.quotes]
    draft["evidence"] = (quotes, CURATOR)
    claim = _claim(entry.key, draft, quotes)
    _check_words_are_quoted(claim, quotes, entry)
    return claim


def _found(figures: Sequence[FoundFigure], entry: CuratedFigure) -> FoundFigure | None:
    if entry.figure is None:
        return None
    same = [item for item in figures if item.quantity.text == entry.figure.words]
    nth = entry.figure.nth
    if not same:
        raise entry.source.error(f"the rules find no quantity '{entry.figure.words}' in the text")
    if (nth is None and len(same) > 1) or (nth is not None and not 1 <= nth <= len(same)):
        raise entry.source.error(
            f"the rules find '{entry.figure.words}' {len(same)} times: say which with nth"
        )
    return same[(nth or 1) - 1]


def _by_rules(document: Document, found: FoundFigure) -> Draft:
    quantity = found.quantity
    grammar = {
        "written": Quote(quantity.start, quantity.end, quantity.text),
        "value": quantity.value,
        "lower": quantity.lower,
        "upper": quantity.upper,
        "comparator": quantity.comparator,
        "unit": quantity.unit,
        "written_unit": quantity.written_unit,
    }
    draft: Draft = {
        name: (value, "number-grammar") for name, value in grammar.items() if value is not None
    }
    if quantity.counts:
        draft["counts"] = (quantity.counts, "measure-words")
    draft["period"] = (_period(found.period), "period-expressions")
    rule = "modality-cues" if found.modality.cue else "modality-default"
    draft["modality"] = (found.modality.modality, rule)
    draft["place"] = (document.record.subject, "document-subject")
    if found.change.base:
        base = found.change.base
        draft["change_basis"] = (Quote(base.start, base.end, base.text), "change-bases")
    if found.indicator:
        draft["indicator"] = (found.indicator, "indicator-labels")
    return draft


def _period(expression: PeriodExpression | None) -> ClaimPeriod:
    if expression is None:
        return ClaimPeriod()
    words = Quote(expression.start, expression.end, expression.text)
    return ClaimPeriod(words, expression.first, expression.last, expression.gloss)


def _added(document: Document) -> Draft:
    """Return what a claim added by hand still has by rule: the document's place."""
    return {"place": (document.record.subject, "document-subject")}


def _by_hand(document: Document, entry: CuratedFigure) -> dict[str, Any]:
    values = dict(entry.fields)
    for name in _DECIMALS:
        if name in values:
            values[name] = _decimal(entry, values[name])
    for name, period in entry.periods.items():
        values[name] = _curated_period(document, entry, period)
    if entry.written:
        values["written"] = anchored(document.text, entry.written)
    if entry.added:
        values["kind"] = _kind(entry, entry.added)
    return values


def _kind(entry: CuratedFigure, name: str) -> ClaimKind:
    try:
        return ClaimKind(name)
    except ValueError as error:
        kinds = ", ".join(ClaimKind)
        raise entry.source.error(f"'{name}' is no kind of claim; there are: {kinds}") from error


def _decimal(entry: CuratedFigure, value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise entry.source.error(f"'{value}' is no decimal number") from error


def _curated_period(document: Document, entry: CuratedFigure, period: CuratedPeriod) -> ClaimPeriod:
    words = anchored(document.text, period.quote)
    try:
        first = date.fromisoformat(period.first) if period.first else None
        last = date.fromisoformat(period.last) if period.last else None
    except ValueError as error:
        raise entry.source.error(f"{error}: dates are written 2024-12-31") from error
    return ClaimPeriod(words, first, last, None if first else period.gloss)


def _claim(key: str, draft: Draft, quotes: Sequence[Quote]) -> Claim:
    values = {name: value for name, (value, _) in draft.items()}
    by = {name: source for name, (_, source) in draft.items()}
    if "kind" not in values:
        target = values["modality"] == "target"
        values["kind"] = ClaimKind.TARGET if target else ClaimKind.OBSERVATION
        by["kind"] = by["modality"]
    values["evidence"] = _evidence(quotes, values)
    by.setdefault("evidence", "number-grammar")
    return Claim(key=key, by=by, **values)


def _evidence(quotes: Sequence[Quote], values: Mapping[str, Any]) -> tuple[Quote, ...]:
    """Return the quotes, with the words of value and period where they stand outside of them."""
    needed = [values.get("written"), *map(_words, _periods(values))]
    outside = [
        words
        for words in needed
        if words and not any(quote.start <= words.start < quote.end for quote in quotes)
    ]
    return tuple(sorted({*quotes, *outside}))


def _periods(values: Mapping[str, Any]) -> Iterable[ClaimPeriod | None]:
    return (values.get(name) for name in ("period", "ranked_among", "compares_with"))


def _words(period: ClaimPeriod | None) -> Quote | None:
    return period.words if period else None


def _check_words_are_quoted(claim: Claim, quotes: Sequence[Quote], entry: CuratedFigure) -> None:
    """Refuse quotes that leave out the quantity that they are quoted for."""
    written = claim.written
    if written and not any(q.start <= written.start and written.end <= q.end for q in quotes):
        raise entry.source.error(f"no quote of '{entry.key}' holds the words '{written.text}'")
