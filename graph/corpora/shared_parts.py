"""The parts that the documents of a corpus share: the vocabulary, and the divisions by province.

A division is described in the part of its province, so that a report of a new place changes that
part alone.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import BuiltParts, CorpusPart, write_part
from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary
from districtgraph.graph.corpora.fingerprints import mapping_version
from districtgraph.graph.corpora.stored_inferences import write_inferences
from districtgraph.graph.dataset.check_report import GraphRejectedError
from districtgraph.graph.mapping.division_mapping import division_triples, with_ancestors
from districtgraph.graph.places.divisions import Division, load_divisions
from districtgraph.graph.rdf.vocabulary import graph_name, individual
from districtgraph.ontology.validation import validate
from districtgraph.ontology.violations import format_violation

__all__ = ["hash_of", "shared_parts"]

_PROVINCE = 2
"""The first digits of a division's code, which are those of its province."""


def shared_parts(corpus: CorpusFolder, parts: BuiltParts) -> Iterator[CorpusPart]:
    """Yield the parts; those whose inputs have changed are written.

    Args:
        corpus: the corpus.
        parts: those of its documents, and the shared ones that are known.

    Raises:
        GraphRejectedError: the vocabulary is wrong.
        OSError: a part cannot be written.

    """
    made_by = f"{mapping_version()} {corpus.settings.base}"
    known = parts.shared.get("vocabulary")
    yield known if known and known.inputs == made_by else _vocabulary(corpus, made_by)
    codes = {code for part in parts.documents.values() for code in part.facts["places"]}
    divisions = load_divisions()
    used = [item for code in sorted(codes) if (item := divisions.latest(code))]
    described = with_ancestors(used)
    for province in sorted({item.code[:_PROVINCE] for item in used}):
        own = [item for item in used if item.code.startswith(province)]
        # Divisions of other provinces, too, may be what its divisions have become.
        others = [item for item in described if not item.code.startswith(province)]
        names = (item.code for item in (*own, *_successors(own, others)))
        inputs = f"{made_by} {hash_of(names)}"
        known = parts.shared.get(f"places/{province}")
        if known and known.inputs == inputs:
            yield known
        else:
            yield _places(corpus, CorpusPart(f"places/{province}", inputs, "", 0), own, others)


def _successors(own: Iterable[Division], others: Collection[Division]) -> Iterator[Division]:
    codes = {code for item in with_ancestors(own) for code in item.replaced_by}
    yield from (item for item in others if item.code in codes)


def _vocabulary(corpus: CorpusFolder, inputs: str) -> CorpusPart:
    found = corpus_vocabulary(corpus.build)
    known = (*found.ontology, *found.concepts, *found.reference, *found.inferred)
    if wrong := validate(known):
        raise GraphRejectedError("\n".join(map(format_violation, wrong)))
    graphs = {
        graph_name("ontology"): found.ontology,
        graph_name("concepts"): found.concepts,
        graph_name("reference"): found.reference,
        graph_name("inferred"): found.inferred,
    }
    write_inferences(corpus.build, found.inferred)
    part = CorpusPart("vocabulary", inputs, "", 0)
    return write_part(corpus.build, part, graphs, corpus.settings.base)


def _places(
    corpus: CorpusFolder, part: CorpusPart, own: Iterable[Division], others: Collection[Division]
) -> CorpusPart:
    """Write the part of a province.

    What is inferred of divisions elsewhere is in their own part: a line is in one part alone, so
    that it goes with that part.
    """
    triples = tuple(dict.fromkeys(division_triples(own, elsewhere=others)))
    places = individual("place/").value
    mine = f"{places}{part.name.rpartition('/')[2]}"
    inferred = tuple(
        triple
        for triple in corpus_vocabulary(corpus.build).rules.follow(triples)
        if (iri := getattr(triple.subject, "value", "")).startswith(mine)
        or not iri.startswith(places)
    )
    graphs = {graph_name("places"): triples, graph_name("inferred/places"): inferred}
    return write_part(corpus.build, part, graphs, corpus.settings.base)


def hash_of(names: Iterable[str]) -> str:
    """Return a hash of names in their order."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
