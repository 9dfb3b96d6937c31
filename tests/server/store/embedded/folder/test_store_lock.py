"""The lock of a store's folder: one process at a time, freed with its holder."""

import math
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from districtgraph.server.store.embedded.folder import store_lock
from districtgraph.server.store.embedded.folder.store_lock import StoreInUseError, locked
from tests.patience import PATIENCE

HOLDER = """
import sys, time
from pathlib import Path
from districtgraph.server.store.embedded.folder.store_lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.mark.usefixtures("processes")
def test_another_process_s_lock_is_reported_and_ends_with_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreInUseError) as caught, locked(tmp_path):
            pass
        assert str(tmp_path) in str(caught.value)
        assert "stop it first" in str(caught.value)
        holder.kill()
        holder.wait()
    with locked(tmp_path):
        assert (tmp_path / "lock").exists()


def test_the_lock_is_free_again_after_use_and_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path):
        raise KeyError
    with locked(tmp_path), pytest.raises(StoreInUseError), locked(tmp_path):
        pass


class Clock:
    """A clock that goes on with each pause, in place of the module `time`."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.paused = threading.Event()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.paused.set()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(store_lock, "time", made)
    return made


def test_a_lock_that_is_given_up_in_time_is_got(tmp_path: Path, clock: Clock) -> None:
    got = threading.Event()

    def wait_for_it() -> None:
        # The clock is ahead by each of its pauses, which are none.
        with locked(tmp_path, wait=math.inf):
            got.set()

    waiting = threading.Thread(target=wait_for_it)
    with locked(tmp_path):
        waiting.start()
        assert clock.paused.wait(PATIENCE)
        assert not got.is_set()
    waiting.join(PATIENCE)
    assert got.is_set()


def test_waiting_ends(tmp_path: Path, clock: Clock) -> None:
    with locked(tmp_path):
        started = clock.now
        with pytest.raises(StoreInUseError), locked(tmp_path, wait=20):
            pass
        assert 20 <= clock.now - started < 20.1
