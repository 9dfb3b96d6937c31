"""Pictures of figures show no more than the text says."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.knowledge.figures.figure import Figure, Named
from districtgraph.server.knowledge.figures.pictures import (
    HEIGHT,
    WIDTH,
    Picture,
    exactness_mark,
    on_axis,
    part_of_whole,
)

PLACE = Named("place", "Sample")


def figure(
    value: str | None,
    sign: str = "=",
    kind: str = "observation",
    lower: str | None = None,
    upper: str | None = None,
) -> Figure:
    return Figure(
        claim="claim", kind=kind, place=PLACE, subject=PLACE, written="",
        value=None if value is None else Decimal(value),
        lower=None if lower is None else Decimal(lower),
        upper=None if upper is None else Decimal(upper),
        comparator=Named("comparator", "", sign),
    )  # fmt: skip


def names(picture: Picture) -> set[str]:
    return {name for stroke in picture.strokes for name in stroke.name.split()}


def width_of(picture: Picture, name: str) -> Decimal:
    """The end of a bar."""
    path = next(stroke.path for stroke in picture.strokes if stroke.name == name)
    match = re.match(r"M([\d.]+) [\d.]+H([\d.]+)", path)
    assert match
    return Decimal(match[2]) - Decimal(match[1])


@pytest.mark.parametrize(
    ("sign", "has", "has_not"),
    [
        ("=", {"bar", "end"}, {"open", "rough"}),
        ("≥", {"bar", "open"}, {"end"}),
        (">", {"bar", "open"}, {"end"}),
        ("≈", {"bar", "rough"}, {"end", "open"}),
        ("≤", {"up-to"}, {"bar", "end"}),
        ("<", {"up-to"}, {"bar", "end"}),
    ],
)
def test_the_end_of_a_bar_shows_the_bound(sign: str, has: set[str], has_not: set[str]) -> None:
    drawn = names(on_axis([figure("50", sign)], Decimal(100)))
    assert has <= drawn
    assert not has_not & drawn


@pytest.mark.parametrize(
    ("sign", "has", "has_not"),
    [
        ("=", {"dot"}, {"reach", "hollow"}),
        ("≥", {"dot", "reach"}, {"hollow"}),
        (">", {"dot", "reach", "hollow"}, set()),
        ("≈", {"dot", "reach"}, {"hollow"}),
    ],
)
def test_a_number_alone_is_a_mark_without_axis(sign: str, has: set[str], has_not: set[str]) -> None:
    drawn = names(exactness_mark(figure("50", sign)))
    assert has <= drawn
    assert not (has_not | {"axis", "bar"}) & drawn


def test_a_lower_bound_opens_to_the_right_and_an_upper_one_to_the_left() -> None:
    lower, upper = exactness_mark(figure("5", "≥")), exactness_mark(figure("5", "≤"))
    reach = [stroke.path for item in (lower, upper) for stroke in item.strokes if
             stroke.name == "reach"]  # fmt: skip
    assert [re.findall(r"H(\d+)", path)[0] for path in reach] == ["232", "8"]


def test_a_range_is_a_band_from_bound_to_bound() -> None:
    picture = on_axis([figure(None, "–", lower="25", upper="75")], Decimal(100))
    assert "bar" not in names(picture)
    assert width_of(picture, "band") == Decimal(224) * Decimal("0.9") / 2
    assert "band" in names(exactness_mark(figure(None, "–", lower="1", upper="2")))


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_bars_on_one_axis_are_as_long_as_their_numbers(one: int, other: int) -> None:
    largest = Decimal(max(one, other, 1))
    widths = [
        width_of(on_axis([figure(str(number))], largest), "bar") / (Decimal(224) * Decimal("0.9"))
        for number in (one, other)
    ]
    for number, width in zip((one, other), widths, strict=True):
        assert abs(width - number / largest) < Decimal("0.001")


def test_a_target_is_a_flag_and_no_bar() -> None:
    alone = on_axis([figure("10", kind="target")], Decimal(10))
    assert {"aimed", "flag"} <= names(alone)
    assert "bar" not in names(alone)
    both = on_axis([figure("5"), figure("10", kind="target")], Decimal(10))
    assert {"bar", "flag"} <= names(both)
    assert "aimed" not in names(both)


def test_a_share_is_a_part_of_its_whole() -> None:
    picture = part_of_whole(figure("25"))
    assert width_of(picture, "bar") == width_of(picture, "whole") / 4


@pytest.mark.parametrize("value", ["0", "-5", "1000"])
def test_nothing_is_drawn_outside_of_the_picture(value: str) -> None:
    for picture in (on_axis([figure(value, "≥")], Decimal(10)), exactness_mark(figure(value))):
        for stroke in picture.strokes:
            places = re.findall(r"[MHV ](\d+(?:\.\d+)?)", re.sub(r"[a-z].*", "", stroke.path))
            assert places
            assert all(0 <= float(place) <= WIDTH for place in places)
    assert HEIGHT < WIDTH
