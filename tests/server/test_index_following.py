"""The index of a corpus's names is made and followed, however often no thread can be started."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from districtgraph.server import asgi
from districtgraph.server.asgi import Application
from tests.patience import until


def test_without_a_thread_for_it_the_index_is_made_later(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    failures = iter([RuntimeError("can't start new thread")] * 2)

    async def to_thread(function: Callable[[], Any]) -> Any:
        for error in failures:
            raise error
        return function()

    monkeypatch.setattr(asyncio, "to_thread", to_thread)
    monkeypatch.setattr(asgi, "_FOLLOWED", 0.001)
    application = Application.__new__(Application)
    application._labels = SimpleNamespace(  # type: ignore[assignment]
        begin=lambda: done.append("begun"), follow=lambda: done.append("followed")
    )
    application._backend = SimpleNamespace(on_change=lambda act: None)

    async def scenario() -> None:
        opening = asyncio.ensure_future(asyncio.sleep(0))
        task = asyncio.ensure_future(application._indexing(opening))
        await until(lambda: len(done) >= 3)
        task.cancel()

    asyncio.run(scenario())
    assert done[:3] == ["begun", "followed", "followed"]
