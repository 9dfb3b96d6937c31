import random
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from districtgraph.ontology.loading import load_ontology
from districtgraph.ontology.materialisation import materialise

DG = "https://w3id.org/districtgraph/ontology#"
EX = "https://example.org/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

DATA = """
@prefix dg: <https://w3id.org/districtgraph/ontology#> .
@prefix ex: <https://example.org/> .
@prefix comparator: <https://w3id.org/districtgraph/id/comparator/> .
@prefix unit: <http://qudt.org/vocab/unit/> .
ex:compound dg:locatedIn ex:district . ex:district dg:locatedIn ex:city . ex:city dg:locatedIn ex:province .
ex:district dg:runs ex:plan . ex:works dg:partOf ex:plan . ex:step dg:partOf ex:works .
ex:step dg:carriedOutIn ex:compound .
ex:claim a dg:Observation ; dg:initiative ex:step ; dg:place ex:district ; dg:period ex:now ;
  dg:comparator comparator:at-least ; dg:unit unit:CCY_CNY ; dg:counts ex:kind .
comparator:at-least a dg:LowerBoundComparator . ex:now a dg:UnresolvedPeriod . ex:kind a dg:CountedKind .
ex:district dg:hasPillarIndustry ex:cars . ex:office a dg:PartyBody .
"""  # noqa: E501


@pytest.fixture(scope="module")
def inferred() -> set[tuple[str, str, str]]:
    return as_names(materialise([*load_ontology(), *data()]))


def data() -> list[Triple]:
    return [quad.triple for quad in parse(DATA.encode(), format=RdfFormat.TURTLE)]


def as_names(triples: tuple[Triple, ...]) -> set[tuple[str, str, str]]:
    names = set()
    for triple in triples:
        assert isinstance(triple.subject, NamedNode)
        assert isinstance(triple.object, NamedNode)
        names.add((triple.subject.value, triple.predicate.value, triple.object.value))
    return names


EXPECTED = [
    ("compound", f"{DG}locatedIn", f"{EX}province"),
    ("province", f"{DG}contains", f"{EX}compound"),
    ("step", f"{DG}partOf", f"{EX}plan"),
    ("plan", f"{DG}hasPart", f"{EX}step"),
    ("plan", f"{DG}runBy", f"{EX}district"),
    ("district", f"{DG}runsThroughParts", f"{EX}step"),
    ("claim", f"{DG}concernsInitiative", f"{EX}plan"),
    ("claim", f"{DG}concernsPlace", f"{EX}compound"),
    ("claim", f"{DG}concernsPlace", f"{EX}province"),
    ("city", f"{DG}hasClaim", f"{EX}claim"),
    ("claim", TYPE, f"{DG}LowerBoundClaim"),
    ("claim", TYPE, f"{DG}UnresolvedFigure"),
    ("claim", TYPE, f"{DG}MonetaryClaim"),
    ("claim", TYPE, f"{DG}CountClaim"),
    ("claim", TYPE, f"{DG}Claim"),
    ("district", f"{DG}hasIndustry", f"{EX}cars"),
    ("office", TYPE, "http://www.w3.org/ns/org#Organization"),
    ("office", TYPE, f"{DG}Actor"),
]


@pytest.mark.parametrize(("subject", "property_", "value"), EXPECTED)
def test_the_inferences_that_clients_need_are_drawn(
    inferred: set[tuple[str, str, str]], subject: str, property_: str, value: str
) -> None:
    assert (EX + subject, property_, value) in inferred


def test_there_is_no_noise(inferred: set[tuple[str, str, str]]) -> None:
    assert not [t for t in inferred if t[2].startswith("http://www.w3.org/2002/07/owl#")]
    assert not [t for t in inferred if t[1] == "http://www.w3.org/2002/07/owl#sameAs"]
    assert not [t for t in inferred if t[0].startswith(DG)]


def test_order_does_not_matter_and_nothing_is_left_to_infer() -> None:
    given = [*load_ontology(), *data()]
    first = materialise(given)
    shuffled = list(given)
    random.Random(7).shuffle(shuffled)
    assert materialise(shuffled) == first
    assert materialise([*given, *first]) == ()


def test_imports_run_one_way() -> None:
    root = Path(__file__).parent.parent.parent
    above = {"ontology": ("graph", "server", "queries"), "graph": ("server", "queries")}
    read = 0
    for folder, forbidden in above.items():
        for path in (root / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            read += 1
            for name in forbidden:
                assert f"districtgraph.{name}" not in text.replace("``", ""), path
    assert read >= 30
