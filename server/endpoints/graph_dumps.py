"""Responses with a graph's dump from its file: whole, a range of it, or compressed otherwise."""

import asyncio
from collections.abc import AsyncIterator
from typing import BinaryIO

from werkzeug.http import parse_range_header

from districtgraph.server.endpoints.dump_files import (
    DecompressedPieces,
    Dump,
    DumpFile,
    DumpFiles,
    FilePieces,
)
from districtgraph.server.http.compression import CompressedPieces
from districtgraph.server.http.http_exchange import Headers, Request, Response

__all__ = ["GraphDumps"]


class GraphDumps:
    """Sends dumps from files, and has what the engine serialises leave files behind.

    Args:
        files: the dumps.
        seconds: that a client has to take a dump.

    """

    def __init__(self, files: DumpFiles, seconds: float) -> None:
        self._files = files
        self._seconds = seconds

    def from_file(
        self, request: Request, dump: Dump, coding: str | None, headers: Headers, tag: str | None
    ) -> Response | None:
        """Return the response from the file of a dump; None if there is no file.

        Args:
            request: GET or HEAD.
            dump: the requested content.
            coding: the coding that the client accepts.
            headers: of the representation, without its coding.
            tag: its entity tag, without quotation marks.

        """
        opened = self._files.open(dump, coding)
        if opened is None:
            return None
        file, stream = opened
        response = Response(200, list(headers))
        response.deadline = asyncio.get_running_loop().time() + self._seconds
        if coding is not None:
            response.add("content-encoding", coding)
        if file.coding == coding:
            _send_file(response, request, file, stream, tag)
        else:
            response.body = decompressed = DecompressedPieces(stream)
            if coding is not None:
                compressed = CompressedPieces(decompressed, coding)
                response.body = self._files.recorded_as(dump, coding, compressed)
        return response

    def recorded(self, dump: Dump, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """Return a serialisation's pieces, which leave a file behind; see `DumpFiles.recorded`."""
        return self._files.recorded(dump, pieces)


def _send_file(
    response: Response, request: Request, file: DumpFile, stream: BinaryIO, tag: str | None
) -> None:
    """Have a response send a file, or the range of it that the client wants (RFC 9110 §14)."""
    response.add("accept-ranges", "bytes")
    wanted = _range(request, file.size, tag) if request.method == "GET" else (0, file.size)
    if wanted is None:
        stream.close()
        response.status, response.body = 416, b""
        response.add("content-range", f"bytes */{file.size}")
        return
    first, end = wanted
    response.add("content-length", str(end - first))
    if (first, end) != (0, file.size):
        response.status = 206
        response.add("content-range", f"bytes {first}-{end - 1}/{file.size}")
    response.body = FilePieces(stream, first, end - first)


def _range(request: Request, size: int, tag: str | None) -> tuple[int, int] | None:
    """Return the first byte of the requested range and the one after its last; None for no byte.

    Several ranges at once are not served: the whole file is sent, as RFC 9110 §14.2 allows.
    """
    whole = (0, size)
    condition = request.headers.get("if-range")
    if condition is not None and (tag is None or condition.strip() != f'"{tag}"'):
        # By strong comparison (§13.1.5); a dump has no date.
        return whole
    wanted = parse_range_header(request.headers.get("range"))
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return whole
    return wanted.range_for_length(size)
