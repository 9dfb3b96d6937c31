"""The service's description of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from districtgraph.graph.rdf.json_ld_writer import expanded_json_ld
from districtgraph.graph.rdf.vocabulary import is_inferred_graph
from districtgraph.server.http.media_types import ENGINE_FORMATS, Format

__all__ = ["ServiceDescription", "describe_service"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_ENTAILMENT = "http://www.w3.org/ns/entailment/"
_PROFILE = "http://www.w3.org/ns/owl-profile/RL"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# Names of https://www.w3.org/ns/formats/ by the engine's.
_FORMAT_NAMES = {
    "JSON": "SPARQL_Results_JSON",
    "XML": "SPARQL_Results_XML",
    "CSV": "SPARQL_Results_CSV",
    "TSV": "SPARQL_Results_TSV",
    "TURTLE": "Turtle",
    "N_TRIPLES": "N-Triples",
    "JSON_LD": "JSON-LD",
    "RDF_XML": "RDF_XML",
    "TRIG": "TriG",
    "N_QUADS": "N-Quads",
}


@dataclass(frozen=True, slots=True)
class ServiceDescription:
    """A description as triples."""

    triples: tuple[Triple, ...]

    def serialise(self, output: Format) -> bytes:
        """Return the description in a graph format."""
        rdf_format: RdfFormat = getattr(RdfFormat, output.engine)
        if rdf_format == RdfFormat.JSON_LD:
            return expanded_json_ld(self.triples)
        return serialize(self.triples, format=rdf_format, prefixes={"sd": _SD}) or b""


def describe_service(
    endpoint: str,
    base: str,
    *,
    updates: bool,
    federated: bool = False,
    graphs: Sequence[str] = (),
) -> ServiceDescription:
    """Return what a service at an address offers.

    Args:
        endpoint: the endpoint's address as clients see it.
        base: base IRI of the dataset, whose IRI is made from it.
        updates: whether anyone may write.
        federated: whether SERVICE may call any host.
        graphs: named graphs that are worth naming.

    """
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
    triples = [
        Triple(service, _TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), NamedNode(endpoint)),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(service, _sd("feature"), _sd("EmptyGraphs")),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, _TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, _TYPE, _sd("Graph")),
        Triple(
            dataset,
            NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso"),
            NamedNode(f"{base}dataset"),
        ),
    ]
    if any(is_inferred_graph(iri, base) for iri in graphs):
        # The inferences of OWL 2 RL are in the store already; `infer=false` leaves them out.
        regime = NamedNode(f"{_ENTAILMENT}OWL-RDF-Based")
        triples += [
            Triple(service, _sd("defaultEntailmentRegime"), regime),
            Triple(service, _sd("defaultSupportedEntailmentProfile"), NamedNode(_PROFILE)),
        ]
    if updates:
        triples.append(Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update")))
    if federated:
        triples.append(Triple(service, _sd("feature"), _sd("BasicFederatedQuery")))
    # A FROM clause never makes this server fetch anything: graphs are those of the store.
    for number, iri in enumerate(graphs):
        # The same label each time: the description has a tag of its content.
        node = BlankNode(f"graph{number}")
        triples += [
            Triple(dataset, _sd("namedGraph"), node),
            Triple(node, _TYPE, _sd("NamedGraph")),
            Triple(node, _sd("name"), NamedNode(iri)),
        ]
        if not is_inferred_graph(iri, base):
            triples.append(Triple(node, _sd("entailmentRegime"), NamedNode(f"{_ENTAILMENT}Simple")))
    names = (_FORMAT_NAMES[item.engine] for item in ENGINE_FORMATS)
    formats = (NamedNode(f"{_FORMATS}{name}") for name in names)
    triples += [Triple(service, _sd("resultFormat"), item) for item in formats]
    return ServiceDescription(tuple(triples))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
