"""The words of the pages, in both languages, from the files in `texts/`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

__all__ = ["page_texts"]

_FOLDER = Path(__file__).with_name("texts")


@cache
def page_texts() -> Mapping[str, Mapping[str, str]]:
    """Return the words of the pages by language and name.

    Raises:
        ValueError: two files give the same name other words.

    """
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        for language, words in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            known = texts.setdefault(language, {})
            if twice := known.keys() & words.keys():
                raise ValueError(f"{path}: {', '.join(sorted(twice))} are in another file too")
            known |= words
    return texts
