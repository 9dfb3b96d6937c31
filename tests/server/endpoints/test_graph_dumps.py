"""Dumps of /store: from the engine the first time, from a file afterwards, and always the same."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from tests.server.http_client import HttpClient, Reply
from tests.server.in_process import InProcessClient, whole_application

pytestmark = pytest.mark.usefixtures("processes")

DUMP = "/store?default"
TYPE = "application/n-triples"


@pytest.fixture
def client(processes: None) -> Iterator[InProcessClient]:
    with whole_application(_quads()) as found:
        yield found


def _quads() -> str:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    return "".join(f'<urn:s{n}> <urn:p> "{n}"^^<{integer}> .\n' for n in range(20_000))


def get(client: HttpClient, method: str = "GET", coding: str = "identity", **given: str) -> Reply:
    headers = {name.replace("_", "-"): value for name, value in given.items()}
    return client.send(method, DUMP, {"Accept": TYPE, "Accept-Encoding": coding, **headers})


def files(client: InProcessClient) -> list[Path]:
    folder = client.app.extensions["districtgraph"]["config"].data
    return sorted((folder / "dumps").glob("*"))


def unpacked(reply: Reply) -> bytes:
    coding = reply.headers.get("content-encoding")
    if coding == "zstd":
        return zstandard.ZstdDecompressor().decompressobj().decompress(reply.body)
    return gzip.decompress(reply.body) if coding == "gzip" else reply.body


@pytest.mark.parametrize("first", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize("second", ["identity", "gzip", "zstd"])
def test_a_dump_is_the_same_from_the_engine_and_from_a_file(
    client: InProcessClient, first: str, second: str
) -> None:
    dumped = get(client, coding=first)
    assert files(client)
    again = [get(client, coding=second) for _ in range(3)]
    assert {unpacked(reply) for reply in [dumped, *again]} == {unpacked(dumped)}
    assert unpacked(dumped).count(b"\n") == 20_000
    for reply in again:
        assert reply.status == 200
        assert reply.headers.get("content-encoding", "identity") == second
        assert reply.headers["content-type"] == dumped.headers["content-type"]
    assert len({reply.headers["etag"] for reply in again}) == 1


def test_a_range_of_a_packed_dump_is_sent(client: InProcessClient) -> None:
    get(client, coding="zstd")
    whole = get(client, coding="zstd")
    assert whole.headers["accept-ranges"] == "bytes"
    assert int(whole.headers["content-length"]) == len(whole.body)
    size = len(whole.body)
    part = get(client, coding="zstd", Range="bytes=100-199", If_Range=whole.headers["etag"])
    assert part.status == 206
    assert part.body == whole.body[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{size}"
    rest = get(client, coding="zstd", Range=f"bytes={size - 10}-")
    assert rest.body == whole.body[-10:]


def test_a_weak_tag_permits_no_range(client: InProcessClient) -> None:
    get(client, coding="zstd")
    whole = get(client, coding="zstd")
    tag = whole.headers["etag"]
    asked = get(client, coding="zstd", Range="bytes=0-9", If_Range=f"W/{tag}")
    assert (asked.status, asked.body) == (200, whole.body)
    assert get(client, coding="zstd", Range="bytes=0-9", If_Range=tag).status == 206


def test_a_range_that_is_not_there_is_refused_with_the_size(client: InProcessClient) -> None:
    get(client, coding="gzip")
    get(client, coding="gzip")
    size = len(get(client, coding="gzip").body)
    refused = get(client, coding="gzip", Range=f"bytes={size}-")
    assert refused.status == 416
    assert refused.headers["content-range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-9", "If_Range": '"another"'},
        {"Range": "bytes=0-9,20-29"},
        {"Range": "lines=0-9"},
        {"Range": "bytes=9-0"},
    ],
)
def test_a_range_that_does_not_apply_gets_the_whole_dump(
    client: InProcessClient, headers: dict[str, str]
) -> None:
    get(client, coding="zstd")
    whole = get(client, coding="zstd")
    asked = get(client, coding="zstd", **headers)
    assert (asked.status, asked.body) == (200, whole.body)


def test_a_head_has_the_length_and_no_body(client: InProcessClient) -> None:
    get(client, coding="zstd")
    whole = get(client, coding="zstd")
    head = get(client, "HEAD", coding="zstd")
    assert head.status == 200
    assert head.body == b""
    assert head.headers["content-length"] == str(len(whole.body))


def test_a_client_that_has_the_dump_gets_a_304(client: InProcessClient) -> None:
    first = get(client)
    again = get(client, If_None_Match=first.headers["etag"])
    assert again.status == 304
    get(client)
    assert get(client, If_None_Match=first.headers["etag"]).status == 304
    assert get(client, If_Match='"another"').status == 412


def test_a_write_is_in_the_next_dump_and_the_files_of_before_are_gone(processes: None) -> None:
    with whole_application(_quads(), token="secret") as client:
        before = get(client)
        assert files(client)
        reply = client.send("POST", DUMP, {"Content-Type": TYPE}, b"<urn:new> <urn:p> <urn:o> .\n")
        assert reply.status == 204
        after = get(client)
        assert len(after.body) == len(before.body) + len(b"<urn:new> <urn:p> <urn:o> .\n")
        assert get(client).body == after.body
        assert len(files(client)) == 1


def test_an_operator_who_wants_no_files_gets_none(processes: None) -> None:
    with whole_application(_quads(), dump_size=0) as client:
        assert get(client).body == get(client).body
        assert not files(client)
