"""Modality: whether a figure is achieved, ongoing, planned or aimed at.

A figure lies ahead if its part of the report says so, the frame of its sentence (力争, 我们将), or
its period, when that is later than the year reported on. It is a target if a number is to be
reached (增长5%, 产量达到10万吨), and a plan if an action is to be carried out (新建绿道80公里).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon, Modality, ModalityCue
from districtgraph.graph.extraction.modality.aims_and_actions import aim_or_action
from districtgraph.graph.extraction.modality.deadlines import (
    has_just_begun,
    is_deadline_ahead,
    is_to_come,
)
from districtgraph.graph.extraction.modality.done_by_now import (
    is_by_now,
    is_done,
    is_followed_by_done,
    lasts_beyond,
)
from districtgraph.graph.extraction.modality.modality_cues import (
    FoundCue,
    ModalityReading,
    find_cues,
    modality_grammar,
)
from districtgraph.graph.extraction.modality.outsets import is_set_out_from
from districtgraph.graph.extraction.modality.sections import Outlook, SubjectSpan
from districtgraph.graph.extraction.modality.verbs_to_come import will_be
from districtgraph.graph.extraction.periods.attributive_times import PLANNED_INVESTMENT
from districtgraph.graph.extraction.periods.period_records import PeriodExpression
from districtgraph.graph.extraction.quantities.changes import FigureKind
from districtgraph.graph.text.clauses import Sentence, clause_start

__all__ = ["AHEAD", "DEFAULT_MODALITY", "FoundCue", "ModalityReading", "find_cues", "modality_of"]

DEFAULT_MODALITY: Modality = "achieved"
"""The modality without any cue: reports are written about what was achieved."""

_MOST_CUES = 200
"""How many cues before a figure in its sentence are examined."""

AHEAD: tuple[Modality, ...] = ("target", "plan")
"""The modalities of what lies ahead."""
_YEAR = re.compile("20[0-9]{2}(?=年)")
# At the beginning of a clause: what follows is past, until a cue for the future.
_SINCE = re.compile(
    "(?<![一-鿿])(?:近|[多一两三四五几]|近[一两三四五几]|过去[一两三四五几])年来|(?<![一-鿿])[今去]年以来"
    "|(?<![一-鿿])半年来"
    # 全区现有养老机构36家，床位4200张
    "|(?<=[。；;\n])(?:全[省市区县州旗国镇乡]|我[省市区县州旗镇乡])?(?:现有|目前有|现共有)"
)
_RESULT = re.compile(
    "(?:[到至]?(?:[12][0-9]{3})?年[底末]|[12][0-9]{3}年|今年|全年|年底|年末|全[省市区县州旗国镇]|我[省市区县州旗国])"
    "|(?:将)?(?:实现|完成|突破|超过?|达到?|增长|迈上)(?!年[产销营税收均])"
)
_PROJECT = re.compile(
    "项目|建成|投产|达产|投用|竣工|建设|工程|明年|未来|今后|年[产销营税]|年均(?![增递上下])"
)
_COMPARED = re.compile(
    "(?:(?!投产|达产|建成后|年产)[^。；;\n]){0,80}?(?:同比|比上年同期|比去年同期)"
)
_ESTIMATE_REACH = 24
"""How many characters after 预计 are searched for a project."""

_PAST = ("last-year", "year-before", "document-date", "year-to-date", "previous-years")
"""The resolutions of periods that are over, or have begun, when a report is given."""

_CHANGES: tuple[FigureKind, ...] = ("growth", "points", "difference")


def modality_of(
    text: str,
    sentence: Sentence,
    figure: tuple[int, int],
    lexicon: Lexicon,
    *,
    cues: Sequence[FoundCue] | None = None,
    kind: FigureKind = "level",
    period: PeriodExpression | None = None,
    part: SubjectSpan | None = None,
    year: int | None = None,
    published: date | None = None,
    over: bool = False,
) -> ModalityReading:
    """Return the modality of a figure.

    Args:
        text: the whole text.
        sentence: the sentence of the figure.
        figure: where the figure begins and ends.
        lexicon: the word lists.
        cues: those of the sentence, if they have been found already.
        kind: the kind of the figure.
        period: the period of the figure.
        part: the part of the report that the sentence is in.
        year: the year that the report looks back on, if it names one.
        published: the day of the report, if it is known.
        over: whether the time that the figure inherits from an earlier sentence has passed.

    """
    found = find_cues(text, sentence, lexicon) if cues is None else cues
    count = bisect_left(found, figure[0], key=_start)
    before = found[max(0, count - _MOST_CUES) : count]
    clause = clause_start(text, sentence, figure[0])
    if over and (part is None or part.outlook != "ahead"):
        # 2015年，…。预计生产总值增长9%。: an estimate of a year that has passed.
        before = [item for item in before if not item.cue.weak]
    setting = _Setting(text, sentence, figure, clause, before, part, period, year, published)
    ahead = _ahead(setting, lexicon) or will_be(text, figure) or _by_deadline(setting)
    sets_out = is_set_out_from(text, clause, figure)
    if ahead and not sets_out and not is_followed_by_done(text, figure[1]):
        modality = aim_or_action(text, clause, figure, kind, ahead, lexicon)
        return ModalityReading(modality, ahead.cue, ahead.start)
    nearest = [
        item
        for item in before
        if item.cue.modality not in AHEAD
        and item.start >= clause
        and not item.cue.over_sentence
        # 加快1.6个百分点 is a change, not something under way.
        and not (item.cue.modality == "ongoing" and kind in _CHANGES)
    ]
    if nearest:
        last = nearest[-1]
        return ModalityReading(last.cue.modality, last.cue.word, last.start)
    return ModalityReading(DEFAULT_MODALITY, None)


def _start(item: FoundCue) -> int:
    return item.start


# Does it lie ahead?


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where a figure is, and what is known of its time.

    Attributes:
        text, sentence: the text, and the sentence of the figure.
        figure: where the figure begins and ends.
        clause: where its clause begins.
        before: the cues of the sentence before it.
        part: the part of the report that it is in.
        period: its time.
        year: the year that the report looks back on, if it names one.
        published: the day of the report, if it is known.

    """

    text: str
    sentence: Sentence
    figure: tuple[int, int]
    clause: int
    before: Sequence[FoundCue]
    part: SubjectSpan | None
    period: PeriodExpression | None
    year: int | None
    published: date | None

    @property
    def outlook(self) -> Outlook | None:
        """What the part of the report is about."""
        return self.part.outlook if self.part else None

    @property
    def reviewed(self) -> int | None:
        """The year that the report looks back on, also by the year of its goals.

        2025年发展主要预期目标是: a figure dated 2024 or before is no target.
        """
        if self.year is None and self.part and self.outlook == "ahead":
            named = _YEAR.search(self.part.cue)
            return int(named.group()) - 1 if named else None
        return self.year


