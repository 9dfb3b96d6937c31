"""Asserts the floors of what benchmarks/extraction_quality.py measures on the annotated windows."""

from pathlib import Path

import pytest

from benchmarks.extraction_quality import FIELDS, Measurement, measure

pytestmark = [pytest.mark.corpus, pytest.mark.usefixtures("patience")]
FLOORS = {
    "value": 1.0,
    "unit": 1.0,
    "qualifier": 1.0,
    "kind": 0.98,
    "falling": 1.0,
    "base": 0.96,
    "modality": 0.98,
    # The rest are times that a report names a sentence or more before the figure.
    "time": 0.70,
    # The gold names some heads in words of its own (第一产业增加值 for 一产实现增加值).
    "head": 0.65,
    "head, in part": 0.76,
}


@pytest.fixture(scope="module")
def measured(corpus: Path) -> Measurement:
    return measure(corpus)


def test_the_whole_gold_is_read(measured: Measurement) -> None:
    assert measured.records == 126
    assert len({item.window for item in measured.judged}) == 4


def test_quantities_are_found_and_no_others(measured: Measurement) -> None:
    assert measured.missed == ()
    assert measured.spurious == ()
    assert measured.f1 >= 0.99


@pytest.mark.parametrize("field", FIELDS)
def test_field_reaches_its_floor(measured: Measurement, field: str) -> None:
    score = measured.score(field)
    assert score.judged > 0
    assert score.rate >= FLOORS[field]


def test_how_many_records_are_judged_on_words(measured: Measurement) -> None:
    judged = {field: measured.score(field).judged for field in ("time", "qualifier", "base")}
    assert judged == {"time": 75, "qualifier": 8, "base": 30}
