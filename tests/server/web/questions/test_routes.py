"""The catalogue over HTTP: formats, pages, conditions, errors."""

import csv
import io
import json
import re
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, parse_query_results

from districtgraph.queries import load_questions
from districtgraph.server.knowledge.citations import citations_of
from districtgraph.server.knowledge.questions.catalogue import Catalogue
from districtgraph.server.knowledge.questions.representations import (
    CATALOGUE_FORMATS,
    EVIDENCE_COLUMNS,
)
from districtgraph.server.web.questions import openapi

FIGURE = "https://w3id.org/districtgraph/id/claim/dadong-district/assistance-funds"
ASKED = "/queries/figures-with-evidence{}?indicator=困难帮扶救助资金"
NAMES = [question.name for question in load_questions()]


def rows(api: FlaskClient, address: str) -> dict[str, Any]:
    response = api.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    content: dict[str, Any] = response.get_json()
    return content


def test_plain_rows_have_numbers_as_numbers(api: FlaskClient) -> None:
    content = rows(api, ASKED.format(".json"))
    (row,) = content["rows"]
    assert (row["value"], row["comparator"], row["written"]) == (10560000, "≥", "1056万余元")
    assert content["parameters"] == {"indicator": "indicator/assistance-funds"}
    assert (content["total"], content["next"], content["previous"]) == (1, None, None)
    assert "evidence" not in row


def test_an_unbound_variable_is_null(api: FlaskClient) -> None:
    content = rows(api, "/queries/targets-and-their-years.json")
    assert [row["value"] for row in content["rows"]] == [260000000000, None]


def test_rows_bring_the_citations_that_every_interface_gives(
    api: FlaskClient, catalogue: Catalogue
) -> None:
    (row,) = rows(api, ASKED.format(".json") + "&evidence=true")["rows"]
    given = [(item["quote"], item["start"], item["end"]) for item in row["evidence"]]
    citations = citations_of(catalogue.store, [FIGURE])[FIGURE]
    assert given == [(item.quote, item.start, item.end) for item in citations]
    assert len(given) == 2


@pytest.mark.parametrize("extension", ["srj", "srx", "csv", "tsv"])
def test_tables_have_a_row_for_each_quote(api: FlaskClient, extension: str) -> None:
    response = api.get(ASKED.format(f".{extension}") + "&evidence=true")
    if extension == "csv":
        (header, *lines) = csv.reader(io.StringIO(response.get_data(as_text=True)))
        found = [dict(zip(header, line, strict=True)) for line in lines]
    else:
        kind = QueryResultsFormat.from_extension(extension)
        solutions: Any = parse_query_results(response.data, format=kind)
        header = [variable.value for variable in solutions.variables]
        found = [{name: item[name].value for name in header} for item in solutions]
    assert header[-len(EVIDENCE_COLUMNS) :] == list(EVIDENCE_COLUMNS)
    assert found[0]["evidenceQuote"] == "目前"
    assert {row["evidenceClaim"] for row in found} == {FIGURE}
    assert [(row["evidenceStart"], row["evidenceEnd"]) for row in found] == [
        ("1942", "1944"), ("1945", "1968"),
    ]  # fmt: skip


@pytest.mark.parametrize("item", CATALOGUE_FORMATS, ids=lambda item: item.extension)
def test_a_format_by_header_extension_and_parameter(api: FlaskClient, item: Any) -> None:
    accepted = api.get("/queries/money", headers={"Accept": item.media_type})
    extended = api.get(f"/queries/money.{item.extension}")
    named = api.get(f"/queries/money?format={item.extension}")
    assert accepted.mimetype == extended.mimetype == named.mimetype == item.media_type
    assert "Accept" in accepted.headers["Vary"]
    assert "accept" not in (extended.vary.as_set() | named.vary.as_set())


def test_a_program_gets_results_of_sparql_a_browser_a_page(api: FlaskClient) -> None:
    assert api.get("/queries/money").mimetype == "application/sparql-results+json"
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert api.get("/queries/money", headers={"Accept": browser}).mimetype == "text/html"


def test_pages_lead_to_each_other(api: FlaskClient) -> None:
    seen, address = [], "/queries/who-runs-what.json?actor=大东区&limit=10"
    while address:
        response = api.get(address)
        content = response.get_json()
        assert ('rel="next"' in response.headers["Link"]) is (content["next"] is not None)
        seen += content["rows"]
        address = content["next"]
    assert len(seen) == len({row["claim"] for row in seen}) == 37
    assert content["previous"].endswith("actor=%E5%A4%A7%E4%B8%9C%E5%8C%BA&limit=10&offset=20")


