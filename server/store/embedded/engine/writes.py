"""Writes as records, and how the engine applies them to an open store: each whole or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse, serialize

from districtgraph.server.core.errors import BadRequestError, NotFoundError, RefusedError
from districtgraph.server.sparql.sparql_prologue import end_of_prologue
from districtgraph.server.sparql.staging_graphs import MERGED, staging_graph
from districtgraph.server.store.embedded.engine.complaints import document_complaint
from districtgraph.server.store.embedded.engine.engine_errors import storage_error
from districtgraph.server.store.embedded.engine.evaluation import syntax_error

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
]


class StoredDocument(NamedTuple):
    """A document in a file, and the engine's name of its format."""

    path: str
    format: str


class FetchedDocument(NamedTuple):
    """A document that an update loads; where it is silent, a malformed one is passed over."""

    path: str
    format: str
    iri: str
    silent: bool


class UpdateWrite(NamedTuple):
    """An update.

    Attributes:
        text: with its merged graph and its staging graphs.
        base: against which its relative IRIs are resolved.
        merged: the graphs to merge for it.
        loaded: what it loads, in the order of its staging graphs; None for one that is missing.

    """

    text: str
    base: str | None
    merged: tuple[str, ...] = ()
    loaded: tuple[FetchedDocument | None, ...] = ()


class CheckWrite(NamedTuple):
    """An update that is parsed, and changes nothing."""

    text: str
    base: str | None


class LoadWrite(NamedTuple):
    """Documents for a graph.

    Attributes:
        graph: its IRI; empty for the default graph, None for the whole store.
        documents: what it is to have.
        base: against which relative IRIs in them are resolved.
        replace: whether what is there is replaced, or added to.

    """

    graph: str | None
    documents: tuple[StoredDocument, ...]
    base: str
    replace: bool


class DeleteWrite(NamedTuple):
    """The end of a graph; empty for the default graph, which is emptied."""

    graph: str


Write = UpdateWrite | CheckWrite | LoadWrite | DeleteWrite


@contextmanager
def errors_of(write: Write) -> Iterator[None]:
    """Turn what the engine raises at a write into what its client is to hear.

    Raises:
        BadRequestError: an update or a document is malformed.
        RefusedError: the update is well-formed, but one of its operations fails.
        StorageError: the store's files are at fault.

    """
    try:
        yield
    except SyntaxError as error:
        if isinstance(write, UpdateWrite | CheckWrite):
            raise syntax_error(str(error), write.text) from error
        complaint = document_complaint(str(error))
        raise BadRequestError(f"the document is malformed: {complaint}") from error
    except (ValueError, RuntimeError, OSError) as error:
        if (trouble := storage_error(error)) is not None:
            raise trouble from error
        if isinstance(write, UpdateWrite):
            raise RefusedError(str(error)) from error
        raise BadRequestError(f"the document cannot be taken: {error}") from error


def apply_write(store: Store, write: Write) -> bool:
    """Apply a write to a store, one that replaces all of it apart; return whether it made a graph.

    Raises:
        NotFoundError: the graph to delete is not there.
        SyntaxError, ValueError, RuntimeError, OSError: see `errors_of`.

    """
    match write:
        case UpdateWrite():
            _update(store, write)
        case CheckWrite():
            _check(write)
        case DeleteWrite():
            _delete(store, write.graph)
        case LoadWrite(graph=None):
            add_documents(store, write)
        case LoadWrite():
            return _load(store, write)
    return False


def add_documents(store: Store, write: LoadWrite) -> None:
    """Add datasets to a store, each whole or not at all."""
    for path, rdf_format in write.documents:
        store.load(path=path, format=getattr(RdfFormat, rdf_format), base_iri=write.base)


def _update(store: Store, write: UpdateWrite) -> None:
    """Apply an update; what it loads or merges is in staging graphs meanwhile."""
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
        store.load(path=item.path, format=known, base_iri=item.iri, to_graph=graph)
    except (SyntaxError, ValueError) as error:
        if not item.silent:
            raise RefusedError(f"<{item.iri}> cannot be loaded: {error}") from error


def _check(write: CheckWrite) -> None:
    """Parse an update without applying any of it.

    Raises:
        SyntaxError: it is malformed.

    """
    # The engine has no parser to call; but it parses all operations before it begins the first,
    # and the second of these fails.
    refused = "CREATE GRAPH <urn:x-districtgraph:checked>;" * 2
    # The engine knows a prologue before the first operation only.
    start = end_of_prologue(write.text)
    with suppress(RuntimeError):
        Store().update(f"{write.text[:start]}{refused}{write.text[start:]}", base_iri=write.base)


def _load(store: Store, write: LoadWrite) -> bool:
    # One update is one transaction: the graph changes whole or not at all.
    target = NamedNode(write.graph) if write.graph else None
    created = target is not None and not store.contains_named_graph(target)
    triples = _read_triples(write.documents, write.base)
    name = f"GRAPH {target}" if target else "DEFAULT"
    drop = f"DROP SILENT {name};" if write.replace else ""
    create = f"CREATE SILENT {name};" if target else ""
    data = f"{name} {{ {triples} }}" if target else triples
    store.update(f"{drop}{create}INSERT DATA {{ {data} }}")
    return created


def _read_triples(documents: Sequence[StoredDocument], base: str) -> str:
    """Return the triples of documents in N-Triples; each keeps its blank nodes to itself.

    Raises:
        SyntaxError, ValueError: a document is malformed, or has named graphs.

    """
    pieces = []
    for path, rdf_format in documents:
        known: RdfFormat = getattr(RdfFormat, rdf_format)
        quads = parse(path=path, format=known, base_iri=base, rename_blank_nodes=True)
        pieces.append((serialize(quads, format=RdfFormat.N_TRIPLES) or b"").decode("utf-8"))
    return "".join(pieces)


def _delete(store: Store, iri: str) -> None:
    if not iri:
        store.clear_graph(DefaultGraph())
        return
    if not store.contains_named_graph(NamedNode(iri)):
        raise NotFoundError(f"there is no graph <{iri}> in this store")
    store.remove_graph(NamedNode(iri))
