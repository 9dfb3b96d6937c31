"""The service over a socket, as OpenRefine and its like use it."""

import json
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from tests.server.http_client import HttpClient
from tests.server.web.reconciliation.reconciliation_client import ReconciliationClient, problems


def test_the_schemas_accept_right_and_refuse_wrong_documents() -> None:
    assert problems({"result": [{"id": "a", "name": "甲"}]}, "suggest_entity") == []
    assert problems({"result": [{"id": "a"}]}, "suggest_entity")
    assert problems({"versions": ["0.1"], "name": "甲"}, "manifest")
    assert problems({"q": {}}, "result_batch")
    assert problems({"meta": [], "rows": {"a": {"b": [{"str": 1}]}}}, "extension")


@pytest.mark.parametrize(("language", "name"), [("zh", "区情图谱"), ("en", "districtgraph")])
def test_the_manifest_names_parts_that_answer(address: str, language: str, name: str) -> None:
    client = ReconciliationClient(address, language)
    manifest = client.manifest()
    assert manifest["name"] == name
    assert manifest["identifierSpace"] == "https://w3id.org/districtgraph/id/"
    assert len(manifest["defaultTypes"]) >= 5
    for kind, service in manifest["suggest"].items():
        assert service["service_url"] + service["service_path"] == (
            f"{address}/reconcile/{language}/suggest/{kind}"
        )
        assert client.suggest(kind, "地" if language == "zh" else "place")
    for part in ("view", "preview"):
        link = manifest[part]["url"].replace("{{id}}", quote("place/210104", safe=""))
        assert client.http.get(link.removeprefix(address)).status in (200, 303)
    for link in (manifest["logo"], manifest["documentation"]):
        assert client.http.get(urlsplit(link).path).status == 200


def test_the_address_without_a_language_speaks_the_client_s(address: str) -> None:
    http = HttpClient(address)
    for header, name in (("zh-CN", "区情图谱"), ("en", "districtgraph")):
        reply = http.send("GET", "/reconcile", {"Accept-Language": header})
        assert (reply.json()["name"], reply.status) == (name, 200)


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("大东区", {}, "place/210104"),
        ("大东", {}, None),
        ("大东", {"type": "AdministrativeArea"}, "place/210104"),
        ("辽宁省沈阳市大东区", {}, "place/210104"),
        ("大東區", {}, "place/210104"),
        ("社区养老服务站", {}, None),
        ("社区养老服务站", {"type": "Programme"}, "programme/community-care-stations"),
        ("网格", {}, None),
        ("网格", {"type": ["FacilityKind"]}, "facility-kind/governance-grid"),
        ("养老服务", {"type": "scheme/dimensions"}, "dimension/elderly-care"),
        ("大东区", {"properties": [{"pid": "areaCode", "v": "210104"}]}, "place/210104"),
        ("大东区", {"properties": [{"pid": "areaCode", "v": "210105"}]}, None),
        ("大东区", {"properties": [{"pid": "locatedIn", "v": "沈阳市"}]}, "place/210104"),
        ("大东区", {"properties": [{"pid": "locatedIn", "v": "大连市"}]}, None),
        ("百姓", {}, "beneficiary-group/public"),
        ("宝马", {}, None),
        ("龘龘", {}, None),
    ],
)
def test_short_chinese_names_are_matched_well(
    service: ReconciliationClient, text: str, more: dict[str, object], expected: str | None
) -> None:
    assert service.match(text, **more) == expected


def test_every_name_of_an_entity_finds_it(service: ReconciliationClient) -> None:
    query = "SELECT ?iri ?name { ?iri a <https://w3id.org/districtgraph/ontology#Initiative> ; "
    query += "<http://www.w3.org/2000/01/rdf-schema#label> ?name }"
    reply = service.http.get(f"/sparql?{urlencode({'query': query})}", "application/json")
    rows = reply.json()["results"]["bindings"]
    assert len(rows) >= 100
    for at in range(0, len(rows), 50):
        part = {str(n): row for n, row in enumerate(rows[at : at + 50])}
        found = service.reconcile(
            {key: {"query": row["name"]["value"], "limit": 5} for key, row in part.items()}
        )
        for key, row in part.items():
            identifier = row["iri"]["value"].removeprefix("https://w3id.org/districtgraph/id/")
            best = {c["id"] for c in found[key] if c["score"] == found[key][0]["score"]}
            assert identifier in best, row


