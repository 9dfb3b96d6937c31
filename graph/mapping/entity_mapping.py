"""Maps what a curator says of the named individuals to triples: class, kind and both labels."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from pyoxigraph import Literal, Triple

from districtgraph.graph.rdf.vocabulary import expand, individual, term

__all__ = ["DescribedEntity", "entity_triples"]


class DescribedEntity(Protocol):
    """A named individual, as a curator or a rule describes it.

    Attributes:
        id: local IRI, below …/id/.
        type: its class.
        kind: key of the scheme initiative-kinds, for initiatives.
        zh, en: its labels.
        about: keys of the scheme dimensions.

    """

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str | None: ...  # noqa: D102
    @property
    def zh(self) -> str: ...  # noqa: D102
    @property
    def en(self) -> str: ...  # noqa: D102
    @property
    def about(self) -> Sequence[str]: ...  # noqa: D102


def entity_triples(entities: Iterable[DescribedEntity]) -> Iterator[Triple]:
    """Yield the triples of named individuals.

    The class and the Chinese label are in the mention's graph too, with their evidence; the kind,
    the dimensions and the English label come from the curator only.
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
