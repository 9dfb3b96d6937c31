"""What series consist of has no label, and is named by place, indicator and period."""

import pytest
from pyoxigraph import NamedNode

from districtgraph.server.core.addresses import Addresses
from districtgraph.server.knowledge.entity.names import Names, read_names
from districtgraph.server.knowledge.entity.short_names import ShortNames
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

BASE = "https://w3id.org/districtgraph/"
KINDS = ("Point", "StatedGrowth", "ComputedGrowth", "Conflict", "TargetOutcome")


@pytest.fixture(scope="module")
def store(series_quads: str) -> StoreReader:
    return StoreReader(MemoryBackend(series_quads))


def individuals(store: StoreReader, kind: str) -> list[str]:
    query = "SELECT ?thing WHERE { ?thing a $kind }"
    return [
        row["thing"].value for row in store.rows(query, kind=NamedNode(f"{BASE}ontology#{kind}"))
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_of_a_series_is_named_and_each_name_is_of_one_thing(
    store: StoreReader, language: str
) -> None:
    iris = {kind: individuals(store, kind) for kind in KINDS}
    assert all(iris.values()), iris
    names = Names(language, Addresses(BASE, "http://127.0.0.1"), ShortNames(BASE))
    found = read_names(store, [iri for of_kind in iris.values() for iri in of_kind], names)
    for kind, of_kind in iris.items():
        shown = {iri: found.of(iri) for iri in of_kind}
        assert {name.language for name in shown.values()} == {language}
        assert not any("series/" in name.text for name in shown.values())
        if kind != "Conflict":
            assert len({name.text for name in shown.values()}) == len(shown), kind
