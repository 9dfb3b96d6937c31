import asyncio
import gzip
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import zstandard

from districtgraph.server.endpoints.dump_files import (
    DecompressedPieces,
    Dump,
    DumpFile,
    DumpFiles,
    FilePieces,
)

NEWEST = Dump("2", "", "application/n-triples")
OLDER = NEWEST._replace(version="1")
PIECES = (b"<a> <b> <c> .\n" * 1000, b"", b"<d> <e> <f> .\n" * 10_000)
WHOLE = b"".join(PIECES)
PLENTY = 1024 * 1024


class Source(AsyncIterator[bytes]):
    def __init__(self, pieces: Sequence[bytes], error: Exception | None = None) -> None:
        self._pieces = iter(pieces)
        self._error = error
        self.closed = False

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise self._error or StopAsyncIteration

    async def aclose(self) -> None:
        self.closed = True


async def _whole(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


def _recorded(files: DumpFiles, dump: Dump = NEWEST) -> bytes:
    return asyncio.run(_whole(files.recorded(dump, Source(PIECES))))


def _found(files: DumpFiles, dump: Dump = NEWEST, coding: str | None = None) -> DumpFile:
    found = files.open(dump, coding)
    assert found is not None
    file, stream = found
    stream.close()
    return file


def test_a_dump_is_sent_as_it_comes_and_is_a_file_afterwards(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path / "dumps", PLENTY)
    assert files.open(NEWEST, None) is None
    assert _recorded(files) == WHOLE
    file = _found(files)
    assert file.size == file.path.stat().st_size < len(WHOLE)
    assert asyncio.run(_whole(DecompressedPieces(file.path.open("rb")))) == WHOLE


def test_a_part_of_a_file_is_sent(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path, PLENTY)
    _recorded(files)
    path = _found(files).path
    part = asyncio.run(_whole(FilePieces(path.open("rb"), 10, 20)))
    assert part == path.read_bytes()[10:30]


def test_each_compression_has_a_file_of_its_own(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path, PLENTY)
    _recorded(files)
    compressed = gzip.compress(WHOLE)
    assert (
        asyncio.run(_whole(files.recorded_as(NEWEST, "gzip", Source((compressed,))))) == compressed
    )
    assert _found(files, coding="gzip").path.read_bytes() == compressed
    assert _found(files, coding=None).coding == "zstd"


def test_a_new_version_removes_the_files_of_the_one_before(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path, PLENTY)
    _recorded(files, OLDER)
    opened = _found(files, OLDER).path.open("rb")
    assert files.open(NEWEST, None) is None
    assert not list(tmp_path.iterdir())
    assert asyncio.run(_whole(DecompressedPieces(opened))) == WHOLE


def test_a_dump_that_a_new_version_has_overtaken_leaves_nothing(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path, PLENTY)
    overtaken = files.recorded(OLDER, Source(PIECES))

    async def read() -> bytes:
        first = await anext(overtaken)
        files.open(NEWEST, None)
        return first + await _whole(overtaken)

    assert asyncio.run(read()) == WHOLE
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("error", [None, RuntimeError("the engine has ended")])
def test_a_dump_that_is_not_read_to_its_end_leaves_nothing(
    tmp_path: Path, error: Exception | None
) -> None:
    files = DumpFiles(tmp_path, PLENTY)
    source = Source(PIECES[:1], error)

    async def read_one() -> None:
        pieces = files.recorded(NEWEST, source)
        await anext(pieces)
        if error is not None:
            with pytest.raises(RuntimeError):
                await anext(pieces)
        await pieces.aclose()  # type: ignore[attr-defined]

    asyncio.run(read_one())
    assert source.closed
    assert not list(tmp_path.iterdir())
    assert files.open(NEWEST, None) is None


def test_a_dump_that_nobody_begins_to_read_leaves_nothing(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path, PLENTY)
    source = Source(PIECES)
    asyncio.run(files.recorded(NEWEST, source).aclose())  # type: ignore[attr-defined]
    assert source.closed
    assert not list(tmp_path.iterdir())
    assert _recorded(files) == WHOLE
    assert _found(files)


def test_two_clients_at_once_write_one_file(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path, PLENTY)

    async def both() -> list[bytes]:
        first, second = (files.recorded(NEWEST, Source(PIECES)) for _ in range(2))
        return list(await asyncio.gather(_whole(first), _whole(second)))

    assert asyncio.run(both()) == [WHOLE, WHOLE]
    assert len(list(tmp_path.iterdir())) == 1


def test_files_of_least_use_give_way_to_new_ones(tmp_path: Path) -> None:
    size = len(zstandard.compress(WHOLE)) * 3
    files = DumpFiles(tmp_path, size)
    dumps = [NEWEST._replace(graph=f"http://example.org/{number}") for number in range(5)]
    for dump in dumps:
        _recorded(files, dump)
        _found(files, dumps[0])
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= size
    assert _found(files, dumps[0])
    assert _found(files, dumps[4])
    assert not files.open(dumps[1], None)


def test_a_dump_larger_than_all_may_be_is_sent_and_not_recorded(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path, 20)
    assert _recorded(files) == WHOLE
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_stops_no_client(tmp_path: Path) -> None:
    (tmp_path / "dumps").write_text("not a folder")
    files = DumpFiles(tmp_path / "dumps", PLENTY)
    assert _recorded(files) == WHOLE
    assert files.open(NEWEST, None) is None


def test_a_removed_file_is_written_again(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path, PLENTY)
    _recorded(files)
    _found(files).path.unlink()
    assert files.open(NEWEST, None) is None
    _recorded(files)
    assert _found(files)


def test_a_server_that_starts_removes_what_an_earlier_one_has_left(tmp_path: Path) -> None:
    files = DumpFiles(tmp_path / "dumps", PLENTY)
    _recorded(files)
    DumpFiles(tmp_path / "dumps", PLENTY).clean()
    assert not (tmp_path / "dumps").exists()