def _by_deadline(setting: _Setting) -> ModalityReading | None:
    """Return the reading of a figure whose time lies ahead of the day of its text."""
    period, text, published = setting.period, setting.text, setting.published
    if period is None or setting.outlook == "review":
        return None
    # 预计到年末，产值完成9亿元，同比增长7%: the year as it is almost over.
    estimated = any(
        item.cue.word == "预计" and _is_estimate(text, item, setting.part)
        for item in setting.before
    )
    # News of November that reports on its own year says what is to be done in the rest of it.
    under_way = published is not None and setting.year == published.year
    by_then = (setting.year is None or under_way) and not estimated
    by_then = by_then and is_deadline_ahead(
        text, setting.sentence, setting.figure[0], period, published
    )
    own = period.start >= setting.sentence.start
    by_then = by_then or has_just_begun(period, published)
    by_then = by_then or (own and is_to_come(period, published))
    return ModalityReading("plan", period.text, period.start) if by_then else None


def _ahead(setting: _Setting, lexicon: Lexicon) -> ModalityReading | None:
    """Return the modality and cue of a figure that lies ahead, None if it does not."""
    text, sentence, clause = setting.text, setting.sentence, setting.clause
    period, published, year = setting.period, setting.published, setting.reviewed
    position = setting.figure[0]
    cue = _cue_ahead(text, setting.before, clause, setting.part)
    past = bool(
        period and year and not period.comparison and period.last and period.last.year <= year
    ) and not lasts_beyond(period, published)
    if cue and cue.cue.word == "预计" and text.find("目前预计", sentence.start, position) >= 0:
        past = False  # 目前预计产量9万吨，预计产值达5亿元: what there will be.
    by_now = is_by_now(text, clause, cue.start if cue else None, position, period, published)
    if cue and not (cue.cue.weak and past) and not (by_now or _is_done(setting, cue)):
        return ModalityReading(cue.cue.modality, cue.cue.word, cue.start)
    if period and _is_to_come(period, year, published):
        begun = period.first is None or published is None or period.first <= published
        if begun and by_now:
            return None
        return ModalityReading("plan", period.text, period.start)
    if past or by_now or setting.outlook != "ahead" or setting.part is None:
        return None
    if _is_dated_before(setting) or _SINCE.search(text, sentence.start, position):
        return None
    if modality_grammar(lexicon).past.search(text, clause, position):
        return None
    return ModalityReading("plan", setting.part.cue, setting.part.cue_start)


