"""IRIs that writes mention are remembered until derived data are updated."""

from pathlib import Path

import pytest

from districtgraph.server.core.errors import BadRequestError, UnavailableError
from districtgraph.server.store import changes
from districtgraph.server.store.changes import ChangeLog
from districtgraph.server.store.embedded.engine.changed_iris import changed_iris
from districtgraph.server.store.embedded.engine.writes import (
    CheckWrite,
    DeleteWrite,
    LoadWrite,
    StoredDocument,
    UpdateWrite,
)


def written(log: ChangeLog, version: str, *iris: str) -> None:
    with log.write(frozenset(iris)):
        log.published(version)


def test_the_changes_between_two_versions_are_those_of_the_writes_between_them() -> None:
    log = ChangeLog()
    log.published("0")
    written(log, "1", "x:a")
    written(log, "2", "x:b", "x:c")
    assert log.changed("0", "2") == frozenset({"x:a", "x:b", "x:c"})
    assert log.changed("1", "2") == frozenset({"x:b", "x:c"})
    assert log.changed("2", "2") == frozenset()


def test_nothing_is_known_about_an_unknown_version() -> None:
    log = ChangeLog()
    log.published("1")
    assert log.changed("0", "1") is None
    assert log.changed("1", "2") is None


def test_a_write_under_way_may_be_in_any_version() -> None:
    log = ChangeLog()
    log.published("0")
    with log.write(frozenset({"x:slow"})):
        written(log, "1", "x:quick")
        assert log.changed("0", "1") == frozenset({"x:slow", "x:quick"})
        written(log, "2")
        assert log.changed("1", "2") == frozenset({"x:slow"})
    written(log, "3")
    assert log.changed("2", "3") == frozenset()


def test_a_write_that_mentions_nobody_knows_what_makes_all_unknown() -> None:
    log = ChangeLog()
    log.published("0")
    with log.write(None):
        log.published("1")
    written(log, "2", "x:a")
    assert log.changed("0", "2") is None
    assert log.changed("1", "2") == frozenset({"x:a"})


def test_a_refused_write_changes_nothing_and_of_a_broken_one_nobody_knows() -> None:
    log = ChangeLog()
    log.published("0")
    with pytest.raises(BadRequestError), log.write(None):
        raise BadRequestError("no")
    with pytest.raises(UnavailableError), log.write(frozenset({"x:perhaps"})):
        raise UnavailableError("late", 1, "deadline")
    written(log, "1", "x:a")
    assert log.changed("0", "1") == frozenset({"x:a", "x:perhaps"})
    written(log, "2", "x:b")
    assert log.changed("1", "2") == frozenset({"x:b", "x:perhaps"})


@pytest.mark.parametrize("bound", ["_MOST_WRITES", "_MOST_IRIS"])
def test_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    monkeypatch.setattr(changes, bound, 3)
    log = ChangeLog()
    log.published("0")
    for number in range(1, 6):
        written(log, str(number), f"x:{number}")
    assert log.changed("0", "5") is None
    assert log.changed("2", "5") == frozenset({"x:3", "x:4", "x:5"})
    assert log.changed("4", "5") == frozenset({"x:5"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA { <x:a> <x:p> <x:b>, 'x' }", {"x:a", "x:p", "x:b"}),
        ("PREFIX e: <x:> DELETE DATA { e:a e:p 1 } ; INSERT DATA { }", {"x:a", "x:p"}),
        ("BASE <http://e/> INSERT DATA { <a> <x:p> '{' }", {"http://e/a", "x:p"}),
        (
            "BASE <http://e/> INSERT DATA { <#a:b> <x:p> <y/z:w> }",
            {"http://e/#a:b", "x:p", "http://e/y/z:w"},
        ),
        ("INSERT DATA { </a:b> <x:p> 1 }", None),
        ("INSERT DATA { GRAPH <x:g> { <x:a> a <x:b> } }", {"x:g", "x:a", "x:b"}),
        ("# DROP\nINSERT DATA { <x:a> <x:p> 'DROP ALL' } ;", {"x:a", "x:p"}),
        ("INSERT DATA { <x:a> <x:p> <x:b> }; DROP ALL", None),
        ("DELETE WHERE { ?s ?p <x:b> }", None),
        ("INSERT { <x:a> <x:p> ?o } WHERE { <x:b> <x:p> ?o }", None),
        ("WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", None),
        ("LOAD <http://e/>", None),
        ("CLEAR DEFAULT", None),
        ("COPY <x:a> TO DEFAULT", None),
        ("INSERT DATA { <x:\\u0061> <x:p> <x:b> }", {"x:a", "x:p", "x:b"}),
        ("INSERT DATA { e:a e:p 1 }", None),
    ],
)
def test_an_update_of_data_mentions_all_that_it_changes(
    text: str, expected: set[str] | None
) -> None:
    assert changed_iris(UpdateWrite(text, None)) == (expected and frozenset(expected))


def test_a_document_for_the_default_graph_mentions_its_subjects_and_objects(tmp_path: Path) -> None:
    path = tmp_path / "document.nt"
    path.write_text('<x:a> <x:p> <x:b> .\n<x:c> <x:p> "d" .\n', encoding="utf-8")
    document = StoredDocument(str(path), "N_TRIPLES")
    mentioned = changed_iris(LoadWrite("", (document,), "", False))
    assert mentioned == frozenset({"x:a", "x:b", "x:c"})
    assert changed_iris(LoadWrite("", (document,), "", True)) is None
    assert changed_iris(LoadWrite(None, (document,), "", True)) is None
    assert changed_iris(LoadWrite("x:g", (document,), "", True)) == frozenset()
    assert changed_iris(DeleteWrite("x:g")) == frozenset()
    assert changed_iris(DeleteWrite("")) is None
    assert changed_iris(CheckWrite("DROP ALL", None)) == frozenset()
