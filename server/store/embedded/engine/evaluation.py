"""Evaluates queries with Oxigraph: the only place where the engine's answers are made.

A `QuerySolutions` may not cross threads: each is evaluated and serialised by the same one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
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

from districtgraph.graph.rdf.vocabulary import BASE, NAMESPACES, namespaces
from districtgraph.server.core.errors import BadRequestError, NotFoundError, QuerySyntaxError
from districtgraph.server.sparql.protocol import Query
from districtgraph.server.sparql.query_dataset import from_clauses
from districtgraph.server.sparql.sparql_lexer import query_form
from districtgraph.server.sparql.xml_results import XmlWriter, nameable
from districtgraph.server.store.embedded.engine.complaints import undeclared_prefix
from districtgraph.server.store.embedded.engine.csv_results import CsvWriter
from districtgraph.server.store.embedded.engine.describe import (
    described_resources,
    description_query,
)

__all__ = ["Evaluator", "syntax_error"]

_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
_UNREPORTED = "<unreported>"
"""What the engine expects where its grammar has no word for it."""
_CHARACTER_CLASS = re.compile(r"\[[^\]]*+\]")
_MERGES = 4
"""Merges of graphs that are kept for the next query over the same."""


class Evaluator:
    """Answers queries over one open store, one at a time.

    Args:
        store: the store.
        base: base IRI of the dataset in it, whose terms descriptions are made with.

    """

    def __init__(self, store: Store, base: str = BASE) -> None:
        self._store = store
        self._base = base
        self._prefixes = namespaces(base)
        self._merges: dict[tuple[tuple[str, ...], tuple[str, ...]], Store] = {}

    def answer(self, query: Query, engine_format: str, output: IO[bytes]) -> None:
        """Write the result of a query.

        Args:
            query: the operation.
            engine_format: name of a pyoxigraph QueryResultsFormat, or RdfFormat for graphs.
            output: takes the bytes, piece by piece; raising there ends the evaluation.

        Raises:
            QuerySyntaxError: the query is not SPARQL.
            BadRequestError: a graph's IRI is malformed.

        """
        results = self._results(query)
        if isinstance(results, QuerySolutions) and engine_format == "CSV":
            results.serialize(cast(IO[bytes], CsvWriter(output)), format=QueryResultsFormat.TSV)
            return
        if not isinstance(results, QueryTriples):
            with _written(output, engine_format) as writer:
                results.serialize(writer, format=getattr(QueryResultsFormat, engine_format))
            return
        rdf_format: RdfFormat = getattr(RdfFormat, engine_format)
        described = query_form(query.text) == "DESCRIBE"
        triples = self._described(query, results) if described else results
        if described or rdf_format == RdfFormat.RDF_XML:
            prefixes = self._prefixes if described else None
            _serialise(triples, output, rdf_format, prefixes)
        else:
            results.serialize(output, format=rdf_format)

    def write_graph(self, iri: str | None, engine_format: str, output: IO[bytes]) -> None:
        """Write the content of a named graph, of the default graph, or of everything.

        Args:
            iri: the graph's; empty for the default graph; None for the whole dataset.
            engine_format: name of a pyoxigraph RdfFormat; one of datasets where iri is None.
            output: takes the bytes, piece by piece; raising there ends the evaluation.

        Raises:
            NotFoundError: there is no such graph.

        """
        rdf_format: RdfFormat = getattr(RdfFormat, engine_format)
        if iri is None:
            self._store.dump(output, rdf_format)
            return
        graph = _node(iri) if iri else DefaultGraph()
        if isinstance(graph, NamedNode) and not self._store.contains_named_graph(graph):
            raise NotFoundError(f"there is no graph <{iri}> in this store")
        if rdf_format == RdfFormat.RDF_XML:
            found = self._store.quads_for_pattern(None, None, None, graph)
            _serialise((quad.triple for quad in found), output, rdf_format, self._prefixes)
        else:
            self._store.dump(output, rdf_format, from_graph=graph, prefixes=self._prefixes)

    def _results(self, query: Query) -> QuerySolutions | QueryBoolean | QueryTriples:
        default, named = query.default_graphs, query.named_graphs
        if not default and not named:
            clauses = from_clauses(query.text, query.base)
            # One graph or none is the engine's own matter; of several it makes no merge.
            if len(set(clauses.default)) > 1:
                default, named = clauses.default, clauses.named
        store = self._store
        default_graph: list[NamedNode | BlankNode | DefaultGraph] | None = None
        named_graphs: list[NamedNode | BlankNode] | None = None
        if default or named:
            # With one of the two given, the other is empty, not everything (§2.1.4).
            default_graph = [_node(iri) for iri in default]
            named_graphs = [_node(iri) for iri in named]
            if len(set(default)) > 1:
                store, default_graph = self._merged(default, named), [DefaultGraph()]
        try:
            return store.query(
                query.text,
                base_iri=query.base,
                default_graph=default_graph,
                named_graphs=named_graphs,
            )
        except SyntaxError as error:
            raise syntax_error(str(error), query.text) from error

    def _merged(self, default: Sequence[str], named: Sequence[str]) -> Store:
        """Return a store whose default graph is the RDF merge of some graphs of this one.

        Oxigraph 0.5.13 looks into one graph after the other instead, and finds a triple that stands
        in two of them twice; a merge has it once (https://www.w3.org/TR/sparql11-query/#rdfDataset).
        """
        key = (tuple(sorted(set(default))), tuple(sorted(set(named))))
        if key not in self._merges:
            store = Store()
            for iri in key[0]:
                found = self._store.quads_for_pattern(None, None, None, _node(iri))
                store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in found)
            for iri in key[1]:
                store.bulk_extend(self._store.quads_for_pattern(None, None, None, _node(iri)))
            while len(self._merges) >= _MERGES:
                del self._merges[next(iter(self._merges))]
            self._merges[key] = store
        return self._merges[key]

    def _described(self, query: Query, results: QueryTriples) -> Iterable[Triple]:
        triples = list(results)
        resources = described_resources(triples)
        # Where the client chose a dataset, nothing from outside of it is added.
        if resources and not (query.default_graphs or query.named_graphs):
            added = self._store.query(description_query(resources, self._base))
            assert isinstance(added, QueryTriples)
            triples += added
        # The resource first, then subject by subject, as people read a description.
        first = set(resources)
        return sorted(set(triples), key=lambda triple: (triple.subject not in first, str(triple)))


def _serialise(
    triples: Iterable[Triple],
    output: IO[bytes],
    rdf_format: RdfFormat,
    prefixes: dict[str, str] | None,
) -> None:
    in_xml = rdf_format == RdfFormat.RDF_XML
    with _written(output, "RDF_XML" if in_xml else "") as writer:
        expressible = nameable(triples) if in_xml else triples
        serialize(expressible, writer, format=rdf_format, prefixes=prefixes)


@contextmanager
def _written(output: IO[bytes], engine_format: str) -> Iterator[IO[bytes]]:
    """Give what takes a result in a format: of XML, only what XML can express goes on."""
    if engine_format not in ("XML", "RDF_XML"):
        yield output
        return
    writer = XmlWriter(output)
    yield cast(IO[bytes], writer)
    writer.flush()


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadRequestError(f"'{iri}' is not an absolute IRI of a graph") from error


def syntax_error(message: str, text: str = "") -> QuerySyntaxError:
    """Return the engine's complaint with its place, and without whole character classes.

    Args:
        message: what the engine said.
        text: the query or update, in which a prefix without its declaration is looked for.

    """
    match = _POSITION.match(message)
    if match is None:
        return QuerySyntaxError(None, None, message)
    line, column = int(match.group(1)), int(match.group(2))
    if (prefix := undeclared_prefix(_before(text, line, column))) is not None:
        return QuerySyntaxError(line, column, _undeclared(prefix))
    # The engine lists whole character classes among what it expected; people need the tokens.
    expected = _without_classes(match.group(3)).replace(_UNREPORTED, "").strip(" ,|\n")
    complaint = f"this is not SPARQL here; expected {expected or 'something else'}"
    return QuerySyntaxError(line, column, complaint)


def _before(text: str, line: int, column: int) -> str:
    """Return what stands before a place: the engine has read it, but for what it complains of."""
    lines = text.split("\n", line)
    return "\n".join([*lines[: line - 1], *(item[:column] for item in lines[line - 1 : line])])


def _undeclared(prefix: str) -> str:
    known = NAMESPACES.get(prefix, "…")
    return f"the prefix {prefix}: is not declared; begin with PREFIX {prefix}: <{known}>"


def _without_classes(expected: str) -> str:
    """Return what was expected without character classes, and without the signs that join them."""
    # Up to the last bracket: before it, each that opens has one that closes.
    end = expected.rfind("]") + 1
    pieces = _CHARACTER_CLASS.split(expected[:end])
    pieces[-1] += expected[end:]
    pieces[1:] = map(_behind_class, pieces[1:])
    return "".join([piece.rstrip().removesuffix(",") for piece in pieces[:-1]] + pieces[-1:])


def _behind_class(text: str) -> str:
    bare = text.lstrip()
    return bare[1:].lstrip() if bare.startswith("|") else text
