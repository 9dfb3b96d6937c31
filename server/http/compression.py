"""Compresses responses as the client accepts (RFC 9110 §12.5.3): zstd, or gzip."""

import re
import zlib
from collections.abc import AsyncIterator
from functools import lru_cache

import zstandard

from districtgraph.server.http.negotiation import LONGEST_CACHED, MOST_ITEMS

__all__ = ["CompressedPieces", "choose_encoding", "compressed", "worth_packing"]

_CODINGS = ("zstd", "gzip")
_GZIP_LEVEL = 4
_WORTH_PACKING = 1024
"""Bytes from which a body is smaller when it is compressed."""
_ITEM = re.compile(
    r"\s*+([\w*-]++)\s*+(?:;\s*+q\s*+=\s*+([01](?:\.\d{0,3}+|(?!))?+)\s*+|(?!))?+",
)


def choose_encoding(header: str) -> str | None:
    """Return the best coding of an Accept-Encoding header; None to send the bytes as they are."""
    return _known(header) if len(header) <= LONGEST_CACHED else _best(header)


@lru_cache(maxsize=256)
def _known(header: str) -> str | None:
    return _best(header)


def worth_packing(size: int, header: str) -> bool:
    """Return whether a body is to be sent in the coding that was chosen for a client.

    Args:
        size: bytes of the body.
        header: Accept-Encoding; it may refuse bodies without a coding.

    """
    if size >= _WORTH_PACKING:
        return True
    qualities = _qualities(header)
    return qualities.get("identity", qualities.get("*", 1.0)) == 0


def _best(header: str) -> str | None:
    qualities = _qualities(header)
    rest = qualities.get("*", 0.0)
    best = max(_CODINGS, key=lambda name: qualities.get(name, rest))
    quality = qualities.get(best, rest)
    # A client that does not mention identity accepts it, but prefers the codings that it names.
    return best if quality > 0 and quality >= qualities.get("identity", 0.0) else None


def _qualities(header: str) -> dict[str, float]:
    """Return the q of each coding that a header names, ``*`` among them."""
    qualities: dict[str, float] = {}
    for item in header.split(",", MOST_ITEMS)[:MOST_ITEMS]:
        if match := _ITEM.fullmatch(item):
            name = match.group(1).lower().removeprefix("x-")
            qualities[name] = max(float(match.group(2) or 1), qualities.get(name, 0.0))
    return qualities


def compressed(body: bytes, coding: str) -> bytes:
    """Return a whole body in a coding."""
    if coding == "zstd":
        return zstandard.ZstdCompressor().compress(body)
    stream = zlib.compressobj(_GZIP_LEVEL, wbits=31)
    return stream.compress(body) + stream.flush()


class CompressedPieces(AsyncIterator[bytes]):
    """The pieces of a body in a coding; if they break off, so does the coding.

    Args:
        pieces: the body; closed with this.
        coding: as `choose_encoding` gave it.

    """

    def __init__(self, pieces: AsyncIterator[bytes], coding: str) -> None:
        self._pieces = pieces
        self._ended = False
        self._stream = (
            zstandard.ZstdCompressor().compressobj()
            if coding == "zstd"
            else zlib.compressobj(_GZIP_LEVEL, wbits=31)
        )

    async def __anext__(self) -> bytes:
        while not self._ended:
            try:
                compressed_piece = self._stream.compress(await anext(self._pieces))
            except StopAsyncIteration:
                self._ended = True
                compressed_piece = self._stream.flush()
            if compressed_piece:
                return compressed_piece
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Close the body, as far as it can be."""
        close = getattr(self._pieces, "aclose", None)
        if close is not None:
            await close()
