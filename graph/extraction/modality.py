"""Modality: whether a figure is achieved, ongoing, planned or aimed at.

What lies ahead is told by the part of the report that a figure stands in, by the frame of its
sentence (力争, 我们将), and by its period, where that is later than the year reported on. It is a
target where a number is to be reached (增长5%, 产量达到10万吨), a plan where an action is to be
carried out (新建绿道80公里).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.extraction.changes import FigureKind
from districtgraph.graph.extraction.lexicon_records import Lexicon, Modality, ModalityCue
from districtgraph.graph.extraction.periods import PeriodExpression
from districtgraph.graph.extraction.sections import Part
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = ["DEFAULT_MODALITY", "FoundCue", "ModalityReading", "find_cues", "modality_of"]

DEFAULT_MODALITY: Modality = "achieved"
"""What a report tells without any cue is taken as achieved: that is what reports are for."""

_MOST_CUES = 200
"""Cues before a figure in its sentence that are looked at."""

_AHEAD = ("target", "plan")
_DONE = re.compile("(?<!业)已(?!知|有)|截至|去年|上年(?!度)")
_YEAR = re.compile("20[0-9]{2}(?=年)")
_RESULT = re.compile(
    "(?:[12][0-9]{3}年|今年|全年|年底|年末|全[省市区县州旗国镇]|我[省市区县州旗国])"
    "|(?:将)?(?:实现|完成|突破|超过?|达到?|增长|迈上)(?!年[产销营税收均])"
)
_PROJECT = re.compile("项目|建成|投产|达产|投用|竣工|建设|工程|明年|未来|今后|年[产销营税均]")
_ESTIMATE_REACH = 24
"""Characters after 预计 in which a project is looked for."""

_PAST = ("last-year", "document-date", "year-to-date", "previous-years")
"""How periods are dated that are over, or have begun, when a report is given."""

_CHANGES: tuple[FigureKind, ...] = ("growth", "points", "difference")
_RATES: tuple[FigureKind, ...] = ("growth", "points", "share", "ratio")


@dataclass(frozen=True, slots=True)
class ModalityReading:
    """A modality (key of the scheme modalities) and the cue that told it, None by default.

    The cue stands at `start`, an offset into the text.
    """

    modality: Modality
    cue: str | None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue at `start` of the text."""

    start: int
    cue: ModalityCue


def find_cues(text: str, sentence: Sentence, lexicon: Lexicon) -> tuple[FoundCue, ...]:
    """Return the cues of a sentence in order; none is a piece of a longer word (将近)."""
    grammar = _grammar(lexicon)
    return tuple(
        FoundCue(match.start("cue"), grammar.cues[match.group("cue")])
        for match in grammar.pattern.finditer(text, sentence.start, sentence.end)
        if match.group("cue")
    )


def modality_of(
    text: str,
    sentence: Sentence,
    figure: tuple[int, int],
    lexicon: Lexicon,
    *,
    cues: Sequence[FoundCue] | None = None,
    kind: FigureKind = "level",
    period: PeriodExpression | None = None,
    part: Part | None = None,
    year: int | None = None,
) -> ModalityReading:
    """Return the modality of a figure.

    Args:
        text: the whole text.
        sentence: the sentence of the figure.
        figure: where the figure begins and ends.
        lexicon: the word lists.
        cues: those of the sentence, where they have been found already.
        kind: what the figure tells.
        period: of the figure.
        part: of the report, that the sentence stands in.
        year: that the report looks back on, where it says so.

    """
    found = find_cues(text, sentence, lexicon) if cues is None else cues
    count = bisect_left(found, figure[0], key=_start)
    before = found[max(0, count - _MOST_CUES) : count]
    clause = clause_start(text, sentence, figure[0])
    ahead = _ahead(text, sentence, figure[0], clause, before, part, period, year, lexicon)
    if ahead:
        modality = _aim_or_action(text, clause, figure, kind, ahead, lexicon)
        return ModalityReading(modality, ahead.cue, ahead.start)
    nearest = [
        item
        for item in before
        if item.cue.modality not in _AHEAD
        and item.start >= clause
        and not item.cue.over_sentence
        # 加快1.6个百分点 tells a change, not what is under way.
        and not (item.cue.modality == "ongoing" and kind in _CHANGES)
    ]
    if nearest:
        last = nearest[-1]
        return ModalityReading(last.cue.modality, last.cue.word, last.start)
    return ModalityReading(DEFAULT_MODALITY, None)


def _start(item: FoundCue) -> int:
    return item.start


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    cues: dict[str, ModalityCue]
    past: re.Pattern[str]
    actions: re.Pattern[str]
    reaching: re.Pattern[str]
    outcomes: re.Pattern[str]
    results: re.Pattern[str]


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _grammar(lexicon: Lexicon) -> _Grammar:
    words = lexicon.modality
    heads = (*lexicon.heads.verbs, *lexicon.heads.light)
    actions = {*words.actions, *(word for word in heads if len(word) > 1)} - {*words.results}
    verbs = f"(?={_alternatives(words.followed_by)})"
    cues = {item.word: item for item in lexicon.cues}
    patterns = (
        re.escape(word) + (verbs if cues[word].before_verbs else "")
        for word in sorted(cues, key=len, reverse=True)
    )
    return _Grammar(
        re.compile(f"(?:{_alternatives(lexicon.not_cues)})|(?P<cue>{'|'.join(patterns)})"),
        cues,
        re.compile(_alternatives(words.past)),
        re.compile(_alternatives(actions)),
        re.compile(
            f"(?<!^)(?:{_alternatives(words.reaching)})(?:了|约|近|超|到|每人|全区|全市|全省)*$"
        ),
        re.compile(_alternatives(words.outcomes)),
        re.compile(f"(?:{_alternatives(words.results)})$"),
    )


