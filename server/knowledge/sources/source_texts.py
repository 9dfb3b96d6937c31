"""The source texts that the operator may give: somebody's texts, which the graph only quotes."""

import hashlib
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

__all__ = ["TextProblem", "source_text"]


class TextProblem(StrEnum):
    """Why a text cannot be shown."""

    NOT_GIVEN = "not-given"
    MISSING = "missing"
    ANOTHER = "another"
    NOT_UTF8 = "not-utf8"


def source_text(folder: str | None, key: str, sha256: str | None) -> str | TextProblem:
    """Return a document's text, or why there is none; it is in no message and in no log.

    Args:
        folder: where the operator keeps texts, as ``KEY.txt``; None where none are given.
        key: the document's name in its IRI.
        sha256: of the bytes that the document was read from, in hex.

    """
    if folder is None:
        return TextProblem.NOT_GIVEN
    path = Path(folder) / f"{key}.txt"
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
