"""Updates that are acknowledged by the log: nothing of them is lost, and nothing happens twice."""

import json
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from districtgraph.server.core.errors import StorageError
from districtgraph.server.store.embedded.engine.writes import CheckWrite, UpdateWrite
from districtgraph.server.store.embedded.folder import loading, store_folder
from districtgraph.server.store.embedded.folder.loading import (
    StoreUnavailableError,
    check_store,
    load_files,
    newest_generation,
)
from districtgraph.server.store.embedded.folder.store_folder import (
    StoreDamagedError,
    choose_beginning,
    unpublished_updates,
)
from districtgraph.server.store.embedded.folder.update_log import LOG_NAME, this_boot
from districtgraph.server.store.embedded.writing import store_writer
from districtgraph.server.store.embedded.writing.quick_writes import is_quick
from districtgraph.server.store.embedded.writing.store_writer import Writer
from tests.file_damage import noise
from tests.linked_copy import linked_copy
from tests.server.store.embedded.folder.test_store_folder import fingerprint, numbers


def insertion(*values: int) -> UpdateWrite:
    triples = " . ".join(f"<urn:s> <urn:p> {value}" for value in values)
    return UpdateWrite(f"INSERT DATA {{ {triples} }}", "http://host/sparql")


def begun(folder: Path) -> Writer:
    """Return a writer that the server has taken over from, and asks for more."""
    folder.mkdir(exist_ok=True)
    writer = Writer(folder)
    writer.publish()
    writer.taken_over()
    return writer


def log(writer: Writer, last: int, *values: int) -> bool:
    for value in values:
        writer.taken_over()
        writer.apply(insertion(value))
    return writer.log(last, len(values))


def killed(writer: Writer, folder: Path, target: Path) -> Path:
    """Return a copy of the folder as it would be if the writer were killed now.

    The engine merges files in a thread of its own: a copy during which one came or went is none
    of a single moment, and is made again.
    """
    for _ in range(100):
        with suppress(shutil.Error, FileNotFoundError):
            before = files_of(folder)
            linked_copy(folder, target)
            if files_of(folder) == before:
                return target
        shutil.rmtree(target, ignore_errors=True)
    raise AssertionError("the engine never comes to rest")


def files_of(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_size for path in folder.rglob("*")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_the_next_writer_publishes_logged_updates(folder: Path) -> None:
    writer = begun(folder)
    assert not log(writer, 2, 1, 2)
    assert not log(writer, 3, 3)
    assert numbers(writer._published) == set()
    after = killed(writer, folder, folder.with_name("after"))
    successor = Writer(after)
    assert successor.replayed == 3
    assert numbers(successor.publish()) == {1, 2, 3}
    assert unpublished_updates(after) == []
    # Until the server reads from that generation, it may want the one before.
    assert (after / LOG_NAME).stat().st_size > 0
    successor.taken_over()
    assert (after / LOG_NAME).stat().st_size == 0


def test_an_update_that_was_applied_but_not_logged_has_not_happened(folder: Path) -> None:
    writer = begun(folder)
    log(writer, 1, 1)
    writer.apply(insertion(2))
    after = killed(writer, folder, folder.with_name("after"))
    assert numbers(Writer(after).publish()) == {1}


def test_a_blank_node_is_one_however_often_its_update_is_replayed(folder: Path) -> None:
    writer = begun(folder)
    writer.apply(UpdateWrite("INSERT DATA { _:b <urn:p> 1 }", None))
    writer.log(1, 1)
    for number in range(3):
        after = killed(writer, folder, folder.with_name(f"after{number}"))
        successor = Writer(after)
        published = successor.publish()
        assert len(Store.read_only(str(published))) == 1
        del successor
        # Killed before the server knows of that generation: the next begins where it stopped.
        again = Writer(after, revert_to=after / "generations" / "1")
        assert again.replayed == 1
        assert len(Store.read_only(str(again.publish()))) == 1
        del again
        anew = Writer(after)
        assert anew.replayed == 0
        assert len(Store.read_only(str(anew.publish()))) == 1


def test_a_writer_that_ends_in_order_publishes_what_is_acknowledged(folder: Path) -> None:
    writer = begun(folder)
    log(writer, 2, 1, 2)
    writer.end()
    assert numbers(newest_generation(folder)) == {1, 2}
    assert choose_beginning(folder, contents=True).source == folder / "live"
    del writer
    successor = begun(folder)
    assert successor.replayed == 0
    log(successor, 1, 3)
    successor.apply(insertion(4))
    successor.end()
    del successor
    assert numbers(Writer(folder).publish()) == {1, 2, 3}


def test_only_plain_updates_are_logged(folder: Path) -> None:
    writer = begun(folder)
    writer.apply(insertion(1))
    writer.apply(CheckWrite("INSERT DATA {}", None))
    with pytest.raises(StorageError):
        writer.log(2, 2)
    with pytest.raises(StorageError):
        writer.log(1, 1)


def test_a_long_log_is_to_be_published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_writer, "_LONG_LOG", 300)
    writer = begun(folder)
    assert [log(writer, number, number) for number in range(1, 6)][-1]
    writer.publish()
    assert not log(writer, 6, 6)


