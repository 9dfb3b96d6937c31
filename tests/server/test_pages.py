import pytest
from flask.testing import FlaskClient

from districtgraph.server.downloads import DOWNLOAD_TYPES
from districtgraph.server.pages import FRONT_PAGE, page_texts


@pytest.mark.parametrize(
    ("header", "lang", "language"),
    [("zh-CN,zh;q=0.9", "", "zh"), ("en-GB", "", "en"), ("en", "?lang=zh", "zh"), ("fr", "", "zh")],
)
def test_home_speaks_the_reader_s_language(
    client: FlaskClient, header: str, lang: str, language: str
) -> None:
    response = client.get(f"/{lang}", headers={"Accept-Language": header})
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert response.vary.to_header() == "Accept-Language"
    text = response.get_data(as_text=True)
    assert f'<html lang="{"zh-Hans" if language == "zh" else "en"}">' in text
    assert page_texts()[language]["lead"] in text


def test_both_languages_have_the_same_words() -> None:
    texts = page_texts()
    assert texts["zh"].keys() == texts["en"].keys()
    assert all(isinstance(text, str) for words in texts.values() for text in words.values())


def test_home_links_downloads_and_questions_that_answer(client: FlaskClient) -> None:
    text = client.get("/").get_data(as_text=True)
    for name in DOWNLOAD_TYPES:
        assert f'href="/download/{name}"' in text
    assert text.count('href="/sparql?query=') == len(FRONT_PAGE) + 49


@pytest.mark.parametrize("name", DOWNLOAD_TYPES)
def test_downloads_have_their_type_and_an_etag(client: FlaskClient, name: str) -> None:
    with client.get(f"/download/{name}") as response:
        assert response.status_code == 200
        assert response.content_type == DOWNLOAD_TYPES[name]
    condition = {"If-None-Match": response.headers["ETag"]}
    with client.get(f"/download/{name}", headers=condition) as again:
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/download/manifest.json", "/download/../manifest.json", "/nothing"]
)
def test_what_is_not_there_is_404_as_problem_details(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert response.get_json()["title"] == "Not Found"


def test_a_browser_gets_errors_as_text(client: FlaskClient) -> None:
    response = client.get("/nothing", headers={"Accept": "text/html"})
    assert response.content_type == "text/plain; charset=utf-8"


def test_every_response_is_guarded(client: FlaskClient) -> None:
    for path in (
        "/",
        "/sparql",
        "/healthz",
        "/nothing",
        "/download/dataset.nq",
        "/static/style.css",
    ):
        with client.get(path) as response:
            headers = response.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_health(client: FlaskClient) -> None:
    assert client.get("/healthz").data == b"ok\n"
