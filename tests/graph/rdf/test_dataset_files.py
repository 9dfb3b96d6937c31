"""Datasets from files and folders, their base IRIs, and their way to another base."""

import gzip
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from districtgraph.graph.rdf.dataset_files import DatasetFileError, base_of, common_base, read_quads
from districtgraph.graph.rdf.exporting import exported
from districtgraph.graph.rdf.rebase import BaseIriError
from districtgraph.graph.rdf.vocabulary import BASE, expand, individual, term

OTHER = "https://example.org/kg/"
CLAIM = individual("claim/sample/jobs")
QUADS = [
    Quad(CLAIM, expand("rdfs:label"), Literal("岗位", language="zh"), CLAIM),
    Quad(CLAIM, term("evidence"), individual("evidence/sample/1-2"), CLAIM),
]
N_QUADS = serialize(QUADS, format=RdfFormat.N_QUADS) or b""


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    (tmp_path / "dataset.nq").write_bytes(N_QUADS)
    (tmp_path / "backup.nq.gz").write_bytes(gzip.compress(N_QUADS))
    (tmp_path / "moved.nq").write_bytes(N_QUADS.replace(BASE.encode(), OTHER.encode()))
    (tmp_path / "areas.ttl").write_text('<http://a/> <http://b/> "区" .', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["", "dataset.nq", "backup.nq.gz"])
def test_folders_files_and_backups_hold_the_same(dataset: Path, name: str) -> None:
    assert list(read_quads(dataset / name)) == QUADS


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.nq", None, "none.nq: there is no such file or folder"),
        ("some.xlsx", b"", "some.xlsx: the extension names no RDF format"),
        ("nq", b"", "no RDF format"),
        ("some.nq", b"no quads", "some.nq: is not N-Quads: "),
        ("some.nq.gz", b"not packed", "some.nq.gz: cannot be read: "),
        ("cut.nq.gz", gzip.compress(N_QUADS)[:-9], "cut.nq.gz: cannot be read: "),
        ("bad.nq.gz", gzip.compress(N_QUADS)[:12] + b"\xff" * 99, "bad.nq.gz: cannot be read: "),
        ("latin.nq", "<http://a/> <http://b/> 'é' .".encode("latin-1"), "latin.nq: is not N-Quads"),
    ],
)
def test_an_unreadable_dataset_file_is_named(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DatasetFileError, match=message):
        list(read_quads(tmp_path / name))


def test_a_folder_without_a_dataset_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetFileError, match=r"there is no dataset\.nq in it"):
        list(read_quads(tmp_path))


def test_the_base_is_that_of_the_claims(dataset: Path) -> None:
    assert base_of(QUADS) == BASE
    assert base_of(read_quads(dataset / "moved.nq")) == OTHER
    assert base_of(read_quads(dataset / "areas.ttl")) is None
    # Somebody else's claim with our property shows nothing.
    foreign = Quad(NamedNode("http://a/"), term("evidence"), Literal("区"), DefaultGraph())
    assert base_of([foreign]) is None


@pytest.mark.parametrize(
    ("old", "new", "base"),
    [("", "backup.nq.gz", BASE), ("areas.ttl", "moved.nq", OTHER), ("areas.ttl",) * 2 + (BASE,)],
)
def test_the_base_of_two_datasets(dataset: Path, old: str, new: str, base: str) -> None:
    assert common_base(dataset / old, dataset / new) == base


def test_two_bases_are_refused(dataset: Path) -> None:
    with pytest.raises(DatasetFileError, match=f"moved.nq has {OTHER}"):
        common_base(dataset, dataset / "moved.nq")


def test_an_export_moves_our_iris_and_addresses_and_nothing_else() -> None:
    node, space = NamedNode(f"{BASE}dataset"), expand("void:uriSpace")
    unit = NamedNode("http://qudt.org/vocab/unit/M")
    quads = [
        *QUADS,
        Quad(node, space, Literal(f"{BASE}id/"), CLAIM),
        Quad(unit, space, unit, CLAIM),
    ]
    moved = list(exported(quads, OTHER, BASE))
    assert (serialize(moved[:2], format=RdfFormat.N_QUADS) or b"") == N_QUADS.replace(
        BASE.encode(), OTHER.encode()
    )
    assert moved[2].object == Literal(f"{OTHER}id/")
    assert moved[3].subject == unit
    assert list(exported(moved, BASE, OTHER)) == quads


def test_an_export_to_the_same_base_changes_nothing() -> None:
    size = Quad(NamedNode(f"{BASE}dataset#x"), expand("dcat:byteSize"), Literal(1), CLAIM)
    assert list(exported([*QUADS, size], BASE, BASE)) == [*QUADS, size]
    assert list(exported([*QUADS, size], f"{BASE}v2/", BASE)) == list(
        exported(QUADS, f"{BASE}v2/", BASE)
    )


def test_a_base_that_others_have_is_refused() -> None:
    with pytest.raises(BaseIriError, match="rdf-schema#label is already under it"):
        list(exported(QUADS, "http://www.w3.org/2000/01/", BASE))
