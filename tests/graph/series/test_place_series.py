"""The graph of a place: the same triples in whichever order its documents come."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.curation.verification import verify
from districtgraph.graph.dataset.assembly import assemble, merge
from districtgraph.graph.rdf.vocabulary import expand, individual
from districtgraph.graph.series.place_series import place_series, series_graph
from districtgraph.graph.series.series_figures import DocumentClaims
from districtgraph.graph.series.series_mapping import PlaceLabels
from districtgraph.ontology.validation import validate
from tests.graph.series.sample_figures import PLACE, claim
from tests.series_corpus import series_articles, series_text_of

LABELS = PlaceLabels("明川街道", "Mingchuan Subdistrict")
DIMENSIONS = tuple(
    expand(name)
    for name in (
        "qb:dataSet", "sdmx-dimension:refArea", "sdmx-dimension:refPeriod", "dg:ofIndicator",
        "dg:ofModality", "dg:growthOrigin",
    )
)  # fmt: skip


def documents() -> list[DocumentClaims]:
    return [
        DocumentClaims(item.record.key, item.record.published, item.content.claims)
        for item in series_articles()
        if item.record.subject == PLACE
    ]


@pytest.fixture(scope="module")
def triples() -> Sequence[Triple]:
    return place_series(PLACE, documents(), LABELS)


def of(triples: Sequence[Triple], subject: NamedNode, name: str) -> set[object]:
    return {t.object for t in triples if t.subject == subject and t.predicate == expand(name)}


def test_the_committed_claims_are_what_the_rules_and_curators_give() -> None:
    assert len(series_articles()) == 7
    for article in series_articles():
        assert verify(article, series_text_of(article)).problems == ()


@given(st.permutations(range(3)))
def test_the_order_of_documents_does_not_matter(order: list[int]) -> None:
    found = documents()
    shuffled = [found[place] for place in order]
    assert place_series(PLACE, shuffled, LABELS) == place_series(PLACE, found, LABELS)


def test_no_two_observations_have_the_same_dimensions(triples: Sequence[Triple]) -> None:
    """The integrity constraint IC-12 of https://www.w3.org/TR/vocab-data-cube/#wf."""
    kinds = {t.subject for t in triples if t.object == expand("qb:Observation")}
    keys = Counter(
        tuple(
            sorted(
                str(t.object) for t in triples if t.subject == node and t.predicate in DIMENSIONS
            )
        )
        for node in kinds
    )
    assert len(kinds) >= 40
    assert set(keys.values()) == {1}


def test_a_point_rests_on_the_claims_of_both_documents(triples: Sequence[Triple]) -> None:
    point = individual("series/990301/gross-domestic-product/2021/achieved")
    assert of(triples, point, "prov:wasDerivedFrom") == {
        individual("claim/mingchuan-2022/at-58"),
        individual("claim/mingchuan-2023/at-87"),
    }
    assert of(triples, point, "dg:pointStatus") == {individual("point-status/agreed")}
    (value,) = of(triples, point, "sdmx-measure:obsValue")
    assert isinstance(value, Literal)
    assert Decimal(value.value) == Decimal(7088000000)


def test_a_series_knows_its_years_and_its_name(triples: Sequence[Triple]) -> None:
    series = individual("series/990301/gross-domestic-product")
    numbers = [
        str(value.value)
        for name in ("pointCount", "firstYear", "lastYear")
        for value in of(triples, series, f"dg:{name}")
        if isinstance(value, Literal)
    ]
    assert numbers == ["3", "2021", "2023"]
    assert of(triples, series, "rdfs:label") == {
        Literal("明川街道 · 地区生产总值", language="zh"),
        Literal("Mingchuan Subdistrict · Gross domestic product (regional)", language="en"),
    }


def test_a_stated_revision_is_a_conflict_with_both_claims(triples: Sequence[Triple]) -> None:
    name = "series/990301/retail-sales/2022/achieved/conflict/3380000000--3310000000"
    node = individual(name)
    assert of(triples, node, "rdf:type") == {
        expand("dg:Conflict"),
        expand("dg:Revision"),
        expand("dg:StatedRevision"),
    }
    assert len(of(triples, node, "dg:earlierClaim") | of(triples, node, "dg:laterClaim")) == 2


def test_a_place_without_points_has_no_graph() -> None:
    assert place_series(PLACE, []) == ()
    source = DocumentClaims("d", date(2023, 1, 1), [claim(qualifier="其中")])
    assert place_series(PLACE, [source]) == ()


def test_the_graph_is_named_by_the_code_of_the_place() -> None:
    assert series_graph(PLACE).value.endswith("/graph/series/990301")


@pytest.mark.usefixtures("patience")
def test_the_dataset_with_its_series_passes_the_shapes() -> None:
    assert validate(merge(assemble(series_articles()))) == ()
