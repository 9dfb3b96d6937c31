"""No question's cost grows faster than its store: quadratic growth is unusable on a corpus."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pyoxigraph import QuerySolutions, Store

from districtgraph.queries import CompetencyQuestion, load_questions
from districtgraph.server.knowledge.questions.arguments import DEFAULT_LIMIT
from districtgraph.server.knowledge.questions.question_query import question_query
from tests.copied_corpus import copied_corpus

pytestmark = pytest.mark.usefixtures("patience")

QUESTIONS = load_questions()
SMALL, LARGE = 2, 8
"""Copies of a corpus in the smaller and in the larger store."""
MOST_SCANS = 8.0
"""The permitted cost of a first page, in readings of the whole store."""
MOST_GROWTH = 12.0
"""By how much the cost may grow with a store of four times as many copies."""
TRIES = 8
"""How often both are measured again first: a busy processor is slower for a while."""


@dataclass(frozen=True)
class Measured:
    """A store, and the processor seconds of reading it once."""

    store: Store
    scan: float


@pytest.fixture(scope="module")
def stores(series_quads: str) -> Iterator[list[Measured]]:
    found = [copied_corpus(series_quads, copies) for copies in (SMALL, LARGE)]
    yield [
        Measured(store, seconds(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) for store in found
    ]


def seconds(store: Store, query: str, fine: float = 0.0) -> float:
    """Return the processor time of a query, the better of two unless one is fine already."""
    once = _once(store, query)
    return once if once <= fine else min(once, _once(store, query))


def _once(store: Store, query: str) -> float:
    began = time.thread_time()
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    for _ in found:
        pass
    return time.thread_time() - began


def complaint(stores: list[Measured], query: str) -> str:
    """Return what a query costs too much; empty where nothing is wrong.

    The smaller store comes first, so that what is far too slow ends there.
    """
    costs: list[float] = []
    for item in stores:
        costs.append(seconds(item.store, query, MOST_SCANS * item.scan))
        if costs[-1] > MOST_SCANS * item.scan:
            return f"a page costs {costs[-1] / item.scan:.0f} readings of the whole store"
    for _ in range(TRIES):
        if not _grow_too_much(costs, stores):
            return ""
        costs = [min(cost, _once(at.store, query)) for cost, at in zip(costs, stores, strict=True)]
    growth = costs[-1] / costs[0]
    times = f"a store of four times the copies costs {growth:.0f} times as much"
    return times if _grow_too_much(costs, stores) else ""


def _grow_too_much(costs: list[float], stores: list[Measured]) -> bool:
    return costs[-1] > max(stores[-1].scan, MOST_GROWTH * costs[0])


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.name)
def test_a_page_costs_no_more_than_reading_the_store(
    stores: list[Measured], question: CompetencyQuestion
) -> None:
    assert complaint(stores, question_query(question, [], DEFAULT_LIMIT + 1, 0)) == ""


def with_labels_behind_the_optional(question: CompetencyQuestion) -> str:
    """Return a question as none may be: labels are joined before they are looked up."""
    lines = question.text.splitlines()
    optional = next(line for line in lines if line.startswith("  OPTIONAL"))
    lines.remove(optional)
    labels = next(number for number, line in enumerate(lines) if "rdfs:label ?" in line)
    return "\n".join([*lines[:labels], optional, *lines[labels:], "LIMIT 101"])


def test_a_question_that_grows_by_the_square_is_found(stores: list[Measured]) -> None:
    question = next(item for item in QUESTIONS if item.name == "who-runs-what")
    assert complaint(stores, with_labels_behind_the_optional(question))
