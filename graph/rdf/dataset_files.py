"""Reads datasets from files: a built folder, or any RDF file with graphs or without."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from districtgraph.graph.errors import GraphError
from districtgraph.graph.rdf.rdf_source import rdf_source
from districtgraph.graph.rdf.vocabulary import BASE, term

__all__ = ["DatasetFileError", "base_of", "common_base", "read_quads"]

_QUADS = "dataset.nq"
_EVIDENCE = term("evidence").value.removeprefix(BASE)


class DatasetFileError(GraphError):
    """A file or folder holds no dataset that can be read; the message names it."""


def read_quads(path: Path) -> Iterator[Quad]:
    """Yield the quads of a built folder or of an RDF file, whose extension names its format.

    It may be compressed with gzip, as by `districtgraph backup`: .nq.gz.

    Raises:
        DatasetFileError: there is no such file or folder, or it holds something else.

    """
    file = path / _QUADS if path.is_dir() else path
    if path.is_dir() and not file.is_file():
        raise DatasetFileError(
            f"{path}: there is no {_QUADS} in it; `districtgraph build --data {path}` makes one"
        )
    if not file.is_file():
        raise DatasetFileError(
            f"{path}: there is no such file or folder; `districtgraph build` makes "
            "the dataset in build/"
        )
    gzipped = file.suffix == ".gz"
    extension = (file.with_suffix("") if gzipped else file).suffix
    rdf_format = RdfFormat.from_extension(extension.lstrip("."))
    if rdf_format is None:
        raise DatasetFileError(f"{file}: the extension names no RDF format, such as .nq or .trig")
    try:
        with rdf_source(file, gzipped=gzipped) as source:
            yield from parse(source.content, format=rdf_format, path=source.path)
    except (OSError, EOFError, zlib.error) as error:
        raise DatasetFileError(
            f"{file}: cannot be read: {getattr(error, 'strerror', '') or error}"
        ) from error
    except (SyntaxError, ValueError) as error:
        raise DatasetFileError(f"{file}: is not {rdf_format}: {error}") from error


def base_of(quads: Iterable[Quad]) -> str | None:
    """Return the base IRI of a dataset, by the property that every claim has; None without one."""
    for quad in quads:
        iri = quad.predicate.value
        if iri.endswith(_EVIDENCE) and isinstance(quad.subject, NamedNode):
            base = iri.removesuffix(_EVIDENCE)
            if quad.subject.value.startswith(base):
                return base
    return None


def common_base(old: Path, new: Path) -> str:
    """Return the base IRI of two datasets; if none has a claim to show it, the default one.

    Raises:
        DatasetFileError: one cannot be read, or they have different bases.

    """
    before, after = base_of(read_quads(old)), base_of(read_quads(new))
    if before and after and before != after:
        raise DatasetFileError(
            f"{old} has the base {before} and {new} has {after}: nothing in them is the same; "
            f"`districtgraph export --base-iri {before}` rebases a built dataset"
        )
    return before or after or BASE
