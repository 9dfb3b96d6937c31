"""The build: the same inputs give the same bytes, and a refused graph changes nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import BlankNode, Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, parse

from districtgraph import graph, ontology
from districtgraph.graph.dataset.build import INPUT_SUFFIXES, BuildResult, build, input_fingerprint
from districtgraph.graph.dataset.check_report import GraphRejectedError
from districtgraph.graph.rdf.rebase import BaseIriError
from districtgraph.graph.rdf.vocabulary import BASE
from tests.graph.sample_article import FIGURES, write_sample

FILES = (
    "dataset.nq", "dataset.trig", "dataset.ttl", "dataset.jsonld", "named-graphs.nq",
    "observations.csv", "observations.csv-metadata.json",
    "observations-zh.csv", "observations-zh.csv-metadata.json", "observations.parquet",
)  # fmt: skip
FORMATS = {
    "dataset.nq": RdfFormat.N_QUADS,
    "dataset.trig": RdfFormat.TRIG,
    "dataset.ttl": RdfFormat.TURTLE,
    "dataset.jsonld": RdfFormat.JSON_LD,
    "named-graphs.nq": RdfFormat.N_QUADS,
}


def quads_of(folder: Path, name: str) -> Dataset:
    dataset = Dataset(parse(path=str(folder / name), format=FORMATS[name]))
    return dataset


@pytest.fixture(scope="module")
def quads(built: BuildResult) -> list[Quad]:
    return list(parse(path=str(built.folder / "dataset.nq"), format=RdfFormat.N_QUADS))


@pytest.mark.usefixtures("processes")
def test_another_process_gives_the_same_bytes(built: BuildResult, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    script = "import sys, pathlib; from districtgraph.graph.dataset.build import build; " \
        "build(pathlib.Path(sys.argv[1]))"  # fmt: skip
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, env=environment)
    for name in (*FILES, "manifest.json"):
        assert (tmp_path / name).read_bytes() == (built.folder / name).read_bytes(), name


def test_nothing_is_done_where_no_input_changed(built: BuildResult) -> None:
    before = (built.folder / "dataset.nq").stat().st_mtime_ns
    again = build(built.folder)
    assert not again.rebuilt
    assert again.version == built.version
    assert (built.folder / "dataset.nq").stat().st_mtime_ns == before


def test_every_kind_of_input_counts(tmp_path: Path) -> None:
    articles = tmp_path / "corpus"
    article = write_sample(articles)
    first = input_fingerprint(BASE, articles)
    figures = article / "figures.yaml"
    figures.write_text(FIGURES + "# reviewed\n", encoding="utf-8")
    assert input_fingerprint(BASE, articles) != first
    assert input_fingerprint("https://example.org/", articles) != input_fingerprint(BASE, articles)


@pytest.mark.parametrize("package", [graph, ontology])
def test_files_of_every_ending_count(package: ModuleType) -> None:
    (folder,) = package.__path__
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    assert len(files) > 10
    endings = {path.suffix for path in files if "__pycache__" not in path.parts}
    # Notes for people are no input.
    assert endings - {".md"} <= set(INPUT_SUFFIXES)


def test_all_formats_of_the_small_corpus_hold_the_same(small: BuildResult) -> None:
    assert_all_formats_hold_the_same(small.folder, more_than=10_000)


@pytest.mark.usefixtures("patience")
def test_all_formats_hold_the_same(built: BuildResult) -> None:
    assert_all_formats_hold_the_same(built.folder, more_than=30_000)


def assert_all_formats_hold_the_same(folder: Path, more_than: int) -> None:
    quads = quads_of(folder, "dataset.nq")
    trig = quads_of(folder, "dataset.trig")
    default = Dataset(quad for quad in quads if isinstance(quad.graph_name, DefaultGraph))
    turtle, json_ld = (quads_of(folder, name) for name in ("dataset.ttl", "dataset.jsonld"))
    assert len(quads) > more_than
    assert (len(trig), len(turtle), len(json_ld)) == (len(quads), len(default), len(default))
    # Blank nodes have other labels in each file; all else must be equal.
    for other, wanted in ((trig, quads), (turtle, default), (json_ld, default)):
        assert _named(other) == _named(wanted)


def _named(dataset: Dataset) -> set[Quad]:
    return {
        quad
        for quad in dataset
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)
    }


def test_the_default_graph_is_the_merge_of_all(quads: list[Quad]) -> None:
    default = {quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    named = {quad.triple for quad in quads if not isinstance(quad.graph_name, DefaultGraph)}
    assert default == named


def test_the_file_of_the_named_graphs_has_all_but_the_default_one(
    quads: list[Quad], built: BuildResult
) -> None:
    found = quads_of(built.folder, "named-graphs.nq")
    assert {quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph)} == set(found)


def test_every_claim_names_the_graph_of_its_triples(quads: list[Quad], built: BuildResult) -> None:
    claims = {q.graph_name.value for q in quads if "/id/claim/" in str(q.graph_name)
              and isinstance(q.graph_name, NamedNode)}  # fmt: skip
    evidence = NamedNode(f"{BASE}ontology#evidence")
    with_evidence = {
        quad.graph_name.value
        for quad in quads
        if quad.predicate == evidence
        and isinstance(quad.graph_name, NamedNode)
        and quad.subject == quad.graph_name
    }
    assert len(claims) == built.counts["claims"]
    assert with_evidence == claims


def test_all_iris_are_ascii(quads: list[Quad]) -> None:
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode):
                assert term.value.isascii(), term


def test_counts_are_computed(built: BuildResult, quads: list[Quad]) -> None:
    manifest = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))
    default = [quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
    assert manifest["counts"]["triples"] == len(default)
    assert manifest["counts"]["quads"] == len(quads)
    described = [
        str(quad.object).split('"')[1]
        for quad in default
        if quad.subject == NamedNode(f"{BASE}dataset") and "void#triples" in quad.predicate.value
    ]
    description = [q for q in quads if q.graph_name == NamedNode(f"{BASE}graph/dataset")]
    assert [int(value) for value in described] == [len(default) - len(description)]


@pytest.mark.usefixtures("patience")
def test_another_base_moves_every_iri_of_ours(moved: BuildResult, built: BuildResult) -> None:
    for name in FILES:
        assert BASE.encode() not in (moved.folder / name).read_bytes(), name
    text = (moved.folder / "dataset.nq").read_text(encoding="utf-8")
    original = (built.folder / "dataset.nq").read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(original.splitlines())
    assert moved.version != built.version


@pytest.mark.parametrize("base", ["no-iri", "https://example.org/kg", "https://例.org/"])
def test_a_base_that_nothing_can_be_appended_to_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(BaseIriError):
        build(tmp_path, base=base)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("processes")
def test_a_refused_graph_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    from districtgraph.graph.claims.claim_files import dump_claim_file
    from districtgraph.graph.curation.overlay import read_overlay
    from districtgraph.graph.curation.reading import read_claims
    from districtgraph.graph.text.documents import read_document, read_record

    # A household count on an indicator that is given in yuan.
    figures = FIGURES.replace("indicator/households-benefiting-from-renovation",
                              "indicator/job-support-funds")  # fmt: skip
    corpus = tmp_path / "corpus"
    article = write_sample(corpus, figures=figures)
    record = read_record(article)
    content = read_claims(read_document(record, corpus / record.file), read_overlay(article))
    (article / "claims.yaml").write_text(dump_claim_file(content), encoding="utf-8")
    out = tmp_path / "out"
    with pytest.raises(GraphRejectedError) as caught:
        build(out, articles=corpus)
    assert "claim/sample/households" in str(caught.value)
    assert "the unit must be the usual unit of the indicator" in str(caught.value)
    assert not out.exists()
