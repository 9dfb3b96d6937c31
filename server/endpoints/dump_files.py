"""Dumps of graphs on disk: serialised once a version, compressed, and then sent from the file.

The engine serialises some 100,000 triples a second, whoever asks; a file is read at the speed of
the disk. The first client that reads a dump to its end leaves the file behind. Files are found by
the content's version, so that no client gets what an update has replaced.
"""

import asyncio
import hashlib
import logging
import shutil
import sys
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import zstandard

__all__ = ["DecompressedPieces", "Dump", "DumpFile", "DumpFiles", "FilePieces"]

_LOG = logging.getLogger(__name__)
_PIECE: Final = 256 * 1024
"""Bytes of a file that are read, or decompressed, at a time: others get their turn between two."""
_COMPRESSED: Final = "zstd"
"""The compression of a dump while the engine serialises it."""


class Dump(NamedTuple):
    """The content of a dump.

    Attributes:
        version: of the content.
        graph: its IRI; empty for the default graph, None for the whole store.
        media_type: of the serialisation.

    """

    version: str
    graph: str | None
    media_type: str


class DumpFile(NamedTuple):
    """A dump that is on disk.

    Attributes:
        path: where it is.
        coding: how it is compressed: zstd or gzip.
        size: bytes of the file.

    """

    path: Path
    coding: str
    size: int


_Key = tuple[Dump, str]
"""A dump, and how it is compressed."""