def _is_done(setting: _Setting, cue: FoundCue) -> bool:
    """Return whether the words after a cue for the future say that something is done."""
    text, sentence, period = setting.text, setting.sentence, setting.period
    done = is_done(text, sentence, setting.clause, cue.start, setting.figure[0], period)
    return done or _is_over_since(cue, period, sentence, setting.published)


def _is_dated_before(setting: _Setting) -> bool:
    """Return whether the time of a figure is over, or has begun, when its text is given."""
    period, sentence = setting.period, setting.sentence
    return period is not None and (
        period.resolution in _PAST
        or _is_one_day_that_is_over(setting.text, period, setting.published)
        or _is_part_that_is_over(period, sentence, setting.published)
        or _is_as_of(setting.text, period, sentence)
    )


def _is_one_day_that_is_over(text: str, period: PeriodExpression, published: date | None) -> bool:
    """Return whether a time is a single day before the text: 1月16日，213名代表投票.

    Plans set no numbers for one day. Without a date of its own it opens its clause.
    """
    if period.kind != "day" or period.role != "during" or not period.part.is_one_day:
        return False
    if period.last is not None and published is not None:
        return period.last <= published
    return text[period.end : period.end + 1] in ("，", ",")


def _is_over_since(
    cue: FoundCue, period: PeriodExpression | None, sentence: Sentence, published: date | None
) -> bool:
    """Return whether a part of a year that is over follows a cue: 预计…，今年前三季度增长9%."""
    follows = period is not None and period.start > cue.start
    return follows and period is not None and _is_part_that_is_over(period, sentence, published)


def _is_part_that_is_over(
    period: PeriodExpression, sentence: Sentence, published: date | None
) -> bool:
    """Return whether a sentence names a part of a year that was over: 一季度项目签约3个."""
    if published is None or period.comparison or period.role != "during":
        return False
    named = period.kind in ("quarter", "half-year", "month") and period.start >= sentence.start
    return named and period.last is not None and period.last < published


def _is_as_of(text: str, period: PeriodExpression, sentence: Sentence) -> bool:
    """Return whether a sentence counts what was there on a day: 截至2020年底…，企业达到9家."""
    return (
        period.role == "as-of"
        and period.start >= sentence.start
        and text.startswith(("截至", "截止"), period.start)
    )


def _is_to_come(period: PeriodExpression, year: int | None, published: date | None) -> bool:
    """Return whether a time is after the year that the report looks back on, and not over.

    目前 and 今年以来 end on the day of the report: what they date is there already.
    """
    if year is None or period.comparison or period.first is None or period.first.year <= year:
        return False
    if period.kind == "day" and period.role == "during" and published is None:
        return False  # 10月3日接待游客2万人次: plans set no numbers for one day.
    return period.resolution not in _PAST and (published is None or lasts_beyond(period, published))


