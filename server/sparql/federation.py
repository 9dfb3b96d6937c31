"""SERVICE and LOAD: refused, or directed through this server's checks to hosts that are allowed.

The engine never gets the address of another server. A SERVICE's endpoint is replaced in the text
by this server's gateway, which sends the query to the endpoint; a LOAD's document is fetched before
the update begins, and the update takes it from a staging graph.
"""

import hashlib
import hmac
import ipaddress
import math
import re
import secrets
import time
from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote, urlsplit

from districtgraph.server.core.errors import FederationRefusedError
from districtgraph.server.sparql.call_rewriting import StagedUpdate, rewritten_calls
from districtgraph.server.sparql.federation_record import FederationRecord
from districtgraph.server.sparql.plain_prefixes import with_plain_prefixes
from districtgraph.server.sparql.sparql_lexer import network_calls, service_calls

__all__ = ["Federation"]

_PORTS = {"http": 80, "https": 443}
_DIGITS = 20
_CALLS_NO_OTHER = (
    "this server calls no other: SERVICE is refused, and so is LOAD. (A word with 'service' or "
    "'load' in it may be refused too, since the engine may take it for the keyword.)"
)
_LONGEST = 300.0
"""Seconds for which calls may be made by default."""


class Federation:
    """Knows which hosts may be called, and rewrites the operations that call them.

    Args:
        hosts: ``HOST`` for its ports 80 and 443, or ``HOST:PORT``.
        gateway: the address at which this server's own processes reach it.
        clock: returns seconds; only differences matter.

    """

    def __init__(
        self, hosts: Sequence[str], gateway: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)
        self._gateway = f"{gateway}/federation/"
        self._clock = clock
        self._key = secrets.token_bytes(32)
        """The key of the tickets that the gateway requires; only our own processes know it."""

    def as_record(self) -> FederationRecord:
        """Return the record from which another process makes the same object, by `of_record`."""
        gateway = self._gateway.removesuffix("/federation/")
        return FederationRecord(tuple(sorted(self._hosts)), gateway, self._key.hex())

    @classmethod
    def of_record(cls, record: FederationRecord) -> "Federation":
        """Return the federation that a record describes."""
        made = cls(record.hosts, record.gateway)
        made._key = bytes.fromhex(record.key)
        return made

    def query(self, text: str, base: str | None, seconds: float = _LONGEST) -> str:
        """Return a query whose SERVICE calls lead to the gateway.

        Args:
            text: the query.
            base: its base IRI.
            seconds: the seconds for which calls may be made.

        Raises:
            FederationRefusedError: it calls a host that is not allowed, one call is within
                another, or its text does not show which calls it has.
            PayloadTooLargeError: it has more than `MOST_CALLS`.

        """
        if not service_calls(text):
            return text
        text = with_plain_prefixes(text)
        return self._rewritten(text, base, seconds).text if service_calls(text) else text

    def update(self, text: str, base: str | None, seconds: float = _LONGEST) -> StagedUpdate:
        """Return an update whose SERVICE calls lead to the gateway, and what it loads; see `query`.

        Raises:
            FederationRefusedError, PayloadTooLargeError: as of `query`.

        """
        if not network_calls(text):
            return StagedUpdate(text, ())
        text = with_plain_prefixes(text)
        return (
            self._rewritten(text, base, seconds) if network_calls(text) else StagedUpdate(text, ())
        )

    def check(self, iri: str) -> None:
        """Refuse an address that is not allowed.

        Raises:
            FederationRefusedError: it is not.

        """
        if not self._hosts:
            raise FederationRefusedError(_CALLS_NO_OTHER)
        try:
            parts = urlsplit(iri)
            host, port = _bracketed(parts.hostname or ""), parts.port
        except ValueError as error:
            raise FederationRefusedError(f"<{iri}> cannot be called: {error}") from error
        if parts.scheme not in _PORTS:
            # Without a host the call fails, which SILENT may ignore.
            return
        default = _PORTS[parts.scheme]
        with_port = f"{host}:{port or default}"
        plain = port in (None, *_PORTS.values()) and host in self._hosts
        if not plain and with_port not in self._hosts:
            raise FederationRefusedError(
                f"this server does not call <{iri}>; its operator has to allow the host"
            )

    def admits(self, ticket: str, iri: str) -> bool:
        """Return whether a ticket is this server's own, for this endpoint, and still valid."""
        expiry = ticket.partition("-")[0]
        if not expiry.isascii() or not expiry.isdecimal() or len(expiry) > _DIGITS:
            return False
        own = self._ticket(iri, int(expiry))
        return hmac.compare_digest(
            ticket.encode("utf-8", "replace"), own.encode()
        ) and self._clock() <= int(expiry)

    def restore_endpoint_names(self, message: str) -> str:
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
        return f"{_bracketed(host)}:{parts.port or _PORTS.get(parts.scheme)}" in self._hosts

    def _rewritten(self, text: str, base: str | None, seconds: float) -> StagedUpdate:
        expiry = math.ceil(self._clock() + seconds)
        try:
            return rewritten_calls(text, base, lambda iri: self._address(iri, expiry), self.check)
        except FederationRefusedError as error:
            if self._hosts:
                raise
            raise FederationRefusedError(_CALLS_NO_OTHER) from error

    def _address(self, iri: str, expiry: int) -> str:
        return f"{self._gateway}{self._ticket(iri, expiry)}?iri={quote(iri, safe='')}"

    def _ticket(self, iri: str, expiry: int) -> str:
        """Return a ticket for calls of one endpoint, which is useless for others."""
        what = f"{expiry} {iri}".encode("utf-8", "surrogatepass")
        return f"{expiry}-{hmac.new(self._key, what, hashlib.sha256).hexdigest()}"


def _bracketed(host: str) -> str:
    """Return a host in lower case, as addresses have it: an IPv6 address is in brackets."""
    return f"[{host}]" if ":" in host else host.lower()
