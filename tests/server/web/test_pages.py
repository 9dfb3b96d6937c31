"""Pages and downloads by Flask's own pages, and what holds of every route of a server."""

import socket

import pytest
from flask.testing import FlaskClient

from districtgraph.queries import load_questions
from districtgraph.server.web.downloads import DOWNLOAD_TYPES
from districtgraph.server.web.pages.home import FRONT_PAGE
from districtgraph.server.web.pages.page_texts import page_texts
from tests.patience import PATIENCE
from tests.server.http_client import HttpClient


@pytest.mark.parametrize(
    ("header", "lang", "language"),
    [("zh-CN,zh;q=0.9", "", "zh"), ("en-GB", "", "en"), ("en", "?lang=zh", "zh"), ("fr", "", "zh")],
)
def test_home_speaks_the_reader_s_language(
    pages: FlaskClient, header: str, lang: str, language: str
) -> None:
    pages.delete_cookie("language")
    response = pages.get(f"/{lang}", headers={"Accept-Language": header})
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert response.vary.as_set() == {"accept-language", "cookie", "accept-encoding"}
    text = response.get_data(as_text=True)
    assert f'<html lang="{"zh-Hans" if language == "zh" else "en"}">' in text
    assert page_texts()[language]["lead"] in text


def test_both_languages_have_the_same_words() -> None:
    texts = page_texts()
    assert texts["zh"].keys() == texts["en"].keys()
    assert all(isinstance(text, str) for words in texts.values() for text in words.values())


def test_home_links_downloads_and_questions_that_answer(pages: FlaskClient) -> None:
    text = pages.get("/data").get_data(as_text=True)
    for name in DOWNLOAD_TYPES:
        assert f'href="/download/{name}"' in text
    home = pages.get("/").get_data(as_text=True)
    assert 'href="/data"' in home
    assert home.count('href="/queries/') == len(FRONT_PAGE)
    assert pages.get("/queries.html").get_data(as_text=True).count(".csv") == len(load_questions())


@pytest.mark.parametrize("name", DOWNLOAD_TYPES)
def test_downloads_have_their_type_and_an_etag(pages: FlaskClient, name: str) -> None:
    with pages.get(f"/download/{name}") as response:
        assert response.status_code == 200
        assert response.content_type == DOWNLOAD_TYPES[name]
    condition = {"If-None-Match": response.headers["ETag"]}
    with pages.get(f"/download/{name}", headers=condition) as again:
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/download/manifest.json", "/download/../manifest.json", "/nothing"]
)
def test_an_unknown_address_gives_404_as_problem_details(pages: FlaskClient, path: str) -> None:
    response = pages.get(path)
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert response.get_json()["title"] == "Not Found"


def test_a_browser_gets_errors_as_pages(pages: FlaskClient) -> None:
    response = pages.get("/nothing", headers={"Accept": "text/html"})
    assert (response.status_code, response.content_type) == (404, "text/html; charset=utf-8")


GUARDS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}


@pytest.mark.parametrize("path", ["/", "/nothing", "/download/dataset.nq", "/static/style.css"])
def test_every_page_is_guarded(pages: FlaskClient, path: str) -> None:
    with pages.get(path) as response:
        assert {name: response.headers[name] for name in GUARDS} == GUARDS


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/sparql?query=x", "/store", "/healthz", "/readyz", "/metrics", "/no"]
)
def test_every_response_of_the_server_is_guarded(client: HttpClient, path: str) -> None:
    response = client.get(path)
    assert {name: response.headers[name] for name in GUARDS} == GUARDS


def test_health_and_readiness(client: HttpClient) -> None:
    assert client.get("/healthz").body == b"ok\n"
    assert client.get("/readyz").body == b"ready\n"


def test_a_bare_store_s_home_is_what_it_holds(client: HttpClient) -> None:
    response = client.get("/")
    assert (response.status, response.headers["location"]) == (303, "/browse")


def test_unencoded_words_in_an_address_are_read_too(address: str) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        request = f"GET /editor?query=养老 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert ">养老</textarea>".encode() in answer


def test_the_tables_are_among_the_downloads() -> None:
    tables = {"observations.csv", "observations-zh.csv", "observations.parquet"}
    assert tables <= DOWNLOAD_TYPES.keys()
