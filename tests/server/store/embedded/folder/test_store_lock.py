"""The lock of a store's folder: one process at a time, freed with its holder."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

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


def test_a_lock_that_is_given_up_in_time_is_got(tmp_path: Path) -> None:
    got = threading.Event()

    def wait_for_it() -> None:
        with locked(tmp_path, wait=PATIENCE):
            got.set()

    waiting = threading.Thread(target=wait_for_it)
    with locked(tmp_path):
        waiting.start()
        assert not got.wait(0.1)
    waiting.join(PATIENCE)
    assert got.is_set()


def test_waiting_ends(tmp_path: Path) -> None:
    with locked(tmp_path):
        started = time.monotonic()
        with pytest.raises(StoreInUseError), locked(tmp_path, wait=0.2):
            pass
        assert 0.2 <= time.monotonic() - started < 20
