"""The page of the query editor and what it completes."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.queries import load_questions
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.examples.terms import CompletionTerm, terms_of
from districtgraph.server.store.built_dataset import BuiltDataset, read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from districtgraph.server.web.application import pages_application

DG = "https://w3id.org/districtgraph/ontology#"


@pytest.fixture(scope="module")
def store(built: BuildResult) -> MemoryBackend:
    return MemoryBackend((built.folder / "dataset.nq").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def editor(built: BuildResult, store: MemoryBackend) -> FlaskClient:
    return pages_application(
        ServerConfig(built.folder), read_dataset(built.folder), store
    ).test_client()


def query_in(page: str) -> str:
    match = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert match is not None
    return unescape(match.group(1))


def test_the_query_of_the_address_is_in_the_form_that_needs_no_script(editor: FlaskClient) -> None:
    query = 'SELECT * WHERE { ?s ?p "</textarea><script>养老</script>"@zh }'
    page = editor.get("/editor", query_string={"query": query}).get_data(as_text=True)
    assert query_in(page) == query
    assert '<form id="plain-query" action="/sparql" method="get">' in page
    assert page.count("<script>") == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_example_opens_with_its_title_in_the_page_s_language(
    editor: FlaskClient, language: str
) -> None:
    question = next(item for item in load_questions() if item.name == "elderly-care")
    page = editor.get(f"/editor?example=elderly-care&lang={language}").get_data(as_text=True)
    query = query_in(page)
    assert query.startswith(f"# title@{language}: {question.titles[language]}\n")
    assert "# parameter" not in query and "# group" not in query
    assert query.partition("PREFIX")[2] == question.text.partition("PREFIX")[2]
    assert page.count("data-example=") == len(load_questions()) >= 49
    assert 'data-example="elderly-care"' in page and 'aria-current="true"' in page


def test_an_example_that_is_not_there_is_not_found(editor: FlaskClient) -> None:
    assert editor.get("/editor?example=nothing").status_code == 404


def test_examples_have_the_dataset_s_base_iri_and_links_its_prefix(tmp_path: Path) -> None:
    dataset = BuiltDataset(tmp_path, "", "https://example.org/base/", {}, {})
    config = ServerConfig(tmp_path, public_url="https://example.org/under/this")
    client = pages_application(config, dataset, MemoryBackend("")).test_client()
    page = client.get("/editor?example=money").get_data(as_text=True)
    assert "PREFIX dg: <https://example.org/base/ontology#>" in query_in(page)
    assert 'action="/under/this/sparql"' in page
    assert 'href="/under/this/editor?example=money"' in page


def test_terms_are_those_of_the_dataset_s_description(
    editor: FlaskClient, store: MemoryBackend
) -> None:
    response = editor.get("/editor/terms")
    terms = {(item["kind"], item["iri"]): item for item in response.get_json()}
    observation = terms["class", f"{DG}Observation"]
    assert (observation["zh"], observation["en"]) == ("观测值", "observation")
    counted = StoreReader(store).rows(
        "SELECT (COUNT(*) AS ?count) { ?o a <https://w3id.org/districtgraph/ontology#Observation> }"
    )
    assert observation["count"] == int(counted[0]["count"].value) > 0
    assert ("property", f"{DG}asWritten") in terms
    assert len(terms) >= 100
    again = editor.get("/editor/terms", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_terms_of_a_store_without_description_are_counted() -> None:
    quads = """\
<http://e/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/C> .
<http://e/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/C> .
<http://e/C> <http://www.w3.org/2000/01/rdf-schema#label> "类"@zh .
"""
    terms = terms_of(StoreReader(MemoryBackend(quads)))
    assert terms == (
        CompletionTerm("class", "http://e/C", 2, "类", ""),
        CompletionTerm("property", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", 2, "", ""),
        CompletionTerm("property", "http://www.w3.org/2000/01/rdf-schema#label", 1, "", ""),
    )


def test_the_script_gets_the_data_that_it_needs(editor: FlaskClient) -> None:
    page = editor.get("/editor?lang=en").get_data(as_text=True)
    match = re.search(r'<script type="application/json" id="editor-settings">(.*?)</script>', page)
    if match is None:
        assert 'id="plain-query"' in page  # nothing is built here
        pytest.skip("no scripts are built here: python server/web/assets/asset_build.py")
    settings = json.loads(match.group(1))
    assert settings["endpoint"] == "/sparql" and settings["prefixes"]["dg"] == DG
    assert len(settings["examples"]) >= 49 and not settings["asked"]
