"""Caches what is read from a whole store for as long as the store does not change.

Values that take long to read and need not be current are read again in a separate thread after a
write; until then, requests get the previous value.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from districtgraph.server.core.asker import for_nobody
from districtgraph.server.core.errors import UnavailableError
from districtgraph.server.store.outdated_reads import note_outdated_read, noting_outdated_reads
from districtgraph.server.store.read_turns import ReadTurns
from districtgraph.server.store.store_reader import StoreReader

__all__ = ["GenerationCache"]

_PATIENCE = 10.0
"""Seconds after the beginning of a read for which requests wait for its value."""
_LATER = 5
"""Seconds after which a request that waited in vain may be repeated."""
_QUICK = 0.1
"""Seconds that a read must take for requests to get the previous value while it is repeated."""
_PAUSE = 4.0
"""The pause before the next such read, as a multiple of the duration of the last."""
_LOG = logging.getLogger(__name__)
Rest = ParamSpec("Rest")
Value = TypeVar("Value")


Concerns = Callable[..., bool]
"""Gets the changed IRIs and the arguments of a value; returns whether the value may change."""
_Of = tuple[StoreReader, tuple[Any, ...], tuple[tuple[str, Any], ...]]


@dataclass(frozen=True, slots=True)
class _Read(Generic[Value]):
    """A value, and whether something that it was made of was of an earlier generation."""

    value: Value
    is_outdated: bool


class _Reading(Future[_Read[Value]]):
    """A value that is being read, or has been."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """The time since the read began."""
        return time.monotonic() - self._began


@dataclass(frozen=True, slots=True)
class _Failure:
    """An error of a read, and until when the read is not repeated."""

    error: Exception
    until: float


@dataclass(slots=True)
class _Latest(Generic[Value]):
    """The newest value, its version, how long and until when it was read, and if a read runs."""

    value: Value
    version: str
    seconds: float
    ended: float
    is_read: bool = False


class GenerationCache(Generic[Rest, Value]):
    """Reads a value once per generation; other requests for it wait for the one that reads.

    After a write many requests may need a value that takes long to read. If each read it, they
    would occupy all workers.

    Args:
        read: reads a value from a store; further arguments select the value.
        most: the most cached values; the oldest are dropped.
        behind: whether a value that takes long to read may be that of the previous generation.
        apart: whether values are read in threads of their own, so that a request that has waited
            too long may say so while the value is still being read. A read that fails is then
            repeated only after a pause that is in proportion to the time that it took.
        concerns: returns whether a write may have changed a value, given the changed IRIs and the
            value's arguments; if so, requests wait for the new value. None for never.
        turns: that repeated reads take, if they share them with other caches.

    """

    def __init__(
        self,
        read: Callable[Concatenate[StoreReader, Rest], Value],
        most: int = 4,
        *,
        behind: bool = False,
        apart: bool = False,
        concerns: "Concerns | None" = None,
        turns: ReadTurns | None = None,
    ) -> None:
        self._concerns, self._apart = concerns, apart
        self._turns = turns or ReadTurns()
        self._read, self._most, self._behind = read, most, behind
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, _Reading[Value]] = OrderedDict()
        self._failed: OrderedDict[Hashable, _Failure] = OrderedDict()
        self._latest: OrderedDict[Hashable, _Latest[Value]] = OrderedDict()

    def of(self, store: StoreReader, *what: Rest.args, **more: Rest.kwargs) -> Value:
        """Return a value of a store's current generation.

        Raises:
            RequestError: the store does not answer.
            UnavailableError: another request has been reading the value for too long.

        """
        of = (store, what, tuple(more.items()))
        key = (store.cached_as, *of)
        with self._lock:
            latest = self._latest.get(of)
            if key not in self._known and latest is not None and self._may_be_behind(of, latest):
                self._begin(of, latest)
                note_outdated_read()
                return latest.value
            value = self._known.get(key)
            is_first = value is None
            if value is None:
                self._demand_rest(of)
                value = self._known[key] = _Reading()
                while len(self._known) > self._most:
                    self._known.popitem(last=False)
        if is_first and not (self._apart and self._starts(self._read_apart, key, of, value)):
            self._read_first(key, of, value)
        try:
            found = value.result(max(_PATIENCE - value.seconds, 0))
        except TimeoutError as error:
            message = "the store has changed, and this is still being read; try again"
            raise UnavailableError(message, _LATER, "reading") from error
        if found.is_outdated:
            note_outdated_read()
        return found.value

    def _demand_rest(self, of: _Of) -> None:
        """Raise the error of the last read again, unless enough time has passed since."""
        failure = self._failed.get(of)
        if failure is not None and time.monotonic() < failure.until:
            raise failure.error.with_traceback(None)

    def _read_first(self, key: Hashable, of: _Of, value: "_Reading[Value]") -> None:
        """Read a value that others wait for, too: it continues when this client hangs up."""
        store, what, more = of
        try:
            read = for_nobody(self._timed, of, store, *what, **dict(more))
            if read.is_outdated:
                self._forget(key)
            value.set_result(read)
        except BaseException as error:
            self._forget(key)
            if self._apart and isinstance(error, Exception):
                self._note_failure(of, error, value.seconds)
            value.set_exception(error)
            raise

    def _read_apart(self, key: Hashable, of: _Of, value: "_Reading[Value]") -> None:
        with suppress(Exception):
            # Those that wait have it.
            self._read_first(key, of, value)

    def _note_failure(self, of: _Of, error: Exception, seconds: float) -> None:
        with self._lock:
            self._failed[of] = _Failure(error, time.monotonic() + _PAUSE * seconds)
            while len(self._failed) > self._most:
                self._failed.popitem(last=False)

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._known.pop(key, None)

    def latest(self, store: StoreReader, *what: Rest.args, **more: Rest.kwargs) -> Value:
        """Return a value of the last generation of which it was read, for who needs no newer one.

        It is read again meanwhile. Only a cache that is `behind` has such values.

        Raises:
            RequestError, UnavailableError: as `of`, the first time.

        """
        of = (store, what, tuple(more.items()))
        key = (store.cached_as, *of)
        with self._lock:
            latest = self._latest.get(of)
            if key not in self._known and latest is not None and latest.seconds > _QUICK:
                self._begin(of, latest)
                note_outdated_read()
                return latest.value
        return self.of(store, *what, **more)

    def _may_be_behind(self, of: _Of, latest: "_Latest[Value]") -> bool:
        """Return whether requests may get the previous value while it is read again."""
        if latest.seconds <= _QUICK or self._concerns is None:
            return latest.seconds > _QUICK
        store, what, _ = of
        changed = store.changed(latest.version, store.cached_as)
        return changed is not None and not self._concerns(changed, *what)

    def _timed(
        self, of: Hashable, store: StoreReader, *what: Rest.args, **more: Rest.kwargs
    ) -> _Read[Value]:
        began, version = time.monotonic(), store.cached_as
        with noting_outdated_reads() as noted:
            value = self._read(store, *what, **more)
        if self._behind:
            with self._lock:
                ended = time.monotonic()
                self._latest[of] = _Latest(value, version, ended - began, ended)
                while len(self._latest) > self._most:
                    self._latest.popitem(last=False)
        return _Read(value, noted.any)

    def _begin(self, of: _Of, latest: "_Latest[Value]") -> None:
        """Start to read a value again, unless it is being read, or was read a moment ago."""
        rested = time.monotonic() - latest.ended > _PAUSE * latest.seconds
        if latest.is_read or not rested:
            return
        # If no thread can be started now, the next request tries again.
        latest.is_read = self._starts(self._read_anew, of, latest)

    @staticmethod
    def _starts(read: Callable[..., None], *of: Any) -> bool:
        """Start a thread that reads a value; return whether there is one."""
        thread = threading.Thread(target=read, args=of, name="generation-cache", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            return False
        return True

    def _read_anew(self, of: _Of, latest: "_Latest[Value]") -> None:
        store, what, more = of
        try:
            with self._turns.turn():
                # The store may have changed again since the read was requested.
                key = (store.cached_as, *of)
                read = for_nobody(self._timed, of, store, *what, **dict(more))
            if not read.is_outdated:
                self._cache(key, read)
        except Exception as error:
            _LOG.warning("cached content of the whole store cannot be read again: %s", error)
            with self._lock:
                latest.ended, latest.is_read = time.monotonic(), False

    def _cache(self, key: Hashable, read: _Read[Value]) -> None:
        value: _Reading[Value] = _Reading()
        value.set_result(read)
        with self._lock:
            self._known[key] = value
            while len(self._known) > self._most:
                self._known.popitem(last=False)
