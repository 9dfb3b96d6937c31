"""The store behind the protocol: what it promises, and its first form, Oxigraph in this process.

This is the only module of the server that opens an Oxigraph store.
"""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from districtgraph.graph.vocabulary import NAMESPACES
from districtgraph.server.describe import described_resources, description_query
from districtgraph.server.errors import (
    BadRequestError,
    FederationRefusedError,
    NotOfferedError,
    QuerySyntaxError,
)
from districtgraph.server.media_types import Format
from districtgraph.server.protocol import Query
from districtgraph.server.sparql_lexer import query_form, service_calls

__all__ = ["EmbeddedStore", "QueryStore", "StoreError"]

_STACK = 512 * 1024 * 1024
"""Bytes of stack for one evaluation: with less, 100,000 nested parentheses kill the process."""

_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r",?\s*\[[^\]]*?\](?:\s*\|\s*)?", re.DOTALL)
Result = TypeVar("Result")


class StoreError(RuntimeError):
    """The store cannot be opened; the message names the folder and what to do."""


class QueryStore(Protocol):
    """Answers queries. Implementations may sit in this process, in others or on other machines."""

    def answer(self, query: Query, output: Format) -> Iterator[bytes]:
        """Yield the result of a query, serialised.

        The query has been evaluated, and every error raised, before the first piece is yielded.

        Args:
            query: the operation.
            output: a format that fits the query's form.

        Raises:
            QuerySyntaxError: the query is not SPARQL.
            FederationRefusedError: it would call another server.
            BadRequestError: its dataset is malformed.
            NotOfferedError: its dataset is one that this store cannot answer over correctly.

        """
        ...


class EmbeddedStore:
    """An Oxigraph store on disk, opened read-only in this process.

    Args:
        folder: the store's folder, which `districtgraph.server.loading` made.

    Raises:
        StoreError: the folder holds no store.

    """

    def __init__(self, folder: Path) -> None:
        try:
            self._store = Store.read_only(str(folder))
        except (OSError, ValueError) as error:
            raise StoreError(f"{folder}: no store can be opened here: {error}") from error

    def answer(self, query: Query, output: Format) -> Iterator[bytes]:
        """Yield the result of a query; see `QueryStore.answer`."""
        if service_calls(query.text):
            raise FederationRefusedError(
                "this server calls no other: SERVICE is refused. (A prefix or word that holds "
                "'service' is refused too, since the engine may take it for the keyword: "
                "rename it.)"
            )
        _check_dataset(query)
        # Solutions may not cross threads: they are evaluated and serialised in the same one.
        yield _on_large_stack(lambda: self._evaluate(query, output))

    def _evaluate(self, query: Query, output: Format) -> bytes:
        results = self._query(query)
        if isinstance(results, QueryTriples):
            rdf_format: RdfFormat = getattr(RdfFormat, output.engine)
            if query_form(query.text) == "DESCRIBE":
                return self._describe(query, results, rdf_format)
            return results.serialize(format=rdf_format) or b""
        result_format: QueryResultsFormat = getattr(QueryResultsFormat, output.engine)
        return results.serialize(format=result_format) or b""

    def _query(self, query: Query) -> QuerySolutions | QueryBoolean | QueryTriples:
        # With one of the two given, the other is empty, not everything (§2.1.4).
        given = query.default_graphs or query.named_graphs
        try:
            return self._store.query(
                query.text,
                default_graph=[NamedNode(i) for i in query.default_graphs] if given else None,
                named_graphs=[NamedNode(i) for i in query.named_graphs] if given else None,
            )
        except SyntaxError as error:
            raise _syntax_error(str(error)) from error

    def _describe(self, query: Query, results: QueryTriples, rdf_format: RdfFormat) -> bytes:
        triples = list(results)
        resources = described_resources(triples)
        # Where the client chose a dataset, nothing from outside of it is added.
        if resources and not (query.default_graphs or query.named_graphs):
            added = self._store.query(description_query(resources))
            assert isinstance(added, QueryTriples)
            triples += added
        # The resource first, then subject by subject, as people read a description.
        first = set(resources)
        unique = sorted(set(triples), key=lambda triple: (triple.subject not in first, str(triple)))
        return serialize(unique, format=rdf_format, prefixes=NAMESPACES) or b""


def _on_large_stack(function: Callable[[], Result]) -> Result:
    """Return what a function returns, having run it in a thread with a large stack."""
    outcome: list[Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(function())
        except BaseException as error:
            failure.append(error)

    with _STACK_SIZE_LOCK:
        previous = threading.stack_size(_STACK)
        thread = threading.Thread(target=run, name="sparql-evaluation")
        thread.start()
        threading.stack_size(previous)
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


_STACK_SIZE_LOCK = threading.Lock()


def _check_dataset(query: Query) -> None:
    for iri in (*query.default_graphs, *query.named_graphs):
        try:
            NamedNode(iri)
        except ValueError as error:
            raise BadRequestError(f"'{iri}' is not an absolute IRI of a graph") from error
    if len(set(query.default_graphs)) > 1:
        raise NotOfferedError(
            "the merge of several default graphs is not offered yet: the engine would count a "
            "triple twice that stands in two of them; give one, or none for all"
        )


def _syntax_error(message: str) -> QuerySyntaxError:
    match = _POSITION.match(message)
    if match is None:
        return QuerySyntaxError(None, None, message)
    # The engine lists whole character classes among what it expected; people need the tokens.
    expected = _CHARACTER_CLASS.sub("", match.group(3)).strip(" ,|\n")
    text = f"the query is not SPARQL here; expected {expected or 'something else'}"
    return QuerySyntaxError(int(match.group(1)), int(match.group(2)), text)
