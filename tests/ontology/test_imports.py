"""Imports run one way: server, graph, ontology."""

import ast
from collections.abc import Iterator
from pathlib import Path

from districtgraph.ontology import loading

FOLDER = Path(loading.__file__).parent


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_ontology_imports_nothing_above_it() -> None:
    modules = sorted(FOLDER.glob("*.py"))
    assert len(modules) >= 8
    ours = {
        name for path in modules for name in _imported(path) if name.startswith("districtgraph")
    }
    assert ours
    assert [name for name in ours if not name.startswith("districtgraph.ontology")] == []


def test_the_graph_knows_neither_server_nor_queries() -> None:
    modules = sorted((FOLDER.parent / "graph").rglob("*.py"))
    assert len(modules) >= 25
    above = ("districtgraph.server", "districtgraph.queries", "districtgraph.cli")
    imported = {name for path in modules for name in _imported(path)}
    assert [name for name in imported if name.startswith(above)] == []


def test_the_ontology_does_without_the_libraries_of_the_shell() -> None:
    imported = {name.partition(".")[0] for path in FOLDER.glob("*.py") for name in _imported(path)}
    assert not imported & {"flask", "granian", "yaml", "click"}
