"""Writes updates and documents to the engine, in a thread, one at a time."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize

from districtgraph.graph.rdf.rdf_source import rdf_source
from districtgraph.server.core.errors import (
    NotFoundError,
    NotOfferedError,
    PayloadTooLargeError,
)
from districtgraph.server.sparql.graph_iris import graph_node
from districtgraph.server.sparql.named_default_graph import GraphNames, updated_with_named_default
from districtgraph.server.sparql.protocol import Update
from districtgraph.server.sparql.query_dataset import with_using
from districtgraph.server.sparql.sparql_prologue import end_of_prologue
from districtgraph.server.store.backend import GraphWrite, ReceivedDocument
from districtgraph.server.store.embedded.engine.writes import (
    CheckWrite,
    LoadWrite,
    StoredDocument,
    apply_write,
    errors_of,
)
from districtgraph.server.store.remote.content_version import (
    ContentVersion,
    forget_name,
    name_content,
    new_version,
)
from districtgraph.server.store.remote.deep_texts import on_stack_for
from districtgraph.server.store.remote.engine import Engine, UpdateBody
from districtgraph.server.store.remote.engine_http import Attempt
from districtgraph.server.store.remote.engine_kinds import METADATA_GRAPH, EngineKind
from districtgraph.server.store.remote.reading import GRAPH_RECORD, EngineReader
from districtgraph.server.store.remote.translation import check_functions, with_base

__all__ = ["EngineWriter", "check_update", "drop_of", "prepared_text"]


class EngineWriter:
    """Writes to an engine; all methods are called in threads, one at a time.

    Args:
        engine: the engine.
        reader: reads from it.
        version: the version of its content.

    """

    def __init__(self, engine: Engine, reader: EngineReader, version: ContentVersion) -> None:
        self._engine = engine
        self._reader = reader
        self._version = version

    def update(self, update: Update, text: str, attempt: Attempt) -> str | None:
        """Apply an update; return the content's new version, or None if it does nothing.

        Args:
            update: the operation, which is valid SPARQL.
            text: its text, with the dataset that the protocol's parameters give.
            attempt: the operation of the engine.

        Raises:
            RequestError: the engine does not apply it.

        """
        kind = self._engine.kind
        check_functions(text, kind)
        if end_of_prologue(text) == len(text):
            return None
        sent = updated_with_named_default(text, self._graphs(attempt))
        return self._applied(UpdateBody(sent), update.base, attempt)

    def _graphs(self, attempt: Attempt) -> GraphNames:
        kind = self._engine.kind
        return GraphNames(
            kind.default_graph,
            METADATA_GRAPH,
            None if kind.empty_graphs else GRAPH_RECORD,
            kind.hidden,
            lambda: self._reader.graph_names(attempt),
            own=bool(kind.own_graphs),
            blank_nodes_in_data=kind.blank_nodes_in_data,
        )

    def _applied(self, body: UpdateBody, base: str | None, attempt: Attempt) -> str:
        new = new_version()
        marked = self._version.marked(body, new)
        self._engine.update(marked._replace(before=with_base(marked.before, base)), attempt)
        return new

    def write_graph(self, write: GraphWrite, attempt: Attempt) -> tuple[bool, str]:
        """Write a graph; return whether it is new, and the content's version.

        Raises:
            BadRequestError: a document is malformed.
            RequestError: the engine does not accept it.

        """
        with tempfile.TemporaryDirectory(dir=write.documents[0].path.parent) as folder:
            data = Path(folder) / "data"
            if write.graph is None:
                return False, self._write_dataset(write, Path(folder), attempt)
            _write_triples(write, data)
            return self.write_one(write.graph, data, write.replace, attempt)

    def write_one(self, iri: str, data: Path, replace: bool, attempt: Attempt) -> tuple[bool, str]:
        """Write a document of N-Triples into one graph; see `write_graph`."""
        created = bool(iri) and not self._reader.has_graph(iri, attempt)
        body = _graph_update(self._engine.kind, iri, data, replace)
        if body.size <= self._engine.kind.largest_update:
            return created, self._applied(body, None, attempt)
        if self._engine.graphs_url is None:
            raise PayloadTooLargeError(
                f"the document has more than {self._engine.kind.largest_update:,} bytes of "
                "N-Triples, and the engine behind this server accepts no larger update; its "
                "operator can set the address of its graph store (--engine-graphs)"
            )
        new = new_version()
        if self._version.known:
            forget_name(self._engine, attempt)
        self._engine.send_graph("PUT" if replace else "POST", iri, data, attempt)
        if self._version.known:
            name_content(self._engine, new, attempt)
        return created, new

    def _write_dataset(self, write: GraphWrite, folder: Path, attempt: Attempt) -> str:
        """Write documents of datasets: at once if the engine supports that, else graph by graph."""
        kind = self._engine.kind
        store = _collected(write, folder / "store")
        data = folder / "data"
        _write_blocks(store, kind, data)
        clear = self._clearing(attempt) if write.replace else ""
        blank = _has_blank_nodes(store)
        body = _insertion(kind, clear, data, blank)
        if body.size <= kind.largest_update:
            return self._applied(body, None, attempt)
        if blank and _shares_blank_nodes(store):
            raise NotOfferedError(
                "the document has blank nodes that are in several graphs, and is too large for one "
                "update of the engine behind this server; give them IRIs"
            )
        if clear:
            self._applied(UpdateBody(clear), None, attempt)
        new = ""
        for graph in (DefaultGraph(), *store.named_graphs()):
            iri = "" if isinstance(graph, DefaultGraph) else graph.value
            quads = store.quads_for_pattern(None, None, None, graph)
            with data.open("wb") as file:
                serialize((quad.triple for quad in quads), file, format=RdfFormat.N_TRIPLES)
            if data.stat().st_size or iri:
                _, new = self.write_one(iri, data, False, attempt)
        return new or new_version()

    def delete_graph(self, iri: str | None, attempt: Attempt) -> str:
        """Delete a graph; return the content's version.

        Raises:
            NotFoundError: there is no such graph.

        """
        if iri is None:
            return self._applied(UpdateBody(self._clearing(attempt)), None, attempt)
        if iri and not self._reader.has_graph(iri, attempt):
            raise NotFoundError(f"there is no graph <{iri}> in this store")
        return self._applied(UpdateBody(drop_of(self._engine.kind, iri)), None, attempt)

    def _clearing(self, attempt: Attempt) -> str:
        """Return the update that empties the store, except for the engine's own graphs."""
        if not self._engine.kind.own_graphs:
            return "DROP ALL"
        names = {*self._reader.graph_names(attempt), METADATA_GRAPH}
        return " ; ".join(f"DROP SILENT GRAPH <{name}>" for name in sorted(names))


