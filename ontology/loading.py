"""Loads the ontology, the concept schemes and the shapes from their Turtle files."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse

__all__ = [
    "ONTOLOGY_FILE",
    "SCHEMES_FOLDER",
    "SERIES_FILE",
    "SERIES_SHAPES_FILE",
    "SHAPES_FILE",
    "OntologyFileError",
    "load_ontology",
    "load_schemes",
    "load_shapes",
    "load_turtle",
]

_FOLDER = Path(__file__).parent
ONTOLOGY_FILE = _FOLDER / "districtgraph.ttl"
SHAPES_FILE = _FOLDER / "shapes.ttl"
SERIES_FILE = _FOLDER / "series.ttl"
"""The part of the ontology on what several texts say together."""
SERIES_SHAPES_FILE = _FOLDER / "series-shapes.ttl"
SCHEMES_FOLDER = _FOLDER / "schemes"
_PARSED = 16
"""Sets of files whose triples stay in memory; a process reads five."""


class OntologyFileError(ValueError):
    """A Turtle file cannot be read.

    Args:
        path: the file.
        line: the line, counted from 1; None where the file itself is missing.
        column: the column, counted from 1; None where there is no line.
        message: what is wrong.

    """

    def __init__(
        self, path: Path, message: str, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(
            f"{':'.join(str(part) for part in (path, line, column) if part)}: {message}"
        )
        self.path = path
        self.line = line
        self.column = column


def load_ontology() -> tuple[Triple, ...]:
    """Return the triples of the ontology, in a fixed order and with fixed blank node labels."""
    return load_turtle([ONTOLOGY_FILE, SERIES_FILE])


def load_schemes(folder: Path = SCHEMES_FOLDER) -> tuple[Triple, ...]:
    """Return the triples of all concept schemes, those in subfolders included, in a fixed order."""
    files = sorted(folder.rglob("*.ttl"))
    if not files:
        raise OntologyFileError(folder, "contains no scheme")
    return load_turtle(files)


def load_shapes() -> tuple[Triple, ...]:
    """Return the triples of the SHACL shapes."""
    return load_turtle([SHAPES_FILE, SERIES_SHAPES_FILE])


def load_turtle(files: Iterable[Path]) -> tuple[Triple, ...]:
    """Return the merged triples of Turtle files, sorted, blank nodes named by RDFC-1.0.

    Blank nodes get new names at every parse; the canonical names make the same files give the same
    bytes (https://www.w3.org/TR/rdf-canon/).

    Raises:
        OntologyFileError: a file is missing or is not Turtle; names file and line.

    """
    return _parsed(tuple((path, _content(path)) for path in files))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OntologyFileError(path, f"cannot be read: {error}") from error


@lru_cache(maxsize=_PARSED)
def _parsed(files: tuple[tuple[Path, bytes], ...]) -> tuple[Triple, ...]:
    """Return the triples of files by their content: many ask for the same in one build."""
    quads: Iterable[Quad] = [quad for path, content in files for quad in _quads(path, content)]
    if any(isinstance(end, BlankNode) for quad in quads for end in (quad.subject, quad.object)):
        quads = Dataset(quads)
        quads.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted({quad.triple for quad in quads}, key=str))


def _quads(path: Path, content: bytes) -> list[Quad]:
    try:
        return list(parse(content, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        message = f"is not Turtle: {error.msg}"
        raise OntologyFileError(path, message, error.lineno, error.offset) from error
