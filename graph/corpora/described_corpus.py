"""The part of a corpus that describes it as a dataset, and is updated with each change.

It is loaded like all parts, so that a server that follows a corpus has an up-to-date description.
"""

import hashlib
from dataclasses import replace

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import (
    DESCRIPTION,
    BuiltParts,
    CorpusPart,
    write_part,
)
from districtgraph.graph.corpora.corpus_statistics import corpus_counts
from districtgraph.graph.corpora.fingerprints import mapping_version
from districtgraph.graph.corpora.parallel_work import THIS_MACHINE, Workplace
from districtgraph.graph.dataset.corpus_description import (
    CorpusAbout,
    DescribedDocument,
    describe_corpus,
)
from districtgraph.graph.rdf.vocabulary import graph_name

__all__ = ["with_description"]


def with_description(
    corpus: CorpusFolder, parts: BuiltParts, workplace: Workplace = THIS_MACHINE
) -> BuiltParts:
    """Return the parts with the one that describes them, made again if anything has changed.

    Args:
        corpus: the corpus.
        parts: all its other parts.
        workplace: where they are counted, if many are new.

    Raises:
        CorpusError: a part's file is missing or damaged.
        OSError: nothing can be written.

    """
    settings = corpus.settings
    titles = {"zh": settings.title_zh, "en": settings.title_en}
    about = CorpusAbout(titles, settings.licence, parts.version)
    named = "\n".join((*titles.values(), settings.licence, parts.version))
    inputs = f"{mapping_version()} {hashlib.sha256(named.encode()).hexdigest()[:16]}"
    known = parts.shared.get(DESCRIPTION)
    if known is not None and known.inputs == inputs:
        return parts
    counts = corpus_counts(corpus.build, parts, workplace)
    documents = [_described(key, part) for key, part in sorted(parts.documents.items())]
    triples = tuple(describe_corpus(about, counts, documents))
    part = write_part(
        corpus.build,
        CorpusPart(DESCRIPTION, inputs, "", 0),
        {graph_name("dataset"): triples},
        settings.base,
    )
    return replace(parts, shared={**parts.shared, DESCRIPTION: part})


def _described(key: str, part: CorpusPart) -> DescribedDocument:
    facts = part.facts
    return DescribedDocument(
        key,
        facts["title"],
        facts["place"],
        facts["claims"],
        facts["numerals"],
        facts["unexplained"],
    )
