"""The writer in a process of its own: published before acknowledged, cut, restarted."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pyoxigraph import Store

from districtgraph.server.core.errors import RemoteError, StorageError, UnavailableError
from districtgraph.server.store.embedded.engine.writes import (
    DeleteWrite,
    LoadWrite,
    StoredDocument,
    UpdateWrite,
)
from districtgraph.server.store.embedded.folder.store_folder import unpublished_updates
from districtgraph.server.store.embedded.processes.child_process import processor_seconds
from districtgraph.server.store.embedded.writing import unpublished, writer_connection
from districtgraph.server.store.embedded.writing.writer_connection import WriterConnection
from districtgraph.server.store.embedded.writing.writer_process import WriterProcess
from tests.leaping_clock import leap, run_with_leaps
from tests.patience import PATIENCE, until
from tests.server.child_processes import children, kill_children

pytestmark = pytest.mark.usefixtures("processes")

WRITER = "districtgraph.server.store.embedded.writing.store_writer"
MEMORY = 2048 * 1024 * 1024
LATER = 2 * PATIENCE
"""The deadline of what others must not wait for. Tests leap to it."""
FILL = "INSERT DATA {{ {} }}".format(" ".join(f"<urn:s> <urn:p> {n} ." for n in range(300)))
RUNAWAY = "INSERT { ?a <urn:q> ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


class Generations:
    """The generations that a writer published, as reported to the pool."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.same_as: list[int] = []
        self.hold: asyncio.Event | None = None
        self.held = 0

    async def publish(self, generation: Path, same_as: int) -> None:
        if self.hold is not None:
            self.held += 1
            await self.hold.wait()
        self.paths.append(generation)
        self.same_as.append(same_as)

    def holds(self, subject: str) -> bool:
        """Return whether the newest generation has triples of a subject."""
        answer = Store.read_only(str(self.paths[-1])).query(f"ASK {{ <urn:{subject}> ?p ?o }}")
        return bool(answer)

    def size(self) -> int:
        return len(Store.read_only(str(self.paths[-1])))


@asynccontextmanager
async def opened(
    folder: Path, queue: int = 100
) -> AsyncIterator[tuple[WriterConnection, Generations]]:
    generations = Generations()
    writer = WriterConnection(folder, MEMORY, queue, generations.publish)
    await writer.open()
    try:
        yield writer, generations
    finally:
        await writer.close()


def update(text: str) -> UpdateWrite:
    return UpdateWrite(text, "http://host/sparql")


def insertion(subject: str) -> UpdateWrite:
    return update(f"INSERT DATA {{ <urn:{subject}> <urn:p> 1 }}")


async def reason(write: Awaitable[bool]) -> str:
    """Return why a write is not acknowledged."""
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(UnavailableError) as caught:
            await write
    return caught.value.reason


async def until_at_work(seconds: float = 0.2) -> None:
    """Wait until the writer has used this much processor time: its last message then runs."""
    (process,) = children(WRITER)
    before = processor_seconds(process)
    await until(lambda: processor_seconds(process) > before + seconds)


def test_an_idle_writer_publishes_again_what_the_engine_has_reordered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_connection, "_IDLE", 0.05)
    refreshed: list[WriterProcess] = []
    refresh = WriterConnection._refresh

    async def noted(self: WriterConnection, process: WriterProcess) -> None:
        await refresh(self, process)
        refreshed.append(process)

    monkeypatch.setattr(WriterConnection, "_refresh", noted)

    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            await writer.write(insertion("a"), PATIENCE)
            before = len(refreshed)
            await until(lambda: len(refreshed) > before + 1)
            assert generations.same_as == [0, 0]
            # As if a file of the newest generation had been merged into others meanwhile.
            (generations.paths[-1] / "999999.sst").touch()
            await until(lambda: len(generations.paths) == 3)
            assert generations.same_as == [0, 0, 2]
            assert generations.holds("a")
            await writer.write(insertion("b"), PATIENCE)
            assert not generations.same_as[-1]
            assert generations.holds("b")

    asyncio.run(scenario())


def test_opening_publishes_what_is_there_and_makes_the_folder(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path / "new" / "store") as (writer, generations):
            assert writer.ready.is_set()
            assert len(generations.paths) == 1
            assert generations.size() == 0

    asyncio.run(scenario())
    assert children(WRITER) == []


