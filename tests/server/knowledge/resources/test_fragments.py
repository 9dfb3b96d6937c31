"""Documents of fragments alone are found by a search that nobody waits for in a large store."""

import asyncio

import pytest

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.http.media_types import Format
from districtgraph.server.knowledge.resources import fragments
from districtgraph.server.knowledge.resources.fragments import fragments_of
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store import generation_cache
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

BASE = "https://w3id.org/districtgraph/"
CARD = f"{BASE}id/card"
ME = f"<{CARD}#me> <urn:p> 'only a fragment' ."


class WatchedStore(MemoryBackend):
    """Records the deadlines of its searches, which a large one does not keep."""

    def __init__(self, *, is_large: bool = False) -> None:
        super().__init__()
        self.is_large = is_large
        self.deadlines: list[float | None] = []

    def write(self, triples: str) -> None:
        """Add triples, which makes a new version."""
        asyncio.run(self.update(Update(f"INSERT DATA {{ {triples} }}"), Asker()))

    def answer(self, query: QueryOperation, output: Format) -> bytes:
        """See `QueryStore`."""
        self.deadlines.append(query.timeout)
        if self.is_large:
            raise UnavailableError("the query was cut at its deadline", 5, "deadline")
        return super().answer(query, output)


def test_a_document_of_fragments_alone_is_found() -> None:
    store = WatchedStore()
    store.write(f"{ME} <{BASE}id/whole> <urn:p> 1 . <{BASE}id/whole#part> <urn:p> 2 .")
    reader = StoreReader(store)
    assert fragments_of(reader, CARD) == (f"{CARD}#me",)
    assert fragments_of(reader, f"{BASE}id/whole") == ()
    assert fragments_of(reader, "urn:elsewhere") == ()


def test_a_large_store_is_searched_for_a_moment_only() -> None:
    store = WatchedStore(is_large=True)
    assert fragments_of(StoreReader(store), CARD) == ()
    assert store.deadlines == [fragments._SECONDS]
    assert fragments._SECONDS <= 2


@pytest.mark.parametrize(
    ("written", "is_seen"),
    [
        (ME, True),
        (f"<{BASE}id/other> <urn:p> 1 .", False),
        (f"<{BASE}ontology#Term> <urn:p> 1 .", False),
    ],
)
def test_only_a_write_of_a_fragment_makes_readers_wait_for_another_search(
    monkeypatch: pytest.MonkeyPatch, written: str, *, is_seen: bool
) -> None:
    monkeypatch.setattr(generation_cache, "_QUICK", -1.0)
    # No search is repeated meanwhile, which would be seen by chance.
    monkeypatch.setattr(generation_cache, "_PAUSE", 1e9)
    store = WatchedStore()
    reader = StoreReader(store)
    assert fragments_of(reader, CARD) == ()
    store.write(f"{written} <urn:unrelated> <urn:p> 2 .")
    fragments_of(reader, CARD)
    assert len(store.deadlines) == 1 + is_seen
    assert bool(fragments_of(reader, CARD)) is is_seen
