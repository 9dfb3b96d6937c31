"""Compares targets with what was reached: 增长5%左右 in a plan with the next report's growth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from districtgraph.graph.series.growth_rates import ComputedRate
from districtgraph.graph.series.reported_periods import ReportedPeriod
from districtgraph.graph.series.series_figures import FigureKind, SeriesFigure
from districtgraph.graph.series.series_points import SeriesPoint

__all__ = ["Outcome", "Reached", "TargetOutcome", "Verdict", "target_outcomes", "verdict"]

_NEARLY = Decimal("0.1")
"""The part of an approximate target (左右) by which an outcome may miss it."""


class Verdict(StrEnum):
    """Whether an outcome reaches a target: concepts of the scheme of verdicts."""

    MET = "met"
    NEARLY_MET = "nearly-met"
    MISSED = "missed"
    UNDECIDED = "undecided"


Reached = SeriesPoint | ComputedRate
"""What a target is compared with: a stated level or growth rate, or a computed one."""


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """A target with what was reached."""

    target: SeriesFigure
    reached: Reached
    value: Decimal
    verdict: Verdict


Outcome = tuple[str, str, FigureKind, ReportedPeriod]
"""What a target and its outcome have in common: indicator, narrower name, kind, and period."""


def target_outcomes(
    targets: Iterable[SeriesFigure], reached: Mapping[Outcome, Reached]
) -> tuple[TargetOutcome, ...]:
    """Return each target whose outcome is known, in a fixed order.

    Args:
        targets: the targets.
        reached: what was achieved.

    """
    found = []
    for target in sorted(targets, key=lambda item: item.order):
        outcome = reached.get((target.indicator.iri, target.name, target.kind, target.period))
        if outcome is None or not _is_later(target, outcome):
            continue
        value, rounding = _value_of(outcome)
        found.append(
            TargetOutcome(target, outcome, value, _verdict_on(target, outcome, value, rounding))
        )
    return tuple(found)


def _value_of(reached: Reached) -> tuple[Decimal, Decimal]:
    """Return what was reached, and the unit that it is rounded to."""
    if isinstance(reached, ComputedRate):
        return reached.value, reached.rounding
    return reached.figure.value, reached.figure.rounding


def _verdict_on(
    target: SeriesFigure, reached: Reached, value: Decimal, rounding: Decimal
) -> Verdict:
    if isinstance(reached, ComputedRate) and target.indicator.is_at_constant_prices:
        # The levels are in current prices, the target is in constant ones.
        return Verdict.UNDECIDED
    return verdict(target, value, rounding)


def _is_later(target: SeriesFigure, outcome: Reached) -> bool:
    """Return whether an outcome was published no earlier than the target, as far as is known."""
    point = outcome.later if isinstance(outcome, ComputedRate) else outcome
    days = (target.published, point.figure.published)
    return days[0] is None or days[1] is None or days[0] <= days[1]


def verdict(target: SeriesFigure, value: Decimal, rounding: Decimal) -> Verdict:
    """Return whether a value reaches a target.

    The target's words (以上, 以内) decide which direction is better, or else the sign of a growth
    and the indicator. An outcome that equals the target up to its own rounding meets it.

    Args:
        target: what was aimed at.
        value: what was reached.
        rounding: the unit of the last digit of what was reached.

    """
    if value == target.value or abs(value - target.value) < rounding / 2:
        return Verdict.MET
    side = _side(target)
    if side == 0:
        return Verdict.UNDECIDED
    lacking = (target.value - value) * side
    if lacking <= 0:
        return Verdict.MET
    if target.comparator == "about" and lacking <= _NEARLY * abs(target.value):
        return Verdict.NEARLY_MET
    return Verdict.MISSED


_SIDES = {"at-least": 1, "more-than": 1, "at-most": -1, "less-than": -1}
_DIRECTIONS = {"increase": 1, "decrease": -1}


def _side(target: SeriesFigure) -> int:
    """Return 1 if more than the target is better, -1 if less is, 0 if that is unknown."""
    if target.comparator in _SIDES:
        return _SIDES[target.comparator]
    if target.kind is FigureKind.GROWTH and target.value:
        return 1 if target.value > 0 else -1
    return _DIRECTIONS.get(target.indicator.direction, 0)
