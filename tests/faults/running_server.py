"""`districtgraph serve` as the fault tests start it: short deadlines, small limits."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from districtgraph.server.core.config import ServerConfig
from tests.commands import RunningCommand
from tests.live_server import free_port
from tests.patience import PATIENCE

from .exchange import AUTHORIZATION, TOKEN, Outcome, exchange
from .generators import dense_graph
from .process_tree import kill, tree

__all__ = [
    "DEADLINE",
    "GRACE",
    "LONGEST",
    "MAX_BODY",
    "PROMISED_SECONDS_TO_END",
    "PUBLISHING",
    "RunningServer",
    "serving_dense_graph",
]

DEADLINE = 1.5
LONGEST = 5.0
GRACE = 0.5
PUBLISHING = 1.0
"""Seconds beyond its deadline that an applied write waits; docs/reference/limits.md has them."""
PROMISED_SECONDS_TO_END = 10.0
"""Seconds within which SIGTERM ends a server, whatever its clients and its disk do
(docs/reference/limits.md). Only tests marked `alone` check it."""
MAX_BODY = 16_000_000
_MAX_RESULT = 32_000_000
_MEMORY = 1500
_SETTINGS = {
    "DISTRICTGRAPH_WRITE_TOKEN": TOKEN,
    "DISTRICTGRAPH_TIMEOUT": f"{DEADLINE:g}",
    "DISTRICTGRAPH_MAX_TIMEOUT": f"{LONGEST:g}",
    "DISTRICTGRAPH_MEMORY_LIMIT": str(_MEMORY),
    "DISTRICTGRAPH_MAX_BODY": str(MAX_BODY),
    # These texts are sent without a token too, so that the checks after the lower limit run.
    "DISTRICTGRAPH_MAX_QUERY": str(MAX_BODY),
    "DISTRICTGRAPH_MAX_DOCUMENT": str(MAX_BODY * 2),
    "DISTRICTGRAPH_MAX_RESULT": str(_MAX_RESULT),
}


class RunningServer:
    """A server with its own store; it may be killed and restarted on the same store.

    Args:
        store: the store's folder.
        settings: environment variables in place of those that all these tests have.
        data: the folder of a built dataset that is served in place of a store, with its pages; the
            server writes to a store below it.

    """

    def __init__(
        self, store: Path, settings: Mapping[str, str] | None = None, data: Path | None = None
    ) -> None:
        self.store = store
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = store.with_suffix(".log")
        self._settings = dict(settings or {})
        self._served = ("--store", str(store)) if data is None else ("--data", str(data))
        self._process: RunningCommand

    @property
    def workers(self) -> int:
        """The number of query workers that it is set to have."""
        given = self._settings.get("DISTRICTGRAPH_WORKERS")
        return ServerConfig(self.store).workers if given is None else int(given)

    @property
    def pid(self) -> int:
        """The top process."""
        return self._process.pid

    def start(self) -> None:
        """Start the server and wait until it is ready; see `launch` and `wait_until_ready`."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start the server, which may refuse.

        Raises:
            RuntimeError: a process of an earlier server answers there still.

        """
        if exchange(self.address, "GET", "/healthz", patience=2).status is not None:
            raise RuntimeError(f"{self.address} is served already: something was left running")
        self._process = RunningCommand(
            *("serve", *self._served, "--port", str(self.port)),
            output=self.log,
            errors=self.log,
            environment={**os.environ, **_SETTINGS, **self._settings},
        )

    def wait_until_ready(self) -> None:
        """Wait until the server says that it is ready.

        Raises:
            RuntimeError: it ended instead; the message is the end of its log.
            TimeoutError: it does not become ready.

        """
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            if self._process.poll() is not None:
                raise RuntimeError(self.log.read_text("utf-8", "replace")[-2000:])
            ready = [exchange(self.address, "GET", path) for path in ("/healthz", "/readyz")]
            if all(outcome.ending == 200 for outcome in ready):
                return
            time.sleep(0.02)
        raise TimeoutError(f"{self.address} did not become ready: {ready[0]}, {ready[1]}")

    def exit_code(self, patience: float) -> int | None:
        """Wait until the server ends by itself, or by a signal; None where it does not."""
        try:
            return self._process.wait(patience)
        except subprocess.TimeoutExpired:
            return None

    def terminate(self) -> None:
        """Ask the server to end, as an operator does."""
        self._process.terminate()

    def logged(self) -> str:
        """Return what the server has said, since the first start."""
        return self.log.read_text("utf-8", "replace")

    def load_dense_graph(self) -> Outcome:
        """Replace all there is by the dense graph: at once, however much that was."""
        headers = {"Content-Type": "application/n-quads", **AUTHORIZATION}
        return exchange(self.address, "PUT", "/store", dense_graph().encode(), headers)

    def seconds_to_end(self, patience: float) -> float | None:
        """Ask the server to end; return how long that took, None where it did not in time."""
        started = time.monotonic()
        self.terminate()
        return None if self.exit_code(patience) is None else time.monotonic() - started

    def kill_top(self) -> None:
        """End the top process alone."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def kill_all(self) -> None:
        """End every process of the tree at once."""
        for member in tree(self.pid):
            kill(member)
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        """End the server as an operator does, and then any remaining process."""
        members = tree(self.pid)
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        finally:
            for member in members[1:]:
                kill(member)
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait(PATIENCE)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Start the server, and stop it at the block's end unless it has ended by then."""
        self.start()
        with self.stopping():
            yield

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Stop the server at the block's end, unless it has ended by then or never began."""
        try:
            yield
        finally:
            if hasattr(self, "_process") and self.exit_code(0) is None:
                self.stop()


@contextmanager
def serving_dense_graph(
    store: Path, settings: Mapping[str, str] | None = None
) -> Iterator[RunningServer]:
    """Run a server with the dense graph in its store."""
    server = RunningServer(store, settings)
    with server.running():
        loaded = server.load_dense_graph()
        assert loaded.status in (200, 201, 204), str(loaded)
        yield server
