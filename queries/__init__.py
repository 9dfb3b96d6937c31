"""Loads the competency questions: SPARQL files with a bilingual header.

The lines of a header are SPARQL comments, so that every file is a valid query::

    # title@zh: …            # title@en: …
    # description@zh: …      # description@en: …
    # group: NAME            one of groups.yaml
    # parameter NAME: …      any number; NAME is one of parameters.yaml
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

__all__ = [
    "Column",
    "CompetencyQuestion",
    "QuestionFileError",
    "QuestionParameter",
    "column",
    "load_groups",
    "load_questions",
]

_FOLDER = Path(__file__).parent
_HEADER = re.compile(r"^# (title|description)@(zh|en): *(.+)$", re.MULTILINE)
_GROUP = re.compile(r"^# group: *(\S+) *$", re.MULTILINE)
_PARAMETER = re.compile(r"^# parameter (\w+): *(.+)$", re.MULTILINE)


class QuestionFileError(ValueError):
    """A question's header lacks something or names what is not there; names the file."""


@dataclass(frozen=True, slots=True)
class QuestionParameter:
    """Something that a question may be given.

    Attributes:
        name: the parameter's name.
        type: individual, claim, integer, decimal or text.
        of: for an individual, the classes or concept schemes to which it belongs, as IRIs relative
            to the base.
        titles: by language, zh and en.
        example: an allowed value.
        pattern: the pattern that is inserted into the query's outermost group; the value replaces
            `$name`.

    """

    name: str
    type: str
    of: tuple[str, ...]
    titles: Mapping[str, str]
    example: str
    pattern: str


@dataclass(frozen=True, slots=True)
class CompetencyQuestion:
    """A question that the graph answers.

    Attributes:
        name: the file's name without its ending.
        titles, descriptions: by language, zh and en.
        text: the SPARQL query, header included.
        group: the name of its group.
        parameters: what it may be given, by name.

    """

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    text: str
    group: str
    parameters: Mapping[str, QuestionParameter]


@cache
def load_questions(folder: Path = _FOLDER) -> tuple[CompetencyQuestion, ...]:
    """Return all questions in the order of their names; QuestionFileError names a malformed one."""
    return tuple(_read(path) for path in sorted(folder.glob("*.rq")))


@cache
def load_groups() -> Mapping[str, Mapping[str, str]]:
    """Return the titles of the groups by name and language, in the order to list them in."""
    groups: Mapping[str, Mapping[str, str]] = _yaml("groups.yaml")
    return groups


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a question's rows.

    Attributes:
        stem: its name without the language; ``name`` for a column with the name zh or en.
        language: the language of its labels, if its name ends in one; else empty.
        titles: by language.

    """

    stem: str
    language: str
    titles: Mapping[str, str]


def column(name: str) -> Column:
    """Return what a column is, by its name; KeyError where columns.yaml lacks it."""
    stem, language = name, ""
    if match := re.fullmatch(r"(?:(\w+)(Zh|En))|(zh|en)", name):
        stem, language = match.group(1) or "name", (match.group(2) or match.group(3)).lower()
    return Column(stem, language, _columns()[stem])


def _read(path: Path) -> CompetencyQuestion:
    text = path.read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {"title": {}, "description": {}}
    for field, language, words in _HEADER.findall(text):
        found[field][language] = words.strip()
    for field, by_language in found.items():
        for language in {"zh", "en"} - by_language.keys():
            raise QuestionFileError(f"{path}: the header lacks '# {field}@{language}: …'")
    return CompetencyQuestion(
        path.stem, found["title"], found["description"], text, _group(path, text),
        {name: _parameter(path, name, pattern) for name, pattern in _PARAMETER.findall(text)},
    )  # fmt: skip


def _group(path: Path, text: str) -> str:
    match = _GROUP.search(text)
    if match is None or match.group(1) not in load_groups():
        raise QuestionFileError(f"{path}: the header lacks '# group: …' with one of groups.yaml")
    return match.group(1)


def _parameter(path: Path, name: str, pattern: str) -> QuestionParameter:
    if name not in _kinds():
        raise QuestionFileError(f"{path}: parameters.yaml has no parameter '{name}'")
    kind = _kinds()[name]
    titles = {language: kind[language] for language in ("zh", "en")}
    of, example = tuple(kind.get("of", ())), str(kind["example"])
    return QuestionParameter(name, kind["type"], of, titles, example, pattern.strip())


@cache
def _kinds() -> Mapping[str, Mapping[str, str]]:
    kinds: Mapping[str, Mapping[str, str]] = _yaml("parameters.yaml")
    return kinds


@cache
def _columns() -> Mapping[str, Mapping[str, str]]:
    return _yaml("columns.yaml")


def _yaml(name: str) -> Mapping[str, Mapping[str, str]]:
    content: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        (_FOLDER / name).read_text(encoding="utf-8")
    )
    return content
