"""The command as a script uses it: outputs, messages, exit codes."""

import gzip
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from districtgraph.graph.dataset.build import BuildResult
from districtgraph.queries import load_questions

from .commands import run_command, start_command
from .conftest import ROOT
from .live_server import (
    free_port,
    serving_in_place,
    serving_store,
    wait_until_ready,
)
from .patience import PATIENCE, PATIENT_CURL
from .small_corpus import SMALL_CORPUS

pytestmark = pytest.mark.usefixtures("processes")

COMMANDS = (
    "build",
    "diff",
    "export",
    "extract",
    "load",
    "mcp",
    "query",
    "serve",
    "token",
    "verify",
)


Completed = subprocess.CompletedProcess[str]


def run(*arguments: str, cwd: Path | None = None) -> Completed:
    return decoded(run_command(*arguments, cwd=cwd))


def start(*arguments: str, cwd: Path | None = None) -> Completed:
    """Run a command as a shell does: it loads its modules itself."""
    return decoded(start_command(*arguments, cwd=cwd))


def decoded(done: "subprocess.CompletedProcess[bytes]") -> Completed:
    output, errors = done.stdout.decode(), done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, output, errors)


def test_help_names_every_command_and_the_exit_codes() -> None:
    result = start("--help")
    assert result.returncode == 0
    assert all(name in result.stdout for name in COMMANDS)
    assert "Exit codes: 0" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_in_the_readme(name: str) -> None:
    assert start(name, "--help").returncode == 0
    assert f"districtgraph {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_an_unknown_command_is_refused() -> None:
    result = start("biuld")
    assert result.returncode == 2
    assert "No such command" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("--help",), ("biuld",), ("load", "--store", "some", "none.nt"), ("query", "ASK")]
)
def test_a_command_of_these_tests_ends_as_one_that_is_started(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    ran, started = run(*arguments, cwd=tmp_path), start(*arguments, cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (
        started.returncode, started.stdout, started.stderr,
    )  # fmt: skip


def test_a_question_by_name(built: BuildResult) -> None:
    result = start("query", "targets-and-their-years", "--data", str(built.folder))
    assert result.returncode == 0
    assert "2600亿元" in result.stdout


def test_a_query_as_text_and_as_a_file(built: BuildResult, tmp_path: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/districtgraph/ontology#Target> }"
    (tmp_path / "targets.rq").write_text(text, encoding="utf-8")
    for argument in (text, str(tmp_path / "targets.rq")):
        result = run("query", argument, "--data", str(built.folder))
        assert (result.returncode, result.stdout.split()) == (0, ["n", "2"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("targets-and-their-year",), "did you mean targets-and-their-years"),
        (("SELECT * {",), "line 1, column 11"),
        (("SELECT * { SERVICE <http://127.0.0.1:9/> {} }",), "SERVICE is refused"),
        (("ASK {}", "--format", "image/png"), "application/sparql-results+json"),
        (("ASK {}", "--endpoint", "http://127.0.0.1:9/sparql"), "cannot be reached"),
    ],
)
def test_an_invalid_query_gives_exit_code_2(
    built: BuildResult, arguments: tuple[str, ...], message: str
) -> None:
    result = run("query", *arguments, "--data", str(built.folder))
    assert result.returncode == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_an_endpoint_can_be_asked(address: str) -> None:
    result = run("query", "rankings", "--endpoint", f"{address}/sparql")
    assert result.returncode == 0
    assert "全市最低" in result.stdout


def test_verify_prints_the_audit(sources: Path) -> None:
    result = run("verify", "--sources", str(sources))
    assert result.returncode == 0, result.stdout
    assert "numeral   1952–1957  1056万  ← assistance-funds" in result.stdout
    assert "稳住就业岗位7.5万个  ← jobs-kept" in result.stdout
    assert "excluded: technical-name (by numeral-exclusions)" in result.stdout
    assert "problems: 0" in result.stdout


def test_verify_without_the_text_is_exit_code_2(tmp_path: Path) -> None:
    result = run("verify", "--sources", str(tmp_path))
    assert result.returncode == 2
    assert "cannot be read" in result.stderr
    assert "DISTRICTGRAPH_SOURCES" in result.stderr


def test_extract_gives_the_committed_claims(sources: Path) -> None:
    result = run("extract", "--sources", str(sources))
    assert result.returncode == 0
    assert re.fullmatch(r"dadong-district: \d+ claims, unchanged\n", result.stdout)


def test_a_wrong_base_is_exit_code_2(tmp_path: Path) -> None:
    result = run("build", "--data", str(tmp_path / "out"), "--base-iri", "example.org")
    assert result.returncode == 2
    assert "is not an absolute IRI" in result.stderr


def test_a_port_in_use_is_reported(built: BuildResult, address: str) -> None:
    port = address.rpartition(":")[2]
    result = run("serve", "--data", str(built.folder), "--port", port)
    assert result.returncode == 2
    assert "choose another --port" in result.stderr


def test_a_server_that_cannot_start_says_so_before_it_builds(address: str, tmp_path: Path) -> None:
    port = address.rpartition(":")[2]
    for options in (("--port", port), ("--port", "1", "--sources", str(tmp_path / "nowhere"))):
        result = run("serve", "--data", str(tmp_path / "built"), *options)
        assert result.returncode == 2
        assert not (tmp_path / "built").exists()
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--host", "no.such.host.invalid"), "choose another --host"),
        (("--host", "192.0.2.1"), "choose another --host"),
        (("--host", "a..b"), "choose another --host"),
        (("--port", "0"), "--port is 0, but must be 1 to 65535"),
        (("--public-url", "nope"), "--public-url is nope, but must be an address"),
        (("--public-url", "https://example.org/?a=b"), "but must be an address"),
        (("--federation-hosts", "dbpedia.org, a/b"), "--federation-hosts has a/b, but takes HOST"),
        (("--access-log", "/nonexistent/log"), "--access-log: this file cannot be written"),
        (("--query-log", "/"), "--query-log: this file cannot be written"),
    ],
)
def test_a_server_that_cannot_start_says_why_in_a_line(
    options: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    if "--port" not in options:
        options += ("--port", str(free_port()))
    result = run("serve", "--store", str(tmp_path / "store"), *options)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert message in line


def test_a_store_that_is_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "parent").write_text("a file", encoding="utf-8")
    store = str(tmp_path / "parent" / "store")
    (tmp_path / "some.nt").write_text("<http://a/> <http://b/> 'c' .", encoding="utf-8")
    for arguments in (
        ("serve", "--store", store, "--port", str(free_port())),
        ("load", "--store", store, str(tmp_path / "some.nt")),
    ):
        result = run(*arguments)
        assert result.returncode == 2
        (line,) = result.stderr.splitlines()
        assert store in line


