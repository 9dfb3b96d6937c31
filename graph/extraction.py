"""What the rules find in a text: its figures with their period and modality, and its names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from districtgraph.graph.clauses import Sentence, clause_start, split_sentences
from districtgraph.graph.documents import Document
from districtgraph.graph.exclusions import exclusion_reason
from districtgraph.graph.lexicons import Lexicon
from districtgraph.graph.modality import ModalityReading, modality_of
from districtgraph.graph.names import FoundName, find_names
from districtgraph.graph.numerals import Numeral, find_numerals
from districtgraph.graph.periods import PeriodExpression, find_periods, period_of
from districtgraph.graph.quantities import Quantity, find_quantities

__all__ = ["Extraction", "FoundFigure", "FoundNumeral", "extract"]


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A quantity with what the words around it tell.

    `indicator` is set where the clause names exactly one indicator by its label.
    """

    quantity: Quantity
    period: PeriodExpression | None
    modality: ModalityReading
    indicator: str | None


@dataclass(frozen=True, slots=True)
class FoundNumeral:
    """A numeral, and why it bears no figure where the rules can tell."""

    numeral: Numeral
    reason: str | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that the rules find in one text."""

    sentences: tuple[Sentence, ...]
    figures: tuple[FoundFigure, ...]
    numerals: tuple[FoundNumeral, ...]
    names: tuple[FoundName, ...]


def extract(document: Document, lexicon: Lexicon, indicators: Mapping[str, str]) -> Extraction:
    """Return what the rules find.

    Args:
        document: the text with its record.
        lexicon: the word lists.
        indicators: zh label or alternative label → local IRI of the indicator.

    """
    text = document.text
    sentences = split_sentences(text)
    periods = find_periods(text, lexicon)
    figures = tuple(
        _figure(text, quantity, sentences, periods, lexicon, indicators)
        for quantity in find_quantities(text, lexicon)
    )
    numerals = tuple(
        FoundNumeral(numeral, exclusion_reason(text, numeral, lexicon))
        for numeral in find_numerals(text)
    )
    return Extraction(sentences, figures, numerals, find_names(text))


def _figure(
    text: str,
    quantity: Quantity,
    sentences: Sequence[Sentence],
    periods: Sequence[PeriodExpression],
    lexicon: Lexicon,
    indicators: Mapping[str, str],
) -> FoundFigure:
    sentence = next(item for item in sentences if item.start <= quantity.start < item.end)
    return FoundFigure(
        quantity,
        period_of(quantity.start, sentence, periods),
        modality_of(text, sentence, quantity.start, lexicon),
        _indicator(text, clause_start(text, sentence, quantity.start), quantity, indicators),
    )


def _indicator(
    text: str, start: int, quantity: Quantity, indicators: Mapping[str, str]
) -> str | None:
    """Return the indicator whose label stands right before the quantity, the longest of them.

    Only a label that ends where the quantity begins, or is parted from it by the verbs of reaching,
    is its head: others in the clause may belong to other figures.
    """
    clause = text[start : quantity.start].rstrip("达到完成实现为是")
    heads = [label for label in indicators if clause.endswith(label)]
    return indicators[max(heads, key=len)] if heads else None
