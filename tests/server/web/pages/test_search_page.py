"""The search: a page that needs no scripts, and suggestions."""

import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.labels.label_index import LabelIndexes
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.pages.search_page import PAGE_SIZE

DG = "https://w3id.org/districtgraph/ontology#"


@pytest.fixture(scope="module")
def search(built: BuildResult, real_store: MemoryBackend, names: Path) -> FlaskClient:
    dataset = read_dataset(built.folder)
    config = ServerConfig(built.folder, public_url="https://example.org/district")
    return pages_application(config, dataset, real_store, names).test_client()


def page(client: FlaskClient, words: str, more: str = "", language: str = "zh") -> str:
    response = client.get(f"/search?q={quote(words)}&lang={language}{more}")
    assert response.status_code == 200
    return response.get_data(as_text=True)


def results(text: str) -> list[tuple[str, str]]:
    """Return the links and names of the results of a page."""
    found = re.findall(r'<li>\n<p><a href="([^"]+)"><span[^>]*>(.*?)</span></a>', text)
    return [(link, unescape(re.sub("<[^>]+>", "", name))) for link, name in found]


def test_two_characters_find_the_programme_with_its_words_marked(search: FlaskClient) -> None:
    text = page(search, "养老")
    found = results(text)
    assert ("/district/id/programme/community-care-stations.html", "社区养老服务站") in found
    assert "社区<mark>养老</mark>服务站" in text
    assert '<span lang="en">Community elderly-care station' in text
    assert 'value="养老"' in text


@pytest.mark.parametrize(
    ("words", "language", "name"),
    [
        ("care", "en", "Community elderly-care stations"),
        ("care", "zh", "社区养老服务站"),
        ("區", "zh", "大东区"),
        ("210104", "zh", "大东区"),
        ("comunity", "en", "Community elderly-care stations"),
    ],
)
def test_words_of_both_languages_find_it(
    search: FlaskClient, words: str, language: str, name: str
) -> None:
    assert name in [found for _, found in results(page(search, words, language=language))]


def test_an_alias_is_shown_where_it_is_what_was_found(search: FlaskClient) -> None:
    assert re.search(r"又称 <span><mark>广大群众</mark></span>", page(search, "广大群众"))


def test_a_search_without_results_suggests_words_that_find_something(search: FlaskClient) -> None:
    text = page(search, "zzzz")
    assert results(text) == []
    assert "没有找到" in text
    examples = re.findall(r'<li><a class="chip" href="([^"]+)">', text)
    assert len(examples) >= 4
    for link in examples:
        words = parse_qs(urlsplit(unescape(link)).query)["q"][0]
        assert results(page(search, words))


def test_the_searched_text_is_escaped(search: FlaskClient) -> None:
    text = page(search, "<script>alert(1)</script>\"'养老")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_results_come_in_pages_that_are_linked(search: FlaskClient) -> None:
    text = page(search, "大东区")
    first = results(text)
    assert len(first) == PAGE_SIZE
    link = re.search(r'rel="next" href="/district([^"]+)"', text)
    assert link is not None
    second = results(search.get(unescape(link[1])).get_data(as_text=True))
    assert second
    assert not set(first) & set(second)
    total = int(re.search(r'<p role="status">(\d+) ', text)[1])  # type: ignore[index]
    last = page(search, "大东区", "&page=999")
    assert 'rel="next"' not in last
    assert len(results(last)) == (total - 1) % PAGE_SIZE + 1


@pytest.mark.parametrize("number", ["0", "-1", "x", "１", "99999999999999999999"])
def test_a_malformed_page_number_is_refused(search: FlaskClient, number: str) -> None:
    response = search.get(f"/search?q=x&page={quote(number)}")
    assert response.status_code == 400
    assert "page=" in response.get_json()["detail"]


