"""Moves all declarations of an update before its first operation.

SPARQL has a prologue before each operation (https://www.w3.org/TR/sparql11-query/#rUpdate), and the
specification's own examples repeat theirs; the engine (Oxigraph 0.5.13) takes only the first.
"""

import re
from collections.abc import Iterator

from districtgraph.server.core.errors import NotOfferedError, PayloadTooLargeError
from districtgraph.server.sparql.plain_prefixes import unused_prefixes
from districtgraph.server.sparql.query_dataset import LONGEST_REWRITTEN
from districtgraph.server.sparql.sparql_lexer import (
    SparqlToken,
    decode_escaped_names,
    significant,
)
from districtgraph.server.sparql.sparql_prologue import Prologue

__all__ = ["with_single_prologue"]

_LATER = re.compile(r";(?:\s|#[^\n\r]*+|(?!))*+(?:PREFIX|BASE)\b", re.IGNORECASE)
"""Where a later prologue may begin; in strings and groups it is looked at again."""
_NOT_BREAK = re.compile(r"[^\n\r]")


def with_single_prologue(update: str, base: str | None) -> str:
    """Return an equivalent update that declares its prefixes and its base only at the beginning.

    Escapes that the engine does not decode are replaced (`decode_escaped_names`): a declaration may
    have them, too. Later declarations become spaces, so that most positions in the text stay as
    they are. A prefix that is declared anew gets another name, and IRIs after another BASE are
    written out.

    Args:
        update: the update.
        base: its base IRI; None for none.

    Raises:
        PayloadTooLargeError: it has more than `MOST_DECLARATIONS`, or is longer than
            `LONGEST_REWRITTEN` with its IRIs written out.
        NotOfferedError: an operation with another base calls IRI().

    """
    update = decode_escaped_names(update)
    if not _LATER.search(update):
        return update
    try:
        return _rewritten(update, base)
    except _MalformedError:
        # The engine says what is wrong.
        return update


def _rewritten(update: str, base: str | None) -> str:
    rewriting = _Rewriting(update, base)
    depth, begins = 0, True
    for token in rewriting.stream:
        if begins and rewriting.take_declaration(token):
            continue
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        begins = depth == 0 and token.text == ";"
        rewriting.take(token)
    return rewriting.finished()


class _MalformedError(Exception):
    """A declaration declares nothing."""


class _Rewriting:
    """The text so far, and what its declarations mean at a place.

    Args:
        text: of the update.
        base: its base IRI.

    """

    def __init__(self, text: str, base: str | None) -> None:
        self._text = text
        self._prologue = Prologue(base)
        self._pieces: list[str] = []
        self._copied = self._length = 0
        self._begun: int | None = None
        """Where the first operation begins."""
        self._first_base: str | None = None
        self._first_prefixes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        """The other names of prefixes that are declared anew."""
        self._added: dict[str, str] = {}
        """The other names of prefixes, by the IRIs that they stand for."""
        self._unused = unused_prefixes(text)
        self.stream = significant(text)

    def take_declaration(self, token: SparqlToken) -> bool:
        """Read a declaration, if a token begins one; a later one is left out of the text.

        Raises:
            _MalformedError: it is no declaration of an IRI.

        """
        following = _Recorded(self.stream)
        if not self._prologue.take(token, following):
            return False
        if self._begun is None:
            return True
        taken = following.taken
        is_iri = bool(taken) and taken[-1].kind == "iri"
        if not is_iri or self._prologue.resolved(taken[-1]) is None:
            raise _MalformedError
        declaration = self._text[token.start : _end(taken[-1])]
        self._replace(token.start, taken[-1], _NOT_BREAK.sub(" ", declaration))
        if token.text.upper() == "PREFIX":
            self._declare(taken[0])
        return True

    def _declare(self, name: SparqlToken) -> None:
        iri = self._prologue.namespace(name.text)
        if name.kind != "name" or not name.text.endswith(":") or iri is None:
            raise _MalformedError
        prefix = name.text.removesuffix(":")
        if iri == self._first_prefixes.get(name.text):
            self._names.pop(prefix, None)
            return
        if iri not in self._added:
            self._added[iri] = next(self._unused)
        self._names[prefix] = self._added[iri]

    def take(self, token: SparqlToken) -> None:
        """Copy a token of an operation, as it has to be after the first prologue."""
        if self._begun is None:
            self._begun = token.start
            self._first_base, self._first_prefixes = self._prologue.base, self._prologue.prefixes
        if token.kind == "name":
            self._rename(token)
        elif self._prologue.base != self._first_base:
            self._write_out(token)

    def _rename(self, token: SparqlToken) -> None:
        prefix, _, local = token.text.partition(":")
        # `_:a` is two tokens, and the label of a blank node.
        is_label = not prefix and self._text[token.start - 1 : token.start] == "_"
        if prefix in self._names and not is_label:
            self._replace(token.start, token, f"{self._names[prefix]}:{local}")

    def _write_out(self, token: SparqlToken) -> None:
        """Replace an IRI by the absolute one, in an operation with another base.

        Raises:
            NotOfferedError: the operation resolves IRIs when it is evaluated.

        """
        if token.kind == "word" and token.text.upper() in ("IRI", "URI"):
            raise NotOfferedError(
                f"{token.text} is not evaluated with the BASE of a later operation: send the "
                "operations one by one"
            )
        iri = self._prologue.resolved(token) if token.kind == "iri" else None
        if iri is not None:
            self._replace(token.start, token, f"<{iri}>")

    def _replace(self, start: int, last: SparqlToken, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST_REWRITTEN:
            raise PayloadTooLargeError(
                f"with its IRIs written out the update is longer than {LONGEST_REWRITTEN:,} "
                "characters; send its operations one by one"
            )
        self._pieces += [self._text[self._copied : start], text]
        self._copied = _end(last)

    def finished(self) -> str:
        """Return the whole text."""
        text = "".join(self._pieces) + self._text[self._copied :]
        added = "".join(f"PREFIX {name}: <{iri}> " for iri, name in self._added.items())
        begun = self._begun or 0
        return f"{text[:begun]}{added}{text[begun:]}"


def _end(token: SparqlToken) -> int:
    return token.start + len(token.text)


class _Recorded(Iterator[SparqlToken]):
    """Tokens that are remembered once they are taken."""

    def __init__(self, stream: Iterator[SparqlToken]) -> None:
        self._stream = stream
        self.taken: list[SparqlToken] = []

    def __next__(self) -> SparqlToken:
        self.taken.append(token := next(self._stream))
        return token
