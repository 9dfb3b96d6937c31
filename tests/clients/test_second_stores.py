"""The published files in other stores: each counts what this server counts.

docs/how-to/merge.md says which file is for which store; where a store is not installed, its test
is skipped.
"""

import csv
import io
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Dataset

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.server.http.media_types import RESULT_FORMATS
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.memory import MemoryBackend
from tests.conftest import ROOT
from tests.live_server import free_port
from tests.patience import PATIENCE

from .jena import Jena, jena_or_skip

pytestmark = pytest.mark.usefixtures("processes", "patience")

PREFIXES = """
PREFIX dg: <https://w3id.org/districtgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
QUESTIONS = {
    "triples of claims": "SELECT (COUNT(*) AS ?n) { ?claim a dg:Claim ; ?p ?o }",
    "claims with their quotes": (
        "SELECT ?kind (COUNT(*) AS ?n) { VALUES ?kind "
        "{ dg:Observation dg:Target dg:Ranking dg:Comparison dg:Statement dg:Mention } "
        "?claim a ?kind ; dg:evidence/oa:hasSelector/oa:exact ?quote } GROUP BY ?kind"
    ),
    "labels of concepts": (
        "SELECT (COUNT(*) AS ?n) { ?concept skos:inScheme ?scheme ; skos:prefLabel ?label }"
    ),
}
Answers = Mapping[str, list[list[str]]]


def rows(table: str) -> list[list[str]]:
    return sorted(list(csv.reader(io.StringIO(table)))[1:])


def answers(ask: Callable[[str], str]) -> Answers:
    return {name: rows(ask(PREFIXES + text)) for name, text in QUESTIONS.items()}


def answers_at_once(ask: Callable[[str], str]) -> Answers:
    """Ask all questions as one query, of a store that reads all data again for each."""
    parts = [f'{{ BIND("{name}" AS ?question) {{ {text} }} }}' for name, text in QUESTIONS.items()]
    found: dict[str, list[list[str]]] = {name: [] for name in QUESTIONS}
    text = f"SELECT ?question ?kind ?n {{ {' UNION '.join(parts)} }}"
    for name, *cells in rows(ask(PREFIXES + text)):
        found[name].append([cell for cell in cells if cell])
    return found


@pytest.fixture(scope="module")
def expected(built: BuildResult) -> Answers:
    output = next(item for item in RESULT_FORMATS if item.engine == "CSV")
    store = MemoryBackend((built.folder / "dataset.nq").read_text(encoding="utf-8"))
    found = answers(lambda text: store.answer(QueryOperation(text), output).decode())
    assert len(found["claims with their quotes"]) == 6
    return found


@pytest.mark.parametrize(
    ("name", "rdf_format"),
    [
        ("dataset.nq", RdfFormat.N_QUADS),
        ("dataset.trig", RdfFormat.TRIG),
        ("dataset.ttl", RdfFormat.TURTLE),
        ("dataset.jsonld", RdfFormat.JSON_LD),
    ],
)
def test_oxigraph(built: BuildResult, expected: Answers, name: str, rdf_format: RdfFormat) -> None:
    store = Store()
    store.bulk_load(path=str(built.folder / name), format=rdf_format)

    def ask(text: str) -> str:
        solutions = store.query(text)
        variables = ",".join(variable.value for variable in solutions.variables)  # type: ignore[union-attr]
        lines = [",".join(term.value for term in solution) for solution in solutions]  # type: ignore[union-attr]
        return "\n".join([variables, *lines])

    assert answers(ask) == expected


@pytest.mark.parametrize("union", [True, False])
def test_distinct_counts_right_whether_a_union_counts_once_or_not(
    built: BuildResult, expected: Answers, union: bool
) -> None:
    store = Store()
    name = "named-graphs.nq" if union else "dataset.nq"
    store.bulk_load(path=str(built.folder / name), format=RdfFormat.N_QUADS)
    text = QUESTIONS["labels of concepts"].replace("COUNT(*)", "COUNT(DISTINCT *)")
    solutions = store.query(PREFIXES + text, use_default_graph_as_union=union)
    counted = [[term.value for term in solution] for solution in solutions]  # type: ignore[union-attr]
    assert counted == expected["labels of concepts"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("name", "parser", "union"),
    [
        ("dataset.nq", "nquads", False),
        ("dataset.trig", "trig", False),
        ("dataset.ttl", "turtle", False),
        ("dataset.jsonld", "json-ld", False),
        ("named-graphs.nq", "nquads", True),
    ],
)
def test_rdflib(built: BuildResult, expected: Answers, name: str, parser: str, union: bool) -> None:
    dataset = Dataset(default_union=union)
    with (built.folder / name).open("rb") as file:
        dataset.parse(file, format=parser)

    def ask(text: str) -> str:
        result = dataset.query(text).serialize(format="csv")
        assert result is not None
        return result.decode()

    assert answers(ask) == expected


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Jena:
    return jena_or_skip(tmp_path_factory.mktemp("jena"))


def in_memory(jena: Jena, data: Path, folder: Path) -> Answers:
    def ask(text: str) -> str:
        query = folder / "query.rq"
        query.write_text(text, encoding="utf-8")
        return jena.run("arq.sparql", f"--data={data}", f"--query={query}", "--results=csv")

    return answers_at_once(ask)


@pytest.mark.parametrize("name", ["dataset.nq", "dataset.trig", "dataset.ttl"])
def test_jena_in_memory(
    jena: Jena, built: BuildResult, expected: Answers, tmp_path: Path, name: str
) -> None:
    assert in_memory(jena, built.folder / name, tmp_path) == expected


def test_jena_reads_the_json_ld(
    jena: Jena, built: BuildResult, expected: Answers, tmp_path: Path
) -> None:
    file = str(built.folder / "dataset.jsonld")
    triples = tmp_path / "triples.nt"
    triples.write_text(
        jena.run("riotcmd.riot", "--syntax=jsonld10", "--output=nt", file), encoding="utf-8"
    )
    assert in_memory(jena, triples, tmp_path) == expected


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="Debian's Jena 4.5 reads no JSON-LD 1.1 at all: its package has the interfaces of "
    "Jakarta JSON Processing and no implementation (org.eclipse.parsson). Once this passes, "
    "give dataset.jsonld to test_jena_in_memory",
)
def test_jena_reads_the_smallest_json_ld_1_1(jena: Jena, tmp_path: Path) -> None:
    file = tmp_path / "smallest.jsonld"
    file.write_text('{"@id": "http://a.example/b", "http://a.example/p": "x"}', encoding="utf-8")
    assert "<http://a.example/p>" in jena.run("riotcmd.riot", "--output=nt", str(file))


@pytest.mark.parametrize("union", [True, False])
def test_jena_s_tdb2_with_and_without_the_union_as_its_default_graph(
    jena: Jena, built: BuildResult, expected: Answers, tmp_path: Path, union: bool
) -> None:
    place = f"--loc={tmp_path / 'tdb2'}"
    name = "named-graphs.nq" if union else "dataset.nq"
    jena.run("tdb2.tdbloader", place, str(built.folder / name))

    def ask(text: str) -> str:
        query = tmp_path / "query.rq"
        query.write_text(text, encoding="utf-8")
        settings = ("--set", f"tdb2:unionDefaultGraph={str(union).lower()}")
        return jena.run("tdb2.tdbquery", place, *settings, f"--query={query}", "--results=csv")

    assert answers_at_once(ask) == expected


def virtuoso_settings(folder: Path, port: int, admin_port: int) -> str:
    text = (ROOT / "benchmarks/endpoint/virtuoso/virtuoso.ini").read_text(encoding="utf-8")
    given = {
        "folder": folder, "data_folder": folder, "port": port, "engine_port": port,
        "admin_port": admin_port,
    }  # fmt: skip
    text = re.sub(r"\{(\w+)\}", lambda match: str(given[match[1]]), text)
    return text.replace("85000", "10000").replace("65000", "7500")


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except URLError:
            time.sleep(0.1)
    raise AssertionError("Virtuoso did not start")


def test_virtuoso_counts_a_triple_once_for_each_of_its_graphs(
    built: BuildResult, expected: Answers, tmp_path: Path
) -> None:
    if shutil.which("virtuoso-t") is None:
        pytest.skip("needs Virtuoso: apt-get install virtuoso-opensource-7")
    port, admin_port = free_port(), free_port()
    shutil.copy(built.folder / "dataset.ttl", tmp_path)
    settings = tmp_path / "virtuoso.ini"
    settings.write_text(virtuoso_settings(tmp_path, port, admin_port), encoding="utf-8")
    graph = "https://w3id.org/districtgraph/"
    load = tmp_path / "load.sql"
    load.write_text(
        f"ld_dir('{tmp_path}', 'dataset.ttl', '{graph}');\nrdf_loader_run();\n",
        encoding="utf-8",
    )
    address = f"http://127.0.0.1:{port}/sparql"
    server = subprocess.Popen(["virtuoso-t", "-f", "-c", str(settings)], stderr=subprocess.DEVNULL)
    try:
        wait_for(address, server)
        client = ["isql-vt", f"127.0.0.1:{admin_port}", "dba", "dba", "ERRORS=STDOUT", str(load)]
        said = subprocess.run(client, check=True, capture_output=True, text=True, timeout=900)
        assert "Error" not in said.stdout, said.stdout

        def ask(text: str, **more: str) -> str:
            query = urlencode({"query": text, "format": "text/csv", **more})
            with urllib.request.urlopen(f"{address}?{query}", timeout=PATIENCE) as reply:
                return str(reply.read().decode())

        of_one_graph = partial(ask, **{"default-graph-uri": graph})
        assert answers(of_one_graph) == expected
    finally:
        server.kill()
        server.wait()
