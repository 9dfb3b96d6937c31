"""A dataset that tests share is built once, and rebuilt for other inputs."""

from pathlib import Path

import pytest

from districtgraph.graph.dataset.build import MANIFEST, BuildResult

from . import shared_datasets
from .graph.sample_article import write_sample
from .shared_datasets import MOST_STORED, build_shared, folder_made_once


class Builder:
    """Writes a manifest if there is none, and counts how often."""

    def __init__(self) -> None:
        self.builds = 0

    def __call__(self, folder: Path) -> BuildResult:
        there = folder.is_dir()
        if not there:
            folder.mkdir()
            (folder / MANIFEST).write_text("{}", encoding="utf-8")
            self.builds += 1
        return BuildResult(folder, "v", {}, rebuilt=not there)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    write_sample(tmp_path / "articles")
    return tmp_path / "articles"


def test_a_second_worker_takes_what_the_first_one_built(tmp_path: Path, articles: Path) -> None:
    builder = Builder()
    first = build_shared(tmp_path / "cache", articles, tmp_path / "first", builder)
    second = build_shared(tmp_path / "cache", articles, tmp_path / "second", builder)
    assert builder.builds == 1
    assert (first.rebuilt, second.rebuilt) == (True, False)
    assert [path.name for path in second.folder.iterdir()] == [MANIFEST]


def test_a_changed_input_another_base_and_another_package_build_anew(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = Builder()
    build_shared(tmp_path / "cache", articles, tmp_path / "first", builder)
    figures = articles / "sample" / "figures.yaml"
    figures.write_text(figures.read_text(encoding="utf-8") + "# reviewed\n", encoding="utf-8")
    build_shared(tmp_path / "cache", articles, tmp_path / "second", builder)
    build_shared(tmp_path / "cache", articles, tmp_path / "moved", builder, "https://a.example/")
    monkeypatch.setattr(shared_datasets, "installed_packages", lambda: ("another 1.0",))
    build_shared(tmp_path / "cache", articles, tmp_path / "third", builder)
    assert builder.builds == 4


def test_a_copy_that_a_test_changes_leaves_the_stored_dataset_as_it_was(
    tmp_path: Path, articles: Path
) -> None:
    first = build_shared(tmp_path / "cache", articles, tmp_path / "first", Builder())
    (first.folder / MANIFEST).write_text("changed", encoding="utf-8")
    second = build_shared(tmp_path / "cache", articles, tmp_path / "second", Builder())
    assert (second.folder / MANIFEST).read_text(encoding="utf-8") == "{}"


def test_the_cache_is_bounded(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MOST_STORED + 2):
        monkeypatch.setattr(shared_datasets, "version", str(number))
        build_shared(tmp_path / "cache", articles, tmp_path / str(number), Builder())
    stored = [path for path in (tmp_path / "cache").iterdir() if path.is_dir()]
    assert len(stored) == MOST_STORED


def test_other_files_are_made_once_and_anew_for_other_articles(
    tmp_path: Path, articles: Path
) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "file").write_text(str(len(made)), encoding="utf-8")

    def text(name: str) -> str:
        folder = folder_made_once(tmp_path / "cache", articles, tmp_path / name, make)
        return (folder / "file").read_text(encoding="utf-8")

    assert [text("first"), text("second")] == ["1", "1"]
    (articles / "sample" / "figures.yaml").write_text("figures: []\n", encoding="utf-8")
    assert text("third") == "2"


def test_files_that_could_not_be_made_are_made_again(tmp_path: Path, articles: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "file").write_text("half", encoding="utf-8")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        folder_made_once(tmp_path / "cache", articles, tmp_path / "first", fail)
    folder = folder_made_once(
        tmp_path / "cache",
        articles,
        tmp_path / "second",
        lambda folder: (folder / "other").touch(),
    )
    assert [path.name for path in folder.iterdir()] == ["other"]
