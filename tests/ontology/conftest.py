"""The ontology, the schemes and the valid graph, read once."""

from pathlib import Path

import pytest
from pyoxigraph import Triple

from districtgraph.ontology.loading import load_ontology, load_schemes, load_turtle

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
