"""Evaluates queries with Oxigraph; nothing else evaluates them.

A `QuerySolutions` must not cross threads: one thread evaluates and serialises each.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from districtgraph.graph.rdf.json_ld_writer import JsonLdWriter
from districtgraph.graph.rdf.vocabulary import BASE, namespaces
from districtgraph.server.core.errors import (
    NotExpressibleError,
    NotFoundError,
)
from districtgraph.server.sparql.graph_iris import graph_node
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.sparql.query_dataset import from_clauses
from districtgraph.server.sparql.sparql_lexer import query_form
from districtgraph.server.sparql.xml_results import XmlWriter, nameable
from districtgraph.server.store.embedded.engine.csv_results import CsvWriter
from districtgraph.server.store.embedded.engine.describe import (
    described_resources,
    description_query,
)
from districtgraph.server.store.embedded.engine.explicit_statements import explicit_store
from districtgraph.server.store.embedded.engine.parsing import malformed_query

__all__ = ["Evaluator", "serialise", "write_solutions", "written"]

_NO_TRIPLE_TERMS = "JSON-LD does not support RDF 1.2"
"""What Oxigraph 0.5.13 says, as an OSError, where a triple is to be an object."""
_MERGES = 4
"""How many merges of graphs are cached for later queries over the same graphs."""
_WRITERS: Mapping[str, Callable[[IO[bytes]], XmlWriter | JsonLdWriter]] = {
    "XML": XmlWriter,
    "RDF_XML": XmlWriter,
    "JSON_LD": JsonLdWriter,
}
"""What adapts the engine's bytes, by its names of formats."""
_ADAPTED = {RdfFormat.RDF_XML: "RDF_XML", RdfFormat.JSON_LD: "JSON_LD"}
"""The names of formats of graphs that are adapted."""


class Evaluator:
    """Answers queries over one open store, one at a time.

    Args:
        store: the store.
        base: the base IRI of the dataset in it, under which descriptions find claims.

    """

    def __init__(self, store: Store, base: str = BASE) -> None:
        self._store = store
        self._base = base
        self._prefixes = namespaces(base)
        self._merges: dict[tuple[bool, tuple[str, ...], tuple[str, ...]], Store] = {}
        self._without_inferred: Store | None = None

    def answer(self, query: QueryOperation, engine_format: str, output: IO[bytes]) -> None:
        """Write the result of a query.

        Args:
            query: the operation.
            engine_format: name of a pyoxigraph QueryResultsFormat, or RdfFormat for graphs.
            output: takes the bytes, piece by piece; its exceptions end the evaluation.

        Raises:
            QuerySyntaxError: the query is not SPARQL.
            BadRequestError: a graph's IRI is malformed.

        """
        results = self._results(query)
        if not isinstance(results, QueryTriples):
            write_solutions(results, engine_format, output)
            return
        rdf_format: RdfFormat = getattr(RdfFormat, engine_format)
        described = query_form(query.text) == "DESCRIBE"
        triples = self._described(query, results) if described else results
        if described or rdf_format == RdfFormat.RDF_XML:
            prefixes = self._prefixes if described else None
            serialise(triples, output, rdf_format, prefixes)
            return
        with written(output, engine_format) as writer:
            results.serialize(writer, format=rdf_format)

    def write_graph(self, iri: str | None, engine_format: str, output: IO[bytes]) -> None:
        """Write the content of a named graph, of the default graph, or of everything.

        Args:
            iri: the graph's IRI; empty for the default graph; None for the whole dataset.
            engine_format: name of a pyoxigraph RdfFormat; one for datasets if iri is None.
            output: takes the bytes, piece by piece; its exceptions end the evaluation.

        Raises:
            NotFoundError: there is no such graph.

        """
        rdf_format: RdfFormat = getattr(RdfFormat, engine_format)
        if iri is None:
            with written(output, engine_format) as writer:
                self._store.dump(writer, rdf_format)
            return
        graph = graph_node(iri) if iri else DefaultGraph()
        if isinstance(graph, NamedNode) and not self._store.contains_named_graph(graph):
            raise NotFoundError(f"there is no graph <{iri}> in this store")
        if rdf_format == RdfFormat.RDF_XML:
            found = self._store.quads_for_pattern(None, None, None, graph)
            serialise((quad.triple for quad in found), output, rdf_format, self._prefixes)
            return
        with written(output, engine_format) as writer:
            self._store.dump(writer, rdf_format, from_graph=graph, prefixes=self._prefixes)

    def _results(self, query: QueryOperation) -> QuerySolutions | QueryBoolean | QueryTriples:
        default, named = query.default_graphs, query.named_graphs
        if not default and not named:
            clauses = from_clauses(query.text, query.base)
            # The engine handles one graph or none by itself, but neither merges several nor
            # notices that one is named twice.
            if len(clauses.default) > 1 or len(set(clauses.named)) < len(clauses.named):
                default, named = clauses.default, clauses.named
        source = store = self._explicit() if query.explicit else self._store
        default_graph: list[NamedNode | BlankNode | DefaultGraph] | None = None
        named_graphs: list[NamedNode | BlankNode] | None = None
        if default or named:
            # If only one of the two is given, the other is empty, not everything (§2.1.4).
            default_graph = [graph_node(iri) for iri in dict.fromkeys(default)]
            named_graphs = [graph_node(iri) for iri in dict.fromkeys(named)]
            if len(set(default)) > 1:
                store, default_graph = self._merged(source, default, named), [DefaultGraph()]
        try:
            return store.query(
                query.text,
                base_iri=query.base,
                default_graph=default_graph,
                named_graphs=named_graphs,
            )
        except SyntaxError as error:
            raise malformed_query(str(error), query) from error

    def _explicit(self) -> Store:
        """Return a store without triples that are only inferred; it is made once and cached."""
        if self._without_inferred is None:
            self._without_inferred = explicit_store(self._store, self._base)
        return self._without_inferred

    def _merged(self, source: Store, default: Sequence[str], named: Sequence[str]) -> Store:
        """Return a store whose default graph is the RDF merge of several graphs of another.

        Oxigraph 0.5.13 searches one graph after the other instead, and finds a triple that is in
        two of them twice; a merge has it once (https://www.w3.org/TR/sparql11-query/#rdfDataset).
        """
        key = (source is self._store, tuple(sorted(set(default))), tuple(sorted(set(named))))
        if key not in self._merges:
            store = Store()
            for iri in key[1]:
                found = source.quads_for_pattern(None, None, None, graph_node(iri))
                store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in found)
            for iri in key[2]:
                store.bulk_extend(source.quads_for_pattern(None, None, None, graph_node(iri)))
            while len(self._merges) >= _MERGES:
                del self._merges[next(iter(self._merges))]
            self._merges[key] = store
        return self._merges[key]

    def _described(self, query: QueryOperation, results: QueryTriples) -> Iterable[Triple]:
        triples = list(results)
        resources = described_resources(triples)
        # If the client chose a dataset, nothing from outside it is added.
        if resources and not (query.default_graphs or query.named_graphs or query.explicit):
            added = self._store.query(description_query(resources, self._base))
            assert isinstance(added, QueryTriples)
            triples += added
        # The resource first, then subject by subject, as people read a description.
        first = set(resources)
        return sorted(set(triples), key=lambda triple: (triple.subject not in first, str(triple)))


