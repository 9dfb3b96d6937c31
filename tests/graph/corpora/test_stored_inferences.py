"""What follows from the vocabulary is inferred by one command, and read by all later ones."""

import subprocess
import sys

import pytest

from districtgraph.graph.corpora import stored_inferences
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary
from districtgraph.graph.corpora.stored_inferences import INFERENCES_FILE, read_inferences


def test_what_is_stored_is_what_follows(three: CorpusFolder) -> None:
    stored = read_inferences(three.build)
    assert stored == corpus_vocabulary().inferred
    assert stored


@pytest.mark.usefixtures("processes", "patience")
def test_a_later_command_loads_no_reasoner(three: CorpusFolder) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from districtgraph.graph.corpora.adding import add_texts\n"
        "from districtgraph.graph.corpora.document_building import begin_worker\n"
        "from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary\n"
        f"begin_worker(Path({str(three.path)!r}))\n"
        f"found = corpus_vocabulary(Path({str(three.build)!r}))\n"
        "print(len(found.inferred), *sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    number, *loaded = ran.stdout.split()
    assert int(number) == len(corpus_vocabulary().inferred)
    assert "districtgraph.graph.extraction" in loaded
    assert not {"rdflib", "reasonable", "pyshacl", "owlready2"}.intersection(loaded)


def test_what_other_rules_inferred_is_inferred_again(
    corpus: CorpusFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_inferences, "mapping_version", lambda: "another")
    assert read_inferences(corpus.build) is None


@pytest.mark.parametrize("damage", ["missing", "cut", "zeros", "text"])
def test_a_damaged_file_is_as_if_there_were_none(corpus: CorpusFolder, damage: str) -> None:
    path = corpus.build / INFERENCES_FILE
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        made = {"cut": content[: len(content) // 2], "zeros": bytes(len(content)), "text": b"x"}
        path.write_bytes(made[damage])
    assert read_inferences(corpus.build) is None
