"""What is read of a whole store, kept for as long as the store stays what it is."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Concatenate, Generic, ParamSpec, TypeVar

from districtgraph.server.core.asker import for_nobody
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["GenerationCache"]

_PATIENCE = 10.0
"""Seconds for which a request waits for what another reads."""
_LATER = 5
"""Seconds after which a request that waited in vain may be sent again."""
Rest = ParamSpec("Rest")
Value = TypeVar("Value")


class GenerationCache(Generic[Rest, Value]):
    """Reads once for each generation, by one request while others wait for it.

    After a write many requests come at once for what takes long to read; each for itself, they
    would take all workers.

    Args:
        read: reads a store; what else it is given tells what.
        most: values that are kept; the oldest go.

    """

    def __init__(
        self, read: Callable[Concatenate[StoreReader, Rest], Value], most: int = 4
    ) -> None:
        self._read, self._most = read, most
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, Future[Value]] = OrderedDict()

    def of(self, store: StoreReader, *what: Rest.args, **more: Rest.kwargs) -> Value:
        """Return what a store says in its present generation.

        Raises:
            RequestError: the store gives no answer.
            UnavailableError: another request has been reading it for long.

        """
        key = (store, store.cached_as, what, tuple(more.items()))
        with self._lock:
            value = self._known.get(key)
            is_first = value is None
            if value is None:
                value = self._known[key] = Future()
                while len(self._known) > self._most:
                    self._known.popitem(last=False)
        if is_first:
            try:
                # Others wait for it, too: it goes on when the first one's client hangs up.
                value.set_result(for_nobody(self._read, store, *what, **more))
            except BaseException as error:
                with self._lock:
                    self._known.pop(key, None)
                value.set_exception(error)
                raise
        try:
            return value.result(_PATIENCE)
        except TimeoutError as error:
            message = "the store has changed, and this is still being read; try again"
            raise UnavailableError(message, _LATER, "reading") from error
