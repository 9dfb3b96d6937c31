"""Converts the engine's answers: they are parsed to the end, and written in our formats.

An answer that parses to its end is complete, unlike a truncated answer, one with an error in the
middle, or the error page of a proxy.
"""

from collections.abc import Iterator
from typing import IO, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from districtgraph.server.core.errors import RequestError, ResultTooLargeError, UnavailableError
from districtgraph.server.store.embedded.engine.evaluation import write_solutions
from districtgraph.server.store.remote.engine_http import Body

__all__ = ["ROWS", "TRIPLES", "read_boolean", "read_rows", "read_triples", "write_rows"]

ROWS = "application/sparql-results+xml"
"""The media type requested for solutions; Virtuoso writes it three times as fast as JSON, and has
datatypes in no other."""
TRIPLES = "application/n-triples, text/plain, text/ntriples"
_NODE = b"<bnode>nodeID://"
_LABEL = b"<bnode>"
Row = tuple[object, ...]


def not_whole(error: Exception) -> RequestError:
    """Return the client's error for an answer that is no result, or not a complete one."""
    return UnavailableError(
        f"the engine behind this server gives no whole result: {str(error)[:200]}; try again soon",
        5, "engine",
    )  # fmt: skip


class _Labels:
    """Passes XML on and replaces Virtuoso's labels of blank nodes, which are no valid labels.

    A value would have the sign < escaped, so no value is changed.
    """

    def __init__(self, body: Body) -> None:
        self._body = body
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        while True:
            piece = self._body.read(size)
            data = (self._held + piece).replace(_NODE, _LABEL)
            keep = _beginning(data, _NODE) if piece else 0
            self._held = data[len(data) - keep :]
            data = data[: len(data) - keep]
            if data or not piece:
                return data


def _beginning(data: bytes, word: bytes) -> int:
    """Return how many bytes at the end of the data may be the beginning of a word."""
    longest = min(len(data), len(word) - 1)
    return next((n for n in range(longest, 0, -1) if data.endswith(word[:n])), 0)


def _results(body: Body) -> QuerySolutions | QueryBoolean:
    try:
        return parse_query_results(cast(IO[bytes], _Pieced(_Labels(body))), QueryResultsFormat.XML)
    except (SyntaxError, ValueError) as error:
        raise not_whole(error) from error


class _Pieced:
    """Returns no more than was requested."""

    def __init__(self, labels: _Labels) -> None:
        self._labels = labels
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        if not self._held:
            self._held = self._labels.read(size)
        if size < 0:
            size = len(self._held)
        piece, self._held = self._held[:size], self._held[size:]
        return piece


def write_rows(body: Body, engine_format: str, output: IO[bytes]) -> None:
    """Write the solutions, or the boolean, in the engine's answer.

    Raises:
        UnavailableError: it is no result, or not complete.

    """
    results = _results(body)
    try:
        write_solutions(results, engine_format, output)
    except SyntaxError as error:
        raise not_whole(error) from error
    body.drain()


def read_boolean(body: Body) -> bool:
    """Return the boolean in the engine's answer."""
    results = _results(body)
    body.drain()
    if not isinstance(results, QueryBoolean):
        raise not_whole(ValueError("no boolean"))
    return bool(results)


def read_rows(body: Body) -> Iterator[Row]:
    """Yield the solutions in the engine's answer; an incomplete one ends with an error."""
    results = _results(body)
    if not isinstance(results, QuerySolutions):
        raise not_whole(ValueError("no solutions"))
    names = results.variables
    try:
        for solution in results:
            yield tuple(solution[name] for name in names)
    except SyntaxError as error:
        raise not_whole(error) from error
    body.drain()


def read_triples(body: Body, most: int | None = None) -> Iterator[Triple]:
    """Yield the triples in the engine's answer.

    Raises:
        UnavailableError: it is no result, or not complete.
        ResultTooLargeError: there are more than allowed.

    """
    try:
        for number, quad in enumerate(parse(cast(IO[bytes], body), RdfFormat.N_TRIPLES)):
            if most is not None and number >= most:
                raise ResultTooLargeError(most)
            yield quad.triple
    except SyntaxError as error:
        raise not_whole(error) from error
    body.drain()
