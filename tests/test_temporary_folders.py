"""Temporary folders are in memory where that has room, and where nobody has said otherwise."""

import os
import tempfile
from pathlib import Path

import pytest

from . import temporary_folders
from .temporary_folders import LEAST_MEMORY, LEAST_SPACE, folder_in_memory, use_memory


def file_system(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    status = os.statvfs_result((4096, 4096, 0, 0, free // 4096, 0, 0, 0, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda folder: status)


def meminfo(folder: Path, available: int) -> Path:
    path = folder / "meminfo"
    path.write_text(f"MemTotal:  99 kB\nMemAvailable:   {available // 1024} kB\n", encoding="ascii")
    return path


def test_a_folder_in_memory_needs_space_and_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enough, little = meminfo(tmp_path, LEAST_MEMORY), tmp_path / "little"
    little.mkdir()
    file_system(monkeypatch, LEAST_SPACE)
    assert folder_in_memory(tmp_path, enough) == tmp_path
    assert folder_in_memory(tmp_path, meminfo(little, LEAST_MEMORY - 1024)) is None
    assert folder_in_memory(tmp_path, tmp_path / "no-such-file") is None
    assert folder_in_memory(tmp_path / "no-such-folder", enough) is None
    file_system(monkeypatch, LEAST_SPACE - 4096)
    assert folder_in_memory(tmp_path, enough) is None


def test_who_sets_the_variable_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/unchanged")
    monkeypatch.setattr(temporary_folders, "folder_in_memory", lambda: tmp_path)
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    use_memory()
    assert (os.environ["TMPDIR"], tempfile.tempdir) == ("/elsewhere", "/unchanged")
    monkeypatch.delenv("TMPDIR")
    use_memory()
    assert (os.environ["TMPDIR"], tempfile.gettempdir()) == (str(tmp_path), str(tmp_path))
