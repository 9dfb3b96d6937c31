"""Loads that are killed or fail: what the folder has afterwards."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.embedded.folder.loading import (
    LoadingError,
    StoreUnavailableError,
    ensure_store,
    load_checked,
    load_files,
    newest_generation,
)
from districtgraph.server.store.embedded.folder.store_folder import choose_beginning

KILLED = """
import os, sys
from pathlib import Path
from districtgraph.server.store.embedded.folder import loading

folder, document, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def killed(*arguments):
    os._exit(9)

source, opened = loading.rdf_source, []

def opened_once(path, gzipped):
    if opened:
        os._exit(9)
    opened.append(path)
    return source(path, gzipped=gzipped)

if moment == "loading":
    loading.rdf_source = opened_once
elif moment == "sealing":
    loading.make_seal = killed
elif moment == "placing":
    loading.end_in_order = killed
    Path.rename = killed
loading.load_files(folder, [document, document])
"""
MOMENTS = {"loading": 0, "sealing": 100, "placing": 100}
"""When a load is killed, and how many of a document's quads are there for the next one."""


def document(folder: Path, name: str, quads: int, rest: str = "") -> Path:
    path = folder / f"{name}.nt"
    lines = "".join(f"<urn:{name}{number}> <urn:p> <urn:o> .\n" for number in range(quads))
    path.write_text(lines + rest, encoding="utf-8")
    return path


def subjects(folder: Path) -> set[str]:
    store = Store.read_only(str(newest_generation(folder)))
    return {quad.subject.value.rstrip("0123456789") for quad in store}


def size(folder: Path) -> int:
    return len(Store.read_only(str(newest_generation(folder))))


def kill(folder: Path, path: Path, moment: str) -> None:
    command = [sys.executable, "-c", KILLED, str(folder), str(path), moment]
    assert subprocess.run(command, check=False).returncode == 9


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_first_load_that_is_killed_leaves_nothing_or_all(tmp_path: Path, moment: str) -> None:
    folder, large = tmp_path / "store", document(tmp_path, "large", 100)
    kill(folder, large, moment)
    assert (choose_beginning(folder, contents=True).source is None) == (moment == "loading")
    load_files(folder, [document(tmp_path, "small", 1)])
    assert size(folder) == MOMENTS[moment] + 1
    assert not list((folder / "generations").glob("live*"))


@pytest.mark.usefixtures("processes")
def test_a_load_that_was_killed_is_no_store_of_a_dataset(tmp_path: Path) -> None:
    quads = document(tmp_path, "quads", 100).rename(tmp_path / "dataset.nq")
    dataset = BuiltDataset(tmp_path, "version", "http://example.org/", {}, {})
    kill(dataset.store, quads, "loading")
    assert ensure_store(dataset)
    assert not ensure_store(dataset)
    assert size(dataset.store) == 100


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_later_load_that_is_killed_adds_nothing_or_all(tmp_path: Path, moment: str) -> None:
    folder = tmp_path / "store"
    load_files(folder, [document(tmp_path, "before", 2)])
    kill(folder, document(tmp_path, "large", 100), moment)
    load_files(folder, [document(tmp_path, "small", 1)])
    assert size(folder) == 2 + MOMENTS[moment] + 1


def test_a_load_that_fails_in_a_later_file_adds_nothing(tmp_path: Path) -> None:
    folder, broken = (
        tmp_path / "store",
        document(tmp_path, "broken", 100, "<urn:s> <urn:p> <no IRI> .\n"),
    )
    for _ in range(2):
        with pytest.raises(LoadingError, match=r"broken\.nt: line 101"):
            load_files(folder, [document(tmp_path, "sound", 1), broken])
        load_files(folder, [document(tmp_path, "small", 1)])
        assert subjects(folder) == {"urn:small"}


def test_a_load_that_fails_leaves_a_live_store_without_generations(tmp_path: Path) -> None:
    """A folder of Oxigraph itself that was moved to `live` has no generation."""
    folder = tmp_path / "store"
    folder.mkdir()
    Store(str(folder / "live")).load(b"<urn:before> <urn:p> <urn:o> .", format=RdfFormat.N_TRIPLES)
    with pytest.raises(LoadingError, match=r"broken\.nt"):
        load_files(folder, [document(tmp_path, "broken", 1, "<urn:s> <urn:p>\n")])
    load_files(folder, [document(tmp_path, "small", 1)])
    assert subjects(folder) == {"urn:before", "urn:small"}


def test_checked_documents_are_loaded_whole(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    documents = [
        f"_:b{number} <urn:p> <urn:o> <urn:g> .\n_:b{number} <urn:p> <urn:o> .\n".encode()
        for number in range(20)
    ]
    long = b'<urn:s> <urn:p> "' + 9000 * b"long" + b'" .\n'
    load_checked(folder, iter([b"", *documents, b"", b"", long]))
    store = Store.read_only(str(newest_generation(folder)))
    assert len(store) == 41
    assert len({quad.subject for quad in store}) == 21
    assert choose_beginning(folder, contents=True).source == folder / "live"


@pytest.mark.parametrize("fails", ["malformed", "unreadable"])
def test_checked_documents_that_fail_leave_nothing(tmp_path: Path, fails: str) -> None:
    def documents() -> Iterator[bytes]:
        yield b"<urn:s> <urn:p> <urn:o> .\n"
        if fails == "unreadable":
            raise OSError("no part is there")
        yield b"<urn:s> <urn:p>\n"

    folder = tmp_path / "store"
    with pytest.raises((LoadingError, StoreUnavailableError)):
        load_checked(folder, documents())
    assert choose_beginning(folder, contents=True).source is None


def test_no_documents_are_an_empty_store(tmp_path: Path) -> None:
    load_checked(tmp_path / "store", [])
    assert size(tmp_path / "store") == 0
