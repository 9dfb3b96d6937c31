"""Caches results of repeated queries, with a limit in bytes, for one generation of the store."""

from collections import OrderedDict
from collections.abc import Hashable

from districtgraph.server.http.http_exchange import Headers

__all__ = ["CachedResponse", "ResultCache"]

CachedResponse = tuple[Headers, bytes]


_OVERHEAD = 1024
"""Bytes of an entry in addition to its request, its head and its body."""
_LARGEST = 16
"""An entry may have at most this fraction (1/16) of all bytes."""


class ResultCache:
    """The most recently used results of one generation.

    Args:
        size: the most bytes of all entries together, including keys; 0 caches nothing.

    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._entries: OrderedDict[Hashable, tuple[CachedResponse, int]] = OrderedDict()

    @property
    def used(self) -> int:
        """The bytes of all entries."""
        return self._used

    def get(self, key: Hashable) -> CachedResponse | None:
        """Return the response to a request that was made before."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: Hashable, key_size: int, headers: Headers, body: bytes) -> None:
        """Cache a response; the ones unused for longest make room.

        Args:
            key: identifies the request.
            key_size: bytes of the key's parts.
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
