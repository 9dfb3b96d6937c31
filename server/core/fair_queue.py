"""A bounded queue in which clients take turns, so that no client can fill it for the others."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Generic, TypeVar

__all__ = ["FairQueue", "QueueFullError"]

Item = TypeVar("Item")
_NOBODY: Mapping[str, int] = {}


class QueueFullError(Exception):
    """The queue is full."""


class FairQueue(Generic[Item]):
    """Items of several clients; the client with the fewest running items is next.

    Args:
        most: how many items may wait. When the queue is full, an item of a client with fewer items
            replaces the last item of the client that has the most.

    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._numbers = count()
        self._before = count(-1, -1)
        self._clients: OrderedDict[str, deque[tuple[int, Item]]] = OrderedDict()

    def __len__(self) -> int:
        return self._size

    @property
    def clients(self) -> int:
        """The number of clients with waiting items."""
        return len(self._clients)

    def __iter__(self) -> Iterator[Item]:
        return (item for items in list(self._clients.values()) for _, item in list(items))

    def add(self, client: str, item: Item, besides: int = 0) -> Item | None:
        """Add an item; return the one that it replaces, if any.

        Args:
            client: the item's client.
            item: the item.
            besides: number of items that wait elsewhere and count too.

        Raises:
            QueueFullError: the queue is full, and no client has two items more than this one.

        """
        displaced = None
        if self._size + besides >= self._most:
            displaced = self._displaced(client)
        self._items(client).append((next(self._numbers), item))
        self._size += 1
        return displaced

    def put_back(self, client: str, item: Item) -> None:
        """Put an item back as the first of its client, whatever the bound."""
        self._items(client).appendleft((next(self._before), item))
        self._size += 1

    def take(self, under_way: Mapping[str, int] = _NOBODY) -> tuple[str, Item]:
        """Remove the next item, the first of the client with the fewest running items.

        Returns the client and the item.

        Args:
            under_way: number of running items of each client.

        Raises:
            IndexError: the queue is empty.

        """
        client = self._next(under_way)
        items = self._clients[client]
        _, item = items.popleft()
        self._forget(client, items)
        return client, item

    def first(self, under_way: Mapping[str, int] = _NOBODY) -> tuple[str, Item]:
        """Return the item that `take` would remove."""
        client = self._next(under_way)
        return client, self._clients[client][0][1]

    def remove(self, client: str, item: Item) -> bool:
        """Remove one item; return whether it was there."""
        items = self._clients.get(client, deque())
        for place, (_, waiting) in enumerate(items):
            if waiting is item:
                del items[place]
                self._forget(client, items)
                return True
        return False

    def remove_where(self, condition: Callable[[Item], bool]) -> list[Item]:
        """Remove all items that fulfil a condition, and return them."""
        found = [
            (client, item)
            for client, items in self._clients.items()
            for _, item in items
            if condition(item)
        ]
        for client, item in found:
            self.remove(client, item)
        return [item for _, item in found]

    def _next(self, under_way: Mapping[str, int]) -> str:
        if not self._clients:
            raise IndexError("nothing waits")
        if len(self._clients) == 1:
            return next(iter(self._clients))
        return min(
            self._clients, key=lambda name: (under_way.get(name, 0), self._clients[name][0][0])
        )

    def _displaced(self, client: str) -> Item:
        crowd, items = max(
            self._clients.items(), key=lambda entry: len(entry[1]), default=(client, deque())
        )
        if len(items) < len(self._clients.get(client, ())) + 2:
            raise QueueFullError
        _, item = items.pop()
        self._forget(crowd, items)
        return item

    def _items(self, client: str) -> deque[tuple[int, Item]]:
        return self._clients.setdefault(client, deque())

    def _forget(self, client: str, items: deque[tuple[int, Item]]) -> None:
        self._size -= 1
        if not items:
            del self._clients[client]
