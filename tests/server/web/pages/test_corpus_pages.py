"""Pages over a corpus: their content with many figures, and their size."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from benchmarks.endpoint.generated_data import generate
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.knowledge.figures.figure_tables import DigestedFigure
from districtgraph.server.knowledge.figures.level_table import level_rows
from districtgraph.server.store.built_dataset import BuiltDataset, no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.pages import level_comparison, level_words
from tests.server.knowledge.figures.sample_figures import (
    BASE,
    EAST,
    PARKS,
    WEST,
    figure,
    two_districts,
)
from tests.server.web.pages.conftest import PagesOf

LARGEST = 150 * 1024
PLACE = f"{BASE}id/place/"
DG = f"{BASE}ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Pages over a city's generated report: eight districts with a thousand observations."""
    folder = tmp_path_factory.mktemp("corpus")
    store = MemoryBackend("".join(generate(34_000, 7)))
    return pages_application(ServerConfig(folder), no_dataset(folder), store).test_client()


@pytest.fixture
def sample(pages_of: PagesOf) -> FlaskClient:
    elsewhere = figure(EAST, "parks-built", "2021", "11").replace("document/report", "document/b")
    return pages_of(two_districts() + elsewhere)


def inferred(name: str, kind: str) -> str:
    """Return that a district also has a kind, as a graph of what is inferred says."""
    triple = f"<{PLACE}{EAST}> <{TYPE}> <{DG}{kind}>"
    label = f'<{DG}{kind}> <http://www.w3.org/2000/01/rdf-schema#label> "{kind}"@en .'
    return f"{triple} .\n{triple} <{name}> .\n{label}\n"


def page_of(pages: FlaskClient, path: str) -> str:
    response = pages.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200, path
    return response.get_data(as_text=True)


def links(page: str, start: str) -> Iterator[str]:
    return iter(dict.fromkeys(re.findall(rf'href="({re.escape(start)}[^"#]*)"', page)))


@pytest.mark.parametrize("part", ["", "/places", "/document/report"])
def test_a_place_has_its_own_kind_and_a_link_to_its_years(pages_of: PagesOf, part: str) -> None:
    """What follows is in one graph of a dataset, and in one for each part of a corpus."""
    quads = two_districts() + inferred(f"{BASE}graph/inferred{part}", "Actor")
    quads += f'<{DG}District> <http://www.w3.org/2000/01/rdf-schema#label> "district"@en .\n'
    pages = pages_of(quads)
    page = page_of(pages, f"/id/place/{EAST}.html?lang=en")
    kinds = re.search(r"<dt>Kind</dt><dd>(.*?)</dd>", page, re.DOTALL)
    assert kinds is not None
    assert "district" in kinds[1] and "Actor" not in kinds[1]
    assert f'href="/district/{EAST}"' in page
    found = page_of(pages, "/search?q=East&lang=en")
    assert "district" in found and "Actor" not in found


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_of_a_corpus_is_larger_than_its_reader_waits_for(
    corpus: FlaskClient, language: str
) -> None:
    lang = f"lang={language}"
    home = page_of(corpus, f"/?{lang}")
    districts = list(islice(links(home, "/district/"), 2))
    indicators = list(islice(links(home, "/id/indicator/"), 2))
    assert districts
    assert indicators
    places = [path.replace("/district/", "/id/place/") + ".html" for path in districts]
    sizes = {
        path: len(page_of(corpus, f"{path}?{lang}").encode())
        for path in ["/", "/compare", "/browse", *districts, *places, *indicators]
    }
    compared = next(links(page_of(corpus, f"{districts[0]}?{lang}"), "/compare?")).replace(
        "&amp;", "&"
    )
    sizes[compared] = len(page_of(corpus, f"{compared}&{lang}").encode())
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}


def test_home_shows_the_corpus_at_a_glance(corpus: FlaskClient) -> None:
    page = page_of(corpus, "/?lang=en")
    coverage = page[page.index('id="coverage"') : page.index('id="indicators"')]
    assert len(re.findall(r'<td class="number shade-\d"', coverage)) >= 8
    assert re.search(r'title="\d+ places, \d+ figures"', coverage)
    assert '<th scope="row"><a href="/id/indicator/' in page


def test_a_district_has_pages_of_figures(corpus: FlaskClient) -> None:
    link = next(links(page_of(corpus, "/?lang=en"), "/district/"))
    first, second = (page_of(corpus, f"{link}?lang=en&page={page}") for page in (1, 2))
    claims = [
        set(re.findall(r'class="amount[^"]*" href="([^"]+)"', page)) for page in (first, second)
    ]
    assert all(len(found) > 20 for found in claims)
    assert claims[0].isdisjoint(claims[1])
    assert 'rel="next"' in first
    assert 'id="series"' in first
    assert 'id="series"' not in second


def test_a_district_shows_its_indicators_over_the_years(sample: FlaskClient) -> None:
    page = page_of(sample, f"/district/{EAST}?lang=en")
    series = page[page.index('id="series"') : page.index("</section>", page.index('id="series"'))]
    assert re.findall(r'<th scope="col" class="number">(\d+)</th>', series) == [
        "2021",
        "2022",
        "2023",
    ]
    assert "≥ 14" in series
    assert '<svg class="level-chart spark"' in series


def test_values_that_differ_are_both_there_and_lead_to_their_words(sample: FlaskClient) -> None:
    page = page_of(sample, f"/district/{EAST}?lang=en")
    series = page[page.index('id="series"') : page.index("</section>", page.index('id="series"'))]
    cell = next(cell for cell in series.split("<td") if "≠" in cell)
    claims = re.findall(r'href="([^"]+)"', cell)
    assert len(set(claims)) == 2
    for claim in claims:
        assert "blockquote" in page_of(sample, claim)