def test_files_are_loaded_on_top_of_what_the_log_has(folder: Path, tmp_path: Path) -> None:
    writer = begun(folder)
    log(writer, 1, 1)
    del writer
    broken, sound = tmp_path / "broken.nt", tmp_path / "sound.nt"
    broken.write_text("<urn:s> <urn:p>", encoding="utf-8")
    sound.write_text(
        '<urn:s> <urn:p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .\n', encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"broken\.nt"):
        load_files(folder, [broken])
    load_files(folder, [sound])
    assert numbers(newest_generation(folder)) == {1, 2}
    assert numbers(Writer(folder).publish()) == {1, 2}


def test_a_reader_beside_a_server_sees_acknowledged_writes_or_gets_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = begun(folder)
    log(writer, 1, 1)
    monkeypatch.setattr(loading, "_PUBLISHING", 0.0)
    with pytest.raises(StoreUnavailableError, match="start `districtgraph serve`"):
        newest_generation(folder)
    monkeypatch.setattr(loading, "_PUBLISHING", 20.0)
    monkeypatch.setattr(loading, "_LOOK_AGAIN", 0.0)
    monkeypatch.setattr(time, "sleep", lambda _seconds: writer.publish())
    assert numbers(newest_generation(folder)) == {1}


@pytest.fixture
def logged(folder: Path) -> Path:
    """A store whose writer was killed with three groups in the log, and nothing else."""
    writer = begun(folder)
    for number in (1, 2, 3):
        log(writer, number, number)
    return killed(writer, folder, folder.with_name("logged"))


def refused(folder: Path, words: str) -> None:
    before = fingerprint(folder)
    with pytest.raises(StoreDamagedError, match=words) as caught:
        check_store(folder)
    assert LOG_NAME in str(caught.value)
    assert "Nothing was changed" in str(caught.value)
    with pytest.raises(StoreDamagedError, match=words):
        Writer(folder, contents=True)
    with pytest.raises(StoreDamagedError, match=words):
        load_files(folder, [])
    assert fingerprint(folder) == before


GENERATION_DAMAGES = {
    "its list is damaged": lambda folder: noise(folder / "generations" / "1" / "CURRENT"),
    "it is missing": lambda folder: shutil.rmtree(folder / "generations" / "1"),
    "all are missing": lambda folder: shutil.rmtree(folder / "generations"),
}


@pytest.mark.parametrize("damage", GENERATION_DAMAGES.values(), ids=GENERATION_DAMAGES.keys())
def test_if_the_generation_before_the_log_is_damaged_the_live_store_is_used(
    logged: Path, damage: Callable[[Path], object]
) -> None:
    damage(logged)
    check_store(logged)
    loaded = linked_copy(logged, logged.with_name("loaded"))
    load_files(loaded, [])
    # The next has another number than the one that the log continues: nothing is applied again.
    assert newest_generation(loaded).name == "2"
    assert numbers(newest_generation(loaded)) == {1, 2, 3}
    writer = Writer(logged, contents=True)
    assert writer.replayed == 0
    assert writer.publish().name == "2"
    assert numbers(writer._published) == {1, 2, 3}
    assert unpublished_updates(logged) == unpublished_updates(loaded) == []


