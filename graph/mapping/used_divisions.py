"""The administrative divisions that documents mention, and those that contain them."""

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from districtgraph.graph.curation.overlay import CuratedEntity
from districtgraph.graph.mapping.division_mapping import division_triples
from districtgraph.graph.places.divisions import Division, load_divisions
from districtgraph.graph.rdf.vocabulary import expand, individual

__all__ = ["used_division_triples"]

_CODED = re.compile("place/([0-9]{6})")
_DESCRIBED = (expand("rdf:type"), expand("rdfs:label"))
"""The entry for a place among an article's entities, with the words that name it."""


def used_division_triples(entities: Iterable[CuratedEntity]) -> Iterator[Triple]:
    """Yield the facts of the code books about the divisions among individuals, and their parents.

    These are code, pinyin, first year and parent; also class and name if no individual has them.
    """
    codes = {match.group(1) for item in entities if (match := _CODED.fullmatch(item.id))}
    described = {individual(f"place/{code}") for code in codes}
    for triple in division_triples(_known(codes)):
        if triple.subject not in described or triple.predicate not in _DESCRIBED:
            yield triple


def _known(codes: Iterable[str]) -> Iterator[Division]:
    for code in sorted(codes):
        if division := load_divisions().latest(code):
            yield division
