"""Pairs of labels, for reading side by side: `python -m tests.ontology.label_pairs`."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from districtgraph.graph.curation.overlay import read_overlay
from districtgraph.ontology.loading import load_ontology, load_schemes
from tests import COMMITTED_ARTICLES

__all__ = ["LabelPair", "label_pairs"]

_LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
)


@dataclass(frozen=True, slots=True, order=True)
class LabelPair:
    """One thing with its label in both languages."""

    name: str
    zh: str
    en: str


def label_pairs() -> list[LabelPair]:
    """Return the labels of terms, concepts, units and the committed articles' entities."""
    return sorted({*_of_the_ontology(), *_of_the_articles()})


def _of_the_ontology() -> Iterator[LabelPair]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in (*load_ontology(), *load_schemes()):
        value = triple.object
        if triple.predicate.value in _LABELS and isinstance(value, Literal) and value.language:
            labels[str(triple.subject)[1:-1]][value.language] = value.value
    for iri, said in labels.items():
        if {"zh", "en"} <= said.keys():
            yield LabelPair(iri.rpartition("/id/")[2] or iri, said["zh"], said["en"])


def _of_the_articles() -> Iterator[LabelPair]:
    for folder in sorted(path.parent for path in COMMITTED_ARTICLES.glob("*/entities.yaml")):
        for entity in read_overlay(folder).entities:
            yield LabelPair(entity.id, entity.zh, entity.en)


if __name__ == "__main__":
    for pair in label_pairs():
        print(pair.name, pair.zh, pair.en, sep="\t")
