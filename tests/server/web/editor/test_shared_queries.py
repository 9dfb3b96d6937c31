"""Links to queries: the files behind them, and the routes."""

import hashlib
import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import BadRequestError, PayloadTooLargeError, UnavailableError
from districtgraph.server.store.built_dataset import no_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from districtgraph.server.web.shared_queries import MOST_BYTES, SharedQueries
from tests.server.http_client import HttpClient

DAY = 24 * 3600
QUERY = '# 养老\nSELECT * WHERE { ?s ?p "养老"@zh }\n'
SPARQL = {"Content-Type": "application/sparql-query"}


@pytest.fixture
def stored(tmp_path: Path) -> SharedQueries:
    return SharedQueries(tmp_path / "stored", 10)


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    config = ServerConfig(tmp_path, shared_queries=3)
    return pages_application(config, no_dataset(tmp_path), MemoryBackend("")).test_client()


def test_a_query_is_named_by_its_hash_and_stored_once(stored: SharedQueries) -> None:
    first, second = stored.store(QUERY), stored.store(QUERY)
    assert first.name == hashlib.sha256(QUERY.encode()).hexdigest()[:12]
    assert (first.new, second.new, second.name) == (True, False, first.name)
    assert stored.text(first.name) == QUERY
    assert [path.name for path in stored.folder.iterdir()] == [f"{first.name}.rq"]


@example("a\r\nb\rc")
@given(st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8"), max_size=200))
def test_any_stored_text_comes_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, words: str
) -> None:
    stored = SharedQueries(tmp_path_factory.mktemp("stored"), 1)
    text = f"ASK {{ ?s ?p ?o }} #{words}"
    assert stored.text(stored.store(text).name) == text


def test_another_text_of_the_same_name_gets_a_longer_one(stored: SharedQueries) -> None:
    digest = hashlib.sha256(QUERY.encode()).hexdigest()
    stored.folder.mkdir()
    (stored.folder / f"{digest[:12]}.rq").write_text("ASK {}", encoding="utf-8")
    assert stored.store(QUERY).name == digest[:16]
    assert stored.text(digest[:12]) == "ASK {}"


def test_a_full_folder_takes_no_more_and_gives_up_nothing(tmp_path: Path) -> None:
    stored = SharedQueries(tmp_path, 2)
    names = [stored.store(f"ASK {{ ?s ?p {number} }}").name for number in range(2)]
    with pytest.raises(UnavailableError):
        stored.store("ASK { ?s ?p 3 }")
    assert not stored.store("ASK { ?s ?p 1 }").new
    assert all(stored.text(name) for name in names)


class Clock:
    def __init__(self) -> None:
        self.now = 1e9

    def __call__(self) -> float:
        return self.now


def test_when_it_is_full_the_longest_unused_goes(tmp_path: Path) -> None:
    clock = Clock()
    stored = SharedQueries(tmp_path, 3, clock)
    names = []
    for number in range(3):
        names.append(stored.store(f"ASK {{ ?s ?p {number} }}").name)
        clock.now += 10
    assert stored.opened(names[0])
    clock.now += DAY + 1
    new = stored.store("ASK { ?s ?p 3 }").name
    assert [bool(stored.text(name)) for name in [*names, new]] == [True, False, True, True]
    newer = stored.store("ASK { ?s ?p 4 }").name
    # An opened query stays longer, and a new one for its day.
    with pytest.raises(UnavailableError):
        stored.store("ASK { ?s ?p 5 }")
    clock.now += 2 * DAY
    stored.store("ASK { ?s ?p 6 }")
    stored.store("ASK { ?s ?p 7 }")
    assert [bool(stored.text(name)) for name in (names[0], new, newer)] == [True, False, False]
    clock.now += 40 * DAY
    stored.store("ASK { ?s ?p 8 }")
    assert stored.text(names[0]) is not None
    assert len(list(tmp_path.iterdir())) == 3


def test_opening_touches_once_a_day(stored: SharedQueries) -> None:
    name = stored.store(QUERY).name
    file = stored.folder / f"{name}.rq"
    before = file.stat().st_mtime_ns
    assert stored.opened(name) == QUERY
    after = file.stat().st_mtime_ns
    assert after > before
    assert stored.opened(name) == QUERY
    assert file.stat().st_mtime_ns == after
    assert stored.opened("0" * 12) is None


