"""Behind a proxy, under a prefix, nothing leads out of it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from districtgraph.graph.dataset.build import BuildResult
from tests.live_server import free_port, serving

from .prefix_proxy import proxied
from .watching import Watched

pytestmark = pytest.mark.usefixtures("processes")


@pytest.fixture
def prefixed(
    chromium: Browser, built: BuildResult, assets_built: None, tmp_path: Path
) -> Iterator[Watched]:
    # A store has one server: this one makes its own, of the same files.
    data = tmp_path / "data"
    shutil.copytree(built.folder, data, ignore=shutil.ignore_patterns("store"))
    port = free_port()
    address = f"http://127.0.0.1:{port}/graph"
    with serving(data, "--public-url", address) as site, proxied(port, "/graph", site):
        watched = Watched(chromium, address)
        yield watched
        watched.close()


def test_the_editor_and_its_links_hold_under_a_prefix(prefixed: Watched) -> None:
    page = prefixed.open("/editor?example=money", language="en")
    link = page.locator(".active .yasr tbody a").first
    expect(link).to_have_attribute(
        "href", "/graph/id/claim/dadong-district/automotive-output-2024.html"
    )
    page.get_by_role("button", name="Get a short link").click()
    field = page.get_by_label("Get a short link")
    expect(field).to_have_value(re.compile("/q/"))
    page.goto(field.input_value())
    assert page.url.startswith(f"{prefixed.site}/q/")
    page.get_by_role("link", name="Home").first.click()
    expect(page).to_have_url(f"{prefixed.site}/")
    assert all(url.startswith(f"{prefixed.site}/") for url in prefixed.requests)
