"""Things are found by their names, in Chinese and English, and the index follows the store."""

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import RefusedError, UnavailableError
from districtgraph.server.http.media_types import Format
from districtgraph.server.knowledge.labels import label_index
from districtgraph.server.knowledge.labels.label_folding import fold
from districtgraph.server.knowledge.labels.label_index import LabelIndex, LabelIndexes
from districtgraph.server.knowledge.labels.label_scoring import LITERAL
from districtgraph.server.knowledge.labels.labelled import (
    Labelled,
    LabelledName,
    SearchRank,
    read_labelled,
)
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader
from tests.patience import PATIENCE, wait_until

DG = "https://w3id.org/districtgraph/ontology#"
BASE = "https://w3id.org/districtgraph/id/"


@pytest.fixture(scope="module")
def index(real_store: MemoryBackend, names: Path) -> LabelIndex:
    found = LabelIndexes(StoreReader(real_store), folder=names).current()
    assert len(found.things) > 800
    return found


def first(index: LabelIndex, text: str) -> str:
    return index.search(text)[0].iri.removeprefix(BASE)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("养老", "programme/community-care-stations"),
        ("養老服務", "dimension/elderly-care"),
        ("社区养老服务站", "programme/community-care-stations"),
        ("养老站", "programme/community-care-stations"),
        ("民生", "policy/ten-livelihood-measures"),
        ("大东区", "place/210104"),
        ("大 東 區", "place/210104"),
        ("大东", "place/210104"),
        ("辽宁省沈阳市大东区", "place/210104"),
        ("210104", "place/210104"),
        ("百姓", "beneficiary-group/public"),
        ("care", "programme/community-care-stations"),
        ("ELDERLY CARE", "dimension/elderly-care"),
        ("comunity", "programme/community-care-stations"),
        ("communities", "counted-kind/community"),
        ("programmes", "initiative-kind/programme"),
        ("PM2.5", "indicator/pm25-mean-concentration"),
    ],
)
def test_typed_words_find_the_intended_thing(index: LabelIndex, text: str, iri: str) -> None:
    assert first(index, text) == iri


def test_one_character_finds_every_name_that_has_it(index: LabelIndex) -> None:
    found = {match.iri for match in index.matches("户")}
    texts = {thing.iri: [*(n.text for n in thing.names), *thing.quotes] for thing in index.things}
    expected = {iri for iri, said in texts.items() if any("户" in text for text in said)}
    assert len(found) >= 10
    assert found == expected


@pytest.mark.parametrize("text", ["zzzz", "龘", "", "  ", "，", "qqq www"])
def test_nonsense_finds_nothing(index: LabelIndex, text: str) -> None:
    assert len(index.matches(text)) == 0


def test_entities_come_before_claims_and_claims_can_be_found(index: LabelIndex) -> None:
    # Those whose words are only near come after all that have the words.
    ranks = [match.thing.rank for match in index.matches("养老") if match.score >= LITERAL]
    assert ranks == sorted(ranks)
    assert {SearchRank.ENTITY, SearchRank.FIGURE, SearchRank.STATEMENT} <= set(ranks)
    figure = index.search("设立养老服务站的社区数：112个")[0]
    assert (figure.score, figure.thing.kind) == (100, f"{DG}Observation")


def test_results_can_be_of_one_kind_and_one_language(index: LabelIndex) -> None:
    programmes = index.search("养老", kinds=[f"{DG}Programme"])
    assert {match.thing.kind for match in programmes} == {f"{DG}Programme"}
    assert index.search("养老", language="en") == []
    assert index.search("210104", language="en")[0].iri == f"{BASE}place/210104"


def test_a_thing_has_its_most_specific_kind(index: LabelIndex) -> None:
    district = index.thing(f"{BASE}place/210104")
    assert district is not None
    assert district.kind == f"{DG}District"
    assert f"{DG}AdministrativeArea" in district.kinds
    assert index.label(district.kind, "zh") == "市辖区"
    assert index.label("http://example.org/no#label", "zh") == "label"


def test_aliases_are_found_and_the_name_is_shown(index: LabelIndex) -> None:
    match = index.search("广大群众")[0]
    assert (match.matched.text, match.matched.preferred) == ("广大群众", False)
    assert match.labels["zh"] == "群众"


