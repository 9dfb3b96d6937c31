"""A server in a process of its own, on a free port, as `districtgraph serve` makes it.

It is patient with queries; the servers of `tests/faults` have deadlines.
"""

import os
import random
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

from .commands import RunningCommand
from .patience import PATIENCE, PATIENT_VARIABLES

_WITHOUT_STORE = shutil.ignore_patterns("store")
_FIRST_PORT, _PORTS, _SHARES = 20_000, 3_000, 4
"""Below the ports that the kernel gives to connections: a restarted server can reuse its own."""


def free_port() -> int:
    """Return a port that nobody listens at, of those of this process among those of pytest-xdist.

    Raises:
        OSError: there seems to be none.

    """
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _SHARES
    first = _FIRST_PORT + process * _PORTS
    for port in random.sample(range(first, first + _PORTS), 200):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError(f"no port is free between {first} and {first + _PORTS}")


@contextmanager
def serving(data: Path, *options: str) -> Iterator[str]:
    """Serve a built dataset; yields the address.

    Its files are linked into a folder of the server's own: one process serves a store, and several
    tests of a session serve the same dataset.
    """
    with TemporaryDirectory() as folder:
        linked = Path(folder) / "data"
        shutil.copytree(data, linked, ignore=_WITHOUT_STORE, copy_function=os.link)
        with _serving(("--data", str(linked), *options), {}) as address:
            wait_for_names(address)
            yield address


@contextmanager
def serving_in_place(data: Path) -> Iterator[str]:
    """Serve a built dataset in its own folder; yields the address."""
    with _serving(("--data", str(data)), {}) as address:
        yield address


@contextmanager
def serving_store(store: Path, *options: str, token: str | None = None) -> Iterator[str]:
    """Serve the store in a folder, to be written with a token; yields the address."""
    variables = {} if token is None else {"DISTRICTGRAPH_WRITE_TOKEN": token}
    with _serving(("--store", str(store), *options), variables) as address:
        yield address


@contextmanager
def _serving(options: tuple[str, ...], variables: Mapping[str, str]) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        command = ("serve", *options, "--port", str(port))
        environment = {**os.environ, **PATIENT_VARIABLES, **variables}
        process = RunningCommand(*command, errors=log, environment=environment)
        try:
            wait_until_ready(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def wait_for_names(address: str) -> None:
    """Return once the index of names answers, which a server makes beside its first requests."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/search.json?q=a", timeout=PATIENCE):
                return
        except urllib.error.HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                return
    raise TimeoutError(address)


def wait_until_ready(
    address: str, process: "RunningCommand | subprocess.Popen[bytes]", log: Path
) -> None:
    """Return once queries are answered.

    Raises:
        RuntimeError: the server ended instead; the message is its log.
        TimeoutError: it does not become ready.

    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(log.read_text("utf-8", "replace"))
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(address)
