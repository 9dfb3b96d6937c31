"""The folder of a corpus; one command at a time changes it, a whole document at once.

    corpus.toml            settings
    documents/KEY/         record.yaml, claims.jsonl and, if a curator wrote one, overlay.yaml
    texts/SHA256.txt       the texts, by their hashes
    build/                 what is made of it

A document is written to `documents/.new-KEY` and then moved into place. A command that finds an
interrupted move, as after a kill, finishes it first.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from districtgraph.graph.corpora.corpus_record import ARTICLE_RECORD_FILE, RECORD_FILE
from districtgraph.graph.corpora.corpus_settings import (
    SETTINGS_FILE,
    CorpusError,
    CorpusSettings,
    new_settings_text,
    read_settings,
)

__all__ = ["BUILD", "OVERLAY_FILE", "CorpusFolder", "new_corpus", "write_whole"]

OVERLAY_FILE = "overlay.yaml"
BUILD = "build"
"""Folder of what is built."""
_DOCUMENTS = "documents"
_WRITING, _NEW, _OLD = ".writing-", ".new-", ".old-"
_IGNORED = (
    "# Made by districtgraph, and the texts of others.\n/build/\n/texts/\n/.lock\n.writing-*\n"
)


class CorpusFolder:
    """A corpus on disk.

    Args:
        path: its folder.

    Raises:
        CorpusError: the folder is no corpus, or its settings are malformed.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings: CorpusSettings = read_settings(path)

    @property
    def build(self) -> Path:
        """The folder of what is built from it."""
        return self.path / BUILD

    @property
    def documents(self) -> Path:
        """The folder of the documents; for the corpus of one article the corpus folder itself."""
        folder = self.path / _DOCUMENTS
        return folder if folder.is_dir() else self.path

    def document_keys(self) -> tuple[str, ...]:
        """Return the keys of the documents, sorted."""
        with os.scandir(self.documents) as entries:
            return tuple(sorted(entry.name for entry in entries if _is_document(entry)))

    def document(self, key: str) -> Path:
        """Return the folder of a document, which need not exist."""
        return self.documents / key

    def text(self, sha256: str) -> Path:
        """Return the path of the text with a hash, which need not exist."""
        return self.path / self.settings.texts / f"{sha256}.txt"

    @contextmanager
    def locked(self, wait: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Lock the corpus for changes; other commands wait.

        Args:
            wait: is called once if another command has locked the corpus.

        Raises:
            CorpusError: it cannot be written.

        """
        try:
            descriptor = os.open(self.path / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise CorpusError(f"{self.path}: cannot be written: {error.strerror}") from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                wait()
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            self._finish_moves()
            yield
        finally:
            os.close(descriptor)

    def put_text(self, sha256: str, text: str) -> None:
        """Store a text under its hash unless it is stored already."""
        path = self.text(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode("utf-8"))

    def put(self, key: str, files: Mapping[str, str]) -> None:
        """Put a document into place, all files at once; an existing overlay remains."""
        (self.path / _DOCUMENTS).mkdir(exist_ok=True)
        writing = self.documents / f"{_WRITING}{key}"
        shutil.rmtree(writing, ignore_errors=True)
        writing.mkdir()
        for name, content in files.items():
            _write_durably(writing / name, content.encode("utf-8"))
        overlay = self.document(key) / OVERLAY_FILE
        if overlay.exists():
            _write_durably(writing / OVERLAY_FILE, overlay.read_bytes())
        writing.rename(self.documents / f"{_NEW}{key}")
        self._move_in(key)

    def remove(self, key: str) -> None:
        """Remove a document, and its text unless another document has the same."""
        old = self.documents / f"{_OLD}{key}"
        shutil.rmtree(old, ignore_errors=True)
        self.document(key).rename(old)
        shutil.rmtree(old, ignore_errors=True)

    def _move_in(self, key: str) -> None:
        old = self.documents / f"{_OLD}{key}"
        if self.document(key).exists():
            shutil.rmtree(old, ignore_errors=True)
            self.document(key).rename(old)
        (self.documents / f"{_NEW}{key}").rename(self.document(key))
        shutil.rmtree(old, ignore_errors=True)

    def _finish_moves(self) -> None:
        """Finish or undo the moves that were interrupted when a command was killed."""
        for path in list(self.documents.glob(".*-*")):
            if path.name.startswith(_NEW):
                self._move_in(path.name.removeprefix(_NEW))
            elif path.name.startswith(_WRITING):
                shutil.rmtree(path, ignore_errors=True)
        for path in list(self.documents.glob(f"{_OLD}*")):
            shutil.rmtree(path, ignore_errors=True)


def _is_document(entry: "os.DirEntry[str]") -> bool:
    if entry.name.startswith("."):
        return False
    records = (RECORD_FILE, ARTICLE_RECORD_FILE)
    # Of ten thousand documents; a `Path` for each would take longer than the look at the disk.
    return any(os.path.exists(f"{entry.path}{os.sep}{name}") for name in records)  # noqa: PTH110


def new_corpus(path: Path, title: str, base: str) -> None:
    """Make an empty corpus in a new folder, or in one that contains only a git repository.

    Raises:
        CorpusError: the folder is not empty, or cannot be written.

    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(item.name != ".git" for item in path.iterdir()):
            raise CorpusError(f"{path}: this folder is not empty; a new corpus needs an empty one")
        (path / _DOCUMENTS).mkdir()
        (path / ".gitignore").write_text(_IGNORED, encoding="utf-8")
        write_whole(path / SETTINGS_FILE, new_settings_text(title, base).encode("utf-8"))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be written: {error.strerror or error}") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name and move it into place, so that nobody reads a part of it."""
    staging = path.with_name(f"{_WRITING}{path.name}")
    try:
        _write_durably(staging, content)
        staging.replace(path)
    except OSError:
        with suppress(OSError):
            staging.unlink()
        raise


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