def write_solutions(
    results: QuerySolutions | QueryBoolean, engine_format: str, output: IO[bytes]
) -> None:
    """Write solutions, or a boolean, in a format; NotExpressibleError if it cannot express them.

    Args:
        results: the results of a query.
        engine_format: name of a pyoxigraph QueryResultsFormat.
        output: takes the bytes, piece by piece.

    """
    if isinstance(results, QuerySolutions) and engine_format == "CSV":
        results.serialize(cast(IO[bytes], CsvWriter(output)), format=QueryResultsFormat.TSV)
        return
    with written(output, engine_format) as writer:
        results.serialize(writer, format=getattr(QueryResultsFormat, engine_format))


def serialise(
    triples: Iterable[Triple],
    output: IO[bytes],
    rdf_format: RdfFormat,
    prefixes: dict[str, str] | None,
) -> None:
    """Write triples in a format; NotExpressibleError if it cannot express them."""
    in_xml = rdf_format == RdfFormat.RDF_XML
    with written(output, _ADAPTED.get(rdf_format, "")) as writer:
        expressible = nameable(triples) if in_xml else triples
        serialize(expressible, writer, format=rdf_format, prefixes=prefixes)


@contextmanager
def written(output: IO[bytes], engine_format: str) -> Iterator[IO[bytes]]:
    """Provide the file for a result in a format, which is written as readers need it.

    XML and JSON-LD refuse what they cannot express; JSON-LD has ``@type``.
    """
    make = _WRITERS.get(engine_format)
    if make is None:
        yield output
        return
    writer = make(output)
    try:
        yield cast(IO[bytes], writer)
    except OSError as error:
        if engine_format != "JSON_LD" or _NO_TRIPLE_TERMS not in str(error):
            raise
        raise NotExpressibleError(
            "JSON-LD 1.1 has no triple terms: request Turtle, N-Triples or TriG"
        ) from error
    writer.flush()
