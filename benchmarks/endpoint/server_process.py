"""One server of a run: installed or not, loaded, started, asked whether it is there, stopped."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from http.client import HTTPException
from pathlib import Path

from benchmarks.endpoint.generated_data import GeneratedData
from benchmarks.endpoint.http_requests import ask
from benchmarks.endpoint.process_memory import Memory, process_tree, tree_memory
from benchmarks.endpoint.server_descriptions import ServerDescription

__all__ = ["ServerError", "ServerProcess"]

_ROOT = Path(__file__).parents[2]
_START_SECONDS = 120.0
_ENDING_SECONDS = 30.0


class ServerError(RuntimeError):
    """A server cannot be loaded or started; the message says why, with the end of its log."""


class ServerProcess:
    """A server with a folder and a port of its own.

    Args:
        description: the server.
        data: what it is loaded with.
        work: folder of the run; the server's own folder is made in it.

    """

    def __init__(self, description: ServerDescription, data: GeneratedData, work: Path) -> None:
        self.description = description
        self.data = data
        self.folder = work / "servers" / description.name
        self.port, admin_port, engine_port = _free_ports(3)
        self._places = {
            "folder": str(self.folder),
            "data": str(data.path),
            "data_folder": str(data.path.parent),
            "data_name": data.path.name,
            "port": str(self.port),
            "admin_port": str(admin_port),
            "engine_port": str(engine_port if description.engine else self.port),
            "bin": str(work / "venv" / "bin"),
            "patience": str(int(data.patience)),
            "python": sys.executable,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._engine: subprocess.Popen[bytes] | None = None

    @property
    def obstacle(self) -> str | None:
        """Why the server takes no part in the run, or none."""
        if not Path(self._filled(self.description.program)).exists():
            return f"not installed: {self.description.install}"
        most = self.description.most_triples
        if most is not None and self.data.triples > most * 1.01:
            return f"not tried with more than {most:,} triples"
        return None

    def version(self) -> str:
        """Return what the server calls itself."""
        command = [self._filled(item) for item in self.description.version]
        done = subprocess.run(command, env=self._environment(), capture_output=True, check=False)
        return done.stdout.decode("utf-8", "replace").strip()

    def load(self) -> float:
        """Load the data into an empty store; return the seconds it took.

        A server that loads as it starts is running afterwards, no other is.

        Raises:
            ServerError: it cannot be loaded, or takes longer than it may.

        """
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self._write_files()
        os.sync()
        if self.description.loading == "starting":
            return self.start(self.description.load_seconds)
        if self.description.loading == "running":
            self.start()
        seconds = self._run_load()
        self.stop()
        self._stamp.write_text(self.data.path.name, encoding="utf-8")
        return seconds

    def take_over(self) -> None:
        """Take the store that an earlier run has loaded with the same data.

        Raises:
            ServerError: there is none.

        """
        if not self._stamp.is_file() or self._stamp.read_text("utf-8") != self.data.path.name:
            raise ServerError("no earlier run has loaded it with these data: leave out --loaded")
        self._write_files()

    @property
    def _stamp(self) -> Path:
        """Names the data of a store that is whole."""
        return self.folder / "loaded"

    def start(self, patience: float = _START_SECONDS) -> float:
        """Start the server and wait until it answers; return the seconds that took.

        Args:
            patience: most seconds to wait.

        Raises:
            ServerError: it ends, or does not answer.

        """
        begin = time.perf_counter()
        if self.description.engine:
            self._engine = self._run(self.description.engine)
        self._process = self._run(self.description.serve)
        while not self.answers(1.0):
            if self._process.poll() is not None:
                raise ServerError(f"the server ended as it started: {self._log_end()}")
            if time.perf_counter() - begin > patience:
                self.stop()
                raise ServerError(f"the server did not answer within {patience:.0f} s of its start")
            time.sleep(0.05)
        return time.perf_counter() - begin

    def _run(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        with (self.folder / "server.log").open("ab") as log:
            return subprocess.Popen(
                [self._filled(item) for item in command],
                cwd=self.folder,
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def restart(self) -> None:
        """Stop the server, whatever it is doing, and start it again with its data."""
        self.stop()
        loads = self.description.loading == "starting"
        self.start(self.description.load_seconds if loads else _START_SECONDS)

    def answers(self, seconds: float) -> bool:
        """Return whether the server answers the simplest query within some seconds."""
        try:
            ask(self.port, self.description.query, "ASK {}", seconds)
        except (OSError, HTTPException):
            return False
        return True

    def memory(self) -> Memory:
        """Return the memory of the server's processes."""
        running = [item.pid for item in (self._engine, self._process) if item is not None]
        return sum(map(tree_memory, running), Memory(0, 0, 0))

    def disk(self) -> int:
        """Return the bytes of its folder on the disk; a file with two names counts once."""
        found: dict[tuple[int, int], int] = {}
        for path in self.folder.rglob("*"):
            with suppress(OSError):
                status = path.lstat()
                found[status.st_dev, status.st_ino] = status.st_blocks * 512
        return sum(found.values())

    def stop(self) -> None:
        """End the server: gently, and after some seconds by force, with all its processes."""
        process, self._process = self._process, None
        engine, self._engine = self._engine, None
        for item in (process, engine):
            if item is not None:
                self._end(item)

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        tree = process_tree(process.pid)
        process.terminate()
        try:
            process.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            for number in tree:
                _kill(number)
            process.wait()
        # Children that outlive their parent: they belong to the session that we opened.
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def _run_load(self) -> float:
        begin = time.perf_counter()
        command = [self._filled(item) for item in self.description.load]
        with (self.folder / "load.log").open("wb") as log:
            try:
                done = subprocess.run(
                    command,
                    env=self._environment(),
                    stdout=log,
                    stderr=log,
                    timeout=self.description.load_seconds,
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise ServerError(f"not loaded within {error.timeout:.0f} s") from error
        if done.returncode:
            raise ServerError(f"loading failed: {(self.folder / 'load.log').read_text()[-500:]}")
        return time.perf_counter() - begin

    def _write_files(self) -> None:
        for name in self.description.files:
            template = Path(__file__).parent / name
            text = self._filled(template.read_text(encoding="utf-8"))
            (self.folder / template.name).write_text(text, encoding="utf-8")

    def _filled(self, text: str) -> str:
        for name, value in self._places.items():
            text = text.replace("{" + name + "}", value)
        return text

    def _environment(self) -> dict[str, str]:
        path = os.pathsep.join(filter(None, [str(_ROOT / "src"), os.environ.get("PYTHONPATH")]))
        return {**os.environ, "PYTHONPATH": path, **self.description.environment}

    def _log_end(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")[-500:]


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _free_ports(count: int) -> list[int]:
    """Return so many ports; all are held until the last is found, so that no two are the same."""
    with ExitStack() as probes:
        found = [probes.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [probe.getsockname()[1] for probe in found]
