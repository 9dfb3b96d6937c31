"""SERVICE and LOAD: refused, or led through this server's own checks to hosts that are allowed.

The engine never gets the address of another server. A SERVICE's endpoint is replaced in the text
by this server's gateway, which asks the endpoint itself; a LOAD's document is fetched before the
update begins, and the update takes it from a graph of its own.
"""

import ipaddress
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from districtgraph.server.errors import FederationRefusedError
from districtgraph.server.sparql.sparql_lexer import (
    Token,
    decode_codepoint_escapes,
    network_calls,
    service_calls,
    significant,
)
from districtgraph.server.sparql.sparql_prologue import Prologue
from districtgraph.server.store.staging_graphs import staging_graph

__all__ = ["Federation", "LoadedDocument", "PreparedUpdate"]

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

    def as_record(self) -> dict[str, object]:
        """Return what another process of this server makes the same of, by `of_record`."""
        return {"hosts": sorted(self._hosts), "gateway": self._gateway, "key": self.key}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "Federation":
        """Return what `as_record` told of."""
        made = cls(record["hosts"], record["gateway"])
        made.key = record["key"]
        return made

    def query(self, text: str, base: str | None) -> str:
        """Return a query whose SERVICE calls lead to the gateway.

        Raises:
            FederationRefusedError: it calls a host that is not allowed, or its calls cannot be told
                from its text.

        """
        return self._rewritten(text, base).text if service_calls(text) else text

    def update(self, text: str, base: str | None) -> PreparedUpdate:
        """Return an update whose SERVICE calls lead to the gateway, and what it loads.

        Raises:
            FederationRefusedError: as of `query`.

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
        stream = list(significant(text))
        prologue = Prologue(base)
        documents: list[LoadedDocument] = []
        pieces, copied, understood = [], 0, set()
        following = iter(enumerate(stream))
        for index, token in following:
            if prologue.take(token, (item for _, item in following)):
                continue
            word = token.text.upper() if token.kind == "word" else ""
            if word not in ("SERVICE", "LOAD") or not self._hosts:
                continue
            silent = _word(stream, index + 1) == "SILENT"
            place = index + 1 + silent
            if place >= len(stream) or stream[place].text in _NO_ENDPOINT:
                # Malformed, as the engine will say.
                understood.add(token.start)
                continue
            iri = prologue.resolved(stream[place])
            if iri is None:
                continue
            self.check(iri)
            understood.add(token.start)
            pieces.append(text[copied : token.start])
            if word == "SERVICE":
                pieces.append(f"SERVICE {'SILENT ' * silent}<{self._address(iri)}>")
                copied = _end(stream[place])
            else:
                graph = staging_graph(len(documents))
                documents.append(LoadedDocument(iri, silent))
                into = _word(stream, place + 1) == "INTO" and place + 3 < len(stream)
                target = f"GRAPH {stream[place + 3].text}" if into else "DEFAULT"
                pieces.append(f"ADD SILENT GRAPH <{graph}> TO {target}")
                copied = _end(stream[place + 3] if into else stream[place])
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


def _word(stream: Sequence[Token], index: int) -> str:
    return stream[index].text.upper() if index < len(stream) else ""


def _end(token: Token) -> int:
    return token.start + len(token.text)
