"""An idle worker returns unused memory."""

import os
import socket
from pathlib import Path

from districtgraph.server.store.embedded.processes.frames import FrameKind, FrameReader, frame
from districtgraph.server.store.embedded.workers.spare_memory import SpareMemory

MEBIBYTE = 1024 * 1024


def resident() -> int:
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")


def test_unused_memory_is_returned_to_the_system() -> None:
    spare = SpareMemory()
    spare.give_back()
    # Retained objects lie between dropped ones, so that no heap ends with dropped ones.
    taken = [(bytes(4000), bytes(100)) for _ in range(20_000)]
    small_ones = [small for _, small in taken]
    full = resident()
    del taken
    spare.give_back()
    assert len(small_ones) == 20_000
    assert full - resident() > 40 * MEBIBYTE


def test_a_reader_of_messages_knows_whether_one_arrives_in_time() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        reader = FrameReader(theirs)
        assert not reader.comes_within(0.01)
        ours.sendall(frame(FrameKind.READY) * 2)
        assert reader.comes_within(10)
        assert reader.read() == (FrameKind.READY, None)
        # The other one has been taken from the socket by now.
        assert reader.comes_within(10)
        assert reader.read() == (FrameKind.READY, None)
        assert not reader.comes_within(0.01)
