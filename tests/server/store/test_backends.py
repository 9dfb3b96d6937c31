"""The behaviour of every backend: `conftest.py` says which there are."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.errors import NotFoundError, RequestError, UnavailableError
from districtgraph.server.http.media_types import (
    DATASET_FORMATS,
    GRAPH_FORMATS,
    RESULT_FORMATS,
    Format,
)
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.backend import (
    Answer,
    Backend,
    Condition,
    GraphWrite,
    PagePart,
    ReceivedDocument,
)

pytestmark = pytest.mark.usefixtures("processes")

TURTLE, N_TRIPLES = GRAPH_FORMATS[0], GRAPH_FORMATS[1]
N_QUADS = next(item for item in DATASET_FORMATS if item.engine == "N_QUADS")
CSV = next(item for item in RESULT_FORMATS if item.engine == "CSV")
TSV = RESULT_FORMATS[3]
ALL = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"
MANY = f"SELECT * {{ {' '.join(f'?s{n} ?p{n} ?o{n} .' for n in range(4))} }}"
NINE = Update(
    "INSERT DATA {{ {} }}".format(" ".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(9)))
)


def with_nine(backend: Backend, scenario: Callable[[], Awaitable[None]]) -> None:
    """Run a scenario over a backend that has nine triples."""

    async def run() -> None:
        await backend.open()
        try:
            await backend.update(NINE, Asker())
            await scenario()
        finally:
            await backend.close()

    asyncio.run(run())


async def answer(
    backend: Backend,
    text: str,
    output: Format = CSV,
    part: PagePart | None = None,
    asker: Asker | None = None,
) -> Answer:
    asker = asker or Asker()
    return await backend.query(
        await backend.prepare(QueryOperation(text), asker), output, asker, part
    )


async def whole(answered: Answer) -> bytes:
    body = answered.body
    return body if isinstance(body, bytes) else b"".join([piece async for piece in body])


def test_a_query_is_prepared_and_answered_and_its_rows_are_counted(made: Backend) -> None:
    async def scenario() -> None:
        prepared = await made.prepare(QueryOperation("CONSTRUCT WHERE { ?s ?p ?o }"), Asker())
        assert (prepared.graph, prepared.volatile) == (True, False)
        assert (await made.prepare(QueryOperation("SELECT (NOW() AS ?n) {}"), Asker())).volatile
        answered = await answer(made, ALL)
        assert (await whole(answered)).count(b"urn:s") == 9
        assert (answered.count(), answered.partial) == (9, False)
        assert answered.deadline > asyncio.get_running_loop().time()

    with_nine(made, scenario)


def test_a_large_result_comes_in_pieces_and_may_be_left(made: Backend) -> None:
    async def scenario() -> None:
        answered = await answer(made, MANY)
        assert not isinstance(answered.body, bytes)
        assert (await whole(answered)).count(b"\r\n") == 1 + 9**4
        left = await answer(made, MANY)
        assert not isinstance(left.body, bytes)
        assert await anext(left.body)
        await left.body.aclose()  # type: ignore[attr-defined]
        assert await whole(await answer(made, "ASK {}")) == b"true"

    with_nine(made, scenario)


def test_a_part_of_a_result_can_be_requested(made: Backend) -> None:
    async def scenario() -> None:
        answered = await answer(made, ALL, TSV, PagePart(rows=3, cells=100, size=1000))
        assert isinstance(answered.body, bytes)
        assert (answered.body.count(b"\n"), answered.partial) == (4, True)
        every = await answer(made, ALL, TSV, PagePart(rows=9, cells=100, size=1000))
        assert not every.partial

    with_nine(made, scenario)


def test_an_unanswerable_query_has_its_status(made: Backend) -> None:
    async def scenario() -> None:
        with pytest.raises(RequestError) as caught:
            await answer(made, "SELECT * {")
        assert caught.value.status == 400
        with pytest.raises(RequestError) as caught:
            await answer(made, "SELECT * { SERVICE <http://192.0.2.1/> {} }")
        assert caught.value.status == 403
        gone = Asker()
        gone.gone = True
        with pytest.raises(UnavailableError, match="hung up"):
            await answer(made, ALL, asker=gone)

    with_nine(made, scenario)


def test_the_version_changes_with_the_content_alone(made: Backend) -> None:
    seen: list[str | None] = []

    async def scenario() -> None:
        made.on_change(lambda: seen.append(made.version))
        before = made.version
        await answer(made, ALL)
        assert made.version == before is not None
        await made.update(Update("INSERT DATA { <urn:t> <urn:p> 1 }"), Asker())
        assert seen == [made.version] != [before]
        assert b"urn:t" in await whole(await answer(made, ALL))

    with_nine(made, scenario)


def test_graphs_are_written_read_and_deleted(made: Backend) -> None:
    async def put(text: str, graph: str | None, replace: bool) -> bool:
        with made.incoming() as folder:
            document = folder / "document"
            document.write_text(text, encoding="utf-8")
            documents = (ReceivedDocument(document, TURTLE),)
            return await made.write_graph(GraphWrite(graph, documents, "urn:base", replace))

    async def read(graph: str) -> bytes:
        return await whole(await made.read_graph(graph, N_TRIPLES, Asker()))

    async def scenario() -> None:
        assert await put("<urn:a> <urn:p> 1 .", "urn:g", True)
        assert not await put("<urn:b> <urn:p> 2 .", "urn:g", False)
        assert (await read("urn:g")).count(b"\n") == 2
        assert not await put("<urn:c> <urn:p> 3 .", "urn:g", True)
        assert b"urn:c" in await read("urn:g")
        with pytest.raises(RequestError) as caught:
            await put("nonsense", "urn:g", True)
        assert caught.value.status == 400
        await made.delete_graph("urn:g")
        for missing in (read("urn:g"), made.delete_graph("urn:g")):
            with pytest.raises(RequestError) as caught:
                await missing
            assert caught.value.status == NotFoundError.status
        assert (await read("")).count(b"\n") == 9
        await made.delete_graph(None)
        assert await read("") == b""

    with_nine(made, scenario)


def test_only_one_of_several_writes_conditional_on_a_version_succeeds(made: Backend) -> None:
    async def put(number: int, version: str | None) -> bool:
        with made.incoming() as folder:
            document = folder / "document"
            document.write_text(f"<urn:n> <urn:p> {number} .", encoding="utf-8")
            documents = (ReceivedDocument(document, TURTLE),)
            condition = Condition(version=version)
            write = GraphWrite("urn:g", documents, "urn:base", True, condition)
            await made.write_graph(write)
            return True

    async def scenario() -> None:
        await put(0, None)
        version = made.version
        results = await asyncio.gather(
            *(put(number, version) for number in range(1, 6)), return_exceptions=True
        )
        assert results.count(True) == 1
        refused = [item for item in results if isinstance(item, RequestError)]
        assert {item.status for item in refused} == {412}
        with pytest.raises(RequestError) as caught:
            await made.delete_graph("urn:g", Condition(version=version))
        assert caught.value.status == 412
        await made.delete_graph("urn:g", Condition(version=made.version))

    with_nine(made, scenario)


def test_only_one_of_several_updates_conditional_on_a_version_succeeds(made: Backend) -> None:
    async def insert(number: int, version: str | None) -> bool:
        text = f"INSERT DATA {{ <urn:n> <urn:q> {number} }}"
        await made.update(Update(text), Asker(), Condition(version=version))
        return True

    async def scenario() -> None:
        await insert(0, None)
        version = made.version
        results = await asyncio.gather(
            *(insert(number, version) for number in range(1, 6)), return_exceptions=True
        )
        assert results.count(True) == 1
        refused = [item for item in results if isinstance(item, RequestError)]
        assert {item.status for item in refused} == {412}
        found = await whole(await answer(made, "SELECT ?o { <urn:n> <urn:q> ?o }"))
        assert found.count(b"\r\n") == 3
        with pytest.raises(RequestError) as caught:
            await insert(9, version)
        assert caught.value.status == 412
        assert await insert(9, made.version)

    with_nine(made, scenario)


def test_a_write_that_makes_a_graph_overwrites_none(made: Backend) -> None:
    async def put(text: str, exists: bool | None) -> bool:
        with made.incoming() as folder:
            document = folder / "document"
            document.write_text(text, encoding="utf-8")
            write = GraphWrite(
                "urn:g",
                (ReceivedDocument(document, TURTLE),),
                "urn:base",
                True,
                Condition(exists=exists),
            )
            return await made.write_graph(write)

    async def scenario() -> None:
        for exists, made_one in ((True, None), (False, True), (False, None), (True, False)):
            if made_one is None:
                with pytest.raises(RequestError) as caught:
                    await put("<urn:a> <urn:p> 1 .", exists)
                assert caught.value.status == 412
            else:
                assert await put("<urn:a> <urn:p> 1 .", exists) == made_one
        with pytest.raises(RequestError) as caught:
            await made.delete_graph("urn:g", Condition(exists=False))
        assert caught.value.status == 412

    with_nine(made, scenario)


@pytest.mark.parametrize("graph", ["urn:g", "", None])
@pytest.mark.parametrize("replace", [True, False])
def test_a_byte_order_mark_is_no_part_of_a_document(
    made: Backend, graph: str | None, replace: bool
) -> None:
    async def scenario() -> None:
        with made.incoming() as folder:
            document = folder / "document"
            document.write_bytes(b"\xef\xbb\xbf<urn:marked> <urn:p> <urn:o> .\n")
            written = (ReceivedDocument(document, N_QUADS if graph is None else TURTLE),)
            await made.write_graph(GraphWrite(graph, written, "urn:base", replace))
        output = N_QUADS if graph is None else N_TRIPLES
        assert b"<urn:marked>" in await whole(await made.read_graph(graph, output, Asker()))

    with_nine(made, scenario)


def test_it_is_ready_and_says_how_much_it_has_to_do(made: Backend) -> None:
    async def scenario() -> None:
        assert await made.unready() is None
        await answer(made, ALL)
        assert made.load.live >= 1
        assert made.load.waiting == 0

    with_nine(made, scenario)
