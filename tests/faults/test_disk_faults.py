"""A full disk, one that can only be read, and no descriptors: reads go on, writes are told why."""

import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from .counts import front_of
from .exchange import AUTHORIZATION, Outcome, ask, exchange, rows, update
from .process_tree import descendants, kill, tree
from .running_server import RunningServer

pytestmark = pytest.mark.usefixtures("processes")

SIZE = 96 * 1024 * 1024
SETTINGS = {"DISTRICTGRAPH_WORKERS": "2", "DISTRICTGRAPH_TIMEOUT": "3"}
LATENESS = 2.5
"""Seconds after its deadline by which a write is answered, on a busy machine."""
ENDING = 10.0
"""Seconds within which SIGTERM ends a server, whatever has become of its disk."""
PATIENCE = 60.0
ALL = "SELECT ?n { <urn:s> <urn:p> ?n }"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def running(store: Path) -> Iterator[RunningServer]:
    server = RunningServer(store, SETTINGS)
    # The log is elsewhere: what fails is the store's disk alone.
    server.log = store.parent.parent / "server.log"
    server.start()
    try:
        yield server
    finally:
        if server.exit_code(0) is None:
            server.stop()


def fill(disk: Path) -> None:
    """Leave no byte free."""
    with suppress(OSError), (disk / "filling").open("ab", buffering=0) as file:
        while True:
            file.write(bytes(64 * 1024))
    with suppress(OSError), (disk / "filling").open("ab", buffering=0) as file:
        while True:
            file.write(bytes(512))


def make_room(disk: Path) -> None:
    (disk / "filling").unlink()


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def insert(server: RunningServer, number: int) -> Outcome:
    text = f"INSERT DATA {{ <urn:s> <urn:p> {number} }}"
    return update(server.address, text, {"timeout": "2"})


def numbers(server: RunningServer) -> set[int]:
    return {int(row["n"]["value"]) for row in rows(ask(server.address, ALL))}


