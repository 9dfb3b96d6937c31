"""Levels as cells: values of several texts for a year, and several values of one text."""

from districtgraph.server.knowledge.figures.figure_tables import DigestedFigure
from districtgraph.server.knowledge.figures.level_table import LevelCell, level_rows


def level(claim: str, value: float, document: str) -> DigestedFigure:
    return DigestedFigure(
        claim, "observation", "place", "roads", 2013, value, "equal", None, "achieved", document
    )


def cell_of(*figures: DigestedFigure) -> LevelCell:
    (row,) = level_rows(figures)
    return row.cells[2013]


def test_values_of_one_text_are_several_and_contradict_nothing() -> None:
    cell = cell_of(level("a", 3, "one"), level("b", 9, "one"))
    assert (cell.differs, cell.is_several) == (False, True)


def test_other_values_in_another_text_differ() -> None:
    cell = cell_of(level("a", 3, "one"), level("b", 9, "two"))
    assert (cell.differs, cell.is_several) == (True, False)


def test_a_text_that_has_the_value_among_others_does_not_differ() -> None:
    cell = cell_of(level("a", 3, "one"), level("b", 9, "one"), level("c", 3, "two"))
    assert (cell.differs, cell.is_several) == (False, True)


def point(value: float) -> DigestedFigure:
    return level("z", value, "")._replace(document=None, is_point=True)


def test_the_point_of_a_series_stands_for_the_claims_of_its_cell() -> None:
    cell = cell_of(level("a", 3, "one"), level("b", 9, "two"), point(9))
    assert cell.shown.is_point
    assert cell.shown.value == 9
    assert cell.differs
    assert [figure.claim for figure in cell.figures] == ["z", "a", "b"]


def test_a_point_contradicts_no_claim() -> None:
    cell = cell_of(level("a", 9, "one"), point(9))
    assert (cell.differs, cell.is_several) == (False, False)
