"""Draws figures as SVG paths, each with its class in the style sheet.

A picture shows no more than the text says. A number is drawn on an axis only beside others that
count the same thing; alone it is a mark of its exactness, whose length has no meaning. A lower
bound is open to the right. A number that is only "about" gets no width.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from districtgraph.server.knowledge.figures.figure import LOWER_BOUNDS, UPPER_BOUNDS, Figure

__all__ = ["HEIGHT", "WIDTH", "Picture", "Stroke", "exactness_mark", "on_axis", "part_of_whole"]

WIDTH, HEIGHT = 240, 28
_LEFT, _RIGHT = 8, 232
_TOP, _BOTTOM = 8, 18
_MIDDLE = 13
_ROOM = Decimal("0.9")
"""Share of the axis that the largest number takes, so that an open end has room."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path with its class in the style sheet."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its kind, for the words that go with it, and its paths, back to front."""

    kind: str
    strokes: tuple[Stroke, ...]


def part_of_whole(figure: Figure) -> Picture:
    """Return a share as a part of its whole."""
    whole = Stroke("whole", _bar(_LEFT, _RIGHT))
    return Picture("share", (whole, *_stated(figure, Decimal(100), Decimal(1))))


def on_axis(figures: Iterable[Figure], largest: Decimal) -> Picture:
    """Return numbers on an axis from 0 to the largest number that counts the same thing.

    Args:
        figures: observations and targets of one thing; at most one of each is drawn.
        largest: that the axis has room for; more than 0.

    """
    drawn = {figure.kind: figure for figure in figures}
    strokes = [Stroke("axis", f"M{_LEFT} 23H{_RIGHT}M{_LEFT} 20V26")]
    if "observation" in drawn:
        strokes += _stated(drawn["observation"], largest, _ROOM)
    if "target" in drawn:
        strokes += _aimed_at(drawn["target"], largest, alone="observation" not in drawn)
    return Picture("axis", tuple(strokes))


def exactness_mark(figure: Figure) -> Picture:
    """Return a mark that shows how exact a number is, as on a number line in a school book."""
    middle, sign = WIDTH // 2, figure.sign
    line = Stroke("line", f"M{_LEFT} {_MIDDLE}H{_RIGHT}")
    name = "aim" if figure.kind == "target" else "dot"
    if figure.value is None and figure.lower is not None and figure.upper is not None:
        ends = f"M{middle - 50} 6V20M{middle + 50} 6V20"
        band = Stroke("band", f"M{middle - 50} {_TOP}H{middle + 50}V{_BOTTOM}H{middle - 50}z")
        return Picture("exactness", (line, band, Stroke("end", ends)))
    strokes = [line]
    if sign in LOWER_BOUNDS:
        strokes.append(Stroke("reach", f"M{middle} {_MIDDLE}H{_RIGHT}m-8 -5l8 5l-8 5"))
    elif sign in UPPER_BOUNDS:
        strokes.append(Stroke("reach", f"M{middle} {_MIDDLE}H{_LEFT}m8 -5l-8 5l8 5"))
    elif sign == "≈":
        waves = "q4 -6 8 0t8 0t8 0t8 0"
        strokes.append(Stroke("reach", f"M{middle - 16} {_MIDDLE}{waves}"))
    hollow = sign in (">", "<")
    dot = f"M{middle - 5} {_MIDDLE}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0"
    return Picture("exactness", (*strokes, Stroke(f"{name} hollow" if hollow else name, dot)))


def _stated(figure: Figure, largest: Decimal, room: Decimal) -> list[Stroke]:
    """Return a number as a bar whose end shows how exact it is."""
    if figure.value is None:
        return _band(figure, largest, room)
    end = _place(figure.value, largest, room)
    if figure.sign in UPPER_BOUNDS:
        return [Stroke("up-to", _bar(_LEFT, end))]
    bar = Stroke("bar", _bar(_LEFT, end))
    if figure.sign in LOWER_BOUNDS:
        tip = f"M{end} {_TOP}H{_RIGHT - 8}M{end} {_BOTTOM}H{_RIGHT - 8}"
        return [bar, Stroke("open", f"{tip}M{_RIGHT - 8} 4l8 9l-8 9")]
    if figure.sign == "≈":
        return [bar, Stroke("rough", f"M{end} 4l4 3l-8 4l8 4l-8 4l4 3")]
    return [bar, Stroke("end", f"M{end} 5V21")]


def _band(figure: Figure, largest: Decimal, room: Decimal) -> list[Stroke]:
    if figure.lower is None or figure.upper is None:
        return []
    start, end = _place(figure.lower, largest, room), _place(figure.upper, largest, room)
    return [Stroke("band", _bar(start, end)), Stroke("end", f"M{start} 5V21M{end} 5V21")]


def _aimed_at(figure: Figure, largest: Decimal, alone: bool) -> list[Stroke]:
    if figure.value is None:
        return []
    end = _place(figure.value, largest, _ROOM)
    flag = Stroke("flag", f"M{end} 24V2l10 4l-10 4")
    return [Stroke("aimed", _bar(_LEFT, end)), flag] if alone else [flag]


def _bar(start: str | int, end: str | int) -> str:
    return f"M{start} {_TOP}H{end}V{_BOTTOM}H{start}z"


def _place(number: Decimal, largest: Decimal, room: Decimal) -> str:
    """Return a number's position on an axis from 0 to the largest, to one decimal."""
    share = min(max(number / largest, Decimal(0)), Decimal(1))
    place = (_LEFT + (_RIGHT - _LEFT) * room * share).quantize(Decimal("0.1"))
    return f"{place.normalize():f}"
