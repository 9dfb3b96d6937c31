"""The words that the rules go by, as reviewable YAML files, and their loader."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args

from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = [
    "Approximation",
    "ChangeWords",
    "Classifier",
    "Comparator",
    "HeadWords",
    "Lexicon",
    "Modality",
    "ModalityCue",
    "ModalityWords",
    "NumberForm",
    "PeriodResolution",
    "PeriodWords",
    "SectionWords",
    "UnitOfMeasure",
    "load_lexicon",
]

_Words = TypeVar("_Words", "ChangeWords", "HeadWords", "SectionWords", "ModalityWords")
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
    """A word that tells a modality, reaching over its clause or over the rest of its sentence.

    A `weak` one tells nothing of the future in a part about the past; one `before_verbs` is a cue
    before a verb only (将新建, not 将5个村纳入).
    """

    word: str
    modality: Modality
    over_sentence: bool
    weak: bool = False
    before_verbs: bool = False


# Word lists are compared by identity: load_lexicon gives the same object each time, and what is
# compiled from one is looked up for every figure.
@dataclass(frozen=True, slots=True, eq=False)
class ChangeWords:
    """The words that changes.py goes by; see changes.yaml."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    up_before_number: tuple[str, ...]
    down_before_number: tuple[str, ...]
    not_changes: tuple[str, ...]
    getting_to: tuple[str, ...]
    bases: tuple[str, ...]
    cumulative: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class HeadWords:
    """The words that indicator_heads.py goes by; see heads.yaml. `contrasts` are groups."""

    places: tuple[str, ...]
    times: tuple[str, ...]
    adverbs: tuple[str, ...]
    weak_adverbs: tuple[str, ...]
    single_nouns: tuple[str, ...]
    not_leads: tuple[str, ...]
    light: tuple[str, ...]
    light_only_first: tuple[str, ...]
    not_light_before: tuple[str, ...]
    verbs: tuple[str, ...]
    reaching: tuple[str, ...]
    not_trails: tuple[str, ...]
    cuts: tuple[str, ...]
    rate_cuts: tuple[str, ...]
    not_cuts: tuple[str, ...]
    doings: tuple[str, ...]
    of_subject: tuple[str, ...]
    noun_tails: tuple[str, ...]
    of_change: tuple[str, ...]
    generic: tuple[str, ...]
    not_counted: tuple[str, ...]
    ends: tuple[str, ...]
    not_ends: tuple[str, ...]
    predicates: tuple[str, ...]
    no_subjects: tuple[str, ...]
    shared_tails: tuple[str, ...]
    contrasts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class SectionWords:
    """The words by which sections.py tells what a part of a report announces; see sections.yaml."""

    review: tuple[str, ...]
    ahead: tuple[str, ...]
    inner_review: tuple[str, ...]
    inner_ahead: tuple[str, ...]
    review_openings: tuple[str, ...]
    ahead_openings: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ModalityWords:
    """The words by which modality.py tells an aim from an action, and what lies ahead."""

    reaching: tuple[str, ...]
    actions: tuple[str, ...]
    outcomes: tuple[str, ...]
    results: tuple[str, ...]
    past: tuple[str, ...]
    followed_by: tuple[str, ...]


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
    idioms: tuple[str, ...]
    morphemes: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    sessions: tuple[str, ...]
    name_suffixes: tuple[str, ...]
    grades: tuple[str, ...]
    phases: tuple[str, ...]
    changes: ChangeWords
    heads: HeadWords
    sections: SectionWords
    modality: ModalityWords


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
        idioms=exclusions.texts("idioms"),
        morphemes=exclusions.texts("morphemes"),
        names=exclusions.texts("names"),
        groups=exclusions.texts("groups"),
        sessions=exclusions.texts("sessions"),
        name_suffixes=exclusions.texts("name-suffixes"),
        grades=exclusions.texts("grades"),
        phases=exclusions.texts("phases"),
        changes=_word_lists(ChangeWords, read_yaml(folder / "changes.yaml")),
        heads=_word_lists(HeadWords, read_yaml(folder / "heads.yaml")),
        sections=_word_lists(SectionWords, read_yaml(folder / "sections.yaml")),
        modality=_word_lists(ModalityWords, modality.node("words")),
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
    node.refuse_unknown(("word", "modality", "scope", "weak", "verb"))
    modality = cast(Modality, _one_of(node, "modality", get_args(Modality)))
    scope = _one_of(node, "scope", ("clause", "sentence"))
    return ModalityCue(
        node.text("word"),
        modality,
        scope == "sentence",
        bool(node.get("weak")),
        bool(node.get("verb")),
    )


def _one_of(node: Node, key: str, allowed: Iterable[str]) -> str:
    value = node.text(key)
    if value not in allowed:
        raise node.error(f"'{key}' is one of {', '.join(allowed)}")
    return value


def _word_lists(kind: type[_Words], node: Node) -> _Words:
    """Return a record of word lists whose fields are named as the keys of a mapping."""
    names = [field.name for field in fields(cast(Any, kind))]
    keys = [name.replace("_", "-") for name in names]
    node.refuse_unknown(tuple(keys))
    for key in keys:
        if not node.get(key):
            raise node.error(f"'{key}' is missing or empty")
    lists: list[Any] = [
        _groups(node, key) if key == "contrasts" else _list(node, key) for key in keys
    ]
    return kind(*lists)


def _list(node: Node, key: str) -> tuple[str, ...]:
    """Return a list without repeated words: a second one has no meaning."""
    words = node.texts(key)
    for word in words:
        if words.count(word) > 1:
            raise node.error(f"'{word}' is given twice in '{key}'")
    return words


def _groups(node: Node, key: str) -> tuple[tuple[str, ...], ...]:
    groups = node[key]
    if not all(isinstance(group, list) and len(group) > 1 for group in groups):
        raise node.error(f"'{key}' is not a list of groups of texts")
    return tuple(map(tuple, groups))
