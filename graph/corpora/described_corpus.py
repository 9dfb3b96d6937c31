"""The parts of a corpus that describe it as a dataset, and are updated with each change.

One describes the whole; the documents are listed in parts of their own, by the first characters of
their keys, so that a new document changes one short list. They are loaded like all parts, so that a
server that follows a corpus has an up-to-date description.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby

from pyoxigraph import Triple

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import (
    DESCRIPTION,
    BuiltParts,
    CorpusPart,
    is_description,
    write_part,
)
from districtgraph.graph.corpora.corpus_statistics import corpus_counts
from districtgraph.graph.corpora.fingerprints import mapping_version
from districtgraph.graph.corpora.parallel_work import THIS_MACHINE, Workplace
from districtgraph.graph.corpora.shared_parts import hash_of
from districtgraph.graph.dataset.corpus_description import (
    CorpusAbout,
    DescribedDocument,
    describe_corpus,
    describe_document,
)
from districtgraph.graph.rdf.vocabulary import graph_name

__all__ = ["with_description"]

_LISTED_BY = 2
"""The first characters of keys: of most documents those of their province's code."""


def with_description(
    corpus: CorpusFolder, parts: BuiltParts, workplace: Workplace = THIS_MACHINE
) -> BuiltParts:
    """Return the parts with those that describe them, made again where anything has changed.

    Args:
        corpus: the corpus.
        parts: all its other parts, and the descriptions that are known.
        workplace: where they are counted, if many are new.

    Raises:
        CorpusError: a part's file is missing or damaged.
        OSError: nothing can be written.

    """
    others = {name: part for name, part in parts.shared.items() if not is_description(name)}
    made = (_whole(corpus, parts, workplace), *_lists(corpus, parts))
    return replace(parts, shared={**others, **{part.name: part for part in made}})


def _whole(corpus: CorpusFolder, parts: BuiltParts, workplace: Workplace) -> CorpusPart:
    settings = corpus.settings
    titles = {"zh": settings.title_zh, "en": settings.title_en}
    about = CorpusAbout(titles, settings.licence, parts.version)
    inputs = f"{mapping_version()} {hash_of((*titles.values(), settings.licence, about.version))}"
    known = parts.shared.get(DESCRIPTION)
    if known is not None and known.inputs == inputs:
        return known
    counts = corpus_counts(corpus.build, parts, workplace)
    documents = [_counted(part) for part in parts.documents.values()]
    part = CorpusPart(DESCRIPTION, inputs, "", 0)
    return _written(corpus, part, describe_corpus(about, counts, documents))


def _counted(part: CorpusPart) -> DescribedDocument:
    facts = part.facts
    return DescribedDocument(
        facts["place"], facts["claims"], facts["numerals"], facts["unexplained"]
    )


def _lists(corpus: CorpusFolder, parts: BuiltParts) -> Iterator[CorpusPart]:
    """Yield the lists of documents.

    The list of a document depends on its key alone: if it went from one list to another, and both
    were not applied to a store at once, the later removal would take what the other had added.
    """
    made_by = f"{mapping_version()} {corpus.settings.base}"
    for start, keys in groupby(sorted(parts.documents), key=lambda key: key[:_LISTED_BY]):
        titles = {key: parts.documents[key].facts["title"] for key in keys}
        inputs = f"{made_by} {hash_of(f'{key} {title}' for key, title in titles.items())}"
        name = f"{DESCRIPTION}/{start}"
        known = parts.shared.get(name)
        if known is not None and known.inputs == inputs:
            yield known
        else:
            triples = chain.from_iterable(describe_document(*item) for item in titles.items())
            yield _written(corpus, CorpusPart(name, inputs, "", 0), triples)


def _written(corpus: CorpusFolder, part: CorpusPart, triples: Iterable[Triple]) -> CorpusPart:
    graphs = {graph_name("dataset"): tuple(triples)}
    return write_part(corpus.build, part, graphs, corpus.settings.base)
