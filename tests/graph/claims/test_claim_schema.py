"""The declaration of the fields of claims, and the places that must agree with it."""

from dataclasses import dataclass
from typing import Annotated

import pytest
from pyoxigraph import NamedNode, Triple

from districtgraph.graph.claims.claim import (
    CLAIM_SCHEMA,
    ClaimKind,
    ClaimSchema,
    Mention,
    Observation,
    Statement,
    make_claim,
)
from districtgraph.graph.claims.claim_field_scheme import SCHEME_FILE, scheme_text
from districtgraph.graph.claims.claim_fields import ClaimField, Datatype, Entity, States
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.errors import ClaimError
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import Reading
from districtgraph.graph.extraction.printed_claims.place_record import Place
from districtgraph.graph.mapping.extracted_claims import extracted_quads
from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.graph.text.text_files import read_text
from districtgraph.ontology.loading import load_ontology, load_shapes
from tests.graph.sample_files import REPORT

LITERALS = {
    Datatype.NUMBER: "xsd:decimal",
    Datatype.COUNT: "xsd:integer",
    Datatype.WORDS: "rdf:langString",
}
OF_EVERY_CLAIM = {
    expand(name)
    for name in (
        "rdf:type", "rdfs:label", "dg:evidence", "prov:wasDerivedFrom", "prov:wasGeneratedBy",
        "prov:wasAttributedTo", "prov:qualifiedAttribution",
        "dg:concernsDimension",
    )
}  # fmt: skip
# What reasoning adds to figures.
OF_EVERY_FIGURE = {expand("dg:concernsPlace"), expand("dg:concernsInitiative")}


def test_every_kind_of_claim_has_a_record() -> None:
    assert set(CLAIM_SCHEMA.by_kind) == set(ClaimKind)
    assert len(CLAIM_SCHEMA.fields) >= 31


@pytest.mark.parametrize("field", CLAIM_SCHEMA.fields, ids=lambda field: field.name)
def test_the_ontology_has_the_property_of_a_field(field: ClaimField) -> None:
    said = [t for t in load_ontology() if t.subject == expand(field.states.property)]
    if not field.states.property.startswith("dg:"):
        return
    types = {t.object for t in said if t.predicate == expand("rdf:type")}
    ranges = {t.object for t in said if t.predicate == expand("rdfs:range")}
    if literal := LITERALS.get(field.datatype):
        assert expand("owl:DatatypeProperty") in types
        assert ranges == {expand(literal)}
    else:
        # What states a property is an annotation: OWL 2 DL has no properties of properties.
        annotation = field.datatype is Datatype.PROPERTY
        kind = "owl:AnnotationProperty" if annotation else "owl:ObjectProperty"
        assert expand(kind) in types


def ignored_by(shapes: tuple[Triple, ...], kind: ClaimKind) -> set[object]:
    """Return the properties that the closed shape of a kind lists."""
    objects: dict[tuple[object, str], object] = {
        (t.subject, t.predicate.value): t.object for t in shapes
    }
    (shape,) = [
        t.subject
        for t in shapes
        if t.predicate.value.endswith("#targetClass")
        and t.object == expand(kind.class_name)
        and (t.subject, "http://www.w3.org/ns/shacl#closed") in objects
    ]
    rdf = expand("rdf:type").value.removesuffix("type")
    node = objects[shape, "http://www.w3.org/ns/shacl#ignoredProperties"]
    found: set[object] = set()
    while node != NamedNode(f"{rdf}nil"):
        found.add(objects[node, f"{rdf}first"])
        node = objects[node, f"{rdf}rest"]
    return found