def test_a_candidate_says_why(service: ReconciliationClient) -> None:
    best, *others = service.candidates(
        "大东区", properties=[{"pid": "locatedIn", "v": {"id": "place/210100"}}]
    )
    assert others
    assert (best["id"], best["name"], best["score"]) == ("place/210104", "大东区", 100)
    assert best["type"][0] == {"id": "District", "name": "市辖区"}
    assert "Dadong District" in best["description"]
    features = {feature["id"]: feature["value"] for feature in best["features"]}
    assert features == {
        "name": 100,
        "exact_name": True,
        "type_match": True,
        "property:locatedIn": 1,
    }


def test_claims_are_candidates_where_their_type_is_asked_for(service: ReconciliationClient) -> None:
    text = "困难帮扶救助资金：1056万余元"
    assert service.match(text) is None
    assert service.match(text, type="Figure") == "claim/dadong-district/assistance-funds"


def test_queries_can_be_sent_by_get(service: ReconciliationClient) -> None:
    queries = json.dumps({"q0": {"query": "大东区"}}, ensure_ascii=False)
    reply = service.http.get(f"/reconcile/zh?{urlencode({'queries': queries})}")
    assert reply.json()["q0"]["result"][0]["match"] is True


def test_english_names_are_given_to_who_asks_for_them(english: ReconciliationClient) -> None:
    best = english.candidates("大东区")[0]
    assert (best["name"], best["type"][0]["name"], best["match"]) == (
        "Dadong District",
        "district",
        True,
    )


@pytest.mark.parametrize("callback", ["jQuery.cb_1", "alert(1)", ""])
@pytest.mark.parametrize("path", ["/reconcile/zh", "/reconcile/zh/suggest/entity"])
def test_nothing_is_given_as_a_script(
    service: ReconciliationClient, path: str, callback: str
) -> None:
    reply = service.http.get(f"{path}?{urlencode({'callback': callback})}")
    assert reply.status == 400
    assert reply.content_type == "application/problem+json"


QUERIES = json.dumps({"q0": {"query": "大东区"}})


@pytest.mark.parametrize(
    ("target", "fields", "word"),
    [
        ("/reconcile/zh", {"queries": "养老"}, "queries is not JSON"),
        ("/reconcile/zh", {"queries": '{"q0": {"query": "养老", "limit": 0}}'}, "q0.limit"),
        ("/reconcile/zh", {"extend": "{}"}, "extend.ids"),
        ("/reconcile/zh", {"extend": "{}", "queries": QUERIES}, "separate requests"),
        ("/reconcile/zh", {"query": "养老"}, "queries= or extend="),
        (f"/reconcile/zh?{urlencode({'queries': QUERIES})}", {"queries": QUERIES}, "2 times"),
    ],
)
def test_errors_are_problem_details(
    service: ReconciliationClient, target: str, fields: dict[str, str], word: str
) -> None:
    reply = service.http.form(target, fields)
    assert (reply.status, reply.content_type) == (400, "application/problem+json")
    assert word in reply.json()["detail"]
    assert reply.headers["access-control-allow-origin"] == "*"


def test_a_malformed_query_has_its_own_error_and_the_others_their_answers(
    service: ReconciliationClient,
) -> None:
    queries = {
        "q0": {"query": "大东区"},
        "q1": {"query": "大东区", "limit": 0},
        "q2": {"query": "大东区", "type_strict": "some"},
    }
    reply = service.http.form(service.path, {"queries": json.dumps(queries, ensure_ascii=False)})
    assert reply.status == 200
    found = reply.json()
    assert problems(found, "result_batch") == []
    assert found["q0"]["result"][0]["id"] == "place/210104"
    assert "error" not in found["q0"]
    for key, place in (("q1", "queries.q1.limit"), ("q2", "queries.q2.type_strict")):
        assert found[key]["result"] == []
        assert found[key]["error"]["status"] == 400
        assert found[key]["error"]["detail"].startswith(place)


