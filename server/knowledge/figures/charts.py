"""Draws levels over the years and their distribution, as SVG paths.

The server draws them, so that pages need no scripts; a table beside each chart has the numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Chart", "Line", "histogram", "line_chart"]

_MARGIN = 6
_MOST_BINS = 12
"""Columns of a histogram at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line of one series: its name, the path through its points, and a path of dots."""

    name: str
    path: str
    dots: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Attributes:
        width, height: of its view box.
        lines: one for each series; of a histogram, one whose path has the columns.
        first, last: the years, or the values, at the ends of the axis.
        low, high: the values at the bottom and at the top.

    """

    width: int
    height: int
    lines: tuple[Line, ...]
    first: float
    last: float
    low: float
    high: float


def line_chart(
    series: Mapping[str, Sequence[tuple[int, float]]], width: int = 120, height: int = 28
) -> Chart | None:
    """Return a chart of values over years; None where no series has two of them.

    Args:
        series: year and value by name, in the order of the years.
        width: of its view box.
        height: of its view box.

    """
    points = [point for values in series.values() for point in values]
    years, levels = [year for year, _ in points], [value for _, value in points]
    if len(set(years)) < 2:
        return None
    first, last, low, high = min(years), max(years), min(levels), max(levels)

    def place(year: int, value: float) -> tuple[float, float]:
        across = (year - first) / (last - first)
        up = (value - low) / (high - low) if high > low else 0.5
        return (
            round(_MARGIN + across * (width - 2 * _MARGIN), 1),
            round(height - _MARGIN - up * (height - 2 * _MARGIN), 1),
        )

    lines = tuple(
        _line(name, [place(year, value) for year, value in values])
        for name, values in series.items()
        if values
    )
    return Chart(width, height, lines, first, last, low, high)


def _line(name: str, points: Sequence[tuple[float, float]]) -> Line:
    path = "L".join(f"{x:g} {y:g}" for x, y in points)
    dots = "".join(f"M{x - 2:g} {y:g}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0" for x, y in points)
    return Line(name, f"M{path}", dots)


def histogram(values: Sequence[float], width: int = 360, height: int = 80) -> Chart | None:
    """Return how values are spread, as columns of the same width; None of fewer than four."""
    if len(values) < 4:
        return None
    low, high = min(values), max(values)
    bins = min(_MOST_BINS, max(4, round(len(values) ** 0.5)))
    step = (high - low) / bins or 1.0
    counts = [0] * bins
    for value in values:
        counts[min(int((value - low) / step), bins - 1)] += 1
    most = max(counts)
    across = width / bins
    columns = "".join(
        f"M{at * across + 1:g} {height}V{round(height - count / most * (height - 4), 1):g}"
        f"H{(at + 1) * across - 1:g}V{height}z"
        for at, count in enumerate(counts)
        if count
    )
    return Chart(width, height, (Line("", columns, ""),), low, high, 0, most)
