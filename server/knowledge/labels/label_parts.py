"""Splits a name into the parts that find it: characters, their pairs, and words."""

import zlib
from typing import NamedTuple

from districtgraph.server.knowledge.labels.label_folding import grams, runs_and_words

__all__ = ["IndexedName", "key_of", "kind_part", "parts_of", "spellings", "written"]

_ASCII_SIGNS = {code: 0xE000 + code for code in range(128) if not chr(code).isalnum()}
"""Replaces characters that the tokenizer would treat as gaps by characters of private use."""


class IndexedName(NamedTuple):
    """A name as the index has it: its text, language, role and folded text."""

    text: str
    language: str
    role: str
    folded: str


def key_of(text: str) -> int:
    """Return what a whole text is looked up by; two texts may have the same."""
    data = text.encode("utf-8", "surrogatepass")
    return zlib.crc32(data) << 24 ^ zlib.adler32(data)


def parts_of(name: IndexedName) -> set[str]:
    """Return what a name is found by: its characters, their pairs, and its words."""
    if name.role == "pinyin":
        return {*name.folded.split(" "), *spellings(name.folded)[1:]}
    runs, words = runs_and_words(name.folded)
    return {*words, *(part for run in runs for part in (*run, *grams(run)))}


def spellings(pinyin: str) -> tuple[str, str, str]:
    """Return how a name may be typed: syllable by syllable, in one word, by its initials."""
    syllables = pinyin.split(" ")
    return pinyin, "".join(syllables), "".join(syllable[0] for syllable in syllables)


def kind_part(kind: str) -> str:
    """Return what things of a kind are found by."""
    return f"\uf8ff{zlib.crc32(kind.encode('utf-8', 'surrogatepass')):x}"


def written(part: str) -> str:
    """Return a part as the tokenizer takes it for one word."""
    return part.translate(_ASCII_SIGNS)