def check_update(text: str, base: str | None) -> None:
    """Parse an update; BadRequestError if it is not SPARQL, or nested too deeply."""
    write = CheckWrite(text, base)

    def check() -> None:
        with errors_of(write):
            apply_write(Store(), write)

    on_stack_for(text, check)


def prepared_text(update: Update, text: str) -> str:
    """Return an update's text with the dataset from the protocol's parameters."""
    using, named = update.using_graphs, update.using_named_graphs
    return with_using(text, using, named) if using or named else text


def _documents(documents: Sequence[ReceivedDocument]) -> tuple[StoredDocument, ...]:
    return tuple(StoredDocument(str(item.path), item.format.engine) for item in documents)


def _write_triples(write: GraphWrite, data: Path) -> None:
    """Write documents as one of N-Triples, with separate blank nodes for each."""
    stored = LoadWrite(write.graph, _documents(write.documents), write.base, write.replace)
    with errors_of(stored), data.open("wb") as file:
        for path, rdf_format in stored.documents:
            known: RdfFormat = getattr(RdfFormat, rdf_format)
            with rdf_source(path) as source:
                quads = parse(
                    source.content,
                    known,
                    path=source.path,
                    base_iri=write.base,
                    rename_blank_nodes=True,
                )
                serialize(quads, file, format=RdfFormat.N_TRIPLES)


