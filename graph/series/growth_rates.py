"""Growth rates computed from the levels of two successive years."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from districtgraph.graph.series.series_points import SeriesPoint

__all__ = ["ComputedRate", "computed_rates"]

_HUNDREDTHS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ComputedRate:
    """A growth rate in per cent, to two decimals, with the points that it is computed from.

    `rounding` is the uncertainty that the rounding of the two levels causes.
    """

    earlier: SeriesPoint
    later: SeriesPoint
    value: Decimal
    rounding: Decimal


def computed_rates(points: Mapping[int, SeriesPoint]) -> tuple[ComputedRate, ...]:
    """Return the growth rates between the achieved levels of successive years of one indicator.

    Args:
        points: the points by year.

    """
    return tuple(
        _rate(points[year - 1], points[year])
        for year in sorted(points)
        if year - 1 in points and _follows(points[year - 1], points[year])
    )


def _follows(earlier: SeriesPoint, later: SeriesPoint) -> bool:
    """Return whether a growth rate can be computed from two levels."""
    return (
        later.figure.indicator.grows_by_level
        and earlier.figure.unit == later.figure.unit
        and earlier.figure.value > 0
        and later.figure.value >= 0
    )


def _rate(earlier: SeriesPoint, later: SeriesPoint) -> ComputedRate:
    before, after = earlier.figure, later.figure
    ratio = after.value / before.value * 100
    open_to = (after.rounding + before.rounding * after.value / before.value) / before.value * 100
    return ComputedRate(
        earlier,
        later,
        (ratio - 100).quantize(_HUNDREDTHS),
        max(open_to.quantize(_HUNDREDTHS), _HUNDREDTHS),
    )
