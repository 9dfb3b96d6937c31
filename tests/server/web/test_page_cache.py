"""A page is made once in a generation of the store, for all who ask for the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Response

from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.outdated_reads import note_outdated_read
from districtgraph.server.store.store_reader import BackendStore, StoreReader
from districtgraph.server.web.page_cache import cached_page
from tests.patience import wait_until
from tests.server.in_process import InProcessClient, whole_application

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_BASE = "https://w3id.org/districtgraph"
_DISTRICT = f"<{_BASE}/id/place/210104>"
_QUADS = (
    f"{_DISTRICT} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    f"<{_BASE}/ontology#District> .\n"
    f'{_DISTRICT} <{_LABEL}> "大东区"@zh .\n{_DISTRICT} <{_LABEL}> "Dadong"@en .\n'
)
_TOKEN = "secret-secret-secret-secret"
_RESOURCE = "/id/place/210104.html"
"""A page that is made of queries whose answers nothing else caches."""
_PATHS = (
    "/", "/browse", "/browse/District", "/compare", "/source", "/sitemap.xml", "/queries",
    "/queries/industries", "/queries/industries.json", "/id/place/210104.html",
    "/id/place/210104.ttl",
)  # fmt: skip
_ENGLISH = {"Accept-Language": "en", "Accept": "*/*"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the queries that pages ask."""
    queries: list[str] = []
    answer, pieces = BackendStore.answer, BackendStore.pieces

    def answered(store: BackendStore, query: QueryOperation, output: Format) -> bytes:
        queries.append(query.text)
        return answer(store, query, output)

    def in_pieces(store: BackendStore, query: QueryOperation, output: Format) -> Iterator[bytes]:
        queries.append(query.text)
        return pieces(store, query, output)

    monkeypatch.setattr(BackendStore, "answer", answered)
    monkeypatch.setattr(BackendStore, "pieces", in_pieces)
    return queries


@pytest.fixture
def client() -> Iterator[InProcessClient]:
    """Of an application whose index of names has been made, so that no page is provisional."""
    with whole_application(_QUADS, token=_TOKEN) as found:
        make_index(found)
        yield found
        # What was written is being read for the index, and needs the application.
        make_index(found)


def make_index(client: InProcessClient) -> None:
    """Wait until the index has the names that the store has now."""
    labels = client.app.extensions["districtgraph"]["labels"]
    wait_until(lambda: labels.is_current(labels.current()), "the index")


def write(client: InProcessClient, quad: str) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    update = f"INSERT DATA {{ {quad} }}".encode()
    assert client.send("POST", "/sparql", headers, update).status == 204


