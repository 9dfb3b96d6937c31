"""Questions over the whole dataset, whose rows take long to read where it is large."""

import asyncio
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store import generation_cache
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application
from tests.patience import wait_until

ONTOLOGY = "https://w3id.org/districtgraph/ontology#"
DOCUMENTS = ("https://w3id.org/districtgraph/id/document/one", "urn:document:two")
PERSON = {"Accept": "text/html", "Accept-Language": "en"}
_PREFIX = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
ALL = "/queries/numeral-audit"
OF_ONE = f"{ALL}?document={DOCUMENTS[0]}"


def numeral(document: str, number: int) -> str:
    """Return the triples of a numeral in a document."""
    node = f"<{document}/numeral-{number}>"
    return (
        f"{node} a <{ONTOLOGY}Numeral> ; <{ONTOLOGY}asWritten> 'number {number}' ;"
        f" <{ONTOLOGY}startOffset> {number} ; <{ONTOLOGY}ofDocument> <{document}> ."
        f" <{document}> a <{ONTOLOGY}SourceDocument> ; rdfs:label 'a text'@en ."
    )


class LargeStore(MemoryBackend):
    """A store in which no question over the whole dataset ends in time, once it is large."""

    is_large = False
    is_slow = False
    """Whether a question ends in more time than queries have unless they ask for it."""

    def write(self, triples: str) -> None:
        """Add triples, which makes a new version."""
        asyncio.run(self.update(Update(f"{_PREFIX} INSERT DATA {{ {triples} }}"), Asker()))

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        """See `QueryStore`."""
        is_cut = self.is_large or (self.is_slow and query.timeout is None)
        if is_cut and "?numeral" in query.text and DOCUMENTS[0] not in query.text:
            raise UnavailableError("the query was cut at its deadline", 5, "deadline")
        return super().answer(query, output)


@pytest.fixture
def store() -> LargeStore:
    made = LargeStore()
    made.write(" ".join(numeral(document, 1) for document in DOCUMENTS))
    return made


@pytest.fixture
def asked(store: LargeStore, data: Path) -> FlaskClient:
    return pages_application(ServerConfig(data), read_dataset(data), store).test_client()


def with_text(text: str, response: TestResponse) -> TestResponse | None:
    """Return a response that has a text in it."""
    return response if text in response.text else None


def test_rows_of_before_a_write_are_shown_as_such_until_new_ones_are_read(
    store: LargeStore, asked: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "number 1" in asked.get(ALL, headers=PERSON).text
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    store.write(numeral(DOCUMENTS[0], 2))
    first = asked.get(ALL, headers=PERSON).text
    assert "number 2" not in first and "from before" in first
    page = wait_until(lambda: with_text("number 2", asked.get(ALL, headers=PERSON)), "the new row")
    assert "from before" not in page.text


def test_programs_and_questions_about_something_get_the_newest_rows(
    store: LargeStore, asked: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    for address in (f"{ALL}.json", f"{ALL}.csv", OF_ONE):
        assert "number 1" in asked.get(address, headers=PERSON).text
    store.write(numeral(DOCUMENTS[0], 3))
    for address in (f"{ALL}.json", f"{ALL}.csv", f"{OF_ONE}", f"{ALL}?offset=1"):
        assert "number 3" in asked.get(address, headers=PERSON).text


def test_programs_get_rows_of_before_a_write_if_they_accept_them(
    store: LargeStore, asked: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepting = {"Cache-Control": "max-stale"}
    assert "number 1" in asked.get(f"{ALL}.csv", headers=accepting).text
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    store.write(numeral(DOCUMENTS[0], 4))
    for others in ({}, {"Cache-Control": "max-stale=60"}, {"Cache-Control": "no-cache"}):
        assert "number 4" in asked.get(f"{ALL}.srj", headers=others).text
    store.write(numeral(DOCUMENTS[0], 5))
    stale = asked.get(f"{ALL}.csv", headers=accepting)
    assert "number 4" not in stale.text and "number 5" not in stale.text
    assert stale.headers["Cache-Status"] == "districtgraph; hit; detail=stale"
    assert stale.headers["Cache-Control"] == "no-store"
    fresh = wait_until(
        lambda: with_text("number 5", asked.get(f"{ALL}.csv", headers=accepting)), "the new row"
    )
    assert "Cache-Status" not in fresh.headers
    assert fresh.headers["Cache-Control"] == "no-cache"


def test_a_person_can_choose_what_to_ask_about_where_all_takes_too_long(
    store: LargeStore, asked: FlaskClient
) -> None:
    store.is_large = True
    response = asked.get(ALL, headers=PERSON)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Choose a document" in response.text
    assert '<details class="parameters" open>' in response.text
    assert DOCUMENTS[0].rpartition("/id/")[2] in response.text
    assert "number 1" in asked.get(OF_ONE, headers=PERSON).text


def test_what_takes_longer_than_a_query_may_is_read_all_the_same(
    store: LargeStore, asked: FlaskClient
) -> None:
    store.is_slow = True
    assert "number 1" in asked.get(ALL, headers=PERSON).text
    assert asked.get(f"{ALL}.json").status_code == 503


def test_a_program_gets_the_error(store: LargeStore, asked: FlaskClient) -> None:
    store.is_large = True
    response = asked.get(f"{ALL}.json")
    assert response.status_code == 503
    assert response.get_json()["detail"] == "the query was cut at its deadline"
