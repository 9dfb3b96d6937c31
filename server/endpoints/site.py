"""The parts of a running server: settings, dataset, store, counters, and its own address."""

from dataclasses import dataclass

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.client_address import client_address
from districtgraph.server.http.host_header import requested_address
from districtgraph.server.http.http_exchange import Request
from districtgraph.server.http.metrics import Metrics
from districtgraph.server.store.backend import Backend
from districtgraph.server.store.built_dataset import BuiltDataset

__all__ = ["Site", "forwarded"]


@dataclass(frozen=True, slots=True)
class Site:
    """The parts that requests are answered from."""

    config: ServerConfig
    dataset: BuiltDataset
    backend: Backend
    metrics: Metrics

    def public_url(self, request: Request) -> str:
        """Return this server's address as clients see it, without a slash at the end.

        ``X-Forwarded-*`` is trusted from as many proxies as the operator configures. Each proxy
        appends a value, so the outermost trusted one wrote the value that many places from the end.

        Raises:
            BadRequestError: a header that should hold the address holds something else.

        """
        if self.config.public_url:
            return self.config.public_url
        headers, hops = request.headers, self.config.trusted_hops
        if not hops:
            prefix = request.scope.get("root_path", "")
            return requested_address(request.scope["scheme"], headers.get("host", ""), prefix)
        scheme = forwarded(headers.get("x-forwarded-proto"), hops) or request.scope["scheme"]
        host = forwarded(headers.get("x-forwarded-host"), hops) or headers.get("host", "")
        prefix = (forwarded(headers.get("x-forwarded-prefix"), hops) or "").rstrip("/")
        return requested_address(scheme, host, prefix)

    def client(self, request: Request) -> str:
        """Return the key under which a client takes its turn in the queue."""
        peer = (request.scope.get("client") or (None, 0))[0]
        return client_address(request.headers, peer, self.config.trusted_hops)


def forwarded(header: str | None, hops: int) -> str | None:
    """Return what the outermost of some trusted proxies wrote into a header, if it did."""
    values = (header or "").rsplit(",", hops)
    return values[-hops].strip() if hops <= len(values) else None
