"""Every page fits its window, and travels light."""

import pytest

from .pages import PAGES
from .watching import DESKTOP, PHONE, Watched

pytestmark = pytest.mark.usefixtures("processes")

MOST_BYTES = 200_000


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(watched: Watched, path: str, language: str) -> None:
    page = watched.open(path, size=PHONE, language=language)
    watched.wait_until_loaded(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP[0]
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[language]


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/editor")])
def test_a_page_is_light(watched: Watched, path: str) -> None:
    page = watched.open("/healthz")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(f"{watched.site}{path}")
    watched.wait_until_loaded(page)
    assert received and sum(received) <= MOST_BYTES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_answer_is_on_the_first_screen_of_a_phone(watched: Watched, language: str) -> None:
    page = watched.open("/queries/money", size=PHONE, language=language)
    box = page.locator("main tbody tr").first.bounding_box()
    assert box is not None and box["y"] + box["height"] <= PHONE[1]
    page.locator("main form summary").click()
    assert page.locator("main form select").first.is_visible()
