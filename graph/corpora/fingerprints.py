"""Hashes of what the parts of a corpus are made from, so that only changed ones are made again."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import districtgraph
from districtgraph.graph.corpora.corpus_folder import OVERLAY_FILE
from districtgraph.graph.corpora.corpus_record import ARTICLE_RECORD_FILE, RECORD_FILE
from districtgraph.graph.corpora.document_content import CLAIM_LINES
from districtgraph.graph.curation.articles import CLAIM_FILE
from districtgraph.graph.dataset.build import INPUT_SUFFIXES

__all__ = [
    "document_inputs",
    "document_state",
    "is_as_noted",
    "mapping_version",
    "overlay_hash",
    "rules_version",
    "series_version",
]

_GRAPH = Path(__file__).parents[1]
_ONTOLOGY = _GRAPH.parent / "ontology"
_READING = ("text", "extraction", "places", "reference", "claims", "curation", "corpora")
_MAPPING = (
    "claims", "mapping", "rdf", "corpora", "reference", "series", "places", "text", "dataset",
)  # fmt: skip
_COMBINING = (*_MAPPING, "extraction", "curation")
_INPUTS = (
    RECORD_FILE, ARTICLE_RECORD_FILE, CLAIM_LINES, CLAIM_FILE,
    "entities.yaml", "statements.yaml", "figures.yaml",
)  # fmt: skip
"""The files of a document from which its part is made."""
_FILES = (*_INPUTS, OVERLAY_FILE)


@cache
def rules_version() -> str:
    """Return a hash of everything that reads claims from a text: code, word lists, indicators."""
    return _digest((*(_GRAPH / name for name in _READING), _ONTOLOGY / "schemes"))


@cache
def mapping_version() -> str:
    """Return a hash of everything that turns claims into triples, checks and describes them."""
    return _digest((*(_GRAPH / name for name in _MAPPING), _ONTOLOGY))


@cache
def series_version() -> str:
    """Return a hash of everything that combines the claims of several documents into series.

    Series also read words: which ones name an indicator or say that a value was revised.
    """
    return _digest((*(_GRAPH / name for name in _COMBINING), _ONTOLOGY))


def _digest(folders: Iterable[Path]) -> str:
    digest = hashlib.sha256(districtgraph.__version__.encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in INPUT_SUFFIXES:
                digest.update(f"{path.relative_to(folder)}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def overlay_hash(document: Path) -> str:
    """Return the hash of a document's overlay; empty if it has none."""
    path = document / OVERLAY_FILE
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else ""


def document_inputs(document: Path, base: str) -> str:
    """Return the hash of everything that a document's part is made from."""
    digest = hashlib.sha256(f"{mapping_version()}\n{base}\n".encode())
    for name in _INPUTS:
        path = document / name
        if path.exists():
            digest.update(f"{name}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def document_state(document: Path) -> list[int]:
    """Return sizes and times of a document's files, and last the time of its folder.

    They show whether the files have changed.
    """
    folder = str(document)
    state: list[int] = []
    for name in _FILES:
        try:
            # Of ten thousand documents; a `Path` for each file would take longer than its state.
            status = os.stat(f"{folder}{os.sep}{name}")  # noqa: PTH116
        except FileNotFoundError:
            state += [0, 0]
        else:
            state += [status.st_size, status.st_mtime_ns]
    return [*state, _changed(folder)]


def is_as_noted(document: Path, noted: Sequence[int] | None) -> bool:
    """Return whether a document has the state that was noted, in a third of the time.

    Where its folder has not changed, no file has come or gone: only those that were there are
    looked at.
    """
    if not noted:
        return False
    folder = str(document)
    if len(noted) != 2 * len(_FILES) + 1 or noted[-1] != _changed(folder):
        return document_state(document)[:-1] == noted[: 2 * len(_FILES)]
    for position, name in enumerate(_FILES):
        size, changed = noted[2 * position : 2 * position + 2]
        if changed:
            try:
                status = os.stat(f"{folder}{os.sep}{name}")  # noqa: PTH116
            except FileNotFoundError:
                return False
            if status.st_size != size or status.st_mtime_ns != changed:
                return False
    return True


def _changed(folder: str) -> int:
    """Return when a file has last come to a folder or gone from it; 0 where there is no folder."""
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116
    except FileNotFoundError:
        return 0