class DumpFiles:
    """The dumps of one version, bounded by all their bytes.

    All of it belongs to one event loop. A file that is removed is still read to its end by those
    who have it open.

    Args:
        folder: where the files are; made when the first is written.
        size: bytes that all files together may have; 0 stores none.

    """

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        self._size = size
        self._files: OrderedDict[_Key, DumpFile] = OrderedDict()
        self._under_way: set[_Key] = set()
        self._version: str | None = None

    def clean(self) -> None:
        """Remove all files, those too that an earlier process has left."""
        self._files.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def open(self, dump: Dump, coding: str | None) -> tuple[DumpFile, BinaryIO] | None:
        """Open the file of a dump, in the coding that is preferred or in zstd; None if missing.

        Args:
            dump: its content.
            coding: the coding that the client accepts; None for none.

        """
        self._turn_to(dump.version)
        for key in ((dump, coding or _COMPRESSED), (dump, _COMPRESSED)):
            if key in self._files:
                try:
                    stream = self._files[key].path.open("rb")
                except OSError:
                    # Another process has removed it; it is written again.
                    del self._files[key]
                else:
                    self._files.move_to_end(key)
                    return self._files[key], stream
        return None

    def recorded(self, dump: Dump, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """Return a serialisation's pieces; when the last has been consumed, the file is complete.

        Args:
            dump: their content, with the version that they are certainly of.
            pieces: not compressed; closed together with the returned iterator.

        """
        return self._recorded((dump, _COMPRESSED), pieces, compress=True)

    def recorded_as(
        self, dump: Dump, coding: str, pieces: AsyncIterator[bytes]
    ) -> AsyncIterator[bytes]:
        """Return pieces that are compressed already, which likewise leaves a file behind."""
        return self._recorded((dump, coding), pieces, compress=False)

    def _recorded(
        self, key: _Key, pieces: AsyncIterator[bytes], *, compress: bool
    ) -> AsyncIterator[bytes]:
        self._turn_to(key[0].version)
        if self._size <= 0 or key in self._under_way or key in self._files:
            return pieces
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            recording = _Recording(self._folder, self._size, compress)
        except OSError as error:
            _warn(error)
            return pieces
        self._under_way.add(key)
        return _Recorded(pieces, recording, partial(self._end, key))

    def _end(self, key: _Key, recording: "_Recording") -> None:
        """Add the recorded file if it is complete and still useful, and remove it otherwise."""
        self._under_way.discard(key)
        if recording.whole and key[0].version == self._version:
            self._take_in(key, recording)
        recording.discard()

    def _take_in(self, key: _Key, recording: "_Recording") -> None:
        size = recording.size
        while self._files and size + sum(file.size for file in self._files.values()) > self._size:
            _remove(self._files.popitem(last=False)[1].path)
        name = hashlib.sha256(repr(key).encode()).hexdigest()
        try:
            path = recording.path.replace(self._folder / name)
        except OSError as error:
            _warn(error)
        else:
            self._files[key] = DumpFile(path, key[1], size)

    def _turn_to(self, version: str) -> None:
        """Remove the files of every other version: they are not asked for again."""
        if version == self._version:
            return
        self._version = version
        for file in self._files.values():
            _remove(file.path)
        self._files.clear()


class _Recorded(AsyncIterator[bytes]):
    """Pieces that are written to a file as they are taken.

    Args:
        pieces: closed with this.
        recording: the file.
        end: called once, when the last piece was taken or nobody takes more.

    """

    def __init__(
        self,
        pieces: AsyncIterator[bytes],
        recording: "_Recording",
        end: Callable[["_Recording"], None],
    ) -> None:
        self._pieces = pieces
        self._recording = recording
        self._end: Callable[[_Recording], None] | None = end

    async def __anext__(self) -> bytes:
        try:
            piece = await anext(self._pieces)
        except StopAsyncIteration:
            await asyncio.to_thread(self._recording.end)
            self._finish()
            raise
        except BaseException:
            self._finish()
            raise
        await asyncio.to_thread(self._recording.write, piece)
        return piece

    def _finish(self) -> None:
        if self._end is not None:
            end, self._end = self._end, None
            end(self._recording)

    async def aclose(self) -> None:
        """Discard the unwritten part, and close the pieces."""
        self._finish()
        close = getattr(self._pieces, "aclose", None)
        if close is not None:
            await close()


class _Recording:
    """A file that is written beside a response, and given up where the disk does not take it.

    Args:
        folder: where it is.
        most: bytes that it may have.
        compress: whether what comes is still to be compressed.

    Raises:
        OSError: it cannot be made.

    """

    def __init__(self, folder: Path, most: int, compress: bool) -> None:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".writing-", delete=False) as file:
            self.path = Path(file.name)
        self.size = 0
        self.whole = False
        self._most = most
        self._file: BinaryIO | None = self.path.open("wb")
        self._compressor = zstandard.ZstdCompressor().compressobj() if compress else None

    def write(self, piece: bytes) -> None:
        """Write a piece; from the first that the disk does not take, nothing."""
        self._write(self._compressor.compress(piece) if self._compressor else piece)

    def end(self) -> None:
        """Note that nothing more comes."""
        if self._compressor:
            self._write(self._compressor.flush())
        if self._file is not None:
            try:
                self._file.close()
            except OSError as error:
                _warn(error)
            else:
                self.whole = True
            self._file = None

    def _write(self, compressed: bytes) -> None:
        if self._file is None:
            return
        self.size += len(compressed)
        try:
            if self.size > self._most:
                raise OSError(0, "it is larger than all dumps may be")
            self._file.write(compressed)
        except OSError as error:
            _warn(error)
            self.discard()

    def discard(self) -> None:
        """Remove the file, unless it has been taken in."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        _remove(self.path)


class FilePieces(AsyncIterator[bytes]):
    """The bytes of an open file, piece by piece.

    Args:
        file: a dump; closed with this, and at its end.
        first: the first byte that is wanted.
        length: how many are wanted; None for all that follow.

    Raises:
        OSError: the disk does not give them.

    """

    def __init__(self, file: BinaryIO, first: int = 0, length: int | None = None) -> None:
        self._file = file
        self._left = sys.maxsize if length is None else length
        file.seek(first)

    async def __anext__(self) -> bytes:
        piece = await asyncio.to_thread(self._read, min(_PIECE, self._left))
        if not piece:
            await self.aclose()
            raise StopAsyncIteration
        self._left -= len(piece)
        return piece

    def _read(self, size: int) -> bytes:
        return self._file.read(size)

    async def aclose(self) -> None:
        """Close the file."""
        self._file.close()


class DecompressedPieces(FilePieces):
    """Iterates over the content of a file that is compressed with zstd, piece by piece.

    Args:
        file: a dump; closed with this, and at its end.

    Raises:
        OSError, zstandard.ZstdError: the file cannot be read.

    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._reader = zstandard.ZstdDecompressor().stream_reader(file)

    def _read(self, size: int) -> bytes:
        return self._reader.read(size)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _warn(error: OSError) -> None:
    _LOG.warning("a dump is not cached: %s", error.strerror)
