"""The log of updates that are acknowledged before a generation has them.

``updates.log`` has groups of updates, each synchronised before it is acknowledged. A group names
the generation that it follows: a newer one has everything in the log, which is then obsolete. So
the two need not change at the same moment, and the log is emptied later, when the server is known
to read from the newer generation.

A group is appended only when the previous one is durable. So a group that a killed writer or a
power cut left unfinished is at the end, and was not acknowledged.
"""

import json
import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from districtgraph.server.core.durability import synchronise

__all__ = [
    "LOG_NAME",
    "DamagedLogError",
    "LogGroup",
    "LoggedUpdate",
    "UpdateLog",
    "encoded_group",
    "groups_in",
    "log_refusal",
    "read_log",
    "this_boot",
]

LOG_NAME = "updates.log"
_LONGEST_READ = 64 * 1024 * 1024
"""The most bytes of a log that are read; a writer publishes long before a log is so large."""
_ROOM = 128 * 1024 * 1024
"""Bytes that must be free on the store's disk for updates to be logged: queries wait until these
are published, which needs space."""
_HEAD = struct.Struct("!8sII")
"""A signature, the length of what follows, and its CRC-32."""
_SIGN = b"\xfeupdate\n"
"""Begins each group, and occurs nowhere within one, since the rest is ASCII."""
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_UNWRITTEN = bytes(8)
"""Blocks that did not reach the disk before a power cut read as zeros, which JSON never has."""


class DamagedLogError(ValueError):
    """A log may lack an acknowledged update; the message says what is wrong."""


class LoggedUpdate(NamedTuple):
    """An update, and the base of its relative IRIs."""

    text: str
    base: str | None


class LogGroup(NamedTuple):
    """Updates that are durable together.

    Attributes:
        generation: the generation that they follow, the newest when they were applied.
        boot: the boot of the machine, as named by `this_boot`.
        last: the number that the server gave to the last of them.
        updates: in the order in which they were applied.

    """

    generation: int
    boot: str
    last: int
    updates: tuple[LoggedUpdate, ...]


class UpdateLog:
    """Appends to the log of a store's folder; only the store's writer does.

    Args:
        folder: the store's folder.

    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOG_NAME
        self._descriptor: int | None = None
        self._size = self._path.stat().st_size if self._path.exists() else 0

    def has_room(self) -> bool:
        """Return whether there is enough space to publish later what is logged now."""
        status = os.statvfs(self._path.parent)
        # Some network file systems report nothing.
        return not status.f_blocks or status.f_bavail * status.f_frsize >= _ROOM

    @property
    def size(self) -> int:
        """Bytes in the log."""
        return self._size

    def append(self, group: LogGroup) -> None:
        """Make a group durable. After an error this log accepts no more.

        Raises:
            OSError: the group may be durable or not.

        """
        descriptor = self._opened()
        content = memoryview(encoded_group(group))
        self._size += len(content)
        while content:
            content = content[os.write(descriptor, content) :]
        os.fdatasync(descriptor)

    def empty(self) -> None:
        """Remove all groups, because the server reads from a generation that has them.

        Raises:
            OSError: the log cannot be written.

        """
        if self._size:
            os.ftruncate(self._opened(), 0)
            self._size = 0

    def _opened(self) -> int:
        if self._descriptor is None:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            new = not self._path.exists()
            self._descriptor = os.open(self._path, flags, 0o644)
            if new:
                # A power cut must not take the new file's name with it.
                synchronise(self._path.parent)
        return self._descriptor

    def close(self) -> None:
        """Close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def encoded_group(group: LogGroup) -> bytes:
    """Return the bytes of a group in the file."""
    body = json.dumps(group).encode("ascii")
    return _HEAD.pack(_SIGN, len(body), zlib.crc32(body)) + body


def read_log(folder: Path, newest: int) -> list[LogGroup]:
    """Return the groups that follow a generation, or a later one that is missing.

    Args:
        folder: the store's folder.
        newest: the number of the newest existing generation, which has all groups that follow an
            older one; these are ignored.

    Raises:
        DamagedLogError: acknowledged updates may be missing.
        OSError: the log cannot be read.

    """
    try:
        with (folder / LOG_NAME).open("rb") as file:
            data = file.read(_LONGEST_READ + 1)
    except FileNotFoundError:
        return []
    if len(data) > _LONGEST_READ:
        raise DamagedLogError(f"it has more than {_LONGEST_READ:,} bytes")
    # The log is emptied between two generations, so current and obsolete groups do not mix.
    if any(group.generation < newest for group in _valid_groups(data)):
        return []
    return groups_in(data)


def this_boot() -> str:
    """Return an identifier of the machine's current boot; empty if it is unknown."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def groups_in(data: bytes) -> list[LogGroup]:
    """Return the groups of a log, without an unfinished one at its end.

    Raises:
        DamagedLogError: a finished group has changed.

    """
    groups, start = [], 0
    while start < len(data):
        found = _group_at(data, start)
        if found is None:
            _demand_unfinished(data, start)
            break
        group, start = found
        groups.append(group)
    return groups


def _group_at(data: bytes, start: int) -> tuple[LogGroup, int] | None:
    """Return the group at an offset and where it ends; None if there is no complete group."""
    if len(data) - start < _HEAD.size:
        return None
    sign, length, checksum = _HEAD.unpack_from(data, start)
    end = start + _HEAD.size + length
    # Unwritten blocks have a length of zero, with a valid checksum.
    if sign != _SIGN or length == 0 or end > len(data):
        return None
    body = data[start + _HEAD.size : end]
    if zlib.crc32(body) != checksum:
        return None
    try:
        generation, boot, last, updates = json.loads(body)
        return LogGroup(int(generation), str(boot), int(last), _updates(updates)), end
    except (TypeError, ValueError) as error:
        raise DamagedLogError(f"the entry at byte {start:,} cannot be read") from error


def _updates(items: Sequence[Sequence[str | None]]) -> tuple[LoggedUpdate, ...]:
    return tuple(
        LoggedUpdate(str(text), None if base is None else str(base)) for text, base in items
    )


def _valid_groups(data: bytes, start: int = 0) -> list[LogGroup]:
    """Return all complete groups, at any offset."""
    groups = []
    while (start := data.find(_SIGN, start)) >= 0:
        found = _group_at(data, start)
        if found is None:
            start += 1
        else:
            group, start = found
            groups.append(group)
    return groups


def _demand_unfinished(data: bytes, start: int) -> None:
    """Raise an error unless the bytes from an offset on can be an unfinished group."""
    if _valid_groups(data, start + 1):
        raise DamagedLogError(f"the entry at byte {start:,}, before others, is damaged")
    rest = data[start:]
    unwritten = rest[:1] == b"\0" or rest[-1:] == b"\0" or _UNWRITTEN in rest[_HEAD.size :]
    if not unwritten and not _is_cut(rest):
        raise DamagedLogError(f"the entry at byte {start:,} is damaged")


def _is_cut(rest: bytes) -> bool:
    if len(rest) < _HEAD.size:
        return rest[: len(_SIGN)] == _SIGN[: len(rest)]
    sign, length, _ = _HEAD.unpack_from(rest)
    return bool(sign == _SIGN) and _HEAD.size + length > len(rest)


def log_refusal(folder: Path, wrong: str) -> str:
    """Return the message for an operator about a damaged log."""
    return (
        f"{folder}: {LOG_NAME} is damaged, and may lack updates that were acknowledged: {wrong}. "
        f"Nothing was changed. Restore the folder from a copy. Or move {LOG_NAME} out of it: "
        "then the updates that are only in it, those of the last moments before the end, are lost."
    )
