"""A full disk, a read-only disk, and no descriptors: reads go on, writes get the reason."""

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from districtgraph.server.store.embedded.folder.store_folder import unpublished_updates
from tests.patience import PATIENCE, wait_until

from .counts import front_of
from .exchange import AUTHORIZATION, Outcome, ask, exchange, rows, update
from .lateness import assert_within
from .process_tree import descendants, kill, tree
from .running_server import PROMISED_SECONDS_TO_END, RunningServer

pytestmark = pytest.mark.usefixtures("processes")

SIZE = 96 * 1024 * 1024
LARGE_SIZE = 160 * 1024 * 1024
"""MiB of a disk with enough space for acknowledgements by the log."""
LATER = f"{2 * PATIENCE:g}"
"""The deadline of all requests: what is answered only then, and has no reason, is too late."""
SETTINGS = {
    "DISTRICTGRAPH_WORKERS": "2",
    "DISTRICTGRAPH_TIMEOUT": LATER,
    "DISTRICTGRAPH_MAX_TIMEOUT": LATER,
}
ALL = "SELECT ?n { <urn:s> <urn:p> ?n }"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    with mounted(tmp_path / "disk", SIZE) as folder:
        yield folder


@pytest.fixture
def large_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own that is not so small."""
    with mounted(tmp_path / "disk", LARGE_SIZE) as folder:
        yield folder


@contextmanager
def mounted(folder: Path, size: int) -> Iterator[Path]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
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
    # The log is elsewhere: only the store's disk fails.
    server.log = store.parent.parent / "server.log"
    with server.running():
        yield server


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
    return update(server.address, f"INSERT DATA {{ <urn:s> <urn:p> {number} }}")


def numbers(server: RunningServer) -> set[int]:
    return {int(row["n"]["value"]) for row in rows(ask(server.address, ALL))}


def readiness(server: RunningServer) -> Outcome:
    return exchange(server.address, "GET", "/readyz")


def writes_are_refused(server: RunningServer, statuses: tuple[int, ...], words: str) -> None:
    """Every write, and readiness, gets the reason before its deadline; reads go on."""
    before = numbers(server)
    for number in range(100, 104):
        outcome = insert(server, number)
        assert outcome.ending in statuses, str(outcome)
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


def end(server: RunningServer) -> float:
    """End the server by SIGTERM; return the seconds that it took."""
    members = descendants(server.pid)
    seconds = server.seconds_to_end(PATIENCE)
    assert seconds is not None, "SIGTERM does not end it"
    for member in members:
        kill(member)
    return seconds


def quiet(server: RunningServer) -> None:
    log = server.logged()
    assert "Traceback" not in log, log
    assert log.count("\n") < 40, log


def test_a_full_disk_refuses_writes_serves_reads_and_recovers(disk: Path) -> None:
    with running(disk / "store") as server:
        assert insert(server, 1).status == 204
        fill(disk)
        writes_are_refused(server, (503, 507), "no space is left")
        assert numbers(server) == {1}
        make_room(disk)
        wait_until(lambda: readiness(server).ending == 200, "a server that is ready again")
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
        wait_until(lambda: numbers(server) == {1}, "reads that go on")
        make_room(disk)
        wait_until(lambda: readiness(server).ending == 200, "a server that is ready again")
        assert insert(server, 2).status == 204
        assert numbers(server) == {1, 2}
        assert rows(ask(server.address, "SELECT * { ?s <urn:b1> ?o }")) == []
        quiet(server)


@pytest.mark.alone
def test_a_server_ends_in_time_on_a_full_disk(disk: Path) -> None:
    with running(disk / "store") as server:
        assert insert(server, 1).status == 204
        fill(disk)
        insert(server, 2)
        assert_within(PROMISED_SECONDS_TO_END, end(server), "the end of the server")
        quiet(server)


def stopped_with_a_log(server: RunningServer, number: int) -> int:
    """Have an update acknowledged that is in the log alone; return the writer, which is stopped."""
    (writer,) = writer_of(server)

    def logged() -> bool:
        assert insert(server, number).status == 204
        os.kill(writer, signal.SIGSTOP)
        if unpublished_updates(server.store):
            return True
        # A query was too short a time ago, or this was published already.
        os.kill(writer, signal.SIGCONT)
        return False

    wait_until(logged, "an update that is in the log alone")
    return writer


def test_updates_that_a_full_disk_prevents_from_being_published_are_not_lost(
    large_disk: Path,
) -> None:
    with running(large_disk / "store") as server:
        assert insert(server, 1).status == 204
        assert numbers(server) == {1}
        writer = stopped_with_a_log(server, 2)
        fill(large_disk)
        os.kill(writer, signal.SIGCONT)
        # No answer lacks acknowledged writes.
        refused = ask(server.address, ALL)
        assert refused.ending == 503, str(refused)
        assert int(refused.headers["retry-after"]) > 0
        assert insert(server, 3).ending in (503, 507)
        wait_until(lambda: b"not lost" in ask(server.address, ALL).body, "the reason")
        assert readiness(server).ending == 503
        server.kill_all()
        server.launch()
        wait_until(
            lambda: readiness(server).ending == 503, "a server that says that it is not ready"
        )
        # There is nothing yet that it could be answered from: it waits until its deadline.
        assert ask(server.address, ALL, {"timeout": "1"}).ending == 503
        make_room(large_disk)
        wait_until(lambda: readiness(server).ending == 200, "a server that is ready again")
        assert numbers(server) == {1, 2}
        assert insert(server, 4).status == 204
        assert numbers(server) == {1, 2, 4}
        end(server)


def test_a_start_on_a_full_disk_serves_reads(disk: Path) -> None:
    with running(disk / "store") as server:
        assert insert(server, 1).status == 204
        end(server)
        fill(disk)
        server.launch()
        wait_until(lambda: ask(server.address, ALL).ending == 200, "an answer to a query")
        assert numbers(server) == {1}
        writes_are_refused(server, (503, 507), "no space is left")
        make_room(disk)
        wait_until(lambda: readiness(server).ending == 200, "a server that is ready")
        assert insert(server, 2).status == 204
        end(server)
        quiet(server)


def test_a_disk_that_can_only_be_read_serves_reads(disk: Path) -> None:
    with running(disk / "store") as server:
        assert insert(server, 1).status == 204
        end(server)
        remount(disk, "ro")
        server.launch()
        wait_until(lambda: ask(server.address, ALL).ending == 200, "an answer to a query")
        writes_are_refused(server, (503,), "is read-only")
        remount(disk, "rw")
        wait_until(lambda: readiness(server).ending == 200, "a server that is ready")
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
    (line,) = server.logged().splitlines()
    assert str(disk / "store") in line
    assert ("no space is left" if fault == "full" else "is read-only") in line


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
            if outcome.ending == 204:
                acknowledged.add(number)
            else:
                time.sleep(0.1)
        assert len(acknowledged) >= 10
        assert acknowledged <= numbers(server)
        wait_until(lambda: readiness(server).ending == 200, "a server that is ready again")
        end(server)
        quiet(server)


def test_a_server_that_cannot_start_a_writer_reports_it_and_recovers(tmp_path: Path) -> None:
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
        wait_until(lambda: "descriptors" in server.logged(), "a line of it in the log")
        # No connection can be taken either, or one that says so.
        assert exchange(server.address, "GET", "/readyz", patience=1).ending != 200
        limit_descriptors([front], before[front])
        wait_until(lambda: readiness(server).ending == 200, "a server that is ready again")
        assert insert(server, 2).status == 204
        assert numbers(server) == {1, 2}
        end(server)


def test_incomplete_uploads_of_killed_servers_are_removed(tmp_path: Path) -> None:
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
