"""The divisions that are known, for `--place`; the one function by which the index is reached."""

from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.graph.curation.articles import read_articles
from districtgraph.graph.extraction.places import Place, PlaceIndex
from districtgraph.graph.rdf.vocabulary import BASE, term
from districtgraph.ontology.loading import load_turtle

__all__ = ["place_index"]

_REFERENCE = Path(__file__).parents[1] / "reference" / "administrative-areas.ttl"


@cache
def place_index() -> PlaceIndex:
    """Return the index of divisions, from the reference data and the articles' entities."""
    codes = {
        triple.subject.value.removeprefix(f"{BASE}id/"): triple.object.value
        for triple in load_turtle([_REFERENCE])
        if triple.predicate == term("areaCode")
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal)
    }
    return PlaceIndex(
        Place(entity.zh, codes[entity.id])
        for article in read_articles()
        for entity in article.overlay.entities
        if entity.id in codes
    )
