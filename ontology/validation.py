"""Validates a graph against the SHACL shapes, with pySHACL."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import RdfFormat, Triple, serialize
from pyshacl import validate as pyshacl_validate
from rdflib import SH, Graph, Literal
from rdflib.term import Node

from districtgraph.ontology.loading import load_shapes

__all__ = ["Violation", "format_violation", "validate"]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong.

    Attributes:
        focus: IRI of the culprit.
        path: IRI of the property concerned, empty where the whole node is.
        value: the offending value, empty where one is missing.
        zh, en: what is wrong and what to mend.

    """

    focus: str
    path: str
    value: str
    zh: str
    en: str


def validate(triples: Iterable[Triple]) -> tuple[Violation, ...]:
    """Return what is wrong with a graph, sorted; nothing where it conforms.

    Args:
        triples: the ontology, the data and what follows from both: the shapes count on the types
            that reasoning adds.

    """
    _, report, _ = pyshacl_validate(
        _to_rdflib(triples), shacl_graph=_to_rdflib(load_shapes()), inference="none", advanced=False
    )
    results = report.subjects(SH.resultSeverity)
    return tuple(sorted({_violation(report, result) for result in results}))


def format_violation(violation: Violation) -> str:
    """Return a violation as a line for people."""
    path = f" {violation.path}" if violation.path else ""
    value = f" = {violation.value}" if violation.value else ""
    return f"{violation.focus}{path}{value}: {violation.en} / {violation.zh}"


def _to_rdflib(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return graph


def _violation(report: Graph, result: Node) -> Violation:
    zh, en = _messages(report, result)
    return Violation(
        focus=str(report.value(result, SH.focusNode)),
        path=str(report.value(result, SH.resultPath) or ""),
        value=str(report.value(result, SH.value) or ""),
        zh=zh,
        en=en,
    )


def _messages(report: Graph, result: Node) -> tuple[str, str]:
    """Return a result's messages in zh and en.

    pySHACL drops the languages of a SPARQL constraint's messages, but keeps the constraint.
    """
    constraint = report.value(result, SH.sourceConstraint)
    found = [
        *report.objects(result, SH.resultMessage),
        *(report.objects(constraint, SH.message) if constraint else ()),
    ]
    by_language = {
        message.language: str(message) for message in found if isinstance(message, Literal)
    }
    return by_language.get("zh", ""), by_language.get("en", "")
