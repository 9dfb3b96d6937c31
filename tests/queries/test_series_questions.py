"""The questions across texts, against the rows that the invented reports of two places give."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from districtgraph.queries import load_questions

BASE = "https://w3id.org/districtgraph/id/"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("expected_series.yaml").read_text(encoding="utf-8")
)
QUESTIONS = {item.name: item for item in load_questions() if item.group == "series"}


@pytest.fixture(scope="module")
def store(series_quads: str) -> Store:
    store = Store()
    store.bulk_load(series_quads.encode(), format=RdfFormat.N_QUADS)
    return store


def ask(store: Store, query: str) -> list[dict[str, str]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: _text(row[name]) for name in names} for row in found]


def _text(value: object) -> str:
    if isinstance(value, NamedNode):
        return value.value.replace(BASE, "id:")
    return value.value if isinstance(value, Literal) else ""


def test_there_is_an_expectation_for_each_question() -> None:
    assert len(QUESTIONS) >= 20
    assert EXPECTED.keys() == QUESTIONS.keys()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_answer(store: Store, name: str) -> None:
    rows = ask(store, QUESTIONS[name].text)
    assert len(rows) == EXPECTED[name]["rows"]
    for expected in EXPECTED[name]["contains"]:
        assert any(expected.items() <= row.items() for row in rows), expected
