"""Joins what the rules find with what curators say, into the claims of a document."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from districtgraph.graph.claims.claim import (
    CLAIM_SCHEMA,
    Claim,
    ClaimSchema,
    FigureClaim,
    check_claim,
)
from districtgraph.graph.curation.anchoring import anchored
from districtgraph.graph.curation.area_statements import area_statements, refuse_found_statements
from districtgraph.graph.curation.figure_curation import curated_figure, rule_figure
from districtgraph.graph.curation.mention_curation import (
    concept_mention,
    entity_mention,
    mention_key,
)
from districtgraph.graph.curation.overlay import Overlay
from districtgraph.graph.curation.problems import Problems
from districtgraph.graph.curation.statement_curation import (
    curated_statement,
    statement_key,
    subject_names,
)
from districtgraph.graph.errors import ClaimError
from districtgraph.graph.extraction.extraction import Extraction, FoundFigure
from districtgraph.graph.text.clauses import Sentence
from districtgraph.graph.text.documents import Document
from districtgraph.graph.text.yaml_files import Node

__all__ = ["curate"]

Made = TypeVar("Made")


def curate(
    document: Document,
    extraction: Extraction,
    overlay: Overlay,
    schema: ClaimSchema = CLAIM_SCHEMA,
    problems: Problems | None = None,
) -> tuple[Claim, ...]:
    """Return the claims of a document, ordered by their first evidence and key.

    Args:
        document: the text with its record.
        extraction: the findings of the rules.
        overlay: the curators' entries.
        schema: the kinds of claims, and their fields.
        problems: known problems of the overlay, which are raised together with those found here.

    Raises:
        SourceFileError: a curated entry does not fit the text or the rules, makes a claim that
            breaks the rules of its kind, or has the key of another; names file and line.
        ClaimError: a claim of the rules breaks those of its kind.

    """
    found = extraction.figures
    names = subject_names(document, overlay)
    problems = problems or Problems()
    problems.each(lambda each: refuse_found_statements(document, each), [overlay])
    figures = problems.each(
        lambda entry: _placed(entry.source, lambda: curated_figure(document, found, entry, schema)),
        overlay.figures,
    )
    claims: list[Claim] = [
        *figures,
        *_uncurated(document, found, figures, schema),
        *problems.each(lambda entry: curated_statement(document, entry, names), overlay.statements),
        *(
            claim
            for made in problems.each(lambda each: [*area_statements(document, each)], [overlay])
            for claim in made
        ),
        *problems.each(
            lambda entry: entity_mention(document, extraction.names, entry), overlay.entities
        ),
        *problems.each(
            lambda entry: concept_mention(document, extraction.names, entry), overlay.concepts
        ),
    ]
    problems.each(
        lambda excluded: anchored(document.text, excluded.quote),
        (*overlay.numerals, *overlay.sentences),
    )
    problems.each(_refuse_again, _keys_given_again(overlay, claims))
    places = dict(_keys(overlay))

    def check(claim: Claim) -> None:
        check_claim(claim)
        _check_no_sentence(claim, extraction.sentences)
        if claim.key in places:
            _check_marks(claim)

    problems.each(lambda claim: _placed(places.get(claim.key), lambda: check(claim)), claims)
    problems.raise_all()
    return tuple(sorted(claims, key=lambda claim: (claim.evidence[0].start, claim.key)))


_MARKS = (("“", "”"), ("《", "》"), ("（", "）"))


def _uncurated(
    document: Document,
    found: Sequence[FoundFigure],
    figures: Sequence[Claim],
    schema: ClaimSchema,
) -> list[Claim]:
    """Return the figures that the rules understand without help.

    Figures whose indicator no rule can find do not become claims; the audit reports their numerals.
    """
    taken = {claim.written.start for claim in figures if isinstance(claim, FigureClaim)}
    return [
        rule_figure(document, figure, schema)
        for figure in found
        if figure.indicator and figure.quantity.start not in taken
    ]


def _placed(source: Node | None, make: Callable[[], Made]) -> Made:
    """Return the result for an entry; a wrong claim's error names the entry's file and line."""
    try:
        return make()
    except ClaimError as error:
        if source is None:
            raise
        raise source.error(str(error)) from error


def _keys(overlay: Overlay) -> Iterator[tuple[str, Node]]:
    """Yield the keys of the claims that entries make, and the places of the entries."""
    for figure in overlay.figures:
        yield figure.key, figure.source
    for entry in overlay.statements:
        yield statement_key(entry.subject, entry.property, entry.object), entry.source
    for entity in overlay.entities:
        yield mention_key(entity.id), entity.quote.source
    for concept in overlay.concepts:
        yield mention_key(concept.id), concept.source


def _keys_given_again(
    overlay: Overlay, claims: Sequence[Claim]
) -> Iterator[tuple[str, Node | None, Node | None]]:
    """Yield each key of a second claim, where it is given again, and where it was given first.

    The places are None if a rule made the claims.
    """
    first: dict[str, Node] = {}
    for key, source in _keys(overlay):
        if key in first:
            yield key, source, first[key]
        first.setdefault(key, source)
    entries: Mapping[str, int] = Counter(key for key, _ in _keys(overlay))
    made = Counter(claim.key for claim in claims)
    for key, count in made.items():
        if count > max(1, entries.get(key, 0)):
            yield key, first.get(key), None


def _refuse_again(again: tuple[str, Node | None, Node | None]) -> None:
    key, source, first = again
    message = f"the key '{key}' is given to two claims"
    if first is not None:
        message += f", first at {first.path.name}:{first.line}"
    raise ClaimError(message) if source is None else source.error(message)


def _check_marks(claim: Claim) -> None:
    """Refuse a quote that is cut inside quotation marks: it has half of a name."""
    for quote in claim.evidence:
        for opens, closes in _MARKS:
            if quote.text.count(opens) != quote.text.count(closes):
                raise ClaimError(
                    f"claim '{claim.key}' quotes '{quote.text}', which is cut off inside "
                    f"{opens}{closes}: quote to the other mark, or begin after it"
                )


def _check_no_sentence(claim: Claim, sentences: Sequence[Sentence]) -> None:
    """Refuse a quote of a whole sentence: others own the text, and we cite only phrases."""
    for quote in claim.evidence:
        for sentence in sentences:
            # All but the closing mark.
            if quote.start <= sentence.start and sentence.end - 1 <= quote.end:
                raise ClaimError(
                    f"claim '{claim.key}' quotes the whole sentence {sentence.number}, "
                    f"'{quote.text}': quote phrases of it, several if one is not enough"
                )
