"""Rewrites SERVICE and LOAD in an operation's text, to use the gateway and staging graphs."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from districtgraph.server.core.errors import FederationRefusedError, PayloadTooLargeError
from districtgraph.server.sparql.sparql_lexer import (
    SparqlToken,
    decode_codepoint_escapes,
    network_calls,
    significant,
)
from districtgraph.server.sparql.sparql_prologue import Prologue
from districtgraph.server.sparql.staging_graphs import staging_graph

__all__ = ["MOST_CALLS", "LoadedDocument", "StagedUpdate", "rewritten_calls"]

MOST_CALLS = 100
"""The most SERVICE and LOAD in one operation."""
_NO_ENDPOINT = frozenset(";{}.")
_FAILED_SERVICE = "OPTIONAL { { FILTER(false) "
_FAILED_SERVICE_END = " }"
"""Text around a group that makes one solution without bindings, as SILENT requires
(https://www.w3.org/TR/sparql11-federated-query/#serviceFailure)."""
_FAILED_LOAD = "INSERT DATA {}"


class LoadedDocument(NamedTuple):
    """A document that an update loads.

    Attributes:
        iri: the IRI of the document.
        silent: whether the update continues without it.

    """

    iri: str
    silent: bool


@dataclass(frozen=True, slots=True)
class StagedUpdate:
    """An update whose LOAD operations take their documents from staging graphs, in their order."""

    text: str
    documents: tuple[LoadedDocument, ...]


def rewritten_calls(
    text: str,
    base: str | None,
    address: Callable[[str], str],
    check: Callable[[str], None],
) -> StagedUpdate:
    """Return an operation with its calls redirected.

    A SILENT call to a host that is not allowed fails as if the host did not answer: it returns one
    solution without bindings, or loads nothing, and nothing is sent. So does a SILENT call of a
    variable, since its endpoints would be known only to the engine.

    Args:
        text: the text of the operation.
        base: its base IRI.
        address: returns the address that replaces an endpoint.
        check: raises FederationRefusedError for an endpoint or document that is not allowed.

    Raises:
        FederationRefusedError: a call is not allowed, or of a variable, and not SILENT, one call
            is within another, or the text does not show which calls there are.
        PayloadTooLargeError: there are more than `MOST_CALLS`.

    """
    text = decode_codepoint_escapes(text)
    if _has_nested_calls(significant(text)):
        raise FederationRefusedError(
            "a SERVICE within the group of another SERVICE is refused: ask the inner endpoint "
            "beside the outer one, and join what both give"
        )
    rewriting = _Rewriting(text, address, check)
    stream = _Ahead(significant(text))
    prologue = Prologue(base)
    for token in stream:
        if prologue.take(token, stream):
            continue
        rewriting.end_group(token)
        if token.kind == "word" and token.text.upper() in ("SERVICE", "LOAD"):
            rewriting.take_call(token, stream, prologue)
    return rewriting.finished()


class _Rewriting:
    """The text so far, with its calls replaced."""

    def __init__(
        self, text: str, address: Callable[[str], str], check: Callable[[str], None]
    ) -> None:
        self._text = text
        self._address = address
        self._check = check
        self._pieces: list[str] = []
        self._copied = 0
        self._understood = set[int]()
        self._documents: list[LoadedDocument] = []
        self._depth: int | None = None
        """The number of open brackets within the group of a failed call."""
        self._scope = ""
        """What follows the group of a failed call: it keeps the endpoint's variable in scope."""

    def take_call(self, token: SparqlToken, stream: "_Ahead", prologue: Prologue) -> None:
        """Replace a call, if it can be understood; `finished` refuses the others."""
        silent = _word(stream.ahead(0)) == "SILENT"
        endpoint = stream.ahead(silent)
        is_service = token.text.upper() == "SERVICE"
        lacks_group = is_service and _word(stream.ahead(silent + 1)) != "{"
        if endpoint is None or endpoint.text in _NO_ENDPOINT or lacks_group:
            # Malformed: the engine reports it.
            self._understood.add(token.start)
            return
        if endpoint.kind == "variable" and silent and token.text.upper() == "SERVICE":
            self._understand(token)
            self._scope = f" VALUES {endpoint.text} {{ UNDEF }}"
            self._replace(token, endpoint, self._failed_service())
            return
        iri = prologue.resolved(endpoint)
        if iri is None:
            return
        refused = self._is_refused(iri, silent)
        self._understand(token)
        if token.text.upper() == "SERVICE":
            self._replace(token, endpoint, self._service(iri, silent, refused))
            return
        into = stream.ahead(silent + 3) if _word(stream.ahead(silent + 1)) == "INTO" else None
        self._replace(token, into or endpoint, self._load(iri, silent, refused, into))

    def _understand(self, token: SparqlToken) -> None:
        self._understood.add(token.start)
        if len(self._understood) > MOST_CALLS:
            raise PayloadTooLargeError(
                f"an operation may have {MOST_CALLS} SERVICE and LOAD, not more"
            )

    def end_group(self, token: SparqlToken) -> None:
        """Close what replaces a failed call, where its group ends with this token."""
        if self._depth is None or token.text not in ("{", "}"):
            return
        self._depth += 1 if token.text == "{" else -1
        if self._depth <= 0:
            self._depth = None
            group = self._text[self._copied : _end(token)]
            self._pieces.append(f"{group} }}{self._scope}{_FAILED_SERVICE_END}")
            self._copied, self._scope = _end(token), ""

    def finished(self) -> StagedUpdate:
        """Return the operation; FederationRefusedError where a call in it was not understood."""
        if decode_codepoint_escapes(self._text) != self._text:
            raise FederationRefusedError("codepoint escapes within codepoint escapes are refused")
        if set(network_calls(self._text)) != self._understood:
            raise FederationRefusedError(
                "SERVICE and LOAD need an <IRI>, not a variable (SERVICE SILENT ?variable has no "
                "solutions of its own); and a word that contains 'service' or 'load' is refused, "
                "since the engine may take it for the keyword"
            )
        return StagedUpdate(
            "".join(self._pieces) + self._text[self._copied :], tuple(self._documents)
        )

    def _is_refused(self, iri: str, silent: bool) -> bool:
        try:
            self._check(iri)
        except FederationRefusedError:
            if not silent:
                raise
            return True
        return False

    def _service(self, iri: str, silent: bool, refused: bool) -> str:
        if refused:
            return self._failed_service()
        return f"SERVICE {'SILENT ' * silent}<{self._address(iri)}>"

    def _failed_service(self) -> str:
        self._depth = 0
        return _FAILED_SERVICE

    def _load(self, iri: str, silent: bool, refused: bool, into: SparqlToken | None) -> str:
        if refused:
            return _FAILED_LOAD
        graph = staging_graph(len(self._documents))
        self._documents.append(LoadedDocument(iri, silent))
        return f"ADD SILENT GRAPH <{graph}> TO {f'GRAPH {into.text}' if into else 'DEFAULT'}"

    def _replace(self, first: SparqlToken, last: SparqlToken, words: str) -> None:
        self._pieces += [self._text[self._copied : first.start], words]
        self._copied = _end(last)


def _has_nested_calls(stream: Iterable[SparqlToken]) -> bool:
    """Return whether a SERVICE is within another's group.

    The engine would send the gateway's address, which it finds there, to the outer endpoint.
    """
    called, groups = False, [False]
    for token in stream:
        if token.kind == "word" and token.text.upper() == "SERVICE":
            if groups[-1]:
                return True
            called = True
        elif token.text == "{":
            groups.append(called or groups[-1])
            called = False
        elif token.text == "}" and len(groups) > 1:
            groups.pop()
    return False


class _Ahead(Iterator[SparqlToken]):
    """Tokens with lookahead; tokens that were read are dropped."""

    def __init__(self, tokens: Iterator[SparqlToken]) -> None:
        self._tokens = tokens
        self._seen: deque[SparqlToken] = deque()

    def __next__(self) -> SparqlToken:
        return self._seen.popleft() if self._seen else next(self._tokens)

    def ahead(self, number: int) -> SparqlToken | None:
        """Return a later token, the next one for 0; None after the end."""
        while len(self._seen) <= number:
            token = next(self._tokens, None)
            if token is None:
                return None
            self._seen.append(token)
        return self._seen[number]


def _word(token: SparqlToken | None) -> str:
    return "" if token is None else token.text.upper()


def _end(token: SparqlToken) -> int:
    return token.start + len(token.text)
