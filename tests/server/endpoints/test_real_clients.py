"""Clients that we did not write, over a real socket: rdflib, SPARQLWrapper and curl."""

import csv
import io
import subprocess
from typing import Any

import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, SPARQLWrapper

from districtgraph.queries import load_questions

TEN = (
    "figures-with-evidence",
    "targets-and-their-years",
    "numeral-audit",
    "investment-per-project",
    "all-on-old-compound-renovation",
    "lower-bounds",
    "rankings",
    "who-runs-what",
    "figures-without-resolved-year",
    "evidence-of-a-triple",
)
QUESTIONS = {question.name: question.text for question in load_questions()}
DISTRICT = "https://w3id.org/districtgraph/id/place/210104"


def rows_by_wrapper(address: str, query: str) -> int:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setQuery(query)
    wrapper.setReturnFormat(JSON)
    content: Any = wrapper.query().convert()
    return len(content["results"]["bindings"])


def test_sparqlwrapper_takes_no_question_for_another_form() -> None:
    """SPARQLWrapper detects the form by words, even those in comments."""
    for name, query in QUESTIONS.items():
        wrapper = SPARQLWrapper("http://localhost/sparql")
        wrapper.setQuery(query)
        assert wrapper.queryType == "SELECT", name


@pytest.mark.parametrize("name", TEN)
def test_three_clients_agree(address: str, name: str) -> None:
    query = QUESTIONS[name]
    by_rdflib = len(list(Graph(SPARQLStore(f"{address}/sparql")).query(query)))
    by_wrapper = rows_by_wrapper(address, query)
    command = ["curl", "-sS", "-H", "Accept: text/csv", "--data-urlencode", "query@-"]
    curl = subprocess.run(
        [*command, f"{address}/sparql"], input=query.encode(), capture_output=True, check=True
    )
    by_curl = len(list(csv.reader(io.StringIO(curl.stdout.decode())))) - 1
    assert by_rdflib == by_wrapper == by_curl > 0


def test_describe_by_sparqlwrapper_has_labels_and_quotes(address: str) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setQuery(f"DESCRIBE <{DISTRICT}>")
    wrapper.setReturnFormat(TURTLE)
    turtle: Any = wrapper.query().convert()
    graph = Graph().parse(data=turtle, format="turtle")
    words = {str(value) for value in graph.objects()}
    assert {"大东区", "民生十条", "Ten livelihood measures", "制定“民生十条”"} <= words


def test_post_by_sparqlwrapper(address: str) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setMethod("POST")
    wrapper.setQuery('SELECT ?x { VALUES ?x { "100%2B+ 区" } }')
    wrapper.setReturnFormat(CSV)
    answer: Any = wrapper.query().convert()
    assert "100%2B+ 区" in answer.decode()


def test_construct_by_rdflib_store(address: str) -> None:
    graph = Graph(SPARQLStore(f"{address}/sparql"))
    built = graph.query(f"CONSTRUCT WHERE {{ <{DISTRICT}> ?p ?o }}").graph
    assert built is not None
    assert len(built) > 50
