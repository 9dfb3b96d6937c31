"""Backup and restore of a running server, over its Graph Store Protocol.

A backup is one generation of the store: a concurrent write is in it completely or not at all.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from districtgraph.server.http.outgoing import OutgoingError, ask, complaint_of

if TYPE_CHECKING:
    import httpcore

__all__ = ["BackupError", "backup", "restore"]

_N_QUADS = "application/n-quads"
_TIMEOUT = 600
_PIECE = 1024 * 1024


class BackupError(RuntimeError):
    """The server returned or accepted no backup; the message says why and what to do."""


def backup(server: str, target: Path) -> int:
    """Save all graphs of a server as N-Quads; return how many quads there are.

    The file appears when it is complete. It is compressed if its name ends in ``.gz``. N-Quads
    cannot represent graphs without triples.

    Args:
        server: its address, such as ``http://127.0.0.1:8000``.
        target: the file.

    Raises:
        BackupError: the server cannot be reached, or its answer is incomplete.

    """
    staging = target.with_name(f".{target.name}.new")
    try:
        quads = 0
        with (
            _answer(server, "GET", {"Accept": _N_QUADS}) as response,
            _opened(staging) as file,
        ):
            for piece in response.iter_stream():
                quads += piece.count(b"\n")
                file.write(piece)
        staging.replace(target)
    except OSError as error:
        raise BackupError(f"{target}: the backup cannot be written: {error}") from error
    finally:
        staging.unlink(missing_ok=True)
    return quads


def restore(server: str, source: Path, token: str) -> None:
    """Replace the whole content of a server by a backup, completely or not at all.

    Args:
        server: its address.
        source: an N-Quads file, compressed if its name ends in ``.gz``.
        token: the token for writing.

    Raises:
        BackupError: the file cannot be read, or the server refuses it.

    """
    headers = {"Content-Type": _N_QUADS, "Authorization": f"Bearer {token}"}
    if source.suffix == ".gz":
        headers["Content-Encoding"] = "gzip"
    try:
        with source.open("rb") as file:
            size = source.stat().st_size
            headers["Content-Length"] = str(size)
            with _answer(server, "PUT", headers, _pieces(file, size)):
                return
    except OSError as error:
        raise BackupError(f"{source}: cannot be read: {error}") from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("wb") as file:
        if path.name.removesuffix(".new").endswith(".gz"):
            # Without a time and name in the header, the same graph gives the same bytes.
            with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as stream:
                yield cast(BinaryIO, stream)
        else:
            yield file


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0:
        piece = file.read(min(size, _PIECE))
        if not piece:
            raise OSError("it became shorter while it was read")
        size -= len(piece)
        yield piece


@contextmanager
def _answer(
    server: str, method: str, headers: dict[str, str], body: Iterator[bytes] | None = None
) -> "Iterator[httpcore.Response]":
    try:
        with ask(method, f"{server.rstrip('/')}/store", headers, body, wait=_TIMEOUT) as response:
            if response.status >= 300:
                raise BackupError(f"{server} answered {response.status}: {complaint_of(response)}")
            yield response
    except OutgoingError as error:
        raise BackupError(str(error)) from error
