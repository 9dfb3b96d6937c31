"""HTTP requests and responses as values, between ASGI and what answers."""

import asyncio
import sys
import zlib
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    MutableMapping,
)
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from districtgraph.server.core.asker import Receive
from districtgraph.server.core.errors import (
    BadRequestError,
    NotOfferedError,
    PayloadTooLargeError,
    RequestTimeoutError,
    UnavailableError,
    UnsupportedMediaTypeError,
)

__all__ = [
    "METHODS_WITH_BODY",
    "BodyMemory",
    "Headers",
    "Receive",
    "Request",
    "Response",
    "Send",
    "UnsupportedCodingError",
]

METHODS_WITH_BODY = ("POST", "PUT", "PATCH", "DELETE")
"""Those whose requests' bodies are read."""
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
_DECOMPRESSED_PIECE = 256 * 1024
"""Bytes that a compressed body is decompressed to at a time."""
_BODY_TIMEOUT = 10
"""Seconds for which a client may send nothing in the middle of a body."""
_WITHOUT_HOST = ("1", "1.0")
"""Names of HTTP/1.0."""
_ASCII = bytes(range(0x21, 0x7F))
_LENGTH_DIGITS = 19
"""The most digits of a Content-Length."""
_SMALL_BODY = 64 * 1024
"""Bytes of a body that are accepted regardless of other bodies in memory."""
_LEAST_RATE = 8192
"""Bytes of a body that must arrive in each second after the first ten."""


class UnsupportedCodingError(UnsupportedMediaTypeError):
    """The body has a Content-Encoding that this server does not decompress."""

    accepted = ("gzip",)
    """The codings that it decompresses."""


class BodyMemory:
    """Limits the memory of all bodies together, small ones excepted.

    Args:
        size: bytes.

    """

    def __init__(self, size: int) -> None:
        self._free = size

    def take(self, size: int) -> None:
        """Count bytes that are held.

        Raises:
            UnavailableError: they are too many.

        """
        if size > self._free:
            raise UnavailableError("too many large bodies arrive; try again soon", 5, "queue")
        self._free -= size

    def give(self, size: int) -> None:
        """Count bytes that are held no longer."""
        self._free += size


