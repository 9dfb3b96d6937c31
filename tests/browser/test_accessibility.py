"""axe finds nothing serious on any page, light or dark; the keyboard reaches everything."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from districtgraph.server.web.assets.asset_build import ASSETS

from .conftest import missing
from .pages import PAGES
from .watching import Watched

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


SHOWN = {
    "table": ".active .yasr table",
    "chart": ".active .yasr .chart",
    "response": ".active .yasr .CodeMirror",
}


@pytest.fixture(scope="session")
def axe() -> str:
    path = ASSETS / "node_modules" / "axe-core" / "axe.min.js"
    if not Path(path).exists():
        missing("axe-core is missing: python server/web/assets/asset_build.py installs it")
    return path.read_text(encoding="utf-8")


def findings(page: Page, axe: str) -> list[str]:
    """Return what axe finds that is serious or critical."""
    page.evaluate(axe)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate(f"axe.run({json.dumps(options)})")["violations"]
    return [
        f"{item['id']}: {node['html'][:200]}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(watched: Watched, axe: str, path: str, dark: bool) -> None:
    page = watched.open(path, dark=dark)
    watched.wait_until_loaded(page)
    assert findings(page, axe) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", SHOWN)
def test_axe_finds_nothing_serious_in_results(
    watched: Watched, axe: str, view: str, dark: bool
) -> None:
    page = watched.open("/editor?example=money", dark=dark, language="en")
    expect(page.locator(".active .yasr table")).to_be_visible()
    page.locator(f".active .select_{view}").click()
    expect(page.locator(SHOWN[view]).first).to_be_visible()
    # Colours that change gradually are looked at when they have changed.
    page.wait_for_function("() => document.getAnimations().length === 0")
    assert findings(page, axe) == []
