"""Engines of others in processes of their own, each with an empty store on a free port."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.live_server import free_port
from tests.patience import PATIENCE

_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{admin}
DisableUnixSocket = 1
CaseMode = 2
SchedulerInterval = 10
MaxQueryMem = 1G
MaxClientConnections = 20
CheckpointInterval = 0
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
MaxClientConnections = 20
ServerThreads = 20
Charset = UTF-8
EnabledGzipContent = 0
[SPARQL]
DefaultQuery = ASK {{}}
"""
ENGINES = ("oxigraph", "virtuoso")
_OWN_GRAPHS = frozenset({
    "http://www.openlinksw.com/schemas/virtrdf#", "http://localuriqaserver/sparql",
    "http://www.w3.org/ns/ldp#", "http://www.w3.org/2002/07/owl#",
})  # fmt: skip
_MANY = 40
"""From this number of graphs on, restarting an engine is faster than emptying it."""
_GRANTS = """GRANT SPARQL_UPDATE TO "SPARQL"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);"""


@dataclass
class RunningEngine:
    """An engine that runs, and can be killed and started again over the same files.

    Attributes:
        kind: as the setting has it.
        address: of its server.
        settings: those of a server in front of it.

    """

    kind: str
    address: str
    command: list[str]
    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it; returns when it answers."""
        self._process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder
        )
        give_up = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"{self.command} does not start")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            request = f"{self.settings['engine']}?query=ASK%7B%7D"
            with urllib.request.urlopen(request, timeout=2) as reply:
                return reply.status == 200  # type: ignore[no-any-return]
        except urllib.error.HTTPError:
            return False
        except OSError:
            return False

    def stop(self, kill: bool = False) -> None:
        """End it, or kill it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(PATIENCE)
            self._process = None

    def pause(self, paused: bool) -> None:
        """Have it answer nothing for a while, with all its connections open."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP if paused else signal.SIGCONT)

    def empty(self) -> bool:
        """Remove all that was put into it; return whether that was soon done."""
        if self._process is None:
            return False
        if self.kind == "oxigraph":
            self.update("DROP ALL")
            return True
        try:
            names = self.graphs()
            if len(names) > _MANY:
                return False
            for name in names:
                self.update(f"CLEAR GRAPH <{name}>")
                self.update(f"DROP SILENT GRAPH <{name}>")
        except OSError:
            return False
        return True

    def graphs(self) -> list[str]:
        """Return the names of its graphs, without those that it brings itself."""
        query = urlencode({"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"})
        request = urllib.request.Request(f"{self.settings['engine']}?{query}")
        request.add_header("Accept", "application/sparql-results+json")
        with urllib.request.urlopen(request, timeout=5) as reply:
            rows = json.load(reply)["results"]["bindings"]
        names = [row["g"]["value"] for row in rows]
        return [name for name in names if name not in _OWN_GRAPHS]

    def update(self, text: str) -> None:
        """Send an update to the engine itself."""
        address = self.settings.get("engine_update", self.settings["engine"])
        request = urllib.request.Request(address, text.encode(), method="POST")
        request.add_header("Content-Type", "application/sparql-update")
        with urllib.request.urlopen(request, timeout=PATIENCE):
            pass


class Engines:
    """The engines of a session, each started when the first test wants it.

    Args:
        folder: of all of them.
        stack: ends them.

    """

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._running: dict[str, RunningEngine] = {}
        self._numbers = count()

    def empty(self, kind: str) -> RunningEngine:
        """Return an engine that has nothing in it."""
        engine = self._running.get(kind)
        if engine is not None and not engine.empty():
            engine.stop(kill=True)
            engine = None
        if engine is None:
            folder = self._folder / f"{kind}-{next(self._numbers)}"
            engine = self._stack.enter_context(running(kind, folder))
            self._running[kind] = engine
        return engine


def binary_of(kind: str) -> str | None:
    """Return the program of an engine; None where it is not installed."""
    if kind == "virtuoso":
        return shutil.which("virtuoso-t")
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


@contextmanager
def running(kind: str, folder: Path) -> Iterator[RunningEngine]:
    """Run an engine; without its program skip, and fail in CI, where it always is."""
    program = binary_of(kind)
    if program is None:
        message = f"the program of {kind} is missing: see docs/how-to/use-another-engine.md"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    folder.mkdir(parents=True, exist_ok=True)
    engine = _oxigraph(program, folder) if kind == "oxigraph" else _virtuoso(program, folder)
    try:
        engine.start()
        if kind == "virtuoso":
            _permit_updates(engine)
        yield engine
    finally:
        engine.stop(kill=True)


def _oxigraph(program: str, folder: Path) -> RunningEngine:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    settings = {
        "engine": f"{address}/query",
        "engine_update": f"{address}/update",
        "engine_graphs": f"{address}/store",
        "engine_kind": "oxigraph",
    }
    return RunningEngine("oxigraph", address, command, folder, settings)


def _virtuoso(program: str, folder: Path) -> RunningEngine:
    port, admin = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, port=port, admin=admin), encoding="utf-8")
    address = f"http://127.0.0.1:{port}"
    settings = {
        "engine": f"{address}/sparql",
        "engine_graphs": f"{address}/sparql-graph-crud",
        "engine_kind": "virtuoso",
    }
    command = [program, "-f", "-c", str(ini)]
    engine = RunningEngine("virtuoso", address, command, folder, settings)
    (folder / "admin").write_text(str(admin), encoding="utf-8")
    return engine


def _permit_updates(engine: RunningEngine) -> None:
    """Let everybody on this machine write, as the account of a real installation may."""
    admin = (engine.folder / "admin").read_text(encoding="utf-8")
    isql = shutil.which("isql-vt") or "isql"
    subprocess.run(
        [isql, f"127.0.0.1:{admin}", "dba", "dba", "ERRORS=STDOUT", f"EXEC={_GRANTS}"],
        check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE,
    )  # fmt: skip
