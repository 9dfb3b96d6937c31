"""The permitted SERVICE endpoints, as one process of this server sends them to another."""

from typing import NamedTuple

__all__ = ["FederationRecord"]


class FederationRecord(NamedTuple):
    """The data from which another process rebuilds a `Federation`.

    Attributes:
        hosts: the hosts that may be called.
        gateway: this server's own address.
        key: of the tickets, in hex.

    """

    hosts: tuple[str, ...]
    gateway: str
    key: str
