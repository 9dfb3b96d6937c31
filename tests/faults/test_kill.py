"""`kill -9` on the server's processes while clients write: acknowledged writes survive.

DISTRICTGRAPH_KILL_ROUNDS says how many processes are killed, one a round: 200 by default, of which
60 while clients only write, or DISTRICTGRAPH_LOG_KILL_ROUNDS.
"""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.patience import PATIENCE, PATIENT_VARIABLES, wait_until

from .exchange import Outcome, ask, rows, update
from .process_tree import alive, command_line, descendants, kill
from .running_server import RunningServer

pytestmark = pytest.mark.usefixtures("processes")

ROUNDS = int(os.environ.get("DISTRICTGRAPH_KILL_ROUNDS", "200"))
LOG_ROUNDS = int(os.environ.get("DISTRICTGRAPH_LOG_KILL_ROUNDS", min(ROUNDS, 60)))
"""The same for clients that only write: there are many writes, and not every round has a query."""
RESTARTS = 5
WRITERS = 3
LONGEST_PAUSE = 0.2
"""Seconds before a process is killed, of which most pauses are a small part: see `pause`."""
WROTE = "http://example.org/wrote"
READS_EVERY = 4.0
"""Seconds after which a client that only writes checks all of its writes."""
LOG_NAME = "updates.log"


class Writer(threading.Thread):
    """A client that writes one number after the other, each until it is acknowledged.

    Attributes:
        acknowledged: the numbers that the server acknowledged.
        unseen: those that a reader did not see at once.
        failure: the error that ended this client, if any.

    """

    def __init__(self, address: str, name: str) -> None:
        super().__init__(daemon=True)
        self.subject = f"http://example.org/writer/{name}"
        self.acknowledged: list[int] = []
        self.unseen: list[int] = []
        self.failure: Exception | None = None
        self._address = address
        self._stopped = threading.Event()

    def run(self) -> None:
        number = 0
        try:
            while not self._stopped.is_set():
                self._write(number)
                number += 1
        except Exception as error:
            self.failure = error

    def _write(self, number: int) -> None:
        triple = f"<{self.subject}> <{WROTE}> {number}"
        self._until(lambda: update(self._address, f"INSERT DATA {{ {triple} }}"), (200, 204))
        self.acknowledged.append(number)
        query = f"SELECT * {{ <{self.subject}> <{WROTE}> ?n FILTER(?n = {number}) }}"
        if len(rows(self._until(lambda: ask(self._address, query), (200,)))) != 1:
            self.unseen.append(number)

    def _until(self, attempt: Callable[[], Outcome], wanted: tuple[int, ...]) -> Outcome:
        """Try again while the server is away; any other refusal is a failure."""
        give_up = time.monotonic() + PATIENCE
        while (outcome := attempt()).ending not in wanted:
            assert outcome.status in (None, 200, 502, 503), str(outcome)
            assert time.monotonic() < give_up, f"away for too long: {outcome}"
            time.sleep(0.02)
        return outcome

    def stop(self) -> None:
        self._stopped.set()
        self.join(2 * PATIENCE)
        assert not self.is_alive()


class Collector(Writer):
    """A client that only writes, and now and then looks whether all of it is there.

    Each write adds a number, and a node of which there is one if the write has happened once.
    """

    def __init__(self, address: str, name: str) -> None:
        super().__init__(address, name)
        self.looked = 0
        self.may_look = threading.Event()
        self.may_look.set()
        self._uncertain: set[int] = set()
        self._looked_to = 0
        self._next_look = time.monotonic() + READS_EVERY * random.uniform(0.5, 1.5)

    def _write(self, number: int) -> None:
        text = (
            f"INSERT DATA {{ <{self.subject}> <{WROTE}> {number} . "
            f"[] <{self.subject}/times> {number} }}"
        )
        outcome = update(self._address, text)
        while outcome.ending not in (200, 204):
            # It may have happened: it is not tried again, so that it cannot happen twice.
            self._uncertain.add(number)
            assert outcome.status in (None, 200, 502, 503), str(outcome)
            time.sleep(0.02)
            outcome = update(self._address, "INSERT DATA {}")
        if number not in self._uncertain:
            self.acknowledged.append(number)
        if time.monotonic() > self._next_look and self.may_look.is_set():
            self.look()
            self._next_look = time.monotonic() + READS_EVERY * random.uniform(0.5, 1.5)

    def look(self, whole: bool = False) -> None:
        """Compare the store's content with the acknowledged writes.

        Args:
            whole: all of it, else what was written since the last look, so that a look does not
                take longer from round to round.

        """
        first = 0 if whole else self._looked_to
        query = (
            f"SELECT ?n (COUNT(?b) AS ?times) {{ <{self.subject}> <{WROTE}> ?n "
            f"FILTER(?n >= {first}) OPTIONAL {{ ?b <{self.subject}/times> ?n }} }} GROUP BY ?n"
        )
        expected = {number for number in self.acknowledged if number >= first}
        self._looked_to = max(expected, default=first)
        found = rows(self._until(lambda: ask(self._address, query), (200,)))
        times = {int(row["n"]["value"]): int(row["times"]["value"]) for row in found}
        self.unseen += expected - set(times)
        assert set(times.values()) <= {1}, "a write has happened twice"
        assert set(times) <= {*self.acknowledged, *self._uncertain}
        self.looked += 1


@pytest.fixture
def written_server(tmp_path: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path / "store", PATIENT_VARIABLES)
    running.start()
    try:
        yield running
    finally:
        running.stop()


