"""From a word to the figure, its place in the text, and into a query: with and without script."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from districtgraph.server.web.pages.page_texts import page_texts

from .watching import Watched, read_until

pytestmark = pytest.mark.usefixtures("processes")

PROGRAMME = "/id/programme/community-care-stations.html"
FIGURE = "/id/claim/dadong-district/communities-with-care-stations.html"
QUOTE = "在全区112个社区建立社区养老服务站"


def find_programme(page: Page) -> None:
    page.get_by_role("searchbox").first.fill("养老")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    link = page.locator(f"main a[href='{PROGRAMME}']").first

    def count_or_reload() -> int:
        # The index of names may not be there yet.
        if not (count := link.count()):
            page.reload()
        return count

    read_until(page, count_or_reload, bool)
    link.click()
    expect(page.locator("h1")).to_have_text("社区养老服务站")


def follow_evidence(page: Page) -> None:
    """Go from the programme's figure to its words in the text, and see them."""
    figure = page.locator("li", has=page.locator(f".amount a[href='{FIGURE}']")).first
    expect(figure).to_contain_text("112")
    figure.locator("summary").first.click()
    expect(figure.locator("blockquote").first).to_have_text(QUOTE)
    figure.locator("a[href^='/source/']").first.click()
    page.wait_for_url("**/source/dadong-district?at=*")
    place = page.url.partition("#")[2]
    words = page.locator(f"[id='{place}']")
    expect(words).to_be_in_viewport()
    expect(words).to_contain_text("112")


def query_of(page: Page) -> None:
    page.locator("#s-downloads summary").click()
    page.locator("#s-downloads a[href^='/editor?query=']").first.click()
    page.wait_for_url("**/editor?query=*")


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_a_word_leads_to_its_place_in_the_text(
    watched: Watched, size: tuple[int, int], scripts: bool
) -> None:
    page = watched.open("/", size=size, scripts=scripts)
    find_programme(page)
    follow_evidence(page)
    page.go_back()
    page.locator("a.language").click()
    expect(page.locator("h1")).to_have_text("Community elderly-care stations")
    assert page.locator("html").get_attribute("lang") == "en"
    query_of(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_query_behind_a_page_runs_and_is_downloaded(
    watched: Watched, size: tuple[int, int], tmp_path: Path
) -> None:
    page = watched.open(PROGRAMME, size=size, language="en")
    query_of(page)
    page.locator(".active .yasqe_queryButton").click()
    expect(page.locator(".active .yasr tbody tr").first).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("button", name=page_texts()["en"]["editor_download_csv"]).click()
    file = tmp_path / "result.csv"
    downloading.value.save_as(file)
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    assert len(rows) >= 5
    assert any("community-care-station" in cell for row in rows for cell in row)


def test_the_query_behind_a_page_runs_without_script(
    watched: Watched, size: tuple[int, int]
) -> None:
    page = watched.open(PROGRAMME, size=size, scripts=False)
    query_of(page)
    page.locator("#plain-query button[type=submit]").first.click()
    page.wait_for_url("**/sparql?query=*")
    expect(page.locator("main tbody tr").nth(4)).to_be_visible()


def test_a_chosen_language_stays(watched: Watched) -> None:
    page = watched.open("/", language="zh")
    page.locator("a.language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(f"{watched.site}/browse")
    assert page.locator("html").get_attribute("lang") == "en"
