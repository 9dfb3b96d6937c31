"""Queries that are kept so that a short link can lead to them; each is named by its content."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from districtgraph.server.config import ServerConfig
from districtgraph.server.errors import BadRequestError, PayloadTooLargeError, UnavailableError
from districtgraph.server.sparql.sparql_lexer import query_form

__all__ = ["MOST_BYTES", "KeptQuery", "SharedQueries", "check_query"]

MOST_BYTES = 16 * 1024
"""Bytes that a kept query may have, in UTF-8."""

_NAME = re.compile(r"[0-9a-f]{12,64}")
_SHORT, _LONGER = 12, 4
_LATER = 24 * 3600


@dataclass(frozen=True, slots=True)
class KeptQuery:
    """A query that is kept: its name, and whether it was new."""

    name: str
    new: bool


@dataclass(frozen=True, slots=True)
class SharedQueries:
    """A folder with a file for each query, which never changes.

    Its name is the first characters of the SHA-256 of its text, so that the same text has the same
    link, everywhere and always. Where another text has these characters, it is some more.

    Attributes:
        folder: made with the first query.
        most: number of queries that are kept; none is given up for another, since its link would
            break.

    """

    folder: Path
    most: int

    @classmethod
    def of(cls, config: ServerConfig) -> "SharedQueries":
        """Return the queries of a server: beside its dataset or store, if no folder is set."""
        given = config.shared_queries_folder
        folder = Path(given) if given else (config.store or config.data) / "shared-queries"
        return cls(folder, config.shared_queries)

    def text(self, name: str) -> str | None:
        """Return the query of a name; None where there is none."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return self._file(name).read_bytes().decode("utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def keep(self, text: str) -> KeptQuery:
        """Keep a query; one that is there already is the same.

        Raises:
            BadRequestError: the text is no query.
            PayloadTooLargeError: it is longer than `MOST_BYTES`.
            UnavailableError: as many are kept as may be, or the folder cannot be written.

        """
        check_query(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        for length in range(_SHORT, len(digest) + 1, _LONGER):
            known = self.text(digest[:length])
            if known is None:
                self._write(digest[:length], text)
                return KeptQuery(digest[:length], new=True)
            if known == text:
                return KeptQuery(digest[:length], new=False)
        raise AssertionError("two texts with the same SHA-256")

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.rq"

    def _write(self, name: str, text: str) -> None:
        """Write a file that is whole or not there, and stays."""
        if sum(1 for _ in self.folder.glob("*.rq")) >= self.most:
            message = "this server keeps no more queries; /editor?query=… is a link too"
            raise UnavailableError(message, _LATER, "full")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                file = Path(folder) / name
                with file.open("wb") as stream:
                    stream.write(text.encode())
                    stream.flush()
                    os.fsync(stream.fileno())
                file.replace(self._file(name))
        except OSError as error:
            raise UnavailableError("this server cannot keep queries", _LATER, "disk") from error


def check_query(text: str) -> None:
    """Refuse a text that is not kept.

    Raises:
        BadRequestError: it is no query.
        PayloadTooLargeError: it is longer than `MOST_BYTES`.

    """
    if len(text.encode()) > MOST_BYTES:
        raise PayloadTooLargeError(f"a query is kept up to {MOST_BYTES:,} bytes")
    # Whether it is right is for the engine to say when it runs; a draft may be shown to others too.
    if query_form(text) is None or "\0" in text:
        raise BadRequestError("this is no query: it has none of SELECT, ASK, CONSTRUCT, DESCRIBE")
