"""Reads the ontology for its page: sections of terms, each with its axioms and texts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.server.knowledge.resources.class_expressions import ExpressionWord, expression
from districtgraph.server.knowledge.resources.triple_index import TripleIndex

__all__ = ["Fact", "OntologyTerm", "OntologyTerms", "TermGroup", "read_terms"]

_A = expand("rdf:type")
_LABEL, _DEFINITION = expand("rdfs:label"), expand("skos:definition")
_TITLE, _DESCRIPTION = expand("dcterms:title"), expand("dcterms:description")
_LISTS = {expand("owl:disjointUnionOf"): ",", expand("owl:propertyChainAxiom"): "o"}
"""Properties whose values are lists, with the separator of the members."""
_SECTIONS = (
    ("classes", "owl:Class"),
    ("object_properties", "owl:ObjectProperty"),
    ("datatype_properties", "owl:DatatypeProperty"),
    ("annotation_properties", "owl:AnnotationProperty"),
)
_FACTS = (
    ("subclass_of", "rdfs:subClassOf"),
    ("equivalent", "owl:equivalentClass"),
    ("disjoint_union", "owl:disjointUnionOf"),
    ("disjoint", "owl:disjointWith"),
    ("subproperty_of", "rdfs:subPropertyOf"),
    ("domain", "rdfs:domain"),
    ("range", "rdfs:range"),
    ("inverse", "owl:inverseOf"),
    ("chain", "owl:propertyChainAxiom"),
    ("source", "dcterms:source"),
    ("see_also", "rdfs:seeAlso"),
)
_INCOMING = (
    ("subclasses", "rdfs:subClassOf"),
    ("in_domain", "rdfs:domain"),
    ("in_range", "rdfs:range"),
    ("subproperties", "rdfs:subPropertyOf"),
)
_CHARACTERISTICS = (
    "FunctionalProperty", "InverseFunctionalProperty", "TransitiveProperty", "SymmetricProperty",
    "AsymmetricProperty", "ReflexiveProperty", "IrreflexiveProperty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """The facts about a term under one heading; `name` is the key of the heading."""

    name: str
    values: tuple[tuple[ExpressionWord, ...], ...]


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A term of the ontology.

    Attributes:
        iri: its IRI.
        name: the part after the hash, which is its anchor.
        labels, definitions, notes: by language.
        facts: statements about it, and statements about other terms that refer to it.

    """

    iri: str
    name: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    notes: Mapping[str, str]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The terms of one kind; `name` is the word for the kind."""

    name: str
    terms: tuple[OntologyTerm, ...]


@dataclass(frozen=True, slots=True)
class OntologyTerms:
    """The ontology.

    Attributes:
        iri: its IRI.
        titles, descriptions: by language.
        version, version_iri: empty where not stated.
        sections: those that have terms.
        borrowed: IRIs of the terms of others that it declares.

    """

    iri: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    version: str
    version_iri: str
    sections: tuple[TermGroup, ...]
    borrowed: tuple[str, ...]

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The labels of its terms by IRI and language."""
        return {term.iri: term.labels for section in self.sections for term in section.terms}


def read_terms(triples: Iterable[Triple], base: str) -> OntologyTerms:
    """Return the ontology in the triples of its graph; without triples, one with no terms.

    Args:
        triples: the graph.
        base: base IRI of the dataset, whose ontology is at ``ontology`` below it.

    """
    index = TripleIndex(sorted(triples, key=str))
    ontology = NamedNode(f"{base}ontology")
    return OntologyTerms(
        ontology.value,
        index.texts(ontology, _TITLE),
        index.texts(ontology, _DESCRIPTION),
        _single(index, ontology, "owl:versionInfo"),
        _single(index, ontology, "owl:versionIRI"),
        tuple(_sections(index, f"{ontology.value}#")),
        tuple(_borrowed(index, f"{ontology.value}#")),
    )


def _single(index: TripleIndex, subject: NamedNode, name: str) -> str:
    return next((value.value for value in index.values(subject, expand(name))), "")


def _sections(index: TripleIndex, namespace: str) -> Iterator[TermGroup]:
    for name, kind in _SECTIONS:
        own = [node for node in index.subjects(_A, expand(kind)) if _is_own(node, namespace)]
        if own:
            terms = (_term(index, node, namespace) for node in own)
            yield TermGroup(name, tuple(sorted(terms, key=lambda term: term.name)))


def _borrowed(index: TripleIndex, namespace: str) -> Iterator[str]:
    found = {node for _, kind in _SECTIONS for node in index.subjects(_A, expand(kind))}
    yield from sorted(node.value for node in found if not _is_own(node, namespace))


def _is_own(node: NamedNode, namespace: str) -> bool:
    return node.value.startswith(namespace)


def _term(index: TripleIndex, node: NamedNode, namespace: str) -> OntologyTerm:
    return OntologyTerm(
        node.value,
        node.value.removeprefix(namespace),
        index.texts(node, _LABEL),
        index.texts(node, _DEFINITION),
        index.texts(node, expand("skos:scopeNote")),
        tuple(fact for fact in _facts(index, node) if fact.values),
    )


def _facts(index: TripleIndex, node: NamedNode) -> Iterator[Fact]:
    for name, prop in _FACTS:
        yield Fact(name, tuple(_values(index, node, expand(prop))))
    yield Fact("characteristics", tuple(_characteristics(index, node)))
    for name, prop in _INCOMING:
        subjects = index.subjects(expand(prop), node)
        yield Fact(name, tuple(expression(subject, index) for subject in subjects))


def _values(
    index: TripleIndex, node: NamedNode, prop: NamedNode
) -> Iterator[tuple[ExpressionWord, ...]]:
    for value in index.values(node, prop):
        if prop in _LISTS:
            members = (expression(member, index) for member in index.members(value))
            yield tuple(_separated(members, _LISTS[prop]))
        else:
            yield expression(value, index)


def _separated(
    members: Iterable[tuple[ExpressionWord, ...]], separator: str
) -> Iterator[ExpressionWord]:
    for position, member in enumerate(members):
        if position:
            yield ExpressionWord(separator)
        yield from member


def _characteristics(index: TripleIndex, node: NamedNode) -> Iterator[tuple[ExpressionWord, ...]]:
    kinds = set(index.values(node, _A))
    for name in _CHARACTERISTICS:
        if expand(f"owl:{name}") in kinds:
            yield (ExpressionWord(name.removesuffix("Property").lower()),)
