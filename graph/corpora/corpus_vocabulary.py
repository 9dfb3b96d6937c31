"""What all documents of all corpora share: ontology, schemes, rules, and their inferences.

A process reads it once. What follows from it is stored with each corpus, so that only the first
command has to infer it.
"""

import hashlib
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path

from pyoxigraph import Triple

from districtgraph.graph.corpora.indicator_units import IndicatorUnits
from districtgraph.graph.corpora.stored_inferences import read_inferences
from districtgraph.graph.mapping.division_mapping import division_triples
from districtgraph.graph.mapping.labels import Labels, read_labels
from districtgraph.graph.places.divisions import load_divisions
from districtgraph.ontology.assertion_rules import AssertionRules, compile_rules
from districtgraph.ontology.described_nodes import DescribedNodes
from districtgraph.ontology.loading import load_ontology, load_schemes, load_turtle

__all__ = [
    "CorpusVocabulary",
    "DescribedPlaces",
    "corpus_vocabulary",
    "described_divisions",
]

_REFERENCE = Path(__file__).parents[1] / "reference"
_FILES = ("provenance.ttl", "corpus-rules.ttl")
_PLACES = 64
"""How many sets of divisions are cached with their inferences; documents come place by place."""


class DescribedPlaces:
    """Divisions with the divisions that contain them.

    Args:
        triples: the triples that describe them.
        inferred: the inferred triples.
        below: the descriptions of everything else.

    """

    def __init__(
        self, triples: tuple[Triple, ...], inferred: tuple[Triple, ...], below: DescribedNodes
    ) -> None:
        self.triples = triples
        self.inferred = inferred
        self.nodes = DescribedNodes(dict.fromkeys((*triples, *inferred)), below)


class CorpusVocabulary:
    """The vocabulary, and everything that is computed from it once.

    Args:
        inferred: what follows from it; None if that has to be inferred.

    """

    def __init__(self, inferred: tuple[Triple, ...] | None) -> None:
        self._stored = inferred

    @cached_property
    def ontology(self) -> tuple[Triple, ...]:
        """The axioms."""
        return load_ontology()

    @cached_property
    def concepts(self) -> tuple[Triple, ...]:
        """The concept schemes."""
        return load_schemes()

    @cached_property
    def reference(self) -> tuple[Triple, ...]:
        """The agents and rules that documents refer to."""
        return load_turtle([_REFERENCE / name for name in _FILES])

    @cached_property
    def _compiled(self) -> tuple[AssertionRules, tuple[Triple, ...]]:
        return compile_rules(self.ontology, (*self.concepts, *self.reference), self._stored)

    @property
    def rules(self) -> AssertionRules:
        """The rules for what a document's assertions entail."""
        return self._compiled[0]

    @property
    def inferred(self) -> tuple[Triple, ...]:
        """The inferred triples about the vocabulary's own individuals."""
        return self._compiled[1]

    @cached_property
    def nodes(self) -> DescribedNodes:
        """All triples by their subjects."""
        return DescribedNodes(
            dict.fromkeys((*self.ontology, *self.concepts, *self.reference, *self.inferred))
        )

    @cached_property
    def labels(self) -> Labels:
        """The labels of everything in it."""
        return read_labels((*self.ontology, *self.concepts, *self.reference))

    @cached_property
    def units(self) -> IndicatorUnits:
        """The units of indicators."""
        return IndicatorUnits(self.concepts)

    @cached_property
    def digest(self) -> str:
        """A hash of the vocabulary."""
        digest = hashlib.sha256()
        for triples in (self.ontology, self.concepts, self.reference):
            for triple in triples:
                digest.update(f"{triple}\n".encode())
        return digest.hexdigest()

    def places(self, codes: Iterable[str]) -> DescribedPlaces:
        """Return the divisions with these codes, and those that contain them."""
        return _places(self, tuple(sorted(set(codes))))


def described_divisions(codes: Iterable[str]) -> tuple[Triple, ...]:
    """Return the triples that describe divisions, in the order of codes, and what contains them."""
    divisions = load_divisions()
    used = [item for code in sorted(set(codes)) if (item := divisions.latest(code))]
    return tuple(dict.fromkeys(division_triples(used)))


@cache
def corpus_vocabulary(build: Path | None = None) -> CorpusVocabulary:
    """Return the vocabulary, which corpora with the same stored inferences share.

    Args:
        build: the folder of what is built of a corpus, where its inferences may be stored; None to
            infer them.

    """
    return _vocabulary(read_inferences(build) if build else None)


@cache
def _vocabulary(inferred: tuple[Triple, ...] | None) -> CorpusVocabulary:
    return CorpusVocabulary(inferred)


@lru_cache(maxsize=_PLACES)
def _places(vocabulary: CorpusVocabulary, codes: tuple[str, ...]) -> DescribedPlaces:
    triples = described_divisions(codes)
    return DescribedPlaces(triples, vocabulary.rules.follow(triples), vocabulary.nodes)
