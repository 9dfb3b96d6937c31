"""Sentences written from memory of the genre, with the names that a careful reader marks."""

import re
from dataclasses import dataclass
from pathlib import Path

SENTENCES = Path(__file__).with_name("named_sentences.txt")
_MARKED = re.compile(r"\[(?P<kind>\w+)(?P<optional>\??) (?P<name>[^\]]+)\]")


@dataclass(frozen=True)
class KeyedSentence:
    """A sentence with its names: (start, end, kind); those that may be missed apart."""

    text: str
    required: frozenset[tuple[int, int, str]]
    optional: frozenset[tuple[int, int, str]]


def keyed_sentences() -> list[KeyedSentence]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [_keyed(line) for line in lines if line and not line.startswith("#")]


def _keyed(line: str) -> KeyedSentence:
    text, position = "", 0
    keys: dict[bool, set[tuple[int, int, str]]] = {False: set(), True: set()}
    for match in _MARKED.finditer(line):
        text += line[position : match.start()]
        span = len(text), len(text) + len(match.group("name")), match.group("kind")
        keys[bool(match.group("optional"))].add(span)
        text += match.group("name")
        position = match.end()
    return KeyedSentence(text + line[position:], frozenset(keys[False]), frozenset(keys[True]))
