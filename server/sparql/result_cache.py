"""Results of repeated queries, bounded by all their bytes, for one generation of the store."""

from collections import OrderedDict
from collections.abc import Hashable

from districtgraph.server.http.http_exchange import Headers

__all__ = ["CachedResponse", "ResultCache"]

CachedResponse = tuple[Headers, bytes]


_OVERHEAD = 1024
"""Bytes that an entry has beside those of its request, its head and its body."""
_LARGEST = 16
"""One in so many of all bytes is the most that an entry may have."""


class ResultCache:
    """The most recently used results of one generation.

    Args:
        size: bytes that all entries together may have, keys included; 0 keeps nothing.

    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._entries: OrderedDict[Hashable, tuple[CachedResponse, int]] = OrderedDict()

    @property
    def used(self) -> int:
        """Bytes that are held."""
        return self._used

    def get(self, key: Hashable) -> CachedResponse | None:
        """Return the response to a request that was made before."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: Hashable, key_size: int, headers: Headers, body: bytes) -> None:
        """Keep a response, at the cost of those not used for longest.

        Args:
            key: what the response answers.
            key_size: bytes of what the key was made of.
            headers: of the response.
            body: of the response.

        """
        head = sum(len(name) + len(value) for name, value in headers)
        size = _OVERHEAD + key_size + head + len(body)
        if size > self._size // _LARGEST or key in self._entries:
            return
        self._entries[key] = (headers, body), size
        self._used += size
        while self._used > self._size:
            _, (_, oldest) = self._entries.popitem(last=False)
            self._used -= oldest

    def clear(self) -> None:
        """Forget everything: the store has changed."""
        self._entries.clear()
        self._used = 0
