"""Consistency and classification by HermiT, with the culprits of a contradiction."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import permutations

from pyoxigraph import BlankNode, NamedNode, Triple

from districtgraph.ontology.conflicts import minimal_conflict
from districtgraph.ontology.hermit import ReasonerError, first_inconsistent, taxonomy
from districtgraph.ontology.logic import logical_triples, with_unique_names

__all__ = ["Classification", "ReasonerError", "classify", "format_contradiction", "refute"]

_NOTHING = "http://www.w3.org/2002/07/owl#Nothing"
_CLASS = NamedNode("http://www.w3.org/2002/07/owl#Class")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INSTANCE = "urn:districtgraph:some-thing-of:"
"""Begins the IRIs of individuals that are only there while classes are checked."""
_AXIOM = re.compile(r"^([A-Za-z]+)\( (.+) \)$", re.MULTILINE)
_IRI = re.compile(r"<([^>]+)>")


@dataclass(frozen=True, slots=True)
class Classification:
    """What HermiT finds.

    Attributes:
        consistent: the ontology with its data has a model.
        unsatisfiable: IRIs of classes that can have no instance, sorted.
        superclasses: IRI of each named class → IRIs of the named classes above it.
        types: IRI of each individual → IRIs of the named classes that it is of.
        culprits: where inconsistent, IRIs of the individuals whose description is, sorted.
        conflict: where inconsistent, the triples that contradict one another under the ontology.

    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    superclasses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    culprits: tuple[str, ...] = ()
    conflict: tuple[Triple, ...] = ()


def classify(ontology: Sequence[Triple], data: Sequence[Triple] = ()) -> Classification:
    """Return the classification of an ontology with data.

    `districtgraph.ontology.logic` says what the reasoner gets to see.

    Args:
        ontology: axioms, with the declaration of every property whose assertions count.
        data: assertions on individuals.

    Raises:
        ReasonerError: Java or HermiT failed.

    """
    axioms = logical_triples(ontology, ontology)
    assertions = logical_triples(ontology, data)
    lines = taxonomy(with_unique_names(axioms, assertions))
    return _contradiction(axioms, assertions) if lines is None else _classified(lines)


def refute(ontology: Sequence[Triple], data: Sequence[Triple]) -> Classification:
    """Return what is wrong with an ontology with data: `classify` without hierarchy and types.

    If the data are consistent together with a thing of each class, nothing is wrong. That is one
    question; HermiT classifies only if the answer is no.

    Args:
        ontology: axioms, with the declaration of every property whose assertions count.
        data: assertions on individuals.

    Raises:
        ReasonerError: Java or HermiT failed.

    """
    axioms = logical_triples(ontology, ontology)
    assertions = logical_triples(ontology, data)
    candidate = with_unique_names(axioms, [*assertions, *_things_of_all_classes(axioms)])
    if first_inconsistent([candidate]) is None:
        return Classification(consistent=True)
    found = classify(ontology, data)
    return replace(found, superclasses={}, types={})


def _things_of_all_classes(axioms: Iterable[Triple]) -> list[Triple]:
    classes = [
        triple.subject
        for triple in axioms
        if triple.predicate == _TYPE
        and triple.object == _CLASS
        and isinstance(triple.subject, NamedNode)
        and triple.subject.value != _NOTHING
    ]
    return [
        Triple(NamedNode(f"{_INSTANCE}{number}"), _TYPE, kind)
        for number, kind in enumerate(classes)
    ]


def format_contradiction(found: Classification) -> str:
    """Return the culprits of a contradiction and the triples that make it, for people."""
    names = ", ".join(found.culprits)
    head = f"{names}: what is said contradicts the ontology / 所述与本体矛盾"
    return "\n".join([head, *(f"  {triple} ." for triple in found.conflict)])


def _contradiction(axioms: Sequence[Triple], assertions: Sequence[Triple]) -> Classification:
    by_subject: dict[object, list[Triple]] = {}
    for triple in sorted(assertions, key=str):
        by_subject.setdefault(triple.subject, []).append(triple)
    individuals = minimal_conflict(list(by_subject.values()), partial(_find_groups, axioms))
    triples = [triple for group in individuals for triple in group]
    conflict = minimal_conflict(triples, partial(_find, axioms))
    culprits = sorted({_name(triple.subject) for triple in conflict})
    return Classification(False, culprits=tuple(culprits), conflict=conflict)


def _find_groups(axioms: Sequence[Triple], tries: Sequence[Sequence[list[Triple]]]) -> int | None:
    return _find(axioms, [[triple for group in groups for triple in group] for groups in tries])


def _find(axioms: Sequence[Triple], selections: Sequence[Sequence[Triple]]) -> int | None:
    return first_inconsistent([with_unique_names(axioms, selection) for selection in selections])


def _name(node: NamedNode | BlankNode | Triple) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _classified(lines: str) -> Classification:
    axioms = [(kind, _IRI.findall(rest)) for kind, rest in _AXIOM.findall(lines)]
    parents: dict[str, set[str]] = {}
    for kind, iris in axioms:
        for child, parent in _inclusions(kind, iris):
            parents.setdefault(child, set()).add(parent)
    types: dict[str, set[str]] = {}
    for kind, iris in axioms:
        if kind == "Type":
            types.setdefault(iris[0], set()).update({iris[1], *_above(iris[1], parents)})
    return Classification(
        consistent=True,
        unsatisfiable=tuple(sorted(child for child in parents if _NOTHING in parents[child])),
        superclasses={child: frozenset(_above(child, parents)) for child in sorted(parents)},
        types={item: frozenset(types[item]) for item in sorted(types)},
    )


def _inclusions(kind: str, iris: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Return pairs of a class and one that holds it, as an axiom of HermiT's says."""
    if kind == "SubClassOf":
        return [(iris[0], iris[1])]
    return permutations(iris, 2) if kind == "EquivalentClasses" else ()


def _above(child: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [child]
    while waiting:
        new = parents.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found - {child}
