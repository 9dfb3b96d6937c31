"""Runs commands of `districtgraph`, each in a process of its own.

Before a command does anything, it loads modules and compiles patterns: up to two seconds of a
processor, for which hundreds of tests would pay. Here one process does it, and each command is a
fork of it, with its own streams, folder, environment and exit code.
"""

import multiprocessing
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from .patience import PATIENCE

__all__ = ["RunningCommand", "fork_server", "run_command", "start_command"]

Completed = subprocess.CompletedProcess[bytes]
_LOADED = "tests.loaded_command"


class _Beginning(NamedTuple):
    """What a process gets from the one that starts it."""

    arguments: Sequence[str]
    given: Path
    output: Path
    errors: Path
    cwd: Path
    environment: Mapping[str, str]
    descriptors: tuple[int, int]


class RunningCommand:
    """A command in a process that has loaded its modules, with the methods of `Popen` in use.

    Args:
        arguments: those after `districtgraph`.
        output, errors: files that its streams are added to.
        given: the file that is its standard input.
        cwd: its folder, if it is another one.
        environment: its environment, if it is another one.

    """

    def __init__(
        self,
        *arguments: str,
        errors: Path,
        output: Path = Path(os.devnull),
        given: Path = Path(os.devnull),
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._command = " ".join(("districtgraph", *arguments))
        beginning = _Beginning(
            arguments,
            given.absolute(),
            output.absolute(),
            errors.absolute(),
            cwd or Path.cwd(),
            dict(os.environ if environment is None else environment),
            resource.getrlimit(resource.RLIMIT_NOFILE),
        )
        self._process = fork_server().Process(target=_be_command, args=(beginning,))
        self._process.start()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    def poll(self) -> int | None:
        """Return its exit code; None while it is running."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, and return its exit code.

        Raises:
            subprocess.TimeoutExpired: it has not ended by then.

        """
        self._process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(self._command, timeout or 0.0)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()


def start_command(*arguments: str, given: bytes = b"", cwd: Path | None = None) -> Completed:
    """Run a command as a shell does, for tests of what it loads and of what it reads at its start.

    Args:
        arguments: those after `districtgraph`.
        given: its standard input.
        cwd: its folder, if it is another one.

    """
    command = [sys.executable, "-m", "districtgraph", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, cwd=cwd)


def run_command(*arguments: str, given: bytes = b"", cwd: Path | None = None) -> Completed:
    """Run a command in a fork; arguments and result are those of `start_command`."""
    with TemporaryDirectory() as folder:
        stdin, output, errors = (Path(folder) / name for name in ("given", "output", "errors"))
        stdin.write_bytes(given)
        running = RunningCommand(*arguments, given=stdin, output=output, errors=errors, cwd=cwd)
        try:
            code = running.wait(PATIENCE)
        finally:
            running.kill()
        return subprocess.CompletedProcess(
            arguments, code, output.read_bytes(), errors.read_bytes()
        )


@cache
def fork_server() -> ForkServerContext:
    """Return the fork server of this session.

    Python has one for each process, so that the crowds of `tests/faults` use it, too.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_LOADED, __name__, "tests.faults.crowd"])
    return context


def _be_command(beginning: _Beginning) -> None:
    """Be a command, in a fork."""
    assert _LOADED in sys.modules, "the modules of the commands could not be loaded"
    from districtgraph.cli import main

    writing = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for number, (path, how) in enumerate((
        (beginning.given, os.O_RDONLY), (beginning.output, writing), (beginning.errors, writing),
    )):  # fmt: skip
        opened = os.open(path, how, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    # As in a command that a shell starts: Python's default, not the fork server of the tests.
    multiprocessing.set_start_method(None, force=True)
    # Those of the process that it was forked from are not about these files.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(beginning.environment)
    os.chdir(beginning.cwd)
    resource.setrlimit(resource.RLIMIT_NOFILE, beginning.descriptors)
    sys.argv = ["districtgraph", *beginning.arguments]
    main(list(beginning.arguments), prog_name="python -m districtgraph")
