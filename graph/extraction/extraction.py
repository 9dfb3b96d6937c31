"""What the rules find in a text: its figures with their period and modality, and its names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from districtgraph.graph.extraction.changes import Change, change_of
from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.indicator_heads import Head, find_head
from districtgraph.graph.extraction.lexicon import Lexicon
from districtgraph.graph.extraction.modality import ModalityReading, modality_of
from districtgraph.graph.extraction.names import FoundName, find_names
from districtgraph.graph.extraction.periods import PeriodExpression, find_periods, period_of
from districtgraph.graph.extraction.quantities import Quantity, find_quantities
from districtgraph.graph.text.clauses import Sentence, split_sentences
from districtgraph.graph.text.documents import Document
from districtgraph.graph.text.numerals import Numeral, find_numerals

__all__ = ["Extraction", "FoundFigure", "FoundNumeral", "extract"]


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A quantity with what the words around it tell.

    `indicator` is set where what the figure measures is named by an indicator's label.
    """

    quantity: Quantity
    period: PeriodExpression | None
    modality: ModalityReading
    change: Change
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
    quantities = find_quantities(text, lexicon)
    figures = tuple(
        _figure(text, quantity, sentences, quantities, periods, lexicon, indicators)
        for quantity in quantities
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
    quantities: Sequence[Quantity],
    periods: Sequence[PeriodExpression],
    lexicon: Lexicon,
    indicators: Mapping[str, str],
) -> FoundFigure:
    sentence = next(item for item in sentences if item.start <= quantity.start < item.end)
    head = find_head(text, sentence, quantity, quantities, periods, lexicon)
    return FoundFigure(
        quantity,
        period_of(quantity.start, sentence, periods),
        modality_of(text, sentence, quantity.start, lexicon),
        change_of(text, sentence, quantity, lexicon),
        _indicator(head, indicators),
    )


def _indicator(head: Head | None, indicators: Mapping[str, str]) -> str | None:
    """Return the indicator whose label is what a figure measures, or ends it (全区汽车产业产值).

    A head that merely begins with a label measures something else (就业 of 就业岗位).
    """
    labels = [label for label in indicators if head and head.text.endswith(label)]
    return indicators[max(labels, key=len)] if labels else None
