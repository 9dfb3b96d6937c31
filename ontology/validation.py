"""Validates a graph against the SHACL shapes, with pySHACL (https://www.w3.org/TR/shacl/)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Triple
from rdflib import SH, Graph, Literal, URIRef
from rdflib.query import Result
from rdflib.term import Node

from districtgraph.ontology.compiled_shapes import compiled_shapes
from districtgraph.ontology.conversion import to_rdflib
from districtgraph.ontology.described_nodes import DescribedNodes, Term
from districtgraph.ontology.loading import load_shapes

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query

__all__ = ["Violation", "format_violation", "undefined_terms", "validate"]

_OURS = "https://w3id.org/districtgraph/ontology#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_PREPARED = 256
"""Queries of shapes that stay parsed; there are fewer."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong.

    Attributes:
        focus: IRI of the culprit.
        path: IRI of the property concerned, empty where the whole node is.
        value: the offending value, empty where one is missing.
        zh, en: what is wrong and what to correct.
        severity: ``Violation``, ``Warning`` or ``Info``.
        component: what kind of constraint it is, such as ``MinCount``.

    """

    focus: str
    path: str
    value: str
    zh: str
    en: str
    severity: str = "Violation"
    component: str = ""


def validate(triples: Iterable[Triple]) -> tuple[Violation, ...]:
    """Return what is wrong with a graph, sorted; nothing where it conforms.

    Args:
        triples: the ontology, the data and what follows from both: the shapes count on the types
            that reasoning adds.

    """
    graph = tuple(triples)
    nodes = DescribedNodes(dict.fromkeys(graph))
    undefined = tuple(undefined_terms(nodes, nodes))
    return tuple(sorted({*undefined, *(_report(graph) if _is_wrong(graph, nodes) else ())}))


def _is_wrong(graph: tuple[Triple, ...], nodes: DescribedNodes) -> bool:
    """Return whether there is anything to report: pySHACL takes seconds to find nothing."""
    shapes = compiled_shapes()
    return any(shapes.broken(nodes, nodes.subjects())) or any(shapes.selected(nodes))


def _report(graph: tuple[Triple, ...]) -> set[Violation]:
    # Here, as hardly any graph comes to this: loading it takes longer than the rest of a check.
    from pyshacl import validate as pyshacl_validate

    shapes = _shapes()
    data = to_rdflib(graph, _CheckedGraph(bind_namespaces="none"))
    _, report, _ = pyshacl_validate(data, shacl_graph=shapes, inference="none", advanced=False)
    languages = _languages(shapes)
    return {_violation(report, result, languages) for result in report.subjects(SH.resultSeverity)}


class _CheckedGraph(Graph):
    """A graph that parses each of its queries once in a process.

    The shapes ask all graphs the same, and rdflib parses for longer than it answers.
    """

    def query(self, query_object: "str | Query", *values: Any, **more: Any) -> Result:
        """Answer as every graph does."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *values, **more)


@lru_cache(maxsize=_PREPARED)
def _prepared(text: str) -> "Query":
    # Here, as pySHACL is: hardly any graph comes to this.
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(text)


@cache
def _shapes() -> Graph:
    """Return the shapes, which pySHACL only reads."""
    return to_rdflib(load_shapes())


def format_violation(violation: Violation) -> str:
    """Return a violation as a line for people."""
    path = f" {violation.path}" if violation.path else ""
    value = f" = {violation.value}" if violation.value else ""
    return f"{violation.focus}{path}{value}: {violation.en} / {violation.zh}"


def _languages(shapes: Graph) -> Mapping[str, str]:
    # pySHACL drops the language of a SPARQL constraint's message.
    return {
        str(message): message.language
        for message in shapes.objects(None, SH.message)
        if isinstance(message, Literal) and message.language
    }


def _violation(report: Graph, result: Node, languages: Mapping[str, str]) -> Violation:
    texts = {
        languages.get(message, "en"): message
        for message in sorted(map(str, report.objects(result, SH.resultMessage)))
    }
    path = report.value(result, SH.resultPath)
    focus = report.value(result, SH.focusNode)
    value = report.value(result, SH.value)
    if report.value(result, SH.sourceConstraint):
        # A constraint on the whole graph gives the culprit as its value.
        focus, value = value, None
    return Violation(
        focus=_text(focus),
        path=_text(path) if isinstance(path, URIRef) else "",
        value=_text(value) if value != focus else "",
        zh=texts.get("zh", ""),
        en=texts.get("en", ""),
        severity=_name(report.value(result, SH.resultSeverity)),
        component=_name(report.value(result, SH.sourceConstraintComponent)),
    )


def _text(node: Node | None) -> str:
    return "" if node is None else str(node)


def _name(node: Node | None) -> str:
    return _text(node).rpartition("#")[2].removesuffix("ConstraintComponent")


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
