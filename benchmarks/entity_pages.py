"""Times the page of every IRI of a built dataset, in this process, and says how large pages are.

    python -m benchmarks.entity_pages DATA

First without anything cached, then with what pages cache of a generation of the
store.
"""

import argparse
import gzip
import statistics
import time
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.knowledge.entity.answer_cache import clear_caches
from districtgraph.server.store.built_dataset import read_dataset
from districtgraph.server.store.memory import MemoryBackend
from districtgraph.server.web.application import pages_application


def iris_of(quads: Path) -> list[str]:
    """Return every IRI that the default graph says something of."""
    found = {
        quad.subject.value
        for quad in parse(path=quads, format=RdfFormat.N_QUADS)
        if isinstance(quad.subject, NamedNode) and quad.graph_name == DefaultGraph()
    }
    return sorted(found)


def path_of(iri: str, base: str) -> str:
    """Return the path of the page about an IRI; empty for parts and terms of the ontology."""
    if not iri.startswith(base):
        return f"/resource.html?{urlencode({'iri': iri})}"
    if "#" in iri or iri.startswith(f"{base}ontology"):
        return ""
    return f"/{iri.removeprefix(base)}.html"


def timed(client: FlaskClient, path: str) -> tuple[float, float, int, int]:
    """Return milliseconds passed and of the processor, bytes, and bytes packed."""
    started, work = time.perf_counter(), time.process_time()
    response = client.get(path)
    work, passed = time.process_time() - work, time.perf_counter() - started
    assert response.status_code == 200, (path, response.status_code)
    return passed * 1e3, work * 1e3, len(response.data), len(gzip.compress(response.data, 6))


def report(title: str, client: FlaskClient, paths: list[str], cold: bool = False) -> None:
    """Print how long the pages take, and the slowest and largest."""
    rows = []
    for path in paths:
        if cold:
            clear_caches()
        rows.append((*timed(client, path), path))
    for name, column in (("ms", 0), ("ms of the processor", 1), ("bytes", 2), ("packed", 3)):
        values = [row[column] for row in rows]
        slowest = max(rows, key=lambda row: row[column])
        print(
            f"{title}, {name}: median {statistics.median(values):,.1f},"
            f" 99% {statistics.quantiles(values, n=100)[98]:,.1f},"
            f" max {slowest[column]:,.1f} ({slowest[4]})"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of a built dataset, as build")
    folder = parser.parse_args().data
    dataset = read_dataset(folder)
    store = MemoryBackend(dataset.quads.read_text(encoding="utf-8"))
    client = pages_application(ServerConfig(folder), dataset, store).test_client()
    paths = [path for iri in iris_of(dataset.quads) if (path := path_of(iri, dataset.base))]
    client.get(paths[0])
    print(f"{len(paths)} pages")
    report("nothing kept", client, paths, cold=True)
    report("kept", client, paths)


if __name__ == "__main__":
    main()
