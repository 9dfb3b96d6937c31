"""The word lists of the rules, as records."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

__all__ = [
    "Approximation",
    "ChangeWords",
    "Classifier",
    "ClauseSubjectWords",
    "Comparator",
    "HeadWords",
    "Lexicon",
    "Modality",
    "ModalityCue",
    "ModalityWords",
    "NumberForm",
    "PeriodResolution",
    "PeriodWords",
    "PhraseWords",
    "ProseWords",
    "SectionWords",
    "TableWords",
    "UnderstoodUnit",
    "UnitOfMeasure",
]

Comparator = Literal["equal", "at-least", "more-than", "at-most", "less-than", "about", "range"]
"""Key of the scheme comparators."""

Modality = Literal["achieved", "ongoing", "plan", "target"]
"""Key of the scheme modalities."""

PeriodResolution = Literal[
    "this-year",
    "last-year",
    "year-before",
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
    "past-plan",
    "next-plan",
    "plan-years",
    "that-year",
    "never",
    "year-under-review",
]
"""How undated words are dated by a document that states its own date or reporting year."""


NumberForm = Literal["arabic", "magnitude", "decimal"]
"""What must precede a unit: Arabic digits (with 万, 亿, 余, 多); 万 or 亿; decimals."""


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit: `factor` turns a number in the written unit into one in the base unit `unit`.

    `prefixes` are signs before the number (￥). `after` restricts what may come right before the
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
    """A measure word; `counts` is the local IRI of what it counts, if the word alone says that.

    With `after`, it counts only after such a number: 3期 counts, 三期 is the third phase.
    """

    symbols: tuple[str, ...]
    counts: str | None
    not_before: tuple[str, ...] = ()
    after: NumberForm | None = None


@dataclass(frozen=True, slots=True)
class UnderstoodUnit:
    """The one unit that numbers of some nouns can have, as written where it is: 预期寿命, 岁."""

    unit: str
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approximation:
    """A word that bounds a number, and the key of its comparator.

    It does not count as one after a character of `not_after`. If there are `only_before`, it counts
    only before one of these, and it never counts before one of `not_before`. `in_cells`: a number
    in the cell of a table may have it, too.
    """

    word: str
    comparator: Comparator
    not_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    in_cells: bool = False


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """Words for an undated time (N for a number), their English, and how a document dates them.

    `leads`: a part of the year may follow. `inherits`: the time also holds for the next sentences.
    After a character of `not_after` they are part of other words (项|目前|期). `alone`: a time only
    between marks (过去，村里…, not 过去的路).
    """

    words: str
    en: str
    resolves: PeriodResolution
    leads: bool = False
    inherits: bool = False
    not_after: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class ModalityCue:
    """A word that marks a modality, in its clause or in the rest of its sentence.

    A `weak` one does not point to the future in a part about the past. One with `before_verbs` is
    a cue only before a verb (将新建, not 将5个村纳入).
    """

    word: str
    modality: Modality
    over_sentence: bool
    weak: bool = False
    before_verbs: bool = False


# Word lists are compared by identity: load_lexicon returns the same object each time, and what is
# compiled from a list is looked up for every figure.
@dataclass(frozen=True, slots=True, eq=False)
class ChangeWords:
    """The words that changes.py uses; see changes.yaml."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    up_before_number: tuple[str, ...]
    down_before_number: tuple[str, ...]
    growing_by_multiples: tuple[str, ...]
    not_changes: tuple[str, ...]
    getting_to: tuple[str, ...]
    bases: tuple[str, ...]
    cumulative: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TableWords:
    """The words by which table_headers.py reads headers and captions; see table_words.yaml."""

    values: tuple[str, ...]
    values_of_times: tuple[str, ...]
    aims: tuple[str, ...]
    rising: tuple[str, ...]
    either_way: tuple[str, ...]
    falling: tuple[str, ...]
    no_amounts: tuple[str, ...]
    per_unit: tuple[str, ...]
    money: tuple[str, ...]
    left_open: tuple[str, ...]
    nameless: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class HeadWords:
    """The words that indicator_heads.py uses; see heads.yaml. `contrasts` are groups of words."""

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
    later_ends: tuple[str, ...]
    not_ends: tuple[str, ...]
    predicates: tuple[str, ...]
    no_subjects: tuple[str, ...]
    shared_tails: tuple[str, ...]
    contrasts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class PhraseWords:
    """The words by which noun_phrases.py finds the edges of a phrase; see phrase_words.yaml."""

    counting: tuple[str, ...]
    finished: tuple[str, ...]
    in_all: tuple[str, ...]
    comparing: tuple[str, ...]
    causing: tuple[str, ...]
    differing: tuple[str, ...]
    single_verbs: tuple[str, ...]
    stocks: tuple[str, ...]
    heading_for: tuple[str, ...]
    trade_partners: tuple[str, ...]
    trade_nouns: tuple[str, ...]
    actors: tuple[str, ...]
    actor_adverbs: tuple[str, ...]
    will: tuple[str, ...]
    aiming: tuple[str, ...]
    divisions: tuple[str, ...]
    did_adverbs: tuple[str, ...]
    did_verbs: tuple[str, ...]
    before_subjects: tuple[str, ...]
    agents: tuple[str, ...]
    not_agents: tuple[str, ...]
    agent_acts: tuple[str, ...]
    act_nouns: tuple[str, ...]
    having_verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ProseWords:
    """The words by which prose_outlook.py distinguishes plans from results."""

    adverbs: tuple[str, ...]
    intending: tuple[str, ...]
    acting: tuple[str, ...]
    aiming: tuple[str, ...]
    bounded: tuple[str, ...]
    reviewing: tuple[str, ...]
    actors: tuple[str, ...]
    done: tuple[str, ...]
    praising: tuple[str, ...]
    degrees: tuple[str, ...]
    becoming: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SectionWords:
    """The words by which sections.py reads what a part of a report is about; see sections.yaml."""

    review: tuple[str, ...]
    ahead: tuple[str, ...]
    inner_review: tuple[str, ...]
    inner_ahead: tuple[str, ...]
    review_openings: tuple[str, ...]
    ahead_openings: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ModalityWords:
    """The words by which modality_cues.py distinguishes targets from planned actions."""

    reaching: tuple[str, ...]
    actions: tuple[str, ...]
    outcomes: tuple[str, ...]
    results: tuple[str, ...]
    past: tuple[str, ...]
    followed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ClauseSubjectWords:
    """The words that show whose figures a clause states; see subject_words.yaml."""

    openings: tuple[str, ...]
    not_subjects_before: tuple[str, ...]
    enterprises: tuple[str, ...]
    works: tuple[str, ...]
    described_enterprises: tuple[str, ...]
    family_enterprises: tuple[str, ...]
    enterprise_ends: tuple[str, ...]
    persons: tuple[str, ...]
    acts_of_persons: tuple[str, ...]
    forms_of_address: tuple[str, ...]
    acts_of_mine: tuple[str, ...]
    institutions: tuple[str, ...]
    hospitals: tuple[str, ...]
    schools: tuple[str, ...]
    institution_ends: tuple[str, ...]
    not_bodies_before: tuple[str, ...]
    zones: tuple[str, ...]
    other_zones: tuple[str, ...]
    not_zones_before: tuple[str, ...]
    city_proper: tuple[str, ...]
    not_city_proper_before: tuple[str, ...]
    above: tuple[str, ...]
    measured_above: tuple[str, ...]
    not_above_before: tuple[str, ...]


# Compared by identity, so that a cache lookup does not hash all its words.
@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All word lists of the rules."""

    units: tuple[UnitOfMeasure, ...]
    classifiers: tuple[Classifier, ...]
    unitless_nouns: tuple[str, ...]
    understood_units: tuple[UnderstoodUnit, ...]
    lasting_nouns: tuple[str, ...]
    before: tuple[Approximation, ...]
    within: tuple[Approximation, ...]
    after: tuple[Approximation, ...]
    granted: tuple[str, ...]
    periods: tuple[PeriodWords, ...]
    comparison_words: tuple[str, ...]
    headings_ahead: tuple[str, ...]
    rising_words: tuple[str, ...]
    durations: tuple[str, ...]
    project_sizes: tuple[str, ...]
    territory_sizes: tuple[str, ...]
    meetings: tuple[str, ...]
    events: tuple[str, ...]
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
    tables: TableWords
    heads: HeadWords
    phrases: PhraseWords
    prose: ProseWords
    sections: SectionWords
    modality: ModalityWords
    subjects: ClauseSubjectWords
