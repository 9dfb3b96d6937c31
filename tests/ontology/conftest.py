"""The ontology, the schemes and the valid graph, read once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Triple

from districtgraph.ontology import hermit
from districtgraph.ontology.loading import load_ontology, load_schemes, load_turtle

from .warm_reasoner import WarmReasoner, warm_reasoner

Triples = tuple[Triple, ...]


@pytest.fixture(scope="session")
def ontology() -> Triples:
    return load_ontology()


@pytest.fixture(scope="session")
def schemes() -> Triples:
    return load_schemes()


@pytest.fixture(scope="session")
def valid() -> Triples:
    return load_turtle([Path(__file__).with_name("valid.ttl")])


@pytest.fixture(scope="session")
def _reasoner(processes: None) -> Iterator[WarmReasoner]:
    with warm_reasoner() as reasoner:
        yield reasoner


@pytest.fixture
def warm(_reasoner: WarmReasoner, monkeypatch: pytest.MonkeyPatch) -> WarmReasoner:
    """Have one Java process run HermiT for all tests that ask for this."""
    monkeypatch.setattr(hermit, "_start", _reasoner.start)
    return _reasoner
