"""Damage to a store's folder: the newest whole copy is taken, or nothing is and nothing changes."""

import hashlib
import shutil
from pathlib import Path

import pytest
from pyoxigraph import Store

from districtgraph.server.core.errors import StorageError
from districtgraph.server.store.embedded.engine.writes import UpdateWrite
from districtgraph.server.store.embedded.folder import store_folder
from districtgraph.server.store.embedded.folder.generation_seal import make_seal
from districtgraph.server.store.embedded.folder.loading import (
    StoreUnavailableError,
    check_store,
    load_files,
)
from districtgraph.server.store.embedded.folder.store_folder import (
    StoreDamagedError,
    choose_beginning,
    remove_generations,
    whole_generation,
)
from districtgraph.server.store.embedded.writing.store_writer import Writer
from tests.file_damage import Damage, emptied, halved, noise, removed
from tests.linked_copy import linked_copy

WRITES = 6


def one_byte(path: Path) -> None:
    """Change a single byte in the middle, where the engine would find it when it reads there."""
    if size := path.stat().st_size:
        with path.open("r+b") as file:
            file.seek(size // 2)
            byte = file.read(1)[0]
            file.seek(size // 2)
            file.write(bytes([byte ^ 0x55]))


DAMAGES: tuple[Damage, ...] = (removed, halved, emptied, noise, one_byte)


def write(writer: Writer, number: int) -> None:
    text = f"INSERT DATA {{ <urn:s> <urn:p> {number} . <urn:s{number}> <urn:q> 'text' }}"
    writer.apply(UpdateWrite(text, "http://host/sparql"))
    writer.publish()


def written(folder: Path, in_order: bool) -> Path:
    """Make a store that was written, and then killed or ended in order."""
    folder.mkdir()
    writer = Writer(folder)
    for number in range(WRITES):
        write(writer, number)
    if in_order:
        writer.end()
    remove_generations(folder, {writer._generation})
    return folder


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def numbers(generation: Path) -> set[int]:
    found = Store.read_only(str(generation)).query("SELECT ?n { <urn:s> <urn:p> ?n }")
    return {int(solution[0].value) for solution in found}  # type: ignore[union-attr]


def outcome(folder: Path) -> str:
    """Start a store: "served" with everything, or "refused" with nothing changed."""
    before = fingerprint(folder)
    try:
        check_store(folder)
    except StoreDamagedError as error:
        assert str(folder) in str(error)
        assert "Restore the folder from a copy" in str(error)
        assert fingerprint(folder) == before
        with pytest.raises(StoreDamagedError):
            Writer(folder, contents=True)
        assert fingerprint(folder) == before
        return "refused"
    assert fingerprint(folder) == before
    writer = Writer(folder, contents=True)
    assert numbers(writer.publish()) == set(range(WRITES))
    write(writer, WRITES)
    assert numbers(writer._published) == set(range(WRITES + 1))
    return "served"


@pytest.fixture(scope="module", params=[True, False], ids=["ended", "killed"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("written") / "store", request.param)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda item: item.__name__)
@pytest.mark.usefixtures("patience")
def test_every_file_of_a_store_may_be_damaged(store: Path, tmp_path: Path, damage: Damage) -> None:
    files = [path.relative_to(store) for path in store.rglob("*") if path.is_file()]
    assert len(files) >= 15
    outcomes = {}
    for number, name in enumerate(files):
        folder = linked_copy(store, tmp_path / str(number))
        damage(folder / name)
        outcomes[name] = outcome(folder)
        shutil.rmtree(folder)
    refused = {name for name, result in outcomes.items() if result == "refused"}
    # What is damaged in place is so in each copy that shares it.
    shared = {
        name for name in files if name.suffix == ".sst" and (store / name).stat().st_nlink > 1
    }
    assert refused == (set() if damage is removed else shared)


@pytest.mark.parametrize("name", ["live", "generations", "live/CURRENT"])
def test_a_removed_file_is_restored_from_the_other_copy(
    store: Path, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder = linked_copy(store, tmp_path / "store")
    path = folder / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    assert outcome(folder) == "served"
    if name.startswith("live"):
        (message,) = {record.getMessage() for record in caplog.records}
        assert str(folder) in message
        assert "all that was acknowledged is in generations/" in message


def test_without_its_newest_generation_the_live_store_has_to_have_everything(
    store: Path, tmp_path: Path
) -> None:
    folder = linked_copy(store, tmp_path / "store")
    newest = whole_generation(folder)
    assert newest is not None
    shutil.rmtree(newest)
    assert outcome(folder) == "served"
    shutil.rmtree(folder)
    linked_copy(store, folder)
    shutil.rmtree(newest)
    halved(folder / "live" / (folder / "live" / "CURRENT").read_text().strip())
    assert outcome(folder) == "refused"


def test_nothing_at_all_is_a_new_store_and_remains_of_one_are_not(
    store: Path, tmp_path: Path
) -> None:
    check_store(tmp_path / "new")
    assert choose_beginning(tmp_path / "new", contents=True).source is None
    folder = linked_copy(store, tmp_path / "store")
    shutil.rmtree(folder / "generations")
    (folder / "live" / "CURRENT").unlink()
    assert outcome(folder) == "refused"
    shutil.rmtree(folder / "live")
    (folder / "live.damaged").mkdir()
    assert outcome(folder) == "refused"


def test_an_older_generation_is_named_and_left_to_the_operator(store: Path, tmp_path: Path) -> None:
    folder = linked_copy(store, tmp_path / "store")
    writer = Writer(folder)
    write(writer, WRITES)
    newest = writer._published
    del writer
    for copy in (folder / "live", newest):
        (copy / "CURRENT").write_text("nonsense", encoding="ascii")
    before = fingerprint(folder)
    with pytest.raises(StoreDamagedError, match=f"Generation {WRITES} is whole, but older"):
        check_store(folder)
    assert fingerprint(folder) == before
    shutil.rmtree(newest)
    newest.with_suffix(".json").unlink()
    shutil.rmtree(folder / "live")
    assert outcome(folder) == "served"


def test_only_the_first_damaged_live_store_is_saved_for_inspection(
    store: Path, tmp_path: Path
) -> None:
    folder = linked_copy(store, tmp_path / "store")
    for content in (b"first", b"second"):
        (folder / "live" / "CURRENT").write_bytes(content)
        assert numbers(Writer(folder).publish()) == set(range(WRITES))
        assert (folder / "live.damaged" / "CURRENT").read_bytes() == b"first"


def test_a_replacement_that_was_not_published_does_not_happen(store: Path, tmp_path: Path) -> None:
    folder = linked_copy(store, tmp_path / "store")
    newest = whole_generation(folder)
    assert newest is not None
    for damage_generation in (False, True):
        fresh = Store(str(folder / "live.new"))
        fresh.flush()
        del fresh
        (folder / "live.new" / "COMPLETE").touch()
        if damage_generation:
            (newest / "CURRENT").unlink()
        writer = Writer(folder, contents=True)
        newest = writer.publish()
        assert numbers(newest) == set(range(WRITES))
        writer.end()
        del writer


def test_a_store_without_seals_is_served_as_before(store: Path, tmp_path: Path) -> None:
    folder = linked_copy(store, tmp_path / "store")
    for seal in (folder / "generations").glob("*.json"):
        seal.unlink()
    (folder / "live.clean").unlink(missing_ok=True)
    assert outcome(folder) == "served"


def test_an_unpublished_update_of_a_killed_writer_has_not_happened(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path / "store", in_order=False)
    writer = Writer(folder)
    writer.publish()
    text = "INSERT DATA { <urn:s> <urn:p> 99 }"
    writer.apply(UpdateWrite(text, "http://host/sparql"))
    writer.end()
    del writer
    assert numbers(Writer(folder).publish()) == set(range(WRITES))


def test_a_generation_whose_shared_file_was_written_to_is_not_published(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    writer = Writer(folder)
    write(writer, 1)
    # Any single one of them may be merged into others, or have been before, which is as well.
    for data in writer._published.glob("*.sst"):
        one_byte(data)
    with pytest.raises((StorageError, RuntimeError)):
        write(writer, 2)
    generations = {path.name for path in (folder / "generations").iterdir() if path.is_dir()}
    assert str(writer._generation) not in generations


def test_old_generations_stay_until_the_newest_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    writer = Writer(folder)
    for number in range(3):
        write(writer, number)
    generations = folder / "generations"
    removed(generations / "3" / "CURRENT")
    remove_generations(folder, {3})
    assert all((generations / str(number)).is_dir() for number in (1, 2, 3))
    assert writer.refresh().name == "4"
    remove_generations(folder, {4})
    assert {path.name for path in generations.iterdir()} == {"4", "4.json"}


def test_a_load_that_fails_leaves_a_store_as_it_was_and_of_a_new_one_nothing(
    tmp_path: Path,
) -> None:
    sound, broken = tmp_path / "sound.nt", tmp_path / "broken.nt"
    sound.write_text("<urn:s> <urn:p> 1 .\n".replace("1", '"1"'), encoding="utf-8")
    broken.write_text("<urn:s> <urn:p>", encoding="utf-8")
    folder = tmp_path / "store"
    with pytest.raises(ValueError, match=r"broken\.nt"):
        load_files(folder, [sound, broken])
    assert choose_beginning(folder, contents=True).source is None
    load_files(folder, [sound])
    with pytest.raises(ValueError, match=r"broken\.nt"):
        load_files(folder, [sound, broken])
    load_files(folder, [])
    assert len(Store.read_only(str(whole_generation(folder)))) == 1


def test_a_disk_with_little_space_takes_no_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    writer = Writer(folder)
    write(writer, 0)
    monkeypatch.setattr(store_folder, "RESERVE", 2**62)
    with pytest.raises(StorageError, match="no space is left") as caught:
        write(writer, 1)
    assert caught.value.status == 507
    assert str(tmp_path) not in str(caught.value)
    with pytest.raises(StorageError, match="no space is left"):
        Writer(folder)
    check_store(folder)
    with pytest.raises(StoreUnavailableError, match="no space is left"):
        check_store(tmp_path / "new")


def test_a_seal_is_read_once_for_each_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    writer = Writer(folder)
    write(writer, 0)
    seal = writer._seal
    before = {name for name in seal if name.endswith(".sst")}
    assert len(before) >= 5
    again = make_seal(writer._published, seal)
    assert all(again[name] is seal[name] for name in before)
