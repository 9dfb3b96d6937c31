"""Measures the cost of a report, from its text to its checked part: processor time and memory.

    python -m benchmarks.corpus.measure_build --reports 100,1000 [--jobs 2] [--keep FOLDER]

For each number, as many generated reports are added to a new corpus by one `districtgraph add`,
with series, checks and description. A table's row is printed for each; how the cost of a report
grows with their number is seen by comparing rows. Costs are also given for 13,000 characters, which
a work report of a district has; `--characters` makes reports of another length. `--keep` leaves
texts, key and corpus of the last number in a folder, for the other measures of a corpus.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.generate import CHARACTERS, write_corpus

__all__ = ["BuildCost", "build_cost", "main", "numbers"]

_SEED = 7
_COLUMNS = (
    "reports", "characters", "s of a core", "a report", f"{CHARACTERS:,} characters", "s in all",
    "MiB of the largest process", "MB of parts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BuildCost:
    """The cost of a corpus.

    Attributes:
        reports: their number.
        characters: of all texts.
        processor: seconds of all cores.
        seconds: from start to end.
        mebibytes: of the largest process.
        megabytes: of the files of the parts.

    """

    reports: int
    characters: int
    processor: float
    seconds: float
    mebibytes: int
    megabytes: float

    def row(self) -> str:
        """Return the row of the table."""
        cells = (
            f"{self.reports:,}",
            f"{self.characters:,}",
            f"{self.processor:,.1f}",
            f"{self.processor / self.reports:.3f}",
            f"{self.processor * CHARACTERS / self.characters:.3f}",
            f"{self.seconds:,.1f}",
            f"{self.mebibytes:,}",
            f"{self.megabytes:,.1f}",
        )
        return f"| {' | '.join(cells)} |"


def build_cost(folder: Path, reports: int, jobs: int, characters: int = CHARACTERS) -> BuildCost:
    """Make a corpus of generated reports and return its cost.

    Args:
        folder: gets `texts`, `reports.csv` and `key.jsonl`, and the corpus in `corpus`.
        reports: the number of reports.
        jobs: processes.
        characters: about how long a report is.

    Raises:
        CalledProcessError: a command fails.

    """
    write_corpus(folder, reports, _SEED, characters)
    written = sum(len(path.read_text("utf-8")) for path in (folder / "texts").glob("*.txt"))
    corpus = folder / "corpus"
    command = [sys.executable, "-m", "districtgraph"]
    subprocess.run([*command, "new", str(corpus)], check=True, capture_output=True)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    options = ["--corpus", str(corpus), "--jobs", str(jobs)]
    subprocess.run(
        [*command, "add", str(folder / "reports.csv"), *options], check=True, capture_output=True
    )
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(path.stat().st_size for path in (corpus / "build" / "parts").iterdir())
    return BuildCost(
        reports, written, processor, seconds, after.ru_maxrss // 1024, size / 1_000_000
    )


def numbers(text: str) -> list[int]:
    """Return the numbers of a list with commas.

    Raises:
        ArgumentTypeError: one is not a positive number.

    """
    try:
        found = [int(item) for item in text.split(",")]
    except ValueError as error:
        raise argparse.ArgumentTypeError("write numbers as 100,1000") from error
    if min(found) < 1:
        raise argparse.ArgumentTypeError("numbers of reports are positive")
    return found


def _costs(given: argparse.Namespace) -> Iterator[BuildCost]:
    for reports in given.reports:
        if given.keep and reports == given.reports[-1]:
            given.keep.mkdir(parents=True)
            yield build_cost(given.keep, reports, given.jobs, given.characters)
            continue
        with tempfile.TemporaryDirectory() as folder:
            yield build_cost(Path(folder), reports, given.jobs, given.characters)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=numbers, default=[100], metavar="N,N,…")
    parser.add_argument("--jobs", type=int, default=1, help="processes  [default: 1]")
    parser.add_argument(
        "--characters", type=int, default=CHARACTERS, help="of a report  [default: 13000]"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="a folder that is not there")
    given = parser.parse_args(arguments)
    if given.keep and given.keep.exists():
        parser.error(f"{given.keep} is there already")
    print(f"| {' | '.join(_COLUMNS)} |")
    print(f"|{'---:|' * len(_COLUMNS)}")
    for cost in _costs(given):
        print(cost.row(), flush=True)


if __name__ == "__main__":
    main()