@pytest.mark.parametrize("wanted", ["*/*", "text/*", "text/turtle", "ttl", "html"])
def test_the_second_reader_may_ask_for_the_same_format(
    client: InProcessClient, wanted: str
) -> None:
    address = f"/browse?format={wanted}"
    assert [client.get(address, "text/html").status for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize("path", _PATHS)
def test_the_second_reader_gets_the_page_of_the_first(
    client: InProcessClient, asked: list[str], path: str
) -> None:
    first = client.send("GET", path, _ENGLISH)
    assert first.status == 200, first.body
    asked.clear()
    second = client.send("GET", path, _ENGLISH)
    assert asked == []
    assert (second.status, second.body) == (200, first.body)
    assert second.lasting_headers == first.lasting_headers
    assert client.send("HEAD", path, _ENGLISH).lasting_headers == first.lasting_headers
    condition = {**_ENGLISH, "If-None-Match": first.headers["etag"]}
    assert client.send("GET", path, condition).status == 304
    assert asked == []


@pytest.mark.parametrize("path", sorted({*_PATHS} - {"/queries"}))
def test_after_a_write_a_page_is_made_anew(
    client: InProcessClient, asked: list[str], path: str
) -> None:
    client.send("GET", path, _ENGLISH)
    write(client, f'{_DISTRICT} <{_LABEL}> "Dadong District"@en-GB .')
    asked.clear()
    client.send("GET", path, _ENGLISH)
    assert asked


def test_what_was_written_is_on_the_page(client: InProcessClient) -> None:
    assert b"Altered" not in client.send("GET", _RESOURCE, _ENGLISH).body
    write(client, f'{_DISTRICT} <{_LABEL}> "Altered"@en .')
    assert b"Altered" in client.send("GET", _RESOURCE, _ENGLISH).body


@pytest.mark.parametrize(
    "other",
    [{"Accept-Language": "zh"}, {"Cookie": "language=zh"}, {"Accept": "text/turtle"}],
    ids=lambda header: next(iter(header)),
)
def test_who_accepts_something_else_gets_something_else(
    client: InProcessClient, other: dict[str, str]
) -> None:
    path = "/queries/industries" if "Accept" in other else "/"
    given = _ENGLISH if "Accept" not in other else {**_ENGLISH, "Accept": "text/html"}
    first = client.send("GET", path, given)
    other = {"Accept": "application/json"} if "Accept" in other else other
    second = client.send("GET", path, {**given, **other})
    assert second.status == first.status == 200
    assert second.body != first.body
    assert client.send("GET", path, given).body == first.body


def test_a_page_that_sets_a_cookie_is_not_cached(client: InProcessClient, asked: list[str]) -> None:
    assert "set-cookie" in client.send("GET", f"{_RESOURCE}?lang=en").headers
    asked.clear()
    client.send("GET", f"{_RESOURCE}?lang=en")
    assert asked


def test_a_page_with_something_out_of_date_is_not_cached(
    client: InProcessClient, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = StoreReader.rows

    def outdated(*given: Any, **named: Any) -> Any:
        note_outdated_read()
        return rows(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(StoreReader, "rows", outdated)
        client.send("GET", _RESOURCE, _ENGLISH)
    asked.clear()
    client.send("GET", _RESOURCE, _ENGLISH)
    assert asked


def test_a_page_during_which_something_was_written_is_not_cached(
    client: InProcessClient, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = StoreReader.rows

    def changed(*given: Any, **named: Any) -> Any:
        patch.undo()
        found = rows(*given, **named)
        write(client, f'{_DISTRICT} <{_LABEL}> "While it was made"@en-GB .')
        return found

    with monkeypatch.context() as patch:
        patch.setattr(StoreReader, "rows", changed)
        client.send("GET", _RESOURCE, _ENGLISH)
    asked.clear()
    client.send("GET", _RESOURCE, _ENGLISH)
    assert asked


def test_what_is_missing_is_not_cached(client: InProcessClient, asked: list[str]) -> None:
    for _ in range(2):
        asked.clear()
        assert client.send("GET", "/district/999999", _ENGLISH).status == 404
        assert asked


def test_an_address_of_any_length_is_answered(client: InProcessClient, asked: list[str]) -> None:
    for _ in range(2):
        asked.clear()
        assert client.send("GET", f"{_RESOURCE}?{'a' * 5000}", _ENGLISH).status == 200
        assert asked


def test_headers_of_a_cached_page_keep_their_characters() -> None:
    """HTTP's headers are Latin-1: read as UTF-8 they fail, or are others."""
    made: list[str] = []

    def view() -> Response:
        made.append("made")
        return Response("page", headers={"X-Name": "Café Â© ÿ"})

    with whole_application(_QUADS) as client:
        client.app.add_url_rule("/latin", view_func=cached_page(view))
        first, second = (client.send("GET", "/latin", _ENGLISH) for _ in range(2))
    assert made == ["made"]
    assert first.headers["x-name"] == "Café Â© ÿ"
    assert second.lasting_headers == first.lasting_headers


def test_without_a_cache_each_page_is_made(asked: list[str]) -> None:
    with whole_application(_QUADS, cache_size=0) as client:
        for _ in range(2):
            asked.clear()
            client.send("GET", _RESOURCE, _ENGLISH)
            assert asked
