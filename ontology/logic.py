"""Selects the triples for an OWL 2 DL reasoner, and says which individuals are different."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Triple

__all__ = ["logical_triples", "with_unique_names"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = NamedNode(f"{_RDF}type")
_DIFFERENT = NamedNode(f"{_OWL}differentFrom")

_OF_XSD = """
decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short
byte unsignedLong unsignedInt unsignedShort unsignedByte double float string normalizedString token
language Name NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
"""
_DATATYPES = frozenset(
    {f"{_RDF}{name}" for name in ("PlainLiteral", "langString", "XMLLiteral")}
    | {f"{_OWL}{name}" for name in ("real", "rational")}
    | {f"{_XSD}{name}" for name in _OF_XSD.split()}
)
"""The OWL 2 datatype map (https://www.w3.org/TR/owl2-syntax/#Datatype_Maps)."""

_PROPERTIES = frozenset({f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty"})
_REMARKS = frozenset(f"{_RDFS}{name}" for name in ("label", "comment", "seeAlso", "isDefinedBy"))


def logical_triples(ontology: Iterable[Triple], triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples that have a meaning in OWL 2 DL.

    Left out: what only people read (labels, definitions), and literals with datatypes outside of
    OWL 2's map such as xsd:date, which HermiT refuses.

    Args:
        ontology: declares the properties whose assertions count.
        triples: of the ontology or of data.

    """
    properties = {
        triple.subject
        for triple in ontology
        if triple.predicate == _TYPE and _is_any(triple.object, _PROPERTIES)
    }
    return [
        triple
        for triple in triples
        if _is_of_logic(triple.predicate, properties) and _is_in_datatype_map(triple.object)
    ]


def _is_any(node: object, iris: Collection[str]) -> bool:
    return isinstance(node, NamedNode) and node.value in iris


def _is_of_logic(predicate: NamedNode, properties: Collection[object]) -> bool:
    if predicate in properties:
        return True
    return predicate.value.startswith((_RDF, _RDFS, _OWL)) and predicate.value not in _REMARKS


def _is_in_datatype_map(value: object) -> bool:
    return not isinstance(value, Literal) or value.datatype.value in _DATATYPES


def with_unique_names(axioms: Sequence[Triple], assertions: Iterable[Triple]) -> list[Triple]:
    """Return an ontology with data, and which of the individuals are not the same.

    Individuals that a cardinality counts are taken as different where their IRIs are: OWL itself
    assumes no such thing, and would make one of an observation's two indicators.
    """
    data = list(assertions)
    return [*axioms, *data, *_different(axioms, data)]


def _different(axioms: Iterable[Triple], assertions: Iterable[Triple]) -> list[Triple]:
    """Return owl:differentFrom between the individuals that an axiom may take for one another.

    That is: between the values of one subject that a cardinality counts, and from the value that
    owl:hasValue asks for. An owl:AllDifferent over all individuals says more than any axiom
    asks, and took HermiT 79 s on the first article's graph instead of 7.
    """
    wanted = _wanted_values(axioms)
    values: dict[tuple[object, NamedNode], set[NamedNode]] = {}
    for triple in assertions:
        if triple.predicate in wanted and isinstance(triple.object, NamedNode):
            key = (triple.subject, triple.predicate)
            values.setdefault(key, set(wanted[triple.predicate])).add(triple.object)
    pairs = {pair for group in values.values() for pair in combinations(sorted(group, key=str), 2)}
    return [Triple(one, _DIFFERENT, other) for one, other in sorted(pairs, key=str)]


def _wanted_values(axioms: Iterable[Triple]) -> Mapping[NamedNode, set[NamedNode]]:
    """Return the properties that restrictions are on, with the values that these ask for."""
    restrictions: dict[object, dict[str, NamedNode]] = {}
    for triple in axioms:
        name = triple.predicate.value.removeprefix(_OWL)
        if name in ("onProperty", "hasValue") and isinstance(triple.object, NamedNode):
            restrictions.setdefault(triple.subject, {})[name] = triple.object
    wanted: dict[NamedNode, set[NamedNode]] = {}
    for parts in restrictions.values():
        wanted.setdefault(parts["onProperty"], set()).update(
            value for name, value in parts.items() if name == "hasValue"
        )
    return wanted
