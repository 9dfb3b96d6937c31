"""Measures how soon a served corpus has one more report: over SPARQL, in search, as a download.

    districtgraph serve --corpus FOLDER --port 8000
    python -m benchmarks.corpus.measure_adding FOLDER http://127.0.0.1:8000 [--times 3] [--keep]

Each time, a generated report of a place that the corpus does not know is added by `districtgraph
add` in a process of its own, while the server is asked for it again and again. The seconds are
those since the command was started; those of the command itself stand beside. The report is removed
afterwards, and the server is asked until it is gone, unless it is to stay. The exit code is 1 where
one takes longer than is wanted.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from benchmarks.corpus.generate import YEARS_OF_A_DISTRICT, Report, generated_reports
from districtgraph.graph.corpora.corpus_folder import CorpusFolder
from districtgraph.graph.corpora.corpus_parts import read_parts

__all__ = ["Seen", "fresh_reports", "main", "when_seen"]

WANTED = 5.0
"""Seconds until everything has the report."""
_EVERY = 0.05
_PATIENCE = 240.0
_TIMEOUT = 60.0
_SEED = 4711


@dataclass(frozen=True, slots=True)
class Seen:
    """When a report was seen.

    Attributes:
        command: seconds until the command had ended.
        processor: seconds of a core that it took.
        seconds: until each way to the data had the report, by the way's name.

    """

    command: float
    processor: float
    seconds: Mapping[str, float]


def fresh_reports(known: frozenset[str], seed: int = _SEED) -> Iterator[Report]:
    """Yield a report of each place that is not known."""
    most = (len(known) + 100) * YEARS_OF_A_DISTRICT
    for report in islice(generated_reports(most, seed), 0, None, YEARS_OF_A_DISTRICT):
        if report.place not in known:
            yield report


def when_seen(
    checks: Mapping[str, Callable[[], bool]],
    is_over: Callable[[], bool],
    now: Callable[[], float] = time.monotonic,
    rest: Callable[[float], None] = time.sleep,
) -> tuple[dict[str, float], float]:
    """Return when each check held for the first time, and when something was over.

    Raises:
        TimeoutError: a check does not hold; names it.

    """
    began = now()
    found: dict[str, float] = {}
    over: float | None = None
    while over is None or len(found) < len(checks):
        for name, check in checks.items():
            if name not in found and check():
                found[name] = now() - began
        if over is None and is_over():
            over = now() - began
        if now() - began > _PATIENCE:
            missing = ", ".join(name for name in checks if name not in found)
            raise TimeoutError(f"after {_PATIENCE:.0f} s: {missing or 'the command'}")
        rest(_EVERY)
    return found, over


class _Server:
    def __init__(self, address: str, base: str, key: str, title: str) -> None:
        self._address, self._base, self._key, self._title = address.rstrip("/"), base, key, title

    def _ask(self, path: str, accept: str) -> bytes:
        request = Request(self._address + path, headers={"Accept": accept})
        try:
            with urlopen(request, timeout=_TIMEOUT) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            if error.code in (404, 503):
                return b""
            raise

    def check_reach(self) -> None:
        """End with a message if the server does not answer, before anything is added."""
        try:
            self._ask("/sparql", "text/turtle")
        except URLError as error:
            message = f"{self._address}: no server answers there ({error.reason}); start it with"
            raise SystemExit(f"{message} districtgraph serve --corpus FOLDER") from None

    def has_claims(self) -> bool:
        derived = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
        text = f"ASK {{ ?claim {derived} <{self._base}id/document/{self._key}> }}"
        path = f"/sparql?{urlencode({'query': text})}"
        answer = self._ask(path, "application/sparql-results+json")
        return bool(answer) and bool(json.loads(answer)["boolean"])

    def finds_it(self) -> bool:
        """Return whether a search for its title finds it."""
        answer = self._ask(f"/search.json?q={quote(self._title)}", "application/json")
        return f"/id/document/{self._key}".encode() in answer

    def offers_it(self) -> bool:
        return bool(self._ask(f"/download/documents/{self._key}.nq", "*/*"))

    def has_page(self) -> bool:
        return bool(self._ask(f"/id/document/{self._key}.html", "text/html"))

    def checks(self) -> dict[str, Callable[[], bool]]:
        return {
            "SPARQL": self.has_claims,
            "search": self.finds_it,
            "download": self.offers_it,
            "page": self.has_page,
        }


def _added(corpus: CorpusFolder, address: str, report: Report, keep: bool) -> Seen:
    key = report.name
    server = _Server(address, corpus.settings.base, key, report.title)
    command = [sys.executable, "-m", "districtgraph"]
    options = ["--corpus", str(corpus.path)]
    server.check_reach()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{key}.txt"
        file.write_text(report.text, encoding="utf-8")
        stated = ["--place", report.place, "--published", str(report.published)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = subprocess.Popen(
            [*command, "add", str(file), *options, *stated], stdout=subprocess.DEVNULL
        )
        try:
            found, ended = when_seen(server.checks(), lambda: process.poll() is not None)
        finally:
            # A command that goes on would change the corpus behind the next measure.
            process.kill()
            process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not keep:
        subprocess.run([*command, "remove", key, *options], check=True, capture_output=True)
        gone = {name: _negated(check) for name, check in server.checks().items()}
        when_seen(gone, lambda: True)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Seen(ended, processor, found)


def _negated(check: Callable[[], bool]) -> Callable[[], bool]:
    return lambda: not check()


def main(arguments: Sequence[str] | None = None) -> int:
    """Add reports to a served corpus; return 1 where one is seen too late."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("address")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="leave the reports in the corpus")
    given = parser.parse_args(arguments)
    corpus = CorpusFolder(given.corpus)
    parts = read_parts(corpus.build, corpus.settings.base)
    print(f"{len(parts.documents):,} documents are there")
    known = frozenset(part.facts["place"] for part in parts.documents.values())
    slowest = 0.0
    for report in islice(fresh_reports(known), given.times):
        seen = _added(corpus, given.address, report, given.keep)
        slowest = max(slowest, *seen.seconds.values())
        ways = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in seen.seconds.items())
        print(
            f"{report.name}: {ways}; the command {seen.command:.1f} s, "
            f"{seen.processor:.1f} s of a core",
            flush=True,
        )
    return int(slowest > WANTED)


if __name__ == "__main__":
    sys.exit(main())