def writers_of(server: RunningServer, client: type[Writer] = Writer) -> list[Writer]:
    writers = [client(server.address, str(number)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    return writers


def pause() -> None:
    """Go on somewhere within the writes that follow, of which each takes a few milliseconds.

    Any moment up to the longest pause may be met; half of them come within an eighth of it.
    """
    time.sleep(LONGEST_PAUSE * random.random() ** 3)


def total(writers: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def check(server: RunningServer, writers: list[Writer]) -> None:
    """Everything acknowledged is there, and was seen by the next reader."""
    server.wait_until_ready()
    for writer in writers:
        query = f"SELECT ?n {{ <{writer.subject}> <{WROTE}> ?n }}"
        found = {int(row["n"]["value"]) for row in rows(ask(server.address, query))}
        lost = set(writer.acknowledged) - found
        assert not lost, f"{len(lost)} of {len(writer.acknowledged)} were lost: {sorted(lost)[:9]}"
        # The last number may have been written without its acknowledgement having arrived.
        assert found <= {*writer.acknowledged, len(writer.acknowledged)}
        assert not writer.unseen
        assert writer.failure is None, writer.failure


def wait_for_a_write(writers: list[Writer]) -> None:
    """Wait until a write more is acknowledged: the server has mended itself, and is writing."""
    before = total(writers)

    def one_more() -> bool:
        assert all(writer.failure is None for writer in writers), [w.failure for w in writers]
        return total(writers) > before

    wait_until(one_more, "a write that is acknowledged")


def processes_below(server: RunningServer) -> list[int]:
    """Return the processes under the top one, as soon as there are any.

    An acknowledgement that was under way when the one that holds the others was killed lets the
    next round begin before the top one has started it anew.
    """
    return wait_until(lambda: descendants(server.pid), "a process")


def test_no_acknowledged_write_is_lost_when_processes_are_killed(
    written_server: RunningServer,
) -> None:
    """Any process below the top one; killing that one is a case of its own below."""
    writers = writers_of(written_server)
    try:
        for _ in range(ROUNDS):
            wait_for_a_write(writers)
            pause()
            kill(random.choice(processes_below(written_server)))
        wait_for_a_write(writers)
    finally:
        for writer in writers:
            writer.stop()
    check(written_server, writers)


def test_no_acknowledged_write_is_lost_when_everything_is_killed(
    written_server: RunningServer,
) -> None:
    writers = writers_of(written_server)
    try:
        for _ in range(RESTARTS):
            wait_for_a_write(writers)
            pause()
            written_server.kill_all()
            written_server.start()
        wait_for_a_write(writers)
    finally:
        for writer in writers:
            writer.stop()
    check(written_server, writers)


def test_if_the_top_process_is_killed_the_others_end_and_it_can_start_again(
    written_server: RunningServer,
) -> None:
    writers = writers_of(written_server)
    below: list[int] = []
    try:
        wait_for_a_write(writers)
        below = descendants(written_server.pid)
        written_server.kill_top()
        # Those that serve on without the top one serve on for ever.
        wait_until(lambda: not any(map(alive, below)), "the end of all processes")
        below = []
        written_server.start()
        wait_for_a_write(writers)
    finally:
        for process in below:
            kill(process)
        for writer in writers:
            writer.stop()
    check(written_server, writers)


def logs(server: RunningServer) -> bool:
    log = server.store / LOG_NAME
    return log.exists() and log.stat().st_size > 0


def wait_for_the_log(server: RunningServer, writers: list[Writer]) -> None:
    """Wait until writes are acknowledged by the log: nobody has asked for a while.

    Until then nobody looks: on a busy machine, clients that look now and then leave no second
    without a query.
    """
    for writer in writers:
        assert isinstance(writer, Collector)
        writer.may_look.clear()
    try:
        wait_until(lambda: logs(server) or any(writer.failure for writer in writers), "a log")
        assert all(writer.failure is None for writer in writers), [w.failure for w in writers]
    finally:
        for writer in writers:
            assert isinstance(writer, Collector)
            writer.may_look.set()


def test_no_write_of_clients_that_only_write_is_lost_or_happens_twice(
    written_server: RunningServer,
) -> None:
    """The writer, the front, any other process, or all of them are killed while they log."""
    writers = writers_of(written_server, Collector)
    found_in_log = 0
    try:
        for number in range(LOG_ROUNDS):
            wait_for_a_write(writers)
            if number % 2:
                wait_for_the_log(written_server, writers)
            pause()
            found_in_log += logs(written_server)
            if number % 10 == 9:
                written_server.kill_all()
                written_server.start()
            elif number % 3:
                kill(random.choice(processes_below(written_server)))
            else:
                for process in writers_below(written_server):
                    kill(process)
        wait_for_a_write(writers)
    finally:
        for writer in writers:
            writer.stop()
    written_server.wait_until_ready()
    for writer in writers:
        assert isinstance(writer, Collector)
        assert writer.failure is None, writer.failure
        writer.look(whole=True)
        assert not writer.unseen, sorted(writer.unseen)[:9]
        assert writer.acknowledged
    assert found_in_log >= LOG_ROUNDS // 4


def writers_below(server: RunningServer) -> list[int]:
    """Return the process that writes, where one is there."""
    name = b"districtgraph.server.store.embedded.writing.store_writer"
    return [pid for pid in descendants(server.pid) if name in command_line(pid).split(b"\0")]
