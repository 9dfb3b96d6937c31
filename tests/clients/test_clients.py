"""Clients that we did not write do all they can at our endpoint, in Chinese."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from .clients import CLIENTS, NODE_CLIENTS, Client, RdflibClient
from .endpoint import Endpoint

HERE = Path(__file__).parent
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DADONG = "http://example.org/区/大东"
LABELS = ['"Dadong District"@en', '"大东区"@zh', '"大東區"@zh-hant']


def test_select_gives_labels_with_their_languages(endpoint: Endpoint, client: Client) -> None:
    found = client.select(endpoint, f"SELECT ?label {{ <{DADONG}> <{LABEL}> ?label }}")
    assert sorted(row["label"] for row in found) == LABELS


def test_select_gives_every_character_of_iris_and_strings(
    endpoint: Endpoint, client: Client
) -> None:
    query = (
        f"SELECT * {{ <{DADONG}> <http://example.org/备注> ?note ; "
        "<http://example.org/邻> ?next ; <http://example.org/人口> ?people }"
    )
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert client.select(endpoint, query) == [
        {
            "note": json.dumps("“民生十条”\n𠮷 & <100%2B+>", ensure_ascii=False),
            "next": "<http://example.org/%E5%8C%BA/沈河>",
            "people": f'"677000"^^<{integer}>',
        }
    ]


def test_a_query_with_chinese_words_in_it_finds_them(endpoint: Endpoint, client: Client) -> None:
    query = (
        f'SELECT ?s {{ ?s <{LABEL}> ?label FILTER(STR(?label) = "大东区" && LANG(?label) = "zh") }}'
    )
    assert client.select(endpoint, query) == [{"s": f"<{DADONG}>"}]


def test_construct_gives_triples_with_chinese_iris(endpoint: Endpoint, client: Client) -> None:
    query = f"CONSTRUCT {{ ?s <http://example.org/名称> ?l }} WHERE {{ ?s <{LABEL}> ?l }}"
    expected = [[f"<{DADONG}>", "<http://example.org/名称>", label] for label in LABELS]
    built = client.construct(endpoint, query)
    assert sorted(triple for triple in built if triple[0] == f"<{DADONG}>") == expected


@pytest.mark.parametrize(("label", "answer"), [('"大东区"@zh', True), ('"大东区"@en', False)])
def test_ask_distinguishes_languages(
    endpoint: Endpoint, client: Client, label: str, answer: bool
) -> None:
    assert client.ask(endpoint, f"ASK {{ <{DADONG}> <{LABEL}> {label} }}") is answer


def test_an_update_is_seen_by_the_next_query(
    endpoint: Endpoint, client: Client, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.params["client"]
    subject = f"<http://example.org/客户/{name}>"
    query = f"SELECT ?o {{ {subject} <http://example.org/写> ?o }}"

    client.update(endpoint, f'INSERT DATA {{ {subject} <http://example.org/写> "新的"@zh }}')
    assert client.select(endpoint, query) == [{"o": '"新的"@zh'}]

    client.update(
        endpoint,
        f"DELETE {{ {subject} ?p ?o }} INSERT {{ {subject} ?p ?new }} "
        f'WHERE {{ {subject} ?p ?o BIND(STRLANG(CONCAT(STR(?o), "！"), "zh") AS ?new) }}',
    )
    assert client.select(endpoint, query) == [{"o": '"新的！"@zh'}]

    client.update(endpoint, f"DELETE WHERE {{ {subject} ?p ?o }}")
    assert client.select(endpoint, query) == []


def test_an_update_without_the_token_fails_and_changes_nothing(
    endpoint: Endpoint, client: Client
) -> None:
    if not endpoint.guarded:
        pytest.skip("this endpoint takes updates from everybody")
    stranger = replace(endpoint, headers={})
    triple = "<http://example.org/x> <http://example.org/无> 1"
    with pytest.raises(Exception, match=r"(?i)401|unauthorized|403|forbidden"):
        client.update(stranger, f"INSERT DATA {{ {triple} }}")
    assert client.ask(endpoint, f"ASK {{ {triple} }}") is False


def test_rdflib_adds_and_removes_triples_as_in_any_graph(endpoint: Endpoint) -> None:
    triple = (URIRef(f"{DADONG}/街道"), URIRef(LABEL), Literal("万泉街道", lang="zh"))
    graph = RdflibClient().graph(endpoint)
    graph.add(triple)
    assert triple in graph
    graph.remove(triple)
    assert triple not in graph


@pytest.mark.usefixtures("installed")
def test_comunica_finds_the_endpoint_by_its_address_alone(endpoint: Endpoint) -> None:
    """The client requests a service description and trusts the address in it."""
    if not endpoint.guarded:
        pytest.skip("this endpoint has no service description of ours")
    query = f"SELECT ?label {{ <{DADONG}> <{LABEL}> ?label }}"
    found = NODE_CLIENTS["comunica"].run("discover", endpoint, query)
    assert sorted(row["label"] for row in found) == LABELS


def test_all_clients_are_tried() -> None:
    assert len(CLIENTS) == 5


def test_the_lock_file_names_no_address_to_fetch_from() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for path, package in lock["packages"].items() if path]
    assert len(packages) > 100
    assert not any("resolved" in package for package in packages)
    assert all("integrity" in package for package in packages)
    assert re.fullmatch(
        r"4\.5\.\d+", lock["packages"][""]["dependencies"]["@comunica/query-sparql"]
    )
