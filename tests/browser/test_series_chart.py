"""The chart over the years: drawn of the table, and not needed where no script runs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from districtgraph.server.store.embedded.folder.loading import load_files
from tests.live_server import serving_store
from tests.server.knowledge.figures.sample_figures import PARKS, two_districts

from .watching import Watched

pytestmark = pytest.mark.usefixtures("processes")

PAGE = f"/compare?indicator={PARKS}"


@pytest.fixture(scope="module")
def sample_site(tmp_path_factory: pytest.TempPathFactory, assets_built: None) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("two-districts")
    (folder / "sample.nq").write_text(two_districts(), encoding="utf-8")
    load_files(folder / "store", [folder / "sample.nq"])
    with serving_store(folder / "store", "--workers", "2") as address:
        yield address


@pytest.fixture
def sample(chromium: Browser, sample_site: str) -> Iterator[Watched]:
    opened = Watched(chromium, sample_site)
    yield opened
    opened.close()


def test_every_figure_of_a_year_is_in_the_chart(sample: Watched, size: tuple[int, int]) -> None:
    page = sample.open(PAGE, language="en", size=size)
    chart = page.locator(".series-chart svg")
    expect(chart).to_be_visible()
    expect(page.locator("#yearly tbody tr")).to_have_count(6)
    # Five have one value, one of them a target; one is a range.
    expect(chart.locator(".mark")).to_have_count(5)
    expect(chart.locator("path.mark.open")).to_have_count(1)
    expect(chart.locator(".range")).to_have_count(1)
    expect(chart.locator(".bound")).to_have_count(1)
    expect(chart.locator(".about")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_what_is_joined_with_a_bound_is_dashed(sample: Watched) -> None:
    page = sample.open(PAGE)
    lines = page.locator(".series-chart .joined")
    expect(lines).to_have_count(2)
    expect(page.locator(".series-chart .joined.loose")).to_have_count(2)


def test_years_have_no_place_for_what_is_undated(sample: Watched) -> None:
    page = sample.open(PAGE)
    years = page.locator(".series-chart .axis").first.locator("text")
    expect(years).to_have_text(["2021", "2022", "2023", "2025"])


def test_labels_of_years_do_not_overlap_on_a_phone(sample: Watched) -> None:
    page = sample.open(PAGE, size=(320, 640))

    def with_an_early_year(route: Route) -> None:
        answer = route.fetch()
        text = answer.text().replace('data-year="2021"', 'data-year="2009"')
        route.fulfill(response=answer, body=text)

    page.route(re.compile("/compare"), with_an_early_year)
    page.reload()
    labels = page.locator(".series-chart .axis").first.locator("text")
    expect(labels).to_have_text(["2009", "2025"])
    left, right = (label.bounding_box() for label in labels.all())
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]


def test_without_a_script_there_is_the_table(sample: Watched) -> None:
    page = sample.open(PAGE, scripts=False)
    expect(page.locator(".series-chart")).to_be_hidden()
    expect(page.locator("#yearly table")).to_be_visible()
