"""A complete server, and Debian's Chromium, which may contact no other server.

Each page is watched: console messages, violations of the policy, requests to other servers and
failures are errors of the test that opened the page.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from districtgraph.graph.dataset.build import BuildResult
from tests.live_server import serving

from .watching import DESKTOP, MOST_MILLISECONDS, PHONE, Watched

NAMES = ("chromium-headless-shell", "chromium")
"""Programs: Chromium with nothing around its pages takes half the time of the one with windows."""
SIZES = {"desktop": DESKTOP, "phone": PHONE}
expect.set_options(timeout=MOST_MILLISECONDS)


def missing(message: str) -> NoReturn:
    """Skip what cannot be tried here; CI must have it."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="package")
def chromium(processes: None) -> Iterator[Browser]:
    """One browser for all tests here; each has a context of its own.

    It ends with them: others measure times.
    """
    path = os.environ.get("DISTRICTGRAPH_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), None
    )
    if path is None:
        missing(f"{NAMES[0]} is missing: apt-get install {NAMES[0]} fonts-noto-cjk")
    with sync_playwright() as playwright:
        # CI runs as root, for which Chromium has no sandbox.
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def assets_built() -> None:
    from districtgraph.server.web.pages.assets import BUILT

    if not (BUILT / "manifest.json").exists():
        missing("no scripts are built here: python server/web/assets/asset_build.py")


@pytest.fixture(scope="package")
def site(processes: None, built: BuildResult, sources: Path, assets_built: None) -> Iterator[str]:
    """The address of a server that has the source texts too."""
    with serving(built.folder, "--sources", str(sources)) as url:
        yield url


@pytest.fixture
def watched(chromium: Browser, site: str) -> Iterator[Watched]:
    """Opens pages in contexts that are closed with the test, and fails it for what went wrong."""
    opened = Watched(chromium, site)
    yield opened
    opened.close()


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return SIZES[request.param]