@pytest.mark.parametrize("kind", ClaimKind)
def test_the_shape_of_a_kind_allows_its_fields_and_no_others(kind: ClaimKind) -> None:
    declared = {
        expand(name)
        for field in CLAIM_SCHEMA.fields
        if kind in field.kinds
        for name in field.properties
    }
    is_figure = kind not in (ClaimKind.STATEMENT, ClaimKind.MENTION)
    expected = declared | OF_EVERY_CLAIM | (OF_EVERY_FIGURE if is_figure else set())
    # A ranking with a value is refused by a shape that says so in its own words.
    own = {expand("dg:value")} if kind is ClaimKind.RANKING else set()
    assert ignored_by(load_shapes(), kind) - own == expected


def test_the_scheme_of_claim_fields_is_as_declared() -> None:
    written = SCHEME_FILE.read_text(encoding="utf-8")
    assert written == scheme_text(CLAIM_SCHEMA.fields), "run `make claim-fields`"


def test_one_name_means_one_thing_in_all_records() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class OtherMention(Mention):
        place: Annotated[Entity, States("dg:elsewhere", zh="别处", en="elsewhere")] | None = None

    with pytest.raises(ValueError, match="'place' is declared in two ways"):
        ClaimSchema((Observation, OtherMention)).fields  # noqa: B018


def test_a_field_is_required_where_its_record_has_no_default() -> None:
    fields = {field.name: field for field in CLAIM_SCHEMA.fields}
    assert fields["indicator"].required == {"observation", "ranking", "comparison"}
    assert fields["indicator"].kinds == {"observation", "target", "ranking", "comparison"}
    assert (fields["period"].states.property, fields["period"].states.words) == (
        "dg:period",
        "dg:periodAsWritten",
    )


QUOTE = (Quote(0, 3, "样板区"),)


@pytest.mark.parametrize(
    ("values", "by", "message"),
    [
        ({}, {}, r"claim 'k' \(mention\) lacks mentions"),
        ({"mentions": "place/1", "rank": 1}, {}, r"claim 'k' \(mention\) may not have rank"),
        ({"mentions": "place/1"}, {}, r"claim 'k' \(mention\) does not say who supplied mentions"),
    ],
)
def test_a_claim_that_breaks_the_rules_of_its_kind_is_refused(
    values: dict[str, str | int], by: dict[str, str], message: str
) -> None:
    with pytest.raises(ClaimError, match=message):
        make_claim(Mention, "k", QUOTE, values, by)


def test_a_claim_without_evidence_is_refused() -> None:
    with pytest.raises(ClaimError, match="claim 'k' has no evidence"):
        make_claim(Mention, "k", (), {"mentions": "place/1"}, {"mentions": "curator"})


def test_a_claim_is_a_record_of_its_kind() -> None:
    by = dict.fromkeys(("modality", "subject", "property", "object"), "curator")
    values = {"modality": "plan", "subject": "place/1", "property": "runs", "object": "goal/1"}
    claim = make_claim(Statement, "k", QUOTE, values, by)
    assert isinstance(claim, Statement)
    assert (claim.kind, claim.property, claim.period) == (ClaimKind.STATEMENT, "runs", None)


def test_the_fields_of_extracted_claims_are_declared() -> None:
    text = f"{REPORT}江州市位居全省第一位。"
    reading = Reading(read_text(text.encode(), "report.txt"), Place("云湖区", "320999"))
    quads = extracted_quads(extracted_claims(reading, load_lexicon(), None))
    kinds = {
        quad.subject: ClaimKind(quad.object.value.rpartition("#")[2].lower())
        for quad in quads
        if quad.predicate == expand("rdf:type")
        and isinstance(quad.object, NamedNode)
        and quad.object.value in {expand(kind.class_name).value for kind in ClaimKind}
    }
    said = {
        (kinds[quad.subject], quad.predicate)
        for quad in quads
        if quad.subject in kinds and quad.predicate.value.startswith(expand("dg:").value)
    }
    declared = {
        (kind, expand(name))
        for field in CLAIM_SCHEMA.fields
        for kind in map(ClaimKind, field.kinds)
        for name in field.properties
    }
    assert len(said) >= 15
    assert said - declared == set()