def test_a_second_start_builds_and_loads_nothing_again(built: BuildResult, tmp_path: Path) -> None:
    folder = tmp_path / "built"
    shutil.copytree(built.folder, folder, ignore=shutil.ignore_patterns("store"))

    def made() -> dict[str, int]:
        files = [*folder.glob("dataset.*"), folder / "manifest.json", *folder.glob("store/*/live")]
        return {path.name: path.stat().st_ino for path in files}

    with serving_in_place(folder):
        first = made()
    with serving_in_place(folder):
        assert made() == first
    assert "live" in first


def test_a_store_that_a_server_has_open_is_reported(tmp_path: Path) -> None:
    with serving_store(tmp_path / "store"):
        (tmp_path / "some.nt").write_text("<http://a/> <http://b/> 'c' .", encoding="utf-8")
        result = run("load", "--store", str(tmp_path / "store"), str(tmp_path / "some.nt"))
        assert result.returncode == 2
        assert "another process writes this store; stop it first" in result.stderr
        assert "Traceback" not in result.stderr


def test_a_second_server_of_one_store_is_refused(tmp_path: Path) -> None:
    with serving_store(tmp_path / "store"):
        log = tmp_path / "log"
        command = [sys.executable, "-m", "districtgraph", "serve", "--store", "store"]
        with log.open("wb") as stderr:
            process = subprocess.Popen(
                [*command, "--port", str(free_port())],
                stderr=stderr,
                cwd=tmp_path,
                start_new_session=True,
            )
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=PATIENCE)
            pytest.fail("a server of a store that is in use neither serves nor says so")
        complaint = log.read_text(encoding="utf-8")
        assert process.returncode == 2
        assert "another process writes this store; stop it first" in complaint
        assert "a folder of its own (--data or --store)" in complaint
        assert "Traceback" not in complaint


