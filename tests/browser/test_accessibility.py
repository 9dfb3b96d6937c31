"""axe finds nothing serious on any page, light or dark; the keyboard reaches everything."""

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from districtgraph.server.web.assets.asset_build import ASSETS

from .conftest import missing
from .pages import PAGES
from .watching import Watched

pytestmark = pytest.mark.usefixtures("processes")

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
NOTHING: dict[str, list[str]] = {"light": [], "dark": []}
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


def findings(page: Page, axe: str) -> dict[str, list[str]]:
    """Return what axe finds that is serious or critical, light and dark."""
    page.evaluate(axe)
    return {scheme: _findings_in(page, scheme) for scheme in SCHEMES}


def _findings_in(page: Page, scheme: Scheme) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
    # Colours that change gradually are looked at when they have changed.
    page.wait_for_function("() => document.getAnimations().length === 0")
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate(f"axe.run({json.dumps(options)})")["violations"]
    return [
        f"{item['id']}: {node['html'][:200]}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(watched: Watched, axe: str, path: str) -> None:
    page = watched.open(path)
    watched.wait_until_loaded(page)
    assert findings(page, axe) == NOTHING


@pytest.mark.parametrize("view", SHOWN)
def test_axe_finds_nothing_serious_in_results(watched: Watched, axe: str, view: str) -> None:
    page = watched.open("/editor?example=money", language="en")
    expect(page.locator(".active .yasr table")).to_be_visible()
    page.locator(f".active .select_{view}").click()
    expect(page.locator(SHOWN[view]).first).to_be_visible()
    assert findings(page, axe) == NOTHING
