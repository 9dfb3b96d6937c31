"""Turns what the rules find in a report into claims: figures, mentions and statements.

Nothing is guessed to complete a claim: a figure without words for what it measures, or a rank
without the group in which it ranks, is left to a curator. A figure whose unit does not fit the
indicator that it links to is linked to an indicator proposed from its own words instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from districtgraph.graph.claims.claim import CLAIM_SCHEMA, Claim, ClaimKind, Mention, Statement
from districtgraph.graph.claims.evidence import MAX_QUOTE, ClaimPeriod, Quote
from districtgraph.graph.corpora.claimed_things import (
    NamedEntity,
    ProposedIndicator,
    entity_of_name,
    proposed_indicator,
)
from districtgraph.graph.corpora.corpus_vocabulary import CorpusVocabulary
from districtgraph.graph.corpora.named_divisions import NamedDivisions
from districtgraph.graph.corpora.stated_types import StatedTypes
from districtgraph.graph.curation.claim_drafts import ClaimDraft
from districtgraph.graph.curation.figure_context import FigureWords, with_figure_context
from districtgraph.graph.curation.statement_curation import load_statement_verbs
from districtgraph.graph.extraction.heads.row_heads import TABLE_ROW
from districtgraph.graph.extraction.indicators.indicator_index import normalise
from districtgraph.graph.extraction.periods.stated_date import titled_year
from districtgraph.graph.extraction.printed_claims.claim_records import (
    ClaimObject,
    ExtractedClaims,
    Side,
)
from districtgraph.graph.extraction.quantities.accumulation import accumulation_of
from districtgraph.graph.extraction.quantities.quantity_records import COUNT
from districtgraph.graph.rdf.vocabulary import reference_to
from districtgraph.graph.series.reported_periods import reported_period

__all__ = ["MachineClaims", "machine_claims"]

_FORMS = {"growth": "增长率", "points": "增减百分点", "change": "增减", "share": "占比"}
"""What is added to a head to propose an indicator, by the kind of its figure."""


@dataclass(slots=True)
class MachineClaims:
    """The claims of one report, and what they refer to.

    Attributes:
        claims: the claims by their keys.
        entities: named things by their local IRIs.
        indicators: proposed indicators by their local IRIs.
        places: codes of the divisions that are mentioned.
        open: figures that are no claims, with their position in the text.

    """

    claims: dict[str, Claim] = field(default_factory=dict)
    entities: dict[str, NamedEntity] = field(default_factory=dict)
    indicators: dict[str, ProposedIndicator] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    open: list[Quote] = field(default_factory=list)


def machine_claims(
    extracted: ExtractedClaims,
    subject: str,
    code: str,
    year: int | None,
    vocabulary: CorpusVocabulary,
) -> MachineClaims:
    """Return the claims of a report that no curator has seen.

    Args:
        extracted: what the rules find.
        subject: local IRI of the place that the report is about.
        code: the code of that place.
        year: the year for which names of places are looked up; None for today.
        vocabulary: what claims may refer to.

    """
    return _Reader(extracted, subject, code, year, vocabulary).read()


class _Reader:
    def __init__(
        self,
        extracted: ExtractedClaims,
        subject: str,
        code: str,
        year: int | None,
        vocabulary: CorpusVocabulary,
    ) -> None:
        self._extracted = extracted
        self._subject = subject
        self._code = code
        self._divisions = NamedDivisions(code, year)
        self._units = vocabulary.units
        self._day = _day_of(extracted)
        self._types = StatedTypes(vocabulary)
        self._made = MachineClaims()

    def read(self) -> MachineClaims:
        for item in self._extracted.claims:
            if item.number is not None:
                self._figure(item)
            elif item.name is not None:
                self._mention(item)
            elif item.statement is not None and not item.statement.is_of_a_figure():
                self._statement(item)
        return self._made

    # Figures

    def _figure(self, item: ClaimObject) -> None:
        assert item.number is not None
        written = Quote(item.number.start, item.number.end, item.number.text)
        draft = self._draft(item, written)
        if draft is None or not _quotable(written):
            self._made.open.append(written)
            return
        kind = ClaimKind.TARGET if draft.value("modality") == "target" else ClaimKind.OBSERVATION
        key = f"at-{written.start}"
        evidence = _evidence(item, draft, written, self._extracted.reading.source.text)
        by = draft.supplier("modality"), "number-grammar"
        self._made.claims[key] = draft.claim(key, (kind, by[0]), (evidence, by[1]), CLAIM_SCHEMA)

    def _draft(self, item: ClaimObject, written: Quote) -> ClaimDraft | None:
        """Return what is known about a figure; None if it is not enough for a claim."""
        if (
            self._place(item)[0] is None
            or item.kind == "rank"
            or item.comparator is None
            or item.base_unit_iri is None
        ):
            return None
        unit = reference_to(item.base_unit_iri)
        indicator = self._indicator(item, unit)
        numbers = {
            name: None if value is None else value * item.factor
            for name, value in (("value", item.value), ("lower", item.lower), ("upper", item.upper))
        }
        if indicator is None or not _is_whole(numbers, item.comparator):
            return None
        written_unit = reference_to(item.unit_iri) if item.unit_iri else None
        draft = ClaimDraft().with_values(
            "number-grammar",
            written=written,
            **numbers,
            comparator=item.comparator,
            unit=unit,
            written_unit=written_unit if written_unit != unit else None,
        )
        counts = self._units.counted(indicator) if unit == COUNT else None
        draft = draft.with_values("measure-words", counts=counts)
        period, rule = self._period(item)
        draft = draft.with_values(rule, period=period)
        draft = draft.with_values(
            "accumulation-cues", accumulation=accumulation_of(item.cumulative)
        )
        draft = draft.with_values("modality-cues", modality=_modality(item, period, numbers))
        place, rule = self._place(item)
        draft = draft.with_values(rule, place=place)
        draft = draft.with_values("change-bases", change_basis=self._basis(item))
        rule = "indicator-labels" if indicator == self._linked(item) else "head-words"
        draft = draft.with_values(rule, indicator=indicator)
        text = self._extracted.reading.source.text
        return with_figure_context(draft, text, FigureWords.of_claim_object(item))

    def _place(self, item: ClaimObject) -> tuple[str | None, str]:
        """Return a figure's place, and the rule that found it; None for one without a code."""
        code = item.subject.code if item.subject else None
        if code is None or code == self._code:
            return self._subject if code else None, "document-subject"
        self._made.places.add(code)
        return f"place/{code}", "named-things"

    def _period(self, item: ClaimObject) -> tuple[ClaimPeriod, str]:
        """Return a figure's period, and the rule that found it.

        An undated 全年 is the year that the report reviews, or the one that it plans, as follows
        from the day of the report.
        """
        period = _period(item)
        if period.words is None or period.start is not None:
            return period, "period-expressions"
        ahead = item.modality in _AHEAD
        found = reported_period(period, self._day, is_target=ahead)
        if found is None:
            return period, "period-expressions"
        return ClaimPeriod(period.words, found.start, found.end), "report-date"

    def _indicator(self, item: ClaimObject, unit: str) -> str | None:
        linked = self._linked(item)
        if linked and self._units.fit(linked, unit, _is_growth(item)):
            return linked
        head = normalise(item.indicator_text.text) if item.indicator_text else ""
        if not head:
            return None
        proposed = proposed_indicator(head, _FORMS.get(item.kind, ""))
        self._made.indicators[proposed.id] = proposed
        return proposed.id

    def _linked(self, item: ClaimObject) -> str | None:
        return reference_to(item.indicator) if item.indicator else None

    def _basis(self, item: ClaimObject) -> Quote | None:
        """Return the words for the base of a change, with their position."""
        base = item.change_base
        return Quote(base.start, base.end, base.text) if base else None

    # Names and statements

    def _mention(self, item: ClaimObject) -> None:
        assert item.name is not None
        quote = Quote(item.start, item.end, item.quote)
        if _quotable(quote):
            thing = self._thing(item.name.canonical or item.quote, item.name.type)
            key = f"mention-{thing.replace('/', '-')}"
            by = dict.fromkeys(("evidence", "kind", "mentions"), "named-things")
            mention = Mention(key=key, evidence=(quote,), mentions=thing, by=by)
            # Only the first mention of a thing becomes a claim.
            self._made.claims.setdefault(key, mention)

    def _thing(self, name: str, kind: str) -> str:
        """Return the local IRI of a named thing, and add the thing to the entities."""
        if kind == "place" and (code := self._divisions.code(name)):
            self._made.places.add(code)
            return f"place/{code}"
        if kind == "organisation":
            name = self._divisions.with_territory(name)
        entity = entity_of_name(name, kind, self._code)
        return self._made.entities.setdefault(entity.id, entity).id

    def _statement(self, item: ClaimObject) -> None:
        assert item.statement is not None
        quote = Quote(item.start, item.end, item.quote)
        if not _quotable(quote):
            return
        subject, object_ = self._side(item.statement.subject), self._side(item.statement.object)
        prop = item.statement.property
        modality = load_statement_verbs().modality(prop, (quote,))
        by = dict.fromkeys(
            ("evidence", "kind", "object", "property", "subject"), "stated-relations"
        )
        key = "-".join((subject.replace("/", "-"), prop, object_.replace("/", "-")))
        statement = Statement(
            key=key,
            evidence=(quote,),
            modality=modality or "achieved",
            subject=subject,
            property=prop,
            object=object_,
            by={**by, "modality": "statement-verbs" if modality else "modality-default"},
        )
        if subject != object_ and self._types.admit(subject, prop, object_, self._made.entities):
            self._made.claims.setdefault(key, statement)

    def _side(self, side: Side) -> str:
        return self._subject if side.type is None else self._thing(side.text, side.type)