def _collected(write: GraphWrite, folder: Path) -> Store:
    """Return a store on disk with the content of documents of datasets."""
    store = Store(str(folder))
    stored = LoadWrite(None, _documents(write.documents), write.base, write.replace)
    with errors_of(stored):
        for path, rdf_format in stored.documents:
            known: RdfFormat = getattr(RdfFormat, rdf_format)
            with rdf_source(path) as source:
                store.bulk_load(source.content, known, path=source.path, base_iri=write.base)
    return store


def _write_blocks(store: Store, kind: EngineKind, data: Path) -> None:
    """Write the content of a store as the quads of an update."""
    with data.open("wb") as file:
        for graph in (DefaultGraph(), *store.named_graphs()):
            name = kind.default_graph if isinstance(graph, DefaultGraph) else graph.value
            if name is not None:
                file.write(f"GRAPH {NamedNode(name)} {{\n".encode())
            quads = store.quads_for_pattern(None, None, None, graph)
            serialize((quad.triple for quad in quads), file, format=RdfFormat.N_TRIPLES)
            if name is not None:
                file.write(b"}\n")


def _has_blank_nodes(store: Store) -> bool:
    return any(_blank_nodes(quad) for quad in store)


def _shares_blank_nodes(store: Store) -> bool:
    graphs: dict[str, object] = {}
    return any(
        graphs.setdefault(node.value, quad.graph_name) != quad.graph_name
        for quad in store
        for node in _blank_nodes(quad)
    )


def _blank_nodes(quad: Quad) -> Iterator[BlankNode]:
    for term in (quad.subject, quad.object):
        if isinstance(term, BlankNode):
            yield term


def _insertion(kind: EngineKind, before: str, data: Path, blank: bool) -> UpdateBody:
    """Return the update that inserts quads."""
    begin = f"{before} ;\n" if before else ""
    if blank and not kind.blank_nodes_in_data:
        return UpdateBody(f"{begin}INSERT {{\n", data, "} WHERE {}")
    return UpdateBody(f"{begin}INSERT DATA {{\n", data, "}")


def drop_of(kind: EngineKind, iri: str) -> str:
    """Return the update that drops a graph; an empty IRI means the default graph."""
    name = iri or kind.default_graph
    if name is None:
        return "DROP DEFAULT"
    node = graph_node(name)
    if not iri or kind.empty_graphs:
        return f"DROP SILENT GRAPH {node}"
    record = f"GRAPH <{METADATA_GRAPH}> {{ {node} <{GRAPH_RECORD}> {node} }}"
    return f"DROP SILENT GRAPH {node} ; DELETE DATA {{ {record} }}"


def _graph_update(kind: EngineKind, iri: str, data: Path, replace: bool) -> UpdateBody:
    """Return the update that writes a graph."""
    steps = [drop_of(kind, iri)] if replace else []
    name = iri or kind.default_graph
    node = None if name is None else graph_node(name)
    if iri and kind.empty_graphs:
        steps.append(f"CREATE SILENT GRAPH {node}")
    elif iri:
        record = f"{node} <{GRAPH_RECORD}> {node}"
        steps.append(f"INSERT DATA {{ GRAPH <{METADATA_GRAPH}> {{ {record} }} }}")
    body = _insertion(kind, " ; ".join(steps), data, _mentions_blank_nodes(data))
    if node is None:
        return body
    if not data.stat().st_size:
        return UpdateBody(" ; ".join(steps) or "INSERT DATA {}")
    return body._replace(before=f"{body.before}GRAPH {node} {{\n", after=f"}} {body.after}")


def _mentions_blank_nodes(data: Path) -> bool:
    """Return whether a document of N-Triples may have blank nodes."""
    with data.open("rb") as file:
        return any(line.startswith(b"_:") or b" _:" in line for line in file)
