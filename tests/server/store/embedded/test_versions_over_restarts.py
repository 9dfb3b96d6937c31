"""A version names one content, also after the server has started again."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from districtgraph.server.core.asker import Asker
from districtgraph.server.core.config import ServerConfig
from districtgraph.server.http.media_types import RESULT_FORMATS
from districtgraph.server.sparql.protocol import QueryOperation, Update
from districtgraph.server.store.embedded.folder.generation_seal import seal_path
from districtgraph.server.store.embedded.folder.left_version import VERSION_FILE, VersionNames
from districtgraph.server.store.embedded.store_service import StoreService
from tests.patience import PATIENT_SETTINGS

Scenario = Callable[[StoreService], Awaitable[None]]


def run(folder: Path, scenario: Scenario, *, in_order: bool = True) -> list[str | None]:
    """Run a service once; return its versions when it began, and after the scenario."""
    versions: list[str | None] = []

    async def runs() -> None:
        config = ServerConfig(folder, workers=1, **PATIENT_SETTINGS)
        service = StoreService(folder / "store", config)
        await service.open()
        versions.append(service.version)
        try:
            await scenario(service)
            versions.append(service.version)
        finally:
            if not in_order:
                service._versions = VersionNames(folder / "nowhere")
            await service.close()

    asyncio.run(runs())
    return versions


async def nothing(_service: StoreService) -> None:
    """Only start and end."""


def inserting(number: int) -> Scenario:
    async def insert(service: StoreService) -> None:
        text = f"INSERT DATA {{ <urn:s{number}> <urn:p> {number} }}"
        await service.update(Update(text), Asker())
        # A query waits until it is published.
        prepared = await service.prepare(QueryOperation("ASK {}"), Asker())
        await service.query(prepared, RESULT_FORMATS[0], Asker())

    return insert


@pytest.mark.usefixtures("processes")
def test_a_version_outlives_the_server(tmp_path: Path) -> None:
    _, first = run(tmp_path, inserting(1))
    assert run(tmp_path, nothing) == [first, first]
    again, second = run(tmp_path, inserting(2))
    assert again == first != second
    assert run(tmp_path, nothing) == [second, second]


@pytest.mark.usefixtures("processes")
def test_after_an_end_out_of_order_versions_are_new_ones(tmp_path: Path) -> None:
    _, first = run(tmp_path, inserting(1))
    assert (tmp_path / "store" / VERSION_FILE).exists()
    begun, second = run(tmp_path, inserting(2), in_order=False)
    assert begun == first
    assert not (tmp_path / "store" / VERSION_FILE).exists()
    (third, _) = run(tmp_path, nothing)
    assert third not in (first, second)


def generation(folder: Path, number: int, content: str) -> Path:
    path = folder / "generations" / str(number)
    path.mkdir(parents=True)
    seal_path(path).write_text(content)
    return path


def taken(folder: Path, path: Path) -> str:
    names = VersionNames(folder)
    names.take(path)
    return names.name(int(path.name))


def left(folder: Path) -> tuple[Path, str]:
    """A generation whose version has been left."""
    path = generation(folder, 7, '{"CURRENT": [1, 2]}')
    names = VersionNames(folder)
    version = names.name(7)
    names.leave(7, version)
    return path, version


def test_the_names_that_follow_are_of_the_same_run(tmp_path: Path) -> None:
    path, version = left(tmp_path)
    names = VersionNames(tmp_path)
    names.take(path)
    assert names.name(7) == version
    assert names.name(8) == version.replace("-7", "-8")


def test_the_content_of_a_later_generation_may_have_the_version_of_an_earlier_one(
    tmp_path: Path,
) -> None:
    path = generation(tmp_path, 8, "{}")
    VersionNames(tmp_path).leave(8, "0123abcd-7")
    assert taken(tmp_path, path) == "0123abcd-7"


def test_a_version_is_taken_once(tmp_path: Path) -> None:
    path, version = left(tmp_path)
    assert taken(tmp_path, path) == version
    assert taken(tmp_path, path) != version


def test_another_seal_is_another_content(tmp_path: Path) -> None:
    path, version = left(tmp_path)
    seal_path(path).write_text('{"CURRENT": [1, 3]}')
    assert taken(tmp_path, path) != version


def test_another_generation_is_another_content(tmp_path: Path) -> None:
    _, version = left(tmp_path)
    other = generation(tmp_path, 6, '{"CURRENT": [1, 2]}')
    assert taken(tmp_path, other).partition("-")[0] != version.partition("-")[0]


def test_a_version_is_left_only_for_the_newest_generation(tmp_path: Path) -> None:
    generation(tmp_path, 7, "{}")
    generation(tmp_path, 8, "{}")
    VersionNames(tmp_path).leave(7, "0123abcd-7")
    assert not (tmp_path / VERSION_FILE).exists()


def test_a_generation_without_a_seal_has_no_version_to_leave(tmp_path: Path) -> None:
    path = generation(tmp_path, 7, "{}")
    seal_path(path).unlink()
    VersionNames(tmp_path).leave(7, "0123abcd-7")
    assert not (tmp_path / VERSION_FILE).exists()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"version": 3, "generation": "7", "seal": "x"}',
        '{"version": "a"}',
        "\0",
    ],
)
def test_a_damaged_file_is_none(tmp_path: Path, content: str) -> None:
    path, version = left(tmp_path)
    (tmp_path / VERSION_FILE).write_text(content)
    assert taken(tmp_path, path) != version
    assert not (tmp_path / VERSION_FILE).exists()


def test_a_name_that_is_none_is_not_taken(tmp_path: Path) -> None:
    path, _ = left(tmp_path)
    file = tmp_path / VERSION_FILE
    file.write_text(file.read_text().replace("-7", "-seven"))
    assert "seven" not in taken(tmp_path, path)
