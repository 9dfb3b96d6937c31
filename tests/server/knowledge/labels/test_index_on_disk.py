"""The index of names is on disk, follows what writes change, and is never half of anything."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.http.media_types import Format
from districtgraph.server.knowledge.labels import label_files
from districtgraph.server.knowledge.labels.label_database import LabelDatabase
from districtgraph.server.knowledge.labels.label_files import IndexFiles
from districtgraph.server.knowledge.labels.label_index import LabelIndex, LabelIndexes
from districtgraph.server.knowledge.labels.labelled import Labelled, LabelledName, SearchRank
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from tests.patience import wait_until

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
DG = "https://w3id.org/districtgraph/ontology#"
OA = "http://www.w3.org/ns/oa#"
NAMES = ["沈阳市大东区", "沈阳市", "就业援助计划", "养老服务站", "重庆市", "辽宁省", "海拉尔区"]


def named(number: int, name: str) -> str:
    return f'<x:{number}> {LABEL} "{name}"@zh .\n'


class CountingStore(MemoryBackend):
    """Notes how many rows each of its answers has."""

    def __init__(self, quads: str) -> None:
        super().__init__(quads)
        self.rows: list[int] = []

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        found = super().answer(query, output)
        self.rows.append(found.count(b"\n"))
        return found

    def write(self, text: str) -> None:
        asyncio.run(self.update(Update(text), Asker()))


@pytest.fixture
def store() -> CountingStore:
    return CountingStore("".join(named(at, name) for at, name in enumerate(NAMES * 10)))


def up_to_date(indexes: LabelIndexes) -> LabelIndex:
    def current() -> LabelIndex | None:
        index = indexes.current()
        return index if indexes.is_current(index) else None

    return wait_until(current, "an index that is brought up")


def found(index: LabelIndex, text: str) -> list[str]:
    return [match.iri for match in index.matches(text)]


def test_only_the_changes_of_a_write_are_read_again(store: CountingStore) -> None:
    indexes = LabelIndexes(StoreReader(store))
    up_to_date(indexes)
    store.rows.clear()
    store.write(f'INSERT DATA {{ <x:new> {LABEL} "新来的街道"@zh }}')
    index = up_to_date(indexes)
    assert found(index, "新来") == ["x:new"]
    assert len(found(index, "海拉尔")) == 10
    assert sum(store.rows) < 50
    store.write(
        f'DELETE DATA {{ <x:new> {LABEL} "新来的街道"@zh }} ;'
        f'INSERT DATA {{ <x:new> {LABEL} "改名的街道"@zh }}'
    )
    index = up_to_date(indexes)
    assert found(index, "新来") == []
    assert found(index, "改名") == ["x:new"]
    store.write(f'DELETE DATA {{ <x:new> {LABEL} "改名的街道"@zh }}')
    index = up_to_date(indexes)
    assert found(index, "改名") == []
    assert index.thing("x:new") is None
    assert sum(store.rows) < 150


def test_a_write_of_which_nobody_knows_what_it_changes_has_all_read_again(
    store: CountingStore,
) -> None:
    indexes = LabelIndexes(StoreReader(store))
    up_to_date(indexes)
    store.write(
        f'DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p "甲"@zh }} WHERE {{ ?s {LABEL} ?o . ?s ?p ?o }}'
    )
    assert len(found(up_to_date(indexes), "甲")) == len(NAMES) * 10


def test_an_index_that_was_changed_often_is_rebuilt(store: CountingStore) -> None:
    indexes = LabelIndexes(StoreReader(store))
    for number in range(60):
        store.write(f'INSERT DATA {{ <x:0> {LABEL} "别名{number}"@zh }}')
        index = up_to_date(indexes)
        assert index.database.tombstones <= 0.3
    assert found(index, "别名59") == ["x:0"]


def test_claims_are_found_by_the_words_that_they_rest_on(store: CountingStore) -> None:
    store.write(
        f'INSERT DATA {{ <x:c> a <{DG}Observation> ; {LABEL} "岗位数"@zh ; <{DG}evidence> <x:e> .'
        f' <x:e> <{OA}hasSelector> <x:s> . <x:s> <{OA}exact> "发放稳岗补贴" }}'
    )
    indexes = LabelIndexes(StoreReader(store))
    match = up_to_date(indexes).matches("稳岗")[0]
    assert (match.iri, match.matched.text) == ("x:c", "发放稳岗补贴")
    # The words belong to another resource, which must be read again too.
    store.write(f'INSERT DATA {{ <x:s> <{OA}exact> "返还社会保险费" }}')
    assert found(up_to_date(indexes), "保险") == ["x:c"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沈阳", "沈阳市"),
        ("沈阳 大东", "沈阳市大东区"),
        ("大东 沈阳", "沈阳市大东区"),
        ("shenyang", "沈阳市"),
        ("chongqing", "重庆市"),
        ("hailaer", "海拉尔区"),
        ("hle", "海拉尔区"),
        ("援助 就业", "就业援助计划"),
    ],
)
def test_words_and_pinyin_find_what_is_meant(text: str, expected: str) -> None:
    things = [
        Labelled(f"x:{at}", (LabelledName(name, "zh", True),), frozenset(), "", SearchRank.ENTITY)
        for at, name in enumerate(NAMES)
    ]
    assert LabelIndex(things).matches(text)[0].matched.text == expected


def test_all_of_several_words_are_to_be_found() -> None:
    things = [
        Labelled(f"x:{at}", (LabelledName(name, "zh", True),), frozenset(), "", SearchRank.ENTITY)
        for at, name in enumerate(["沈阳市就业局", "沈阳市公安局", "大连市就业局"])
    ]
    assert found(LabelIndex(things), "沈阳 就业") == ["x:0"]


def test_where_nothing_has_all_words_what_has_one_is_found_for_each() -> None:
    things = [
        Labelled(f"x:{at}", (LabelledName(name, "zh", True),), frozenset(), "", SearchRank.ENTITY)
        for at, name in enumerate(["沈阳市", "城镇新增就业人数", "大连市", "就业"])
    ]
    assert set(found(LabelIndex(things), "沈阳 就业")) == {"x:0", "x:1", "x:3"}


def test_things_with_claims_come_before_things_without() -> None:
    things = [
        Labelled(
            f"x:{uses}",
            (LabelledName("养老站", "zh", True),),
            frozenset(),
            "",
            SearchRank.ENTITY,
            uses,
        )
        for uses in (0, 1, 300)
    ]
    assert found(LabelIndex(things), "养老") == ["x:300", "x:1", "x:0"]


def test_the_next_process_finds_the_index_that_the_last_one_left(
    store: CountingStore, tmp_path: Path
) -> None:
    up_to_date(LabelIndexes(StoreReader(store), folder=tmp_path))
    asked = len(store.rows)
    index = LabelIndexes(StoreReader(store), folder=tmp_path).current()
    assert len(found(index, "海拉尔")) == 10
    assert len(store.rows) == asked


def test_an_index_of_another_version_answers_until_it_is_brought_up(
    store: CountingStore, tmp_path: Path
) -> None:
    up_to_date(LabelIndexes(StoreReader(store), folder=tmp_path))
    other = CountingStore(named(1, "别处"))
    other.version = "another"
    indexes = LabelIndexes(StoreReader(other), folder=tmp_path)
    index = indexes.current()
    assert not indexes.is_current(index)
    assert len(found(index, "海拉尔")) == 10
    assert found(up_to_date(indexes), "海拉尔") == []


def test_an_unfinished_index_of_a_killed_process_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "building.sqlite").write_bytes(b"half")
    (tmp_path / "building.rows").write_bytes(b"half")
    (tmp_path / "names-7.sqlite").write_bytes(b"no index")
    (tmp_path / "names-8.sqlite").write_bytes(b"")
    assert IndexFiles(tmp_path).left() is None
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_index_is_reported_and_rebuilt(store: CountingStore, tmp_path: Path) -> None:
    indexes = LabelIndexes(StoreReader(store), folder=tmp_path)
    index = up_to_date(indexes)
    path = index.database.path
    index.database.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(UnavailableError, match="being rebuilt"):
        for _ in range(2):
            index.matches("海拉尔")
    assert len(found(up_to_date(indexes), "海拉尔")) == 10


def test_what_thousands_of_claims_are_about_is_not_counted_again(tmp_path: Path) -> None:
    def about(thing: str, first: int, number: int) -> str:
        return "".join(f"<x:c{first + n}> <{DG}indicator> <x:{thing}> .\n" for n in range(number))

    store = CountingStore(
        named(1, "生产总值") + about("1", 0, 2048) + named(2, "就业") + about("2", 5000, 2047)
    )
    indexes = LabelIndexes(StoreReader(store), folder=tmp_path)
    assert up_to_date(indexes).database.much_used() == {"x:1": 2048}
    store.write(
        f"INSERT DATA {{ {about('1', 9000, 1)} {about('2', 9100, 1)} "
        f'<x:1> {LABEL} "国内生产总值"@zh }}'
    )
    index = up_to_date(indexes)
    one, two = index.thing("x:1"), index.thing("x:2")
    assert one is not None
    assert two is not None
    assert (one.uses, two.uses) == (2048, 2048)
    assert found(index, "国内")[0] == "x:1"
    assert index.database.much_used() == {"x:1": 2048, "x:2": 2048}


def test_at_most_two_indexes_exist(store: CountingStore, tmp_path: Path) -> None:
    indexes = LabelIndexes(StoreReader(store), folder=tmp_path)
    for number in range(4):
        store.version = f"v{number}"
        up_to_date(indexes)
    assert len(list(tmp_path.glob("names-*.sqlite"))) <= label_files._KEPT
    assert not list(tmp_path.glob("building*"))


def test_a_folder_that_cannot_be_written_is_done_without(
    store: CountingStore, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    index = up_to_date(LabelIndexes(StoreReader(store), folder=tmp_path / "file" / "names"))
    assert len(found(index, "海拉尔")) == 10


def test_an_index_has_one_version_however_a_change_ends(tmp_path: Path) -> None:
    database = LabelDatabase(tmp_path / "names-1.sqlite")
    thing = Labelled("x:a", (LabelledName("甲乙", "zh", True),), frozenset(), "", SearchRank.ENTITY)
    database.create([thing], "1")

    def broken() -> Iterator[Labelled]:
        yield thing
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(sqlite3.OperationalError):
        database.change(["x:a"], broken(), "2")
    index = LabelIndex(database, "1")
    assert (database.fact("version"), found(index, "甲乙")) == ("1", ["x:a"])
