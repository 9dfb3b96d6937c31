"""A field that is added to the declaration, and to nothing else, appears everywhere."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, Quad

from districtgraph.graph.claims.claim import CLAIM_SCHEMA, ClaimSchema, Observation
from districtgraph.graph.claims.claim_field_scheme import scheme_text
from districtgraph.graph.claims.claim_fields import Entity, Number, Period, States, Words
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.articles import Article
from districtgraph.graph.rdf.vocabulary import BASE, expand, individual
from districtgraph.graph.tables.observation_table import observation_table
from districtgraph.graph.tables.table_files import table_files
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge import claim_fields
from districtgraph.server.knowledge.figures.figure_reading import figures_of_place
from districtgraph.server.mcp.tools import Tools
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.application import pages_application
from tests.graph.sample_dataset import (
    GROWTH_FIGURES,
    as_n_quads,
    claims_of,
    quads_of,
    sample_article,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WiderObservation(Observation):
    """An observation with a field of each kind that queries treat in a way of its own."""

    site: Annotated[Entity, States("dg:site", zh="地块", en="site")] | None = None
    depth: Annotated[Number, States("dg:depth", zh="深度", en="depth")] | None = None
    remark: Annotated[Words, States("dg:remark", zh="备注", en="remark")] | None = None
    since: (
        Annotated[Period, States("dg:since", zh="始于", en="since", words="dg:sinceAsWritten")]
        | None
    ) = None


SCHEMA = ClaimSchema((WiderObservation, *CLAIM_SCHEMA.records[1:]))
FIGURES = GROWTH_FIGURES.replace(
    "  quotes: [新建道路59公里]\n",
    "  quotes: [新建道路59公里]\n"
    '  site: place/999999\n  depth: "2.5"\n  remark: 新建\n  since: {words: 今年, en: this year}\n',
)
CLAIM = "claim/sample/roads"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Article:
    return sample_article(tmp_path_factory.mktemp("article"), figures=FIGURES, schema=SCHEMA)


@pytest.fixture(scope="module")
def quads(article: Article) -> tuple[Quad, ...]:
    return quads_of(article)


@pytest.fixture(scope="module")
def store(quads: tuple[Quad, ...]) -> MemoryBackend:
    return MemoryBackend(as_n_quads(quads))


@pytest.fixture(autouse=True)
def wider_schema(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(claim_fields, "SCHEMA", SCHEMA)
    yield


@pytest.fixture(scope="module")
def pages(store: MemoryBackend, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(claim_fields, "SCHEMA", SCHEMA)
        return pages_application(ServerConfig(folder), no_dataset(folder), store).test_client()


def test_it_is_read_from_the_overlay_and_from_the_file(article: Article) -> None:
    claim = claims_of(article)["roads"]
    assert isinstance(claim, WiderObservation)
    assert (claim.site, str(claim.depth)) == ("place/999999", "2.5")
    assert isinstance(claim.remark, Quote)
    assert claim.remark.text == "新建"
    assert claim.since is not None
    assert claim.since.gloss == "this year"
    assert claim.by["depth"] == "curator"


def test_it_is_in_the_graph(quads: tuple[Quad, ...]) -> None:
    node = individual(CLAIM)
    found = {quad.predicate: quad.object for quad in quads if quad.subject == node}
    assert found[expand("dg:site")] == individual("place/999999")
    assert found[expand("dg:depth")] == Literal("2.5", datatype=expand("xsd:decimal"))
    assert found[expand("dg:remark")] == Literal("新建", language="zh")
    assert found[expand("dg:sinceAsWritten")] == Literal("今年", language="zh")


def test_it_is_in_the_table(quads: tuple[Quad, ...]) -> None:
    table = observation_table(quads, schema=SCHEMA)
    (row,) = [row for row in table.rows if str(row["claim"]).endswith("/roads")]
    assert (row["site_iri"], row["site_en"]) == (f"{BASE}id/place/999999", "Sample District")
    assert (str(row["depth"]), row["remark"]) == ("2.5", "新建")
    assert (row["since_zh"], row["since_as_written"]) == ("今年", "今年")
    titles = {column.name: column.titles for column in table.columns}
    assert titles["site"] == {"zh": "地块", "en": "Site"}
    metadata = json.loads(table_files(table, "v")["observations.csv-metadata.json"])
    described = {item["name"]: item for item in metadata["tableSchema"]["columns"]}
    assert described["depth"]["propertyUrl"] == f"{BASE}ontology#depth"


def test_it_is_cited_to_assistants(store: MemoryBackend) -> None:
    facts = {fact.property: fact for fact in Tools(StoreReader(store)).cite(CLAIM).facts}
    assert facts["site"].en == "Sample District"
    assert (facts["depth"].value, facts["remark"].value) == (2.5, "新建")
    assert facts["sinceAsWritten"].value == "今年"


def test_it_is_on_the_page_about_the_claim(pages: FlaskClient) -> None:
    page = pages.get(f"/id/{CLAIM}.html?lang=en").get_data(as_text=True)
    # The ontology has no label for it, so that its IRI names it.
    fields = {
        row[: row.index("</th>")].rpartition("#")[2].removesuffix("</a>"): row
        for row in page.split('<th scope="row">')[1:]
    }
    assert {"site", "depth", "remark", "since", "sinceAsWritten"} <= fields.keys()
    assert "2.5" in fields["depth"]
    assert "curators" in fields["depth"]
    assert "Sample District" in fields["site"]


def test_it_is_on_pages_that_show_the_figure(pages: FlaskClient) -> None:
    path = "/id/indicator/old-pipe-network-renovated.html?lang=en"
    page = pages.get(path).get_data(as_text=True)
    context = page.split('<dl class="context">')[1].split("</dl>")[0]
    for name in ("site", "depth", "remark", "since", "sinceAsWritten"):
        assert f"#{name}</dt>" in context
    assert "2.5" in context
    assert "新建" in context


def test_pages_of_districts_have_it_at_hand(store: MemoryBackend) -> None:
    figures = figures_of_place(StoreReader(store), f"{BASE}id/place/999999", "en")
    (roads,) = [figure for figure in figures if figure.claim.endswith("/roads")]
    assert roads.also["site"].label == "Sample District"
    assert (roads.also["depth"].label, roads.also["remark"].label) == ("2.5", "新建")


def test_reconciliation_fetches_it(pages: FlaskClient) -> None:
    extend = {"ids": [CLAIM], "properties": [{"id": "figure.site"}, {"id": "figure.depth"}]}
    answer = pages.post("/reconcile/en", data={"extend": json.dumps(extend)})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    content = answer.get_json()
    assert [item["name"] for item in content["meta"]] == ["Figure: site", "Figure: depth"]
    assert content["rows"][CLAIM] == {
        "figure.site": [{"id": "place/999999", "name": "Sample District"}],
        "figure.depth": [{"float": 2.5}],
    }


def test_the_scheme_of_claim_fields_would_name_it() -> None:
    assert 'claim-field:site a dg:ClaimField , skos:Concept ;\n    skos:prefLabel "地块"@zh' in (
        scheme_text(SCHEMA.fields)
    )
