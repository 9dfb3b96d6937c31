"""export and diff as a script uses them: outputs, messages, exit codes."""

import gzip
import json
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, Store, parse

from districtgraph.graph.claims.claim_files import dump_claim_file
from districtgraph.graph.curation.articles import read_articles
from districtgraph.graph.curation.overlay import read_overlay
from districtgraph.graph.curation.reading import read_claims
from districtgraph.graph.dataset.assembly import assemble, to_quads
from districtgraph.graph.dataset.build import BuildResult
from districtgraph.graph.rdf.serialization import serialise
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.graph.text.documents import read_document, read_record
from districtgraph.ontology.hermit import ReasonerError, taxonomy

from .conftest import OTHER_BASE as NEW_BASE
from .graph.sample_article import write_sample
from .live_server import serving_store
from .test_command import run

pytestmark = pytest.mark.usefixtures("processes")

FILE_FACTS = r"^<[^>]*/dataset#[^>]*> <[^>]*(#byteSize|#type> <http://spdx.org/|//spdx.org/)"
JOBS = f"{BASE}id/claim/dadong-district/jobs-kept"


@pytest.fixture(scope="module")
def changed(built: BuildResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset with another value in one claim."""
    path = tmp_path_factory.mktemp("changed") / "changed.nq"
    text = (built.folder / "dataset.nq").read_text(encoding="utf-8")
    path.write_text(text.replace('"75000"', '"76000"'), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a dataset of another article: other claims, the same ontology."""
    folder = tmp_path_factory.mktemp("sample")
    article = write_sample(folder)
    record = read_record(article)
    content = read_claims(read_document(record, folder / record.file), read_overlay(article))
    (article / "claims.yaml").write_text(dump_claim_file(content), encoding="utf-8")
    path = folder / "sample.nq"
    quads = to_quads(assemble(read_articles(folder)))
    path.write_bytes(serialise(quads, "nq", BASE))
    return path


@pytest.mark.parametrize("name", ["export", "diff"])
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.returncode == 0
    assert "--format" in result.stdout
    assert name in run("--help").stdout


@pytest.mark.parametrize("name", ["nq", "trig", "ttl", "jsonld"])
def test_export_without_a_base_gives_the_dataset_s_own_files(
    built: BuildResult, tmp_path: Path, name: str
) -> None:
    file = tmp_path / f"copy.{name}"
    result = run("export", "--data", str(built.folder), str(file))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert file.read_bytes() == (built.folder / f"dataset.{name}").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_export_to_another_base_is_what_a_build_there_gives(
    built: BuildResult, moved: BuildResult
) -> None:
    """But for the version, and sizes and checksums of files. And back again."""
    datasets = {BASE: built, NEW_BASE: moved}
    for old, new in ((BASE, NEW_BASE), (NEW_BASE, BASE)):
        result = run("export", "--data", str(datasets[old].folder), "--base-iri", new, "-")
        assert result.returncode == 0
        wanted = (datasets[new].folder / "dataset.nq").read_text(encoding="utf-8")
        wanted = wanted.replace(datasets[new].version, datasets[old].version)
        lines = wanted.splitlines()
        comparable = [line for line in lines if not re.search(FILE_FACTS, line)]
        assert 0 < len(lines) - len(comparable) < 100
        assert result.stdout.splitlines() == comparable


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("for_reasoners", [True, False])
def test_a_reasoner_reads_the_whole_export_that_is_made_for_it_and_refuses_dates(
    small: BuildResult, tmp_path: Path, for_reasoners: bool
) -> None:
    file = tmp_path / "whole.ttl"
    options = ("--owl",) if for_reasoners else ()
    result = run("export", "--data", str(small.folder), *options, str(file))
    assert (result.returncode, result.stderr) == (0, "")
    triples = [quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE)]
    if for_reasoners:
        assert taxonomy(triples) is not None
    else:
        with pytest.raises(ReasonerError, match="XMLSchema#date"):
            taxonomy(triples)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--base-iri", "example.org"), "'example.org' is not an absolute IRI"),
        (("--base-iri", "https://example.org"), "must be ASCII and end in / or #"),
        (
            ("--base-iri", "http://qudt.org/"),
            "'http://qudt.org/' cannot be the base of the dataset: ",
        ),
        (("some.xlsx",), "some.xlsx: its extension is not one of .nq, .trig, .ttl, .jsonld"),
        (("--format", "csv"), "'csv' is not one of 'nq', 'trig', 'ttl', 'jsonld'"),
        (("no-such-folder/some.nq",), "no-such-folder/some.nq: cannot be written"),
    ],
)
def test_a_failed_export_gives_exit_code_2(
    built: BuildResult, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run("export", "--data", str(built.folder), *arguments, cwd=tmp_path)
    assert_refused(result, message)
    assert list(tmp_path.iterdir()) == []


def assert_refused(result: "subprocess.CompletedProcess[str]", message: str) -> None:
    assert result.returncode == 2
    assert message in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_folder_without_a_dataset_is_named(tmp_path: Path) -> None:
    message = f"{tmp_path}: there is no dataset.nq in it; `districtgraph build --data {tmp_path}`"
    assert_refused(run("export", "--data", str(tmp_path)), message)
    assert_refused(run("diff", str(tmp_path), str(tmp_path)), message)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing", None, "missing: there is no such file or folder"),
        ("missing.nq", None, "missing.nq: there is no such file or folder"),
        ("plain.nq.gz", "not packed", "plain.nq.gz: cannot be read: "),
        ("some.gz", "", "some.gz: the extension names no RDF format"),
        ("some.xlsx", "", "some.xlsx: the extension names no RDF format"),
        ("broken.trig", "<http://a/> no triple", "broken.trig: is not TriG: "),
        ("unnamed.nq", "<http://a/> <http://b/> 'c' _:g .", "the graph _:"),
    ],
)
def test_a_file_that_cannot_be_compared_is_named(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    path, other = tmp_path / name, tmp_path / "other.nq"
    other.write_text(f"<{JOBS}> <{BASE}ontology#evidence> <urn:words> .\n", encoding="utf-8")
    if content is not None:
        path.write_text(content.replace("'", '"'), encoding="utf-8")
    assert_refused(run("diff", str(other), str(path)), message)
    assert_refused(run("diff", str(path), str(other)), message)


def test_datasets_of_different_bases_are_refused(small: BuildResult, tmp_path: Path) -> None:
    moved = tmp_path / "moved.nq"
    run("export", "--data", str(small.folder), "--base-iri", NEW_BASE, str(moved))
    message = f"moved.nq has {NEW_BASE}: nothing in them is the same; `districtgraph export"
    assert_refused(run("diff", str(small.folder), str(moved)), message)


def test_the_same_is_no_difference(small: BuildResult, tmp_path: Path) -> None:
    trig = tmp_path / "copy.trig"
    shutil.copy(small.folder / "dataset.trig", trig)
    for name, output in (("text", "no difference\n"), ("sparql", "")):
        result = run("diff", str(small.folder), str(trig), "--format", name, "--exit-code")
        assert (result.returncode, result.stdout, result.stderr) == (0, output, "")


def test_a_packed_backup_can_be_compared(small: BuildResult, tmp_path: Path) -> None:
    packed = tmp_path / "backup.nq.gz"
    packed.write_bytes(gzip.compress((small.folder / "dataset.nq").read_bytes()))
    assert run("diff", str(small.folder), str(packed)).stdout == "no difference\n"


def test_a_difference_is_an_exit_code_where_it_is_asked_for(
    small: BuildResult, tmp_path: Path
) -> None:
    text = (small.folder / "dataset.nq").read_text(encoding="utf-8")
    changed = tmp_path / "changed.nq"
    changed.write_text(text.replace('"500000000"', '"600000000"'), encoding="utf-8")
    assert run("diff", str(small.folder), str(changed)).returncode == 0
    assert run("diff", str(small.folder), str(changed), "--exit-code").returncode == 1


@pytest.mark.parametrize(
    ("language", "heading", "field"),
    [
        ("zh", "~ 稳住就业岗位数：7.5万个 (观测值)", "数值: 75000 → 76000"),
        ("en", "~ Jobs kept: 7.5万个 (observation)", "value: 75000 → 76000"),
    ],
)
def test_a_changed_claim_is_reported_with_its_quote(
    built: BuildResult, changed: Path, language: str, heading: str, field: str
) -> None:
    result = run("diff", str(built.folder), str(changed), "--language", language)
    assert result.stdout.splitlines() == [
        "claims: 0 added, 0 removed, 1 changed; quads: 2 added, 2 removed",
        "",
        heading,
        f"    {JOBS}",
        "    “稳住就业岗位7.5万个” 2025–2036",
        f"    {field}",
        "",
        "default graph: +1 -1",
    ]


def test_triples_without_graphs_are_compared_by_claim_too(
    built: BuildResult, tmp_path: Path
) -> None:
    text = (built.folder / "dataset.ttl").read_text(encoding="utf-8")
    path = tmp_path / "changed.ttl"
    path.write_text(text.replace('"75000"', '"76000"'), encoding="utf-8")
    result = run("diff", str(built.folder / "dataset.ttl"), str(path))
    assert "claims: 0 added, 0 removed, 1 changed; quads: 1 added, 1 removed" in result.stdout
    assert "    “稳住就业岗位7.5万个” 2025–2036\n    value: 75000 → 76000\n" in result.stdout


def test_json_has_terms_names_and_quotes(built: BuildResult, changed: Path) -> None:
    result = run("diff", str(built.folder), str(changed), "--format", "json")
    content = json.loads(result.stdout)
    assert content["quads"] == {"added": 2, "removed": 2}
    (claim,) = content["claims"]
    assert (claim["claim"], claim["change"]) == (JOBS, "changed")
    assert claim["labels"] == {"zh": "稳住就业岗位数：7.5万个", "en": "Jobs kept: 7.5万个"}
    assert claim["quotes"] == [{"start": 2025, "end": 2036, "text": "稳住就业岗位7.5万个"}]
    (field,) = claim["fields"]
    assert field["property"]["labels"] == {"zh": "数值", "en": "value"}
    assert field["old"][0]["term"] == '"75000"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    assert field["new"][0]["text"] == "76000"


def test_added_and_removed_claims_are_reported_with_their_values(
    built: BuildResult, sample: Path
) -> None:
    text = run("diff", str(sample), str(built.folder)).stdout
    claims = built.counts["claims"]
    assert text.startswith(f"claims: {claims} added, ")
    added = text.partition(f"    {JOBS}\n")[2].partition("\n\n")[0].splitlines()
    assert added[0] == "    “稳住就业岗位7.5万个” 2025–2036"
    assert "    value: 75000" in added
    assert "    has comparator: equal to" in added
    assert not [line for line in added if "evidence" in line or "rdf:type" in line]
    back = run("diff", str(built.folder), str(sample)).stdout
    assert f", {claims} removed, 0 changed; " in back.splitlines()[0]


def canonical(store: Store) -> Dataset:
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def store_of(path: Path) -> Store:
    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    return store


def without_an_axiom(path: Path, copy: Path) -> None:
    """Leave out a class axiom, in both graphs, with what hangs on its blank node."""
    store = store_of(path)
    store.update(
        f"""PREFIX owl: <http://www.w3.org/2002/07/owl#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        DELETE {{ ?class rdfs:subClassOf ?b . ?b ?p ?o
                  GRAPH ?g {{ ?class rdfs:subClassOf ?b . ?b ?p ?o }} }}
        WHERE {{ BIND (<{BASE}ontology#Observation> AS ?class)
          ?class rdfs:subClassOf ?b . ?b owl:onProperty ?on ; ?p ?o . FILTER isBlank(?b)
          GRAPH ?g {{ ?class rdfs:subClassOf ?b . ?b ?p ?o }} }}"""
    )  # fmt: skip
    store.dump(str(copy), format=RdfFormat.N_QUADS)


def test_our_own_server_takes_the_update(built: BuildResult, changed: Path, tmp_path: Path) -> None:
    update = run("diff", str(built.folder), str(changed), "--format", "sparql").stdout
    store, token = tmp_path / "store", "the-token-of-this-test"
    assert run("load", "--store", str(store), str(built.folder / "dataset.nq")).returncode == 0
    with serving_store(store, token=token) as address:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/sparql-update"}
        request = urllib.request.Request(f"{address}/sparql", update.encode(), headers)
        with urllib.request.urlopen(request) as response:
            assert response.status == 204
        backup = tmp_path / "backup.nq"
        assert run("backup", "--server", address, str(backup)).returncode == 0
    assert canonical(store_of(backup)) == canonical(store_of(changed))


def test_the_update_makes_the_new_dataset_of_the_old_one(
    small: BuildResult, sample: Path, tmp_path: Path
) -> None:
    """In both directions: a value, all claims, axioms of the ontology."""
    old = small.folder / "dataset.nq"
    without_an_axiom(old, fewer := tmp_path / "fewer.nq")
    text = old.read_text(encoding="utf-8")
    (changed := tmp_path / "changed.nq").write_text(
        text.replace('"500000000"', '"600000000"'), encoding="utf-8"
    )
    old_content, updates = canonical(store_of(old)), {}
    for name, new in (("value", changed), ("claims", sample), ("axioms", fewer)):
        # All through a store, which stores some numbers with another type.
        new_content = canonical(store_of(new))
        for before, after, wanted in ((old, new, new_content), (new, old, old_content)):
            update = run("diff", str(before), str(after), "--format", "sparql").stdout
            updates[name, after == new] = update
            store = store_of(before)
            store.update(update)
            assert canonical(store) == wanted, name
    assert max(len(updates["value", ahead]) for ahead in (True, False)) < 2000
    assert len(updates["claims", False]) > 1_000_000
    assert "isBlank" in updates["axioms", True]
