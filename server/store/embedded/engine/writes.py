"""Writes as records, and their application to an open store: each completely or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse, serialize

from districtgraph.graph.rdf.rdf_source import rdf_source
from districtgraph.server.core.errors import (
    BadRequestError,
    NotFoundError,
    PreconditionFailedError,
    RefusedError,
)
from districtgraph.server.sparql.staging_graphs import MERGED, staging_graph
from districtgraph.server.store.embedded.engine.complaints import document_complaint
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.parsing import (
    malformed_update,
    parse_update_only,
)

__all__ = [
    "CheckWrite",
    "DeleteWrite",
    "FetchedDocument",
    "LoadWrite",
    "StoredDocument",
    "UpdateWrite",
    "Write",
    "add_documents",
    "apply_write",
    "errors_of",
    "read_triples",
]


class StoredDocument(NamedTuple):
    """A document in a file, and the engine's name of its format."""

    path: str
    format: str


class FetchedDocument(NamedTuple):
    """A document that an update loads; with SILENT, a malformed one is ignored."""

    path: str
    format: str
    iri: str
    silent: bool


class UpdateWrite(NamedTuple):
    """An update.

    Attributes:
        text: its text, which refers to its merged graph and its staging graphs.
        base: the base IRI for its relative IRIs.
        merged: the graphs to merge for it.
        loaded: the documents that it loads, in the order of its staging graphs; None for a missing
            one.
        sent: the text as its client sent it, if it was rewritten since.

    """

    text: str
    base: str | None
    merged: tuple[str, ...] = ()
    loaded: tuple[FetchedDocument | None, ...] = ()
    sent: str | None = None


class CheckWrite(NamedTuple):
    """An update that is only parsed; its attributes are those of an `UpdateWrite`."""

    text: str
    base: str | None
    sent: str | None = None


class LoadWrite(NamedTuple):
    """Documents for a graph.

    Attributes:
        graph: its IRI; empty for the default graph, None for the whole store.
        documents: its content.
        base: the base IRI for relative IRIs in the documents.
        replace: whether existing content is replaced, or added to.
        exists: whether the named graph must exist already, or must not; None for either.

    """

    graph: str | None
    documents: tuple[StoredDocument, ...]
    base: str
    replace: bool
    exists: bool | None = None


class DeleteWrite(NamedTuple):
    """The deletion of a graph; an empty IRI means the default graph, which is emptied.

    Attributes:
        graph, exists: see `LoadWrite`.

    """

    graph: str
    exists: bool | None = None


Write = UpdateWrite | CheckWrite | LoadWrite | DeleteWrite


@contextmanager
def errors_of(write: Write) -> Iterator[None]:
    """Translate the engine's errors for a write into errors for its client.

    Raises:
        BadRequestError: an update or a document is malformed.
        RefusedError: the update is well-formed, but one of its operations fails.
        StorageError: the store's files are at fault.

    """
    try:
        yield
    except SyntaxError as error:
        if isinstance(write, UpdateWrite | CheckWrite):
            raise malformed_update(str(error), write.text, write.base, write.sent) from error
        complaint = document_complaint(str(error))
        raise BadRequestError(f"the document is malformed: {complaint}") from error
    except (ValueError, RuntimeError, OSError) as error:
        if (trouble := storage_error(error)) is not None:
            raise trouble from error
        if isinstance(write, UpdateWrite):
            raise RefusedError(str(error)) from error
        complaint = document_complaint(str(error))
        raise BadRequestError(f"the document cannot be stored: {complaint}") from error


def apply_write(store: Store, write: Write) -> bool:
    """Apply a write to a store, unless it replaces everything; return whether it created a graph.

    Raises:
        NotFoundError: the graph to delete does not exist.
        PreconditionFailedError: a graph exists that must not, or the reverse.
        SyntaxError, ValueError, RuntimeError, OSError: see `errors_of`.

    """
    if isinstance(write, LoadWrite | DeleteWrite):
        _check_existence(store, write)
    match write:
        case UpdateWrite():
            _update(store, write)
        case CheckWrite():
            parse_update_only(write.text, write.base, write.sent)
        case DeleteWrite():
            _delete(store, write.graph)
        case LoadWrite(graph=None):
            add_documents(store, write)
        case LoadWrite():
            return _load(store, write)
    return False


def _check_existence(store: Store, write: LoadWrite | DeleteWrite) -> None:
    if write.exists is None or not write.graph:
        return
    if store.contains_named_graph(NamedNode(write.graph)) != write.exists:
        standing = "there is no" if write.exists else "there is already a"
        raise PreconditionFailedError(f"{standing} graph <{write.graph}>; nothing has changed")


def add_documents(store: Store, write: LoadWrite) -> None:
    """Add datasets to a store, each completely or not at all."""
    for path, rdf_format in write.documents:
        known: RdfFormat = getattr(RdfFormat, rdf_format)
        with rdf_source(path) as source:
            store.load(source.content, known, path=source.path, base_iri=write.base)


def _update(store: Store, write: UpdateWrite) -> None:
    """Apply an update; in the meantime, staging graphs have what it loads or merges."""
    loaded = [(staging_graph(number), item) for number, item in enumerate(write.loaded)]
    try:
        for graph, item in loaded:
            if item is not None:
                _load_fetched(store, item, NamedNode(graph))
        for iri in write.merged:
            store.update(f"ADD SILENT GRAPH {NamedNode(iri)} TO GRAPH <{MERGED}>")
        store.update(write.text, base_iri=write.base)
    finally:
        if write.merged:
            store.remove_graph(NamedNode(MERGED))
        for graph, _ in loaded:
            store.remove_graph(NamedNode(graph))


def _load_fetched(store: Store, item: FetchedDocument, graph: NamedNode) -> None:
    known: RdfFormat = getattr(RdfFormat, item.format)
    try:
        with rdf_source(item.path) as source:
            store.load(source.content, known, path=source.path, base_iri=item.iri, to_graph=graph)
    except (SyntaxError, ValueError) as error:
        if not item.silent:
            raise RefusedError(f"<{item.iri}> cannot be loaded: {error}") from error


def _load(store: Store, write: LoadWrite) -> bool:
    # One update is one transaction: the graph changes completely or not at all.
    target = NamedNode(write.graph) if write.graph else None
    created = target is not None and not store.contains_named_graph(target)
    triples = read_triples(write.documents, write.base)
    name = f"GRAPH {target}" if target else "DEFAULT"
    drop = f"DROP SILENT {name};" if write.replace else ""
    create = f"CREATE SILENT {name};" if target else ""
    data = f"{name} {{ {triples} }}" if target else triples
    store.update(f"{drop}{create}INSERT DATA {{ {data} }}")
    return created


def read_triples(documents: Sequence[StoredDocument], base: str) -> str:
    """Return the triples of documents in N-Triples, with separate blank nodes for each.

    Raises:
        SyntaxError, ValueError: a document is malformed, or has named graphs.

    """
    pieces = []
    for path, rdf_format in documents:
        known: RdfFormat = getattr(RdfFormat, rdf_format)
        with rdf_source(path) as source:
            quads = parse(
                source.content, known, path=source.path, base_iri=base, rename_blank_nodes=True
            )
            pieces.append((serialize(quads, format=RdfFormat.N_TRIPLES) or b"").decode("utf-8"))
    return "".join(pieces)


def _delete(store: Store, iri: str) -> None:
    if not iri:
        store.clear_graph(DefaultGraph())
        return
    if not store.contains_named_graph(NamedNode(iri)):
        raise NotFoundError(f"there is no graph <{iri}> in this store")
    store.remove_graph(NamedNode(iri))
