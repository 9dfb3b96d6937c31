"""The words that the rules go by, as reviewable YAML files, and their loader."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = [
    "Approximation",
    "ChangeWords",
    "Classifier",
    "Comparator",
    "Lexicon",
    "Modality",
    "ModalityCue",
    "NumberForm",
    "PeriodResolution",
    "PeriodWords",
    "UnitOfMeasure",
    "load_lexicon",
]

_FOLDER = Path(__file__).parent

Comparator = Literal["equal", "at-least", "more-than", "at-most", "less-than", "about", "range"]
"""Key of the scheme comparators."""

Modality = Literal["achieved", "ongoing", "plan", "target"]
"""Key of the scheme modalities."""

PeriodResolution = Literal[
    "this-year",
    "last-year",
    "next-year",
    "reporting-year",
    "first-half",
    "second-half",
    "quarter-1",
    "quarter-2",
    "quarter-3",
    "quarter-4",
    "three-quarters",
    "year-to-date",
    "document-date",
    "previous-years",
    "year-before-last",
    "since-last-year",
    "since",
    "plan-to-date",
    "that-year",
    "never",
]
"""How undated words are dated by a document that states its own date or reporting year."""


NumberForm = Literal["arabic", "magnitude", "decimal"]
"""What must stand right before a unit: Arabic digits (with 万, 亿, 余, 多); 万 or 亿; decimals."""


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit: `factor` turns a number in the written unit into one in the base unit `unit`.

    `prefixes` are signs before the number (￥). `after` restricts what may stand right before the
    symbol: an Arabic number, or a magnitude (亿度).
    """

    key: str
    symbols: tuple[str, ...]
    unit: str
    written_unit: str | None
    factor: Decimal
    not_before: tuple[str, ...] = ()
    after: NumberForm | None = None
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Classifier:
    """A measure word; `counts` is the local IRI of what it counts, where the word tells.

    With `after`, it counts only after such a number: 3期 counts, 三期 is the third phase.
    """

    symbols: tuple[str, ...]
    counts: str | None
    not_before: tuple[str, ...] = ()
    after: NumberForm | None = None


@dataclass(frozen=True, slots=True)
class Approximation:
    """A word that bounds a number, and the key of its comparator.

    It is none after a character of `not_after`, nor before a numeral that is not one of
    `only_before`, where there are any.
    """

    word: str
    comparator: Comparator
    not_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """Words for an undated time (N for a number), their English, and how a document dates them.

    `leads`: a part of the year may follow. `inherits`: the sentences that follow take it over.
    """

    words: str
    en: str
    resolves: PeriodResolution
    leads: bool = False
    inherits: bool = False


@dataclass(frozen=True, slots=True)
class ModalityCue:
    """A word that tells a modality, reaching over its clause or over the rest of its sentence."""

    word: str
    modality: Modality
    over_sentence: bool


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """The words that changes.py and indicator_heads.py go by; see changes.yaml."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    not_changes: tuple[str, ...]
    bases: tuple[str, ...]
    reaching: tuple[str, ...]
    cumulative: tuple[str, ...]
    adverbs: tuple[str, ...]
    after_counted: tuple[str, ...]


# Known by identity, so that what is made of it once is found without reading all its words.
@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All word lists of the rules."""

    units: tuple[UnitOfMeasure, ...]
    classifiers: tuple[Classifier, ...]
    unitless_nouns: tuple[str, ...]
    before: tuple[Approximation, ...]
    within: tuple[Approximation, ...]
    after: tuple[Approximation, ...]
    periods: tuple[PeriodWords, ...]
    comparison_words: tuple[str, ...]
    headings_ahead: tuple[str, ...]
    rising_words: tuple[str, ...]
    cues: tuple[ModalityCue, ...]
    not_cues: tuple[str, ...]
    future_headings: tuple[str, ...]
    idioms: tuple[str, ...]
    morphemes: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    sessions: tuple[str, ...]
    name_suffixes: tuple[str, ...]
    grades: tuple[str, ...]
    phases: tuple[str, ...]
    changes: ChangeWords


