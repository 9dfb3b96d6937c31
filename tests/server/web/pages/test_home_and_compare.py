"""The first page, a district's page, and figures side by side."""

import re

import pytest
from flask.testing import FlaskClient

from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.server.web.downloads import DOWNLOAD_TYPES
from tests.server.knowledge.figures.sample_figures import (
    EAST,
    JOBS,
    PARKS,
    figure,
    full,
    labelled,
    line,
    two_districts,
)
from tests.server.web.pages.conftest import PagesOf


def text_of(pages: FlaskClient, path: str) -> str:
    response = pages.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


@pytest.fixture
def sample_pages(pages_of: PagesOf) -> FlaskClient:
    return pages_of(two_districts())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_district_shows_every_figure_with_its_words_one_link_away(
    real_pages: FlaskClient, language: str
) -> None:
    page = text_of(real_pages, f"/district/210104?lang={language}")
    claims = set(re.findall(r'href="/id/claim/dadong-district/([\w-]+)\.html"', page))
    assert len(claims) == 34
    words = re.findall(r'class="words" href="/source/dadong-district\?at=\d+#(\d+)-(\d+)"', page)
    assert len(words) == 34


def test_the_words_that_a_district_leads_to_are_marked_in_the_source(
    real_pages: FlaskClient,
) -> None:
    page = text_of(real_pages, "/district/210104")
    links = set(re.findall(r'href="(/source/dadong-district\?at=\d+)#([\d-]+)"', page))
    assert len(links) >= 25
    for link, place in links:
        assert f'id="{place}"' in text_of(real_pages, link)


def test_a_district_says_what_the_text_says(real_pages: FlaskClient) -> None:
    page = " ".join(text_of(real_pages, "/district/210104?lang=en").split())
    assert "≥ ¥10.56 million" in page
    assert "10–99%" in page
    assert "¥260 billion" in page
    assert "the present value is not stated" in page
    assert page.count('class="period unresolved"') >= 25
    assert "the text gives no year" in page


def test_pictures_have_words_and_no_style_of_their_own(real_pages: FlaskClient) -> None:
    page = text_of(real_pages, "/district/210104?lang=en")
    pictures = re.findall(r"<svg [^>]*>", page)
    assert len(pictures) >= 30
    assert all('role="img" aria-label="' in picture for picture in pictures)
    assert "style=" not in page


def test_a_district_shows_programmes_organisations_and_sources(real_pages: FlaskClient) -> None:
    page = text_of(real_pages, "/district/210104?lang=en")
    assert "/id/programme/old-compound-renovation.html" in page
    assert "/id/organisation/huachen-baoma.html" in page
    assert 'href="/source/dadong-district"' in page
    assert "58 numerals: 33 with a claim, 25 excluded for a reason" in page


def test_one_article_offers_nothing_to_compare(real_pages: FlaskClient) -> None:
    for path in ("/?lang=en", "/district/210104?lang=en"):
        page = text_of(real_pages, path)
        assert 'href="/compare' not in page[page.index("<main") :]
    assert "Nothing to compare yet" in text_of(real_pages, "/compare?lang=en")


def test_a_district_has_a_page(real_pages: FlaskClient) -> None:
    assert "≥ ¥10.56 million" in text_of(real_pages, "/district/210104?lang=en")
    for key in ("999999", "%3C"):
        assert real_pages.get(f"/district/{key}").status_code == 404


def test_a_store_with_districts_has_a_home_without_a_dataset(sample_pages: FlaskClient) -> None:
    page = text_of(sample_pages, "/?lang=en")
    assert "East Sample" in page
    assert "West Sample" in page
    assert 'href="/compare"' in page[page.index("<main") :]
    (east, _west) = re.findall(r'href="(/district/[^"]+)"', page)
    page = text_of(sample_pages, f"{east}?lang=en")
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


def test_figures_of_one_indicator_name_their_initiatives(pages_of: PagesOf) -> None:
    works = {"12": "Greening of the north", "15": "Greening of the south"}
    claims = {
        value: f"id:claim/report/{EAST}-parks-built-2023-observation-{value}" for value in works
    }
    quads = two_districts() + "".join(
        figure(EAST, "parks-built", "2023", value)
        + line(claim, "dg:initiative", full(f"id:programme/{value}"))
        + labelled(f"id:programme/{value}", f"绿化{value}", works[value])
        for value, claim in claims.items()
    )
    page = text_of(pages_of(quads), f"/district/{EAST}?lang=en")
    for name in works.values():
        assert name in page[page.index("figure-card") :]