def test_other_things_that_cannot_be_answered(service: ReconciliationClient) -> None:
    http, path = service.http, service.path
    big = json.dumps({str(n): {"query": "养老"} for n in range(51)}, ensure_ascii=False)
    assert http.form(path, {"queries": big}).status == 413
    assert http.post(path, b"{}", "application/json").status == 415
    assert http.send("PUT", path).status == 405
    assert http.get("/reconcile/fr").status == 404
    assert http.get(f"{path}/suggest/nothing?prefix={quote('养')}").status == 404
    assert http.get(f"{path}/suggest/entity?prefix={quote('养')}&cursor=x").status == 400
    assert http.get(f"{path}/preview").status == 400
    assert http.get(f"{path}/preview?id={quote('没有')}").status == 404
    assert http.get(f"{path}/view?id={quote('没有')}").status == 404


def test_browsers_may_ask_before_they_send(service: ReconciliationClient) -> None:
    reply = service.http.send("OPTIONS", service.path, {"Origin": "https://example.org"})
    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert reply.headers["access-control-max-age"] == "86400"


def test_entities_are_suggested_by_prefix_page_by_page(service: ReconciliationClient) -> None:
    first = service.suggest("entity", "大东")
    assert (len(first), first[0]["id"]) == (10, "place/210104")
    assert first[0]["notable"] == [{"id": "District", "name": "市辖区"}]
    second = service.suggest("entity", "大东", cursor=10)
    assert second
    assert not {item["id"] for item in first} & {item["id"] for item in second}
    assert service.suggest("entity", "大东", cursor=10_000) == []
    assert service.suggest("entity", "place/210104")[0]["name"] == "大东区"


def test_types_are_suggested_with_what_they_are_kinds_of(service: ReconciliationClient) -> None:
    district = service.suggest("type", "市辖区")[0]
    assert district == {
        "id": "District",
        "name": "市辖区",
        "broader": [{"id": "AdministrativeArea", "name": "行政区域"}],
    }
    assert service.suggest("type", "District")[0]["id"] == "District"
    assert "locatedIn" not in {item["id"] for item in service.suggest("type", "位于")}
    assert len(service.suggest("type", "")) == 10


def test_properties_are_suggested(service: ReconciliationClient) -> None:
    assert service.suggest("property", "位于")[0]["id"] == "locatedIn"
    assert service.suggest("property", "locatedIn")[0]["name"] == "位于"
    assert "areaCode" in {item["id"] for item in service.suggest("property", "区划代码")}
    assert "figure.quotes" in {item["id"] for item in service.suggest("property", "引文")}


def test_a_preview_may_be_framed_and_is_escaped(service: ReconciliationClient) -> None:
    for identifier in ("place/210104", "indicator/assistance-funds"):
        reply = service.http.get(f"/reconcile/zh/preview?id={quote(identifier, safe='')}")
        assert reply.status == 200
        assert reply.content_type == "text/html; charset=utf-8"
        policy = reply.headers["content-security-policy"]
        assert "frame-ancestors *" in policy
        assert "script-src 'self'" in policy
    assert "已累计投入资金1056万余元" in reply.text
    assert "困难帮扶救助资金" in reply.text
    assert "frame-ancestors 'none'" in service.http.get("/").headers["content-security-policy"]


def test_a_view_leads_to_the_page(service: ReconciliationClient) -> None:
    reply = service.http.get(f"/reconcile/zh/view?id={quote('place/210104', safe='')}")
    assert reply.status == 303
    assert reply.headers["location"] == "/id/place/210104.html?lang=zh"
    assert "大东区" in service.http.get(reply.headers["location"]).text


def test_addresses_hold_behind_a_proxy(
    built: BuildResult, real_store: MemoryBackend, names: Path
) -> None:
    config = ServerConfig(built.folder, public_url="https://example.org/district")
    client = pages_application(config, read_dataset(built.folder), real_store, names).test_client()
    manifest = client.get("/reconcile/zh").get_json()
    assert problems(manifest, "manifest") == []
    services = [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]
    links = [service["service_url"] + service["service_path"] for service in services]
    links += [manifest["view"]["url"], manifest["preview"]["url"], manifest["logo"]]
    assert len(links) == 7
    assert all(link.startswith("https://example.org/district/") for link in links)
    seen = client.get("/reconcile/zh/view?id=place/210104").headers["Location"]
    assert seen == "/district/id/place/210104.html?lang=zh"
