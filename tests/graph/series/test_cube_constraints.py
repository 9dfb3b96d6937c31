"""The cubes of the series meet the integrity constraints of the RDF Data Cube Vocabulary."""

from pathlib import Path

import pytest
import yaml
from pyoxigraph import DefaultGraph, QuerySolutions, RdfFormat, Store, parse

from districtgraph.graph.rdf.vocabulary import NAMESPACES

CONSTRAINTS: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("cube_constraints.yaml").read_text(encoding="utf-8")
)
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in NAMESPACES.items())
SERIES = "https://w3id.org/districtgraph/id/series/"
POINT = f"<{SERIES}990301/gross-domestic-product/2021/achieved>"
SDMX = """
# https://purl.org/linked-data/sdmx/2009/dimension: what it says of the two that we use.
INSERT DATA { sdmx-dimension:refArea rdfs:range rdfs:Resource .
  sdmx-dimension:refPeriod rdfs:range rdfs:Resource } ;
"""
NORMALISATION = """
INSERT { ?part qb:componentProperty ?property . ?property a qb:DimensionProperty }
WHERE { ?part qb:dimension ?property } ;
INSERT { ?part qb:componentProperty ?property . ?property a qb:MeasureProperty }
WHERE { ?part qb:measure ?property } ;
INSERT { ?part qb:componentProperty ?property . ?property a qb:AttributeProperty }
WHERE { ?part qb:attribute ?property } ;
INSERT { ?observation a qb:Observation } WHERE { ?slice qb:observation ?observation } ;
INSERT { ?slice a qb:Slice } WHERE { ?cube qb:slice ?slice }
"""
BROKEN = {
    "IC-1": f"DELETE WHERE {{ {POINT} qb:dataSet ?cube }}",
    "IC-2": f"DELETE WHERE {{ <{SERIES}levels> qb:structure ?structure }}",
    "IC-4": "DELETE WHERE { sdmx-dimension:refArea rdfs:range ?range }",
    "IC-7": "DELETE WHERE { ?structure qb:sliceKey ?key }",
    "IC-9": "DELETE WHERE { ?slice qb:sliceStructure ?key }",
    "IC-11": f"DELETE WHERE {{ {POINT} dg:ofModality ?modality }}",
    "IC-14": f"DELETE WHERE {{ {POINT} sdmx-measure:obsValue ?value }}",
    "IC-18": f"DELETE WHERE {{ {POINT} qb:dataSet ?cube }}",
    "IC-19": f"INSERT DATA {{ {POINT} dg:pointStatus unit:NUM }}",
}
"""For some constraints, what breaks them."""


@pytest.fixture(scope="module")
def store(series_quads: str) -> Store:
    store = Store()
    quads = parse(series_quads, format=RdfFormat.N_QUADS)
    store.bulk_extend(quad for quad in quads if quad.graph_name == DefaultGraph())
    store.update(PREFIXES + SDMX + NORMALISATION)
    return store


def culprits(store: Store, constraint: str) -> set[str]:
    found = store.query(f"{PREFIXES}SELECT DISTINCT ?culprit WHERE {{ {CONSTRAINTS[constraint]} }}")
    assert isinstance(found, QuerySolutions)
    return {str(row["culprit"]) for row in found}


def test_there_are_cubes_to_check(store: Store) -> None:
    assert len(CONSTRAINTS) >= 15
    found = store.query(f"{PREFIXES}SELECT ?o WHERE {{ ?o a qb:Observation ; qb:dataSet ?cube }}")
    assert isinstance(found, QuerySolutions)
    assert len(list(found)) >= 40


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_nothing_breaks_a_constraint(store: Store, constraint: str) -> None:
    assert culprits(store, constraint) == set()


@pytest.mark.parametrize("constraint", BROKEN)
def test_what_breaks_a_constraint_is_found(store: Store, constraint: str) -> None:
    other = Store()
    other.bulk_extend(store)
    other.update(PREFIXES + BROKEN[constraint])
    assert culprits(other, constraint)
