"""The datasets that operations name in their texts: FROM in queries, USING in updates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from districtgraph.server.core.errors import BadRequestError, NotOfferedError, PayloadTooLargeError
from districtgraph.server.sparql.graph_iris import graph_node
from districtgraph.server.sparql.sparql_lexer import (
    SparqlToken,
    decode_escaped_names,
    significant,
)
from districtgraph.server.sparql.sparql_prologue import Prologue
from districtgraph.server.sparql.staging_graphs import MERGED

__all__ = [
    "LONGEST_REWRITTEN",
    "MOST_GRAPHS",
    "FromClauses",
    "at_top",
    "from_clauses",
    "with_merged_using",
    "with_using",
    "without_from",
]

MOST_GRAPHS = 1000
"""The most graphs in FROM or USING of an operation whose dataset this server has to read."""
LONGEST_REWRITTEN = 64 * 1024 * 1024
"""Characters of an update after its dataset is written into each of its patterns."""

# Without these, triples that are found twice are still inserted or deleted once.
_COUNTING = re.compile(
    r"COUNT|SUM|AVG|SAMPLE|GROUP_CONCAT|LIMIT|OFFSET|BNODE|UUID|RAND|_:|\[|\(\s*\)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FromClauses:
    """The graphs of a query's FROM and FROM NAMED, absolute, in order."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


_NO_CLAUSES = FromClauses()


def from_clauses(query: str, base: str | None) -> FromClauses:
    """Return the dataset that a query names in its text.

    Raises:
        NotOfferedError: several graphs, one of them with a name that cannot be resolved here.
        PayloadTooLargeError: more than `MOST_GRAPHS`.

    """
    if query.lower().count("from") <= 1 and "\\" not in query:
        return _NO_CLAUSES
    return _from_clauses(_clauses(decode_escaped_names(query), base))


def without_from(query: str, base: str | None) -> tuple[str, FromClauses]:
    """Return a query without its FROM clauses, and the clauses' graphs.

    Raises:
        NotOfferedError, PayloadTooLargeError: as of `from_clauses`.

    """
    if "from" not in query.lower() and "\\" not in query:
        return query, _NO_CLAUSES
    text = decode_escaped_names(query)
    clauses = list(_clauses(text, base))
    pieces, copied = [], 0
    for clause in clauses:
        pieces.append(text[copied : clause.start])
        copied = clause.end
    return "".join(pieces) + text[copied:], _from_clauses(clauses)


class _Clause(NamedTuple):
    """A clause FROM: its graph, absolute, whether it has NAMED, and where it is."""

    graph: str
    named: bool
    start: int
    end: int


def _from_clauses(clauses: Iterable[_Clause]) -> FromClauses:
    found: dict[bool, list[str]] = {True: [], False: []}
    for clause in clauses:
        found[clause.named].append(clause.graph)
    return FromClauses(tuple(found[False]), tuple(found[True]))


def _clauses(text: str, base: str | None) -> Iterator[_Clause]:
    """Yield the clauses FROM and FROM NAMED of a query.

    Raises:
        NotOfferedError: a graph's name cannot be resolved here.
        PayloadTooLargeError: more than `MOST_GRAPHS`.

    """
    prologue = Prologue(base)
    stream = at_top(text)
    number = 0
    for token in stream:
        if prologue.take(token, stream) or token.kind != "word" or token.text.upper() != "FROM":
            continue
        graph = next(stream, None)
        named = graph is not None and graph.text.upper() == "NAMED"
        graph = next(stream, None) if named else graph
        iri = prologue.resolved(graph)
        if iri is None or graph is None:
            raise NotOfferedError("the graphs of FROM are not known; write <absolute IRIs>")
        number += 1
        _check_number(number)
        yield _Clause(iri, named, token.start, graph.start + len(graph.text))


