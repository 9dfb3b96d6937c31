"""Over a socket: search finds written data in time, and no search waits for it."""

import json
from urllib.parse import quote

import pytest

from tests.patience import wait_until
from tests.server.http_client import HttpClient

pytestmark = pytest.mark.usefixtures("processes")

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def names(client: HttpClient, text: str) -> list[str]:
    reply = client.get(f"/search.json?q={quote(text)}")
    assert reply.status == 200, reply.text
    found: list[str] = json.loads(reply.text)[1]
    return found


def wait_for_name(client: HttpClient, name: str) -> None:
    wait_until(lambda: name in names(client, name), name)


def test_names_are_found_after_each_write(writable: HttpClient) -> None:
    for number in range(3):
        update = f'INSERT DATA {{ <http://e/s,{number}> <{LABEL}> "新名字{number}"@zh }}'
        reply = writable.post("/sparql", update.encode(), "application/sparql-update")
        assert reply.status == 204
        wait_for_name(writable, f"新名字{number}")
    things = " ".join(f"<http://e/s,{number}>" for number in range(3))
    update = f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {things} }} ?s ?p ?o }}"
    assert writable.post("/sparql", update.encode(), "application/sparql-update").status == 204
