"""The figures of a cell: agreement, conflict, and the valid value."""

import random
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.series.agreement import (
    ConflictKind,
    Status,
    chosen,
    conflicts,
    readings,
)
from districtgraph.graph.series.series_figures import SeriesFigure
from districtgraph.graph.series.series_points import cells
from tests.graph.series.sample_figures import figure

EARLY, LATE = date(2023, 1, 10), date(2024, 1, 10)


def made(numbers: list[tuple[Decimal, int, int]]) -> list[SeriesFigure]:
    return [
        figure(
            str(value),
            rounding=str(Decimal(1).scaleb(-digits)),
            document=f"d{year}",
            published=date(year, 1, 1),
            claim=f"c{place}",
            position=place,
        )
        for place, (value, digits, year) in enumerate(numbers)
    ]


FIGURES = st.lists(
    st.tuples(
        st.decimals(min_value="60", max_value="80", places=2),
        st.integers(min_value=0, max_value=2),
        st.integers(min_value=2020, max_value=2024),
    ),
    min_size=1,
    max_size=12,
).map(made)


@given(FIGURES, st.randoms(use_true_random=False))
def test_the_order_of_figures_does_not_matter(
    figures: list[SeriesFigure], chance: random.Random
) -> None:
    shuffled = list(figures)
    chance.shuffle(shuffled)
    assert readings(shuffled) == readings(figures)
    assert cells(shuffled) == cells(figures)


@given(FIGURES)
def test_every_figure_is_in_one_reading(figures: list[SeriesFigure]) -> None:
    found = [item.claim for reading in readings(figures) for item in reading.figures]
    assert sorted(found) == sorted(item.claim for item in figures)


@given(FIGURES)
def test_there_is_a_conflict_less_than_there_are_readings(figures: list[SeriesFigure]) -> None:
    found = readings(figures)
    assert len(conflicts(found)) == len(found) - 1
    assert all(item.difference != 0 for item in conflicts(found))


@given(st.decimals(min_value="10", max_value="1e6", places=2), st.integers(1, 5))
def test_one_value_in_several_documents_is_never_a_conflict(value: Decimal, many: int) -> None:
    rounded = value.quantize(Decimal("0.1"))
    figures = [figure(str(value), document="d0", published=EARLY)] + [
        figure(str(rounded), document=f"e{number}", published=LATE) for number in range(many)
    ]
    (cell,) = cells(figures)
    assert cell.conflicts == ()
    assert cell.point and cell.point.status is Status.AGREED
    assert cell.point.figure.value == value


def test_a_rounded_value_joins_the_nearest_that_it_rounds() -> None:
    figures = [figure("70.88"), figure("70.93", claim="b"), figure("70.9", claim="c")]
    found = {reading.value: len(reading.figures) for reading in readings(figures)}
    assert found == {Decimal("70.88"): 2, Decimal("70.93"): 1}


def test_the_value_that_was_published_last_holds() -> None:
    found = readings(
        [
            figure("55.9", document="d1", published=EARLY),
            figure("56.3", document="d2", published=LATE),
        ]
    )
    best = chosen(found)
    assert best is not None
    assert (best[0].value, best[1]) == (Decimal("56.3"), Status.REVISED)
    (conflict,) = conflicts(found)
    assert (conflict.kind, conflict.difference) == (ConflictKind.REVISION, Decimal("0.4"))


def test_words_that_state_a_revision_make_it_a_stated_one() -> None:
    found = readings(
        [
            figure("33.8", document="d1", published=EARLY),
            figure("33.1", document="d2", published=LATE, is_revised=True),
        ]
    )
    assert [item.kind for item in conflicts(found)] == [ConflictKind.STATED_REVISION]


def test_documents_of_one_year_conflict() -> None:
    found = readings(
        [
            figure("33.8", document="d1", published=EARLY),
            figure("33.1", document="d2", published=date(2023, 3, 1)),
        ]
    )
    assert [item.kind for item in conflicts(found)] == [ConflictKind.CONFLICT]
    best = chosen(found)
    assert best is not None
    assert best[1] is Status.CONFLICTING


def test_two_values_of_one_day_leave_no_point() -> None:
    figures = [figure("2310", claim="a"), figure("2301", claim="b", position=90)]
    (cell,) = cells(figures)
    assert cell.point is None
    assert len(cell.conflicts) == 1


def test_values_under_one_head_are_parts_of_something() -> None:
    figures = [figure("14.1", claim="a", head=5), figure("14.9", claim="b", head=5)]
    assert [cell.point or cell.conflicts for cell in cells(figures)] == [()]


def test_values_of_one_document_that_differ_much_are_of_different_things() -> None:
    figures = [figure("3000", claim="a", head=5), figure("5650", claim="b", head=50)]
    assert [cell.point or cell.conflicts for cell in cells(figures)] == [()]


def test_bounds_and_rounded_numbers_of_targets_form_no_point() -> None:
    figures = [
        figure("5", comparator="about", is_target=True),
        figure("6", comparator="at-least", is_target=True),
    ]
    assert cells(figures) == ()
