"""Who may be called, as one process of this server tells another."""

from typing import NamedTuple

__all__ = ["FederationRecord"]


class FederationRecord(NamedTuple):
    """What makes a `Federation` (`districtgraph.server.sparql.federation`) like another one.

    Attributes:
        hosts: that may be called.
        gateway: this server's own address.
        key: of the tickets, in hex.

    """

    hosts: tuple[str, ...]
    gateway: str
    key: str