def with_using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose patterns are all matched in the dataset of the protocol's parameters.

    The engine has no parameter for it, so the clauses USING and USING NAMED are written in
    (https://www.w3.org/TR/sparql11-protocol/#update-dataset).

    Raises:
        BadRequestError: the update has USING or WITH itself, or a graph's IRI is malformed.
        PayloadTooLargeError: with the clauses it is longer than `LONGEST_REWRITTEN`.

    """
    for iri in (*default, *named):
        graph_node(iri)
    # The engine would search a graph twice that is named twice.
    clause = "".join(f" USING <{iri}>" for iri in dict.fromkeys(default))
    clause += "".join(f" USING NAMED <{iri}>" for iri in dict.fromkeys(named)) + " "
    text = decode_escaped_names(update)
    pieces, copied, length, previous = [""], 0, 2 * len(text), ""
    # A pattern that is also a template is repeated: DELETE WHERE { p } becomes
    # DELETE { p } WHERE { p }, which can have USING.
    template = 0
    for part in _words_and_groups(text):
        word = part.word
        if not word and template:
            pieces[template] = text[part.start : part.end]
        template = 0
        if word in ("USING", "WITH"):
            raise BadRequestError(
                f"the update itself has {word}: then using-graph-uri and "
                "using-named-graph-uri are not allowed (SPARQL 1.1 Protocol, 2.2.3)"
            )
        if word == "WHERE":
            length = _checked_length(length + len(clause))
            pieces += [text[copied : part.start], "", clause]
            template = len(pieces) - 2 if previous == "DELETE" else 0
            copied = part.start
        previous = word
    return "".join(pieces) + text[copied:]


def _checked_length(length: int) -> int:
    if length > LONGEST_REWRITTEN:
        raise PayloadTooLargeError(
            f"with its graphs in each pattern the update is longer than {LONGEST_REWRITTEN:,} "
            "characters; send its operations one by one, or fewer graphs"
        )
    return length


def _check_number(graphs: int) -> None:
    if graphs > MOST_GRAPHS:
        raise PayloadTooLargeError(f"an operation may name {MOST_GRAPHS:,} graphs, not more")


def with_merged_using(update: str, base: str | None) -> tuple[str, tuple[str, ...]]:
    """Return an update that has one graph instead of several USING, and the graphs to merge for it.

    As with FROM, the engine searches one graph after the other and finds a triple in two of them
    twice, which affects aggregates, LIMIT and blank nodes of the template. A graph that an
    operation names twice counts once.

    Returns:
        The update, to be applied while the graph `MERGED` contains the merge; and the graphs' IRIs,
        none if nothing has to be merged.

    Raises:
        NotOfferedError: the update has several operations, one of which may change what another
            one counts, or a graph's IRI cannot be determined from the text.
        PayloadTooLargeError: more than `MOST_GRAPHS`.

    """
    if update.lower().count("using") <= 1 and "\\" not in update:
        return update, ()
    text = decode_escaped_names(update)
    clauses, operations = _using_clauses(text, base)
    known = {(clause.operation, clause.is_named, clause.graph): clause for clause in clauses[::-1]}
    repeated = [clause for clause in clauses if clause not in known.values()]
    graphs = tuple(dict.fromkeys(clause.graph for clause in clauses if not clause.is_named))
    if len(graphs) < 2 or (operations > 1 and not _COUNTING.search(text)):
        return _without(text, repeated) if repeated else update, ()
    if operations > 1:
        raise NotOfferedError(
            "several USING graphs are merged for an update of one operation only: send the "
            "operations one by one"
        )
    first, *others = (clause for clause in clauses if not clause.is_named)
    text = _without(text, [*others, *(item for item in repeated if item.is_named)])
    return f"{text[: first.start]}USING <{MERGED}>{text[first.end :]}", graphs


@dataclass(frozen=True, slots=True)
class _UsingClause:
    graph: str
    is_named: bool
    operation: int
    start: int
    end: int


def _without(text: str, clauses: Iterable[_UsingClause]) -> str:
    """Return an update without some of its clauses, which become spaces."""
    pieces, copied = [], 0
    for clause in sorted(clauses, key=lambda item: item.start):
        pieces += [text[copied : clause.start], " " * (clause.end - clause.start)]
        copied = clause.end
    return "".join(pieces) + text[copied:]


def _using_clauses(text: str, base: str | None) -> tuple[list[_UsingClause], int]:
    """Return an update's clauses USING, and how many operations it has.

    A semicolon at the top ends an operation, and the prologue of the next may be between.
    """
    clauses: list[_UsingClause] = []
    prologue = Prologue(base)
    operations, begun = 0, False
    stream = at_top(text)
    for token in stream:
        if prologue.take(token, stream):
            continue
        operations, begun = operations + (not begun and token.text != ";"), token.text != ";"
        if token.kind != "word" or token.text.upper() != "USING":
            continue
        graph = next(stream, None)
        is_named = graph is not None and graph.text.upper() == "NAMED"
        graph = next(stream, None) if is_named else graph
        iri = prologue.resolved(graph)
        if iri is None and not is_named:
            raise NotOfferedError("the graphs of USING are not known; write <absolute IRIs>")
        if iri is not None and graph is not None:
            end = graph.start + len(graph.text)
            clauses.append(_UsingClause(iri, is_named, operations, token.start, end))
            _check_number(len(clauses))
    return clauses, operations


def at_top(text: str) -> Iterator[SparqlToken]:
    """Yield the tokens outside of braces, and each brace that opens such a group."""
    depth = 0
    for token in significant(text):
        if token.text == "}":
            depth -= 1
        if depth == 0:
            yield token
        if token.text == "{":
            depth += 1


class _Outer(NamedTuple):
    """A word outside of braces, in upper case, or a group in braces, whose word is empty."""

    word: str
    start: int
    end: int


def _words_and_groups(text: str) -> Iterator[_Outer]:
    """Yield the words outside of braces and the groups, each with its end, of an update."""
    opened: int | None = None
    for token in at_top(text):
        if opened is not None:
            # After a brace at the top level comes the one that closes the group.
            yield _Outer("", opened, token.start + 1)
            opened = None
        elif token.text == "{":
            opened = token.start
        elif token.kind == "word":
            yield _Outer(token.text.upper(), token.start, token.start + len(token.text))
    if opened is not None:
        yield _Outer("", opened, len(text))
