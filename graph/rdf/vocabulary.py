"""The IRIs of the graph, and the conversion of local IRIs to IRIs.

Everything here is under the default base; `districtgraph.graph.rdf.rebase` rewrites the finished
dataset if the operator chose another base.
"""

from functools import lru_cache

from pyoxigraph import NamedNode

__all__ = [
    "BASE",
    "LICENCE",
    "NAMESPACES",
    "ascii_iri",
    "expand",
    "graph_name",
    "individual",
    "is_inferred_graph",
    "namespaces",
    "reference_to",
    "resolve",
    "term",
]

BASE = "https://w3id.org/districtgraph/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the data."""

NAMESPACES = {
    "dg": f"{BASE}ontology#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
    "unit": "http://qudt.org/vocab/unit/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def namespaces(base: str) -> dict[str, str]:
    """Return the prefixes of a dataset with a base IRI: those of our own terms are under it."""
    return {name: iri.replace(BASE, base, 1) for name, iri in NAMESPACES.items()}


def ascii_iri(iri: str) -> NamedNode:
    """Return an IRI that we mint; ValueError where it is not ASCII.

    Percent-encoded and decoded IRIs are different RDF terms, so that a Chinese one would be
    two names for clients that normalise.
    """
    if not iri.isascii():
        raise ValueError(f"'{iri}' is not ASCII; Chinese goes into labels")
    return NamedNode(iri)


_NAMES = 4096
"""How many prefixed names have cached IRIs: every claim uses the same terms and units."""


@lru_cache(maxsize=_NAMES)
def expand(name: str) -> NamedNode:
    """Return the IRI of a prefixed name such as ``prov:Entity``; KeyError on an unknown prefix."""
    prefix, _, local = name.partition(":")
    return ascii_iri(NAMESPACES[prefix] + local)


def term(local: str) -> NamedNode:
    """Return a term of our ontology, or of another where `local` has a prefix."""
    return expand(local if ":" in local else f"dg:{local}")


_INDIVIDUALS = 16_384
"""How many individuals have cached IRIs: a report has some thousands, each used several times."""


@lru_cache(maxsize=_INDIVIDUALS)
def individual(local: str) -> NamedNode:
    """Return the IRI of an individual by its local IRI, such as ``place/210104``."""
    return ascii_iri(f"{BASE}id/{local}")


def graph_name(name: str) -> NamedNode:
    """Return the IRI of one of the dataset's own graphs, such as ``inferred``."""
    return ascii_iri(f"{BASE}graph/{name}")


def is_inferred_graph(iri: str, base: str = BASE) -> bool:
    """Return whether a graph has what is inferred: ``inferred``, or that of a part of a corpus."""
    return iri == f"{base}graph/inferred" or iri.startswith(f"{base}graph/inferred/")


def resolve(reference: str) -> NamedNode:
    """Return the IRI of a reference: a prefixed name (``unit:NUM``) or a local IRI."""
    return expand(reference) if ":" in reference else individual(reference)


_LONGEST_FIRST = sorted(NAMESPACES.items(), key=lambda item: -len(item[1]))


def reference_to(iri: str) -> str:
    """Return the reference that `resolve` takes for an IRI; the IRI itself if there is none."""
    individuals = f"{BASE}id/"
    if iri.startswith(individuals):
        return iri.removeprefix(individuals)
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
