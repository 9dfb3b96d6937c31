"""Parses queries and updates without evaluating them, and says where they are malformed.

An operation may have been rewritten since its client sent it, which moves what follows and brings
in words that are not the client's: a malformed one is parsed again as it was sent.
"""

import re
from typing import cast

from pyoxigraph import NamedNode, Store

from districtgraph.graph.rdf.vocabulary import NAMESPACES
from districtgraph.server.core.errors import QuerySyntaxError
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.sparql.single_prologue import with_single_prologue
from districtgraph.server.sparql.sparql_lexer import decode_escaped_names
from districtgraph.server.sparql.sparql_prologue import end_of_prologue
from districtgraph.server.store.embedded.engine.complaints import (
    nearby,
    syntax_complaint,
    undeclared_prefix,
)
from districtgraph.server.store.embedded.engine.unclosed import find_unclosed

__all__ = [
    "malformed_query",
    "malformed_update",
    "parse_only",
    "parse_update_only",
    "syntax_error",
]

_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
_WORD = 40
"""How many characters after an error are searched for the end of its word."""
_FAILING = "CREATE GRAPH <urn:x-districtgraph:checked>;" * 2 + "\n"
"""Operations of which the second fails. They end with a line, so that columns remain the same."""


def parse_only(query: QueryOperation) -> None:
    """Parse a query as it was sent, without evaluating it; QuerySyntaxError if it is no SPARQL."""
    text = decode_escaped_names(query.text)
    try:
        # The engine has no public parser, but it parses the text before it examines the dataset,
        # and refuses this one.
        Store().query(text, base_iri=query.base, default_graph=cast(NamedNode, 0))
    except SyntaxError as error:
        raise syntax_error(str(error), text) from error
    except ValueError:
        return


def parse_update_only(text: str, base: str | None, sent: str | None = None) -> None:
    """Parse an update without applying any of it; QuerySyntaxError if it is not SPARQL.

    Args:
        text: the update.
        base: its base IRI.
        sent: its text as it was sent, if it was rewritten since.

    """
    # The engine has no public parser, but it parses all operations before it starts the first, and
    # the second of these fails. It accepts a prologue only before the first operation.
    start = end_of_prologue(text)
    try:
        Store().update(f"{text[:start]}{_FAILING}{text[start:]}", base_iri=base)
    except SyntaxError as error:
        message = _without_failing(str(error), text, start)
        raise malformed_update(message, text, base, sent) from error
    except RuntimeError:
        return


def _without_failing(message: str, text: str, start: int) -> str:
    """Return the engine's message with the place in an update without the operations at a start."""
    match = _POSITION.match(message)
    line = text.count("\n", 0, start) + 1
    if match is None or int(match.group(1)) <= line:
        return message
    column = int(match.group(2))
    if int(match.group(1)) == line + 1:
        column += start - (text.rfind("\n", 0, start) + 1)
    return f"error at {int(match.group(1)) - 1}:{column}: {match.group(3)}"


def malformed_query(message: str, query: QueryOperation) -> QuerySyntaxError:
    """Return the error of a malformed query, by its text as it was sent.

    Args:
        message: what the engine says about the text as it is now.
        query: the query.

    """
    if query.sent is None:
        return syntax_error(message, query.text)
    try:
        parse_only(query._replace(text=query.sent))
    except QuerySyntaxError as error:
        return error
    return _malformed_since()


def malformed_update(
    message: str, text: str, base: str | None, sent: str | None
) -> QuerySyntaxError:
    """Return the error of a malformed update; see `malformed_query`."""
    if sent is None:
        return syntax_error(message, text)
    try:
        parse_update_only(with_single_prologue(sent, base), base)
    except QuerySyntaxError as error:
        return error
    return _malformed_since()


def _malformed_since() -> QuerySyntaxError:
    return QuerySyntaxError(
        None, None, "this server cannot rewrite its SERVICE, LOAD or USING; simplify what is there"
    )


def syntax_error(message: str, text: str = "") -> QuerySyntaxError:
    """Return the engine's error with its position, the words before it and the signs expected.

    Args:
        message: the engine's message.
        text: the query or update, which is searched for an undeclared prefix.

    """
    match = _POSITION.match(message)
    if match is None:
        return QuerySyntaxError(None, None, message)
    line, column, expected = int(match.group(1)), int(match.group(2)), match.group(3)
    before = _before(text, line, column)
    unclosed = find_unclosed(text, len(before), expected)
    read = before if unclosed is None else text[: unclosed.start]
    if (prefix := undeclared_prefix(read)) is not None:
        return QuerySyntaxError(line, column, _undeclared(prefix))
    rest = text[len(before) : len(before) + _WORD]
    if unclosed is None:
        return QuerySyntaxError(line, column, syntax_complaint(expected, before, rest))
    message = unclosed.complaint
    if unclosed.cut_off:
        ending = nearby(expected, before, rest)
        message += f"; the text ends at line {line}, column {column}{ending}"
    return QuerySyntaxError(*_place(text, unclosed.start), message)


def _place(text: str, start: int) -> tuple[int, int]:
    """Return the line and the column of a character, from 1."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _before(text: str, line: int, column: int) -> str:
    """Return the text before a position: the part that the engine had read at the error."""
    lines = text.split("\n", line)
    return "\n".join([*lines[: line - 1], *(item[:column] for item in lines[line - 1 : line])])


def _undeclared(prefix: str) -> str:
    known = NAMESPACES.get(prefix, "…")
    return f"the prefix {prefix}: is not declared; begin with PREFIX {prefix}: <{known}>"
