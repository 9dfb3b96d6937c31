"""Pages of a browser, with what goes wrong in them collected."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
)

from tests.patience import PATIENCE

__all__ = ["DESKTOP", "MOST_MILLISECONDS", "PHONE", "Watched", "read_until"]

Value = TypeVar("Value")
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
DESKTOP = (1280, 900)
PHONE = (390, 844)
MOST_MILLISECONDS = round(PATIENCE * 1000)
"""How long something may take on a machine that is busy with other things."""

_PAUSE = 50
"""Milliseconds between readings."""
_MOST_READINGS = MOST_MILLISECONDS // _PAUSE
_QUIET_READINGS = 4
_QUIET_PAUSE = 20
_FIRST_CHARACTERS = 1000
_AT_REST = "() => new Promise((rested) => requestIdleCallback(rested, { timeout: 1000 }))"
"""Resolves when the page's own scripts have nothing to do."""


def read_until(page: Page, read: Callable[[], Value], right: Callable[[Value], bool]) -> Value:
    """Read something of a page until it is right, and return it.

    A page changes after a click or a key, not with it: an immediate read may see the old state.

    Raises:
        AssertionError: it does not become right in time.

    """
    for _ in range(_MOST_READINGS):
        if right(value := read()):
            return value
        page.wait_for_timeout(_PAUSE)
    raise AssertionError(f"it stays {value!r}")


class Watched:
    """Opens pages of one site and remembers what was wrong with them.

    Args:
        browser: the browser.
        site: address of the server; requests to any other are refused and counted as wrong.

    """

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self.site = site
        self.contexts: list[BrowserContext] = []
        self.wrong: list[str] = []
        self.requests: list[str] = []
        self.permitted_status = 0
        """The status of errors that a test is about."""
        self._failed: list[Response] = []
        self._pending: set[Request] = set()

    def open(
        self,
        path: str,
        *,
        language: str = "zh",
        size: tuple[int, int] = DESKTOP,
        scripts: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """Open a path of the site in a browser that has been nowhere yet."""
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=LANGUAGES[language],
            java_script_enabled=scripts,
            extra_http_headers=dict(headers or {}),
        )
        context.set_default_timeout(MOST_MILLISECONDS)
        self.contexts.append(context)
        context.route(lambda url: not url.startswith(self.site), lambda route: route.abort())
        page = context.new_page()
        page.on("console", self._console)
        page.on("pageerror", self._page_error)
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)
        page.goto(f"{self.site}{path}")
        return page

    def wait_until_loaded(self, page: Page) -> None:
        """Return once a page has all that it asks for, and has had time to ask for more.

        Playwright's "networkidle" is the same after half a second of silence, whatever happens.
        """
        page.wait_for_load_state("load")
        quiet = 0
        while quiet < _QUIET_READINGS:
            # What is pending is known once the page has answered, with its scripts at rest.
            page.evaluate(_AT_REST)
            quiet = 0 if self._pending else quiet + 1
            page.wait_for_timeout(_QUIET_PAUSE)

    def close(self) -> None:
        """Close all pages; AssertionError lists what was wrong with them."""
        for response in self._failed:
            self.wrong.append(f"{response.status}: {response.url}: {_start_of(response)}")
        for context in self.contexts:
            context.close()
        assert not self.wrong, "\n".join(self.wrong)

    def _console(self, message: ConsoleMessage) -> None:
        # Violations of the policy are reported here too, as errors.
        permitted = f"a status of {self.permitted_status}" in message.text
        if message.type in ("error", "warning") and not permitted:
            self.wrong.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _page_error(self, error: Error) -> None:
        self.wrong.append(f"script: {error}")

    def _request(self, request: Request) -> None:
        self._pending.add(request)
        self.requests.append(request.url)
        if not request.url.startswith((f"{self.site}/", "data:", "blob:")):
            self.wrong.append(f"asks another: {request.url}")

    def _ended(self, request: Request) -> None:
        self._pending.discard(request)

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status != self.permitted_status:
            self._failed.append(response)


def _start_of(response: Response) -> str:
    """Return what an error says first; it cannot be read while the page waits for a response."""
    with suppress(Error):
        return response.text()[:_FIRST_CHARACTERS]
    return "not readable"