def test_an_unchanged_answer_is_not_sent_again(api: FlaskClient) -> None:
    address = ASKED.format(".csv")
    etag = api.get(address).headers["ETag"]
    again = api.get(address, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    others = [ASKED.format(".tsv"), f"{address}&evidence=true", f"{address}&limit=9"]
    assert etag not in {api.get(other).headers["ETag"] for other in others}


def test_any_site_s_scripts_may_read(api: FlaskClient) -> None:
    for address in ("/queries", "/queries/money", "/queries/money?limit=0", "/openapi.json"):
        assert api.get(address).headers["Access-Control-Allow-Origin"] == "*"


def test_head_has_the_headers_alone(api: FlaskClient) -> None:
    response = api.head("/queries/money.csv")
    assert (response.status_code, response.data) == (200, b"")
    assert response.content_type == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("address", "parameters"),
    [
        ("/queries/money?place=大东&year=二〇二一&colour=red", {"place", "year", "colour"}),
        ("/queries/money?place=大东区&place=沈阳市", {"place"}),
        ("/queries/money?format=xlsx", {"format"}),
        ("/queries/money.csv?format=json", {"format"}),
        ("/queries/money?lang=fr", {"lang"}),
        ("/queries/money?place=", {"place"}),
        ("/queries?limit=1", {"limit"}),
        ("/queries?lang=fr", {"lang"}),
        ("/openapi.json?x=y", {"x"}),
    ],
)
def test_bad_parameters_are_named(api: FlaskClient, address: str, parameters: set[str]) -> None:
    response = api.get(address)
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    errors = response.get_json()["errors"]
    assert {error["parameter"] for error in errors} == parameters
    assert all(error["detail"] for error in errors)


def test_the_allowed_values_are_listed(api: FlaskClient) -> None:
    (error,) = api.get("/queries/money?modality=已实").get_json()["errors"]
    assert "modality/achieved" in error["allowed"]
    assert "已实现" in error["detail"]


@pytest.mark.parametrize(
    ("method", "address", "accept", "status"),
    [
        ("GET", "/queries/没有", "*/*", 404),
        ("GET", "/queries/money.xlsx", "*/*", 404),
        ("POST", "/queries/money", "*/*", 405),
        ("DELETE", "/queries", "*/*", 405),
        ("GET", "/queries/money", "image/png", 406),
        ("GET", "/queries", "text/csv", 406),
    ],
)
def test_other_errors(
    api: FlaskClient, method: str, address: str, accept: str, status: int
) -> None:
    response = api.open(address, method=method, headers={"Accept": accept})
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    if status == 405:
        assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    if status == 406:
        assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_a_page(api: FlaskClient, name: str, language: str) -> None:
    response = api.get(f"/queries/{name}.html?lang={language}")
    assert response.status_code == 200
    text = response.get_data(as_text=True)
    question = next(item for item in load_questions() if item.name == name)
    assert question.titles[language] in text.replace("&#39;", "'")
    assert all(f'name="{parameter}"' in text for parameter in question.parameters)


@pytest.mark.parametrize(
    ("arguments", "is_open"),
    [("", False), ("?place=210104", True), ("?place=nowhere-at-all", True), ("?offset=500", True)],
)
def test_an_answer_comes_before_its_parameters_unless_they_say_something(
    api: FlaskClient, arguments: str, is_open: bool
) -> None:
    text = api.get(f"/queries/money{arguments}", headers={"Accept": "text/html"}).text
    assert ('<details class="parameters" open>' in text) is is_open
    assert ('<details class="parameters">' in text) is not is_open


def test_the_page_repeats_the_given_values_and_shows_quotes(api: FlaskClient) -> None:
    address = "/queries/money.html?lang=zh&place=大东区&minimum=&words=1056万&limit=5"
    text = api.get(address).get_data(as_text=True)
    assert '<option value="place/210104" selected>大东区</option>' in text
    assert '<q lang="zh-Hans">已累计投入资金1056万余元，帮扶救助困难家庭</q>' in text
    assert "1945–1968" in text
    assert 'value="1056万"' in text
    links = re.findall(r'href="(/queries/money\.(?!html)[a-z]+\?[^"]*)"', text)
    assert len(links) == 5
    for link in links:
        assert api.get(link.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    ("language", "titles"), [("zh", "指标 数值 比较符"), ("en", "Indicator Value")]
)
def test_the_page_has_the_reader_s_words(api: FlaskClient, language: str, titles: str) -> None:
    text = api.get(f"/queries/money.html?lang={language}&words=万余").get_data(as_text=True)
    headings = re.findall(r'<th scope="col">([^<]*)</th>', text)
    assert set(titles.split()) <= set(headings)
    indicators = ["困难帮扶救助资金", "Funds put into assistance to people in difficulty"]
    cells = re.findall(r"<td[^>]*>(?:<a[^>]*>)?([^<]*)", text)
    assert [name in cells for name in indicators] == [language == "zh", language == "en"]
    assert '<td class="number">10,560,000</td>' in text
    label = {"zh": "困难帮扶救助资金：1056万余元", "en": f"{indicators[1]}: 1056万余元"}[language]
    assert f">{label}</a>" in text


