"""Requests as values: their headers, and bodies that are never larger than the server reads."""

import asyncio
import gzip
import tracemalloc
from collections.abc import MutableMapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.core.errors import (
    BadRequestError,
    PayloadTooLargeError,
    RequestError,
    UnavailableError,
    UnsupportedMediaTypeError,
)
from districtgraph.server.http import http_exchange
from districtgraph.server.http.http_exchange import BodyMemory, Request

pytestmark = pytest.mark.usefixtures("processes")

LIMIT = 10_000
DISCONNECT: MutableMapping[str, Any] = {"type": "http.disconnect"}


def chunks(pieces: Sequence[bytes]) -> list[MutableMapping[str, Any]]:
    last = len(pieces) - 1
    return [
        {"type": "http.request", "body": piece, "more_body": number < last}
        for number, piece in enumerate(pieces)
    ]


def request(messages: Sequence[MutableMapping[str, Any]], **headers: str) -> Request:
    arriving = iter(messages)

    async def receive() -> MutableMapping[str, Any]:
        return next(arriving)

    named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return Request({"method": "POST", "path": "/sparql", "headers": named}, receive)


def body(messages: Sequence[MutableMapping[str, Any]], **headers: str) -> bytes:
    return asyncio.run(request(messages, **headers).body(LIMIT))


def test_headers_given_twice_are_joined_and_names_have_no_case() -> None:
    scope = {
        "method": "GET",
        "path": "/",
        "headers": [(b"Accept", b"text/csv"), (b"X-A", b"1"), (b"ACCEPT", b"text/html")],
    }
    headers = Request(scope, receive=None).headers  # type: ignore[arg-type]
    assert headers == {"accept": "text/csv, text/html", "x-a": "1"}


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=6), st.booleans())
def test_a_body_is_what_was_sent_in_any_chunks(pieces: list[bytes], packed: bool) -> None:
    content = b"".join(pieces)
    if not packed:
        assert body(chunks(pieces)) == content
        return
    stream = gzip.compress(content)
    third = len(stream) // 3
    cut = [stream[:third], stream[third:-1], stream[-1:]]
    assert body(chunks(cut), content_encoding="gzip") == content


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", " GZIP "])
def test_a_body_of_the_bound_is_read(encoding: str) -> None:
    content = b"x" * LIMIT
    assert body(chunks([gzip.compress(content)]), content_encoding=encoding) == content
    assert body(chunks([content]), content_length=str(LIMIT)) == content


TOO_LARGE = b"x" * (LIMIT + 1)
GZIP = {"content_encoding": "gzip"}
PACKED = gzip.compress(b"ASK {}")


@pytest.mark.parametrize(
    ("messages", "headers", "error"),
    [
        (chunks([b""]), {"content_length": str(LIMIT + 1)}, PayloadTooLargeError),
        (chunks([TOO_LARGE]), {}, PayloadTooLargeError),
        (chunks([b"x" * LIMIT, b"x"]), {}, PayloadTooLargeError),
        (chunks([gzip.compress(TOO_LARGE)]), GZIP, PayloadTooLargeError),
        (chunks([b"not gzip"]), GZIP, BadRequestError),
        (chunks([PACKED[:-1]]), GZIP, BadRequestError),
        (chunks([PACKED[:4], b""]), GZIP, BadRequestError),
        (chunks([b""]), GZIP, BadRequestError),
        (chunks([PACKED[:-8] + b"\0" * 8]), GZIP, BadRequestError),
        (chunks([PACKED]), {"content_encoding": "br"}, UnsupportedMediaTypeError),
        (chunks([PACKED]), {"content_encoding": "gzip, gzip"}, UnsupportedMediaTypeError),
        ([*chunks([b"a", b"b"])[:1], DISCONNECT], {}, BadRequestError),
    ],
)
def test_a_body_that_is_not_read_is_refused_with_the_reason(
    messages: list[MutableMapping[str, Any]], headers: dict[str, str], error: type[RequestError]
) -> None:
    with pytest.raises(error):
        body(messages, **headers)


def test_a_body_that_is_too_large_is_refused_before_its_end() -> None:
    more: list[MutableMapping[str, Any]] = [
        {"type": "http.request", "body": b"x" * LIMIT, "more_body": True}
    ] * 2
    with pytest.raises(PayloadTooLargeError):
        body(more)


def test_a_bomb_is_never_unpacked_beyond_the_bound() -> None:
    bomb = gzip.compress(b"\0" * 64 * 1024 * 1024)
    tracemalloc.start()
    try:
        with pytest.raises(PayloadTooLargeError):
            body(chunks([bomb]), content_encoding="gzip")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1024 * 1024


@pytest.mark.parametrize("cut", [0, 1])
def test_a_gzip_of_several_members_is_read_to_its_end(cut: int) -> None:
    """RFC 1952 §2.2: a gzip file is a series of members, which `cat a.gz b.gz` makes."""
    members = [gzip.compress(b"INSERT DATA { <s:> <p:> 1 }"), gzip.compress(b"; CLEAR ALL")]
    stream = [b"".join(members)] if cut == 0 else members
    expected = b"INSERT DATA { <s:> <p:> 1 }; CLEAR ALL"
    assert body(chunks(stream), content_encoding="gzip") == expected


def test_data_after_a_gzip_stream_is_bounded_too() -> None:
    arriving = iter(chunks([PACKED, *[b"x" * LIMIT] * 100]))
    taken = 0

    async def receive() -> MutableMapping[str, Any]:
        nonlocal taken
        taken += 1
        return next(arriving)

    headers = [(b"content-encoding", b"gzip")]
    endless = Request({"method": "POST", "path": "/sparql", "headers": headers}, receive)
    with pytest.raises((PayloadTooLargeError, BadRequestError)):
        asyncio.run(endless.body(LIMIT))
    assert taken < 10


def test_a_body_that_does_not_come_is_408(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_exchange, "_BODY_TIMEOUT", 0.01)

    async def never() -> MutableMapping[str, Any]:
        await asyncio.sleep(60)
        raise AssertionError

    waiting = Request({"method": "POST", "path": "/", "headers": []}, never)
    with pytest.raises(RequestError) as caught:
        asyncio.run(waiting.body(LIMIT))
    assert caught.value.status == 408


def test_large_bodies_share_a_memory_and_small_ones_need_none() -> None:
    memory = BodyMemory(100_000)

    async def read(size: int) -> bytes:
        asked = request(chunks([b"x" * size]))
        arriving = Request(asked.scope, asked.receive, memory)
        return await arriving.body(10**6)

    async def scenario() -> None:
        assert len(await read(100_000)) == 100_000
        # What the first one held was given back.
        assert len(await read(100_000)) == 100_000
        with pytest.raises(UnavailableError):
            await read(100_001)
        memory.take(100_000)
        with pytest.raises(UnavailableError):
            await read(70_000)
        assert len(await read(60_000)) == 60_000

    asyncio.run(scenario())