@pytest.mark.usefixtures("patience")
def test_every_name_finds_its_own_thing_first(index: LabelIndex) -> None:
    for thing in index.things:
        for name in thing.names:
            best = index.matches(name.text)
            same = [match.iri for match in best[:20] if match.score == best[0].score]
            assert thing.iri in same, name


NAMES = st.text(min_size=1, max_size=12) | st.text(
    st.sampled_from("大东区养老服务站 abc.2—（）"), min_size=1, max_size=12
)


@given(st.lists(NAMES.filter(fold), min_size=1, max_size=8))
def test_a_name_is_the_best_match_of_its_own_text(texts: list[str]) -> None:
    things = [
        Labelled(f"x:{at}", (LabelledName(text, "zh", True),), frozenset(), "", SearchRank.ENTITY)
        for at, text in enumerate(texts)
    ]
    index = LabelIndex(things)
    for thing, text in zip(things, texts, strict=True):
        matches = index.matches(text)
        assert matches[0].score == 100
        assert thing.iri in [match.iri for match in matches if match.score == 100]


LABEL = '<x:{0}> <http://www.w3.org/2000/01/rdf-schema#label> "{1}"@zh .\n'


def test_an_iri_may_contain_any_characters() -> None:
    iris = ["http://e/a,b", "http://e/'c',,d", "http://e/e;f=(g)", "http://e/%22h%22"]
    quads = "".join(LABEL.replace("x:{0}", iri).format("", f"区 {iri}") for iri in iris)
    index = LabelIndex(read_labelled(StoreReader(MemoryBackend(quads))))
    assert [thing.iri for thing in index.things] == sorted(iris)
    assert {match.iri for match in index.matches("区")} == set(iris)


def test_a_name_may_be_as_long_as_a_report() -> None:
    quads = LABEL.format("a", "大东区" + "字" * 150_000) + LABEL.format("b", "沈河区")
    index = LabelIndex(read_labelled(StoreReader(MemoryBackend(quads))))
    assert [match.iri for match in index.matches("沈河区")] == ["x:b"]


class ChangingStore(MemoryBackend):
    """Counts what it is asked, and may be made to wait before it answers."""

    def __init__(self, quads: str) -> None:
        super().__init__(quads)
        self.asked = 0
        self.wait: Callable[[], object] = lambda: None

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        self.asked += 1
        self.wait()
        return super().answer(query, output)


def newer(indexes: LabelIndexes, before: LabelIndex) -> LabelIndex:
    """Return the index that comes after another."""

    def found() -> LabelIndex | None:
        index = indexes.current()
        return None if index is before else index

    return wait_until(found, "a newer index")


def test_an_index_is_built_once_a_generation() -> None:
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store))
    assert store.asked == 0
    first = indexes.current()
    assert indexes.current() is first
    assert store.asked == 1
    store.version = "next"
    second = newer(indexes, first)
    assert indexes.current() is second
    assert store.asked == 2


def write(store: MemoryBackend, triples: str) -> None:
    asyncio.run(store.update(Update(f"INSERT DATA {{ {triples} }}"), Asker()))


def wait_for_version(indexes: LabelIndexes, version: str) -> None:
    """Wait until the known index is of a version, without asking for it."""
    wait_until(lambda: indexes._known is not None and indexes._known[0] == version, version)


def test_an_index_follows_a_small_write_though_nobody_asks_for_it() -> None:
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store))
    indexes.follow()
    assert store.asked == 0
    indexes.current()
    asked = store.asked
    indexes.follow()
    assert store.asked == asked
    write(store, "<urn:b> <http://www.w3.org/2000/01/rdf-schema#label> '沈河区'@zh")
    indexes.follow()
    wait_for_version(indexes, store.version)
    assert [item.iri for item in indexes.current().search("沈河")] == ["urn:b"]


def test_a_damaged_index_is_made_anew_though_nobody_asks_for_it(tmp_path: Path) -> None:
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store), folder=tmp_path)
    path = indexes.current().database.path
    indexes.current().database.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    write(store, "<urn:b> <http://www.w3.org/2000/01/rdf-schema#label> '沈河区'@zh")
    indexes.follow()
    wait_for_version(indexes, store.version)
    assert [item.iri for item in indexes.current().search("沈河")] == ["urn:b"]


def test_an_index_is_not_made_anew_while_nobody_asks_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(label_index, "_MOST_CHANGED", 0)
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store))
    indexes.current()
    asked = store.asked
    write(store, "<urn:b> <urn:p> 1")
    indexes.follow()
    assert not indexes._building
    assert store.asked == asked


