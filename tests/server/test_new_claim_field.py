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
    """An observation with a field of each kind that queries treat in a way of its own.

    The fields have names that no field of a claim would be given.
    """

    samplesite: Annotated[Entity, States("dg:samplesite", zh="地块", en="sample site")] | None = (
        None
    )
    sampledepth: (
        Annotated[Number, States("dg:sampledepth", zh="深度", en="sample depth")] | None
    ) = None
    sampleremark: (
        Annotated[Words, States("dg:sampleremark", zh="备注", en="sample remark")] | None
    ) = None
    samplesince: (
        Annotated[
            Period,
            States("dg:samplesince", zh="始于", en="sample since", words="dg:samplesinceAsWritten"),
        ]
        | None
    ) = None


SCHEMA = ClaimSchema((WiderObservation, *CLAIM_SCHEMA.records[1:]))
FIGURES = GROWTH_FIGURES.replace(
    "  quotes: [新建道路59公里]\n",
    "  quotes: [新建道路59公里]\n"
    '  samplesite: place/999999\n  sampledepth: "2.5"\n  sampleremark: 新建\n'
    "  samplesince: {words: 今年, en: this year}\n",
)
CLAIM = "claim/sample/roads"
NAMES = ("samplesite", "sampledepth", "sampleremark", "samplesince", "samplesinceAsWritten")


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
    assert (claim.samplesite, str(claim.sampledepth)) == ("place/999999", "2.5")
    assert isinstance(claim.sampleremark, Quote)
    assert claim.sampleremark.text == "新建"
    assert claim.samplesince is not None
    assert claim.samplesince.gloss == "this year"
    assert claim.by["sampledepth"] == "curator"


def test_it_is_in_the_graph(quads: tuple[Quad, ...]) -> None:
    node = individual(CLAIM)
    found = {quad.predicate: quad.object for quad in quads if quad.subject == node}
    assert found[expand("dg:samplesite")] == individual("place/999999")
    assert found[expand("dg:sampledepth")] == Literal("2.5", datatype=expand("xsd:decimal"))
    assert found[expand("dg:sampleremark")] == Literal("新建", language="zh")
    assert found[expand("dg:samplesinceAsWritten")] == Literal("今年", language="zh")


def test_it_is_in_the_table(quads: tuple[Quad, ...]) -> None:
    table = observation_table(quads, schema=SCHEMA)
    (row,) = [row for row in table.rows if str(row["claim"]).endswith("/roads")]
    assert (row["samplesite_iri"], row["samplesite_en"]) == (
        f"{BASE}id/place/999999",
        "Sample District",
    )
    assert (str(row["sampledepth"]), row["sampleremark"]) == ("2.5", "新建")
    assert (row["samplesince_zh"], row["samplesince_as_written"]) == ("今年", "今年")
    titles = {column.name: column.titles for column in table.columns}
    assert titles["samplesite"] == {"zh": "地块", "en": "Sample site"}
    metadata = json.loads(table_files(table, "v")["observations.csv-metadata.json"])
    described = {item["name"]: item for item in metadata["tableSchema"]["columns"]}
    assert described["sampledepth"]["propertyUrl"] == f"{BASE}ontology#sampledepth"


def test_it_is_cited_to_assistants(store: MemoryBackend) -> None:
    facts = {fact.property: fact for fact in Tools(StoreReader(store)).cite(CLAIM).facts}
    assert facts["samplesite"].en == "Sample District"
    assert (facts["sampledepth"].value, facts["sampleremark"].value) == (2.5, "新建")
    assert facts["samplesinceAsWritten"].value == "今年"


def test_it_is_on_the_page_about_the_claim(pages: FlaskClient) -> None:
    page = pages.get(f"/id/{CLAIM}.html?lang=en").get_data(as_text=True)
    # The ontology has no label for it, so that its IRI names it.
    fields = {
        row[: row.index("</th>")].rpartition("#")[2].removesuffix("</a>"): row
        for row in page.split('<th scope="row">')[1:]
    }
    assert set(NAMES) <= fields.keys()
    assert "2.5" in fields["sampledepth"]
    assert "curators" in fields["sampledepth"]
    assert "Sample District" in fields["samplesite"]


def test_it_is_on_pages_that_show_the_figure(pages: FlaskClient) -> None:
    path = "/id/indicator/old-pipe-network-renovated.html?lang=en"
    page = pages.get(path).get_data(as_text=True)
    context = page.split('<dl class="context">')[1].split("</dl>")[0]
    for name in NAMES:
        assert f"#{name}</dt>" in context
    assert "2.5" in context
    assert "新建" in context


def test_pages_of_districts_have_it_at_hand(store: MemoryBackend) -> None:
    figures = figures_of_place(StoreReader(store), f"{BASE}id/place/999999", "en")
    (roads,) = [figure for figure in figures if figure.claim.endswith("/roads")]
    assert roads.also["samplesite"].label == "Sample District"
    assert (roads.also["sampledepth"].label, roads.also["sampleremark"].label) == ("2.5", "新建")


def test_reconciliation_fetches_it(pages: FlaskClient) -> None:
    extend = {
        "ids": [CLAIM],
        "properties": [{"id": "figure.samplesite"}, {"id": "figure.sampledepth"}],
    }
    answer = pages.post("/reconcile/en", data={"extend": json.dumps(extend)})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    content = answer.get_json()
    assert [item["name"] for item in content["meta"]] == [
        "Figure: sample site",
        "Figure: sample depth",
    ]
    assert content["rows"][CLAIM] == {
        "figure.samplesite": [{"id": "place/999999", "name": "Sample District"}],
        "figure.sampledepth": [{"float": 2.5}],
    }


def test_the_scheme_of_claim_fields_would_name_it() -> None:
    assert (
        'claim-field:samplesite a dg:ClaimField , skos:Concept ;\n    skos:prefLabel "地块"@zh'
        in (scheme_text(SCHEMA.fields))
    )
