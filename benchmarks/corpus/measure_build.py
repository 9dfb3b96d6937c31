"""Measures what a report costs from its text to its checked part: processor time and memory.

    python benchmarks/corpus/measure_build.py TEXTS NUMBER [--jobs N]

TEXTS is a folder of reports (*.txt). As many documents as are asked for are made of them, each of
another county-level division, so that nothing is there already.
"""

import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from districtgraph.graph.places.divisions import load_divisions


def main(texts: Path, number: int, jobs: int) -> None:
    """Print the table's row of a number of documents."""
    places = [item for item in load_divisions() if item.last is None and item.kind != "province"]
    sources = [path.read_text(encoding="utf-8") for path in sorted(texts.glob("*.txt"))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "all.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("file", "place", "published"))
            characters = 0
            for index in range(number):
                text = f"{sources[index % len(sources)]}\n第{index}号\n"
                (folder / f"{index}.txt").write_text(text, encoding="utf-8")
                characters += len(text)
                rows.writerow((f"{index}.txt", places[index].code, "2020-02-01"))
        corpus = str(folder / "corpus")
        command = [sys.executable, "-m", "districtgraph"]
        subprocess.run([*command, "new", corpus], check=True, capture_output=True)
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [*command, "add", str(folder / "all.csv"), "--corpus", corpus, "--jobs", str(jobs)],
            check=False,
            capture_output=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        parts = sum(path.stat().st_size for path in Path(corpus).glob("build/parts/*"))
        print(
            f"{number} documents, {characters:,} characters: {seconds:.1f} s of a core, "
            f"{seconds / number:.3f} s each, {13_000 * seconds / characters:.3f} s per 13,000 "
            f"characters, {time.monotonic() - began:.1f} s in all with {jobs} processes, "
            f"{after.ru_maxrss / 1024:.0f} MiB at most in one process, "
            f"{parts / 1e6:.1f} MB of parts"
        )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]), int(given[1]), int(given[3]) if len(given) > 3 else 1)
