"""Loads the word lists of the rules from reviewable YAML files."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from districtgraph.graph.extraction.lexicon.lexicon_records import (
    Approximation,
    ChangeWords,
    Classifier,
    ClauseSubjectWords,
    Comparator,
    HeadWords,
    Lexicon,
    Modality,
    ModalityCue,
    ModalityWords,
    NumberForm,
    PeriodResolution,
    PeriodWords,
    PhraseWords,
    ProseWords,
    SectionWords,
    TableWords,
    UnderstoodUnit,
    UnitOfMeasure,
)
from districtgraph.graph.text.word_lists import optional_words, word_list
from districtgraph.graph.text.yaml_files import Node, read_yaml

__all__ = ["load_lexicon"]

_Words = TypeVar(
    "_Words",
    "ChangeWords",
    "HeadWords",
    "PhraseWords",
    "ProseWords",
    "SectionWords",
    "TableWords",
    "ModalityWords",
    "ClauseSubjectWords",
)
_FOLDER = Path(__file__).parents[1]


@cache
def load_lexicon(folder: Path = _FOLDER) -> Lexicon:
    """Return the word lists; SourceFileError names file and line of a malformed entry."""
    approximations = read_yaml(folder / "quantities/approximations.yaml")
    periods = read_yaml(folder / "periods/periods.yaml")
    modality = read_yaml(folder / "modality/modality.yaml")
    exclusions = read_yaml(folder / "exclusions.yaml")
    measures = read_yaml(folder / "quantities/units.yaml")
    units = measures.nodes("units")
    classifiers = read_yaml(folder / "quantities/classifiers.yaml").nodes("classifiers")
    cues = modality.nodes("cues")
    _refuse_repeated((node, node.texts("symbols")) for node in (*units, *classifiers))
    _refuse_repeated((node, (node.text("words"),)) for node in periods.nodes("unresolved"))
    _refuse_repeated((node, _cue_words(node)) for node in cues)
    return Lexicon(
        units=tuple(map(_unit, units)),
        classifiers=tuple(map(_classifier, classifiers)),
        unitless_nouns=word_list(measures, "unitless-nouns"),
        understood_units=tuple(map(_understood_unit, measures.nodes("understood-units"))),
        lasting_nouns=word_list(measures, "lasting-nouns"),
        before=_approximations(approximations, "before"),
        within=_approximations(approximations, "within"),
        after=_approximations(approximations, "after"),
        granted=word_list(approximations, "granted"),
        periods=tuple(map(_period_words, periods.nodes("unresolved"))),
        comparison_words=word_list(periods, "comparison"),
        headings_ahead=word_list(periods, "headings-ahead"),
        rising_words=word_list(periods, "rising"),
        durations=word_list(periods, "durations"),
        project_sizes=word_list(periods, "project-sizes"),
        territory_sizes=word_list(periods, "territory-sizes"),
        meetings=word_list(periods, "meetings"),
        events=(*word_list(periods, "meetings"), *word_list(periods, "other-events")),
        cues=tuple(cue for node in cues for cue in _cues(node)),
        not_cues=word_list(modality, "not"),
        idioms=word_list(exclusions, "idioms"),
        morphemes=word_list(exclusions, "morphemes"),
        names=word_list(exclusions, "names"),
        groups=word_list(exclusions, "groups"),
        sessions=word_list(exclusions, "sessions"),
        name_suffixes=word_list(exclusions, "name-suffixes"),
        grades=word_list(exclusions, "grades"),
        phases=word_list(exclusions, "phases"),
        changes=_change_words(read_yaml(folder / "quantities/changes.yaml")),
        tables=_word_lists(TableWords, read_yaml(folder / "quantities/table_words.yaml")),
        heads=_word_lists(HeadWords, read_yaml(folder / "heads/heads.yaml")),
        phrases=_word_lists(PhraseWords, read_yaml(folder / "heads/phrase_words.yaml")),
        prose=_word_lists(ProseWords, read_yaml(folder / "modality/prose_outlook.yaml")),
        sections=_word_lists(SectionWords, read_yaml(folder / "modality/sections.yaml")),
        modality=_word_lists(ModalityWords, modality.node("words")),
        subjects=_word_lists(
            ClauseSubjectWords, read_yaml(folder / "printed_claims/subject_words.yaml")
        ),
    )


def _unit(node: Node) -> UnitOfMeasure:
    node.refuse_unknown(
        ("key", "symbols", "unit", "written-unit", "factor", "not-before", "after", "prefixes")
    )
    try:
        factor = Decimal(node.text("factor"))
    except InvalidOperation as error:
        raise node.error("'factor' is no decimal number", "factor") from error
    return UnitOfMeasure(
        node.text("key"),
        word_list(node, "symbols"),
        node.text("unit"),
        node.optional_text("written-unit"),
        factor,
        optional_words(node, "not-before"),
        _number_form(node),
        optional_words(node, "prefixes"),
    )


def _understood_unit(node: Node) -> UnderstoodUnit:
    node.refuse_unknown(("unit", "nouns"))
    return UnderstoodUnit(node.text("unit"), word_list(node, "nouns"))


def _classifier(node: Node) -> Classifier:
    node.refuse_unknown(("symbols", "counts", "not-before", "after"))
    return Classifier(
        word_list(node, "symbols"),
        node.optional_text("counts"),
        optional_words(node, "not-before"),
        _number_form(node),
    )


def _number_form(node: Node) -> NumberForm | None:
    if "after" not in node:
        return None
    return cast(NumberForm, _one_of(node, "after", get_args(NumberForm)))


def _refuse_repeated(entries: Iterable[tuple[Node, Iterable[str]]]) -> None:
    """Refuse a word that is in two entries: only the first would ever be read."""
    seen: set[str] = set()
    for node, words in entries:
        for word in words:
            if word in seen:
                raise node.error(f"'{word}' is given twice in this file")
            seen.add(word)


def _approximations(top: Node, place: str) -> tuple[Approximation, ...]:
    _refuse_repeated((node, (node.text("word"),)) for node in top.nodes(place))
    further = ("not-before", "in-cells") if place == "after" else ()
    for node in top.nodes(place):
        node.refuse_unknown(("word", "comparator", "not-after", "only-before", *further))
    return tuple(map(_approximation, top.nodes(place)))


def _approximation(node: Node) -> Approximation:
    return Approximation(
        node.text("word"),
        cast(Comparator, _one_of(node, "comparator", get_args(Comparator))),
        optional_words(node, "not-after"),
        optional_words(node, "only-before"),
        optional_words(node, "not-before"),
        _flag(node, "in-cells"),
    )


def _period_words(node: Node) -> PeriodWords:
    node.refuse_unknown(("words", "en", "resolves", "leads", "inherits", "not-after", "alone"))
    resolves = _one_of(node, "resolves", get_args(PeriodResolution))
    return PeriodWords(
        node.text("words"),
        node.text("en"),
        cast(PeriodResolution, resolves),
        _flag(node, "leads"),
        _flag(node, "inherits"),
        optional_words(node, "not-after"),
        _flag(node, "alone"),
    )


def _flag(node: Node, key: str) -> bool:
    value = node.get(key, False)
    if not isinstance(value, bool):
        raise node.error(f"'{key}' is true or false", key)
    return value


def _cue_words(node: Node) -> tuple[str, ...]:
    """Return the words of an entry: its own, or that with each of those that continue it."""
    word = node.text("word")
    return tuple(word + rest for rest in optional_words(node, "continued-by")) or (word,)


def _cues(node: Node) -> Iterator[ModalityCue]:
    node.refuse_unknown(("word", "continued-by", "modality", "scope", "weak", "verb"))
    modality = cast(Modality, _one_of(node, "modality", get_args(Modality)))
    over_sentence = _one_of(node, "scope", ("clause", "sentence")) == "sentence"
    weak, before_verbs = bool(node.get("weak")), bool(node.get("verb"))
    for word in _cue_words(node):
        yield ModalityCue(word, modality, over_sentence, weak, before_verbs)


def _one_of(node: Node, key: str, allowed: Iterable[str]) -> str:
    value = node.text(key)
    if value not in allowed:
        raise node.error(f"'{key}' is one of {', '.join(allowed)}", key)
    return value


def _word_lists(kind: type[_Words], node: Node) -> _Words:
    """Return a record of word lists; its fields have the names of the mapping's keys."""
    names = [field.name for field in fields(cast(Any, kind))]
    keys = [name.replace("_", "-") for name in names]
    node.refuse_unknown(tuple(keys))
    for key in keys:
        if not node.get(key):
            raise node.error(f"'{key}' is missing or empty", key)
    lists: list[Any] = [
        _groups(node, key) if key == "contrasts" else word_list(node, key) for key in keys
    ]
    return kind(*lists)


def _change_words(node: Node) -> ChangeWords:
    """Return the words of change; those that multiply have to be words of a rise."""
    words = _word_lists(ChangeWords, node)
    for word in words.growing_by_multiples:
        if word not in (*words.up, *words.up_before_number):
            raise node.error(
                f"'{word}' is in neither 'up' nor 'up-before-number'", "growing-by-multiples"
            )
    return words


def _groups(node: Node, key: str) -> tuple[tuple[str, ...], ...]:
    groups = node[key]
    if not all(isinstance(group, list) and len(group) > 1 for group in groups):
        raise node.error(f"'{key}' is not a list of groups of texts", key)
    return tuple(map(tuple, groups))
