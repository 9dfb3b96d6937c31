"""`corpus.toml`: the title of a corpus, its base IRI and its licence."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from districtgraph.graph.errors import GraphError
from districtgraph.graph.rdf.rebase import check_base
from districtgraph.graph.rdf.vocabulary import BASE, LICENCE

__all__ = ["SETTINGS_FILE", "CorpusError", "CorpusSettings", "new_settings_text", "read_settings"]

SETTINGS_FILE = "corpus.toml"
_KEYS = ("title", "base_iri", "licence", "languages", "texts")


class CorpusError(GraphError):
    """A folder is no corpus, or a damaged one; the message says what to do."""


@dataclass(frozen=True, slots=True)
class CorpusSettings:
    """The content of `corpus.toml`.

    Attributes:
        title_zh, title_en: the titles of the corpus.
        base: the base IRI of all minted IRIs.
        licence: the IRI of the licence of the claims; texts have their own.
        languages: BCP 47 tags of the texts; documents have the first.
        texts: the folder of the texts, relative to the corpus.

    """

    title_zh: str
    title_en: str
    base: str = BASE
    licence: str = LICENCE
    languages: tuple[str, ...] = ("zh-Hans",)
    texts: str = "texts"


def read_settings(folder: Path) -> CorpusSettings:
    """Return the settings of a corpus.

    Raises:
        CorpusError: the folder is no corpus, or its settings are malformed.
        BaseIriError: nothing can be appended to the base IRI.

    """
    path = folder / SETTINGS_FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CorpusError(
            f"{folder}: no corpus is here; `districtgraph new {folder}` makes one"
        ) from error
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: cannot be read: {error}") from error
    if unknown := sorted(set(content) - set(_KEYS)):
        known = ", ".join(_KEYS)
        raise CorpusError(
            f"{path}: '{unknown[0]}' is not a setting of a corpus; these are: {known}"
        )
    title = content.get("title")
    if not isinstance(title, dict) or not all(isinstance(title.get(k), str) for k in ("zh", "en")):
        raise CorpusError(f'{path}: \'title\' must be {{ zh = "…", en = "…" }}')
    return CorpusSettings(
        title["zh"],
        title["en"],
        check_base(_text(content, "base_iri", BASE, path)),
        _text(content, "licence", LICENCE, path),
        _languages(content, path),
        _text(content, "texts", "texts", path),
    )


def _text(content: Mapping[str, Any], name: str, default: str, path: Path) -> str:
    value = content.get(name, default)
    if not isinstance(value, str) or not value:
        raise CorpusError(f"{path}: '{name}' is not a text")
    return value


def _languages(content: Mapping[str, Any], path: Path) -> tuple[str, ...]:
    value = content.get("languages", ["zh-Hans"])
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise CorpusError(
            f"{path}: 'languages' must be a list of language tags, such as [\"zh-Hans\"]"
        )
    return tuple(value)


def new_settings_text(title: str, base: str = BASE) -> str:
    """Return the content of `corpus.toml` for a new corpus."""
    quoted = json.dumps(title, ensure_ascii=False)
    return f"""\
# A corpus of districtgraph: docs/how-to/make-a-corpus.md explains these settings.
title = {{ zh = {quoted}, en = {quoted} }}
# Base of all IRIs that are minted. Choose one of your own if you publish the data.
base_iri = "{base}"
# Licence of the claims. The texts have the licences of their owners.
licence = "{LICENCE}"
languages = ["zh-Hans"]
# Folder of the texts, which are named by their hashes. .gitignore excludes it; delete that line to
# commit texts whose licence permits it.
texts = "texts"
"""
