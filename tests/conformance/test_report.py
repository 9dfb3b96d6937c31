"""The report says the same of the same outcomes, and its Turtle can be read."""

from datetime import date

from rdflib import Graph, Namespace, URIRef

from .manifests import Case
from .report import Outcome, earl, page
from .suites import SUITES

EARL = Namespace("http://www.w3.org/ns/earl#")


def outcome(name: str, ours: bool, native: bool) -> Outcome:
    iri = URIRef(f"http://www.w3.org/2009/sparql/docs/tests/data-sparql11/add/manifest#{name}")
    return Outcome(SUITES[1], Case("add", iri, "UpdateEvaluationTest", Graph()), ours, native)


OUTCOMES = [outcome("a", True, True), outcome("b", True, False), outcome("c", False, True)]


def test_the_table_counts_what_each_server_passes() -> None:
    lines = page(OUTCOMES, {"add/c": "Not wanted."}).splitlines()
    assert "| Update | 2 | 2 | 3 |" in lines
    assert "| all | 2 | 2 | 3 |" in lines
    assert "| `add/c` | passes | Not wanted. |" in lines
    assert "Passed here and not by Oxigraph's own: `add/b`." in lines


def test_the_earl_report_has_one_assertion_for_each_test() -> None:
    graph = Graph().parse(data=earl(OUTCOMES, date(2026, 1, 2)), format="turtle")
    results = {
        str(graph.value(assertion, EARL.test)).rpartition("#")[2]: graph.value(
            graph.value(assertion, EARL.result), EARL.outcome
        )
        for assertion in graph.subjects(EARL.result)
    }
    assert results == {"a": EARL.passed, "b": EARL.passed, "c": EARL.failed}
