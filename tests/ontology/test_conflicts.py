"""The search for a smallest contradiction, over numbers instead of triples."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from districtgraph.ontology.conflicts import FindInconsistent, minimal_conflict


def _finder(conflicts: Sequence[frozenset[int]]) -> FindInconsistent[int]:
    """Return a check that refuses every selection that contains one of the conflicts."""

    def find(selections: Sequence[Sequence[int]]) -> int | None:
        refused = (
            position
            for position, selection in enumerate(selections)
            if any(conflict <= set(selection) for conflict in conflicts)
        )
        return next(refused, None)

    return find


_conflict = st.frozensets(st.integers(0, 199), min_size=1, max_size=5)


@given(st.lists(_conflict, min_size=1, max_size=4))
def test_it_finds_one_of_the_smallest_contradictions(conflicts: list[frozenset[int]]) -> None:
    found = minimal_conflict(range(200), _finder(conflicts))
    assert set(found) in conflicts
    assert not any(conflict < set(found) for conflict in conflicts)
    assert list(found) == sorted(found)


def test_nothing_is_needed_where_nothing_is_already_inconsistent() -> None:
    assert minimal_conflict(range(9), _finder([frozenset()])) == ()


def test_a_single_item_is_found() -> None:
    assert minimal_conflict([7], _finder([frozenset({7})])) == (7,)


def test_it_asks_few_questions() -> None:
    asked = 0
    check = _finder([frozenset({3, 5000, 9999})])

    def counting(selections: Sequence[Sequence[int]]) -> int | None:
        nonlocal asked
        asked += 1
        assert len(selections) <= 16
        return check(selections)

    assert minimal_conflict(range(10_000), counting) == (3, 5000, 9999)
    assert asked <= 14
