"""A part is made again when any room of the graph that it is made by has changed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import districtgraph.graph
from districtgraph.graph.corpora import fingerprints

GRAPH = Path(districtgraph.graph.__file__).parent


def rooms_imported(room: str) -> Iterator[str]:
    """Yield the rooms of the graph whose modules a room imports."""
    for path in (GRAPH / room).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                package, _, name = node.module.partition("districtgraph.graph.")
                if not package and name != "errors":
                    yield name.partition(".")[0]


def test_all_rooms_that_series_are_made_by_are_in_their_version() -> None:
    used, waiting = set[str](), {"series", "corpora"}
    while waiting:
        room = waiting.pop()
        used.add(room)
        waiting |= set(rooms_imported(room)) - used
    # Tables only show what the others have made.
    assert used - {"tables"} <= set(fingerprints._COMBINING)


@pytest.mark.parametrize("room", ["claims", "dataset", "mapping", "places", "rdf", "text"])
def test_changed_code_makes_other_parts(
    room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`places` and `text` have the names of areas and periods, `dataset` the descriptions."""
    (tmp_path / room).mkdir()
    code = tmp_path / room / "code.py"
    versions = set()
    monkeypatch.setattr(fingerprints, "_GRAPH", tmp_path)
    for content in ("YEAR = 1980", "YEAR = 1981"):
        code.write_text(content, encoding="utf-8")
        versions.add(fingerprints.mapping_version.__wrapped__())
    assert len(versions) == 2


@pytest.mark.parametrize("room", ["extraction", "curation", "text"])
def test_a_changed_word_list_makes_other_series(
    room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / room).mkdir()
    words = tmp_path / room / "words.yaml"
    versions = set()
    monkeypatch.setattr(fingerprints, "_GRAPH", tmp_path)
    for content in ("revised: [修订]", "revised: [修订, 核实]"):
        words.write_text(content, encoding="utf-8")
        versions.add(fingerprints.series_version.__wrapped__())
    assert len(versions) == 2