def test_load_makes_a_store_that_serve_serves(tmp_path: Path) -> None:
    (tmp_path / "one.ttl").write_text('<http://a/> <http://b/> "区" .', encoding="utf-8")
    (tmp_path / "two.nq").write_text('<http://a/> <http://b/> "c" <http://g/> .', encoding="utf-8")
    store = tmp_path / "store"
    result = run("load", "--store", str(store), *(str(tmp_path / n) for n in ("one.ttl", "two.nq")))
    assert (result.returncode, result.stdout) == (0, "")
    assert f"Loaded 2 files into {store}" in result.stderr
    with serving_store(store) as address:
        text = "SELECT ?x ?y { ?s ?p ?x . GRAPH <http://g/> { ?s ?p ?y } }"
        answer = run("query", text, "--endpoint", f"{address}/sparql")
        assert answer.stdout.splitlines() == ["x,y", "区,c"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("some.xlsx", "", "the extension names no RDF format"),
        ("some.nt", "<http://a/> no triple", "some.nt: "),
        ("missing.nt", None, "missing.nt' does not exist"),
    ],
)
def test_a_failed_load_gives_exit_code_2(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    result = run("load", "--store", str(tmp_path / "store"), str(tmp_path / name))
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("scope", ["write", "read"])
def test_a_token_is_shown_once_and_its_line_has_only_the_hash(scope: str) -> None:
    result = run("token", "editors", "--scope", scope)
    secret = result.stderr.rpartition(": ")[2].strip()
    assert len(secret) >= 40
    assert result.stdout == f"editors {scope} {hashlib.sha256(secret.encode()).hexdigest()}\n"


def test_no_two_tokens_are_the_same() -> None:
    assert run("token", "editors").stdout != run("token", "editors").stdout


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("--config", "worker = 3", "no setting 'worker'; did you mean workers"),
        ("--config", "zzzzzzzz = 3", "no setting 'zzzzzzzz'"),
        ("--config", "workers = ", "settings"),
        ("--config", "workers = 'many'", "'many' is not a valid integer"),
        ("--token-file", "# who\neditors write abc", "line 2: not 'NAME read|write SHA256'"),
    ],
)
def test_a_malformed_file_of_settings_is_exit_code_2(
    tmp_path: Path, file: str, content: str, message: str
) -> None:
    path = tmp_path / "settings"
    path.write_text(content, encoding="utf-8")
    result = run("serve", "--store", str(tmp_path / "store"), file, str(path))
    assert result.returncode == 2
    assert message in result.stderr
    assert "did you mean ?" not in result.stderr
    assert "Traceback" not in result.stderr