@cache
def load_lexicon(folder: Path = _FOLDER) -> Lexicon:
    """Return the word lists; SourceFileError names file and line of what is malformed."""
    approximations = read_yaml(folder / "approximations.yaml")
    periods = read_yaml(folder / "periods.yaml")
    modality = read_yaml(folder / "modality.yaml")
    exclusions = read_yaml(folder / "exclusions.yaml")
    measures = read_yaml(folder / "units.yaml")
    units = measures.nodes("units")
    classifiers = read_yaml(folder / "classifiers.yaml").nodes("classifiers")
    _refuse_repeated((*units, *classifiers), "symbols")
    _refuse_repeated(periods.nodes("unresolved"), "words")
    _refuse_repeated(modality.nodes("cues"), "word")
    return Lexicon(
        units=tuple(map(_unit, units)),
        classifiers=tuple(map(_classifier, classifiers)),
        unitless_nouns=measures.texts("unitless-nouns"),
        before=_approximations(approximations, "before"),
        within=_approximations(approximations, "within"),
        after=_approximations(approximations, "after"),
        periods=tuple(map(_period_words, periods.nodes("unresolved"))),
        comparison_words=periods.texts("comparison"),
        headings_ahead=periods.texts("headings-ahead"),
        rising_words=periods.texts("rising"),
        cues=tuple(map(_cue, modality.nodes("cues"))),
        not_cues=modality.texts("not"),
        future_headings=modality.texts("future-headings"),
        idioms=exclusions.texts("idioms"),
        morphemes=exclusions.texts("morphemes"),
        names=exclusions.texts("names"),
        groups=exclusions.texts("groups"),
        sessions=exclusions.texts("sessions"),
        name_suffixes=exclusions.texts("name-suffixes"),
        grades=exclusions.texts("grades"),
        phases=exclusions.texts("phases"),
        changes=_changes(read_yaml(folder / "changes.yaml")),
    )


def _unit(node: Node) -> UnitOfMeasure:
    node.refuse_unknown(
        ("key", "symbols", "unit", "written-unit", "factor", "not-before", "after", "prefixes")
    )
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
        node.texts("not-before"),
        _number_form(node),
        node.texts("prefixes"),
    )


def _classifier(node: Node) -> Classifier:
    node.refuse_unknown(("symbols", "counts", "not-before", "after"))
    return Classifier(
        _symbols(node), node.optional_text("counts"), node.texts("not-before"), _number_form(node)
    )


def _number_form(node: Node) -> NumberForm | None:
    if "after" not in node:
        return None
    return cast(NumberForm, _one_of(node, "after", get_args(NumberForm)))


def _symbols(node: Node) -> tuple[str, ...]:
    symbols = node.texts("symbols")
    if not symbols:
        raise node.error("'symbols' is empty")
    return symbols


def _refuse_repeated(nodes: Iterable[Node], key: str) -> None:
    """Refuse a word that two entries give: only the first would ever be read."""
    seen: set[str] = set()
    for node in nodes:
        words = node.texts(key) if isinstance(node.get(key), list) else (node.text(key),)
        for word in words:
            if word in seen:
                raise node.error(f"'{word}' is given twice in this file")
            seen.add(word)


def _approximations(top: Node, place: str) -> tuple[Approximation, ...]:
    _refuse_repeated(top.nodes(place), "word")
    return tuple(map(_approximation, top.nodes(place)))


def _approximation(node: Node) -> Approximation:
    node.refuse_unknown(("word", "comparator", "not-after", "only-before"))
    return Approximation(
        node.text("word"),
        cast(Comparator, _one_of(node, "comparator", get_args(Comparator))),
        node.texts("not-after"),
        node.texts("only-before"),
    )


def _period_words(node: Node) -> PeriodWords:
    node.refuse_unknown(("words", "en", "resolves", "leads", "inherits"))
    resolves = _one_of(node, "resolves", get_args(PeriodResolution))
    return PeriodWords(
        node.text("words"),
        node.text("en"),
        cast(PeriodResolution, resolves),
        _flag(node, "leads"),
        _flag(node, "inherits"),
    )


def _flag(node: Node, key: str) -> bool:
    value = node.get(key, False)
    if not isinstance(value, bool):
        raise node.error(f"'{key}' is true or false")
    return value


def _cue(node: Node) -> ModalityCue:
    node.refuse_unknown(("word", "modality", "scope"))
    modality = cast(Modality, _one_of(node, "modality", get_args(Modality)))
    scope = _one_of(node, "scope", ("clause", "sentence"))
    return ModalityCue(node.text("word"), modality, scope == "sentence")


def _one_of(node: Node, key: str, allowed: Iterable[str]) -> str:
    value = node.text(key)
    if value not in allowed:
        raise node.error(f"'{key}' is one of {', '.join(allowed)}")
    return value


def _changes(node: Node) -> ChangeWords:
    keys = (
        "up",
        "down",
        "not-changes",
        "bases",
        "reaching",
        "cumulative",
        "adverbs",
        "after-counted",
    )
    node.refuse_unknown(keys)
    return ChangeWords(*map(node.texts, keys))
