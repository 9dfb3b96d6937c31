"""What a server loads when it starts: every process of it, and everybody who starts one, waits."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.usefixtures("processes")

NEEDLESS = (
    "districtgraph.graph.corpora.document_building",
    "districtgraph.graph.extraction",
    "districtgraph.graph.series",
    "owlready2",
    "pyshacl",
    "rdflib",
)
"""What reads texts and checks graphs, and takes longer to load than the rest of a server."""


def loaded_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_a_server_loads_nothing_that_reads_texts_or_checks_graphs() -> None:
    loaded = loaded_by("districtgraph.server.serving")
    assert "districtgraph.server.asgi" in loaded
    assert loaded.isdisjoint(NEEDLESS)


def test_a_build_loads_pyshacl_for_no_graph_that_is_right() -> None:
    """`serve` imports it too, to see whether anything has changed."""
    loaded = loaded_by("districtgraph.graph.dataset.build")
    assert "districtgraph.ontology.validation" in loaded
    assert "pyshacl" not in loaded
