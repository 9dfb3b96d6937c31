"""`kill -9` while names are written and the index follows: every search says what the store has."""

import json
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.patience import PATIENT_VARIABLES, wait_until

from .exchange import ask, exchange, rows, update
from .running_server import RunningServer

pytestmark = pytest.mark.usefixtures("processes")

ROUNDS = 4
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path / "store", PATIENT_VARIABLES)
    try:
        running.start()
        yield running
    finally:
        running.kill_all()


def searched(server: RunningServer, text: str) -> list[str] | None:
    """Return the names that a search finds; None while there is no index."""
    outcome = exchange(server.address, "GET", f"/search.json?q={quote(text)}")
    if outcome.status == 503:
        return None
    assert outcome.ending == 200, str(outcome)
    found: list[str] = json.loads(outcome.body)[1]
    return found


def stored(server: RunningServer, name: str) -> bool:
    return bool(rows(ask(server.address, f'SELECT * {{ ?s {LABEL} "{name}"@zh }}')))


def found_as_stored(server: RunningServer, name: str, *, there: bool) -> bool:
    """Return whether a name is found if it is stored; what is similar is found besides."""
    found = searched(server, name)
    return found is not None and (name in found) == there


def test_an_index_of_a_killed_server_is_brought_up_to_what_the_store_has(
    server: RunningServer,
) -> None:
    written = 0
    for _ in range(ROUNDS):
        for _ in range(random.randint(3, 12)):
            data = f'<http://e/{written}> {LABEL} "街道{written:03}号"@zh'
            assert update(server.address, f"INSERT DATA {{ {data} }}").ending in (200, 204)
            searched(server, f"街道{written:03}")
            written += 1
        # What was just written is being added to the index now, or not yet.
        update(server.address, f"DELETE DATA {{ {data} }}")
        server.kill_all()
        server.start()
        for number in range(written):
            name = f"街道{number:03}号"
            there = stored(server, name)
            wait_until(
                partial(found_as_stored, server, name, there=there), f"{name} as it is stored"
            )