@pytest.mark.parametrize(
    ("language", "titles", "who"),
    [("zh", "论断 行动者或举措 目标", "三级河长制"), ("en", "Claim Who Goal", "“One net”")],
)
def test_every_label_of_a_page_is_in_the_reader_s_language(
    api: FlaskClient, language: str, titles: str, who: str
) -> None:
    text = api.get(f"/queries/goals.html?lang={language}").get_data(as_text=True)
    headings = re.findall(r'<th scope="col">([^<]*)</th>', text)
    assert headings[:3] == titles.split()
    cells = re.findall(r"<td[^>]*>([^<]*)", text)
    assert [name in cells for name in ("三级河长制", "“One net”")] == [
        name == who for name in ("三级河长制", "“One net”")
    ]


@pytest.mark.parametrize(("language", "words"), [("zh", {"是", "否"}), ("en", {"yes", "no"})])
def test_what_holds_or_not_is_said_in_the_reader_s_language(
    series_api: FlaskClient, language: str, words: set[str]
) -> None:
    text = series_api.get(f"/queries/revised-values.html?lang={language}").get_data(as_text=True)
    cells = re.findall(r"<td[^>]*>([^<]*)", text)
    assert words <= set(cells)
    assert not {"true", "false"} & set(cells)


def test_a_page_without_rows_says_so(api: FlaskClient) -> None:
    text = api.get("/queries/money.html?lang=en&words=无此").get_data(as_text=True)
    assert "No rows match." in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_and_the_api_have_pages(api: FlaskClient, language: str) -> None:
    listed = api.get(f"/queries.html?lang={language}").get_data(as_text=True)
    described = api.get(f"/api?lang={language}").get_data(as_text=True)
    for question in load_questions():
        assert f'href="/queries/{question.name}"' in listed
        assert f'id="{question.name}"' in described
        assert question.titles[language] in listed.replace("&#39;", "'")


def test_the_list_is_json_for_programs(api: FlaskClient) -> None:
    content = rows(api, "/queries")
    assert [item["name"] for item in content["questions"]] == NAMES
    assert all(set(item["title"]) == {"zh", "en"} for item in content["questions"])
    assert {item["group"] for item in content["questions"]} == {
        group["name"] for group in content["groups"]
    }
    for relation in ("self", "rows", "csv", "page"):
        link = content["questions"][0]["links"][relation]
        assert api.get(link).status_code == 200


def test_the_description_is_the_same_in_json_and_yaml(api: FlaskClient) -> None:
    response = api.get("/openapi.yaml")
    assert response.content_type == "application/yaml"
    document = api.get("/openapi.json").get_json()
    assert yaml.load(response.data, Loader=yaml.CSafeLoader) == document
    assert document["openapi"].startswith("3.1.")
    assert len(document["paths"]) == len(NAMES) + 1


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_the_description_is_made_once_for_all_addresses(
    api: FlaskClient, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    api.get(f"/openapi.{form}")
    monkeypatch.setattr(openapi, "openapi_document", None)
    for host in ("one.example", "two.example:8000"):
        response = api.get(f"/openapi.{form}", headers={"Host": host})
        document = yaml.load(response.data, Loader=yaml.CSafeLoader)
        assert document["servers"] == [{"url": f"http://{host}"}]


def test_references_in_the_description_lead_somewhere(api: FlaskClient) -> None:
    document = api.get("/openapi.json").get_json()
    references = set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)))
    assert len(references) >= 35
    for reference in references:
        place: Any = document
        for key in reference.split("/"):
            place = place[key]


def test_empty_fields_are_those_of_a_form(api: FlaskClient) -> None:
    """A form sends all of its fields; a program that sends an empty value has lost one."""
    address = "/queries/money?format=html&minimum="
    assert api.get(address, headers={"Accept": "text/html"}).status_code == 200
    assert api.get("/queries/money.html?minimum=").status_code == 200
    assert api.get(address).status_code == 400
    assert api.get("/queries/money.json?minimum=").status_code == 400


def test_a_row_leads_to_a_point_or_outcome_without_the_end_of_its_iri(
    series_api: FlaskClient,
) -> None:
    def names(question: str) -> set[str]:
        page = series_api.get(f"/queries/{question}.html?lang=en").get_data(as_text=True)
        return set(re.findall(r'<a href="/id/series/[^"]*"[^>]*>([^<]*)</a>', page))

    assert names("targets-against-outcomes") == {"open"}
    assert names("conflicting-values") == {"open"}
    # A series has a name of its own.
    assert len(names("series-of-places")) > 1
