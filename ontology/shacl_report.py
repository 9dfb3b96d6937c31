"""Writes the report on a graph that is wrong, with pySHACL (https://www.w3.org/TR/shacl/).

Hardly any graph comes to this, and loading pySHACL and rdflib takes longer than a check: only what
needs the report imports this module.
"""

from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Any

from pyoxigraph import Triple
from pyshacl import validate as pyshacl_validate
from rdflib import SH, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from districtgraph.ontology.conversion import to_rdflib
from districtgraph.ontology.loading import load_shapes
from districtgraph.ontology.violations import Violation

__all__ = ["shacl_report"]

_PREPARED = 256
"""Queries of shapes that stay parsed; there are fewer."""


def shacl_report(graph: Collection[Triple]) -> set[Violation]:
    """Return all that the shapes find wrong with a graph; `validation` says whether anything is."""
    shapes = _shapes()
    data = to_rdflib(graph, _CheckedGraph(bind_namespaces="none"))
    _, report, _ = pyshacl_validate(data, shacl_graph=shapes, inference="none", advanced=False)
    languages = _languages(shapes)
    return {_violation(report, result, languages) for result in report.subjects(SH.resultSeverity)}


class _CheckedGraph(Graph):
    """A graph that parses each of its queries once in a process.

    The shapes ask all graphs the same, and rdflib parses for longer than it answers.
    """

    def query(self, query_object: str | Query, *values: Any, **more: Any) -> Result:
        """Answer as every graph does."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *values, **more)


@lru_cache(maxsize=_PREPARED)
def _prepared(text: str) -> Query:
    return prepareQuery(text)


@cache
def _shapes() -> Graph:
    """Return the shapes, which pySHACL only reads."""
    return to_rdflib(load_shapes())


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
