"""The keyboard alone reaches every control of a page, shows where it is, and gets out again."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .pages import PAGES
from .watching import Watched

pytestmark = pytest.mark.usefixtures("processes")

MOST_STEPS = 1500
FOCUSABLE = """() => [...document.querySelectorAll(
  'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((node) => !node.disabled && node.tabIndex >= 0 && node.checkVisibility(
    { visibilityProperty: true }) && !node.closest('[hidden]')).length"""
WATCH = """() => {
  const look = () => {
    const node = document.activeElement
    if (!node || node === document.body) return null
    const again = node.dataset.walked === 'yes'
    node.dataset.walked = 'yes'
    const style = getComputedStyle(node)
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    // In a picture the frame of what has the focus is drawn thicker, in the colour of focus.
    const frame = node instanceof SVGElement && node.querySelector('rect')
    const drawn = outlined || Boolean(frame && parseFloat(getComputedStyle(frame).strokeWidth) >= 3)
    return { again, seen: drawn || Boolean(node.closest('.CodeMirror-focused')),
             html: node.outerHTML.slice(0, 120) }
  }
  const steps = []
  let pressed = 0
  const note = () => {
    if (steps.length < pressed) steps.push(look())
    return steps
  }
  // When Tab is pressed again, the page has done all that it does with the press before.
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') {
      note()
      pressed += 1
    }
  }, { capture: true })
  window.walked = note
}"""
"""Has the page note what has the focus after each press: before the next one, or when asked."""
AT_ONCE = 25
"""Presses after which it is asked whether the page has been gone through."""


def walk(page: Page) -> list[dict[str, object]]:
    """Press Tab until the page has been gone through; return what had the focus."""
    page.evaluate(WATCH)
    for _ in range(MOST_STEPS // AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        found: list[Any] = page.evaluate("window.walked()")
        for number, step in enumerate(found):
            if step is None or step["again"]:
                return found[:number]
    raise AssertionError("the walk does not end")


@pytest.mark.parametrize("path", PAGES)
def test_tab_reaches_every_control_and_shows_it(watched: Watched, path: str) -> None:
    page = watched.open(path)
    watched.wait_until_loaded(page)
    expected = page.evaluate(FOCUSABLE)
    steps = walk(page)
    assert [step["html"] for step in steps if not step["seen"]] == []
    assert len(steps) >= expected >= 8


def test_the_first_step_leads_past_the_navigation(watched: Watched) -> None:
    page = watched.open("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_a_query_is_written_run_and_sorted_without_a_mouse(watched: Watched) -> None:
    page = watched.open("/editor?query=ASK {}", language="en")
    page.locator(".active .CodeMirror textarea").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("SELECT * WHERE { VALUES ?number { 3 1 2 } }")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".active .yasr tbody tr")).to_have_count(3)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA"
    page.get_by_role("button", name="number", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".active .yasr td")).to_have_text(["1", "2", "3"])
    focused = "() => document.activeElement.textContent === 'number'"
    page.wait_for_function(focused)
