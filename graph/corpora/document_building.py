"""Builds a document's part on its own: reads, maps, infers, checks and writes it.

It runs in one process per core. Its arguments and results are plain values.
"""

import gc
from dataclasses import dataclass
from pathlib import Path

from districtgraph.graph.claims.claim import Target
from districtgraph.graph.corpora.corpus_folder import OVERLAY_FILE, CorpusFolder
from districtgraph.graph.corpora.corpus_parts import CorpusPart, DocumentFacts, write_part
from districtgraph.graph.corpora.corpus_record import (
    RECORD_FILE,
    CorpusRecord,
    dump_record,
    read_corpus_record,
)
from districtgraph.graph.corpora.corpus_settings import CorpusError
from districtgraph.graph.corpora.corpus_vocabulary import (
    CorpusVocabulary,
    corpus_vocabulary,
)
from districtgraph.graph.corpora.document_content import (
    CLAIM_LINES,
    DocumentContent,
    dump_content,
    read_content,
)
from districtgraph.graph.corpora.document_graph import document_graph
from districtgraph.graph.corpora.document_reading import read_document_content
from districtgraph.graph.corpora.fingerprints import (
    document_inputs,
    document_state,
    overlay_hash,
    rules_version,
)
from districtgraph.graph.corpora.machine_audit import open_numerals
from districtgraph.graph.corpora.part_checks import check_document
from districtgraph.graph.corpora.rare_collections import collect_rarely
from districtgraph.graph.curation.overlay import Overlay, read_overlay_file
from districtgraph.graph.curation.overlay_references import check_references
from districtgraph.graph.curation.problems import Problems
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.text.text_files import ReadText, read_text_file

__all__ = [
    "ReadDocument",
    "begin_worker",
    "build_document",
    "read_again",
    "read_document",
    "stored_text",
]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read and may be put into its corpus.

    Attributes:
        files: the files of its folder: content by name.
        text: the text.
        part: its part, whose file has been written.

    """

    files: dict[str, str]
    text: str
    part: CorpusPart


def begin_worker(corpus: Path) -> None:
    """Load what all documents need, in a process that builds those of a corpus."""
    vocabulary = corpus_vocabulary(CorpusFolder(corpus).build)
    assert vocabulary.rules and vocabulary.nodes and vocabulary.labels and vocabulary.units
    # What is there now is permanent, and need not be examined again and again.
    gc.freeze()
    collect_rarely()


def read_document(corpus: Path, file: Path, record: CorpusRecord) -> ReadDocument:
    """Read a text and write its part; the corpus does not change yet.

    Args:
        corpus: the corpus.
        file: the file of the text.
        record: its record.

    Raises:
        GraphError, GraphRejectedError: the file is no text, or its graph is refused.

    """
    folder = CorpusFolder(corpus)
    source = read_text_file(file)
    place = folder.document(record.key)
    content = read_again(source, record, place, corpus_vocabulary(folder.build))
    part = _part(folder, record, content, "")
    files = {RECORD_FILE: dump_record(record), CLAIM_LINES: dump_content(content)}
    return ReadDocument(files, source.text, part)


def build_document(
    corpus: Path, key: str, reread: bool = False
) -> tuple[CorpusPart, dict[str, str]]:
    """Return the part of a document of a corpus, and the files of its folder that change.

    If a curator has changed its overlay, that is applied to the text again.

    Args:
        corpus: the corpus.
        key: the document's name.
        reread: read the text again if older rules have read it.

    Raises:
        GraphError, GraphRejectedError: one of its files is malformed, its text is not available, or
            its graph is refused.

    """
    folder = CorpusFolder(corpus)
    place = folder.document(key)
    record, content = read_corpus_record(place), read_content(place)
    if content.sha256 != record.document.sha256:
        raise SourceFileError(
            place / CLAIM_LINES,
            1,
            "was made from another text: run `districtgraph add` with this one",
        )
    files: dict[str, str] = {}
    current = (rules_version() if reread else content.made_by[0], overlay_hash(place))
    if content.made_by[0] and content.made_by != current:
        source = stored_text(folder, record)
        content = read_again(source, record, place, corpus_vocabulary(folder.build))
        files = {RECORD_FILE: dump_record(record), CLAIM_LINES: dump_content(content)}
    inputs = "" if files else document_inputs(place, folder.settings.base)
    return _part(folder, record, content, inputs), files


def read_again(
    source: ReadText, record: CorpusRecord, place: Path, vocabulary: CorpusVocabulary
) -> DocumentContent:
    """Return what the rules, and the overlay in a document's folder, claim of a text."""
    overlay: Overlay | None = None
    problems = Problems()
    if (place / OVERLAY_FILE).exists():
        overlay = read_overlay_file(place / OVERLAY_FILE, problems=problems)
        check_references(overlay, things_elsewhere=True, problems=problems)
    made_by = rules_version(), overlay_hash(place)
    return read_document_content(source, record, vocabulary, overlay, made_by, problems)


def stored_text(folder: CorpusFolder, record: CorpusRecord) -> ReadText:
    """Return the text of a document of a corpus; CorpusError if it is not available."""
    path = folder.text(record.document.sha256)
    if not path.exists():
        raise CorpusError(
            f"{record.key}: its text is missing: put it at "
            f"{path}, or run `districtgraph add` with it"
        )
    source = read_text_file(path)
    if source.sha256 != record.document.sha256:
        raise CorpusError(f"{path}: its SHA-256 is not that in its name; restore the file")
    return source


def _part(
    folder: CorpusFolder, record: CorpusRecord, content: DocumentContent, inputs: str
) -> CorpusPart:
    vocabulary = corpus_vocabulary(folder.build)
    graph = document_graph(record, content, vocabulary)
    check_document(graph, vocabulary)
    part = CorpusPart(f"documents/{record.key}", inputs, "", 0, _facts(folder, record, content))
    return write_part(folder.build, part, graph.graphs, folder.settings.base)


def _facts(folder: CorpusFolder, record: CorpusRecord, content: DocumentContent) -> DocumentFacts:
    figures = content.figures
    document = record.document
    return {
        "file": document.file,
        "title": document.title_zh,
        "sha256": document.sha256,
        "characters": document.characters,
        "place": record.place_code[:6],
        "places": sorted({record.place_code[:6], *content.places}),
        "published": record.published.isoformat() if record.published else None,
        "year": record.published.year if record.published else record.year,
        "source": record.source,
        "claims": len(content.claims),
        "figures": len(figures),
        "targets": sum(isinstance(claim, Target) for claim in figures),
        "linked": len(figures) - content.proposed,
        "proposed": content.proposed,
        "open": len(content.open),
        "numerals": len(content.audit.numerals),
        "unexplained": len(open_numerals(content.audit)),
        "rules": content.made_by[0],
        "state": document_state(folder.document(record.key)),
    }
