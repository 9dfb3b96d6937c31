"""What follows from the vocabulary alone, stored beside what is built of a corpus.

    build/inferred.nt.zst    the triples, after a line with the version of what they were made by

One command infers them, and all later ones read them: to load the reasoner and to run it takes half
as long as to read a report.
"""

from pathlib import Path

import zstandard
from pyoxigraph import RdfFormat, Triple, parse, serialize

from districtgraph.graph.corpora.corpus_folder import write_whole
from districtgraph.graph.corpora.fingerprints import mapping_version

__all__ = ["INFERENCES_FILE", "read_inferences", "write_inferences"]

INFERENCES_FILE = "inferred.nt.zst"


def read_inferences(build: Path) -> tuple[Triple, ...] | None:
    """Return the triples; None if there are none, or they are of another version."""
    try:
        content = zstandard.ZstdDecompressor().decompress((build / INFERENCES_FILE).read_bytes())
        if not content.startswith(_head()):
            return None
        quads = parse(content.removeprefix(_head()), format=RdfFormat.N_TRIPLES)
        return tuple(quad.triple for quad in quads)
    except (OSError, SyntaxError, zstandard.ZstdError):
        return None


def write_inferences(build: Path, triples: tuple[Triple, ...]) -> None:
    """Store the triples; the caller holds the lock of the corpus."""
    content = _head() + (serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    build.mkdir(parents=True, exist_ok=True)
    write_whole(build / INFERENCES_FILE, zstandard.ZstdCompressor().compress(content))


def _head() -> bytes:
    return f"# {mapping_version()}\n".encode()
