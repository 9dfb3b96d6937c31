"""Builds what has changed in a corpus: documents on all cores, then what they share."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Triple

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import (
    APPLYING,
    BuiltParts,
    CorpusPart,
    DocumentFacts,
    is_description,
    read_parts,
    unused_files,
    write_part,
)
from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary
from districtgraph.graph.corpora.described_corpus import with_description
from districtgraph.graph.corpora.document_building import build_document
from districtgraph.graph.corpora.fingerprints import (
    document_inputs,
    document_state,
    is_as_noted,
    mapping_version,
    overlay_hash,
    rules_version,
    series_version,
)
from districtgraph.graph.corpora.parallel_work import THIS_MACHINE, Workplace, run_all
from districtgraph.graph.corpora.part_checks import check_series
from districtgraph.graph.corpora.place_graphs import PlaceDocument, place_document, place_graph
from districtgraph.graph.corpora.shared_parts import hash_of, shared_parts
from districtgraph.graph.dataset.check_report import GraphRejectedError
from districtgraph.graph.errors import GraphError
from districtgraph.graph.rdf.vocabulary import graph_name

__all__ = [
    "DOCUMENT_ERRORS",
    "SAVED",
    "Failure",
    "PlaceTriples",
    "Progress",
    "build_corpus",
    "build_documents",
    "changed_documents",
    "finish_parts",
    "noted",
    "stale_documents",
]

DOCUMENT_ERRORS = (GraphError, GraphRejectedError)
"""Errors of one document, which do not keep the others from being built."""
PlaceTriples = Callable[[str, Sequence[PlaceDocument]], Iterable[Triple]]
"""Returns the triples of a place, given its code and all its documents."""
_FEW_PLACES = 8
"""The most places for which it does not pay to start other processes for their series."""
_PlaceWork = tuple[Path, str, str, tuple[str, ...], PlaceTriples]
"""The folder of the corpus, the place's code, the inputs of its part, the keys of its documents."""
SAVED = 10.0
"""Seconds between saves of what has been built: an interruption loses at most this much work."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document, or the series of a place, that was left out, and why."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a build.

    Attributes:
        done, total: documents.
        characters: how many have been read so far.
        seconds: the time since it began.

    """

    done: int
    total: int
    characters: int
    seconds: float

    def __str__(self) -> str:
        rate = self.characters / self.seconds if self.seconds else 0
        left = (self.total - self.done) * self.seconds / self.done if self.done else 0
        return (
            f"{self.done:,} of {self.total:,} documents, {rate:,.0f} characters/s, "
            f"{left:,.0f} s left"
        )


def changed_documents(
    corpus: CorpusFolder, parts: BuiltParts, keys: Iterable[str]
) -> tuple[str, ...]:
    """Return which of some documents have no part, or one that is made from other inputs."""
    folder = corpus.documents
    return tuple(
        key for key in keys if _has_changed(corpus, folder / key, parts.documents.get(key))
    )


def stale_documents(parts: BuiltParts) -> frozenset[str]:
    """Return the keys of the documents whose claims were read by older rules."""
    current = ("", rules_version())
    return frozenset(k for k, part in parts.documents.items() if part.facts["rules"] not in current)


def _has_changed(corpus: CorpusFolder, folder: Path, part: CorpusPart | None) -> bool:
    if part is None:
        return True
    version = f"{mapping_version()} "
    if part.inputs.startswith(version) and is_as_noted(folder, part.facts.get("state")):
        return False
    return part.inputs != _inputs(corpus, folder)


def _inputs(corpus: CorpusFolder, folder: Path) -> str:
    return (
        f"{mapping_version()} {document_inputs(folder, corpus.settings.base)} "
        f"{overlay_hash(folder)}"
    )


def noted(corpus: CorpusFolder, key: str, part: CorpusPart) -> CorpusPart:
    """Return a part with the hash of the inputs that its document's folder has now."""
    folder = corpus.document(key)
    facts: DocumentFacts = {**part.facts, "state": document_state(folder)}
    return replace(part, inputs=_inputs(corpus, folder), facts=facts)


def build_corpus(
    corpus: CorpusFolder,
    report: Callable[[Progress], None] = lambda progress: None,
    place_triples: PlaceTriples = place_graph,
    workplace: Workplace = THIS_MACHINE,
    reread: bool = False,
) -> tuple[BuiltParts, tuple[Failure, ...]]:
    """Build what has changed; the caller holds the lock of the corpus.

    Args:
        corpus: the corpus.
        report: is called with the progress.
        place_triples: returns the triples of a place.
        workplace: where documents are built.
        reread: also read again the texts that older rules have read.

    Returns:
        The parts, and the failures: of a document that fails the previous part remains, and the
        series of a place that fail are left out.

    """
    known = read_parts(corpus.build, corpus.settings.base)
    parts, failures = build_documents(corpus, known, report, workplace, reread)
    made, refused = finish_parts(corpus, parts, known, place_triples, workplace)
    return made, (*failures, *refused)


