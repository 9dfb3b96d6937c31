"""The Flask application under gunicorn: forks, several processes over one store, and the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Store

from districtgraph.server.store.embedded.folder.loading import newest_generation
from tests.live_server import free_port
from tests.patience import PATIENCE, PATIENT_VARIABLES, wait_until

from .child_processes import children
from .conftest import TOKEN
from .http_client import HttpClient

pytestmark = pytest.mark.usefixtures("processes")

ASK = "/sparql?query=ASK{}"
WRITER = "districtgraph.server.store.embedded.writing.store_writer"


@contextmanager
def gunicorn(store: Path, *options: str) -> "Iterator[tuple[HttpClient, subprocess.Popen[bytes]]]":
    """Run gunicorn over a store until it is left; yields a client with a token, and gunicorn."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads", "4", *options),
        *("--bind", f"127.0.0.1:{port}", "districtgraph.server:create_app()"),
    ]
    variables = {
        "DISTRICTGRAPH_STORE": str(store), "DISTRICTGRAPH_WRITE_TOKEN": TOKEN, **PATIENT_VARIABLES,
    }  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, **variables})
    client = HttpClient(f"http://127.0.0.1:{port}", TOKEN)
    try:
        until_answered(client, process)
        yield client, process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def until_answered(client: HttpClient, process: "subprocess.Popen[bytes]") -> None:
    def answered() -> bool:
        assert process.poll() is None, process.communicate()[1].decode()
        try:
            return client.get(ASK).status == 200
        except OSError:
            return False

    wait_until(answered, client.address)


@pytest.mark.parametrize("options", [(), ("--preload",)], ids=["forked first", "made first"])
def test_only_one_of_two_processes_serves_the_store_and_the_other_reports_it(
    processes: None, tmp_path: Path, options: tuple[str, ...]
) -> None:
    with gunicorn(tmp_path / "store", "--workers", "2", *options) as (client, _):

        def write(number: int) -> tuple[int, str]:
            reply = client.update(f"INSERT DATA {{ <urn:s> <urn:p> {number} }}")
            return reply.status, reply.text

        with ThreadPoolExecutor(8) as threads:
            replies = list(threads.map(write, range(60)))
    assert {status for status, _ in replies} <= {204, 503}
    refused = [text for status, text in replies if status == 503]
    assert all("gunicorn --workers 1 --threads" in text for text in refused)
    acknowledged = sum(status == 204 for status, _ in replies)
    # What was acknowledged is there, and nothing else is.
    newest = newest_generation(tmp_path / "store")
    assert len(Store.read_only(str(newest))) == acknowledged > 0


def test_its_processes_end_with_it(processes: None, tmp_path: Path) -> None:
    with gunicorn(tmp_path / "store", "--workers", "1") as (client, _):
        assert client.update("INSERT DATA { <urn:s> <urn:p> 1 }").status == 204
    assert children(WRITER) == []
    assert not (tmp_path / "store/incoming").exists()
    with gunicorn(tmp_path / "store", "--workers", "1") as (client, _):
        assert client.get("/sparql?query=ASK{<urn:s>%20?p%20?o}").json()["boolean"] is True


def test_a_process_that_takes_over_has_what_was_acknowledged(
    processes: None, tmp_path: Path
) -> None:
    with gunicorn(tmp_path / "store", "--workers", "1") as (client, process):
        assert client.update("INSERT DATA { <urn:s> <urn:p> 1 }").status == 204
        (before,) = worker_processes(process)
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: worker_processes(process) not in ([], [before]) and alone(process))
        until_answered(client, process)
        assert client.get("/sparql?query=ASK{<urn:s>%20?p%20?o}").json()["boolean"] is True
        assert client.update("INSERT DATA { <urn:s> <urn:p> 2 }").status == 204


def worker_processes(process: "subprocess.Popen[bytes]") -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return sorted(map(int, listed))


def alone(process: "subprocess.Popen[bytes]") -> bool:
    return len(worker_processes(process)) == 1


def test_importing_the_server_costs_its_processes_nothing(processes: None) -> None:
    code = "import sys, districtgraph.server; print('flask' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
