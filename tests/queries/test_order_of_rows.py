"""The order of a question's rows leaves no ties, so that pages neither repeat nor miss a row."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from pyoxigraph import QuerySolutions, Store

from districtgraph.queries import CompetencyQuestion, load_questions
from tests.copied_corpus import copied_corpus

pytestmark = pytest.mark.usefixtures("patience")

QUESTIONS = load_questions()
COPIES = 2
"""Things of two copies have the same names, as have districts of several cities."""


@pytest.fixture(scope="module")
def store(series_quads: str) -> Iterator[Store]:
    yield copied_corpus(series_quads, COPIES)


def order(text: str) -> list[str]:
    """Return the variables that a query's rows are ordered by."""
    return re.findall(r"\?(\w+)", text.rpartition("ORDER BY")[2])


def tied(store: Store, text: str) -> list[set[tuple[str, ...]]]:
    """Return the groups of different rows that the order of a query does not tell apart."""
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    keys = [name for name in order(text) if name in names]
    groups: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for row in found:
        groups[tuple(str(row[key]) for key in keys)].add(tuple(str(row[name]) for name in names))
    return [group for group in groups.values() if len(group) > 1]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.name)
def test_no_two_rows_have_one_place(store: Store, question: CompetencyQuestion) -> None:
    assert tied(store, question.text) == []


def test_a_tie_is_found(store: Store) -> None:
    question = next(item for item in QUESTIONS if item.name == "series-of-places")
    assert tied(store, question.text.replace(" ?series\n", "\n"))
