"""A server in a process of its own, on a free port, as `districtgraph serve` starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(data: Path, *options: str) -> Iterator[str]:
    """Serve a built dataset; yields the address."""
    with _serving(("--data", str(data), *options), {}) as address:
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
    process = subprocess.Popen(
        [sys.executable, "-m", "districtgraph", "serve", *options, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **variables},
    )
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Return once queries are answered."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            _, complaint = process.communicate()
            raise RuntimeError(complaint.decode("utf-8", "replace"))
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(address)
