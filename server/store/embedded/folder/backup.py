"""Backup and restore of a running server, over its Graph Store Protocol.

A backup is one generation of the store: what is written meanwhile is in it whole or not at all.
"""

import gzip
import http.client
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

__all__ = ["BackupError", "backup", "restore"]

_N_QUADS = "application/n-quads"
_TIMEOUT = 600
_PIECE = 1024 * 1024


class BackupError(RuntimeError):
    """The server gave no backup or took none; the message says why and what to do."""


def backup(server: str, target: Path) -> int:
    """Save all graphs of a server as N-Quads; return how many quads there are.

    The file appears when it is complete. Its name's ``.gz`` has it packed. A graph without triples
    leaves no trace in N-Quads.

    Args:
        server: its address, as of ``http://127.0.0.1:8000``.
        target: the file.

    Raises:
        BackupError: the server cannot be asked, or its answer broke off.

    """
    staging = target.with_name(f".{target.name}.new")
    try:
        quads = 0
        with (
            _answer(server, "GET", {"Accept": _N_QUADS}) as response,
            _opened(staging) as file,
        ):
            while piece := response.read(_PIECE):
                quads += piece.count(b"\n")
                file.write(piece)
        staging.replace(target)
    except OSError as error:
        raise BackupError(f"{target}: the backup cannot be written: {error}") from error
    finally:
        staging.unlink(missing_ok=True)
    return quads


def restore(server: str, source: Path, token: str) -> None:
    """Replace all that a server has by a backup, at once or not at all.

    Args:
        server: its address.
        source: an N-Quads file, packed where its name ends in ``.gz``.
        token: for writing.

    Raises:
        BackupError: the file cannot be read, or the server refuses it.

    """
    headers = {"Content-Type": _N_QUADS, "Authorization": f"Bearer {token}"}
    if source.suffix == ".gz":
        headers["Content-Encoding"] = "gzip"
    try:
        with source.open("rb") as file:
            headers["Content-Length"] = str(source.stat().st_size)
            with _answer(server, "PUT", headers, file):
                return
    except OSError as error:
        raise BackupError(f"{source}: cannot be read: {error}") from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("wb") as file:
        if path.name.removesuffix(".new").endswith(".gz"):
            # No time and no name in the head: the same graph gives the same bytes.
            with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
                yield cast(BinaryIO, packed)
        else:
            yield file


@contextmanager
def _answer(
    server: str, method: str, headers: dict[str, str], body: BinaryIO | None = None
) -> Iterator[http.client.HTTPResponse]:
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BackupError(f"'{server}' is no server's address, such as http://127.0.0.1:8000")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=_TIMEOUT)
    try:
        # A server that refuses may answer, and close, before it has the whole body.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.request(method, f"{parts.path.rstrip('/')}/store", body, headers)
        response = connection.getresponse()
        if response.status >= 300:
            told = response.read(2000).decode("utf-8", "replace").strip()
            raise BackupError(f"{server} answered {response.status}: {told}")
        yield response
    except http.client.HTTPException as error:
        raise BackupError(f"{server}: the answer broke off: {error!r}; try again") from error
    except ConnectionError as error:
        raise BackupError(f"{server} cannot be asked: {error}") from error
    finally:
        connection.close()
