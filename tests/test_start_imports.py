"""What a server loads when it starts: every process of it, and everybody who starts one, waits."""

import subprocess
import sys

import pytest

from districtgraph.graph.dataset.build import BuildResult

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


def loaded_by(*modules: str) -> set[str]:
    return loaded_after(f"import {', '.join(modules)}")


def loaded_after(code: str) -> set[str]:
    code = f"{code}\nimport sys\nprint('modules:', *sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.rpartition("modules:")[2].split())


def test_a_server_loads_nothing_that_reads_texts_or_checks_graphs() -> None:
    loaded = loaded_by("districtgraph.server.serving", "districtgraph.server.asgi")
    assert "districtgraph.server.service" in loaded
    assert loaded.isdisjoint(NEEDLESS)


def test_a_start_that_is_refused_has_not_loaded_the_application() -> None:
    loaded = loaded_by("districtgraph.server.serving")
    assert loaded.isdisjoint({*NEEDLESS, "flask", "districtgraph.server.asgi"})


def test_a_dataset_that_is_there_is_asked_without_what_would_make_it(built: BuildResult) -> None:
    """`serve` begins as `query` does, to see whether anything has changed."""
    question = ["query", "ASK {}", "--data", str(built.folder)]
    loaded = loaded_after(
        f"from districtgraph.cli import main\nmain({question}, standalone_mode=False)"
    )
    assert "districtgraph.graph.dataset.build" in loaded
    assert loaded.isdisjoint({*NEEDLESS, "flask", "districtgraph.graph.dataset.checking"})


@pytest.mark.parametrize("arguments", [["serve", "--help"], ["biuld"]])
def test_help_and_a_misspelling_load_no_server(arguments: list[str]) -> None:
    loaded = loaded_after(
        "from contextlib import suppress\nfrom districtgraph.cli import main\n"
        f"with suppress(SystemExit): main({arguments})"
    )
    assert "districtgraph.cli" in loaded
    assert loaded.isdisjoint({*NEEDLESS, "districtgraph.server.serving", "pyoxigraph"})


def test_a_build_loads_pyshacl_for_no_graph_that_is_right() -> None:
    loaded = loaded_by("districtgraph.graph.dataset.dataset_content")
    assert "districtgraph.ontology.validation" in loaded
    assert "pyshacl" not in loaded