def test_nothing_is_said_to_have_changed_where_no_version_is_known() -> None:
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store))
    index = indexes.current()
    store.version = "next"
    assert not indexes.is_current(index)
    store.version = ""
    assert indexes.is_current(index)


def test_while_an_index_is_built_all_have_the_one_before() -> None:
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store))
    before = indexes.current()
    building, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        building.set()
        assert go_on.wait(PATIENCE)

    store.version, store.wait = "next", wait
    # Nobody has to build it: the request that begins it has the one before too.
    assert indexes.current() is before
    assert building.wait(PATIENCE)
    assert [indexes.current() for _ in range(5)] == [before] * 5
    go_on.set()
    assert newer(indexes, before) is not before
    assert store.asked == 2


def test_a_stream_of_writes_does_not_occupy_a_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    passed = threading.Event()

    def sleep(seconds: float) -> None:
        if seconds:
            pauses.append(seconds)
            assert passed.wait(PATIENCE)

    monkeypatch.setattr(label_index, "time", SimpleNamespace(monotonic=time.monotonic, sleep=sleep))
    # The next one has to wait for so many times as long as the first took.
    monkeypatch.setattr(label_index, "_PAUSE", 1e6)
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store))
    found = indexes.current()
    for _ in range(200):
        store.version += "+"
        assert indexes.current() is found
    assert store.asked == 1
    assert len(pauses) <= 1
    threads = [item for item in threading.enumerate() if item.name == "label-index"]
    assert len(threads) <= 1
    passed.set()
    assert newer(indexes, found) is not found


class Clock:
    """A clock for the module, which goes only while somebody sleeps or works."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_changes_soon_after_another_do_not_wait_but_a_stream_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    monkeypatch.setattr(label_index, "time", clock)
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store))
    indexes.current()
    clock.slept.clear()

    def work() -> None:
        clock.now += 0.5

    store.wait = work
    began, asked = clock.now, store.asked
    for number in range(40):
        write(store, f"<urn:b{number}> <http://www.w3.org/2000/01/rdf-schema#label> '沈河区'@zh")
        indexes.follow()
        wait_for_version(indexes, store.version)
    assert clock.slept[:2] == [0, 0]
    assert clock.slept[-1] > 0
    share = (store.asked - asked) * 0.5 / (clock.now - began + 20)
    assert 0.15 < share < 0.21


def test_the_first_readers_wait_no_longer_than_they_have_patience() -> None:
    store = ChangingStore(LABEL.format("a", "大东区"))
    go_on = threading.Event()
    store.wait = lambda: go_on.wait(PATIENCE)
    indexes = LabelIndexes(StoreReader(store), patience=0.05)
    for _ in range(2):
        with pytest.raises(UnavailableError, match="still being read") as caught:
            indexes.current()
        assert caught.value.retry_after > 0
    go_on.set()
    wait_until(lambda: store.asked == 1 and indexes._known is not None, "the index")
    assert indexes.current().thing("x:a")
    assert store.asked == 1


def test_a_build_that_fails_is_logged_once_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(label_index, "_BACK_OFF", 0.02)
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store))
    before = indexes.current()

    def fail() -> None:
        raise RefusedError("no")

    store.version, store.wait = "next", fail
    wait_until(lambda: indexes.current() is not before or store.asked >= 4, "a fourth attempt")
    assert indexes.current() is before
    assert caplog.text.count("cannot be built") == 1
    store.wait = lambda: None
    assert newer(indexes, before).thing("x:a")


def test_a_request_that_waits_for_the_first_index_learns_why_there_is_none() -> None:
    store = ChangingStore("")

    def fail() -> None:
        raise RefusedError("the store is broken")

    store.wait = fail
    indexes = LabelIndexes(StoreReader(store))
    for _ in range(2):
        with pytest.raises(RefusedError, match="the store is broken"):
            indexes.current()
    # The second one did not have it tried again at once.
    assert store.asked == 1


def test_first_readers_wait_for_one_index() -> None:
    store = ChangingStore(LABEL.format("a", "大东区"))
    indexes = LabelIndexes(StoreReader(store))
    found: list[LabelIndex] = []
    threads = [threading.Thread(target=lambda: found.append(indexes.current())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({id(index) for index in found}) == 1
    assert store.asked == 1
