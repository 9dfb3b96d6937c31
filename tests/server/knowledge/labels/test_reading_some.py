"""What a write changed is read for the index of names, and not the store around it."""

import time
from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from districtgraph.server.knowledge.figures.figure_tables import read_digested
from districtgraph.server.knowledge.labels.labelled import read_labelled
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.store.store_reader import StoreReader

_CLAIMS = 20_000
_SOME = [f"x:claim{number}" for number in range(400)]
_TRIES = 5
_SHARE = 10
"""What some things cost must be less than this fraction (1/10) of what all cost."""
_DG = "https://w3id.org/districtgraph/ontology#"
_CLAIM = (
    "<x:claim{n}> a dg:Observation ; rdfs:label 'claim {n}'@en ; dg:evidence <x:words{n}> ; "
    "dg:indicator <x:indicator{m}> ; dg:place <x:place{m}> ; dg:value {n} . "
    "<x:words{n}> oa:hasSelector <x:quote{n}> . <x:quote{n}> oa:exact 'words {n}' ."
)
_PREFIXES = (
    f"PREFIX dg: <{_DG}> PREFIX oa: <http://www.w3.org/ns/oa#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)

pytestmark = pytest.mark.usefixtures("patience")


@pytest.fixture(scope="module")
def store() -> StoreReader:
    claims = "\n".join(_CLAIM.format(n=number, m=number % 100) for number in range(_CLAIMS))
    quads = parse(f"{_PREFIXES}{claims}", format=RdfFormat.TURTLE)
    lines = serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    return StoreReader(MemoryBackend(lines.decode()))


def quickest(read: Callable[[], object]) -> float:
    """Return the processor seconds of the quickest of some tries."""
    found = []
    for _ in range(_TRIES):
        began = time.process_time()
        read()
        found.append(time.process_time() - began)
    return min(found)


def test_names_and_words_of_some_things_cost_little(store: StoreReader) -> None:
    whole = quickest(lambda: read_labelled(store))
    some = quickest(lambda: read_labelled(store, _SOME))
    assert len(read_labelled(store, _SOME)) == len(_SOME)
    assert some < whole / _SHARE


def test_figures_of_some_claims_cost_little(store: StoreReader) -> None:
    whole = quickest(lambda: list(read_digested(store)))
    some = quickest(lambda: list(read_digested(store, _SOME)))
    assert len(list(read_digested(store, _SOME))) == len(_SOME)
    assert some < whole / _SHARE
