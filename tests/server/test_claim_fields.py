"""Every interface shows every field that a claim may have."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.claims.claim import Observation, Target
from districtgraph.server import knowledge
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.claim_fields import claim_classes, figure_classes
from districtgraph.server.mcp.tools import Tools
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.application import pages_application
from tests.graph.sample_dataset import n_quads, sample_article


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> MemoryBackend:
    """An article with a growth, which has a base, and a length that is written in kilometres."""
    return MemoryBackend(n_quads(sample_article(tmp_path_factory.mktemp("article"))))


@pytest.fixture(scope="module")
def pages(store: MemoryBackend, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("pages")
    return pages_application(ServerConfig(folder), no_dataset(folder), store).test_client()


def test_a_citation_has_the_base_of_a_change_and_the_written_unit(store: MemoryBackend) -> None:
    tools = Tools(StoreReader(store))
    growth = {fact.property: fact for fact in tools.cite("claim/sample/growth").facts}
    assert growth["changeBasis"].value == "同比"
    roads = {fact.property: fact for fact in tools.cite("claim/sample/roads").facts}
    assert (roads["value"].value, roads["unit"].zh) == (59000, "米")
    assert (roads["writtenUnit"].value, roads["writtenUnit"].zh) == (
        "http://qudt.org/vocab/unit/KiloM",
        "公里",
    )


@pytest.mark.parametrize(
    ("indicator", "label", "value"),
    [
        ("old-pipe-network-renovated", "unit as written", "kilometre"),
        ("growth-of-economic-indicators", "basis of change", "同比"),
    ],
)
def test_a_page_about_an_indicator_shows_them_with_its_figures(
    pages: FlaskClient, indicator: str, label: str, value: str
) -> None:
    page = pages.get(f"/id/indicator/{indicator}.html?lang=en")
    context = page.get_data(as_text=True).split('<dl class="context">')[1].split("</dl>")[0]
    assert f"<dt>{label}</dt>" in context
    assert value in context


def test_queries_list_all_kinds_of_figures_or_of_claims() -> None:
    figures, claims = set(figure_classes()), set(claim_classes())
    # Rankings and comparisons have no number that could be compared.
    numbers = {record.kind.class_name for record in (Observation, Target)}
    known = {"digest.rq": numbers}
    lists = {
        (path.name, frozenset(listed.replace(",", " ").split()))
        for path in Path(knowledge.__file__).parents[1].rglob("*.rq")
        for listed in re.findall(
            r"(?:\{ |\?kind IN \()(dg:Observation,? [^})]*)[ )]", path.read_text("utf-8")
        )
    }
    assert len(lists) >= 6
    for name, listed in lists:
        assert listed in ([known[name]] if name in known else [figures, claims]), name
