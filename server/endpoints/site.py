"""What a running server has: settings, dataset, store, counters, and its own address."""

from dataclasses import dataclass

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.client_address import client_address
from districtgraph.server.http.host_header import told_address
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

        ``X-Forwarded-*`` is believed from as many proxies as the operator says there are: each
        appends, so what the outermost trusted one wrote stands that many places from the end.

        Raises:
            BadRequestError: a header that tells it holds something else.

        """
        if self.config.public_url:
            return self.config.public_url
        headers, hops = request.headers, self.config.trusted_hops
        if not hops:
            prefix = request.scope.get("root_path", "")
            return told_address(request.scope["scheme"], headers.get("host", ""), prefix)
        scheme = forwarded(headers.get("x-forwarded-proto"), hops) or request.scope["scheme"]
        host = forwarded(headers.get("x-forwarded-host"), hops) or headers.get("host", "")
        prefix = (forwarded(headers.get("x-forwarded-prefix"), hops) or "").rstrip("/")
        return told_address(scheme, host, prefix)

    def client(self, request: Request) -> str:
        """Return what stands for who asks, where clients take turns."""
        peer = (request.scope.get("client") or (None, 0))[0]
        return client_address(request.headers, peer, self.config.trusted_hops)


def forwarded(header: str | None, hops: int) -> str | None:
    """Return what the outermost of some trusted proxies wrote into a header, if it did."""
    values = (header or "").rsplit(",", hops)
    return values[-hops].strip() if hops <= len(values) else None