def test_a_query_is_stored_without_counting_the_others(
    stored: SharedQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored.store(QUERY)
    monkeypatch.setattr(Path, "glob", None)
    assert stored.store("ASK {}").new


def test_a_full_folder_is_not_looked_through_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = SharedQueries(tmp_path, 1)
    stored.store(QUERY)
    for _ in range(2):
        with pytest.raises(UnavailableError):
            stored.store("ASK {}")
        monkeypatch.setattr(Path, "glob", None)


def test_only_the_leftovers_of_killed_processes_are_removed(tmp_path: Path) -> None:
    old = [tmp_path / "tmpabcd_123", tmp_path / "tmp00000000"]
    others = [tmp_path / "tmp-of-others", tmp_path / "tmpzzzzzzzz", tmp_path / "tmpqqqqqqqq"]
    for folder in (*old, *others):
        folder.mkdir()
    (old[0] / ("0" * 12)).write_text("ASK")
    (others[1] / "of-somebody.txt").write_text("mine")
    for folder in (*old, *others[:2]):
        os.utime(folder, (1e9, 1e9))
    SharedQueries(tmp_path, 5).store(QUERY)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {p.name for p in others}


def test_one_client_can_store_only_so_many_and_leaves_room_for_others(tmp_path: Path) -> None:
    config = ServerConfig(tmp_path, trusted_hops=1)
    client = pages_application(config, no_dataset(tmp_path), MemoryBackend("")).test_client()

    def keep(number: int, address: str) -> TestResponse:
        forwarded = {"X-Forwarded-For": f"{number}.1.1.1, {address}"}
        return client.post("/q", data=f"ASK {{?s ?p {number}}}", headers={**SPARQL, **forwarded})

    assert {keep(number, "192.0.2.1").status_code for number in range(10)} == {201}
    refused = keep(11, "192.0.2.1")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert keep(12, "192.0.2.2").status_code == 201
    assert keep(13, "2001:db8::1").status_code == 201


@pytest.mark.parametrize("text", ["", "   ", "hello", "# SELECT", "ASK {\0}", "DROP ALL"])
def test_a_text_that_is_no_query_is_not_stored(stored: SharedQueries, text: str) -> None:
    with pytest.raises(BadRequestError):
        stored.store(text)
    assert not stored.folder.exists()


def test_a_text_that_is_too_long_is_not_stored(stored: SharedQueries) -> None:
    stored.store("ASK {} #".ljust(MOST_BYTES, "x"))
    with pytest.raises(PayloadTooLargeError):
        stored.store("ASK {} #" + "区" * (MOST_BYTES // 3))


@pytest.mark.parametrize(
    "name", ["", "..", "../etc/passwd", "A" * 12, "0" * 11, "0" * 65, "x" * 12]
)
def test_a_malformed_name_leads_to_no_query(stored: SharedQueries, name: str) -> None:
    assert stored.text(name) is None


def test_a_folder_that_cannot_be_created_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnavailableError, match="cannot store"):
        SharedQueries(tmp_path / "file" / "stored", 1).store(QUERY)


def test_a_client_gets_the_link_that_opens_the_query(client: FlaskClient) -> None:
    response = client.post("/q", data=QUERY.encode(), headers=SPARQL)
    assert response.status_code == 201
    link = response.get_json()["link"]
    assert response.headers["Location"] == link
    assert client.post("/q", data=QUERY.encode(), headers=SPARQL).status_code == 200
    page = client.get(link)
    assert "?p &#34;养老&#34;@zh" in page.get_data(as_text=True)
    assert page.headers["X-Robots-Tag"] == "noindex"
    plain = client.get(f"{link}.rq")
    assert plain.content_type == "application/sparql-query"
    assert plain.get_data(as_text=True) == QUERY


def test_the_form_leads_to_the_query_with_its_line_ends_as_they_were(client: FlaskClient) -> None:
    response = client.post("/q", data={"query": QUERY.replace("\n", "\r\n")})
    assert response.status_code == 303
    name = hashlib.sha256(QUERY.encode()).hexdigest()[:12]
    assert response.headers["Location"] == f"/q/{name}"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"ASK {}", {"Content-Type": "text/plain"}, 415),
        (b"ASK {} #\xff", SPARQL, 400),
        (b"hello", SPARQL, 400),
        (b"ASK {} #" + b"x" * MOST_BYTES, SPARQL, 413),
        (b"x" * MOST_BYTES * 4, SPARQL, 413),
        (b"ASK {}", {**SPARQL, "Sec-Fetch-Site": "cross-site"}, 403),
        (b"ASK {}", {**SPARQL, "Sec-Fetch-Site": "same-origin"}, 201),
    ],
)
def test_a_refused_query_has_its_status(
    client: FlaskClient, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert client.post("/q", data=body, headers=headers).status_code == status


def test_a_full_server_says_when_to_come_back(client: FlaskClient) -> None:
    for number in range(3):
        client.post("/q", data=f"ASK {{ ?s ?p {number} }}", headers=SPARQL)
    response = client.post("/q", data="ASK {}", headers=SPARQL)
    assert response.status_code == 503


@pytest.mark.parametrize("path", ["/q/000000000000", "/q/000000000000.rq", "/q/x", "/q/..%2Fx"])
def test_an_unknown_link_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("config", "folder"),
    [
        (ServerConfig(Path("data")), Path("data/shared-queries")),
        (ServerConfig(Path("data"), Path("store")), Path("store/shared-queries")),
        (ServerConfig(Path("data"), shared_queries_folder="there"), Path("there")),
    ],
)
def test_the_folder_is_beside_what_is_served_or_where_it_is_set(
    config: ServerConfig, folder: Path
) -> None:
    assert SharedQueries.of(config).folder == folder


def test_a_running_server_takes_the_body(address: str) -> None:
    response = HttpClient(address).send("POST", "/q", SPARQL, QUERY.encode())
    assert response.status in (200, 201)
    assert HttpClient(address).get(response.json()["link"] + ".rq").text == QUERY
