"""The W3C's manifests, read from where they lie; nothing of them is copied into the project."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).parents[2]

# The tests' IRIs are in this namespace, so the files' addresses are derived from it too.
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")


@dataclass(frozen=True)
class Case:
    """One entry of a manifest; its identifier is unique, which a fragment alone is not."""

    folder: str
    iri: URIRef
    kind: str
    manifest: Graph

    @property
    def fragment(self) -> str:
        return self.iri.rpartition("#")[2]

    @property
    def identifier(self) -> str:
        return f"{self.folder}/{self.fragment}"

    @property
    def title(self) -> str:
        return str(self.manifest.value(self.iri, MF.name) or "")

    @property
    def action(self) -> Node:
        return self._required(MF.action)

    @property
    def result(self) -> Node:
        return self._required(MF.result)

    def _required(self, predicate: URIRef) -> Node:
        node = self.manifest.value(self.iri, predicate)
        if node is None:
            raise LookupError(f"{self.identifier} has no {predicate}")
        return node


def tests_folder() -> Path:
    """Return the folder of the SPARQL 1.1 tests, whether it is there or not."""
    folder = os.environ.get("DISTRICTGRAPH_RDF_TESTS") or ROOT / "../shared/rdf-tests"
    return Path(folder).resolve() / "sparql/sparql11"


def read_bytes(iri: Node) -> bytes:
    """Return a file of the tests by its IRI."""
    return (tests_folder() / str(iri).removeprefix(BASE)).read_bytes()


def read_text(iri: Node) -> str:
    return read_bytes(iri).decode("utf-8")


def cases(manifest: str) -> list[Case]:
    """Return the entries of a manifest and of those it includes, in their order."""
    return list(_walk(BASE + manifest))


def _walk(iri: str) -> Iterator[Case]:
    graph = _graph(iri)
    folder = iri.removeprefix(BASE).rpartition("/")[0]
    for entries in graph.objects(URIRef(iri), MF.entries):
        for entry in graph.items(entries):
            kind = str(graph.value(entry, RDF.type)).rpartition("#")[2]
            yield Case(folder, URIRef(str(entry)), kind, graph)
    for included in graph.objects(URIRef(iri), MF.include):
        for item in graph.items(included):
            yield from _walk(urljoin(iri, str(item)))


@cache
def _graph(iri: str) -> Graph:
    return Graph().parse(data=read_text(URIRef(iri)), format="turtle", publicID=iri)


def graph_data(manifest: Graph, subject: Node) -> Iterator[tuple[str, Node]]:
    """Yield the named graphs of a dataset with the files that fill them.

    Query manifests name a graph by its file, update and protocol manifests by a label.
    """
    for predicate in (QT.graphData, UT.graphData):
        for node in manifest.objects(subject, predicate):
            file = manifest.value(node, UT.graph)
            if file is None:
                yield str(node), node
            else:
                yield str(manifest.value(node, RDFS.label)), file
