"""Compares how quickly the quads of a corpus are loaded with the engine's own loader.

    python -m benchmarks.corpus.measure_loading CORPUS [--rounds 2] [--documents 100]

The quads of the built corpus are written to a file once. In each round three loaders take them, one
after the other: `oxigraph load` of the PyPI package `oxigraph`, which has to be beside the
interpreter, `districtgraph load`, and what `districtgraph serve --corpus` does at its first start,
which reads the parts of the corpus. The exit code is 1 where ours is below what is wanted.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import read_parts
from districtgraph.server.store.corpus_store import corpus_documents
from districtgraph.server.store.opening import load_checked

__all__ = ["Loaded", "best_ratio", "main", "quad_documents"]

WANTED = 0.95
"""Quads a second of ours, of those of the engine's own loader."""
OWN = "oxigraph load"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How long a loader took.

    Attributes:
        loader: its name.
        seconds: from the start of its process to its end.
        processor: seconds of all cores.

    """

    loader: str
    seconds: float
    processor: float


def quad_documents(corpus: Path, documents: int | None = None) -> Iterator[bytes]:
    """Yield what a store of a corpus has, as N-Quads.

    Args:
        corpus: its folder.
        documents: how many of its documents are taken; None for all.

    """
    folder = CorpusFolder(corpus)
    parts = read_parts(folder.build, folder.settings.base)
    taken = dict(islice(parts.documents.items(), documents))
    yield from corpus_documents(folder, replace(parts, documents=taken))


def best_ratio(rounds: Sequence[Loaded], loader: str, processor: bool = False) -> float:
    """Return the speed of a loader's quickest round, of that of the engine's own.

    Args:
        rounds: all that were run.
        loader: the one that is compared.
        processor: whether seconds of cores count, as beside other work.

    """
    taken = [(item.loader, item.processor if processor else item.seconds) for item in rounds]
    best = {name: min(number for other, number in taken if other == name) for name, _ in taken}
    return best[OWN] / best[loader]


def _commands(corpus: Path, some: list[str], quads: Path, store: Path) -> dict[str, list[str]]:
    beside = Path(sys.executable).with_name("oxigraph")
    itself = [sys.executable, "-m", "benchmarks.corpus.measure_loading", str(corpus), *some]
    ours = [sys.executable, "-m", "districtgraph", "load", str(quads), "--store", str(store)]
    return {
        OWN: [str(beside), "load", "--location", str(store), "--file", str(quads)],
        "districtgraph load": ours,
        "serve --corpus": [*itself, "--into", str(store)],
    }


def _loaded(loader: str, command: Sequence[str], store: Path) -> Loaded:
    shutil.rmtree(store, ignore_errors=True)
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Loaded(loader, time.monotonic() - began, processor)


def _compare(corpus: Path, rounds: int, documents: int | None) -> int:
    with tempfile.TemporaryDirectory(dir=corpus.resolve().parent) as name:
        quads, store = Path(name) / "quads.nq", Path(name) / "store"
        with quads.open("wb") as file:
            number = 0
            for content in quad_documents(corpus, documents):
                file.write(content)
                number += content.count(b"\n")
        print(f"{number:,} lines, {quads.stat().st_size / 1e6:,.0f} MB")
        some = [] if documents is None else ["--documents", str(documents)]
        commands = _commands(corpus, some, quads, store)
        found = []
        for _ in range(rounds):
            for loader, command in commands.items():
                found.append(_loaded(loader, command, store))
                print(_row(found[-1], number), flush=True)
    ratios = {loader: best_ratio(found, loader) for loader in commands if loader != OWN}
    for loader, ratio in ratios.items():
        by_cores = best_ratio(found, loader, processor=True)
        print(f"{loader}: {ratio:.2f} of the engine's own, {by_cores:.2f} by seconds of cores")
    return int(min(ratios.values()) < WANTED)


def _row(item: Loaded, quads: int) -> str:
    return (
        f"{item.loader:<20} {item.seconds:7.1f} s, {item.processor:7.1f} s of cores, "
        f"{quads / item.seconds:,.0f} quads/s"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the loaders; return 1 where ours is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--documents", type=int, help="take so many of the corpus")
    parser.add_argument("--into", type=Path, help="only load the corpus into this folder")
    given = parser.parse_args(arguments)
    if given.into:
        load_checked(given.into, quad_documents(given.corpus, given.documents))
        return 0
    return _compare(given.corpus, given.rounds, given.documents)


if __name__ == "__main__":
    sys.exit(main())
