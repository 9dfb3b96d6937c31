"""Compares what a corpus says over SPARQL with the key of the generated reports in it.

    python -m benchmarks.corpus.correctness KEY.jsonl --data BUILT_FOLDER
    python -m benchmarks.corpus.correctness KEY.jsonl --endpoint http://127.0.0.1:8000/sparql

Each value of the key is looked up by place, indicator, year, modality and kind. It is right where
the corpus has exactly that value, missing where it has none, wrong where it has another.
"""

import argparse
import json
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from benchmarks.corpus.generate import ExpectedValue
from districtgraph.graph.rdf.dataset_files import read_quads
from districtgraph.graph.rdf.vocabulary import BASE

__all__ = [
    "Ask",
    "Comparison",
    "compared",
    "main",
    "of_endpoint",
    "of_folder",
    "of_store",
    "read_key",
]

Ask = Callable[[str], Iterable[Mapping[str, str]]]
"""Answers a SELECT query with rows, whose terms are IRIs or lexical forms."""
_PLACES_A_QUERY = 50
_TIMEOUT = 120
"""Seconds that one query may take."""
_QUERY = """
PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
SELECT ?place ?indicator ?year ?modality ?kind ?value WHERE {
  VALUES ?place { $places }
  ?node sdmx-dimension:refArea ?place ; dg:ofIndicator ?indicator ;
    sdmx-dimension:refPeriod/dg:year ?year .
  { ?node a dg:Point ; sdmx-measure:obsValue ?value ; dg:ofModality ?modality
    BIND ("level" AS ?kind) }
  UNION { ?node a dg:StatedGrowth ; sdmx-measure:obsValue ?value ; dg:ofModality ?modality
    BIND ("growth" AS ?kind) }
  UNION { ?node a dg:Conflict ; dg:laterValue ?value
    BIND ("conflict" AS ?kind) BIND ("achieved" AS ?modality) }
}
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many values of a key are right, and which are not."""

    right: int
    missing: tuple[ExpectedValue, ...]
    wrong: tuple[tuple[ExpectedValue, str], ...]
    unexpected_conflicts: int

    @property
    def share(self) -> float:
        """The share of right values, in per cent."""
        return 100 * self.right / max(1, self.right + len(self.missing) + len(self.wrong))


def read_key(path: Path) -> tuple[ExpectedValue, ...]:
    """Return the values of a key."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(ExpectedValue(**json.loads(line)) for line in lines)


def compared(key: Sequence[ExpectedValue], ask: Ask) -> Comparison:
    """Return how the values of a key come out.

    Args:
        key: the values.
        ask: answers queries from what was built.

    """
    found = dict(_found(ask, sorted({item.place for item in key})))
    right, missing, wrong = 0, [], []
    for item in key:
        values = found.get(_name(item), set())
        if Decimal(item.value) in values:
            right += 1
        elif values:
            wrong.append((item, ", ".join(map(str, sorted(values)))))
        else:
            missing.append(item)
    expected = {_name(item) for item in key}
    odd = sum(
        len(values)
        for name, values in found.items()
        if name not in expected and name[4] == "conflict"
    )
    return Comparison(right, tuple(missing), tuple(wrong), odd)


_Name = tuple[str, str, int, str, str]


def _name(item: ExpectedValue) -> _Name:
    return item.place, item.indicator, item.year, item.modality, item.kind


def _found(ask: Ask, places: Sequence[str]) -> Iterator[tuple[_Name, set[Decimal]]]:
    for start in range(0, len(places), _PLACES_A_QUERY):
        some = places[start : start + _PLACES_A_QUERY]
        iris = " ".join(f"<{BASE}id/place/{code}>" for code in some)
        values: dict[_Name, set[Decimal]] = {}
        for row in ask(_QUERY.replace("$places", iris)):
            name = (
                _last(row["place"]),
                _last(row["indicator"]),
                int(row["year"]),
                _last(row["modality"]),
                row["kind"],
            )
            values.setdefault(name, set()).add(Decimal(row["value"]))
        yield from values.items()


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


def of_folder(folder: Path) -> Ask:
    """Return what answers from the N-Quads of a built folder, or from a file of quads."""
    store = Store()
    store.bulk_extend(read_quads(folder))
    return of_store(store)


def of_store(store: Store) -> Ask:
    """Return what answers from a store in this process."""

    def ask(query: str) -> Iterator[Mapping[str, str]]:
        found = store.query(query)
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        for row in found:
            yield {name: _text(row[name]) for name in names}

    return ask


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def of_endpoint(address: str) -> Ask:
    """Return what answers from a SPARQL endpoint."""

    def ask(query: str) -> Iterator[Mapping[str, str]]:
        request = urllib.request.Request(
            address,
            data=urllib.parse.urlencode({"query": query}).encode(),
            headers={"Accept": "application/sparql-results+json"},
        )
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
            content = json.load(response)
        for row in content["results"]["bindings"]:
            yield {name: term["value"] for name, term in row.items()}

    return ask


def main() -> None:
    """Print how the values of a key come out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("key", type=Path)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, help="a built folder, or a file of quads")
    source.add_argument("--endpoint", help="address of a SPARQL endpoint")
    parser.add_argument("--show", type=int, default=20, help="how many misses are printed")
    given = parser.parse_args()
    ask = of_endpoint(given.endpoint) if given.endpoint else of_folder(given.data)
    found = compared(read_key(given.key), ask)
    print(f"right {found.right}, missing {len(found.missing)}, wrong {len(found.wrong)}")
    print(f"{found.share:.3f} % right; conflicts beyond the key: {found.unexpected_conflicts}")
    kinds = Counter((item.indicator, item.modality, item.kind) for item in found.missing)
    for (indicator, modality, kind), number in kinds.most_common(given.show):
        print(f"  missing {number}: {indicator}, {modality}, {kind}")
    for item, value in found.wrong[: given.show]:
        print(f"  wrong: {item}: {value}")


if __name__ == "__main__":
    main()
