"""Hides graphs of an engine's own: no variable of GRAPH is bound to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from districtgraph.server.core.errors import BadRequestError
from districtgraph.server.sparql.sparql_lexer import (
    SparqlToken,
    decode_codepoint_escapes,
    significant,
)
from districtgraph.server.sparql.sparql_prologue import Prologue

__all__ = [
    "MOST_NESTED",
    "GraphTerms",
    "check_nesting",
    "graph_terms",
    "pattern_without",
    "without_hidden",
]

MOST_NESTED = 500
"""The most brackets that may be open at the same time in an operation for another engine."""
_FRESH = "districtgraph_graph_"
"""Prefix of the variables that replace the graph names of patterns."""


def check_nesting(text: str) -> None:
    """Raise BadRequestError if an operation is nested too deeply."""
    depth = 0
    for token in significant(text):
        if token.text in ("(", "[", "{"):
            depth += 1
            if depth > MOST_NESTED:
                raise BadRequestError(f"more than {MOST_NESTED} brackets are open at one place")
        elif token.text in (")", "]", "}"):
            depth -= 1


class GraphTerms(NamedTuple):
    """The variables and names that follow GRAPH in a query.

    Attributes:
        variables: whether a variable follows one.
        names: the absolute IRIs that follow one; None for one that cannot be resolved.
        every_variable: whether a SELECT asks for all variables.

    """

    variables: bool
    names: tuple[str | None, ...]
    every_variable: bool


def graph_terms(text: str, base: str | None) -> GraphTerms:
    """Return what follows GRAPH in a query whose codepoint escapes are decoded."""
    if "GRAPH" not in text.upper():
        return GraphTerms(False, (), False)
    prologue = Prologue(base)
    variables, every = False, False
    names: list[str | None] = []
    stream = significant(text)
    before = ""
    for token in stream:
        if prologue.take(token, stream):
            continue
        if before == "GRAPH":
            variables = variables or token.kind == "variable"
            if token.kind in ("iri", "name"):
                names.append(prologue.resolved(token))
        every = every or (token.text == "*" and before in ("SELECT", "DISTINCT", "REDUCED"))
        before = token.text.upper() if token.kind == "word" else ""
    return GraphTerms(variables, tuple(dict.fromkeys(names)), every)


def without_hidden(
    query: str, hidden: Sequence[str], constants: bool = False, empty: bool = False
) -> str:
    """Return a query in which no variable of GRAPH is bound to a hidden graph.

    `GRAPH ?g { … }` binds the names of all graphs (SPARQL 1.1 §18.6), so that a filter around it
    has the same effect as a dataset without these graphs.

    Args:
        query: its text.
        hidden: IRIs of the graphs.
        constants: whether a graph that is named is written as a variable with a filter.
        empty: whether an empty group of GRAPH is written with any triple in it.

    """
    if not (hidden or constants or empty) or ("GRAPH" not in query.upper() and "\\" not in query):
        return query
    text = decode_codepoint_escapes(query)
    return pattern_without(text, significant(text), 0, len(text), hidden, constants, empty)


def pattern_without(
    text: str,
    tokens: Iterable[SparqlToken],
    start: int,
    end: int,
    hidden: Sequence[str],
    constants: bool = False,
    empty: bool = False,
) -> str:
    """Return a part of an operation with the filters of `without_hidden`.

    Args:
        text: of the whole operation.
        tokens: of the part.
        start: where it begins.
        end: where it ends.
        hidden: IRIs of the graphs.
        constants: whether a graph that is named is written as a variable with a filter.
        empty: whether an empty group of GRAPH is written with any triple in it.

    """
    filtering = _Filtering(text, start, hidden, constants, empty)
    for token in tokens:
        filtering.take(token)
    return filtering.finished(end)


class _Opened(NamedTuple):
    """A group that is still open.

    Attributes:
        closing: text to write after its end.
        graph: the term after GRAPH; empty for another group.
        of_exists: whether it is the group of EXISTS.
        in_exists: whether it is inside such a group.

    """

    closing: str
    graph: str
    of_exists: bool
    in_exists: bool


@dataclass
class _Filtering:
    """The text so far, with its filters."""

    text: str
    copied: int
    hidden: Sequence[str]
    constants: bool
    empty: bool
    pieces: list[str] = field(default_factory=list)
    opened: list["_Opened"] = field(default_factory=list)
    word: SparqlToken | None = None
    term: SparqlToken | None = None
    made: int = 0

    def take(self, token: SparqlToken) -> None:
        if token.text == "{":
            self._open()
        elif token.text == "}" and self.opened:
            self._close(self.opened.pop(), token)
        self.word, self.term = self.term, token

    def finished(self, end: int) -> str:
        return "".join(self.pieces) + self.text[self.copied : end]

    def _open(self) -> None:
        word, term = self.word, self.term
        in_exists = bool(self.opened) and self.opened[-1].of_exists
        of_exists = term is not None and term.text.upper() == "EXISTS"
        closing, graph = "", ""
        if word is not None and term is not None and _is_graph(word):
            closing, graph = self._closing(term), term.text
            if closing:
                self.pieces += [self.text[self.copied : word.start], "{ "]
                self.copied = word.start
            if closing and term.kind != "variable":
                self.pieces.append(f"GRAPH ?{self._fresh()} ")
                self.copied = term.start + len(term.text)
                graph = f"?{self._fresh()}"
                self.made += 1
        self.opened.append(_Opened(closing, graph, of_exists, in_exists))

    def _close(self, group: "_Opened", end: SparqlToken) -> None:
        """End a group; an empty one of GRAPH gets a pattern for any triple where it needs one."""
        if self.empty and group.graph and self.term is not None and self.term.text == "{":
            start = self.term.start
            self.pieces += [self.text[self.copied : start], _any_triple(group)]
            self.copied = end.start + 1
        if group.closing:
            self.pieces += [self.text[self.copied : end.start + 1], group.closing]
            self.copied = end.start + 1

    def _closing(self, term: SparqlToken) -> str:
        """Return what closes the group of a graph; empty if nothing is to be added."""
        if term.kind == "variable" and self.hidden:
            names = ", ".join(f"<{iri}>" for iri in self.hidden)
            hidden = f"{term.text} NOT IN ({names})"
            # Where the engine has names of its own for our graphs, it binds the variable always;
            # Oxigraph (0.5.13) leaves it unbound behind a group of no triple.
            return f" FILTER({hidden if self.empty else f'COALESCE({hidden}, true)'}) }}"
        if term.kind in ("iri", "name") and self.constants:
            return f" FILTER(?{self._fresh()} = {term.text}) }}"
        return ""

    def _fresh(self) -> str:
        return f"{_FRESH}{self.made}"


def _any_triple(group: _Opened) -> str:
    """Return the group of a graph that is there where it has a triple."""
    triple = f"{{ ?{_FRESH}s ?{_FRESH}p ?{_FRESH}o }}"
    if group.in_exists:
        return triple
    # One solution for each graph, as for an empty group.
    return f"{{ {{ SELECT DISTINCT (1 AS ?{_FRESH}one) {triple} }} }}"


def _is_graph(token: SparqlToken) -> bool:
    return token.kind == "word" and token.text.upper() == "GRAPH"
