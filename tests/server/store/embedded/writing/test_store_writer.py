"""Writes to the live store: whole or not at all, and a replacement that outlives its writer."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from districtgraph.server.core.errors import (
    BadRequestError,
    NotFoundError,
    QuerySyntaxError,
    RefusedError,
    RequestError,
)
from districtgraph.server.sparql.staging_graphs import staging_graph
from districtgraph.server.store.embedded.engine.writes import (
    DeleteWrite,
    FetchedDocument,
    LoadWrite,
    StoredDocument,
    UpdateWrite,
)
from districtgraph.server.store.embedded.writing import store_writer
from districtgraph.server.store.embedded.writing.store_writer import Writer, finish_interrupted_swap

G = "http://example.org/区"
ONE = f"<urn:s> <urn:p> <urn:one> <{G}> .\n"
DEFAULT = "<urn:s> <urn:p> <urn:default> .\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    path.mkdir()
    return path


@pytest.fixture
def writer(folder: Path) -> Writer:
    writer = Writer(folder)
    update(writer, f"INSERT DATA {{ {DEFAULT} GRAPH <{G}> {{ <urn:s> <urn:p> <urn:one> }} }}")
    return writer


def update(writer: Writer, text: str) -> None:
    assert not writer.apply(UpdateWrite(text, "http://host/sparql"))


def load(
    writer: Writer, operation: str, graph: str | None, *documents: Path, kind: str = "TURTLE"
) -> bool:
    stored = tuple(StoredDocument(str(path), kind) for path in documents)
    base = graph or "http://host/store"
    return writer.apply(LoadWrite(graph, stored, base, replace=operation == "put"))


def document(folder: Path, content: str) -> Path:
    path = folder / f"document-{len(list(folder.iterdir()))}"
    path.write_text(content, encoding="utf-8")
    return path


def published(writer: Writer) -> Store:
    return Store.read_only(str(writer.publish()))


def content(writer: Writer) -> set[str]:
    return {line + "\n" for line in _quads(published(writer))}


def _quads(store: Store) -> list[str]:
    dumped = store.dump(format=RdfFormat.N_QUADS)
    assert dumped is not None
    return dumped.decode().splitlines()


def names(writer: Writer) -> set[str]:
    graphs = published(writer).named_graphs()
    return {graph.value for graph in graphs if isinstance(graph, NamedNode)}


def test_each_generation_has_what_was_applied_before_it_for_ever(writer: Writer) -> None:
    first = writer.publish()
    update(writer, "CLEAR ALL")
    second = writer.publish()
    assert (first.name, second.name) == ("1", "2")
    assert len(Store.read_only(str(first))) == 2
    assert len(Store.read_only(str(second))) == 0


def test_a_generation_is_published_again_only_when_its_files_were_merged(
    folder: Path, writer: Writer
) -> None:
    first = writer.publish()
    assert writer.refresh() == first
    for subject in ("urn:a", "urn:b"):
        numbers = [Quad(NamedNode(subject), NamedNode("urn:p"), Literal(n)) for n in range(1000)]
        writer._store.bulk_extend(numbers)
    second = writer.publish()
    assert second != first
    writer._store.optimize()
    third = writer.refresh()
    assert third != second
    assert {path.name for path in third.glob("*.sst")} != {p.name for p in second.glob("*.sst")}
    assert set(Store.read_only(str(third))) == set(Store.read_only(str(second)))
    assert writer.refresh() == third


class MergingStore:
    """A store whose engine has merged a file away as it lists it for a backup, some times.

    Args:
        store: the store.
        times: how often.

    """

    def __init__(self, store: Store, times: int) -> None:
        self._store = store
        self.left = times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def backup(self, target: str) -> None:
        if self.left:
            self.left -= 1
            raise FileNotFoundError("IO error: No such file or directory: while link file to")
        self._store.backup(target)


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_is_merged_away_as_a_generation_is_written_costs_another_try(
    writer: Writer, times: int
) -> None:
    update(writer, "INSERT DATA { <urn:s> <urn:p> 1 }")
    writer._store = MergingStore(writer._store, times)  # type: ignore[assignment]
    assert len(published(writer)) == 3


def test_a_file_that_stays_away_is_an_error(writer: Writer) -> None:
    writer._store = MergingStore(writer._store, 9)  # type: ignore[assignment]
    with pytest.raises(FileNotFoundError):
        writer.publish()


def test_generations_are_counted_on_by_the_next_writer(folder: Path) -> None:
    writer = Writer(folder)
    published = [writer.publish() for _ in range(10)]
    assert [path.name for path in published] == [str(number) for number in range(1, 11)]
    for old in published[:-1]:
        shutil.rmtree(old)
    del writer
    assert Writer(folder).publish().name == "11"


def test_relative_iris_of_an_update_have_its_base(writer: Writer) -> None:
    update(writer, "CLEAR ALL; INSERT DATA { <a> <urn:p> <#b> }")
    assert content(writer) == {"<http://host/a> <urn:p> <http://host/sparql#b> .\n"}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("INSERT DATA { <urn:x> <urn:p> 1 }; DROP GRAPH <urn:missing>", RefusedError),
        (f"CLEAR ALL; CREATE GRAPH <{G}>; CREATE GRAPH <{G}>", RefusedError),
        ("CLEAR ALL; INSERT DATA { <urn:x> }", QuerySyntaxError),
        ("nonsense", QuerySyntaxError),
    ],
)
def test_a_failed_update_leaves_nothing_behind(
    writer: Writer, text: str, error: type[RequestError]
) -> None:
    with pytest.raises(error):
        update(writer, text)
    assert content(writer) == {DEFAULT, ONE}


def test_put_replaces_one_graph_and_post_adds_to_it(writer: Writer, tmp_path: Path) -> None:
    two = document(tmp_path, "<urn:s> <urn:p> <urn:two> .")
    assert not load(writer, "post", G, two)
    assert content(writer) == {DEFAULT, ONE, ONE.replace("one", "two")}
    assert not load(writer, "put", G, two)
    assert content(writer) == {DEFAULT, ONE.replace("one", "two")}


def test_put_and_post_on_the_default_graph_leave_the_named(writer: Writer, tmp_path: Path) -> None:
    two = document(tmp_path, "<urn:s> <urn:p> <urn:two> .")
    assert not load(writer, "post", "", two)
    assert content(writer) == {DEFAULT, DEFAULT.replace("default", "two"), ONE}
    assert not load(writer, "put", "", two)
    assert content(writer) == {DEFAULT.replace("default", "two"), ONE}


@pytest.mark.parametrize("operation", ["put", "post"])
@pytest.mark.parametrize("text", ["", "<urn:s> <urn:p> 1 ."])
def test_a_graph_that_was_not_there_is_made_and_said_so(
    writer: Writer, tmp_path: Path, operation: str, text: str
) -> None:
    assert load(writer, operation, "urn:new", document(tmp_path, text))
    assert names(writer) == {G, "urn:new"}
    assert not load(writer, operation, "urn:new", document(tmp_path, text))


def test_a_graph_that_is_put_empty_is_still_there(writer: Writer, tmp_path: Path) -> None:
    assert not load(writer, "put", G, document(tmp_path, ""))
    assert names(writer) == {G}
    assert content(writer) == {DEFAULT}


def test_relative_iris_of_a_document_have_the_graph_as_base(writer: Writer, tmp_path: Path) -> None:
    load(writer, "put", G, document(tmp_path, "<#a> <urn:p> <> ."))
    assert content(writer) == {DEFAULT, f"<{G}#a> <urn:p> <{G}> <{G}> .\n"}


def test_all_documents_of_a_write_are_taken(writer: Writer, tmp_path: Path) -> None:
    documents = [document(tmp_path, f"<urn:s> <urn:p> <urn:{n}> .") for n in ("two", "three")]
    load(writer, "put", G, *documents)
    assert content(writer) == {DEFAULT, ONE.replace("one", "two"), ONE.replace("one", "three")}


BROKEN = "<urn:s> <urn:p> <urn:two> .\n" * 3 + "<urn:s> <urn:p>"


@pytest.mark.parametrize("operation", ["put", "post"])
@pytest.mark.parametrize("graph", [G, "", "urn:new"])
def test_a_broken_document_leaves_everything_as_it_was(
    writer: Writer, tmp_path: Path, operation: str, graph: str
) -> None:
    sound = document(tmp_path, "<urn:s> <urn:p> <urn:two> .")
    with pytest.raises(BadRequestError, match="the document is malformed"):
        load(writer, operation, graph, sound, document(tmp_path, BROKEN))
    assert content(writer) == {DEFAULT, ONE}
    assert names(writer) == {G}


def test_a_predecessor_s_half_document_is_not_taken_for_the_next(
    folder: Path, tmp_path: Path
) -> None:
    writer = Writer(folder)
    update(writer, "INSERT DATA { GRAPH <urn:x-districtgraph:staging:0> { <urn:s> <urn:p> 1 } }")
    del writer
    writer = Writer(folder)
    assert names(writer) == set()
    load(writer, "post", G, document(tmp_path, "<urn:s> <urn:p> <urn:one> ."))
    assert content(writer) == {ONE}


def test_a_loaded_document_may_begin_with_a_byte_order_mark(writer: Writer, tmp_path: Path) -> None:
    loaded = document(tmp_path, "\ufeff<urn:s> <urn:p> <urn:marked> .")
    fetched = FetchedDocument(str(loaded), "TURTLE", "http://other.example/", False)
    text = f"ADD GRAPH <{staging_graph(0)}> TO DEFAULT"
    writer.apply(UpdateWrite(text, None, (), (fetched,)))
    assert "<urn:s> <urn:p> <urn:marked> .\n" in content(writer)


def test_delete_takes_one_graph(writer: Writer) -> None:
    assert not writer.apply(DeleteWrite(G))
    assert content(writer) == {DEFAULT}
    assert names(writer) == set()
    with pytest.raises(NotFoundError, match="there is no graph"):
        writer.apply(DeleteWrite(G))
    assert not writer.apply(DeleteWrite(""))
    assert content(writer) == set()


def test_the_whole_store_is_replaced_or_added_to(writer: Writer, tmp_path: Path) -> None:
    more = document(tmp_path, ONE.replace(G, "urn:g"))
    assert not load(writer, "post", None, more, kind="N_QUADS")
    assert content(writer) == {DEFAULT, ONE, ONE.replace(G, "urn:g")}
    assert not load(writer, "put", None, more, kind="N_QUADS")
    assert content(writer) == {ONE.replace(G, "urn:g")}
    update(writer, "INSERT DATA { <urn:s> <urn:p> <urn:default> }")
    assert content(writer) == {DEFAULT, ONE.replace(G, "urn:g")}


@pytest.mark.parametrize("operation", ["put", "post"])
def test_a_broken_dataset_leaves_the_whole_store_as_it_was(
    writer: Writer, folder: Path, tmp_path: Path, operation: str
) -> None:
    broken = document(tmp_path, ONE.replace(G, "urn:g") + "broken")
    with pytest.raises(BadRequestError, match="the document is malformed"):
        load(writer, operation, None, broken, kind="N_QUADS")
    assert content(writer) == {DEFAULT, ONE}
    update(writer, f"CLEAR GRAPH <{G}>")
    assert content(writer) == {DEFAULT}
    assert {path.name for path in folder.iterdir()} == {"live", "generations"}


def test_a_replaced_store_outlives_its_writer(folder: Path, tmp_path: Path) -> None:
    writer = Writer(folder)
    load(writer, "put", None, document(tmp_path, ONE), kind="N_QUADS")
    update(writer, f"INSERT DATA {{ {DEFAULT} }}")
    del writer
    assert content(Writer(folder)) == {DEFAULT, ONE}


OLD, NEW = "the old", "the new"


@pytest.mark.parametrize(
    ("state", "remaining"),
    [
        ({}, None),
        ({"live": OLD}, OLD),
        ({"live": OLD, "live.new": NEW}, OLD),
        ({"live": OLD, "live.new": NEW, "COMPLETE": True}, NEW),
        ({"live": OLD, "live.old": "older", "live.new": NEW, "COMPLETE": True}, NEW),
        ({"live.old": OLD, "live.new": NEW, "COMPLETE": True}, NEW),
        ({"live.old": OLD, "live.new": NEW}, NEW),
        ({"live": NEW, "live.old": OLD}, NEW),
    ],
)
def test_a_replacement_that_was_interrupted_is_finished_or_undone(
    folder: Path, state: dict[str, Any], remaining: str | None
) -> None:
    for name in state.keys() - {"COMPLETE"}:
        (folder / name).mkdir()
        (folder / name / "content").write_text(state[name], encoding="utf-8")
    if "COMPLETE" in state:
        (folder / "live.new" / "COMPLETE").touch()
    for _ in range(2):
        finish_interrupted_swap(folder)
        found = {str(path.relative_to(folder)) for path in folder.rglob("*")}
        assert found == (set() if remaining is None else {"live", "live/content"})
        if remaining:
            assert (folder / "live" / "content").read_text(encoding="utf-8") == remaining


@pytest.mark.usefixtures("patience")
def test_the_bytes_read_to_open_a_generation_do_not_grow_with_the_writes(
    writer: Writer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_writer, "_LONGEST_MANIFEST", 50_000)
    sizes = []
    for number in range(120):
        update(writer, f"INSERT DATA {{ <urn:number> <urn:p> {number} }}")
        published = writer.publish()
        writer.shorten_manifest()
        sizes.append(sum(path.stat().st_size for path in published.glob("MANIFEST-*")))
    assert max(sizes) < 100_000
    assert sizes[-1] < max(sizes), "it was never begun anew"
    found = Store.read_only(str(published)).query("SELECT ?n { <urn:number> <urn:p> ?n }")
    assert len(list(found)) == 120  # type: ignore[arg-type]