def _is_estimate(text: str, cue: FoundCue, part: SubjectSpan | None) -> bool:
    """Return whether 预计 estimates the result of a year: 预计全年实现9亿元, 预计突破9亿元.

    It does before a word for a result, unless the part is about what lies ahead or the clause
    names a project.
    """
    if part is not None and part.outlook == "ahead":
        return False
    end = cue.start + len(cue.cue.word)
    start = max(text.rfind(mark, max(0, cue.start - 30), cue.start) for mark in "，,；;。\n") + 1
    works = _PROJECT.search(text, start, end + _ESTIMATE_REACH)
    # 预计新建项目22个，到位资金8亿元，同比增长13%: what is compared with a year ago is known.
    known = _COMPARED.match(text, end)
    return bool(_RESULT.match(text, end) and (known or not works))


def _cue_ahead(
    text: str, before: Sequence[FoundCue], clause: int, part: SubjectSpan | None
) -> FoundCue | None:
    """Return the last cue for the future that reaches a figure."""
    reaching = [
        item
        for item in before
        if item.cue.modality in AHEAD
        and (item.start >= clause or _reaches_on(item.cue, part))
        and not (item.cue.weak and _is_silent(part))
        and not (item.cue.word == "预计" and _is_estimate(text, item, part))
        and not (item.cue.word == "将" and _is_estimated(text, item, before, part))
        and not _yields_only_there(text, item, clause)
    ]
    return reaching[-1] if reaching else None


_YIELD = ("预计", "达产后", "投产后", "建成后", "投用后", "全部建成")
_PLANNED_INVESTMENT = re.compile(PLANNED_INVESTMENT)
_AFTER_FIGURES = re.compile("[0-9][^；;。\n]*$")


def _yields_only_there(text: str, cue: FoundCue, clause: int) -> bool:
    """Return whether a cue says what the things of its own part will yield, up to a semicolon.

    - 签约项目9个，预计年产值4亿元；开工项目7个: the projects of the next part are there;
    - 开工项目9个，计划总投资4亿元，其中重点项目3个: so are those among them;
    - 开工项目9个，计划总投资4亿元，1亿元以上项目3个: so are those of a size.
    """
    planned = _PLANNED_INVESTMENT.match(text, cue.start) is not None
    if cue.cue.word not in _YIELD and not planned:
        return False
    ended = re.search("[；;]", text[cue.start : clause]) is not None
    others = planned and clause > cue.start and _goes_on_to_others(text, cue.start, clause)
    if not ended and not others:
        return False
    return _AFTER_FIGURES.search(text, max(0, cue.start - _YIELD_REACH), cue.start) is not None


_YIELD_REACH = 80
_OF_A_SIZE = re.compile("[0-9.]+[万亿]*元以上的?(?:项目|工程)")


def _goes_on_to_others(text: str, cue: int, clause: int) -> bool:
    """Return whether a clause after a cue is about some of the projects, or those after them."""
    among = "其中" in text[cue : clause + len("其中")]
    sized = [mark.end() for mark in re.finditer("[，,]", text[cue:clause])]
    return among or any(_OF_A_SIZE.match(text, cue + at) for at in sized)


def _is_estimated(
    text: str, cue: FoundCue, before: Sequence[FoundCue], part: SubjectSpan | None
) -> bool:
    """Return whether 将 belongs to an estimate of the year: 预计今年将突破9亿元."""
    return any(
        item.cue.word == "预计"
        and _SAME_YEAR.fullmatch(text, item.start + len(item.cue.word), cue.start) is not None
        and _is_estimate(text, item, part)
        for item in before
    )


_SAME_YEAR = re.compile("(?:今年|全年|年底|年末|到年底|今年底)?")


def _reaches_on(cue: ModalityCue, part: SubjectSpan | None) -> bool:
    """Return whether a cue reaches beyond its clause; a plan in a part about the past does not."""
    reviewed = part is not None and part.outlook == "review"
    return cue.over_sentence and not (reviewed and cue.modality == "plan")


def _is_silent(part: SubjectSpan | None) -> bool:
    """Return whether weak cues do not point to the future in a part.

    In a part about the past 预计 is an estimate, 将 a preposition and 计划 a noun.
    """
    return part is not None and part.outlook == "review"
