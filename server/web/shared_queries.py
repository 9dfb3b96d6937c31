"""Stores queries so that short links can lead to them; each is named by its content."""

import hashlib
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.core.errors import BadRequestError, PayloadTooLargeError, UnavailableError
from districtgraph.server.http.rate_limits import Rate, RateLimit
from districtgraph.server.sparql.sparql_lexer import query_form

__all__ = ["MOST_BYTES", "SharedQueries", "StoredQuery", "check_query"]

MOST_BYTES = 16 * 1024
"""Bytes that a stored query may have, in UTF-8."""

_NAME = re.compile(r"[0-9a-f]{12,64}")
_SHORT, _LONGER = 12, 4
_TEMPORARY = re.compile(r"tmp[a-z0-9_]{8}")
_DAY = 24 * 3600
_LATER = _DAY
_UNFINISHED = 3600
"""Seconds after which a file that is still being written belongs to a process that is gone."""
_SECONDS_OF_NEW = _DAY
"""Seconds for which a new query is stored, at least."""
_SECONDS_OF_OPENED = 30 * _DAY
"""Seconds for which a query is stored after it was opened, at least."""
_SHARE = 100
"""The part of all, one in so many, that goes at once when there is no room."""
_OF_CLIENT = Rate(10, 20)
_OF_ALL = Rate(100, 10)
"""8,640 a day: fewer than are stored by default, so that a new link lives for its day."""


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A stored query: its name, and whether it was new."""

    name: str
    new: bool


class SharedQueries:
    """A folder with a file for each query, which never changes.

    A query's name is the first characters of the SHA-256 of its text, so that the same text always
    has the same link. If another text has the same first characters, the name is longer.

    A file's modification time is the time until which it is guaranteed to be stored: one day after
    its creation, thirty days after it was last opened. When the folder is full, queries whose time
    is over are deleted, the longest unused first.

    Args:
        folder: made with the first query.
        most: number of queries that are stored.
        clock: seconds since 1970.

    """

    def __init__(self, folder: Path, most: int, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.rate = RateLimit(_OF_CLIENT, _OF_ALL)
        """How often a query may be stored."""
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._count: int | None = None
        """The number of stored queries; None until they are first counted."""
        self._full_until = 0.0

    @classmethod
    def of(cls, config: ServerConfig) -> "SharedQueries":
        """Return the queries of a server: beside its dataset or store, if no folder is set."""
        given = config.shared_queries_folder
        folder = Path(given) if given else (config.store or config.data) / "shared-queries"
        return cls(folder, config.shared_queries)

    def text(self, name: str) -> str | None:
        """Return the query of a name, or None."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return self._file(name).read_bytes().decode("utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def opened(self, name: str) -> str | None:
        """Return the query of a name, as `text` does, and store it for longer."""
        text = self.text(name)
        if text is not None:
            until = self._clock() + _SECONDS_OF_OPENED
            # A folder that cannot be written can still be read.
            with suppress(OSError):
                file = self._file(name)
                if file.stat().st_mtime < until - _DAY:
                    os.utime(file, (until, until))
        return text

    def store(self, text: str) -> StoredQuery:
        """Store a query; storing it twice gives the same name.

        Raises:
            BadRequestError: the text is no query.
            PayloadTooLargeError: it is longer than `MOST_BYTES`.
            UnavailableError: the folder is full, or cannot be written.

        """
        check_query(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        for length in range(_SHORT, len(digest) + 1, _LONGER):
            known = self.text(digest[:length])
            if known is None:
                self._write(digest[:length], text)
                return StoredQuery(digest[:length], new=True)
            if known == text:
                return StoredQuery(digest[:length], new=False)
        raise AssertionError("two texts with the same SHA-256")

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.rq"

    def _write(self, name: str, text: str) -> None:
        """Write a file that is whole or not there."""
        try:
            with self._lock:
                self._make_room()
                until = self._clock() + _SECONDS_OF_NEW
                with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                    file = Path(folder) / name
                    with file.open("wb") as stream:
                        stream.write(text.encode())
                        stream.flush()
                        os.fsync(stream.fileno())
                    os.utime(file, (until, until))
                    file.replace(self._file(name))
                self._count = (self._count or 0) + 1
        except OSError as error:
            raise UnavailableError(
                "this server cannot store queries now", _LATER, "disk"
            ) from error

    def _make_room(self) -> None:
        """Make sure that there is room for one more.

        Raises:
            UnavailableError: the folder is full, and all of its queries are in use.

        """
        if self._most > 0 and self._count is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            _remove_unfinished(self.folder, self._clock() - _UNFINISHED)
            self._count = sum(1 for _ in self.folder.glob("*.rq"))
        if self._most > 0 and (self._count or 0) >= self._most:
            self._remove_unused()
        if (self._count or 0) >= self._most:
            message = "this server stores no more queries; use a link to /editor?query=… instead"
            raise UnavailableError(message, _LATER, "full")

    def _remove_unused(self) -> None:
        """Remove the longest unused ones, more than one, so that the next find room at once."""
        now = self._clock()
        if now < self._full_until:
            return
        stored = sorted((file.stat().st_mtime, file) for file in self.folder.glob("*.rq"))
        unused = [file for until, file in stored if until < now]
        gone = unused[: len(stored) - self._most + 1 + self._most // _SHARE]
        for file in gone:
            file.unlink(missing_ok=True)
        self._count = len(stored) - len(gone)
        # Until the first one's time is over, no request needs to list the folder again.
        self._full_until = 0.0 if unused else min(stored[0][0], now + _DAY)


def _remove_unfinished(folder: Path, before: float) -> None:
    """Remove what a process that was killed has left, and nothing that is not ours."""
    for path in folder.iterdir():
        with suppress(OSError):
            if _TEMPORARY.fullmatch(path.name) and path.is_dir() and path.stat().st_mtime < before:
                for file in path.iterdir():
                    if _NAME.fullmatch(file.name):
                        file.unlink()
                path.rmdir()


def check_query(text: str) -> None:
    """Refuse a text that cannot be stored.

    Raises:
        BadRequestError: it is no query.
        PayloadTooLargeError: it is longer than `MOST_BYTES`.

    """
    if len(text.encode()) > MOST_BYTES:
        raise PayloadTooLargeError(f"a query may have up to {MOST_BYTES:,} bytes")
    # The engine checks the query when it runs; drafts may be shared too.
    if query_form(text) is None or "\0" in text:
        raise BadRequestError(
            "this is not a query: it has none of SELECT, ASK, CONSTRUCT, DESCRIBE"
        )
