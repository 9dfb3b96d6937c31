"""A link from a figure shows its words; marks can be hidden by kind, without any script."""

import pytest
from playwright.sync_api import Page, expect

from .watching import Watched, read_until

pytestmark = pytest.mark.usefixtures("processes")

PAGE = "/source/dadong-district"
HIGHLIGHT = "rgb(255, 225, 77)"


def shown(page: Page, selector: str) -> str:
    """Return the colour behind the words, the first one that is not transparent, inside out."""
    colour: str = page.evaluate(
        """(selector) => {
          let node = document.querySelector(selector)
          while (node.firstElementChild) node = node.firstElementChild
          for (; node; node = node.parentElement) {
            const colour = getComputedStyle(node).backgroundColor
            if (colour !== 'rgba(0, 0, 0, 0)') return colour
          }
        }""",
        selector,
    )
    return colour


def expect_highlighted(page: Page, selector: str) -> None:
    read_until(page, lambda: shown(page, selector), lambda colour: colour == HIGHLIGHT)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("place", ["1945-1968", "1960-1974"])
def test_the_words_are_in_sight_and_highlighted(
    watched: Watched, size: tuple[int, int], place: str, scripts: bool
) -> None:
    # The text is paged: without scripts, a link has to name the page by ?at=, as all of ours do.
    at = "" if scripts else f"?at={place.partition('-')[0]}"
    page = watched.open(f"{PAGE}{at}#{place}", size=size, scripts=scripts)
    words = page.locator(f'[id="{place}"]')
    expect(words).to_be_in_viewport()
    expect_highlighted(page, f'[id="{place}"]')


def test_a_mark_that_is_cut_is_highlighted_in_all_its_pieces(watched: Watched) -> None:
    page = watched.open(f"{PAGE}?at=1960#1960-1974")
    name = page.locator('[id="1960-1974"]').get_attribute("class")
    assert name
    piece = next(item for item in name.split() if item.startswith("piece-"))
    paragraph = '.paragraph:has([id="1960-1974"])'
    assert page.locator(f"{paragraph} .{piece}").count() >= 2
    expect_highlighted(page, f"{paragraph} .{piece}:not([id])")
    assert shown(page, '[id="1952-1957"], [id="1945-1968"]') != HIGHLIGHT


def test_a_kind_of_marks_can_be_hidden_without_a_script(watched: Watched) -> None:
    page = watched.open(PAGE, scripts=False)
    mark = page.locator("article .cited.kind-target").first
    assert "double" in str(mark.evaluate("node => getComputedStyle(node).borderBottomStyle"))
    page.locator("#show-target").uncheck()
    expect(mark).to_have_css("border-bottom-style", "none")
    # The words stay.
    expect(mark).to_be_visible()


def test_the_way_from_a_number_to_its_words_is_one_click(watched: Watched) -> None:
    page = watched.open("/district/210104", language="en")
    page.locator(".words", has_text="1056万余元").click()
    expect(page).to_have_url(f"{watched.site}{PAGE}?at=1945#1945-1968")
    expect(page.locator('[id="1945-1968"]')).to_be_in_viewport()
