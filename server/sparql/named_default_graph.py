"""Updates for an engine that has our default graph as a named one, and for graphs that it hides.

Each operation is rewritten from its parts, which are copied verbatim: graphs are named
where the engine's default would be meant, and patterns find no hidden graph.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from districtgraph.server.core.errors import NotOfferedError
from districtgraph.server.sparql.hidden_graphs import pattern_without
from districtgraph.server.sparql.sparql_lexer import (
    SparqlToken,
    decode_codepoint_escapes,
    significant,
)

__all__ = ["GraphNames", "updated_with_named_default"]

_NONE = "<urn:districtgraph:none>"
"""A graph that does not exist, for a dataset of USING without default or named graphs."""
_ALL_AT_ONCE = "ALL and NAMED need an update of their own before this engine: send it by itself"


@dataclass(frozen=True)
class GraphNames:
    """The graphs of an engine.

    Attributes:
        default: the named graph that holds our default graph; None if it is not a named one.
        metadata: this server's own graph.
        record: the property that records there that a graph exists; None if the engine does so.
        hidden: graphs that no variable of GRAPH may be bound to.
        present: returns the names of the existing graphs, hidden ones of ours included.
        own: whether the engine has graphs of its own, which ALL must not affect.
        blank_nodes_in_data: whether INSERT DATA may have blank nodes.

    """

    default: str | None
    metadata: str
    record: str | None
    hidden: Sequence[str]
    present: Callable[[], Sequence[str]]
    own: bool = False
    blank_nodes_in_data: bool = True


def updated_with_named_default(update: str, graphs: GraphNames) -> str:
    """Return an update for an engine whose graphs differ from ours.

    Args:
        update: its text, which is valid SPARQL.
        graphs: the graphs of the engine.

    Raises:
        NotOfferedError: it has an operation that cannot be rewritten.

    """
    if graphs.default is None and graphs.record is None and "GRAPH" not in update.upper():
        return update
    text = decode_codepoint_escapes(update)
    return _Rewriting(text, graphs).finished()


class _Span(NamedTuple):
    """A part of the text."""

    start: int
    end: int


@dataclass
class _Modification:
    """The parts of DELETE and INSERT with WHERE."""

    target: str | None = None
    templates: list[tuple[str, _Span]] = field(default_factory=list)
    default: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)


class _Rewriting:
    """Rewrites an update in one pass."""

    def __init__(self, text: str, graphs: GraphNames) -> None:
        self._text = text
        self._graphs = graphs
        self._default = None if graphs.default is None else f"<{graphs.default}>"
        self._tokens = significant(text)
        self._ahead: SparqlToken | None = next(self._tokens, None)
        self._end = 0
        self._pieces: list[str] = []
        self._copied = 0
        self._operations = 0

    def finished(self) -> str:
        """Return the whole update."""
        while (token := self._ahead) is not None:
            word = _word(token)
            if word in _OPERATIONS:
                self._operations += 1
                written = _OPERATIONS[word](self)
                self._pieces += [self._text[self._copied : token.start], written]
                self._copied = self._end
            else:
                self._next()
        return "".join(self._pieces) + self._text[self._copied :]

    def _next(self) -> SparqlToken:
        token = self._ahead
        if token is None:
            raise NotOfferedError("the update ends where more is expected")
        self._ahead = next(self._tokens, None)
        self._end = token.start + len(token.text)
        return token

    def _skips(self, word: str) -> bool:
        """Pass over a word; return whether it is there."""
        if self._ahead is None or _word(self._ahead) != word:
            return False
        self._next()
        return True

    def _group(self) -> _Span:
        """Pass over a group in braces."""
        first = self._next()
        depth = 1
        while depth:
            token = self._next()
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        return _Span(first.start, self._end)

    def _data_or_modification(self) -> str:
        verb = self._next().text
        if self._skips("DATA"):
            return self._data(verb, self._group())
        if self._skips("WHERE"):
            span = self._group()
            found = _Modification(templates=[(verb, span)])
            return self._written(found, span)
        return self._modification(_Modification(), verb)

    def _with(self) -> str:
        self._next()
        found = _Modification(target=self._next().text)
        return self._modification(found, self._next().text)

    def _modification(self, found: _Modification, verb: str) -> str:
        while True:
            if verb.upper() == "WHERE":
                return self._written(found, self._group())
            if verb.upper() == "USING":
                graphs = found.named if self._skips("NAMED") else found.default
                graphs.append(self._next().text)
            else:
                found.templates.append((verb, self._group()))
            verb = self._next().text

    def _written(self, found: _Modification, where: _Span) -> str:
        """Return DELETE and INSERT with WHERE."""
        of_its_own = bool(found.default or found.named)
        target = found.target or self._default
        hidden = () if of_its_own else self._graphs.hidden
        # WITH is a dataset to this engine, and a graph that it does not name is matched by nothing
        # at all, once.
        constants = self._default is not None and not of_its_own
        pattern = pattern_without(
            self._text, self._lexed(where), where.start, where.end, hidden, constants, constants
        )
        explicit = of_its_own and target is not None
        templates = " ".join(
            f"{verb} {self._in_graph(span, target) if explicit else self._text[slice(*span)]}"
            for verb, span in found.templates
        )
        begin = f"WITH {target} " if target is not None and not explicit else ""
        return f"{begin}{templates} {self._using(found)}WHERE {pattern}"

    def _using(self, found: _Modification) -> str:
        if not (found.default or found.named):
            return ""
        default, named = found.default, found.named
        if self._default is not None:
            # This engine treats a dataset without one of the two as one that has every graph.
            default, named = default or [_NONE], named or [_NONE]
        words = [f"USING {iri}" for iri in default] + [f"USING NAMED {iri}" for iri in named]
        return " ".join(words) + " "

    def _data(self, verb: str, span: _Span) -> str:
        content = self._text[slice(*span)]
        if self._default is not None:
            content = self._in_graph(span, self._default)
        blank = verb.upper() == "INSERT" and not self._graphs.blank_nodes_in_data
        if blank and any(map(_is_blank, self._lexed(span))):
            return f"{verb} {content} WHERE {{}}"
        return f"{verb} DATA {content}"

    def _in_graph(self, span: _Span, graph: str | None) -> str:
        """Return quads of which those without a graph are in this one."""
        pieces: list[str] = []
        begun, depth, before, last = None, 0, span.start + 1, ""
        for token in self._lexed(span):
            if depth == 1 and _word(token) == "GRAPH":
                pieces += _triples(self._text[before : token.start], graph)
                begun = token.start
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            if depth == 1 and token.text == "}" and begun is not None:
                # This engine does not accept an empty graph.
                if last != "{":
                    pieces.append(self._text[begun : token.start + 1])
                begun, before = None, token.start + 1
            last = token.text
        pieces += _triples(self._text[before : span.end - 1], graph)
        return "{ " + " ".join(pieces) + " }"

    def _lexed(self, span: _Span) -> Iterator[SparqlToken]:
        for token in significant(self._text[slice(*span)]):
            yield token._replace(start=token.start + span.start)

    def _clear(self) -> str:
        verb = self._next().text
        silent = "SILENT " * self._skips("SILENT")
        word = self._next().text
        if word.upper() in ("ALL", "NAMED"):
            return self._clear_all(verb, word.upper())
        dropped = verb.upper() == "DROP"
        if self._default is not None:
            # In this engine it is an error to drop a graph that was never created explicitly.
            verb = "CLEAR"
        if word.upper() == "DEFAULT":
            return f"{verb} {silent}{self._default_name()}"
        iri = self._next().text
        return f"{verb} {silent}GRAPH {iri}{self._forgotten(iri) if dropped else ''}"

    def _clear_all(self, verb: str, what: str) -> str:
        if not self._graphs.own:
            return f"{verb} {what}"
        if self._operations > 1:
            raise NotOfferedError(_ALL_AT_ONCE)
        names = [*self._graphs.present(), self._graphs.metadata]
        own = self._graphs.default if what == "NAMED" else None
        return " ; ".join(f"CLEAR GRAPH <{name}>" for name in dict.fromkeys(names) if name != own)

    def _create(self) -> str:
        verb = self._next().text
        silent = "SILENT " * self._skips("SILENT")
        self._skips("GRAPH")
        iri = self._next().text
        made = f"{verb} {silent}GRAPH {iri}"
        if self._graphs.record is None:
            return made
        record = f"{iri} <{self._graphs.record}> {iri}"
        return f"{made} ; INSERT DATA {{ GRAPH <{self._graphs.metadata}> {{ {record} }} }}"

    def _transfer(self) -> str:
        verb = self._next().text
        silent = "SILENT " * self._skips("SILENT")
        source = self._end_of_transfer()
        self._skips("TO")
        target = self._end_of_transfer()
        gone = ""
        if verb.upper() == "MOVE" and source.startswith("GRAPH ") and source != target:
            gone = self._forgotten(source.removeprefix("GRAPH "))
        return f"{verb} {silent}{source} TO {target}{gone}"

    def _end_of_transfer(self) -> str:
        if self._skips("DEFAULT"):
            return self._default_name()
        self._skips("GRAPH")
        return f"GRAPH {self._next().text}"

    def _default_name(self) -> str:
        return "DEFAULT" if self._default is None else f"GRAPH {self._default}"

    def _forgotten(self, iri: str) -> str:
        """Return the operation that removes the record of a graph's existence."""
        if self._graphs.record is None:
            return ""
        record = f"{iri} <{self._graphs.record}> {iri}"
        return f" ; DELETE DATA {{ GRAPH <{self._graphs.metadata}> {{ {record} }} }}"


_OPERATIONS: dict[str, Callable[[_Rewriting], str]] = {
    "INSERT": _Rewriting._data_or_modification,
    "DELETE": _Rewriting._data_or_modification,
    "WITH": _Rewriting._with,
    "CLEAR": _Rewriting._clear,
    "DROP": _Rewriting._clear,
    "CREATE": _Rewriting._create,
    "COPY": _Rewriting._transfer,
    "MOVE": _Rewriting._transfer,
    "ADD": _Rewriting._transfer,
}


def _word(token: SparqlToken) -> str:
    return token.text.upper() if token.kind == "word" else ""


def _is_blank(token: SparqlToken) -> bool:
    # The lexer returns `_` as a separate sign before a name without a prefix.
    return token.text in ("_", "[")


def _triples(text: str, graph: str | None) -> list[str]:
    """Return triples in a graph; none if there are only separators."""
    if not any(token.text != "." for token in significant(text)):
        return []
    bare = text.strip().removeprefix(".")
    return [f"GRAPH {graph} {{ {bare}\n}}"]
