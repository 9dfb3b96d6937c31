"""The choice of a coding for a client (RFC 9110 §12.5.3); decompression restores the data."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.http import compression
from districtgraph.server.http.compression import (
    CompressedPieces,
    choose_encoding,
    compressed,
    worth_packing,
)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", None),
        ("identity", None),
        ("br", None),
        ("deflate, br", None),
        ("gzip", "gzip"),
        ("GZip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0.9", "gzip"),
        ("gzip;q=0.8,zstd;q=0.8", "zstd"),
        ("gzip ; q = 0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0.0, zstd;q=0.000", None),
        ("zstd;q=0, gzip", "gzip"),
        ("gzip;q=0.001", "gzip"),
        ("*", "zstd"),
        ("*;q=0", None),
        ("zstd;q=0, *", "gzip"),
        ("gzip, *;q=0", "gzip"),
        ("br, *;q=0.1", "zstd"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("identity;q=1, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=1.0", "gzip"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("gzip;q=2", None),
        ("gzip;level=3, zstd", "zstd"),
        (", ,gzip,", "gzip"),
    ],
)
def test_the_coding_is_the_best_that_the_client_accepts(header: str, coding: str | None) -> None:
    assert choose_encoding(header) == coding


@pytest.mark.parametrize(
    ("header", "worth"),
    [
        ("gzip", False),
        ("gzip, *", False),
        ("gzip, identity;q=0", True),
        ("gzip, *;q=0", True),
        ("gzip, identity;q=0.1, *;q=0", False),
    ],
)
def test_a_small_body_is_packed_if_the_client_takes_no_other(header: str, worth: bool) -> None:
    assert worth_packing(10, header) is worth
    assert worth_packing(100_000, header)


def test_x_gzip_is_gzip() -> None:
    """RFC 9110 §8.4.1.3: a recipient SHOULD consider "x-gzip" to be equivalent to "gzip"."""
    assert choose_encoding("x-gzip") == "gzip"


def decompressed(body: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.decompress(body)
    return zstandard.ZstdDecompressor().decompressobj().decompress(body)


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "zstd"]))
def test_a_body_decompresses_to_what_it_was(body: bytes, coding: str) -> None:
    assert decompressed(compressed(body, coding), coding) == body


@given(st.lists(st.binary(max_size=300), max_size=8), st.sampled_from(["gzip", "zstd"]))
def test_pieces_decompress_to_what_they_were(pieces: list[bytes], coding: str) -> None:
    async def given_pieces() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    async def whole() -> bytes:
        return b"".join([piece async for piece in CompressedPieces(given_pieces(), coding)])

    assert decompressed(asyncio.run(whole()), coding) == b"".join(pieces)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_compression_makes_a_repetitive_body_much_smaller(coding: str) -> None:
    assert len(compressed(b"http://example.org/" * 1000, coding)) < 500


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_pieces_that_break_off_are_no_whole_body(coding: str) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"the first"
        raise ConnectionAbortedError

    async def received() -> bytes:
        found = b""
        with pytest.raises(ConnectionAbortedError):
            async for piece in CompressedPieces(broken(), coding):
                found += piece
        return found

    body = asyncio.run(received())
    if coding == "gzip":
        with pytest.raises(EOFError):
            gzip.decompress(body)
    else:
        stream = zstandard.ZstdDecompressor().decompressobj()
        stream.decompress(body)
        assert not stream.eof


def test_a_long_header_is_answered_and_not_cached() -> None:
    before = compression._known.cache_info().currsize
    assert choose_encoding("gzip" + " " * 100_000) == "gzip"
    assert choose_encoding("gzip" + " " * 100_000 + "x") is None
    assert compression._known.cache_info().currsize == before
