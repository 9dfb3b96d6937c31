"""Decisions are numbered without holes and doubles, and the index has every one."""

import re
from pathlib import Path

import pytest

from .conftest import ROOT

FOLDER = ROOT / "docs" / "decisions"
FILES = sorted(FOLDER.glob("[0-9]*.md"))
INDEX = (FOLDER / "README.md").read_text(encoding="utf-8")


def test_numbers_have_no_holes_and_no_doubles() -> None:
    assert len(FILES) >= 31
    assert [int(file.name[:4]) for file in FILES] == list(range(1, len(FILES) + 1))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_decision_is_in_the_index_by_number_title_and_status(file: Path) -> None:
    heading = file.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# (\d+)\. (.+)", heading)
    assert found, heading
    number, title = found.groups()
    assert int(number) == int(file.name[:4])
    row = rf"^\| {number} \| \[{re.escape(title)}\]\({file.name}\) \| \S.* \|$"
    assert re.search(row, INDEX, re.MULTILINE)


def test_the_index_has_nothing_else() -> None:
    linked = re.findall(r"\]\((\d{4}-[^)]+)\)", INDEX)
    assert linked == [file.name for file in FILES]


def test_every_decision_that_is_named_anywhere_is_there() -> None:
    numbers = {file.name[:4] for file in FILES}
    for folder in ("docs", "graph", "server", "ontology", "queries", "tests"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".md", ".yaml", ".rq") and "node_modules" not in path.parts:
                named = re.findall(r"decisions/(\d{4})", path.read_text(encoding="utf-8"))
                assert set(named) <= numbers, path
