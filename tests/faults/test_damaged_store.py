"""Files of a store damaged before a start and while running: everything is served, or refused.

Every file in turn is tried without a server in
tests/server/store/embedded/folder/test_store_folder.py.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.file_damage import Damage, emptied, halved, noise, removed
from tests.linked_copy import linked_copy
from tests.patience import PATIENCE, PATIENT_VARIABLES, wait_until

from .exchange import Outcome, ask, exchange, rows, update
from .process_tree import descendants, kill, query_workers
from .running_server import RunningServer

pytestmark = pytest.mark.usefixtures("processes")

WRITES = 8
AFTERWARDS = 1_000_000
"""The first number that is written to see whether a server has recovered."""
SETTINGS = {"DISTRICTGRAPH_WORKERS": "2", **PATIENT_VARIABLES}
WATCHED = 2.0
"""Seconds for which a damaged server is asked again and again."""
ALL = "SELECT ?n { <urn:s> <urn:p> ?n }"

IN_PLACE: tuple[Damage, ...] = (halved, emptied, noise)


def newest(store: Path) -> Path:
    folders = [path for path in (store / "generations").iterdir() if path.name.isdigit()]
    return max(folders, key=lambda path: int(path.name))


def victims(store: Path, kind: str) -> list[Path]:
    """The files of a kind: all data, since the engine may merge any one file away meanwhile."""
    live, generation = store / "live", newest(store)
    return {
        "data": [path for path in live.glob("*.sst") if path.exists()],
        "generation's data": list(generation.glob("*.sst")),
        "live's list": list(live.glob("MANIFEST-*")),
        "generation's list": list(generation.glob("MANIFEST-*")),
        "live's CURRENT": [live / "CURRENT"],
        "generation's CURRENT": [generation / "CURRENT"],
        "live's log": list(live.glob("*.log")),
        "seal": [generation.with_suffix(".json")],
        "live": [live],
        "generation": [generation],
        "generations": [store / "generations"],
    }[kind]


CASES = [
    *[(kind, removed) for kind in (
        "live", "generation", "generations", "live's CURRENT", "generation's CURRENT", "seal",
        "generation's data",
    )],
    *[(kind, damage) for damage in IN_PLACE for kind in ("data", "generation's CURRENT")],
    ("live's list", halved), ("generation's list", halved), ("generation's list", noise),
    ("live's log", noise), ("seal", noise),
]  # fmt: skip


def named(case: object) -> str:
    return getattr(case, "__name__", str(case))


def numbers(outcome: Outcome) -> set[int]:
    return {int(row["n"]["value"]) for row in rows(outcome)}


def insert(server: RunningServer, number: int) -> Outcome:
    return update(server.address, f"INSERT DATA {{ <urn:s> <urn:p> {number} }}")


@contextmanager
def written(store: Path) -> Iterator[RunningServer]:
    """Run a server whose store has been written."""
    running = RunningServer(store, SETTINGS)
    with running.running():
        for number in range(WRITES):
            assert insert(running, number).status == 204
        yield running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with written(tmp_path / "store") as running:
        yield running


@pytest.fixture(scope="module")
def store_of_a_killed_server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a server leaves that was killed after its writes; nobody changes it."""
    with written(tmp_path_factory.mktemp("killed") / "store") as running:
        running.kill_all()
    assert "Traceback" not in running.logged()
    return running.store


