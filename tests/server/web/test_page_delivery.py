"""Pages and their files are packed, have ETags, and are cached by clients."""

import zlib

import pytest
import zstandard
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

ENGLISH = {"Accept-Language": "en"}


def unpacked(response: Response) -> bytes:
    coding = response.headers["Content-Encoding"]
    if coding == "zstd":
        return zstandard.ZstdDecompressor().decompressobj().decompress(response.data)
    return zlib.decompress(response.data, wbits=31)


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
@pytest.mark.parametrize("path", ["/?lang=en", "/static/style.css"])
def test_a_text_is_packed_as_the_client_accepts(pages: FlaskClient, path: str, coding: str) -> None:
    with pages.get(path) as plain, pages.get(path, headers={"Accept-Encoding": coding}) as sent:
        assert "Content-Encoding" not in plain.headers
        assert sent.headers["Content-Encoding"] == coding
        assert unpacked(sent) == plain.data
        assert len(sent.data) < len(plain.data) / 2
        assert int(sent.headers["Content-Length"]) == len(sent.data)
        for response in (plain, sent):
            assert "accept-encoding" in response.vary.as_set()


@pytest.mark.parametrize("path", ["/?lang=en", "/static/style.css"])
def test_a_client_that_has_the_content_in_any_coding_gets_a_304(
    pages: FlaskClient, path: str
) -> None:
    with pages.get(path, headers={"Accept-Encoding": "gzip"}) as first:
        condition = {"If-None-Match": first.headers["ETag"]}
        assert first.headers["Cache-Control"] == "no-cache"
    for coding in ("gzip", "zstd", "identity"):
        with pages.get(path, headers=condition | {"Accept-Encoding": coding}) as again:
            assert (again.status_code, again.data) == (304, b"")
            assert "Content-Encoding" not in again.headers


def test_another_language_is_another_page(pages: FlaskClient) -> None:
    tags = {pages.get(f"/?lang={language}").headers["ETag"] for language in ("zh", "en")}
    assert len(tags) == 2
    assert all(tag.startswith('W/"') for tag in tags)


def test_the_tag_of_a_packed_file_is_weak_and_no_parts_of_it_are_offered(
    pages: FlaskClient,
) -> None:
    with pages.get("/static/style.css", headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["ETag"].startswith('W/"')
        assert "Accept-Ranges" not in response.headers


def test_a_part_of_a_file_is_sent_as_it_is(pages: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip", "Range": "bytes=0-9"}
    with pages.get("/static/style.css", headers=headers) as response:
        assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("path", ["/nothing", "/download/dataset.nq"])
def test_errors_and_streams_are_left_as_they_are(pages: FlaskClient, path: str) -> None:
    with pages.get(path, headers={"Accept-Encoding": "gzip"}) as response:
        assert "Content-Encoding" not in response.headers


def test_head_has_the_headers_of_get(pages: FlaskClient) -> None:
    headers = ENGLISH | {"Accept-Encoding": "gzip"}
    got, head = pages.get("/", headers=headers), pages.head("/", headers=headers)
    assert head.data == b""
    for name in ("ETag", "Content-Encoding", "Content-Length"):
        assert head.headers[name] == got.headers[name]
