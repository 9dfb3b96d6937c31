"""What a worker gives back when it rests."""

import os
import socket
from pathlib import Path

from districtgraph.server.store.embedded.processes.frames import FrameReader, Kind, frame
from districtgraph.server.store.embedded.workers.spare_memory import SpareMemory

MEBIBYTE = 1024 * 1024


def resident() -> int:
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")


def test_what_is_not_used_is_given_back() -> None:
    spare = SpareMemory()
    spare.give_back()
    # Between what is dropped is what is not, so that no heap ends with what is dropped.
    taken = [(bytes(4000), bytes(100)) for _ in range(20_000)]
    kept = [small for _, small in taken]
    full = resident()
    del taken
    spare.give_back()
    assert len(kept) == 20_000
    assert full - resident() > 40 * MEBIBYTE


def test_who_reads_messages_knows_when_none_comes() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        reader = FrameReader(theirs)
        assert not reader.comes_within(0.01)
        ours.sendall(frame(Kind.READY) * 2)
        assert reader.comes_within(10)
        assert reader.read() == (Kind.READY, None)
        # The other one has been taken from the socket by now.
        assert reader.comes_within(10)
        assert reader.read() == (Kind.READY, None)
        assert not reader.comes_within(0.01)
