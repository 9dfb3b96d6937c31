"""A response, as the clients of the tests give it."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["HttpReply"]


@dataclass(frozen=True)
class HttpReply:
    """A response; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
