"""The competency questions, as SPARQL files with a bilingual header, and their loader."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["CompetencyQuestion", "QuestionFileError", "load_questions"]

_FOLDER = Path(__file__).parent
_HEADER = re.compile(r"#\s*(title|description)@(zh|en):\s*(.+)")


class QuestionFileError(ValueError):
    """A question lacks a title or description in one of the languages; names the file."""


@dataclass(frozen=True, slots=True)
class CompetencyQuestion:
    """A question that the graph answers.

    Attributes:
        name: the file's name without its ending.
        titles, descriptions: by language, zh and en.
        text: the SPARQL query, header included.

    """

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    text: str


@cache
def load_questions(folder: Path = _FOLDER) -> tuple[CompetencyQuestion, ...]:
    """Return all questions in the order of their names; QuestionFileError names a malformed one."""
    return tuple(_read(path) for path in sorted(folder.glob("*.rq")))


def _read(path: Path) -> CompetencyQuestion:
    text = path.read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {"title": {}, "description": {}}
    for field, language, words in _HEADER.findall(text):
        found[field][language] = words.strip()
    for field, by_language in found.items():
        for language in {"zh", "en"} - by_language.keys():
            raise QuestionFileError(f"{path}: the header lacks '# {field}@{language}: …'")
    return CompetencyQuestion(path.stem, found["title"], found["description"], text)
