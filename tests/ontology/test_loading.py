"""Reading the Turtle files: the same triples every time, and errors that say where."""

from pathlib import Path

import pytest
from pyoxigraph import BlankNode

from districtgraph.ontology import loading
from districtgraph.ontology.loading import (
    OntologyFileError,
    load_ontology,
    load_schemes,
    load_shapes,
    load_turtle,
)


def test_every_part_is_there() -> None:
    assert len(load_ontology()) >= 1400
    assert len(load_schemes()) >= 1500
    assert len(load_shapes()) >= 1000


def test_the_same_file_gives_the_same_triples() -> None:
    assert load_ontology() == load_ontology()
    assert any(isinstance(triple.subject, BlankNode) for triple in load_ontology())


def test_files_are_merged_whatever_their_order(tmp_path: Path) -> None:
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    one.write_text("<urn:a> <urn:p> [ <urn:q> 1 ] .", encoding="utf-8")
    two.write_text("<urn:b> <urn:p> [ <urn:q> 2 ] .", encoding="utf-8")
    assert len(load_turtle([one, two])) == 4
    assert load_turtle([one, two]) == load_turtle([two, one])


def test_a_malformed_file_is_reported_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "wrong.ttl"
    path.write_text("<urn:a> <urn:p> 1 .\n<urn:a> urn:p 2 .\n", encoding="utf-8")
    with pytest.raises(OntologyFileError) as caught:
        load_turtle([path])
    assert caught.value.path == path
    assert (caught.value.line, caught.value.column) == (2, 9)
    assert str(caught.value).startswith(f"{path}:2:9: is not Turtle: ")


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OntologyFileError, match="cannot be read") as caught:
        load_turtle([tmp_path / "missing.ttl"])
    assert caught.value.line is None


def test_a_folder_without_schemes_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OntologyFileError, match="contains no scheme"):
        load_schemes(tmp_path)


def test_every_exported_name_is_documented() -> None:
    for name in loading.__all__:
        exported = getattr(loading, name)
        assert isinstance(exported, Path) or exported.__doc__
