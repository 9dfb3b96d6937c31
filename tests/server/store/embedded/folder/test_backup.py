"""Backup and restore of a running server: whole or not at all, packed or not."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from districtgraph.cli import main
from tests.live_server import serving_store
from tests.server.http_client import HttpClient

pytestmark = pytest.mark.usefixtures("processes")

TOKEN = "the-secret-of-this-test"
TRIPLES = "".join(f'<urn:s{n}> <urn:区> "值 {n}" .\n' for n in range(2000))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_store(tmp_path_factory.mktemp("store"), token=TOKEN) as address:
        yield address


def update(server: str, text: str) -> None:
    client = HttpClient(server, TOKEN)
    reply = client.post("/sparql", text.encode(), "application/sparql-update")
    assert reply.status == 204, reply.text


def quads(server: str) -> set[str]:
    reply = HttpClient(server).get("/store", accept="application/n-quads")
    return set(reply.text.splitlines())


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments, env={"DISTRICTGRAPH_WRITE_TOKEN": TOKEN})
    return result.exit_code, result.output


@pytest.mark.parametrize("name", ["all.nq", "all.nq.gz"])
def test_a_backup_restores_all_quads(server: str, tmp_path: Path, name: str) -> None:
    update(server, f"DROP ALL; INSERT DATA {{ {TRIPLES} GRAPH <urn:g> {{ <urn:s> <urn:p> 1 }} }}")
    before = quads(server)
    file = tmp_path / name
    assert run("backup", "--server", server, str(file)) == (0, f"Saved 2,001 quads to {file}.\n")
    content = file.read_bytes()
    text = gzip.decompress(content) if name.endswith(".gz") else content
    assert set(text.decode().splitlines()) == before
    update(server, "DROP ALL; INSERT DATA { <urn:other> <urn:p> 2 }")
    assert run("restore", "--server", server, str(file))[0] == 0
    assert quads(server) == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_broken_backup_changes_nothing(server: str, tmp_path: Path) -> None:
    update(server, "DROP ALL; INSERT DATA { <urn:s> <urn:p> 1 }")
    before = quads(server)
    file = tmp_path / "broken.nq"
    file.write_text(TRIPLES + "<urn:s> <urn:p", encoding="utf-8")
    code, output = run("restore", "--server", server, str(file))
    assert code == 2
    assert "answered 400" in output
    assert quads(server) == before


def test_a_wrong_token_is_reported(server: str, tmp_path: Path) -> None:
    file = tmp_path / "all.nq"
    file.write_text(TRIPLES, encoding="utf-8")
    code, output = run("restore", "--server", server, "--token", "wrong", str(file))
    assert code == 2
    assert "answered 401" in output


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "localhost", "ftp://localhost/"])
def test_a_missing_server_is_reported_and_no_file_is_left(tmp_path: Path, address: str) -> None:
    code, output = run("backup", "--server", address, str(tmp_path / "all.nq"))
    assert code == 2
    assert "cannot be reached" in output or "no server's address" in output
    assert list(tmp_path.iterdir()) == []
