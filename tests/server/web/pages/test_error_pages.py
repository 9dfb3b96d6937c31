"""The pages that browsers get for requests that cannot be answered."""

import re

import pytest
from flask.testing import FlaskClient

from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.store.store_reader import StoreReader

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("path", "status", "zh", "en"),
    [
        ("/nothing", 404, "没有这个页面", "There is no such page"),
        ("/id/place/nowhere", 404, "没有这个页面", "There is no such page"),
        ("/district/999999", 404, "没有这个页面", "There is no such page"),
        ("/download/nothing", 404, "没有这个页面", "There is no such page"),
        ("/queries/no-such-question", 404, "没有这个页面", "There is no such page"),
        ("/compare?indicator=%3C", 400, "请求有误", "Something in the request is wrong"),
        ("/browse/other", 400, "请求有误", "Something in the request is wrong"),
        ("/q", 405, "不支持这种请求", "This kind of request is not supported"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_browser_s_error_is_a_page_with_navigation(
    real_pages: FlaskClient, path: str, status: int, zh: str, en: str, language: str
) -> None:
    separator = "&" if "?" in path else "?"
    response = real_pages.get(f"{path}{separator}lang={language}", headers=BROWSER)
    page = response.get_data(as_text=True)
    assert response.status_code == status
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Content-Language"] == language
    assert f"<h1>{zh if language == 'zh' else en}</h1>" in page
    navigation = page[page.index("<nav") : page.index("</nav>")]
    assert 'href="/queries"' in navigation
    assert 'action="/search"' in page


def test_a_program_s_error_stays_problem_details(real_pages: FlaskClient) -> None:
    for accept in ("*/*", "application/json", ""):
        response = real_pages.get("/nothing", headers={"Accept": accept})
        assert response.content_type == "application/problem+json"


def test_a_client_s_input_is_escaped_in_the_page(real_pages: FlaskClient) -> None:
    response = real_pages.get("/<script>alert(1)</script>", headers=BROWSER)
    page = response.get_data(as_text=True)
    assert response.status_code == 404
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_an_error_of_the_store_needs_no_store(
    new_real_pages: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_arguments: object, **_named: object) -> None:
        raise UnavailableError("the store is not there", 7, "test")

    for name in ("rows", "answer"):
        monkeypatch.setattr(StoreReader, name, unavailable)
    response = new_real_pages.get("/district/210104?lang=en", headers=BROWSER)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "7")
    assert "No answer at the moment" in response.get_data(as_text=True)


def test_a_refused_host_has_plain_text(real_pages: FlaskClient) -> None:
    response = real_pages.get("/", headers={**BROWSER, "Host": "no host"})
    assert response.status_code == 400
    assert "Traceback" not in response.get_data(as_text=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_field_shows_the_form_again_with_the_other_values(
    real_pages: FlaskClient, language: str
) -> None:
    path = f"/queries/figures-with-evidence?place=nowhere&minimum=17&limit=0&lang={language}"
    response = real_pages.get(path, headers=BROWSER)
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    fields = re.findall(r'<(?:input|select) id="(\w+)"[^>]*aria-invalid="true"[^>]*>', page)
    assert fields == ["place", "limit"]
    assert 'id="place-wrong"' in page
    assert re.search(r'<input id="minimum"[^>]*value="17"[^>]*>', page)
    assert "<table>" not in page


def test_a_parameter_without_a_field_is_named_above_the_form(real_pages: FlaskClient) -> None:
    response = real_pages.get("/queries/money?foo=%3Cb%3E", headers=BROWSER)
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    assert "<code>foo</code>" in page
    assert '<form action="/queries/money"' in page


def test_a_program_that_asks_for_a_page_gets_its_errors_as_problem_details(
    real_pages: FlaskClient,
) -> None:
    response = real_pages.get("/queries/money?limit=0&format=html", headers={"Accept": "*/*"})
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
