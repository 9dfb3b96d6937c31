"""Tests of the service description: the manifest names them and the specification says the rest.

https://www.w3.org/TR/sparql11-service-description/
"""

from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.term import Node

from .manifests import Case
from .result_sets import RDF_FORMATS, parse_graph
from .servers import Server

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

# Property: the class of its subjects and, where the schema names one, of its objects.
SCHEMA = {
    "endpoint": ("Service", None),
    "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"),
    "defaultSupportedEntailmentProfile": ("Service", "EntailmentProfile"),
    "entailmentRegime": ("NamedGraph", "EntailmentRegime"),
    "supportedEntailmentProfile": ("NamedGraph", "EntailmentProfile"),
    "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"),
    "languageExtension": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"),
    "propertyFeature": ("Service", "Feature"),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", None),
    "inputFormat": ("Service", None),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}
SUBCLASSES = {"Dataset": {"GraphCollection"}}
# These may be described nowhere but in the vocabulary that they are taken from.
IRIS = {"feature", "supportedLanguage", "resultFormat", "inputFormat", "endpoint", "name"}


def run_description(case: Case, server: Server) -> None:
    """Get the description and check what the test is about; raise AssertionError if it is wrong."""
    graph = describe(server)
    services = list(graph.subjects(RDF.type, SD.Service))
    assert len(services) == 1, f"{len(services)} services are described"
    if case.fragment == "has-endpoint-triple":
        endpoints = list(graph.objects(services[0], SD.endpoint))
        assert endpoints == [URIRef(server.query_url)], f"sd:endpoint is {endpoints}"
    elif case.fragment == "conforms-to-schema":
        check_schema(graph)


def describe(server: Server) -> Graph:
    reply = server.send("GET", server.query_url, {"Accept": "text/turtle"})
    assert reply.status == 200, f"{reply.status} for the description"
    assert reply.media_type in RDF_FORMATS, f"{reply.media_type} is not RDF"
    return parse_graph(reply.body, reply.media_type, server.query_url)


def check_schema(graph: Graph) -> None:
    """Check that each property of the vocabulary exists and joins what it may join."""
    for subject, predicate, value in graph:
        if not str(predicate).startswith(str(SD)):
            continue
        name = str(predicate).removeprefix(str(SD))
        assert name in SCHEMA, f"there is no sd:{name}"
        domain, target = SCHEMA[name]
        assert _is_a(graph, subject, domain), f"the subject of sd:{name} is no sd:{domain}"
        if name in IRIS:
            assert isinstance(value, URIRef), f"{value} of sd:{name} is no IRI"
        elif target is not None and isinstance(value, BNode):
            assert _is_a(graph, value, target), f"{value} of sd:{name} is no sd:{target}"


def _is_a(graph: Graph, node: Node, name: str) -> bool:
    """Return a node's class, which may be omitted if a property's domain implies it."""
    types = {str(t).removeprefix(str(SD)) for t in graph.objects(node, RDF.type)}
    stated = types & {domain for domain, _ in SCHEMA.values()}
    allowed = {name} | {sub for sub, supers in SUBCLASSES.items() if name in supers}
    return not stated or bool(stated & allowed)
