"""Validates a graph against the SHACL shapes, with pySHACL (https://www.w3.org/TR/shacl/)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple
from pyshacl import validate as pyshacl_validate
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from districtgraph.ontology.conversion import to_rdflib
from districtgraph.ontology.loading import load_shapes

__all__ = ["Violation", "format_violation", "validate"]

_OURS = "https://w3id.org/districtgraph/ontology#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong.

    Attributes:
        focus: IRI of the culprit.
        path: IRI of the property concerned, empty where the whole node is.
        value: the offending value, empty where one is missing.
        zh, en: what is wrong and what to mend.
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
    shapes = to_rdflib(load_shapes())
    _, report, _ = pyshacl_validate(
        to_rdflib(graph), shacl_graph=shapes, inference="none", advanced=False
    )
    languages = _languages(shapes)
    found = {_violation(report, result, languages) for result in report.subjects(SH.resultSeverity)}
    return tuple(sorted(found.union(_undefined_terms(graph))))


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


def _undefined_terms(triples: Iterable[Triple]) -> Iterator[Violation]:
    """Yield the uses of our own terms that nothing describes: SHACL passes over a misspelt one."""
    graph = tuple(triples)
    described = {triple.subject for triple in graph}
    for triple in graph:
        term = triple.object if triple.predicate == _TYPE else triple.predicate
        if isinstance(term, NamedNode) and term.value.startswith(_OURS) and term not in described:
            yield Violation(
                focus=str(getattr(triple.subject, "value", triple.subject)),
                path=triple.predicate.value,
                value=term.value,
                zh="本体没有定义此术语",
                en="the ontology does not define this term",
                component="DefinedTerm",
            )