def _day_of(extracted: ExtractedClaims) -> date | None:
    """Return the day of a report; if only its title has a year, a day at the beginning of that."""
    if extracted.reading.stated.published:
        return extracted.reading.stated.published
    year = titled_year(extracted.reading.source.text)
    return date(year, 1, 1) if year else None


_AHEAD = ("target", "plan")
"""Modalities of what lies ahead."""


def _is_growth(item: ClaimObject) -> bool:
    """Return whether a figure is a change of its indicator in per cent, not in its unit."""
    return bool(item.change_base) or item.kind in ("growth", "points")


def _quotable(quote: Quote) -> bool:
    return 0 < len(quote.text) <= MAX_QUOTE and "\n" not in quote.text and "\r" not in quote.text


def _is_whole(numbers: Mapping[str, Decimal | None], comparator: str) -> bool:
    """Return whether a figure has the numbers that its comparator requires."""
    if comparator == "range":
        return numbers["value"] is None and None not in (numbers["lower"], numbers["upper"])
    return numbers["value"] is not None


def _modality(
    item: ClaimObject, period: ClaimPeriod, numbers: Mapping[str, Decimal | None]
) -> str | None:
    """Return the modality; an aim without a year or a value is a plan, not a target."""
    if item.modality == "target" and (period.start is None or numbers["value"] is None):
        return "plan"
    return item.modality