# Does it lie ahead?


def _ahead(
    text: str,
    sentence: Sentence,
    position: int,
    clause: int,
    before: Sequence[FoundCue],
    part: Part | None,
    period: PeriodExpression | None,
    year: int | None,
    lexicon: Lexicon,
) -> ModalityReading | None:
    """Return what tells that a figure lies ahead, None where it does not."""
    outlook = part.outlook if part else None
    if year is None and part and outlook == "ahead" and (named := _YEAR.search(part.cue)):
        # 2025年发展主要预期目标是: what is dated 2024 or before is no aim.
        year = int(named.group()) - 1
    cue = _cue_ahead(text, before, clause, part)
    past = bool(
        period and year and not period.comparison and period.last and period.last.year <= year
    )
    if cue and not (cue.cue.weak and past) and not _is_done(text, max(clause, cue.start), position):
        return ModalityReading(cue.cue.modality, cue.cue.word, cue.start)
    if period and year and not period.comparison and period.first and period.first.year > year:
        return ModalityReading("plan", period.text, period.start)
    if past:
        return None
    if outlook != "ahead" or part is None:
        return None
    told_past = period is not None and period.resolution in _PAST
    if told_past or _grammar(lexicon).past.search(text, clause, position):
        return None
    return ModalityReading("plan", part.cue, part.cue_start)


def _is_done(text: str, start: int, end: int) -> bool:
    """Tell whether words after a cue tell of what is done: 计划投资9亿元，…已完成4亿元."""
    return _DONE.search(text, start, end) is not None


def _is_estimate(text: str, cue: FoundCue, part: Part | None) -> bool:
    """Tell whether 预计 estimates what a year comes to: 预计全年实现9亿元, 预计突破9亿元.

    It does so of a result, unless the part is about what lies ahead or the clause names a project.
    """
    if part is not None and part.outlook == "ahead":
        return False
    end = cue.start + len(cue.cue.word)
    start = max(text.rfind(mark, max(0, cue.start - 30), cue.start) for mark in "，,；;。\n") + 1
    return bool(
        _RESULT.match(text, end) and not _PROJECT.search(text, start, end + _ESTIMATE_REACH)
    )


def _cue_ahead(
    text: str, before: Sequence[FoundCue], clause: int, part: Part | None
) -> FoundCue | None:
    """Return the last cue of what lies ahead that reaches a figure."""
    reaching = [
        item
        for item in before
        if item.cue.modality in _AHEAD
        and (item.start >= clause or _reaches_on(item.cue, part))
        and not (item.cue.weak and _is_silent(part))
        and not (item.cue.word == "预计" and _is_estimate(text, item, part))
    ]
    return reaching[-1] if reaching else None


def _reaches_on(cue: ModalityCue, part: Part | None) -> bool:
    """Tell whether a cue reaches over its clause; a plan in a part about the past does not."""
    reviewed = part is not None and part.outlook == "review"
    return cue.over_sentence and not (reviewed and cue.modality == "plan")


def _is_silent(part: Part | None) -> bool:
    """Tell whether a weak cue tells nothing of the future where it stands.

    In a part about the past 预计 is an estimate, 将 a preposition and 计划 a noun.
    """
    return part is not None and part.outlook == "review"


# A number to be reached, or an action to be carried out?


def _aim_or_action(
    text: str,
    clause: int,
    figure: tuple[int, int],
    kind: FigureKind,
    ahead: ModalityReading,
    lexicon: Lexicon,
) -> Modality:
    grammar = _grammar(lexicon)
    governing = text[clause : figure[0]]
    if kind in _RATES or grammar.reaching.search(governing) or grammar.results.search(governing):
        return "target"
    aimed = ahead.modality == "target" and _reaches(ahead, clause)
    if aimed and not _counts_a_noun(text, figure):
        return "target"
    if grammar.outcomes.search(governing):
        return "target"
    return "plan" if grammar.actions.search(governing) or _counts_a_noun(text, figure) else "target"


def _reaches(aim: ModalityReading, clause: int) -> bool:
    """Tell whether an aim speaks of a clause: 力争 does of its own, a 目标 of all that follow."""
    return aim.start is not None and (aim.start >= clause or "目标" in (aim.cue or ""))


def _counts_a_noun(text: str, figure: tuple[int, int]) -> bool:
    """Tell whether a noun follows the number: an action's object, as a number reached ends."""
    following = text[figure[1] : figure[1] + 1]
    return bool(re.match(r"[的一-鿿]", following))
