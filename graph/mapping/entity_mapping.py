"""Maps what a curator says of the named individuals to triples: class, kind and both labels."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Triple

from districtgraph.graph.curation.overlay import CuratedEntity
from districtgraph.graph.rdf.vocabulary import expand, individual, term

__all__ = ["entity_triples"]


def entity_triples(entities: Iterable[CuratedEntity]) -> Iterator[Triple]:
    """Yield the triples of named individuals.

    The class and the Chinese label stand in the mention's graph too, with their evidence; the kind,
    the dimensions and the English label are the curator's alone.
    """
    for entity in entities:
        node = individual(entity.id)
        yield Triple(node, expand("rdf:type"), term(entity.type))
        yield Triple(node, expand("rdfs:label"), Literal(entity.zh, language="zh"))
        yield Triple(node, expand("rdfs:label"), Literal(entity.en, language="en"))
        if entity.kind:
            kind = individual(f"initiative-kind/{entity.kind}")
            yield Triple(node, term("initiativeKind"), kind)
        for name in entity.about:
            yield Triple(node, term("dimension"), individual(f"dimension/{name}"))