@pytest.fixture
def little_to_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have commands that are started build the small corpus, which takes half the time."""
    monkeypatch.setenv("DISTRICTGRAPH_ARTICLES", str(SMALL_CORPUS))


@pytest.mark.usefixtures("little_to_build")
def test_a_dataset_has_a_base_that_questions_use(tmp_path: Path) -> None:
    data = ["--data", str(tmp_path / "out")]
    base = "http://127.0.0.1:8000/"
    assert start("build", *data, "--base-iri", base).returncode == 0
    result = start("query", *data, "targets-and-their-years")
    assert f"{base}id/claim/yunling/automotive-output-2030," in result.stdout
    assert "到2030年,5亿元" in result.stdout


def test_the_questions_are_listed_with_their_titles() -> None:
    result = run("query", "--list")
    assert result.returncode == 0
    names = [line.split()[0] for line in result.stdout.splitlines()]
    assert names == [question.name for question in load_questions()]
    assert "Which values are not exact?" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (str(ROOT / "README.md"),),
            "README.md: this file contains no SPARQL query; `district",
        ),
        ((str(ROOT / "server/web/static/icon.svg"),), "this file contains no SPARQL query"),
        ((sys.executable,), "not text in UTF-8"),
        (("no-such-file.rq",), "`districtgraph query --list` lists the questions"),
        (("DROP ALL",), "this is an update, and `districtgraph query` only reads"),
        (("PREFIX a: <http://a/> INSERT DATA { a:b a:c 1 }",), "this is an update"),
        (("ASK { ?s dg:place ?o }",), "begin with PREFIX dg: <https://w3id.org/districtgraph/ont"),
        (("ASK { ?s ex:p 1 }",), "the prefix ex: is not declared; begin with PREFIX ex: <…>"),
        (("ASK {}", "--format", "xlsx"), "no format is called 'xlsx'; give a media type or one of"),
    ],
)
def test_an_argument_that_is_no_query_is_refused_with_advice(
    built: BuildResult, arguments: tuple[str, ...], message: str
) -> None:
    result = run("query", *arguments, "--data", str(built.folder))
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("query", "name", "begins"),
    [
        ("ASK {}", "json", "{"),
        ("ASK {}", "xml", "<?xml"),
        ("ASK {}", "csv", "true"),
        ("CONSTRUCT WHERE { ?s ?p 1 }", "json", "[{"),
        ("CONSTRUCT { <http://a/> <http://b/> 1 } {}", "nt", "<http://a/>"),
    ],
)
def test_a_format_has_the_name_that_the_api_knows(
    built: BuildResult, query: str, name: str, begins: str
) -> None:
    result = run("query", query, "--format", name, "--data", str(built.folder))
    assert result.stdout.startswith(begins), result.stderr


def test_a_site_in_place_of_its_endpoint_is_corrected(address: str) -> None:
    result = run("query", "ASK {}", "--endpoint", f"{address}/")
    assert result.returncode == 2
    assert f"the endpoint is probably {address}/sparql" in result.stderr


@pytest.mark.usefixtures("little_to_build")
def test_a_dataset_that_is_built_unasked_is_announced(tmp_path: Path) -> None:
    result = start("query", "ASK {}", cwd=tmp_path)
    assert result.stdout.strip() == "true"
    assert f"Building the dataset in {tmp_path.resolve() / 'build'}" in result.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("serve", "--store", "nope.ttl"), "a store is a folder; `districtgraph load --store DIR"),
        (("serve", "--store", "nope.nq.gz"), "a store is a folder"),
        (("load", "--store", "nope.ttl", "some.nt"), "a store is a folder"),
        (("serve", "--store", "new", "--sources", "/nope"), "--sources: /nope is not a folder"),
        (("token", "a b"), "no space and no #"),
        (("token", "a#b"), "no space and no #"),
        (("token", ""), "no space and no #"),
    ],
)
def test_an_option_that_cannot_be_meant_is_refused(
    options: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    result = run(*options, cwd=tmp_path)
    assert result.returncode == 2
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_advises_make_too(built: BuildResult, address: str) -> None:
    port = int(address.rpartition(":")[2])
    result = run("serve", "--data", str(built.folder), "--port", str(port))
    assert f"`make serve PORT={port + 1}`" in result.stderr


def test_load_takes_what_backup_wrote(tmp_path: Path) -> None:
    backup, store = tmp_path / "all.nq.gz", tmp_path / "store"
    with gzip.open(backup, "wb") as file:
        file.write(b'<http://a/> <http://b/> "c" <http://g/> .\n')
    result = run("load", "--store", str(store), str(backup))
    assert (result.returncode, result.stdout) == (0, "")
    copy = tmp_path / "copy.nq.gz"
    with serving_store(store) as address:
        assert run("backup", "--server", address, str(copy)).returncode == 0
    assert gzip.decompress(copy.read_bytes()) == gzip.decompress(backup.read_bytes())


@pytest.mark.parametrize(
    "content",
    [b"no gzip", gzip.compress(b"<http://a/> no quad"), gzip.compress(b"x" * 999)[:20]],
    ids=["not packed", "no quads", "cut off"],
)
def test_a_packed_file_that_cannot_be_loaded_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "all.nq.gz").write_bytes(content)
    result = run("load", "--store", "store", "all.nq.gz", cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.startswith("districtgraph: all.nq.gz: ")
    assert "Traceback" not in result.stderr


def test_json_ld_that_names_its_context_is_refused_with_what_to_do(tmp_path: Path) -> None:
    text = '{"@context": "https://example.org/context.jsonld", "a": 1}'
    (tmp_path / "some.jsonld").write_text(text, encoding="utf-8")
    result = run("load", "--store", "store", "some.jsonld", cwd=tmp_path)
    assert result.returncode == 2
    assert "put the context itself in place of the address" in result.stderr


@pytest.mark.parametrize("of_a_store", [False, True])
def test_the_command_that_a_server_prints_runs_anywhere(
    of_a_store: bool, built: BuildResult, tmp_path: Path
) -> None:
    port = free_port()
    (tmp_path / "some.nt").write_text('<http://a/> <http://b/> "c" .', encoding="utf-8")
    shutil.copytree(built.folder, tmp_path / "data", ignore=shutil.ignore_patterns("store"))
    served = ("--data", "data")
    if of_a_store:
        assert run("load", "--store", "store", "some.nt", cwd=tmp_path).returncode == 0
        served = ("--store", "store")
    log = tmp_path / "log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "districtgraph", "serve", *served, "--port", str(port)],
            stderr=stderr,
            cwd=tmp_path,
        )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", process, log)
        (command,) = re.findall(r"^  (curl .*)$", log.read_text(encoding="utf-8"), re.MULTILINE)
        answer = subprocess.run(
            ["bash", "-c", f"{command} {PATIENT_CURL}"],
            capture_output=True, text=True, cwd=tmp_path, timeout=PATIENCE,
        )  # fmt: skip
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
    assert answer.returncode == 0, command
    assert ("http://a/" if of_a_store else "2600亿元") in answer.stdout
