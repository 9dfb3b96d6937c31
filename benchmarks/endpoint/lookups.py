"""The distinct one-row lookups of generated data: a file of subjects and predicates."""

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from benchmarks.endpoint.generated_data import GeneratedData
from benchmarks.endpoint.ntriples import DG, ID, OA, PROV

__all__ = ["LookupFile", "write_lookups"]

_MOST = 1_000_000
"""Lookups in a file: more than a server answers in a run's rounds, without filling the disk."""

# Predicates that have one value for each subject. Those of a row have different subjects, so that
# no subject is asked for twice before all have been asked for once.
_PASSES = (
    (f"{DG}value", f"{OA}hasSource", f"{OA}exact", f"{OA}start", f"{PROV}agent"),
    (f"{DG}asWritten", f"{OA}end", f"{DG}appliesRule"),
    (f"{DG}place",), (f"{DG}indicator",), (f"{DG}initiative",), (f"{DG}period",), (f"{DG}unit",),
    (f"{DG}comparator",), (f"{PROV}qualifiedAttribution",), (f"{PROV}wasAttributedTo",),
)  # fmt: skip


class LookupFile:
    """A file of lookups, a line each: subject after the base IRI, a space, predicate; both encoded.

    Args:
        path: of the file.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self.count = sum(1 for _ in file)

    def offset(self, number: int) -> int:
        """Return the byte at which a lookup begins; after the last one comes the first again."""
        with self.path.open("rb") as file:
            return sum(len(line) for line in islice(file, number % self.count))

    def sample(self, count: int, begin: int = 0) -> Iterator[tuple[str, str]]:
        """Yield encoded subjects and predicates of some lookups."""
        with self.path.open(encoding="ascii") as file:
            for line in islice(file, begin, begin + count):
                subject, _, predicate = line.rstrip("\n").partition(" ")
                yield subject, predicate


def write_lookups(data: GeneratedData) -> LookupFile:
    """Write the lookups of some data beside it, in an order that depends on its seed only."""
    path = data.path.with_suffix(".lookups")
    if not path.is_file():
        source = random.Random(data.seed)
        staging = path.with_suffix(".new")
        with staging.open("w", encoding="ascii", newline="\n") as file:
            file.writelines(islice(_lookups(data, source), _MOST))
        staging.replace(path)
    return LookupFile(path)


def _lookups(data: GeneratedData, source: random.Random) -> Iterator[str]:
    for predicates in _PASSES:
        wanted = {f"<{item}>": quote(item, safe="") for item in predicates}
        found = []
        with data.path.open(encoding="utf-8") as file:
            for line in file:
                subject, predicate, _ = line.split(" ", 2)
                if predicate in wanted:
                    name = quote(subject[1 + len(ID) : -1], safe="")
                    found.append(f"{name} {wanted[predicate]}\n")
        source.shuffle(found)
        yield from found
