"""Single requests to a server on this machine, one after the other."""

import http.client
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

__all__ = [
    "JSON_RESULTS",
    "N_TRIPLES",
    "RefusedError",
    "Stream",
    "ask",
    "download",
    "query_path",
    "timed_requests",
]

JSON_RESULTS = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"


class RefusedError(OSError):
    """The server answered with another status than 200; the message has its first words."""


def query_path(path: str, query: str) -> str:
    """Return the path and query string of a query by GET, after parameters that the path has."""
    return f"{path}{'&' if '?' in path else '?'}query={quote(query, safe='')}"


def ask(port: int, path: str, query: str, seconds: float, accept: str = JSON_RESULTS) -> bytes:
    """Return the answer to a query.

    Args:
        port: of the server.
        path: of its query operation.
        query: the text.
        seconds: most seconds between two pieces of the answer.
        accept: the media type.

    Raises:
        RefusedError: the status is not 200.
        OSError: there is no answer.

    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        return _get(connection, query_path(path, query), accept)
    finally:
        connection.close()


def timed_requests(port: int, paths: "list[str]", seconds: float, patience: float) -> "list[float]":
    """Ask one path after the other on one connection, as long as there is time.

    Args:
        port: of the server.
        paths: of the requests, taken in turn.
        seconds: to go on; the request that runs then is waited for.
        patience: most seconds that an answer may take.

    Returns:
        The seconds that each request took, at least one.

    Raises:
        OSError: a request was refused, or not answered in time.

    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    taken: list[float] = []
    begin = now = time.perf_counter()
    try:
        while not taken or now - begin < seconds:
            _get(connection, paths[len(taken) % len(paths)], JSON_RESULTS)
            later = time.perf_counter()
            taken.append(later - now)
            now = later
    finally:
        connection.close()
    return taken


def _get(connection: http.client.HTTPConnection, target: str, accept: str) -> bytes:
    connection.request("GET", target, headers={"Accept": accept})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RefusedError(f"status {response.status}: {body[:200].decode('utf-8', 'replace')}")
    return body


@dataclass(frozen=True, slots=True)
class Stream:
    """A download: seconds from connecting to the last byte, and its bytes."""

    seconds: float
    bytes: int


def download(
    port: int,
    target: str,
    patience: float,
    file: Path | None = None,
    headers: Mapping[str, str] | None = None,
    packed: bool = False,
) -> Stream:
    """Read an answer to its end with curl, which costs less than reading it in Python.

    Args:
        port: of the server.
        target: path and query string.
        patience: most seconds that it may take.
        file: where to keep it; by default it is thrown away.
        headers: of the request; by default N-Triples are asked for.
        packed: whether the server may pack it; curl then unpacks it.

    Raises:
        RefusedError: the status is not 200, or the answer breaks off.
        TimeoutError: it takes too long.

    """
    given = headers or {"Accept": N_TRIPLES}
    command = [
        "curl",
        "--silent",
        "--max-time",
        str(patience),
        "--output",
        str(file or "/dev/null"),
    ]
    if packed:
        command.append("--compressed")
    for name, value in given.items():
        command += ["--header", f"{name}: {value}"]
    command += ["--write-out", "%{http_code} %{time_total} %{size_download}"]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{target}"], capture_output=True, check=False
    )
    if done.returncode == 28:
        raise TimeoutError(f"not answered within {patience:.0f} s")
    # Curl that is killed says nothing.
    status, seconds, size = done.stdout.decode().split() or ("none", "0", "0")
    if done.returncode or status != "200":
        raise RefusedError(f"status {status}, curl's exit code {done.returncode}")
    return Stream(float(seconds), int(size))
