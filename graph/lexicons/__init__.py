"""The words that the rules go by, as reviewable YAML files, and their loader."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from districtgraph.graph.yaml_files import Node, read_yaml

__all__ = [
    "Approximation",
    "Classifier",
    "Lexicon",
    "ModalityCue",
    "PeriodWords",
    "UnitOfMeasure",
    "load_lexicon",
]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit: `factor` turns a number in the written unit into one in the base unit `unit`."""

    key: str
    symbols: tuple[str, ...]
    unit: str
    written_unit: str | None
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Classifier:
    """A measure word; `counts` is the local IRI of what it counts, where the word tells."""

    symbols: tuple[str, ...]
    counts: str | None


@dataclass(frozen=True, slots=True)
class Approximation:
    """A word that bounds a number, and the key of its comparator."""

    word: str
    comparator: str


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """Words for an undated time (N for a number), and their English."""

    words: str
    en: str


@dataclass(frozen=True, slots=True)
class ModalityCue:
    """A word that tells a modality, reaching over its clause or over the rest of its sentence."""

    word: str
    modality: str
    over_sentence: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of the rules."""

    units: tuple[UnitOfMeasure, ...]
    classifiers: tuple[Classifier, ...]
    before: tuple[Approximation, ...]
    within: tuple[Approximation, ...]
    after: tuple[Approximation, ...]
    periods: tuple[PeriodWords, ...]
    comparison_words: tuple[str, ...]
    cues: tuple[ModalityCue, ...]
    not_cues: tuple[str, ...]
    idioms: tuple[str, ...]
    morphemes: tuple[str, ...]
    name_suffixes: tuple[str, ...]
    grades: tuple[str, ...]
    phases: tuple[str, ...]


@cache
def load_lexicon(folder: Path = _FOLDER) -> Lexicon:
    """Return the word lists; SourceFileError names file and line of what is malformed."""
    approximations = read_yaml(folder / "approximations.yaml")
    periods = read_yaml(folder / "periods.yaml")
    modality = read_yaml(folder / "modality.yaml")
    exclusions = read_yaml(folder / "exclusions.yaml")
    return Lexicon(
        units=tuple(map(_unit, read_yaml(folder / "units.yaml").nodes("units"))),
        classifiers=tuple(
            map(_classifier, read_yaml(folder / "classifiers.yaml").nodes("classifiers"))
        ),
        before=_approximations(approximations, "before"),
        within=_approximations(approximations, "within"),
        after=_approximations(approximations, "after"),
        periods=tuple(
            PeriodWords(node.text("words"), node.text("en")) for node in periods.nodes("unresolved")
        ),
        comparison_words=periods.texts("comparison"),
        cues=tuple(map(_cue, modality.nodes("cues"))),
        not_cues=modality.texts("not"),
        idioms=exclusions.texts("idioms"),
        morphemes=exclusions.texts("morphemes"),
        name_suffixes=exclusions.texts("name-suffixes"),
        grades=exclusions.texts("grades"),
        phases=exclusions.texts("phases"),
    )


def _unit(node: Node) -> UnitOfMeasure:
    node.refuse_unknown(("key", "symbols", "unit", "written-unit", "factor"))
    try:
        factor = Decimal(node.text("factor"))
    except InvalidOperation as error:
        raise node.error("'factor' is no decimal number") from error
    return UnitOfMeasure(
        node.text("key"),
        _symbols(node),
        node.text("unit"),
        node.optional_text("written-unit"),
        factor,
    )


def _classifier(node: Node) -> Classifier:
    node.refuse_unknown(("symbols", "counts"))
    return Classifier(_symbols(node), node.optional_text("counts"))


def _symbols(node: Node) -> tuple[str, ...]:
    symbols = node.texts("symbols")
    if not symbols:
        raise node.error("'symbols' is empty")
    return symbols


def _approximations(node: Node, place: str) -> tuple[Approximation, ...]:
    return tuple(
        Approximation(item.text("word"), item.text("comparator")) for item in node.nodes(place)
    )


def _cue(node: Node) -> ModalityCue:
    node.refuse_unknown(("word", "modality", "scope"))
    scope = node.text("scope")
    if scope not in ("clause", "sentence"):
        raise node.error("'scope' is clause or sentence")
    return ModalityCue(node.text("word"), node.text("modality"), scope == "sentence")