def build_documents(
    corpus: CorpusFolder,
    known: BuiltParts,
    report: Callable[[Progress], None] = lambda progress: None,
    workplace: Workplace = THIS_MACHINE,
    reread: bool = False,
) -> tuple[BuiltParts, tuple[Failure, ...]]:
    """Build the documents that have changed, but not what documents share; see `finish_parts`.

    Args:
        corpus: the corpus.
        known: the recorded parts.
        report: is called with the progress.
        workplace: where documents are built.
        reread: also read again the texts that older rules have read.

    Returns:
        The parts, with shared ones as they were, and the documents that failed.

    """
    keys = corpus.document_keys()
    documents = {key: known.documents[key] for key in keys if key in known.documents}
    parts = replace(known, documents=documents)
    stale = stale_documents(parts) if reread else frozenset()
    changed = sorted(stale.union(changed_documents(corpus, parts, keys)))
    failures: list[Failure] = []
    began = saved = time.monotonic()
    characters = 0
    work = [(corpus.path, key, reread) for key in changed]
    results = run_all(_build_one, work, corpus.path, workplace)
    for done, ((_, key, _), result) in enumerate(results, 1):
        if isinstance(result, str):
            failures.append(Failure(key, result))
        else:
            part, files = result
            if files:
                corpus.put(key, files)
            documents[key] = noted(corpus, key, part)
            characters += part.facts["characters"]
        if time.monotonic() - saved > SAVED:
            replace(parts, documents=documents).write(corpus.build)
            saved = time.monotonic()
        report(Progress(done, len(changed), characters, time.monotonic() - began))
    return replace(parts, documents=documents), tuple(failures)


def _build_one(work: tuple[Path, str, bool]) -> tuple[CorpusPart, dict[str, str]] | str:
    try:
        return build_document(*work)
    except DOCUMENT_ERRORS as error:
        return str(error)


def finish_parts(
    corpus: CorpusFolder,
    parts: BuiltParts,
    known: BuiltParts,
    place_triples: PlaceTriples = place_graph,
    workplace: Workplace = THIS_MACHINE,
) -> tuple[BuiltParts, tuple[Failure, ...]]:
    """Make what documents share, record all parts, and remove the files of earlier parts.

    Args:
        corpus: the corpus.
        parts: those of its documents.
        known: the recorded parts; if they are those that are made, there is nothing to record.
        place_triples: returns the triples of a place.
        workplace: where the parts of places are made, and parts are counted, if many are new.

    Returns:
        The parts, and the places whose series failed and are left out.

    """
    shared = {part.name: part for part in shared_parts(corpus, parts)}
    failures: list[Failure] = []
    for name, made_of in _of_places(corpus, parts, place_triples, workplace):
        if isinstance(made_of, Failure):
            failures.append(made_of)
        else:
            shared[name] = made_of
    described = {name: part for name, part in parts.shared.items() if is_description(name)}
    made = with_description(corpus, replace(parts, shared={**described, **shared}), workplace)
    if made == known:
        return made, tuple(failures)
    made.write(corpus.build)
    # A server needs the parts that it has loaded, and those that it is about to load, to see what
    # has changed, at the latest after the next change.
    store = corpus.build / "store"
    for path in list(unused_files(corpus.build, made, (store, store / APPLYING))):
        path.unlink(missing_ok=True)
    return made, tuple(failures)


def _of_places(
    corpus: CorpusFolder, parts: BuiltParts, place_triples: PlaceTriples, workplace: Workplace
) -> Iterator[tuple[str, CorpusPart | Failure]]:
    """Yield the part of each place, in the order of codes."""
    by_place: dict[str, list[CorpusPart]] = {}
    for key in sorted(parts.documents):
        part = parts.documents[key]
        by_place.setdefault(part.facts["place"], []).append(part)
    made: dict[str, CorpusPart | Failure] = {}
    new: list[_PlaceWork] = []
    for code, documents in sorted(by_place.items()):
        inputs = f"{series_version()} {hash_of(part.sha256 for part in documents)}"
        known = parts.shared.get(f"place/{code}")
        if known and known.inputs == inputs:
            made[code] = known
        else:
            keys = tuple(part.name.rpartition("/")[2] for part in documents)
            new.append((corpus.path, code, inputs, keys, place_triples))
    results = run_all(_place_part, new, corpus.path, workplace, _FEW_PLACES)
    made.update((work[1], result) for work, result in results)
    yield from ((f"place/{code}", made[code]) for code in sorted(made))


def _place_part(work: "_PlaceWork") -> CorpusPart | Failure:
    """Write the part of a place: what its documents say only in combination."""
    path, code, inputs, keys, place_triples = work
    corpus = CorpusFolder(path)
    read = [place_document(corpus, key) for key in keys]
    triples = tuple(place_triples(code, read))
    try:
        vocabulary = corpus_vocabulary(corpus.build)
        claims = [document.claims for document in read]
        check_series(triples, vocabulary.places([code]), claims, vocabulary)
    except GraphRejectedError as error:
        return Failure(f"series of {code}", str(error))
    graphs = {graph_name(f"series/{code}"): triples}
    part = CorpusPart(f"place/{code}", inputs, "", 0)
    return write_part(corpus.build, part, graphs, corpus.settings.base)