def _period(item: ClaimObject) -> ClaimPeriod:
    if item.time is None:
        return ClaimPeriod()
    words = Quote(item.time.start, item.time.end, item.time.text)
    if not _quotable(words):
        return ClaimPeriod()
    if item.time.resolved_start is None or item.time.resolved_end is None:
        return ClaimPeriod(words)
    first, last = item.time.resolved_start, item.time.resolved_end
    return ClaimPeriod(words, date.fromisoformat(first), date.fromisoformat(last))


def _evidence(item: ClaimObject, draft: ClaimDraft, written: Quote, text: str) -> tuple[Quote, ...]:
    """Return the quotes of a figure: its words with its head, its period, base and place.

    The head of a number in a table is in the header of its column, or in its row.
    """
    whole = Quote(item.start, item.end, item.quote)
    quotes = {whole if _quotable(whole) and _covers(whole, written) else written}
    values = [draft.value("period"), draft.value("change_basis"), _place_words(item, text)]
    if item.rule == TABLE_ROW:
        values.append(draft.value("measured"))
    for value in values:
        words = value.words if isinstance(value, ClaimPeriod) else value
        if not isinstance(words, Quote) or not _quotable(words):
            continue
        if not any(_covers(quote, words) for quote in quotes):
            quotes.add(words)
    return tuple(sorted(quotes))


def _place_words(item: ClaimObject, text: str) -> Quote | None:
    """Return the words that name a figure's place, if it is not that of the text."""
    place = item.subject
    if place is None or place.start is None or place.end is None:
        return None
    return Quote(place.start, place.end, text[place.start : place.end])


def _covers(quote: Quote, words: Quote) -> bool:
    return quote.start <= words.start and words.end <= quote.end
