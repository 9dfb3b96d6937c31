"""SERVICE and LOAD: refused, or led through this server's own checks to hosts that are allowed.

The engine never gets the address of another server. A SERVICE's endpoint is replaced in the text
by this server's gateway, which asks the endpoint itself; a LOAD's document is fetched before the
update begins, and the update takes it from a graph of its own.
"""

import hashlib
import hmac
import ipaddress
import math
import re
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from districtgraph.server.core.errors import FederationRefusedError, PayloadTooLargeError
from districtgraph.server.sparql.federation_record import FederationRecord
from districtgraph.server.sparql.sparql_lexer import (
    Token,
    decode_codepoint_escapes,
    network_calls,
    service_calls,
    significant,
)
from districtgraph.server.sparql.sparql_prologue import Prologue
from districtgraph.server.sparql.staging_graphs import staging_graph

__all__ = ["MOST_CALLS", "Federation", "LoadedDocument", "PreparedUpdate"]

MOST_CALLS = 100
"""SERVICE and LOAD that one operation may have."""
_NO_ENDPOINT = frozenset(";{}.")
_PORTS = {"http": 80, "https": 443}
_DIGITS = 20
_LONGEST = 300.0
"""Seconds for which a call may be made where nothing else is said."""


class LoadedDocument(NamedTuple):
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
        clock: seconds, of which only differences matter.

    """

    def __init__(
        self, hosts: Sequence[str], gateway: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)
        self._gateway = f"{gateway}/federation/"
        self._clock = clock
        self._key = secrets.token_bytes(32)
        """Known to this server's processes only: without a ticket the gateway calls nobody."""

    def as_record(self) -> FederationRecord:
        """Return what another process of this server makes the same of, by `of_record`."""
        gateway = self._gateway.removesuffix("/federation/")
        return FederationRecord(tuple(sorted(self._hosts)), gateway, self._key.hex())

    @classmethod
    def of_record(cls, record: FederationRecord) -> "Federation":
        """Return what `as_record` tells of."""
        made = cls(record.hosts, record.gateway)
        made._key = bytes.fromhex(record.key)
        return made

    def query(self, text: str, base: str | None, seconds: float = _LONGEST) -> str:
        """Return a query whose SERVICE calls lead to the gateway.

        Args:
            text: the query.
            base: its base IRI.
            seconds: for which the calls may be made.

        Raises:
            FederationRefusedError: it calls a host that is not allowed, one call stands within
                another, or its calls cannot be told from its text.
            PayloadTooLargeError: it has more than `MOST_CALLS`.

        """
        return self._rewritten(text, base, seconds).text if service_calls(text) else text

    def update(self, text: str, base: str | None, seconds: float = _LONGEST) -> PreparedUpdate:
        """Return an update whose SERVICE calls lead to the gateway, and what it loads; see `query`.

        Raises:
            FederationRefusedError, PayloadTooLargeError: as of `query`.

        """
        if not network_calls(text):
            return PreparedUpdate(text, ())
        return self._rewritten(text, base, seconds)

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

    def admits(self, ticket: str, iri: str) -> bool:
        """Return whether a ticket is this server's own, for this endpoint, and still holds."""
        expiry = ticket.partition("-")[0]
        if not expiry.isascii() or not expiry.isdecimal() or len(expiry) > _DIGITS:
            return False
        own = self._ticket(iri, int(expiry))
        return hmac.compare_digest(
            ticket.encode("utf-8", "replace"), own.encode()
        ) and self._clock() <= int(expiry)

    def told(self, message: str) -> str:
        """Return an error's message as a client may read it: with the endpoint, not the gateway."""
        address = re.compile(re.escape(self._gateway) + r"[^\s?>]*\?iri=([^\s>]*)")
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

    def _rewritten(self, text: str, base: str | None, seconds: float) -> PreparedUpdate:
        text = decode_codepoint_escapes(text)
        if _has_nested_calls(significant(text)):
            raise FederationRefusedError(
                "a SERVICE within the group of another SERVICE is refused: ask the inner endpoint "
                "beside the outer one, and join what both give"
            )
        expiry = math.ceil(self._clock() + seconds)
        stream = _Ahead(significant(text))
        prologue = Prologue(base)
        documents: list[LoadedDocument] = []
        pieces: list[str] = []
        copied, understood = 0, set[int]()
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
                pieces.append(f"SERVICE {'SILENT ' * silent}<{self._address(iri, expiry)}>")
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

    def _address(self, iri: str, expiry: int) -> str:
        return f"{self._gateway}{self._ticket(iri, expiry)}?iri={quote(iri, safe='')}"

    def _ticket(self, iri: str, expiry: int) -> str:
        """Return what lets one call of one endpoint through; it is worth nothing elsewhere."""
        what = f"{expiry} {iri}".encode("utf-8", "surrogatepass")
        return f"{expiry}-{hmac.new(self._key, what, hashlib.sha256).hexdigest()}"


def _has_nested_calls(stream: Iterable[Token]) -> bool:
    """Return whether a SERVICE stands in another's group.

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