def levels_of(page: str) -> str:
    return page[page.index('id="levels"') : page.index('class="contents"')]


def test_the_page_of_an_indicator_begins_with_its_figures(corpus: FlaskClient) -> None:
    link = next(links(page_of(corpus, "/?lang=en"), "/id/indicator/"))
    page = page_of(corpus, f"{link}?lang=en")
    assert page.index('id="levels"') < page.index('class="contents"')
    years = re.findall(r'<option value="(\d{4})"', page)
    assert len(years) >= 2
    other = page_of(corpus, f"{link}?lang=en&year={years[-1]}")
    assert f"{years[-1]}, the highest first" in other
    # What is no year and no area is passed over, as in an old link.
    odd = page_of(corpus, f"{link}?lang=en&year=abc&area=x")
    assert levels_of(odd) == levels_of(page)


def test_levels_are_ranked_from_the_highest_on(sample: FlaskClient) -> None:
    page = page_of(
        sample, f"/compare?{urlencode({'indicator': PARKS, 'table': '1', 'lang': 'en'})}"
    )
    assert 'class="level-chart wide-chart"' in page
    assert page.count('<li class="key-') == 2


def test_a_comparison_can_be_downloaded_as_csv(sample: FlaskClient) -> None:
    chosen = [("place", PLACE + EAST), ("place", PLACE + WEST), ("indicator", PARKS)]
    chosen += [("from", "2021"), ("to", "2022"), ("lang", "en")]
    response = sample.get(f"/compare.csv?{urlencode(chosen)}")
    assert response.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    found = {(row["place"], row["year"], float(row["value"]), row["comparator"]) for row in rows}
    assert found == {
        ("East Sample", "2021", 10, "equal"),
        ("East Sample", "2021", 11, "equal"),
        ("East Sample", "2022", 14, "at-least"),
        ("West Sample", "2021", 8, "about"),
        ("West Sample", "2022", 10, "range"),
    }
    page = page_of(sample, f"/compare?{urlencode(chosen)}")
    assert all(row["claim"].rpartition("/")[2] in page for row in rows)
    assert "/compare.csv?" in page
    named = page_of(sample, f"/compare?format=html&{urlencode(chosen)}")
    link = next(links(named, "/compare.csv?")).replace("&amp;", "&")
    assert sample.get(link).get_data() == response.get_data()
    for asked in ("format=csv", "output=text/csv", "_mediatype=csv"):
        again = sample.get(f"/compare?{asked}&{urlencode(chosen)}")
        assert (again.mimetype, again.get_data()) == ("text/csv", response.get_data())
        assert sample.get(f"/compare.csv?{asked}&{urlencode(chosen)}").status_code == 200
    by_header = sample.get(f"/compare?{urlencode(chosen)}", headers={"Accept": "text/csv"})
    assert by_header.get_data() == response.get_data()
    assert "Accept" in by_header.headers["Vary"]


@pytest.mark.parametrize(
    "query",
    [
        "table=1&from=abc",
        "table=1&indicator=%3C",
        "&".join(f"place=x:{number}" for number in range(40)),
        "&".join(f"indicator=x:{number}&table=1" for number in range(40)),
    ],
)
def test_a_malformed_comparison_is_refused(sample: FlaskClient, query: str) -> None:
    assert sample.get(f"/compare?{query}").status_code == 400
    assert sample.get(f"/compare.csv?{query}").status_code == 400


def test_the_page_says_that_a_selection_has_no_levels(sample: FlaskClient) -> None:
    page = page_of(sample, f"/compare?place={quote('x:nowhere')}&lang=en")
    assert "There are no figures on these indicators" in page


def test_home_says_that_its_summary_is_being_made(
    sample: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise UnavailableError("the names are still being read", 1, "index")

    monkeypatch.setattr(level_words, "current_label_index", missing)
    page = page_of(sample, "/?lang=en")
    assert "being made for the first time" in page
    assert "East Sample" in page
    assert "East Sample" in page_of(sample, f"/district/{EAST}?lang=en")


def test_the_first_page_of_a_served_corpus_counts_only_what_is_known(tmp_path: Path) -> None:
    served = BuiltDataset(tmp_path, "1", BASE, {"documents": 7}, {})
    store = MemoryBackend(two_districts())
    page = page_of(pages_application(ServerConfig(tmp_path), served, store).test_client(), "/")
    assert 'id="contents"' not in page


def test_indicators_that_rules_propose_are_no_main_indicators(pages_of: PagesOf) -> None:
    years = ("2020", "2021")
    proposed = "".join(figure(EAST, "words-of-a-text", year, year[2:]) for year in years)
    quads = two_districts() + proposed.replace("indicator/words-of", "candidate-indicator/words-of")
    pages = pages_of(quads)
    for path in ("/?lang=en", f"/district/{EAST}?lang=en"):
        page = page_of(pages, path)
        assert "indicator/parks-built" in page
        assert "candidate-indicator/words-of-a-text" not in page.partition('class="cards"')[0]


def test_a_table_that_has_targets_alone_says_so() -> None:
    """Its heading is the indicator's, as that of the table of what was achieved."""

    def level(kind: str, unit: str, year: int) -> DigestedFigure:
        modality = "target" if kind == "target" else "achieved"
        return DigestedFigure(f"x:{kind}", kind, "x:p", "x:i", year, 5.0, "", unit, modality, "x:d")

    figures = [level("observation", "x:yuan", 2019), level("target", "x:percent", 2020)]
    groups = level_comparison._groups(level_rows(figures))
    assert sorted(group.only_targets for group in groups) == [False, True]
