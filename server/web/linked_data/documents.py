"""The documents about an IRI: its path with the extension of a format."""

from districtgraph.server.http.media_types import GRAPH_FORMATS, Format

__all__ = ["DATA_FORMATS", "DOCUMENT_FORMATS", "format_of_extension", "split_extension"]

DOCUMENT_FORMATS = GRAPH_FORMATS
"""The formats of documents, in the server's order of preference."""

DATA_FORMATS = tuple(item for item in DOCUMENT_FORMATS if item.engine)
"""The same without the page for people."""

_BY_EXTENSION = {item.extension: item for item in DOCUMENT_FORMATS}


def format_of_extension(extension: str) -> Format | None:
    """Return the format of an extension without its dot; None for an unknown one."""
    return _BY_EXTENSION.get(extension)


def split_extension(path: str) -> tuple[str, Format | None]:
    """Return a path without the extension of a document, and the document's format.

    A path with no extension, or one that is no format's (``ontology/0.1.0``), is a thing's.
    """
    thing, dot, extension = path.rpartition(".")
    found = format_of_extension(extension) if dot else None
    return (thing, found) if found else (path, None)
