"""From a number to its words, with and without scripts; the picture of the neighbours."""

import pytest
from playwright.sync_api import expect

from .watching import Watched, read_until

pytestmark = pytest.mark.usefixtures("processes")

DISTRICT = "/id/place/210104.html"
FUNDS = "/id/claim/dadong-district/assistance-funds.html"
CARE = "/id/programme/community-care-stations.html"
WORDS = "已累计投入资金1056万余元，帮扶救助困难家庭"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_figure_s_words_open_in_one_click_and_lead_into_the_text(
    watched: Watched, size: tuple[int, int], scripts: bool
) -> None:
    page = watched.open(DISTRICT, size=size, scripts=scripts)
    figure = page.locator(f'.figures > li:has(.amount a[href="{FUNDS}"])')
    words = figure.get_by_text(WORDS)
    expect(words).to_be_hidden()
    figure.locator("summary").click()
    expect(words).to_be_visible()
    figure.locator('a[href$="#1945-1968"]').click()
    expect(page).to_have_url(f"{watched.site}/source/dadong-district?at=1945#1945-1968")
    expect(page.locator("[id='1945-1968']")).to_be_in_viewport()


def test_the_picture_has_a_link_for_each_neighbour_that_keys_reach(watched: Watched) -> None:
    page = watched.open(CARE, language="en")
    things = page.locator("figure.neighbourhood a.thing")
    expect(things.first).to_be_visible()
    names = page.locator("figure.neighbourhood").get_by_role("link", name="Dadong District")
    expect(names.first).to_have_attribute("href", DISTRICT)
    names.first.focus()
    expect(page.locator("figure.neighbourhood .says.near").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{watched.site}{DISTRICT}")


@pytest.mark.parametrize("path", [DISTRICT, CARE, "/id/evidence/dadong-district/1945-1968.html"])
def test_nothing_of_the_picture_lies_on_anything_else(
    watched: Watched, size: tuple[int, int], path: str
) -> None:
    page = watched.open(path, size=size)
    boxes = page.locator("figure.neighbourhood a.thing rect")
    expect(boxes.first).to_be_visible()
    read_until(page, boxes.count, lambda count: count >= 4)
    found = [box for box in (item.bounding_box() for item in boxes.all()) if box]
    assert len(found) >= 4
    for index, one in enumerate(found):
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= size[0]
        for other in found[index + 1 :]:
            beside = abs(one["x"] - other["x"]) >= (
                one["width"] if one["x"] < other["x"] else other["width"]
            )
            apart = abs(one["y"] - other["y"]) >= min(one["height"], other["height"])
            assert beside or apart


def test_without_scripts_the_neighbours_are_a_list(watched: Watched) -> None:
    page = watched.open(CARE, language="en", scripts=False)
    expect(page.locator("figure.neighbourhood")).to_be_hidden()
    page.get_by_text("The relations as a list").click()
    listed = page.locator("#s-picture details li")
    expect(listed.nth(4)).to_be_visible()


def test_the_language_changes_and_the_page_stays(watched: Watched) -> None:
    page = watched.open(CARE)
    expect(page.locator("h1")).to_have_text("社区养老服务站")
    page.locator("a.language").click()
    expect(page.locator("h1")).to_have_text("Community elderly-care stations")
    assert page.url.startswith(f"{watched.site}{CARE}")


def test_the_query_behind_a_page_opens_in_the_editor(watched: Watched) -> None:
    page = watched.open(CARE, language="en")
    page.get_by_text("The SPARQL queries behind this page").click()
    page.get_by_role("link", name="Open in the editor").first.click()
    expect(page.locator(".yasqe").first).to_contain_text("id/programme/community-care-stations")
