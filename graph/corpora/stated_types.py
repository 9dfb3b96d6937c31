"""The types that statements imply for things: no thing may have two disjoint ones."""

from collections.abc import Mapping
from itertools import combinations

from pyoxigraph import NamedNode, Triple

from districtgraph.graph.corpora.claimed_things import NamedEntity
from districtgraph.graph.corpora.corpus_vocabulary import CorpusVocabulary
from districtgraph.graph.rdf.vocabulary import expand, resolve, term
from districtgraph.ontology.disjointness import disjoint_classes

__all__ = ["StatedTypes"]

_TYPE = expand("rdf:type")


class StatedTypes:
    """The types that a document's statements give to things.

    Args:
        vocabulary: its rules say what a statement implies.

    """

    def __init__(self, vocabulary: CorpusVocabulary) -> None:
        self._vocabulary = vocabulary
        self._types: dict[NamedNode, set[NamedNode]] = {}

    def admit(
        self, subject: str, prop: str, object_: str, entities: Mapping[str, NamedEntity]
    ) -> bool:
        """Record a statement unless it gives a thing two types that exclude each other.

        Args:
            subject: reference of the statement's subject.
            prop: name of its property.
            object_: reference of its object.
            entities: the document's things by their local IRIs; all others are areas.

        """
        predicate = term(prop)
        if predicate.value not in self._vocabulary.labels.names:
            return False
        sides = {resolve(subject): subject, resolve(object_): object_}
        given = [Triple(resolve(subject), predicate, resolve(object_))]
        for node, reference in sides.items():
            entity = entities.get(reference)
            kind = entity.type if entity else "AdministrativeArea"
            known = self._types.get(node, set()) | {term(kind)}
            given += [Triple(node, _TYPE, item) for item in known]
        followed = [*given, *self._vocabulary.rules.follow(given)]
        types = {
            node: {t.object for t in followed if t.subject == node and t.predicate == _TYPE}
            for node in sides
        }
        if any(
            frozenset(pair) in disjoint_classes()
            for found in types.values()
            for pair in combinations(found, 2)
        ):
            return False
        for node, reference in sides.items():
            entity = entities.get(reference)
            if entity and entity.kind is None and term("Initiative") in types[node]:
                # Every initiative has a kind, and that of this thing is unknown.
                return False
        for node, found in types.items():
            self._types[node] = {item for item in found if isinstance(item, NamedNode)}
        return True
