"""SERVICE and LOAD: refused, or led through this server's own checks to hosts that are allowed.

The engine never gets the address of another server. A SERVICE's endpoint is replaced in the text
by this server's gateway, which asks the endpoint itself; a LOAD's document is fetched before the
update begins, and the update takes it from a graph of its own.
"""

import ipaddress
import re
import secrets
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from districtgraph.server.errors import FederationRefusedError, PayloadTooLargeError
from districtgraph.server.sparql.sparql_lexer import (
    Token,
    decode_codepoint_escapes,
    network_calls,
    service_calls,
    significant,
)
from districtgraph.server.sparql.sparql_prologue import Prologue
from districtgraph.server.store.staging_graphs import staging_graph

__all__ = ["MOST_CALLS", "Federation", "LoadedDocument", "PreparedUpdate"]

MOST_CALLS = 100
"""SERVICE and LOAD that one operation may have."""
_NO_ENDPOINT = frozenset(";{}.")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A document that an update loads.

    Attributes:
        iri: of the document.
        silent: whether the update goes on without it.

    """

    iri: str
    silent: bool


@dataclass(frozen=True, slots=True)
class PreparedUpdate:
    """An update whose LOAD operations take their documents from staging graphs, in their order."""

    text: str
    documents: tuple[LoadedDocument, ...]


class Federation:
    """Knows which hosts may be called, and rewrites the operations that call them.

    Args:
        hosts: ``HOST`` for its ports 80 and 443, or ``HOST:PORT``.
        gateway: this server's own address, as its processes reach it.

    """

    def __init__(self, hosts: Sequence[str], gateway: str) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)
        self._gateway = gateway
        self.key = secrets.token_urlsafe(24)
        """Known to this server's own processes only: without it the gateway would be anybody's."""

    def query(self, text: str, base: str | None) -> str:
        """Return a query whose SERVICE calls lead to the gateway.

        Raises:
            FederationRefusedError: it calls a host that is not allowed, or its calls cannot be told
                from its text.
            PayloadTooLargeError: it has more than `MOST_CALLS`.

        """
        return self._rewritten(text, base).text if service_calls(text) else text

    def update(self, text: str, base: str | None) -> PreparedUpdate:
        """Return an update whose SERVICE calls lead to the gateway, and what it loads.

        Raises:
            FederationRefusedError, PayloadTooLargeError: as of `query`.

        """
        if not network_calls(text):
            return PreparedUpdate(text, ())
        return self._rewritten(text, base)

    def check(self, iri: str) -> None:
        """Refuse an address that is not allowed.

        Raises:
            FederationRefusedError: it is not.

        """
        try:
            parts = urlsplit(iri)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError as error:
            raise FederationRefusedError(f"<{iri}> cannot be called: {error}") from error
        if parts.scheme not in _PORTS:
            # No host at all: that fails when it is called, which SILENT may pass over.
            return
        default = _PORTS[parts.scheme]
        with_port = f"{host}:{port or default}"
        plain = port in (None, *_PORTS.values()) and host in self._hosts
        if not plain and with_port not in self._hosts:
            raise FederationRefusedError(
                f"this server does not call <{iri}>; its operator has to allow the host"
            )

    def told(self, message: str) -> str:
        """Return an error's message as a client may read it: with the endpoint, not the gateway."""
        address = re.compile(re.escape(self._address("")) + r"([^\s>]*)")
        return address.sub(lambda match: f"<{unquote(match.group(1))}>", message)

    def names_address(self, iri: str) -> bool:
        """Return whether the operator allowed a numeric address with its port, private or not."""
        parts = urlsplit(iri)
        host = parts.hostname or ""
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return f"{host}:{parts.port or _PORTS.get(parts.scheme)}" in self._hosts

    def _rewritten(self, text: str, base: str | None) -> PreparedUpdate:
        text = decode_codepoint_escapes(text)
        stream = _Ahead(significant(text))
        prologue = Prologue(base)
        documents: list[LoadedDocument] = []
        pieces: list[str] = []
        copied, understood = 0, set()
        for token in stream:
            if prologue.take(token, stream):
                continue
            word = token.text.upper() if token.kind == "word" else ""
            if word not in ("SERVICE", "LOAD") or not self._hosts:
                continue
            silent = _word(stream.ahead(0)) == "SILENT"
            endpoint = stream.ahead(silent)
            if endpoint is None or endpoint.text in _NO_ENDPOINT:
                # Malformed, as the engine will say.
                understood.add(token.start)
                continue
            iri = prologue.resolved(endpoint)
            if iri is None:
                continue
            self.check(iri)
            understood.add(token.start)
            _check_number(len(pieces) // 2 + 1)
            pieces.append(text[copied : token.start])
            if word == "SERVICE":
                pieces.append(f"SERVICE {'SILENT ' * silent}<{self._address(iri)}>")
                copied = _end(endpoint)
            else:
                graph = staging_graph(len(documents))
                documents.append(LoadedDocument(iri, silent))
                into = (
                    stream.ahead(silent + 3) if _word(stream.ahead(silent + 1)) == "INTO" else None
                )
                target = f"GRAPH {into.text}" if into else "DEFAULT"
                pieces.append(f"ADD SILENT GRAPH <{graph}> TO {target}")
                copied = _end(into or endpoint)
        self._refuse_others(text, understood)
        return PreparedUpdate("".join(pieces) + text[copied:], tuple(documents))

    def _refuse_others(self, text: str, understood: set[int]) -> None:
        if decode_codepoint_escapes(text) != text:
            raise FederationRefusedError("codepoint escapes within codepoint escapes are refused")
        if not self._hosts and network_calls(text):
            raise FederationRefusedError(
                "this server calls no other: SERVICE is refused, and so is LOAD. (A prefix or word "
                "that holds 'service' or 'load' may be refused too, since the engine may take it "
                "for the keyword: rename it.)"
            )
        if set(network_calls(text)) != understood:
            raise FederationRefusedError(
                "SERVICE and LOAD need an <IRI> behind them, no variable; and a prefix or word "
                "that holds 'service' or 'load' is refused, since the engine may take it for the "
                "keyword"
            )

    def _address(self, iri: str) -> str:
        return f"{self._gateway}/federation/{self.key}?iri={quote(iri, safe='')}"


class _Ahead(Iterator[Token]):
    """Tokens, with a look at those to come; what is behind is not kept."""

    def __init__(self, tokens: Iterator[Token]) -> None:
        self._tokens = tokens
        self._seen: deque[Token] = deque()

    def __next__(self) -> Token:
        return self._seen.popleft() if self._seen else next(self._tokens)

    def ahead(self, number: int) -> Token | None:
        """Return a token to come, the next one for 0; None where there is none."""
        while len(self._seen) <= number:
            token = next(self._tokens, None)
            if token is None:
                return None
            self._seen.append(token)
        return self._seen[number]


def _check_number(calls: int) -> None:
    if calls > MOST_CALLS:
        raise PayloadTooLargeError(f"an operation may have {MOST_CALLS} SERVICE and LOAD, not more")


def _word(token: Token | None) -> str:
    return "" if token is None else token.text.upper()


def _end(token: Token) -> int:
    return token.start + len(token.text)
