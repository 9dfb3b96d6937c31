"""Packs responses as the client accepts (RFC 9110 §12.5.3): zstd, or gzip."""

import re
import zlib
from collections.abc import AsyncIterator
from functools import lru_cache

import zstandard

__all__ = ["choose_encoding", "packed", "packed_pieces"]

_CODINGS = ("zstd", "gzip")
_GZIP_LEVEL = 4
_ITEM = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")


@lru_cache(maxsize=256)
def choose_encoding(header: str) -> str | None:
    """Return the best coding of an Accept-Encoding header; None to send the bytes as they are."""
    wishes: dict[str, float] = {}
    for item in header.split(","):
        if match := _ITEM.fullmatch(item):
            wishes[match.group(1).lower()] = float(match.group(2) or 1)
    rest = wishes.get("*", 0.0)
    best = max(_CODINGS, key=lambda name: wishes.get(name, rest))
    wish = wishes.get(best, rest)
    # Someone who says nothing of identity accepts it, but prefers what they named.
    return best if wish > 0 and wish >= wishes.get("identity", 0.0) else None


def packed(body: bytes, coding: str) -> bytes:
    """Return a whole body in a coding."""
    if coding == "zstd":
        return zstandard.ZstdCompressor().compress(body)
    stream = zlib.compressobj(_GZIP_LEVEL, wbits=31)
    return stream.compress(body) + stream.flush()


async def packed_pieces(pieces: AsyncIterator[bytes], coding: str) -> AsyncIterator[bytes]:
    """Yield the pieces of a body in a coding; if they break off, so does the coding."""
    stream = (
        zstandard.ZstdCompressor().compressobj()
        if coding == "zstd"
        else zlib.compressobj(_GZIP_LEVEL, wbits=31)
    )
    async for piece in pieces:
        if out := stream.compress(piece):
            yield out
    yield stream.flush()