def test_one_kind_can_be_asked_for(search: FlaskClient) -> None:
    everything = page(search, "养老")
    link = re.search(r'href="/district(/search[^"]+)"[^>]*>计划 (\d)</a>', everything)
    assert link is not None
    text = search.get(unescape(link[1])).get_data(as_text=True)
    found = results(text)
    assert re.search(r'aria-current="true">计划 2<', text)
    assert len(found) == int(link[2]) == 2
    assert all("/id/programme/" in address for address, _ in found)


def test_a_kind_without_results_leads_back_to_all(search: FlaskClient) -> None:
    text = page(search, "养老", f"&kind={quote(f'{DG}Park')}")
    assert results(text) == []
    assert "去掉类型筛选" in text


def test_without_words_the_form_is_shown(search: FlaskClient) -> None:
    text = search.get("/search?lang=zh").get_data(as_text=True)
    assert text.count('action="/district/search"') == 2
    assert "没有找到" not in text


def test_json_is_the_suggestions_of_opensearch(search: FlaskClient) -> None:
    for path, accept in (
        ("/search", "application/x-suggestions+json"),
        ("/search", "application/json"),
        ("/search.json", "*/*"),
    ):
        response = search.get(f"{path}?q={quote('民生')}", headers={"Accept": accept})
        text, names, kinds, links = json.loads(response.data)
        assert (text, names[0], kinds[0]) == ("民生", "民生十条", "政策")
        assert links[0] == "https://example.org/district/id/policy/ten-livelihood-measures.html"
        assert len(names) == len(kinds) == len(links)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.content_type == "application/x-suggestions+json"


def test_search_gives_browsers_html_and_refuses_other_types(search: FlaskClient) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = search.get("/search?q=x", headers={"Accept": browser})
    assert response.content_type == "text/html; charset=utf-8"
    assert "accept" in response.vary.as_set()
    assert search.get("/search", headers={"Accept": "image/png"}).status_code == 406


def test_the_description_s_addresses_answer(search: FlaskClient) -> None:
    response = search.get("/opensearch.xml")
    assert response.content_type == "application/opensearchdescription+xml; charset=utf-8"
    root = ET.fromstring(response.get_data(as_text=True))
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    templates = {url.get("type"): url.get("template") for url in root.findall("o:Url", space)}
    assert len(templates) == 3
    for media_type, template in templates.items():
        assert template is not None
        assert template.startswith("https://example.org/district/")
        address = template.replace("{searchTerms}", quote("养老"))
        found = search.get(address.removeprefix("https://example.org/district"))
        assert found.content_type.partition(";")[0] == media_type
    assert 'rel="search" href="/district/opensearch.xml"' in page(search, "养老")


def test_a_store_of_others_can_be_searched(pages: FlaskClient) -> None:
    text = page(pages, "样板")
    assert "<mark>样板</mark>区" in text
    assert "/resource.html?iri=http%3A%2F%2Fexample.org%2F%E5%8C%BA" in text


@pytest.fixture
def without_index(
    built: BuildResult, real_store: MemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> FlaskClient:
    """The search while the first index is being made, which takes for ever here."""
    dataset = read_dataset(built.folder)
    app = pages_application(ServerConfig(built.folder), dataset, real_store)
    indexes = LabelIndexes(app.extensions["districtgraph"]["store"], patience=0)
    monkeypatch.setattr(indexes, "_begin", lambda: None)
    app.extensions["districtgraph"]["labels"] = indexes
    return app.test_client()


def test_before_the_first_index_what_has_exactly_the_name_is_found(
    without_index: FlaskClient,
) -> None:
    text = page(without_index, "大东区", language="en")
    assert "/id/place/210104.html" in {link for link, _ in results(text)}
    assert "made for the first time (0 rows of names read so far)" in text
    assert "No name matches" not in page(without_index, "大", language="en")
    suggested = without_index.get(f"/search.json?q={quote('大东区')}&lang=en").get_json(force=True)
    assert "http://localhost/id/place/210104.html" in suggested[3]
    assert all(len(items) == len(suggested[1]) for items in suggested[1:])
