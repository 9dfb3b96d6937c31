"""Finds the source texts that the operator provides; the graph itself only quotes them."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

__all__ = ["TextFolder", "TextProblem", "source_text"]

_SHA256 = re.compile("[0-9a-f]{64}")


class TextProblem(StrEnum):
    """Why a text cannot be shown."""

    NOT_GIVEN = "not-given"
    MISSING = "missing"
    ANOTHER = "another"
    NOT_UTF8 = "not-utf8"


@dataclass(frozen=True, slots=True)
class TextFolder:
    """A folder of texts.

    Attributes:
        path: the folder.
        by_hash: whether files are named by the SHA-256 of their texts, as in a corpus, rather
            than by the keys of the documents.

    """

    path: Path
    by_hash: bool = False

    def file(self, key: str, sha256: str) -> Path:
        """Return where the text of a document is, or would be."""
        return self.path / f"{sha256 if self.by_hash else key}.txt"

    def state(self, key: str) -> int:
        """Return a number that changes when a document's text may have changed."""
        # A file named by its hash never changes: it can only appear or disappear.
        path = self.path if self.by_hash else self.file(key, "")
        try:
            return path.stat().st_mtime_ns
        except OSError:
            return 0


def source_text(folder: TextFolder | None, key: str, sha256: str | None) -> str | TextProblem:
    """Return a document's text, or why there is none; it is in no message and in no log.

    Args:
        folder: where the texts are; None if none are given.
        key: the document's name in its IRI.
        sha256: of the bytes that the document was read from, in hex.

    """
    if folder is None:
        return TextProblem.NOT_GIVEN
    if sha256 is None or not _SHA256.fullmatch(sha256):
        return TextProblem.ANOTHER if folder.file(key, "").exists() else TextProblem.MISSING
    path = folder.file(key, sha256)
    try:
        facts = path.stat()
        text = _read(path, facts.st_mtime_ns, facts.st_size, sha256)
    except OSError:
        return TextProblem.MISSING
    return text


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int, _size: int, sha256: str | None) -> str | TextProblem:
    """Return the decoded text if it is the very text on record, as `graph.documents` has it."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        return TextProblem.ANOTHER
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return TextProblem.NOT_UTF8
