"""Conditions of requests for pages, documents and files (RFC 9110 §13, §14.2)."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.http import http_date

PAGE, FILE, DOWNLOAD = "/?lang=en", "/static/style.css", "/download/dataset.nq"
EVERYTHING = [PAGE, FILE, DOWNLOAD, "/queries.json", "/context.jsonld", "/robots.txt"]
STRONG = [FILE, DOWNLOAD]


def answer(pages: FlaskClient, path: str, **conditions: str) -> tuple[int, bytes]:
    headers = {name.replace("_", "-"): value for name, value in conditions.items()}
    with pages.get(path, headers=headers) as response:
        return response.status_code, response.data


def tag(pages: FlaskClient, path: str) -> str:
    with pages.get(path) as response:
        return response.headers["ETag"]


@pytest.mark.parametrize("path", EVERYTHING)
def test_what_is_there_matches_any_tag(pages: FlaskClient, path: str) -> None:
    assert answer(pages, path, If_Match="*")[0] == 200
    assert answer(pages, path, If_None_Match="*") == (304, b"")
    assert answer(pages, path, If_Match="*", If_None_Match='"other"')[0] == 200


@pytest.mark.parametrize("path", EVERYTHING)
def test_another_tag_than_demanded_is_refused_without_the_content(
    pages: FlaskClient, path: str
) -> None:
    with pages.get(path, headers={"If-Match": '"other"'}) as response:
        assert (response.status_code, response.mimetype) == (412, "application/problem+json")
        assert response.get_json()["title"] == "Precondition Failed"
        assert int(response.headers["Content-Length"]) == len(response.data)
        assert "ETag" not in response.headers


@pytest.mark.parametrize("path", EVERYTHING)
def test_if_none_match_is_evaluated_after_if_match(pages: FlaskClient, path: str) -> None:
    known = tag(pages, path)
    assert answer(pages, path, If_Match="*", If_None_Match=known) == (304, b"")
    assert answer(pages, path, If_Match='"other"', If_None_Match=known)[0] == 412


@pytest.mark.parametrize("path", STRONG)
def test_the_tag_itself_holds_by_strong_comparison(pages: FlaskClient, path: str) -> None:
    known = tag(pages, path)
    assert answer(pages, path, If_Match=f'"other", {known}')[0] == 200
    assert answer(pages, path, If_Match=f"W/{known}")[0] == 412
    assert answer(pages, path, If_Match=known, If_None_Match=f"W/{known}") == (304, b"")


def test_a_weak_tag_never_matches_strongly(pages: FlaskClient) -> None:
    known = tag(pages, PAGE)
    assert known.startswith("W/")
    assert answer(pages, PAGE, If_Match=known)[0] == 412
    assert answer(pages, PAGE, If_Match=known.removeprefix("W/"))[0] == 412


@pytest.mark.parametrize("path", STRONG)
def test_a_file_that_is_newer_than_demanded_is_refused(pages: FlaskClient, path: str) -> None:
    with pages.get(path) as response:
        modified = response.last_modified
    assert modified is not None
    before, after = (http_date(modified + timedelta(seconds=s)) for s in (-60, 60))
    assert answer(pages, path, If_Unmodified_Since=before)[0] == 412
    assert answer(pages, path, If_Unmodified_Since=after)[0] == 200
    assert answer(pages, path, If_Unmodified_Since=http_date(modified))[0] == 200
    assert answer(pages, path, If_Unmodified_Since="yesterday")[0] == 200
    # A tag counts more than a date.
    assert answer(pages, path, If_Match="*", If_Unmodified_Since=before)[0] == 200
    assert answer(pages, path, If_Modified_Since=after) == (304, b"")
    assert answer(pages, path, If_Modified_Since=after, If_None_Match='"other"')[0] == 200


def test_the_conditions_are_evaluated_before_the_range(pages: FlaskClient) -> None:
    known, part = tag(pages, DOWNLOAD), "bytes=0-3"
    whole = answer(pages, DOWNLOAD)[1]
    assert answer(pages, DOWNLOAD, Range=part) == (206, whole[:4])
    assert answer(pages, DOWNLOAD, Range=part, If_Match=known) == (206, whole[:4])
    assert answer(pages, DOWNLOAD, Range=part, If_None_Match=known) == (304, b"")
    assert answer(pages, DOWNLOAD, Range=part, If_Match='"other"')[0] == 412
    assert answer(pages, DOWNLOAD, Range=part, If_Range=known) == (206, whole[:4])
    assert answer(pages, DOWNLOAD, Range=part, If_Range='"other"') == (200, whole)


def test_a_weak_tag_permits_no_range(pages: FlaskClient) -> None:
    known = tag(pages, DOWNLOAD)
    assert answer(pages, DOWNLOAD, Range="bytes=0-3", If_Range=f"W/{known}")[0] == 200


def test_a_range_behind_the_end_is_refused_with_the_size(pages: FlaskClient) -> None:
    size = len(answer(pages, DOWNLOAD)[1])
    with pages.get(DOWNLOAD, headers={"Range": f"bytes={size}-"}) as response:
        assert response.status_code == 416
        assert response.headers["Content-Range"] == f"bytes */{size}"


def test_a_small_page_is_packed_for_who_takes_no_other(pages: FlaskClient) -> None:
    with pages.get("/robots.txt", headers={"Accept-Encoding": "gzip, *;q=0"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("ranges", ["lines=0-3", "bytes=0-1,3-4", "bytes=x", "bytes", "0-3"])
def test_a_range_that_is_not_one_of_bytes_is_ignored(pages: FlaskClient, ranges: str) -> None:
    assert answer(pages, DOWNLOAD, Range=ranges) == answer(pages, DOWNLOAD)


def test_what_is_not_there_stays_missing_whatever_the_condition(pages: FlaskClient) -> None:
    for condition in ({"If_Match": "*"}, {"If_Match": '"x"'}, {"If_None_Match": "*"}):
        assert answer(pages, "/nothing", **condition)[0] == 404


def test_a_304_varies_as_the_content_does(pages: FlaskClient) -> None:
    for path in (PAGE, FILE):
        with pages.get(path, headers={"If-None-Match": "*"}) as response:
            assert response.status_code == 304
            assert "accept-encoding" in response.vary.as_set()
