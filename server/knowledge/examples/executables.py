"""The questions of `queries/` as RDF, so that other editors can offer them as examples.

As SIB's sparql-examples write them: executables of SHACL (https://www.w3.org/ns/shacl), each with
a text, its prefixes, its endpoint, and words for people.
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from districtgraph.graph.rdf.vocabulary import namespaces
from districtgraph.queries import CompetencyQuestion, load_groups
from districtgraph.server.knowledge.examples.question_text import question_text
from districtgraph.server.sparql.sparql_lexer import query_form

__all__ = ["SHACL", "executables"]

SHACL = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"
_TYPE = NamedNode(f"{_RDF}type")
_FORMS = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct"}
_ANY_URI = NamedNode("http://www.w3.org/2001/XMLSchema#anyURI")


def executables(
    questions: Iterable[CompetencyQuestion], base: str, endpoint: str
) -> Iterator[Triple]:
    """Yield the description of questions.

    Args:
        questions: of one dataset.
        base: its base IRI; a question's IRI is that of its address, ``BASEqueries/NAME``.
        endpoint: the endpoint that answers them.

    """
    prefixes = NamedNode(f"{base}queries#prefixes")
    yield from _declarations(prefixes, namespaces(base))
    for question in questions:
        yield from _executable(question, base, prefixes, NamedNode(endpoint))


def _declarations(node: NamedNode, prefixes: Mapping[str, str]) -> Iterator[Triple]:
    yield Triple(node, _TYPE, NamedNode("http://www.w3.org/2002/07/owl#Ontology"))
    for prefix, namespace in prefixes.items():
        declaration = BlankNode(prefix)
        yield Triple(node, _sh("declare"), declaration)
        yield Triple(declaration, _sh("prefix"), Literal(prefix))
        yield Triple(declaration, _sh("namespace"), Literal(namespace, datatype=_ANY_URI))


def _executable(
    question: CompetencyQuestion, base: str, prefixes: NamedNode, endpoint: NamedNode
) -> Iterator[Triple]:
    node = NamedNode(f"{base}queries/{question.name}")
    form = _FORMS[query_form(question.text) or ""]
    yield Triple(node, _TYPE, _sh("SPARQLExecutable"))
    yield Triple(node, _TYPE, _sh(f"SPARQL{form}Executable"))
    for language, title in question.titles.items():
        yield Triple(node, NamedNode(f"{_RDFS}label"), Literal(title, language=language))
    for language, text in question.descriptions.items():
        yield Triple(node, NamedNode(f"{_RDFS}comment"), Literal(text, language=language))
    for language, group in load_groups()[question.group].items():
        yield Triple(node, NamedNode(f"{_SCHEMA}keywords"), Literal(group, language=language))
    yield Triple(node, _sh("prefixes"), prefixes)
    yield Triple(node, _sh(form.lower()), Literal(question_text(question, base)))
    yield Triple(node, NamedNode(f"{_SCHEMA}target"), endpoint)


def _sh(name: str) -> NamedNode:
    return NamedNode(SHACL + name)
