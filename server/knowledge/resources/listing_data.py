"""Listings as triples, in the words of Hydra (https://www.hydra-cg.com/spec/latest/core/)."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.rdf.literals import integer_literal
from districtgraph.graph.rdf.vocabulary import expand
from districtgraph.server.knowledge.resources.listings import Listing

__all__ = ["HYDRA", "classes_data", "listing_data"]

HYDRA = "http://www.w3.org/ns/hydra/core#"
_A, _LABEL = expand("rdf:type"), expand("rdfs:label")


def classes_data(
    collection: str, classes: Mapping[str, tuple[str, int]], labels: Mapping[str, Mapping[str, str]]
) -> Iterator[Triple]:
    """Yield the list of classes.

    Args:
        collection: the list's address.
        classes: the address of the list of a class's individuals, and how many there are, by class.
        labels: of the classes, by IRI and language.

    """
    node = NamedNode(collection)
    yield Triple(node, _A, _hydra("Collection"))
    yield Triple(node, _hydra("totalItems"), integer_literal(len(classes)))
    for address, _ in classes.values():
        yield Triple(node, _hydra("member"), NamedNode(address))
    for class_iri, (address, count) in classes.items():
        individuals = NamedNode(address)
        yield Triple(individuals, _A, _hydra("Collection"))
        yield Triple(individuals, expand("void:class"), NamedNode(class_iri))
        yield Triple(individuals, _hydra("totalItems"), integer_literal(count))
        yield from _labels(class_iri, labels.get(class_iri, {}))


def listing_data(
    listing: Listing, collection: str, views: Mapping[str, str], labels: Mapping[str, str]
) -> Iterator[Triple]:
    """Yield a page of the individuals of a class.

    Args:
        listing: the page.
        collection: the address of the list of all.
        views: addresses of pages by Hydra's names: view, first, previous, next, last.
        labels: of the class, by language.

    """
    node, view = NamedNode(collection), NamedNode(views["view"])
    yield Triple(node, _A, _hydra("Collection"))
    yield Triple(node, expand("void:class"), NamedNode(listing.class_iri))
    yield Triple(node, _hydra("totalItems"), integer_literal(listing.total))
    yield Triple(node, _hydra("view"), view)
    for individual in listing.individuals:
        yield Triple(node, _hydra("member"), NamedNode(individual.iri))
    yield Triple(view, _A, _hydra("PartialCollectionView"))
    for name, address in views.items():
        if name != "view":
            yield Triple(view, _hydra(name), NamedNode(address))
    yield from _labels(listing.class_iri, labels)
    for individual in listing.individuals:
        yield Triple(NamedNode(individual.iri), _A, NamedNode(listing.class_iri))
        yield from _labels(individual.iri, individual.labels)


def _labels(iri: str, labels: Mapping[str, str]) -> Iterator[Triple]:
    for language, label in sorted(labels.items()):
        literal = Literal(label, language=language) if language else Literal(label)
        yield Triple(NamedNode(iri), _LABEL, literal)


def _hydra(name: str) -> NamedNode:
    return NamedNode(HYDRA + name)
