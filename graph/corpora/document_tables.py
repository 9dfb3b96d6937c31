"""Reads the stored tables of a corpus's documents.

A server reads them too: nothing here imports what makes them, which takes half a second to load.
"""

import hashlib
from pathlib import Path

import zstandard

import districtgraph
from districtgraph.graph.corpora.corpus_parts import BuiltParts
from districtgraph.graph.corpora.corpus_settings import CorpusError
from districtgraph.graph.tables.observation_table import ObservationTable, table_columns
from districtgraph.graph.tables.stored_rows import read_rows

__all__ = ["TABLES_FOLDER", "document_table", "rows_file"]

TABLES_FOLDER = "tables"
"""Of what is built."""


def document_table(build: Path, parts: BuiltParts, key: str) -> ObservationTable | None:
    """Return the table of a document; None if none is stored yet."""
    path = rows_file(build, parts, key)
    try:
        content = zstandard.ZstdDecompressor().decompress(path.read_bytes())
        return read_rows(content, parts.base, table_columns(parts.base))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, zstandard.ZstdError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); delete it and build again") from error


def rows_file(build: Path, parts: BuiltParts, key: str) -> Path:
    """Return the file of a document's rows, there or not."""
    vocabulary = parts.shared.get("vocabulary")
    made_of = (
        districtgraph.__version__,
        vocabulary.sha256 if vocabulary else "",
        parts.documents[key].sha256,
    )
    name = hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]
    return build / TABLES_FOLDER / f"{key}-{name}.json.zst"
