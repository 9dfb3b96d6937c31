"""Asserts the floors of what benchmarks/extraction_quality.py measures on keyed texts."""

from pathlib import Path

import pytest

from benchmarks.extraction_quality import FIELDS, Measurement, main, measure

pytestmark = [pytest.mark.corpus, pytest.mark.usefixtures("patience")]
OWN = Path(__file__).parent / "keyed_texts"
BLIND = Path(__file__).parent / "blind_texts"
FLOORS = {
    "value": 1.0,
    "unit": 1.0,
    "comparator": 1.0,
    "kind": 0.99,
    "head overlapping": 0.95,
    "head exact": 0.88,
    "growth tied": 0.92,
    "growth tied, with base": 0.92,
    "base": 0.98,
    "ahead or not": 0.98,
    "target against plan": 0.97,
    # Times that a report names sentences before the figure are no part of what is judged here.
    "time": 0.55,
}
OWN_FLOORS = {
    "value": 0.99,
    "unit": 0.98,
    "kind": 0.98,
    "head overlapping": 0.98,
    "head exact": 0.95,
    "growth tied, with base": 0.96,
    "ahead or not": 0.98,
    "target against plan": 0.97,
}
BLIND_FLOORS = {
    "value": 0.99,
    "unit": 0.99,
    "comparator": 0.99,
    "kind": 0.99,
    "head overlapping": 0.97,
    "head exact": 0.86,
    "growth tied, with base": 0.98,
    "base": 0.97,
    "ahead or not": 0.99,
    "target against plan": 0.9,
    "time": 0.95,
    "indicator precision": 0.97,
    "indicator recall": 0.96,
}
UNKEYED = ("date precision", "date recall", "indicator precision", "indicator recall")
"""Fields that the keys of the corpus do not have."""


@pytest.fixture(scope="module")
def measured(corpus: Path) -> Measurement:
    return measure(corpus)


@pytest.fixture(scope="module")
def own() -> Measurement:
    return measure(OWN)


@pytest.mark.corpus
def test_all_keys_are_read(measured: Measurement) -> None:
    assert measured.records == 419
    assert len({item.window for item in measured.judged}) == 13


@pytest.mark.corpus
def test_quantities_are_found_and_no_others(measured: Measurement) -> None:
    assert measured.recall == 1.0
    assert measured.precision >= 0.99
    assert measured.f1 >= 0.99


@pytest.mark.corpus
@pytest.mark.parametrize("field", [field for field in FIELDS if field not in UNKEYED])
def test_field_reaches_its_floor(measured: Measurement, field: str) -> None:
    score = measured.score(field)
    assert score.judged > 0
    assert score.rate >= FLOORS[field]


def test_all_our_own_keys_are_read(own: Measurement) -> None:
    assert own.records >= 560
    assert own.recall >= 0.98


@pytest.mark.parametrize("field", OWN_FLOORS)
def test_field_reaches_its_floor_on_our_own_texts(own: Measurement, field: str) -> None:
    assert own.score(field).rate >= OWN_FLOORS[field]


@pytest.fixture(scope="module")
def blind() -> Measurement:
    return measure(BLIND)


def test_all_keys_of_other_genres_are_read(blind: Measurement) -> None:
    assert blind.records >= 1180
    assert blind.recall >= 0.99
    assert blind.precision >= 0.99


@pytest.mark.parametrize("field", BLIND_FLOORS)
def test_field_reaches_its_floor_on_texts_of_other_genres(blind: Measurement, field: str) -> None:
    assert blind.score(field).rate >= BLIND_FLOORS[field]


def test_one_key_set_is_taken_alone() -> None:
    assert measure(OWN, ["gold/city-news-parks"]).records < measure(OWN, ["gold"]).records
    assert measure(OWN, ["nothing"]).records == 0


def test_the_table_and_every_miss_in_its_context_are_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["extraction_quality", str(OWN), "--wrong"])
    main()
    printed = capsys.readouterr().out
    assert "head overlapping" in printed
    assert "characters a second" in printed
    assert " ≠ " in printed and "【" in printed
