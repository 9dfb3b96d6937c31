"""The data of single documents of a corpus, made of what is built of them as they are asked for."""

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from flask import Blueprint, Response, request
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse, serialize

from districtgraph.graph.corpora.corpus_parts import (
    PARTS_FILE,
    BuiltParts,
    CorpusPart,
    part_lines,
    read_parts,
)
from districtgraph.graph.corpora.document_tables import document_table
from districtgraph.graph.rdf.vocabulary import namespaces
from districtgraph.graph.tables.table_files import table_csv
from districtgraph.server.core.addresses import DOWNLOADS
from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.knowledge.resources.json_ld_document import json_ld_document
from districtgraph.server.web.current import (
    current_addresses,
    current_config,
    current_corpus,
    current_dataset,
)
from districtgraph.server.web.current_ontology import current_context
from districtgraph.server.web.page_language import page_language

__all__ = ["DOCUMENT_TYPES", "document_downloads", "document_files"]

document_downloads = Blueprint("document_downloads", __name__)

DOCUMENT_TYPES = MappingProxyType(
    {
        "nq": "application/n-quads",
        "trig": "application/trig",
        "ttl": "text/turtle; charset=utf-8",
        "jsonld": "application/ld+json",
        "csv": "text/csv; charset=utf-8; header=present",
    }
)
"""Media types of the files of a document, by their extensions."""
_FORMATS = MappingProxyType({"trig": RdfFormat.TRIG, "ttl": RdfFormat.TURTLE})


def document_files(key: str) -> list[tuple[str, str]]:
    """Return name and link of each file of a document; none where no corpus is served."""
    parts = _parts()
    if parts is None or key not in parts.documents:
        return []
    addresses = current_addresses()
    has_table = document_table(current_dataset().folder, parts, key) is not None
    names = [name for name in DOCUMENT_TYPES if name != "csv" or has_table]
    return [(f".{name}", addresses.download(f"documents/{key}.{name}")) for name in names]


@document_downloads.get(f"{DOWNLOADS}/documents/<key>.<extension>")
def document_download(key: str, extension: str) -> Response:
    """Send the data of one document: N-Quads and TriG with its graphs, Turtle, JSON-LD, CSV."""
    parts = _parts()
    part = parts.documents.get(key) if parts else None
    if parts is None or part is None or extension not in DOCUMENT_TYPES:
        known = ", ".join(DOCUMENT_TYPES)
        raise NotFoundError(
            f"there is no download 'documents/{key}.{extension}': it is the key of a document of "
            f"this server's corpus, and one of {known}"
        )
    # The names in a table are in the reader's language.
    language = page_language() if extension == "csv" else ""
    response = Response(content_type=DOCUMENT_TYPES[extension])
    response.set_etag(f"{part.sha256}-{extension}{language}")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Disposition"] = f'attachment; filename="{key}.{extension}"'
    if language:
        response.vary.update(("Accept-Language", "Cookie"))
    if not request.if_none_match.contains_weak(response.get_etag()[0] or ""):
        response.set_data(_content(parts, part, key, extension, language))
    return response


def _content(parts: BuiltParts, part: CorpusPart, key: str, extension: str, language: str) -> bytes:
    build = current_dataset().folder
    if extension == "csv":
        table = document_table(build, parts, key)
        if table is None:
            raise NotFoundError(
                f"the table of '{key}' is not built yet: run `districtgraph build --corpus`"
            )
        return table_csv(table, language)
    lines = b"".join(part_lines(build, part))
    if extension == "nq":
        return lines
    quads = list(parse(lines, format=RdfFormat.N_QUADS))
    prefixes = namespaces(parts.base)
    if extension == "trig":
        return serialize(quads, format=_FORMATS[extension], prefixes=prefixes) or b""
    # A triple may be in several of the document's graphs.
    triples = dict.fromkeys(quad.triple for quad in quads)
    if extension == "jsonld":
        return json_ld_document(triples, None, current_context()["@context"])
    default = (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    return serialize(default, format=_FORMATS[extension], prefixes=prefixes) or b""


def _parts() -> BuiltParts | None:
    """Return what the corpus is built into, read again when that has changed."""
    folder, corpus = current_config().corpus, current_corpus()
    if folder is None or corpus is None:
        return None
    build = folder / "build"
    try:
        changed = (build / PARTS_FILE).stat().st_mtime_ns
    except OSError:
        return None
    return _read(build, corpus.base, changed)


@lru_cache(maxsize=1)
def _read(build: Path, base: str, _changed: int) -> BuiltParts:
    return read_parts(build, base)