@pytest.fixture
def killed_server(store_of_a_killed_server: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """A server that was killed after its writes, over a copy of the store of one that was."""
    killed = RunningServer(linked_copy(store_of_a_killed_server, tmp_path / "store"), SETTINGS)
    with killed.stopping():
        yield killed


def end(server: RunningServer) -> None:
    """End the server by SIGTERM."""
    members = descendants(server.pid)
    server.terminate()
    assert server.exit_code(PATIENCE) is not None, "SIGTERM does not end it"
    for member in members:
        kill(member)


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def start_anew(server: RunningServer, acknowledged: set[int], sure: bool) -> str:
    """Start a server over the store as it is: all is served, or the start is refused."""
    before = content(server.store)
    server.launch()
    try:
        server.wait_until_ready()
    except RuntimeError:
        assert server.exit_code(0) == 2
        last = server.logged().splitlines()[-1]
        assert str(server.store) in last
        assert "Restore the folder from a copy" in last
        assert content(server.store) == before
        return "refused"
    found = numbers(ask(server.address, ALL))
    assert found >= acknowledged
    assert not sure or found == acknowledged
    assert insert(server, 1000).status == 204
    return "served"


@pytest.mark.parametrize(("kind", "damage"), CASES, ids=named)
def test_a_start_serves_everything_or_is_refused(
    killed_server: RunningServer, kind: str, damage: Damage
) -> None:
    for path in victims(killed_server.store, kind):
        damage(path)
    outcome = start_anew(killed_server, set(range(WRITES)), sure=True)
    in_place = damage is not removed and kind == "data"
    assert outcome == ("refused" if in_place else "served")
    if outcome == "served":
        end(killed_server)
    assert "Traceback" not in killed_server.logged()


@pytest.mark.parametrize(
    ("kind", "damage"), [case for case in CASES if case[1] is not emptied], ids=named
)
def test_a_running_server_never_takes_a_part_for_the_whole_and_loses_nothing(
    server: RunningServer, kind: str, damage: Damage
) -> None:
    for path in victims(server.store, kind):
        damage(path)
    acknowledged, number = set(range(WRITES)), WRITES
    unsure: set[int] = set()
    give_up = time.monotonic() + WATCHED
    while time.monotonic() < give_up:
        before, maybe = set(acknowledged), set(unsure)
        answer = ask(server.address, ALL)
        if answer.ending == 200:
            assert before <= numbers(answer) <= before | maybe
        else:
            told_without_paths(server, answer)
        written = insert(server, number)
        if written.ending == 204:
            acknowledged.add(number)
        else:
            told_without_paths(server, written)
            unsure.add(number)
        number += 1
        time.sleep(0.05)
    if written.ending != 204 or answer.ending != 200:
        wait_until(lambda: refuses_or_serves(server, unsure), "a server that is ready, or says not")
    end(server)
    assert server.logged().count("Traceback") == 0
    assert server.logged().count("\n") < 60, server.logged()
    if start_anew(server, acknowledged, sure=False) == "served":
        end(server)


def refuses_or_serves(server: RunningServer, unsure: set[int]) -> bool:
    """Return whether /readyz refuses, or the server has recovered since its last refusal."""
    ready = exchange(server.address, "GET", "/readyz")
    if ready.ending != 200:
        assert ready.ending == 503
        assert str(server.store) not in ready.body.decode()
        return True
    number = AFTERWARDS + len(unsure)
    unsure.add(number)
    written, answer = insert(server, number), ask(server.address, ALL)
    return written.ending == 204 and answer.ending == 200


def restart_workers(server: RunningServer) -> None:
    for process in query_workers(server.pid):
        kill(process)


def test_damage_in_every_copy_is_logged_once_and_reported_without_paths_until_it_is_repaired(
    server: RunningServer,
) -> None:
    damaged = {path: path.read_bytes() for path in victims(server.store, "data")}
    for path, whole in damaged.items():
        with path.open("r+b") as file:
            file.seek(len(whole) // 3)
            file.write(os.urandom(len(whole) // 3))
    restart_workers(server)
    wait_until(
        lambda: insert(server, 100).ending != 204 and ask(server.address, ALL).ending != 200,
        "what finds the damage",
    )
    for _ in range(20):
        told_without_paths(server, ask(server.address, ALL))
        told_without_paths(server, insert(server, 101))
    assert exchange(server.address, "GET", "/readyz").ending == 503
    log = server.logged()
    assert log.count("a query could not read the store") == 1
    assert log.count("the store cannot be written") <= 2
    assert str(server.store / "generations") in log
    # As an operator does who restores the files from a copy.
    for path, whole in damaged.items():
        path.write_bytes(whole)
        for other in (server.store / "generations").glob(f"*/{path.name}"):
            other.write_bytes(whole)
    server.wait_until_ready()
    assert numbers(ask(server.address, ALL)) >= set(range(WRITES))
    assert insert(server, 102).status == 204
    end(server)


def told_without_paths(server: RunningServer, outcome: Outcome) -> None:
    assert outcome.ending in (500, 503, 507), str(outcome)
    assert str(server.store) not in outcome.body.decode()
    assert ".sst" not in outcome.body.decode()
