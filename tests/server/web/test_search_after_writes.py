"""Over a socket: search finds written data in time, and no search waits for it."""

import json
import time
from urllib.parse import quote

import pytest

from tests.server.http_client import HttpClient

pytestmark = pytest.mark.usefixtures("processes")

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def names(client: HttpClient, text: str) -> list[str]:
    reply = client.get(f"/search.json?q={quote(text)}")
    assert reply.status == 200, reply.text
    found: list[str] = json.loads(reply.text)[1]
    return found


def found_in_time(client: HttpClient, text: str) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if text in names(client, text):
            return True
        time.sleep(0.05)
    return False


def test_names_are_found_after_each_write(writable: HttpClient) -> None:
    for number in range(3):
        update = f'INSERT DATA {{ <http://e/s,{number}> <{LABEL}> "新名字{number}"@zh }}'
        reply = writable.post("/sparql", update.encode(), "application/sparql-update")
        assert reply.status == 204
        assert found_in_time(writable, f"新名字{number}")
    things = " ".join(f"<http://e/s,{number}>" for number in range(3))
    update = f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {things} }} ?s ?p ?o }}"
    assert writable.post("/sparql", update.encode(), "application/sparql-update").status == 204