def until(condition: Callable[[], bool], what: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up, what
        time.sleep(0.1)


def readiness(server: RunningServer) -> Outcome:
    return exchange(server.address, "GET", "/readyz")


def writes_are_refused(server: RunningServer, statuses: tuple[int, ...], words: str) -> None:
    """Every write is told why, in its time; readiness too; reads go on."""
    before = numbers(server)
    for number in range(100, 104):
        outcome = insert(server, number)
        assert outcome.ending in statuses, str(outcome)
        assert outcome.seconds < 2 + LATENESS
    assert words in insert(server, 104).body.decode()
    document = b"<urn:s> <urn:p> 105 ."
    headers = {"Content-Type": "text/turtle", **AUTHORIZATION}
    put = exchange(server.address, "POST", "/store?default", document, headers)
    assert put.ending in statuses, str(put)
    assert str(server.store) not in put.body.decode()
    assert numbers(server) == before
    ready = readiness(server)
    assert ready.ending == 503
    assert words in ready.body.decode()


def end(server: RunningServer) -> None:
    members = descendants(server.pid)
    server.terminate()
    assert server.exit_code(ENDING) is not None, "SIGTERM did not end it in time"
    for member in members:
        kill(member)


def quiet(server: RunningServer) -> None:
    log = server.logged()
    assert "Traceback" not in log, log
    assert log.count("\n") < 40, log


def test_a_full_disk_takes_no_write_and_serves_reads_and_mends_itself(disk: Path) -> None:
    with running(disk / "store") as server:
        assert insert(server, 1).status == 204
        fill(disk)
        writes_are_refused(server, (503, 507), "no space is left")
        assert numbers(server) == {1}
        make_room(disk)
        until(lambda: readiness(server).ending == 200, "it did not become ready again")
        assert insert(server, 2).status == 204
        assert numbers(server) == {1, 2}
        end(server)
        quiet(server)


def test_a_disk_that_a_write_fills_is_as_before_it(disk: Path) -> None:
    with running(disk / "store") as server:
        assert insert(server, 1).status == 204
        lines = (f"<urn:a{n}> <urn:b{n}> '{n:0200}' .\n" for n in range(60_000))
        headers = {"Content-Type": "application/n-quads", **AUTHORIZATION}
        path = "/store?default"
        headers = {"Content-Type": "text/turtle", **AUTHORIZATION}
        with (disk / "filling").open("wb") as file:
            file.write(bytes(40 * 1024 * 1024))
        loaded = exchange(server.address, "POST", path, "".join(lines).encode(), headers)
        assert loaded.ending in (503, 507), str(loaded)
        until(lambda: numbers(server) == {1}, "reads do not go on")
        make_room(disk)
        until(lambda: readiness(server).ending == 200, "it did not become ready again")
        assert insert(server, 2).status == 204
        assert numbers(server) == {1, 2}
        assert rows(ask(server.address, "SELECT * { ?s <urn:b1> ?o }")) == []
        quiet(server)


def test_a_server_ends_in_time_on_a_full_disk(disk: Path) -> None:
    with running(disk / "store") as server:
        assert insert(server, 1).status == 204
        fill(disk)
        insert(server, 2)
        end(server)
        quiet(server)


def test_a_start_on_a_full_disk_serves_reads(disk: Path) -> None:
    with running(disk / "store") as server:
        assert insert(server, 1).status == 204
        end(server)
        fill(disk)
        server.launch()
        until(lambda: ask(server.address, ALL).ending == 200, "no query is answered")
        assert numbers(server) == {1}
        writes_are_refused(server, (503, 507), "no space is left")
        make_room(disk)
        until(lambda: readiness(server).ending == 200, "it did not become ready")
        assert insert(server, 2).status == 204
        end(server)
        quiet(server)


def test_a_disk_that_can_only_be_read_serves_reads(disk: Path) -> None:
    with running(disk / "store") as server:
        assert insert(server, 1).status == 204
        end(server)
        remount(disk, "ro")
        server.launch()
        until(lambda: ask(server.address, ALL).ending == 200, "no query is answered")
        writes_are_refused(server, (503,), "can only be read")
        remount(disk, "rw")
        until(lambda: readiness(server).ending == 200, "it did not become ready")
        assert insert(server, 2).status == 204
        assert numbers(server) == {1, 2}
        end(server)
        quiet(server)


@pytest.mark.parametrize("fault", ["full", "ro"])
def test_a_new_store_on_a_disk_that_takes_nothing_is_refused_in_a_line(
    disk: Path, fault: str
) -> None:
    server = RunningServer(disk / "store", SETTINGS)
    server.log = disk.parent / "server.log"
    if fault == "full":
        fill(disk)
    else:
        remount(disk, "ro")
    server.launch()
    code = server.exit_code(PATIENCE)
    if code is None:
        server.stop()
    assert code == 2
    (told,) = server.logged().splitlines()
    assert str(disk / "store") in told
    assert ("no space is left" if fault == "full" else "can only be read") in told


def limit_descriptors(processes: list[int], number: int) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            _, most = resource.prlimit(process, resource.RLIMIT_NOFILE)
            resource.prlimit(process, resource.RLIMIT_NOFILE, (number, most))


def writer_of(server: RunningServer) -> list[int]:
    found = []
    for process in tree(server.pid):
        with suppress(OSError):
            if b"districtgraph.server.store.embedded.writing.store_writer" in Path(
                f"/proc/{process}/cmdline"
            ).read_bytes().split(b"\0"):
                found.append(process)
    return found


def test_a_writer_without_descriptors_is_replaced_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with running(folder / "store") as server:
        acknowledged = set()
        for number in range(40):
            if number == 5:
                limit_descriptors(writer_of(server), 5)
            outcome = insert(server, number)
            assert outcome.ending in (204, 503), str(outcome)
            assert outcome.seconds < 2 + LATENESS
            if outcome.ending == 204:
                acknowledged.add(number)
            else:
                time.sleep(0.1)
        assert len(acknowledged) >= 10
        assert acknowledged <= numbers(server)
        until(lambda: readiness(server).ending == 200, "it did not become ready again")
        end(server)
        quiet(server)


def test_a_server_that_cannot_start_a_writer_says_so_and_mends_itself(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with running(folder / "store") as server:
        assert insert(server, 1).status == 204
        (writer,) = writer_of(server)
        processes = [process for process in tree(server.pid) if process != writer]
        before = {
            process: resource.prlimit(process, resource.RLIMIT_NOFILE)[0] for process in processes
        }
        front = front_of(server)
        limit_descriptors([front], 4)
        kill(writer)
        until(lambda: "descriptors" in server.logged(), "the log has nothing of it")
        # No connection can be taken either, or one that says so.
        assert exchange(server.address, "GET", "/readyz", patience=1).ending != 200
        limit_descriptors([front], before[front])
        until(lambda: readiness(server).ending == 200, "it did not become ready again")
        assert insert(server, 2).status == 204
        assert numbers(server) == {1, 2}
        end(server)


def test_what_killed_servers_were_receiving_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with running(folder / "store") as server:
        server.kill_all()
        left = server.store / "incoming" / "1-left"
        left.mkdir(parents=True)
        (left / "body").write_bytes(bytes(1000))
        server.start()
        assert not left.exists()
        document = {"Content-Type": "text/turtle", **AUTHORIZATION}
        put = exchange(server.address, "PUT", "/store?default", b"<urn:a> <urn:b> 1 .", document)
        assert put.status == 204
        assert list((server.store / "incoming").iterdir()) == []
        end(server)
        assert not (server.store / "incoming").exists()
        shutil.rmtree(server.store)
        assert os.listdir(folder) == []  # noqa: PTH208
