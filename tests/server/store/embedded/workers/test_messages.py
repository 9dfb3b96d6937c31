"""Messages to processes are read as the records that they were written from."""

import json

import pytest

from districtgraph.server.core.errors import (
    NotFoundError,
    RemoteError,
    StorageError,
    remote_error,
)
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.backend import PagePart
from districtgraph.server.store.embedded.engine.writes import (
    CheckWrite,
    DeleteWrite,
    FetchedDocument,
    LoadWrite,
    StoredDocument,
    UpdateWrite,
    Write,
)
from districtgraph.server.store.embedded.processes.frames import FrameBuffer
from districtgraph.server.store.embedded.workers.query_message import (
    GraphMessage,
    PreparationMessage,
    QueryMessage,
    graph_message,
    preparation_message,
    query_message,
)
from districtgraph.server.store.embedded.writing.write_message import decoded_write, write_message

QUERY = QueryOperation(
    "ASK { <区> ?p ?o }",
    ("urn:a",),
    ("urn:b", "urn:c"),
    "http://base/",
    2.5,
    sent="ASK { <区> ?p }",
)
UPDATE = Update("CLEAR ALL", ("urn:a",), (), None, None)
FETCHED = FetchedDocument("/tmp/0", "TURTLE", "http://e/区", True)
WRITES: tuple[Write, ...] = (
    UpdateWrite("CLEAR ALL", "http://base/", ("urn:a", "urn:b"), (None, FETCHED), "CLEAR ALL "),
    UpdateWrite("CLEAR ALL", None),
    CheckWrite("CLEAR ALL", None, "CLEAR ALL "),
    LoadWrite("urn:区", (StoredDocument("/tmp/0", "TURTLE"),), "http://base/", True),
    LoadWrite(None, (), "", False),
    DeleteWrite("urn:区"),
)


def fields(message: bytes) -> list[object]:
    ((_, body),) = FrameBuffer().feed(message)
    found: list[object] = json.loads(body)
    return found


@pytest.mark.parametrize("part", [None, PagePart(1, 2, 3)])
def test_a_query_is_read_as_it_was_asked(part: PagePart | None) -> None:
    read = QueryMessage.decoded(fields(query_message(QUERY, "CSV", part)))
    assert read == QueryMessage(QUERY, "CSV", part)


@pytest.mark.parametrize("graph", [None, "", "urn:区"])
def test_a_graph_is_read_as_it_was_asked(graph: str | None) -> None:
    assert GraphMessage.decoded(fields(graph_message(graph, "CSV"))) == GraphMessage(graph, "CSV")


@pytest.mark.parametrize("operation", [QUERY, UPDATE])
def test_an_operation_is_prepared_as_it_was_asked(operation: QueryOperation | Update) -> None:
    record = Federation(["e.example"], "http://host").as_record()
    read = PreparationMessage.decoded(fields(preparation_message(operation, record, 2.0)))
    assert read == PreparationMessage(operation, record, 2.0)
    assert type(read.operation) is type(operation)


@pytest.mark.parametrize("write", WRITES, ids=lambda write: type(write).__name__)
def test_a_write_is_read_as_it_was_sent(write: Write) -> None:
    read = decoded_write(fields(write_message(write)))
    assert (read, type(read)) == (write, type(write))


def test_an_error_is_read_as_it_was_raised() -> None:
    raised = NotFoundError("nothing here")
    read = remote_error(json.loads(json.dumps(raised.as_record())))
    assert isinstance(read, RemoteError)
    assert (read.status, read.title, str(read)) == (404, "Not Found", "nothing here")
    trouble = remote_error(json.loads(json.dumps(StorageError("space", "/disk").as_record())))
    assert isinstance(trouble, StorageError)
    assert (trouble.trouble, trouble.detail, trouble.status) == ("space", "/disk", 507)
