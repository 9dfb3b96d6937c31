"""Every kind of page, search and stored question: cold after a write, and warm.

    python -m benchmarks.corpus.pages http://127.0.0.1:8000 --token SECRET [--questions]

asks a server that has a corpus, from this machine. Before each cold request it writes one triple;
so what is kept of a version of the store has to be found again. It prints a line for each page with
its size, and ends with exit code 1 where one is slower or larger than it may be.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from districtgraph.queries import load_questions

__all__ = ["Measured", "main"]

COLD, WARM, LARGEST = 300.0, 50.0, 150 * 1024
"""Milliseconds after a write and without one, and bytes, that a page may take."""
_TIMEOUT = 120.0
_WARM_TIMES = 5
_WORDS = ("养老", "区", "就业 养老", "elderly care", "dadong", "不存在的词语")
_DG = "https://w3id.org/districtgraph/ontology#"
_SAMPLES = (
    "SELECT ?claim ?place ?indicator ?document WHERE {{ ?claim <{dg}indicator> ?indicator ; "
    "<{dg}place> ?place ; <http://www.w3.org/ns/prov#wasDerivedFrom> ?document }} LIMIT {most}"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one page took.

    Attributes:
        path: of the page.
        status: of the response.
        size: of the page, in bytes, unpacked.
        cold, warm: milliseconds of the first request after a write, and of the quickest after it.

    """

    path: str
    status: int
    size: int
    cold: float
    warm: float

    @property
    def complaint(self) -> str:
        """What is wrong with it; empty where nothing is. Site maps are for programs: any size."""
        wrong = {
            f"status {self.status}": self.status != 200,
            "cold": self.cold > COLD,
            "warm": self.warm > WARM,
            "size": self.size > LARGEST and not self.path.startswith("/sitemap"),
        }
        return ", ".join(name for name, is_wrong in wrong.items() if is_wrong)


class _Server:
    def __init__(self, address: str, token: str) -> None:
        self._address, self._token = address.rstrip("/"), token
        self._written = time.time_ns()

    def ask(self, path: str, accept: str = "text/html") -> tuple[int, bytes, float]:
        """Return status, body and milliseconds."""
        request = Request(self._address + path, headers={"Accept": accept})
        began = time.perf_counter()
        try:
            with urlopen(request, timeout=_TIMEOUT) as answer:
                status, body = answer.status, answer.read()
        except HTTPError as error:
            status, body = error.code, error.read()
        return status, body, (time.perf_counter() - began) * 1000

    def write(self) -> None:
        self._written += 1
        label = "<http://www.w3.org/2000/01/rdf-schema#label>"
        update = f'INSERT DATA {{ <urn:x-written:{self._written}> {label} "{self._written}" }}'
        headers = {
            "Content-Type": "application/sparql-update",
            "Authorization": f"Bearer {self._token}",
        }
        request = Request(f"{self._address}/sparql", update.encode(), headers)
        with urlopen(request, timeout=_TIMEOUT):
            pass

    def samples(self, most: int) -> list[dict[str, str]]:
        """Return some claims, each with its place, indicator and document."""
        query = urlencode({"query": _SAMPLES.format(dg=_DG, most=most * 40)})
        _, body, _ = self.ask(f"/sparql?{query}", "application/sparql-results+json")
        rows = json.loads(body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in rows[::40]]


def _paths(samples: Sequence[dict[str, str]], questions: bool) -> Iterator[str]:
    yield from ("/", "/browse", "/browse/Observation", "/browse/District", "/compare", "/queries")
    yield from ("/source", "/editor", "/data", "/ontology.html", "/sitemap.xml")
    yield from (f"/search?q={quote(words)}" for words in _WORDS)
    for sample in samples:
        key = sample["place"].rpartition("/")[2]
        yield f"/district/{key}"
        document = sample["document"].rpartition("/")[2]
        yield from (f"/source/{document}", f"/source/{document}?at=6000")
        for role in ("claim", "place", "indicator", "document"):
            yield f"/id/{sample[role].partition('/id/')[2]}.html"
        yield f"/compare?{urlencode({'indicator': sample['indicator']})}"
        chosen = {"place": sample["place"], "indicator": sample["indicator"], "table": "1"}
        yield f"/compare?{urlencode(chosen)}"
    if questions:
        yield from (f"/queries/{question.name}" for question in load_questions())


def _measured(server: _Server, path: str) -> Measured:
    server.write()
    status, body, cold = server.ask(path)
    times = _WARM_TIMES if cold < 5000 else 1
    warm = min(server.ask(path)[2] for _ in range(times))
    return Measured(path, status, len(body), cold, warm)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the pages of a server; return 1 where one takes more than it may."""
    parser = argparse.ArgumentParser(description="Measure the pages of a server with a corpus.")
    parser.add_argument("address")
    parser.add_argument("--token", default="")
    parser.add_argument("--places", type=int, default=2, help="claims of which pages are asked")
    parser.add_argument("--questions", action="store_true", help="ask all stored questions, too")
    given = parser.parse_args(arguments)
    server = _Server(given.address, given.token)
    failures = 0
    # What is read once after a start is no matter of these targets.
    paths = list(dict.fromkeys(_paths(server.samples(given.places), given.questions)))
    for path in paths:
        server.ask(path)
    for path in paths:
        found = _measured(server, path)
        failures += bool(found.complaint)
        print(
            f"{found.cold:8.0f} ms cold {found.warm:7.0f} ms warm {found.size / 1024:6.0f} KB  "
            f"{path}{f'  ← {found.complaint}' if found.complaint else ''}",
            flush=True,
        )
    print(f"{len(paths)} pages, {failures} take more than they may")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
