"""Validates a graph against the SHACL shapes (https://www.w3.org/TR/shacl/)."""

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from districtgraph.ontology.compiled_shapes import compiled_shapes
from districtgraph.ontology.described_nodes import DescribedNodes, Term
from districtgraph.ontology.violations import Violation

__all__ = ["undefined_terms", "validate"]

_OURS = "https://w3id.org/districtgraph/ontology#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def validate(triples: Iterable[Triple]) -> tuple[Violation, ...]:
    """Return what is wrong with a graph, sorted; nothing where it conforms.

    Args:
        triples: the ontology, the data and what follows from both: the shapes count on the types
            that reasoning adds.

    """
    graph = tuple(triples)
    nodes = DescribedNodes(dict.fromkeys(graph))
    undefined = tuple(undefined_terms(nodes, nodes))
    return tuple(sorted({*undefined, *_reported(graph, nodes)}))


def _reported(graph: tuple[Triple, ...], nodes: DescribedNodes) -> Collection[Violation]:
    """Return what the shapes find: pySHACL, which takes seconds, is asked only if they find any."""
    shapes = compiled_shapes()
    if not any(shapes.broken(nodes, nodes.subjects())) and not any(shapes.selected(nodes)):
        return ()
    # Here, as hardly any graph comes to this: loading it takes longer than the rest of a check.
    from districtgraph.ontology.shacl_report import shacl_report

    return shacl_report(graph)


def undefined_terms(graph: DescribedNodes, known: DescribedNodes) -> Iterator[Violation]:
    """Yield the uses of our own terms that nothing describes: SHACL passes over a misspelt one.

    Args:
        graph: what is looked at; what is below it is left out.
        known: has what is said of the terms.

    """
    described = graph.own()
    used = {predicate for properties in described.values() for predicate in properties}
    used.update(
        kind
        for properties in described.values()
        for kind in properties.get(_TYPE, ())
        if isinstance(kind, NamedNode)
    )
    undefined = {
        term for term in used if term.value.startswith(_OURS) and not known.described(term)
    }
    if undefined:
        yield from _uses(graph, undefined)


def _uses(graph: DescribedNodes, undefined: Collection[Term]) -> Iterator[Violation]:
    for subject, properties in graph.own().items():
        for predicate, values in properties.items():
            for term in values if predicate == _TYPE else (predicate,):
                if term in undefined:
                    yield Violation(
                        focus=str(getattr(subject, "value", subject)),
                        path=predicate.value,
                        value=str(getattr(term, "value", term)),
                        zh="本体没有定义此术语",
                        en="the ontology does not define this term",
                        component="DefinedTerm",
                    )
