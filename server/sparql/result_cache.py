"""Results of repeated queries, bounded by their bytes, for one generation of the store."""

from collections import OrderedDict
from collections.abc import Hashable

from districtgraph.server.http.http_exchange import Headers

__all__ = ["CachedResponse", "ResultCache"]

CachedResponse = tuple[Headers, bytes]


class ResultCache:
    """The most recently used results of one generation.

    Args:
        size: bytes that all bodies together may have; 0 keeps nothing.

    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._entries: OrderedDict[Hashable, CachedResponse] = OrderedDict()

    def get(self, key: Hashable) -> CachedResponse | None:
        """Return the response to a request that was made before."""
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: Hashable, headers: Headers, body: bytes) -> None:
        """Keep a response, at the cost of those not used for longest."""
        if len(body) > self._size // 16 or key in self._entries:
            return
        self._entries[key] = (headers, body)
        self._used += len(body)
        while self._used > self._size or len(self._entries) > 100_000:
            _, (_, oldest) = self._entries.popitem(last=False)
            self._used -= len(oldest)

    def clear(self) -> None:
        """Forget everything: the store has changed."""
        self._entries.clear()
        self._used = 0
