"""Opens an RDF document for the engine, without a byte order mark."""

import gzip
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, cast

__all__ = ["RdfSource", "rdf_source"]


class RdfSource(NamedTuple):
    """The input of an engine's parser: a file's path, or its content if the path is not enough.

    Attributes:
        path: the path of the file; None if `content` is read.
        content: the file, open after the byte order mark; None if the engine opens it itself.

    """

    path: str | None
    content: IO[bytes] | None


@contextmanager
def rdf_source(path: Path | str, *, gzipped: bool = False) -> Iterator[RdfSource]:
    """Provide a document for a parser that would read a UTF-8 mark as part of the first term.

    Windows editors write the mark. The engine reads a file without one faster by itself.

    Args:
        path: the document's file.
        gzipped: whether it is compressed with gzip.

    Raises:
        ValueError: it begins with a mark of UTF-16.
        OSError, EOFError, zlib.error: it cannot be read.

    """
    # A GzipFile has all methods that a parser calls, though it is no BufferedReader.
    opened = gzip.open(path) if gzipped else Path(path).open("rb")  # noqa: SIM115
    with opened:
        file = cast(IO[bytes], opened)
        start = file.read(len(BOM_UTF8))
        if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            raise ValueError("it begins with a mark of UTF-16: save it as UTF-8")
        if start == BOM_UTF8:
            yield RdfSource(None, file)
        elif gzipped:
            file.seek(0)
            yield RdfSource(None, file)
        else:
            yield RdfSource(str(path), None)
