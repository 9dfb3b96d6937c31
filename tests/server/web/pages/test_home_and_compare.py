"""The first page, a district's page, and figures side by side."""

import re

import pytest
from flask.testing import FlaskClient

from tests.server.knowledge.figures.sample_figures import JOBS, PARKS, two_districts
from tests.server.web.pages.conftest import PagesOf


def text_of(pages: FlaskClient, path: str) -> str:
    response = pages.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


@pytest.fixture
def sample_pages(pages_of: PagesOf) -> FlaskClient:
    return pages_of(two_districts())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_home_shows_every_figure_with_its_words_one_link_away(
    real_pages: FlaskClient, language: str
) -> None:
    page = text_of(real_pages, f"/?lang={language}")
    claims = set(re.findall(r'href="/id/claim/dadong-district/([\w-]+)\.html"', page))
    assert len(claims) == 34
    words = re.findall(r'class="words" href="/source/dadong-district#(\d+)-(\d+)"', page)
    assert len(words) == 34


def test_the_words_that_home_leads_to_are_marked_in_the_source(real_pages: FlaskClient) -> None:
    page, source = text_of(real_pages, "/"), text_of(real_pages, "/source/dadong-district")
    places = set(re.findall(r'href="/source/dadong-district#([\d-]+)"', page))
    assert len(places) >= 25
    assert [place for place in places if f'id="{place}"' not in source] == []


def test_home_says_what_the_text_says(real_pages: FlaskClient) -> None:
    page = " ".join(text_of(real_pages, "/?lang=en").split())
    assert "≥ ¥10.56 million" in page
    assert "10–99%" in page
    assert "¥260 billion" in page
    assert "where it stands at present is not stated" in page
    assert page.count('class="period unresolved"') >= 25
    assert "the text gives no year" in page


def test_pictures_have_words_and_no_style_of_their_own(real_pages: FlaskClient) -> None:
    page = text_of(real_pages, "/?lang=en")
    pictures = re.findall(r"<svg [^>]*>", page)
    assert len(pictures) >= 30
    assert all('role="img" aria-label="' in picture for picture in pictures)
    assert "style=" not in page


def test_home_tells_programmes_organisations_and_sources(real_pages: FlaskClient) -> None:
    page = text_of(real_pages, "/?lang=en")
    assert "/id/programme/old-compound-renovation.html" in page
    assert "/id/organisation/huachen-baoma.html" in page
    assert 'href="/source/dadong-district"' in page
    assert "58 numerals: 33 with a claim, 25 excluded for a reason" in page


def test_one_article_offers_nothing_to_compare(real_pages: FlaskClient) -> None:
    assert 'href="/compare' not in text_of(real_pages, "/?lang=en")
    assert "Nothing to compare yet" in text_of(real_pages, "/compare?lang=en")


def test_a_district_has_a_page(real_pages: FlaskClient) -> None:
    assert "≥ ¥10.56 million" in text_of(real_pages, "/district/210104?lang=en")
    for key in ("999999", "%3C"):
        assert real_pages.get(f"/district/{key}").status_code == 404


def test_a_store_with_districts_has_a_home_without_a_dataset(sample_pages: FlaskClient) -> None:
    page = text_of(sample_pages, "/?lang=en")
    assert "East Sample" in page
    assert "West Sample" in page
    assert 'href="/compare"' in page
    assert f'href="/compare?indicator={PARKS.replace(":", "%3A").replace("/", "%2F")}"' in page


def test_many_districts_are_listed(pages_of: PagesOf) -> None:
    term = "https://w3id.org/districtgraph/ontology#District"
    quads = "\n".join(
        f"<https://w3id.org/districtgraph/id/place/1{number:05}> "
        f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{term}> ."
        for number in range(60)
    )
    pages = pages_of(quads)
    first, second = text_of(pages, "/?lang=en"), text_of(pages, "/?lang=en&page=2")
    found = re.findall(r'href="/district/(\d+)"', first + second)
    assert len(found) == len(set(found)) == 60


def test_a_bare_store_leads_to_what_it_holds(pages_of: PagesOf) -> None:
    response = pages_of("").get("/")
    assert response.status_code == 303
    assert response.location in ("/browse", "/sparql")


def test_figures_of_districts_stand_side_by_side(sample_pages: FlaskClient) -> None:
    page = text_of(sample_pages, f"/compare?indicator={PARKS}&lang=en")
    latest = page[page.index('id="latest"') : page.index('id="years"')]
    assert re.findall(r'data-place="([^"]+)" data-year="(\d+)"', latest) == [
        ("East Sample", "2023"),
        ("West Sample", "2022"),
    ]
    assert "Numbers of different years" in latest
    assert latest.count("<svg") == 2


def test_a_series_has_bounds_modalities_and_only_years(sample_pages: FlaskClient) -> None:
    page = text_of(sample_pages, f"/compare?indicator={PARKS}&lang=en")
    yearly = page[page.index('id="years"') : page.index('id="elsewhen"')]
    elsewhen = page[page.index('id="elsewhen"') :]
    assert len(re.findall(r'data-year="', yearly)) == 6
    assert "≥ 14" in yearly
    assert "10–12" in yearly
    assert 'data-kind="target"' in yearly
    assert "data-year" not in elsewhen
    assert "&gt; 30" in elsewhen
    assert "ongoing" in elsewhen


def test_an_indicator_without_years_stands_on_no_axis(sample_pages: FlaskClient) -> None:
    page = text_of(sample_pages, f"/compare?indicator={JOBS}&lang=en")
    assert 'id="years"' not in page
    assert 'id="elsewhen"' in page


def test_what_is_no_indicator_is_told(sample_pages: FlaskClient) -> None:
    assert sample_pages.get("/compare?indicator=http://example.org/x").status_code == 404
    assert sample_pages.get("/compare?indicator=%3C").status_code == 400


def test_the_comparable_indicators_are_listed(sample_pages: FlaskClient) -> None:
    page = text_of(sample_pages, "/compare?lang=en")
    assert "Parks built" in page
    assert "New jobs" not in page