def test_counties_with_figures_are_listed_beside_districts(pages_of: PagesOf) -> None:
    ontology, place = f"{BASE}ontology#", f"{BASE}id/place/"
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    pages = pages_of(
        f"<{place}130723> {a} <{ontology}County> .\n"
        f"<{place}420381> {a} <{ontology}CountyLevelCity> .\n"
        f"<{place}130700> {a} <{ontology}PrefectureLevelCity> .\n"
        f"<{place}130724> {a} <{ontology}County> .\n"
        f"<{BASE}id/claim/d/at-1> <{ontology}place> <{place}130723> .\n"
        f"<{BASE}id/claim/d/at-2> <{ontology}place> <{place}420381> .\n"
        f"<{BASE}id/claim/d/at-3> <{ontology}place> <{place}130700> .\n"
    )
    found = re.findall(r'href="/district/(\d+)"', text_of(pages, "/?lang=en"))
    assert found == ["130723", "420381"]


def test_a_bare_store_leads_to_what_it_holds(pages_of: PagesOf) -> None:
    response = pages_of("").get("/")
    assert response.status_code == 303
    assert response.location in ("/browse", "/sparql")


def test_figures_of_districts_are_side_by_side(sample_pages: FlaskClient) -> None:
    page = text_of(sample_pages, f"/compare?indicator={PARKS}&lang=en")
    latest = page[page.index('id="latest"') : page.index('id="years"')]
    assert re.findall(r'data-place="([^"]+)" data-year="(\d+)"', latest) == [
        ("East Sample", "2023"),
        ("West Sample", "2022"),
    ]
    assert "The years may differ" in latest
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


def test_an_indicator_without_years_is_on_no_axis(sample_pages: FlaskClient) -> None:
    page = text_of(sample_pages, f"/compare?indicator={JOBS}&lang=en")
    assert 'id="years"' not in page
    assert 'id="elsewhen"' in page


def test_a_resource_that_is_no_indicator_is_reported(sample_pages: FlaskClient) -> None:
    assert sample_pages.get("/compare?indicator=http://example.org/x").status_code == 404
    assert sample_pages.get("/compare?indicator=%3C").status_code == 400


def test_the_comparable_indicators_are_listed(sample_pages: FlaskClient) -> None:
    page = text_of(sample_pages, "/compare?lang=en")
    assert "Parks built" in page
    assert "New jobs" not in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_home_has_a_card_a_district_the_search_and_three_questions(
    real_pages: FlaskClient, language: str
) -> None:
    page = text_of(real_pages, f"/?lang={language}")
    main = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r'<li class="card">.*?href="([^"]+)"', main) == ["/district/210104"]
    assert 'action="/search"' in main
    asked = re.findall(r'href="(/queries/[\w-]+)"', main)
    assert len(asked) == 3
    for link in asked:
        assert real_pages.get(link, headers={"Accept": "text/html"}).status_code == 200
    assert "<svg" not in main


def test_a_rank_is_written_as_its_text_has_it(real_pages: FlaskClient) -> None:
    page = " ".join(text_of(real_pages, "/district/210104?lang=zh").split())
    assert re.search(r'class="amount"[^>]*>\s*全市最低\s*</a>', page)
    assert "由高到低" not in page
    assert "59.15 公里" in page
    assert "5.915万" not in page


WORDS = ("能力问题", "情态", "历年与各区")


@pytest.mark.parametrize(
    "path", ["/", "/queries", "/district/210104", "/compare", "/queries/money", "/api", "/editor"]
)
def test_chinese_pages_have_the_words_that_readers_know(real_pages: FlaskClient, path: str) -> None:
    separator = "&" if "?" in path else "?"
    response = real_pages.get(f"{path}{separator}lang=zh", headers={"Accept": "text/html"})
    page = response.get_data(as_text=True)
    assert [word for word in WORDS if word in page] == []


def test_data_leads_to_every_download_and_says_for_whom(real_pages: FlaskClient) -> None:
    page = text_of(real_pages, "/data?lang=zh")
    offered = re.findall(r'<a href="/download/([^"]+)" download>[^<]+</a>.*?<p>(.+?)</p>', page)
    assert {name for name, _ in offered} == set(DOWNLOAD_TYPES)
    assert all(use for _, use in offered)
    for name, _ in offered:
        with real_pages.get(f"/download/{name}") as response:
            assert response.status_code == 200
    home = text_of(real_pages, "/?lang=zh")
    navigation = home[home.index("<nav") : home.index("</nav>")]
    assert '<a href="/data">数据下载</a>' in navigation
    assert {"/compare", "/api", "/ontology.html"} <= set(re.findall(r'href="([^"]+)"', navigation))


def test_data_of_a_bare_store_says_that_there_are_no_files(pages_of: PagesOf) -> None:
    page = text_of(pages_of(""), "/data?lang=en")
    assert "/download/" not in page
    assert "Graph Store Protocol" in page