class Request:
    """An HTTP request.

    Args:
        scope, receive: as ASGI gives them.
        memory: the limit on bodies; None for no limit.

    """

    def __init__(
        self, scope: MutableMapping[str, Any], receive: Receive, memory: BodyMemory | None = None
    ) -> None:
        self.scope = scope
        self.receive = receive
        self._memory = memory or BodyMemory(sys.maxsize)
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.received_at: float | None = None
        """When the body was complete, by the loop's clock: deadlines count from then on."""
        self.operation: dict[str, object] = {}
        """The query, as far as it is known yet, for the query log."""
        self._headers: dict[str, str] | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Headers by lower-case name; those given several times joined (RFC 9110 §5.3).

        HTTP/1.0 does without Host: then the address at which the request arrived counts.
        """
        if self._headers is None:
            self._headers = _joined(self.scope["headers"])
            if not self._headers.get("host") and self.scope.get("http_version") in _WITHOUT_HOST:
                host, port = self.scope.get("server") or ("localhost", None)
                self._headers["host"] = f"{host}:{port}" if port else str(host)
        return self._headers

    @property
    def query_string(self) -> str:
        """The part after the ``?``, still percent-encoded."""
        encoded: bytes = self.scope["query_string"]
        # Bytes beyond ASCII do not belong here; if they occur, they are most likely UTF-8.
        return encoded.decode("utf-8", "surrogateescape")

    @property
    def ascii_query(self) -> str:
        """The query string in ASCII: ``curl …?q=养老`` sends it as it is written."""
        encoded: bytes = self.scope["query_string"]
        return encoded.decode("ascii") if encoded.isascii() else quote(encoded, _ASCII)

    async def body(self, limit: int) -> bytes:
        """Return the body, decompressed.

        Raises:
            PayloadTooLargeError: it is larger than the limit.
            UnsupportedCodingError: it has a Content-Encoding other than gzip.
            BadRequestError: its length or its compression is malformed, or the client hung up.
            RequestTimeoutError: it does not arrive, or too slowly.
            NotOfferedError: it has a transfer coding that is not decoded.
            UnavailableError: too much of other bodies is held.

        """
        pieces: list[bytes] = []
        size = held = 0
        try:
            async for piece in self.body_pieces(limit):
                pieces.append(piece)
                size += len(piece)
                if size - held > _SMALL_BODY:
                    self._memory.take(size - held)
                    held = size
            return b"".join(pieces)
        finally:
            self._memory.give(held)

    async def body_pieces(self, limit: int) -> AsyncIterator[bytes]:
        """Yield the body as it arrives, decompressed; errors as in `body`."""
        if self._declared_length() > limit:
            raise PayloadTooLargeError(f"the body is larger than {limit:,} bytes")
        self._demand_plain_transfer()
        decompress = self._decompressor()
        clock = asyncio.get_running_loop().time
        size, received, begun = 0, 0, clock()
        more = True
        while more:
            try:
                message = await asyncio.wait_for(self.receive(), _BODY_TIMEOUT)
            except TimeoutError as error:
                raise RequestTimeoutError("the rest of the body did not arrive") from error
            if message["type"] == "http.disconnect":
                raise BadRequestError("the client hung up while it sent the body")
            self.received_at = clock()
            more = message.get("more_body", False)
            received += len(message.get("body", b""))
            if more and clock() - begun > _BODY_TIMEOUT + received / _LEAST_RATE:
                raise RequestTimeoutError(
                    f"the body arrives too slowly: less than {_LEAST_RATE:,} bytes a second"
                )
            for piece in decompress(message.get("body", b""), not more):
                size += len(piece)
                if size > limit:
                    raise PayloadTooLargeError(f"the body is larger than {limit:,} bytes")
                yield piece
                # A small body may decompress to a large one: let others run meanwhile.
                await asyncio.sleep(0)

    def _demand_plain_transfer(self) -> None:
        """Refuse a body that is compressed for the transfer, which the server passes on as it is.

        Raises:
            NotOfferedError: it is (RFC 9112 §6.1).

        """
        codings = self.headers.get("transfer-encoding", "chunked").strip().lower()
        if codings not in ("chunked", "identity"):
            raise NotOfferedError(
                f"no transfer coding but chunked is decoded, not '{codings[:40]}'"
            )

    def _declared_length(self) -> int:
        """Return the Content-Length; 0 if there is none."""
        length = self.headers.get("content-length") or "0"
        if not (length.isascii() and length.isdecimal() and len(length) <= _LENGTH_DIGITS):
            raise BadRequestError("the Content-Length is not a number of bytes")
        return int(length)

    def _decompressor(self) -> Callable[[bytes, bool], Iterable[bytes]]:
        encoding = self.headers.get("content-encoding", "identity").strip().lower()
        if encoding == "identity":
            return lambda data, _last: [data]
        if encoding not in ("gzip", "x-gzip"):
            raise UnsupportedCodingError(f"bodies may be compressed with gzip, not '{encoding}'")
        return _Gunzip().decompress


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return {
        key: values[0] if len(values) == 1 else ", ".join(values) for key, values in found.items()
    }


class _Gunzip:
    """Decompresses gzip, of several members too (RFC 1952 §2.2), a bounded piece at a time."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._fresh = True

    def decompress(self, data: bytes, last: bool) -> Iterator[bytes]:
        while data:
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            try:
                piece = self._member.decompress(data, _DECOMPRESSED_PIECE)
            except zlib.error as error:
                raise BadRequestError(f"the body is not gzip: {error}") from error
            self._fresh = False
            data = self._member.unconsumed_tail or self._member.unused_data
            if piece:
                yield piece
        if last and (self._fresh or not self._member.eof):
            raise BadRequestError("the body's gzip ends too early")


@dataclass(slots=True)
class Response:
    """An HTTP response; its body is whole, or comes in pieces."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes | AsyncIterator[bytes] = b""
    deadline: float | None = None
    """Time of the event loop at which a body in pieces must have been taken."""

    @property
    def native_headers(self) -> list[tuple[str, str]]:
        """The headers as WSGI has them (PEP 3333)."""
        return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in self.headers]

    def add(self, name: str, value: str) -> None:
        """Add a header."""
        self.headers.append((name.encode("ascii"), value.encode("latin-1", "replace")))
