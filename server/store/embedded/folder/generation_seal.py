"""The seal of a generation: names, sizes and checksums of its files, written when it is published.

With it the next start can recognise a generation that was damaged meanwhile, and a live store that
lacks something of the generation. ``generations/N.json`` is the seal of ``generations/N``. A
generation of an earlier version has none, and then the engine's own checks must suffice: it finds
missing files and wrong sizes.
"""

import json
import os
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from districtgraph.server.core.errors import StorageError

__all__ = [
    "Seal",
    "SealedFile",
    "fault",
    "identified",
    "live_fault",
    "make_seal",
    "read_seal",
    "seal_path",
]

_PIECE = 1024 * 1024
_CURRENT = "CURRENT"
_CHECKING = 20.0
"""The most seconds for which a start compares contents; the remaining files are checked by size."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """The state of a file when it was published.

    Attributes:
        size: in bytes.
        checksum: CRC-32.
        inode, modified: from the running system, to detect later changes cheaply; 0 in a seal that
            is read from its file, since a copy of the folder has other values.

    """

    size: int
    checksum: int
    inode: int = 0
    modified: int = 0


Seal = Mapping[str, SealedFile]
"""The files of a generation that its content depends on, by name."""


def seal_path(generation: Path) -> Path:
    """Return the path of a generation's seal."""
    return generation.with_name(f"{generation.name}.json")


def make_seal(generation: Path, before: Seal) -> Seal:
    """Make the seal of a new generation, write it to a file, and return it.

    Data files are written once and shared by hard links with the live store and with earlier
    generations: each is read once, when it is new. Known files must not have changed.

    Args:
        generation: its folder.
        before: the seal of the previous one, by the same writer; empty for the first.

    Raises:
        StorageError: a file has changed, so that this generation is damaged, too.

    """
    with os.scandir(generation) as entries:
        seal = {
            entry.name: _sealed(entry, before.get(entry.name))
            for entry in entries
            if _matters(entry.name)
        }
    content = {name: [item.size, item.checksum] for name, item in seal.items()}
    # A seal damaged by a power cut counts as missing; the generation itself is synchronised.
    fresh = seal_path(generation).with_suffix(".new")
    fresh.write_text(json.dumps(content), encoding="utf-8")
    fresh.replace(seal_path(generation))
    return seal


def read_seal(generation: Path) -> Seal | None:
    """Return the seal of a generation; None if it is missing or damaged."""
    try:
        content = json.loads(seal_path(generation).read_text(encoding="utf-8"))
        return {name: SealedFile(int(size), int(crc)) for name, (size, crc) in content.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError, OverflowError):
        # A damaged byte may turn a number into any other: 1e999 is infinite.
        return None


def identified(folder: Path, seal: Seal) -> Seal:
    """Return a seal with the current inodes and times of a folder's files, to detect changes."""
    found = {}
    for name, known in seal.items():
        # The engine may be merging files into others meanwhile.
        with suppress(FileNotFoundError):
            status = (folder / name).stat()
            if name.endswith(".sst") and known.size == status.st_size:
                identity = status.st_ino, status.st_mtime_ns
                found[name] = SealedFile(known.size, known.checksum, *identity)
    return found


def fault(generation: Path, seal: Seal, contents: bool) -> str | None:
    """Return what is wrong with a generation, None if it has not changed since it was published.

    Args:
        generation: its folder.
        seal: its seal.
        contents: whether the contents of files are compared, rather than only their sizes.

    """
    give_up = time.monotonic() + _CHECKING
    for name, sealed in seal.items():
        compared = contents and time.monotonic() < give_up
        if wrong := _file_fault(generation / name, sealed, compared):
            return wrong
    return None


def live_fault(live: Path, seal: Seal, contents: bool) -> str | None:
    """Return why a live store may lack something of a generation; None if it has everything.

    The engine appends to the list of its files (MANIFEST), and merges files into others. So the
    list must begin like that of the generation; the engine itself refuses to open a store without
    one of the files that the rest of the list adds.

    Args:
        live: its folder.
        seal: the seal of the newest generation that was published from it.
        contents: as for `fault`.

    """
    try:
        current = (live / _CURRENT).read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return f"{live / _CURRENT} is missing"
    if current not in seal or not current.startswith("MANIFEST-"):
        return f"{live / _CURRENT} names another list of files than the newest generation's"
    sealed = seal[current]
    try:
        if _checksum(live / current, sealed.size) != sealed.checksum:
            return f"{live / current} is not what it was"
    except FileNotFoundError:
        return f"{live / current} is missing"
    data = {
        name: item
        for name, item in seal.items()
        if name.endswith(".sst") and (live / name).exists()
    }
    return fault(live, data, contents)


def _matters(name: str) -> bool:
    return name == _CURRENT or name.startswith("MANIFEST-") or name.endswith((".sst", ".log"))


def _sealed(entry: "os.DirEntry[str]", known: SealedFile | None) -> SealedFile:
    path, status = Path(entry.path), entry.stat()
    identity = status.st_ino, status.st_mtime_ns
    if not entry.name.endswith(".sst"):
        if entry.name.startswith("MANIFEST-") and known is not None:
            _check_beginning(path, known)
        return SealedFile(status.st_size, _checksum(path), *identity)
    if known is None or known.inode != status.st_ino:
        return SealedFile(status.st_size, _checksum(path), *identity)
    if (status.st_size, status.st_mtime_ns) != (known.size, known.modified):
        if wrong := _file_fault(path, known, True):
            raise StorageError("damage", wrong)
        return SealedFile(known.size, known.checksum, *identity)
    return known


def _check_beginning(path: Path, known: SealedFile) -> None:
    if _checksum(path, known.size) != known.checksum:
        raise StorageError("damage", f"{path} has changed at its beginning")


def _file_fault(path: Path, sealed: SealedFile, contents: bool) -> str | None:
    try:
        size = path.stat().st_size
        if size != sealed.size:
            return f"{path} has {size:,} bytes instead of {sealed.size:,}"
        if contents and _checksum(path) != sealed.checksum:
            return f"{path} has changed since it was published"
    except FileNotFoundError:
        return f"{path} is missing"
    return None


def _checksum(path: Path, size: int | None = None) -> int:
    """Return the CRC-32 of a file, or of that many bytes at its beginning."""
    checksum, left = 0, size
    with path.open("rb") as file:
        while piece := file.read(_PIECE if left is None else min(_PIECE, left)):
            checksum = zlib.crc32(piece, checksum)
            if left is not None:
                left -= len(piece)
    return checksum
