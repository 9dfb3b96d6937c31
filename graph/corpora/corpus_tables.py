"""The figures of a corpus as tables; only documents that have changed are read again.

    build/tables/KEY-HASH.json.zst    the rows of a document

The tables of the whole corpus are written from these, one document at a time.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import zstandard
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse

from districtgraph.graph.corpora.corpus_folder import write_whole
from districtgraph.graph.corpora.corpus_parts import BuiltParts, CorpusPart, part_lines
from districtgraph.graph.corpora.corpus_vocabulary import corpus_vocabulary, described_divisions
from districtgraph.graph.corpora.document_tables import TABLES_FOLDER, document_table, rows_file
from districtgraph.graph.corpora.parallel_work import run_all
from districtgraph.graph.corpora.part_changes import default_lines
from districtgraph.graph.rdf.rebase import rebase
from districtgraph.graph.tables.observation_table import (
    ObservationTable,
    TableFacts,
    observation_table,
    table_columns,
)
from districtgraph.graph.tables.stored_rows import dump_rows
from districtgraph.graph.tables.table_files import write_table_files

__all__ = ["write_corpus_tables"]


def write_corpus_tables(folder: Path, build: Path, parts: BuiltParts, licence: str) -> None:
    """Write the tables of a corpus into a folder.

    Args:
        folder: the folder for the tables.
        build: the folder of what is built, where the rows of each document are stored.
        parts: the parts of the corpus.
        licence: IRI of its licence.

    Raises:
        CorpusError: a part's file is missing or damaged.
        GraphError: a table cannot represent a value.
        OSError: a file cannot be written.

    """
    (build / TABLES_FOLDER).mkdir(exist_ok=True)
    wanted = {rows_file(build, parts, key): part for key, part in parts.documents.items()}
    work = [(path, build, parts.base, part) for path, part in wanted.items() if not path.exists()]
    for _ in run_all(_store_rows, work, build.parent):
        pass
    for path in set((build / TABLES_FOLDER).glob("*.json.zst")) - wanted.keys():
        path.unlink(missing_ok=True)
    write_table_files(folder, partial(_tables, build, parts), parts.version, licence)


def _tables(build: Path, parts: BuiltParts) -> Iterator[ObservationTable]:
    columns = table_columns(parts.base)
    # The tables have their headings even if there are no documents.
    yield ObservationTable(parts.base, columns, ())
    for key in sorted(parts.documents):
        table = document_table(build, parts, key)
        if table is not None and table.rows:
            yield table


def _store_rows(work: tuple[Path, Path, str, CorpusPart]) -> None:
    path, build, base, part = work
    lines = b"".join(set(default_lines(part_lines(build, part))))
    quads = parse(lines, format=RdfFormat.N_QUADS)
    beside = TableFacts(_places(base, part), _vocabulary(build, base))
    table = observation_table(quads, base, beside=beside)
    write_whole(path, zstandard.ZstdCompressor().compress(dump_rows(table)))


@lru_cache(maxsize=1)
def _vocabulary(build: Path, base: str) -> TableFacts:
    vocabulary = corpus_vocabulary(build)
    triples = (*vocabulary.ontology, *vocabulary.concepts, *vocabulary.reference)
    return TableFacts(_in_default_graph(triples, base))


def _places(base: str, part: CorpusPart) -> Iterator[Quad]:
    yield from _in_default_graph(described_divisions(part.facts["places"]), base)


def _in_default_graph(triples: Iterable[Triple], base: str) -> Iterator[Quad]:
    quads = (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    return rebase(quads, base)