def test_a_write_is_acknowledged_only_once_its_generation_is_taken(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            generations.hold = asyncio.Event()
            write = asyncio.ensure_future(writer.write(insertion("a"), PATIENCE))
            await until(lambda: generations.held == 1)
            assert (tmp_path / "generations" / "2").exists()
            assert not write.done()
            generations.hold.set()
            assert not await write
            assert generations.holds("a")

    asyncio.run(scenario())


def test_each_write_reports_whether_it_created_a_graph(tmp_path: Path) -> None:
    document = tmp_path / "document"
    document.write_text("<urn:s> <urn:p> 1 .", encoding="utf-8")
    put = LoadWrite("urn:g", (StoredDocument(str(document), "TURTLE"),), "urn:g", replace=True)

    async def scenario() -> list[bool]:
        async with opened(tmp_path / "store") as (writer, _):
            writes = (insertion("a"), put, put, DeleteWrite("urn:g"), put)
            return await asyncio.gather(*[writer.write(write, PATIENCE) for write in writes])

    assert asyncio.run(scenario()) == [False, True, False, False, True]


def test_writes_that_wait_together_share_generations_and_are_all_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However long each of them takes.
    monkeypatch.setattr(writer_connection, "_GROUP", PATIENCE)

    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            await asyncio.gather(*[writer.write(insertion(f"s{n}"), PATIENCE) for n in range(40)])
            assert generations.size() == 40
            assert len(generations.paths) < 40

    asyncio.run(scenario())


def test_a_refusal_is_the_writer_s_and_takes_nothing_from_its_neighbours(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            writes = (insertion("a"), update("nonsense"), insertion("b"))
            done = await asyncio.gather(
                *[writer.write(write, PATIENCE) for write in writes], return_exceptions=True
            )
            assert done[0] is False
            assert isinstance(done[1], RemoteError)
            assert done[1].status == 400
            assert done[2] is False
            assert generations.holds("a")
            assert generations.holds("b")

    asyncio.run(scenario())


def test_a_runaway_write_is_cut_and_the_store_is_as_before_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            await writer.write(update(FILL), PATIENCE)
            runaway = asyncio.ensure_future(writer.write(update(RUNAWAY), LATER))
            behind = asyncio.ensure_future(writer.write(insertion("behind"), 2 * LATER))
            await until_at_work()
            assert not runaway.done()
            await leap(LATER)
            assert await reason(runaway) == "deadline"
            assert not await behind
            assert generations.size() == 301
            assert generations.holds("behind")

    run_with_leaps(scenario())


def test_a_writer_that_dies_at_work_fails_that_write_alone(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            await writer.write(update(FILL), PATIENCE)
            runaway = asyncio.ensure_future(reason(writer.write(update(RUNAWAY), PATIENCE)))
            behind = asyncio.ensure_future(writer.write(insertion("behind"), PATIENCE))
            await until_at_work()
            assert len(kill_children(WRITER)) == 1
            assert await runaway == "crash"
            assert not await behind
            assert generations.size() == 301

    asyncio.run(scenario())


def test_a_writer_that_dies_idle_is_started_again_and_has_lost_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            await writer.write(insertion("before"), PATIENCE)
            killed = kill_children(WRITER)
            await until(lambda: not writer.ready.is_set())
            await writer.write(insertion("after"), PATIENCE)
            assert writer.ready.is_set()
            assert not killed & set(children(WRITER))
            assert generations.holds("before")
            assert generations.holds("after")

    asyncio.run(scenario())


def test_too_many_writes_are_refused_at_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path, queue=2) as (writer, generations):
            await writer.write(update(FILL), PATIENCE)
            runaway = asyncio.ensure_future(reason(writer.write(update(RUNAWAY), 0.5)))
            behind = asyncio.ensure_future(writer.write(insertion("behind"), PATIENCE))
            await asyncio.sleep(0)
            assert await reason(writer.write(insertion("refused"), PATIENCE)) == "queue"
            assert await runaway == "deadline"
            await behind
            assert not generations.holds("refused")
            assert not await writer.write(insertion("later"), PATIENCE)

    asyncio.run(scenario())


def test_a_client_that_hangs_up_does_not_take_its_write_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            write = asyncio.ensure_future(writer.write(insertion("a"), PATIENCE))
            await asyncio.sleep(0)
            write.cancel()
            await writer.write(insertion("b"), PATIENCE)
            assert generations.holds("a")

    asyncio.run(scenario())


def test_an_acknowledged_write_is_there_for_the_next_server(tmp_path: Path) -> None:
    async def first() -> None:
        async with opened(tmp_path) as (writer, _):
            await writer.write(insertion("a"), PATIENCE)

    async def second() -> bool:
        async with opened(tmp_path) as (_, generations):
            return generations.holds("a")

    asyncio.run(first())
    assert asyncio.run(second())


def test_updates_applied_before_a_runaway_survive_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_at_the_deadline(monkeypatch)

    async def scenario() -> None:
        async with opened(tmp_path / "store") as (writer, generations):
            await writer.write(update(FILL), PATIENCE)
            first = asyncio.create_task(
                writer.write(update("INSERT DATA { <urn:a> <urn:p> 1 }"), 2 * LATER)
            )
            runaway = asyncio.create_task(writer.write(update(RUNAWAY), LATER))
            await until_at_work()
            await leap(LATER)
            with pytest.raises(UnavailableError, match="cut at its deadline"):
                await runaway
            assert not await first
            assert generations.holds("a")
            assert generations.size() == 301

    run_with_leaps(scenario())


def cut_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a write that is applied at its deadline cut, and not given up, however busy this is."""
    monkeypatch.setattr(writer_connection, "_PUBLISHING", LATER)


def stop_writer() -> int:
    """Have the writer hang, as on a disk that does not answer."""
    (writer,) = children(WRITER)
    os.kill(writer, signal.SIGSTOP)
    return writer


def test_closing_ends_a_writer_that_hangs_and_what_it_had_not_published(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as (writer, _):
            stop_writer()
            write = asyncio.ensure_future(reason(writer.write(insertion("a"), LATER)))
            await until(lambda: not writer.idle and not writer._waiting)
            # Long before the write's own deadline.
            async with asyncio.timeout(PATIENCE):
                await writer.close()
            assert await write == "ending"
            await until(lambda: not children(WRITER))

    asyncio.run(scenario())


def test_a_write_is_answered_by_its_deadline_while_the_writer_hangs(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            generations.hold = asyncio.Event()
            applied = asyncio.ensure_future(writer.write(insertion("applied"), LATER))
            await until(lambda: generations.held == 1)
            behind = asyncio.ensure_future(writer.write(insertion("behind"), LATER))
            await leap(LATER - PATIENCE)
            assert not applied.done()
            assert not behind.done()
            await leap(PATIENCE + writer_connection._PUBLISHING)
            with pytest.raises(UnavailableError, match="whole or not at all"):
                await applied
            with pytest.raises(UnavailableError, match="has not happened"):
                await behind
            generations.hold.set()
            await writer.write(insertion("later"), PATIENCE)
            assert generations.holds("applied")
            assert not generations.holds("behind")

    run_with_leaps(scenario())


def test_a_writer_that_cannot_start_is_retried_ever_less_often_and_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    folder = tmp_path / "store"
    folder.write_text("no folder", encoding="utf-8")

    async def scenario() -> None:
        generations = Generations()
        writer = WriterConnection(folder, MEMORY, 100, generations.publish)
        opening = asyncio.ensure_future(writer.open())
        try:
            waiting = asyncio.ensure_future(writer.write(insertion("waiting"), PATIENCE))
            with pytest.raises(StorageError) as caught:
                await waiting
            assert str(tmp_path) not in str(caught.value)
            await until(lambda: writer._failures >= 4)
            with pytest.raises(StorageError, match="has not happened"):
                await writer.write(insertion("refused"), PATIENCE)
            assert writer._pause() >= 1.6
            assert not writer.ready.is_set()
            warnings = [
                record for record in caplog.records if "cannot be written" in record.message
            ]
            assert len(warnings) == 1
            folder.unlink()
            await asyncio.wait_for(opening, PATIENCE)
            await writer.write(insertion("a"), PATIENCE)
            assert writer.trouble is None
            assert generations.holds("a")
            assert not generations.holds("waiting")
        finally:
            await writer.close()

    asyncio.run(scenario())


def test_a_damaged_generation_is_republished_without_a_write(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            await writer.write(insertion("a"), PATIENCE)
            (generations.paths[-1] / "CURRENT").unlink()
            await until(lambda: len(generations.paths) == 3)
            assert generations.holds("a")
            assert writer.ready.is_set()

    asyncio.run(scenario())


def test_updates_applied_before_a_crash_are_applied_exactly_once_more(
    tmp_path: Path,
) -> None:
    """The counter is one too high where the crashed writer's work and its repetition both count."""
    count = update(
        "DELETE { <urn:c> <urn:is> ?n } INSERT { <urn:c> <urn:is> ?m } "
        "WHERE { OPTIONAL { <urn:c> <urn:is> ?n } BIND(COALESCE(?n, 0) + 1 AS ?m) }"
    )

    async def scenario() -> None:
        async with opened(tmp_path) as (writer, generations):
            await writer.write(update(FILL), PATIENCE)
            counted = asyncio.ensure_future(writer.write(count, PATIENCE))
            runaway = asyncio.ensure_future(reason(writer.write(update(RUNAWAY), PATIENCE)))
            await until_at_work(0.4)
            kill_children(WRITER)
            assert await runaway == "crash"
            assert not await counted
            found = Store.read_only(str(generations.paths[-1])).query("ASK { <urn:c> <urn:is> 1 }")
            assert bool(found)

    asyncio.run(scenario())


@asynccontextmanager
async def logging_writer(folder: Path) -> AsyncIterator[tuple[WriterConnection, Generations]]:
    """A writer for clients that only write: their quick updates go by the log."""
    generations = Generations()
    writer = WriterConnection(folder, MEMORY, 1000, generations.publish, lambda: True)
    await writer.open()
    try:
        yield writer, generations
    finally:
        await writer.close()


async def see(writer: WriterConnection, seconds: float = PATIENCE) -> None:
    await writer.visible(asyncio.get_running_loop().time() + seconds)


async def is_visible_while_the_writer_hangs(writer: WriterConnection, written: int) -> bool:
    """Write, let the writer hang, and return whether a query sees all the same; else kill it."""
    await writer.write(counted(written + 1), PATIENCE)
    stopped = stop_writer()
    try:
        await see(writer, 0.2)
    except UnavailableError as error:
        assert "not lost" in str(error)
        assert error.reason == "deadline"
        os.kill(stopped, signal.SIGKILL)
        return False
    os.kill(stopped, signal.SIGCONT)
    return True


def counted(times: int) -> UpdateWrite:
    """Return an update that shows how often it was applied: each time it makes another node."""
    return update(f"INSERT DATA {{ _:b <urn:counted> {times} }}")


async def kill_writer(generations: Generations) -> None:
    """Kill the writer, and wait until another has begun with what it left."""
    published = len(generations.paths)
    kill_children(WRITER)
    await until(lambda: len(generations.paths) > published)


def never_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpublished, "_LONGEST", 3600.0)


def test_quick_updates_are_acknowledged_before_they_are_published_and_then_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_by_time(monkeypatch)

    async def scenario() -> None:
        async with logging_writer(tmp_path) as (writer, generations):
            await see(writer)
            for number in range(5):
                assert not await writer.write(insertion(f"s{number}"), PATIENCE)
            assert writer.unpublished.count == 5
            assert len(generations.paths) == 1
            await asyncio.gather(*[see(writer) for _ in range(20)])
            assert len(generations.paths) == 2
            assert generations.size() == 5
            await see(writer)
            assert len(generations.paths) == 2

    asyncio.run(scenario())


def test_acknowledged_updates_are_published_after_a_while_unasked(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with logging_writer(tmp_path) as (writer, generations):
            writes = [writer.write(insertion(f"s{number}"), PATIENCE) for number in range(30)]
            await asyncio.gather(*writes)
            await until(lambda: writer.unpublished.count == 0)
            assert generations.size() == 30

    asyncio.run(scenario())


def test_updates_are_published_even_while_more_arrive(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with logging_writer(tmp_path) as (writer, generations):
            ended = False

            async def write_on() -> None:
                number = 0
                while not ended:
                    number += 1
                    await writer.write(insertion(f"s{number}"), PATIENCE)

            writing = [asyncio.ensure_future(write_on()) for _ in range(3)]
            await until(lambda: len(generations.paths) >= 4)
            for _ in range(3):
                await see(writer)
            ended = True
            await asyncio.gather(*writing)

    asyncio.run(scenario())


def test_a_write_that_may_take_long_lets_nobody_wait_for_what_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_by_time(monkeypatch)

    async def scenario() -> None:
        async with logging_writer(tmp_path) as (writer, generations):
            await writer.write(update(FILL), PATIENCE)
            assert writer.unpublished.count == 1
            runaway = asyncio.ensure_future(writer.write(update(RUNAWAY), LATER))
            await until_at_work()
            assert writer.unpublished.count == 0
            await see(writer)
            assert generations.size() == 300
            assert not runaway.done()
            await leap(LATER)
            assert await reason(runaway) == "deadline"

    run_with_leaps(scenario())


def test_an_acknowledged_write_survives_its_writer_and_is_applied_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_by_time(monkeypatch)

    async def scenario() -> None:
        async with logging_writer(tmp_path) as (writer, generations):
            for number in range(4):
                await writer.write(counted(number), PATIENCE)
                if number < 3:
                    await kill_writer(generations)
                    assert generations.size() == number + 1
            await see(writer)
            assert generations.size() == 4

    asyncio.run(scenario())


def test_a_query_waits_for_the_next_writer_where_one_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_by_time(monkeypatch)

    async def scenario() -> None:
        async with logging_writer(tmp_path) as (writer, generations):
            await writer.write(counted(1), PATIENCE)
            kill_children(WRITER)
            await see(writer)
            assert generations.size() == 1
            written = 1
            while await is_visible_while_the_writer_hangs(writer, written):
                # What the first query asked for has published this write, too.
                written += 1
                assert written < 5
            await see(writer)
            assert generations.size() == written + 1

    asyncio.run(scenario())


def test_an_update_whose_acknowledgement_was_lost_with_its_writer_happens_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is killed somewhere around its work on the log: before, within or after."""
    never_by_time(monkeypatch)

    async def scenario() -> None:
        async with logging_writer(tmp_path) as (writer, generations):
            for number in range(12):
                write = asyncio.ensure_future(writer.write(counted(number), PATIENCE))
                if number % 2:
                    while not writer._in_log and not write.done():
                        await asyncio.sleep(0)
                await asyncio.sleep(0.0003 * number)
                kill_children(WRITER)
                try:
                    await write
                except UnavailableError as error:
                    assert error.reason == "crash"
                    await writer.write(counted(number), PATIENCE)
                await see(writer)
                assert generations.size() == number + 1

    asyncio.run(scenario())


def test_updates_left_in_the_log_are_there_when_the_server_restarts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_by_time(monkeypatch)

    async def leave(how: str) -> None:
        async with logging_writer(tmp_path) as (writer, _):
            await writer.write(insertion(how), PATIENCE)
            if how == "killed":
                writer._work.cancel()  # type: ignore[union-attr]
                kill_children(WRITER)

    for how in ("ended", "killed"):
        asyncio.run(leave(how))
        assert bool(unpublished_updates(tmp_path)) == (how == "killed")

    async def scenario() -> None:
        async with logging_writer(tmp_path) as (_, generations):
            assert generations.holds("ended")
            assert generations.holds("killed")

    asyncio.run(scenario())


def test_queries_soon_get_an_error_if_nothing_can_be_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_by_time(monkeypatch)
    monkeypatch.setattr(unpublished, "_PATIENCE", 0.01)

    async def scenario() -> None:
        async with logging_writer(tmp_path) as (writer, generations):
            await writer.write(insertion("a"), PATIENCE)
            newest = generations.paths[-1]
            newest.rename(newest.with_name("aside"))
            waiting = asyncio.ensure_future(reason(see(writer)))  # type: ignore[arg-type]
            kill_children(WRITER)
            assert await waiting == "damage"
            await until(lambda: writer.trouble is None)
            await see(writer)
            assert generations.holds("a")

    asyncio.run(scenario())
