"""Every command and query that a document prints runs as it is printed."""

import os
import re
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click
import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from districtgraph.cli import main
from districtgraph.graph.dataset.build import BuildResult

from .conftest import ROOT
from .patience import PATIENCE, PATIENT_CURL

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples/README.md"])
LOCAL = "http://127.0.0.1:8000"
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^ {4}(?=(?:districtgraph|curl|make|\.venv/bin/\w+) )((?:.*\\\n)*.*)", re.M)
SPAN = re.compile(r"`(districtgraph [a-z][^`]*|make [a-z-]+(?: [A-Z]+=[^`]*)?)`")


def fenced(language: str) -> list[tuple[Path, str]]:
    return [
        (page, body)
        for page in PAGES
        for name, body in FENCED.findall(page.read_text(encoding="utf-8"))
        if name == language
    ]


def commands() -> list[tuple[str, str]]:
    """Return the commands of all documents, each with the name of its document."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        shell = "\n".join(body for name, body in FENCED.findall(text) if name == "sh")
        printed = [*INDENTED.findall(text), *SPAN.findall(text), *shell.splitlines()]
        found += [(page.name, re.sub(r" *\\\n *", " ", item)) for item in printed]
    return found


def begin(word: str) -> list[tuple[str, str]]:
    return [item for item in commands() if re.match(rf"(\.venv/bin/)?{word} ", item[1])]


def words(command: str) -> list[str]:
    """Return a command's words up to what describes it, a comment, a pipe or a redirection."""
    parts = shlex.split(re.split(r"  +| [>|&#] ?", command)[0], comments=True)
    return [part.strip("[]…,") for part in parts]


@pytest.mark.parametrize(("page", "command"), begin("districtgraph"))
def test_a_command_of_ours_and_its_options_are_there(page: str, command: str) -> None:
    _, name, *rest = words(re.sub(r"\b(OLD NEW|NAME|DIR|FILES?)\b", "x", command))
    if name == "COMMAND":
        return
    found = main.commands[name]
    options = {option for parameter in found.params for option in parameter.opts} | {"--help"}
    assert {word.partition("=")[0] for word in rest if word.startswith("--")} <= options
    assert isinstance(found, click.Command)
    rest = [word for word in rest if word]
    with suppress(click.BadOptionUsage):  # A sentence may name an option without its value.
        _, extra, _ = found.make_parser(click.Context(found)).parse_args(rest)
        assert extra == [], f"`districtgraph {name}` accepts no further argument: {extra}"


def test_a_target_of_make_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {words(command)[1] for _, command in begin("make")}
    assert len(named) >= 6
    assert named <= targets


def test_every_target_of_make_is_listed_by_help_and_by_a_misspelling() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    (listed,) = re.findall(r"^TARGETS := (.*)$", makefile, re.MULTILINE)
    assert set(listed.split()) == targets


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("name", ["server", "sevre", "graph", "queries", "docs", "tests"])
def test_a_target_that_is_none_lists_those_that_are(name: str) -> None:
    result = subprocess.run(["make", name], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 2
    assert "Targets: serve test" in result.stderr


@pytest.mark.usefixtures("processes")
def test_every_curl_to_our_server_answers(address: str) -> None:
    found = {command for _, command in begin("curl") if f"{LOCAL}" in command}
    assert len(found) >= 3
    for command in found:
        result = subprocess.run(
            ["bash", "-c", f"{command.replace(LOCAL, address)} {PATIENT_CURL}"],
            capture_output=True,
            timeout=PATIENCE,
        )
        assert result.returncode == 0, (command, result.stderr)
        assert result.stdout


def test_every_query_that_is_printed_has_an_answer(built: BuildResult) -> None:
    queries = [*fenced("sparql"), *fenced("sql")]
    assert queries
    store = Store()
    store.bulk_load(path=str(built.folder / "dataset.nq"), format=RdfFormat.N_QUADS)
    for page, query in queries:
        solutions = store.query(query)
        assert isinstance(solutions, QuerySolutions), page
        assert list(solutions), page


@pytest.mark.usefixtures("processes")
def test_the_how_to_of_extraction_runs_from_top_to_bottom(tmp_path: Path) -> None:
    blocks = [body for page, body in fenced("sh") if page.name == "extract.md"]
    assert len(blocks) >= 3
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert result.returncode == 0, result.stderr
    assert "512.6亿元" in result.stdout
    assert "claims.jsonl" in result.stdout
