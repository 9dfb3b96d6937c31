"""What waits for its turn: bounded, and clients take turns, so that none can fill it for others."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Generic, TypeVar

__all__ = ["FairQueue", "QueueFullError"]

Item = TypeVar("Item")
_NOBODY: Mapping[str, int] = {}


class QueueFullError(Exception):
    """As many wait as may."""


class FairQueue(Generic[Item]):
    """Items of several clients, of whom the one with the least under way is next.

    Args:
        most: how many items may wait. Where that many do, a client with fewer of them takes the
            place of the last item of the client that has the most.

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
        """How many clients have something waiting."""
        return len(self._clients)

    def __iter__(self) -> Iterator[Item]:
        return (item for items in list(self._clients.values()) for _, item in list(items))

    def add(self, client: str, item: Item, besides: int = 0) -> Item | None:
        """Add an item; return the one that loses its place to it, if one does.

        Args:
            client: whose it is.
            item: what is to wait.
            besides: how many wait elsewhere that count, too.

        Raises:
            QueueFullError: as many wait as may, and no client has two more than this one.

        """
        displaced = None
        if self._size + besides >= self._most:
            displaced = self._displaced(client)
        self._items(client).append((next(self._numbers), item))
        self._size += 1
        return displaced

    def put_back(self, client: str, item: Item) -> None:
        """Add an item that has been taken before: first of its client's, whatever the bound."""
        self._items(client).appendleft((next(self._before), item))
        self._size += 1

    def take(self, under_way: Mapping[str, int] = _NOBODY) -> tuple[str, Item]:
        """Take out the next item, and tell whose it is: the first of who has the least under way.

        Args:
            under_way: how much each client has; 0 where it has nothing.

        Raises:
            IndexError: nothing waits.

        """
        client = self._next(under_way)
        items = self._clients[client]
        _, item = items.popleft()
        self._forget(client, items)
        return client, item

    def first(self, under_way: Mapping[str, int] = _NOBODY) -> tuple[str, Item]:
        """Return what `take` would take."""
        client = self._next(under_way)
        return client, self._clients[client][0][1]

    def remove(self, client: str, item: Item) -> bool:
        """Take out one item; return whether it was there."""
        items = self._clients.get(client, deque())
        for place, (_, waiting) in enumerate(items):
            if waiting is item:
                del items[place]
                self._forget(client, items)
                return True
        return False

    def remove_where(self, condition: Callable[[Item], bool]) -> list[Item]:
        """Take out all items that fulfil a condition, and return them."""
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
