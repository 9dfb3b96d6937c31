"""Reads results and graphs from the engine, and writes them in this server's formats."""

import traceback
from collections.abc import Iterable, Iterator
from typing import IO, Any, cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple

from districtgraph.graph.rdf.vocabulary import namespaces
from districtgraph.server.core.errors import NotFoundError, NotOfferedError
from districtgraph.server.http.media_types import Format
from districtgraph.server.sparql.graph_iris import graph_node
from districtgraph.server.sparql.preparation import PreparedQuery
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.sparql.sparql_lexer import query_form
from districtgraph.server.store.backend import PagePart
from districtgraph.server.store.embedded.engine.describe import (
    described_resources,
    description_query,
)
from districtgraph.server.store.embedded.engine.engine_errors import query_errors
from districtgraph.server.store.embedded.engine.evaluation import serialise
from districtgraph.server.store.embedded.engine.first_rows import EnoughError, FirstRows
from districtgraph.server.store.remote.answers import ROWS, Row, read_triples, write_rows
from districtgraph.server.store.remote.engine import Dataset, Engine
from districtgraph.server.store.remote.engine_http import Attempt
from districtgraph.server.store.remote.engine_kinds import METADATA_GRAPH
from districtgraph.server.store.remote.translation import engine_query, overlap_query

__all__ = ["GRAPH_RECORD", "EngineReader"]

_MOST_DESCRIBED = 200_000
"""The most triples of one description, which is held in memory to be sorted."""
_NAMED_AT_ONCE = 500
"""How many resources of a description are queried for labels and claims at a time."""
GRAPH_RECORD = "urn:districtgraph:graph"
"""The property that records a graph in an engine where empty graphs do not exist."""


class EngineReader:
    """Queries an engine and writes its answers in a format; all methods are called in threads.

    Args:
        engine: the engine.
        base: base IRI of the dataset in it.

    """

    def __init__(self, engine: Engine, base: str) -> None:
        self._engine = engine
        self._base = base
        self._prefixes = namespaces(base)

    def query(
        self, prepared: PreparedQuery, output: Format, result: IO[bytes], attempt: Attempt
    ) -> None:
        """Write the result of a query; see `Evaluator.answer`."""
        query = prepared.query
        text, dataset = engine_query(query, self._engine.kind)
        self._check_merge(query, dataset, attempt)
        with query_errors():
            if not prepared.graph:
                with self._engine.query(text, dataset, ROWS, attempt) as body:
                    write_rows(body, output.engine, result)
                return
            described = query_form(query.text) == "DESCRIBE"
            with self._engine.triples(text, dataset, attempt) as body:
                triples: Iterable[Triple] = read_triples(
                    body, _MOST_DESCRIBED if described else None
                )
                if described:
                    triples = self._described(query, list(triples), attempt)
                prefixes = self._prefixes if described else None
                _serialise(triples, output, result, prefixes)

    def part(
        self, prepared: PreparedQuery, output: Format, part: PagePart, attempt: Attempt
    ) -> tuple[bytes, bool]:
        """Return the beginning of a result, and whether that is only a part."""
        rows = FirstRows(part, head=output.engine == "TSV")
        try:
            self.query(prepared, output, cast(IO[bytes], rows), attempt)
        except EnoughError as error:
            # This thread must release the engine's results, whichever thread handles the error.
            traceback.clear_frames(error.__traceback__)
        return rows.content()

    def _check_merge(self, query: QueryOperation, dataset: Dataset, attempt: Attempt) -> None:
        asked = overlap_query(query, dataset)
        if asked is not None and self._engine.ask(asked, attempt):
            raise NotOfferedError(
                "two of the graphs that are to be merged share a triple, which the engine behind "
                "this server would find twice; query one graph at a time"
            )

    def _described(
        self, query: QueryOperation, triples: list[Triple], attempt: Attempt
    ) -> Iterable[Triple]:
        """Return a description with labels, claims and evidence, as from the embedded store."""
        resources = described_resources(triples)
        found = set(triples)
        # If the client chose a dataset, nothing from outside it is added.
        if not (query.default_graphs or query.named_graphs):
            for start in range(0, len(resources), _NAMED_AT_ONCE):
                more = description_query(resources[start : start + _NAMED_AT_ONCE], self._base)
                text, dataset = engine_query(QueryOperation(more), self._engine.kind)
                with self._engine.triples(text, dataset, attempt) as body:
                    found |= _named(read_triples(body, _MOST_DESCRIBED))
        first = set(resources)
        return sorted(found, key=lambda triple: (triple.subject not in first, str(triple)))

    def graph(self, iri: str | None, output: Format, result: IO[bytes], attempt: Attempt) -> None:
        """Write the content of a graph; see `Evaluator.write_graph`."""
        with query_errors():
            if iri is None:
                quads = (_quad(row) for row in self.quads(attempt))
                serialise(cast(Iterable[Triple], quads), result, _rdf_format(output), None)
                return
            if iri and not self.has_graph(iri, attempt):
                raise NotFoundError(f"there is no graph <{iri}> in this store")
            # Every engine reads a graph in the same way as the default graph of a dataset.
            dataset = Dataset((iri,)) if iri else self._engine.whole
            text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
            with self._engine.triples(text, dataset, attempt) as body:
                _serialise(read_triples(body), output, result, self._prefixes)

    def has_graph(self, iri: str, attempt: Attempt) -> bool:
        """Return whether there is a named graph."""
        node = graph_node(iri)
        if iri in self._engine.kind.hidden:
            return False
        if self._engine.kind.empty_graphs:
            return self._engine.ask(f"ASK {{ GRAPH {node} {{}} }}", attempt)
        metadata = Dataset((METADATA_GRAPH,))
        record = f"ASK {{ {node} <{GRAPH_RECORD}> ?o }}"
        return self._engine.ask("ASK { ?s ?p ?o }", attempt, Dataset((iri,))) or self._engine.ask(
            record, attempt, metadata
        )

    def quads(self, attempt: Attempt) -> Iterator[Row]:
        """Yield all quads, as rows of graph, subject, predicate and object."""
        names = ", ".join(f"<{iri}>" for iri in self._engine.kind.hidden)
        return self._engine.rows(
            "SELECT ?g ?s ?p ?o WHERE { { ?s ?p ?o } UNION "
            f"{{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({names})) }} }}",
            attempt,
        )

    def graph_names(self, attempt: Attempt) -> list[str]:
        """Return the names of all graphs that have triples, with our default graph's."""
        own = set(self._engine.kind.own_graphs)
        rows = self._engine.rows("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", attempt)
        names = [row[0].value for row in rows if isinstance(row[0], NamedNode)]
        return [name for name in names if name not in own]


def _rdf_format(output: Format) -> RdfFormat:
    return cast(RdfFormat, getattr(RdfFormat, output.engine))


def _serialise(
    triples: Iterable[Triple],
    output: Format,
    result: IO[bytes],
    prefixes: dict[str, str] | None,
) -> None:
    serialise(triples, result, _rdf_format(output), prefixes)


def _named(added: Iterable[Triple]) -> set[Triple]:
    """Return the triples without blank nodes, since those of two answers are not the same nodes."""
    return {
        triple
        for triple in added
        if not isinstance(triple.subject, BlankNode) and not isinstance(triple.object, BlankNode)
    }


def _quad(row: Row) -> Quad:
    graph, subject, predicate, object_ = cast(tuple[Any, Any, Any, Any], row)
    return Quad(subject, predicate, object_, DefaultGraph() if graph is None else graph)