@pytest.mark.parametrize("damage", GENERATION_DAMAGES.values(), ids=GENERATION_DAMAGES.keys())
def test_but_not_after_the_machine_was_restarted(
    logged: Path, damage: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(logged)
    with monkeypatch.context() as patch:
        patch.setattr(store_folder, "this_boot", lambda: "another")
        refused(logged, f"{logged / 'generations' / '1'}.* can only be applied to that generation")
        # As the message says.
        (logged / LOG_NAME).unlink()
        assert numbers(Writer(logged, contents=True).publish()) == {1, 2, 3}


def test_neither_copy_of_it_is_whole(logged: Path) -> None:
    for folder in (logged / "live", logged / "generations" / "1"):
        (folder / "CURRENT").unlink()
    before = fingerprint(logged)
    with pytest.raises(StoreDamagedError, match="no copy in it has all acknowledged writes"):
        check_store(logged)
    assert fingerprint(logged) == before


def test_a_damaged_log_is_refused_and_without_it_the_rest_is_served(logged: Path) -> None:
    path = logged / LOG_NAME
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x55
    path.write_bytes(data)
    refused(logged, "may lack updates that were acknowledged")
    path.unlink()
    assert numbers(Writer(logged, contents=True).publish()) == set()


def test_an_update_that_is_refused_when_it_is_replayed_is_damage(folder: Path) -> None:
    writer = begun(folder)
    writer._applied = [UpdateWrite("nonsense", None)]
    writer.log(1, 1)
    del writer
    with pytest.raises(StoreDamagedError, match="update 0 of it cannot be applied"):
        Writer(folder)


@pytest.mark.usefixtures("patience")
@settings(max_examples=12, deadline=None)
@given(
    groups=st.lists(st.lists(st.booleans(), min_size=1, max_size=3), min_size=1, max_size=5),
    publish_after=st.sets(st.integers(0, 4)),
    torn=st.floats(0, 1),
)
def test_at_any_moment_of_its_death_a_writer_leaves_what_it_has_acknowledged(
    tmp_path_factory: pytest.TempPathFactory,
    groups: list[list[bool]],
    publish_after: set[int],
    torn: float,
) -> None:
    """Each update adds a number or removes the one before; the last group is torn somewhere."""
    root = tmp_path_factory.mktemp("death")
    writer = begun(root / "store")
    there: set[int] = set()
    acknowledged: set[int] = set()
    number, before = 0, 0
    for index, group in enumerate(groups):
        acknowledged = set(there)
        before = writer._log.size
        for adds in group:
            writer.taken_over()
            number += 1
            verb, value = ("INSERT", number) if adds else ("DELETE", number - 1)
            text = f"{verb} DATA {{ <urn:s> <urn:p> {value} }}"
            writer.apply(UpdateWrite(text, None))
            (there.add if adds else there.discard)(value)
        before = writer._log.size
        writer.log(number, len(group))
        if index in publish_after and index < len(groups) - 1:
            writer.publish()
    after = killed(writer, root / "store", root / "after")
    assert numbers(Writer(after).publish()) == there
    after = killed(writer, root / "store", root / "torn")
    data = (after / LOG_NAME).read_bytes()
    end = before + int((len(data) - before) * torn)
    (after / LOG_NAME).write_bytes(data[:end])
    expected = there if end == len(data) else acknowledged
    assert numbers(Writer(after).publish()) == expected
    shutil.rmtree(root)


QUICK = (
    "INSERT DATA { <urn:s> <urn:p> 1 }",
    "PREFIX e: <urn:e:> insert data { e:where e:load true } ; DELETE DATA { e:a a e:b }",
    "INSERT DATA { <urn:address> <urn:where> 'drop it where you like', 'a copy' }",
    "INSERT DATA { GRAPH <urn:g> { _:b <urn:p> 'x'@en } } # WHERE",
    "",
)
SLOW = (
    "DELETE WHERE { ?s ?p ?o }",
    "DELETEWHERE{?s ?p ?o}",
    "INSERT { ?s <urn:p> ?o } WHERE { ?s ?p ?o }",
    "WITH <urn:g> DELETE { <urn:a> <urn:b> 1 } INSERT {} WHERE {}",
    "INSERT DATA { <urn:s> <urn:p> 1 }; CLEAR ALL",
    "DROPALL", "LOAD <http://h/>", "COPY <urn:a> TO <urn:b>", "ADD <urn:a> TO <urn:b>",
    "MOVE <urn:a> TO <urn:b>", "CREATE GRAPH <urn:g>",
    "\\u0043LEAR ALL",
    "INSERT DATA { <urn:s> <urn:p> 'drop " + "x" * 5000 + "' }",
    "INSERT DATA { <urn:s> <urn:p> '" + "x" * 70_000 + "' }",
)  # fmt: skip


@pytest.mark.parametrize("text", QUICK)
def test_updates_of_data_alone_are_quick(text: str) -> None:
    assert is_quick(UpdateWrite(text, None))
    assert not is_quick(UpdateWrite(text, None, merged=("urn:g",)))
    assert not is_quick(UpdateWrite(text, None, loaded=(None,)))
    assert not is_quick(CheckWrite(text, None))


@pytest.mark.parametrize("text", SLOW)
def test_updates_that_may_take_long_are_not(text: str) -> None:
    assert not is_quick(UpdateWrite(text, None))


def test_a_message_of_a_group_is_text(folder: Path) -> None:
    writer = begun(folder)
    log(writer, 1, 1)
    data = (folder / LOG_NAME).read_bytes()
    assert json.loads(data[16:]) == [1, this_boot(), 1, [[insertion(1).text, "http://host/sparql"]]]
