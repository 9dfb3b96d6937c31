"""A malformed operation is reported by its text as it was sent, however it was rewritten since."""

import asyncio

import pytest

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import BadRequestError, RequestError
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.backend import Backend
from districtgraph.server.store.embedded.engine.parsing import (
    malformed_query,
    malformed_update,
    parse_update_only,
)
from tests.server.store.test_backends import answer

QUERIES = (
    "ASK { SERVICE SILENT <http://e.example/> { ?s ?p ?o } ?a ^ }",
    "ASK { SERVICE SILENT ?e { ?s ?p ?o } ?a ^ }",
    "ASK { SERVICE SILENT <http://e.example/>\n { ?s ?p ?o } ?a ^ }",
    "ASK { ?\\u0073 ?p ?o .\n ?a ^ }",
    "PREFIX services: <http://e.example/> ASK { ?s services:p ?o ; services:q ?r . ?a ^ }",
    f"# {'long ' * 4000}\nASK {{ SERVICE SILENT <http://e.example/> {{ ?s ?p ?o }} ?a ^ }}",
)
UPDATES = (
    Update("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o . ?a ^ }", ("urn:g",)),
    Update("INSERT { ?s ?p 1 } USING <urn:a> USING <urn:b> WHERE { ?s ?p ?o . ?a ^ }"),
    Update("INSERT {} WHERE { SERVICE SILENT <http://e.example/> { ?s ?p ?o } ?a ^ }"),
    Update("LOAD SILENT <http://e.example/> ; DELETE WHERE { ?a ^ }"),
    Update("PREFIX e: <urn:e:> INSERT DATA {} ; PREFIX e: <urn:e:> DELETE WHERE { ?a ^ }"),
    Update("INSERT DATA {} ;\nPREFIX e: <urn:e:>\nBASE <urn:b> DELETE WHERE { ?a ^ }"),
    Update("PREFIX e: <urn:e:>\nPREFIX f: <urn:f:> DELETE WHERE { ?a ^ }"),
    Update(f"# {'long ' * 4000}\nLOAD SILENT <http://e.example/> ; DELETE WHERE {{ ?a ^ }}"),
)


def place(text: str) -> str:
    """Return the line and the column of the sign that is wrong, which every text here has."""
    before = text[: text.index("^") + 1]
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10)) - 1}"


def test_the_place_is_that_of_the_text_as_it_was_sent(made: Backend) -> None:
    async def scenario() -> None:
        await made.open()
        try:
            for query in QUERIES:
                with pytest.raises(RequestError) as error:
                    await answer(made, query)
                assert_names(str(error.value), query)
            for update in UPDATES:
                with pytest.raises(RequestError) as error:
                    await made.update(update, Asker())
                assert_names(str(error.value), update.text)
        finally:
            await made.close()

    asyncio.run(scenario())


def assert_names(message: str, text: str) -> None:
    # The engine stops at the sign that is wrong or behind the next.
    line, _, column = place(text).rpartition(" ")
    assert message.startswith(tuple(f"{line} {int(column) + more}: " for more in range(4)))
    assert "FILTER(false)" not in message
    assert "/federation/" not in message


@pytest.mark.parametrize("start", ["", "PREFIX e: <urn:e:> ", "PREFIX e: <urn:e:>\n", "\n# a\n  "])
def test_an_update_that_is_only_parsed_is_malformed_where_it_is(start: str) -> None:
    text = f"{start}INSERT DATA {{ <urn:a> ^ }}"
    with pytest.raises(BadRequestError) as error:
        parse_update_only(text, None)
    assert_names(str(error.value), text)
    parse_update_only(f"{start}INSERT DATA {{ <urn:a> <urn:b> 1 }}", None)


def test_what_is_malformed_only_since_it_was_rewritten_has_no_place() -> None:
    query = QueryOperation("ASK { ?a", sent="ASK {}")
    for error in (
        malformed_query("error at 1:9: expected x", query),
        malformed_update("error at 1:9: expected x", "INSERT", None, "CLEAR ALL"),
    ):
        assert (error.line, error.column) == (None, None)
        assert "cannot rewrite" in str(error)
