"""Targets and results of one name that is narrower than the indicator are compared."""

from datetime import date
from typing import Any

import pytest

from districtgraph.graph.claims.claim import Claim
from districtgraph.graph.rdf.vocabulary import expand, term
from districtgraph.graph.series.indicator_facts import load_indicator_facts
from districtgraph.graph.series.indicator_wording import narrower_name
from districtgraph.graph.series.place_series import PlaceSeries, join_claims, place_series
from districtgraph.graph.series.series_figures import DocumentClaims
from districtgraph.graph.series.target_outcomes import Verdict
from tests.graph.series.sample_figures import PLACE, claim

REVENUE = "indicator/total-fiscal-revenue"
LOCAL = "地方财政总收入"


def revenue(value: int, measured: str, **said: Any) -> Claim:
    return claim(f"{value}00000000", f"{value}亿元", indicator=REVENUE, measured=measured, **said)


def sources(*of_years: list[Claim]) -> list[DocumentClaims]:
    return [
        DocumentClaims(f"d{number}", date(2022 + number, 1, 10), claims)
        for number, claims in enumerate(of_years)
    ]


def joined(*of_years: list[Claim]) -> PlaceSeries:
    return join_claims(PLACE, sources(*of_years), load_indicator_facts())


@pytest.mark.parametrize(
    ("aimed_at", "reached", "verdict"),
    [
        (LOCAL, LOCAL, Verdict.MET),
        (f"全区{LOCAL}力争达到", f"全年{LOCAL}完成", Verdict.MET),
        (LOCAL, "财政总收入", None),
        ("财政总收入", LOCAL, None),
        (LOCAL, "区本级财政总收入", None),
    ],
)
def test_a_target_meets_the_result_of_the_same_name_alone(
    aimed_at: str, reached: str, verdict: Verdict | None
) -> None:
    found = joined([revenue(20, aimed_at, modality="target")], [revenue(21, reached)])
    assert [item.verdict for item in found.outcomes] == ([verdict] if verdict else [])


def test_what_has_a_narrower_name_is_no_point_and_in_no_conflict() -> None:
    found = joined([revenue(20, LOCAL)], [revenue(25, LOCAL)], [revenue(29, "财政总收入")])
    (cell,) = found.cells
    assert cell.point
    assert (cell.point.figure.name, cell.conflicts) == ("", ())


def test_such_an_outcome_rests_on_both_claims_and_on_no_observation() -> None:
    target = revenue(20, LOCAL, modality="target")
    triples = place_series(PLACE, sources([target], [revenue(21, LOCAL)]))
    predicates = {t.predicate for t in triples}
    assert {term("targetClaim"), term("outcomeClaim"), term("verdict")} <= predicates
    assert term("outcomeObservation") not in predicates
    assert expand("qb:Observation") not in {t.object for t in triples}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("全区地方财政总收入完成", LOCAL),
        ("财政总收入", ""),
        ("全年财政总收入完成", ""),
        ("产量", ""),
        ("污水管网", ""),
    ],
)
def test_a_narrower_name_has_the_indicator_s_in_it(words: str, name: str) -> None:
    labels = load_indicator_facts()[REVENUE].labels
    assert narrower_name(words, labels) == name
