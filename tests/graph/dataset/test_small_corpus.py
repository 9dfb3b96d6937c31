"""A dataset of two reports: claims stay separate, and shared things are one individual."""

from collections.abc import Mapping, Sequence

import pytest
from pyoxigraph import NamedNode, Triple

from districtgraph.graph.curation.articles import Article
from districtgraph.graph.curation.verification import verify
from districtgraph.graph.dataset.assembly import GraphContents, assemble, merge
from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.vocabulary import BASE, expand, individual
from tests import COMMITTED_ARTICLES, THE_ARTICLE
from tests.small_corpus import text_of

CLAIMS = {"qingxi": 6, "yunling": 19}


@pytest.fixture(scope="module")
def graphs(reports: tuple[Article, ...]) -> GraphContents:
    return assemble(reports)


@pytest.fixture(scope="module")
def merged(graphs: GraphContents) -> Sequence[Triple]:
    return merge(graphs)


def test_the_committed_claims_are_what_the_rules_and_curators_give(
    reports: tuple[Article, ...],
) -> None:
    assert {article.record.key: len(article.content.claims) for article in reports} == CLAIMS
    for article in reports:
        assert verify(article, text_of(article)).problems == ()


def test_every_kind_of_claim_is_there(reports: tuple[Article, ...]) -> None:
    kinds = {claim.kind.value for article in reports for claim in article.content.claims}
    assert kinds == {"observation", "target", "ranking", "comparison", "statement", "mention"}


def test_each_claim_has_a_graph_of_its_own(graphs: GraphContents) -> None:
    claims = [name.value for name in graphs if "/id/claim/" in name.value]
    found = {key: sum(f"/claim/{key}/" in name for name in claims) for key in CLAIMS}
    assert found == CLAIMS
    assert len(claims) == sum(CLAIMS.values())


def test_a_figure_is_about_the_place_of_its_own_report(merged: Sequence[Triple]) -> None:
    places = {
        triple.subject.value.rpartition("/claim/")[2]: triple.object
        for triple in merged
        if isinstance(triple.subject, NamedNode) and triple.predicate == expand("dg:place")
    }
    about: Mapping[str, object] = {
        "yunling/old-compounds-renovated": individual("place/990101"),
        "qingxi/new-urban-employment": individual("place/990101001"),
    }
    assert {key: places.get(key) for key in about} == about


def test_the_places_of_two_reports_form_one_graph(
    merged: Sequence[Triple],
) -> None:
    inside = {t.subject for t in merged if t.predicate == expand("dg:locatedIn")
              and t.object == individual("place/990100")}  # fmt: skip
    # The subdistrict is in the city, as the one says of it and the other of the district.
    assert inside == {individual("place/990101"), individual("place/990101001")}


def test_counts_are_of_both(small: BuildResult) -> None:
    assert small.counts["documents"] == len(CLAIMS)
    assert small.counts["claims"] == sum(CLAIMS.values())
    assert small.counts["mentions"] > 0


def test_the_tests_see_one_article_however_many_are_committed(built: BuildResult) -> None:
    assert (COMMITTED_ARTICLES / THE_ARTICLE).is_dir()
    assert built.counts["documents"] == 1


def test_all_is_under_one_base(merged: Sequence[Triple]) -> None:
    minted = {t.subject.value for t in merged if isinstance(t.subject, NamedNode)}
    assert any(f"{BASE}id/document/{key}" in minted for key in CLAIMS)
