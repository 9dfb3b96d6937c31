"""An editable installation imports by links, which archives lose."""

import subprocess
import sys
from pathlib import Path

import pytest

from source_links import PACKAGES, SourceLinkError, make_missing_links

ROOT = Path(__file__).parent.parent


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source tree as a source distribution leaves it: packages, and no links to them."""
    (tmp_path / "src" / "districtgraph").mkdir(parents=True)
    for name in PACKAGES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    return tmp_path


def assert_linked(source: Path) -> None:
    for name in PACKAGES:
        link = source / "src" / "districtgraph" / name
        assert link.readlink() == Path("..", "..", name)
        assert (link / "__init__.py").is_file()


def test_missing_links_are_made_once(source: Path) -> None:
    assert make_missing_links(source) == list(PACKAGES)
    assert_linked(source)
    assert make_missing_links(source) == []


def test_text_files_in_the_links_places_are_replaced(source: Path) -> None:
    # So does an unpacker, or git without core.symlinks, on a system without links.
    for name in PACKAGES:
        (source / "src" / "districtgraph" / name).write_text(f"../../{name}", encoding="utf-8")
    assert make_missing_links(source) == list(PACKAGES)
    assert_linked(source)


def test_a_link_that_leads_nowhere_is_replaced(source: Path) -> None:
    (source / "src" / "districtgraph" / "graph").symlink_to("../graph")
    make_missing_links(source)
    assert_linked(source)


def test_a_file_in_place_of_a_link_stays_and_is_named(source: Path) -> None:
    file = source / "src" / "districtgraph" / "server"
    file.write_text("somebody's work", encoding="utf-8")
    with pytest.raises(SourceLinkError, match=r"server has to be a symbolic link to .*; clone the"):
        make_missing_links(source)
    assert file.read_text(encoding="utf-8") == "somebody's work"


def test_a_missing_package_is_named(source: Path) -> None:
    (source / "queries" / "__init__.py").unlink()
    with pytest.raises(SourceLinkError, match=r"queries is missing: this is not the whole source"):
        make_missing_links(source)


def test_the_packages_are_those_at_the_top() -> None:
    linked = {path.name for path in (ROOT / "src" / "districtgraph").iterdir() if path.is_symlink()}
    assert linked == set(PACKAGES)


@pytest.mark.usefixtures("processes")
def test_the_script_says_in_one_line_what_is_missing(source: Path) -> None:
    script = source / "source_links.py"
    script.write_bytes((ROOT / script.name).read_bytes())
    (source / "graph" / "__init__.py").unlink()
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith("districtgraph: ")
    assert ended.stderr.count("\n") == 1
