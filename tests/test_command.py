"""The command as a script uses it: outputs, messages, exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

from districtgraph.graph.build import BuildResult

from .conftest import ROOT
from .live_server import free_port

COMMANDS = ("build", "extract", "query", "serve", "verify")


def run(*arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "districtgraph", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def test_help_names_every_command_and_the_exit_codes() -> None:
    result = run("--help")
    assert result.returncode == 0
    assert all(name in result.stdout for name in COMMANDS)
    assert "Exit codes: 0" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(name: str) -> None:
    assert run(name, "--help").returncode == 0
    assert f"districtgraph {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_typo_is_told() -> None:
    result = run("biuld")
    assert result.returncode == 2
    assert "No such command" in result.stderr


def test_a_question_by_name(built: BuildResult) -> None:
    result = run("query", "targets-and-their-years", "--data", str(built.folder))
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
        (("ASK {}", "--endpoint", "http://127.0.0.1:9/sparql"), "cannot be asked"),
    ],
)
def test_what_cannot_be_asked_is_exit_code_2(
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
    assert (result.returncode, result.stdout) == (0, "dadong-district: 338 claims, unchanged\n")


def test_a_wrong_base_is_exit_code_2(tmp_path: Path) -> None:
    result = run("build", "--data", str(tmp_path / "out"), "--base-iri", "example.org")
    assert result.returncode == 2
    assert "is not an absolute IRI" in result.stderr


def test_a_port_in_use_is_told(built: BuildResult, address: str) -> None:
    port = address.rpartition(":")[2]
    result = run("serve", "--data", str(built.folder), "--port", port)
    assert result.returncode == 2
    assert "take another --port" in result.stderr


def test_a_second_start_serves_at_once(built: BuildResult, address: str) -> None:
    import time

    from .live_server import serving

    # The time is bounded loosely here: what is asserted is that nothing is built or loaded again.
    before = time.monotonic()
    with serving(built.folder) as url:
        print(f"second start: {time.monotonic() - before:.2f} s at {url}")
    assert free_port()
