"""Names by their marks: 《…》 is a document, “…” what the words around tell."""

import re
from collections.abc import Iterator
from dataclasses import replace

from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.name_lexicon import NameKind, NameLexicon

__all__ = ["quoted_names"]

# GB/T 15834: “…” marks quoted or specially meant words, 《…》 titles; some editors write ″ or ".
_MARKED = re.compile(
    r'“(?P<quoted>[^“”\n]{2,40})”|《(?P<title>[^《》\n]{2,60})》|"(?P<straight>[^"\n]{2,24})"'
)
_NUMBERED = re.compile(r"[一二三四五六七八九十百两双]+个[^，。]")
_PARALLEL = re.compile("[，,；;]")
_ONLY_DIGITS = re.compile(r"[0-9.%]+")
_VERB_REACH = 8
"""Characters before an opening mark in which the verb that governs the words is looked for."""
_LONGEST_FOLLOWER = 8


def quoted_names(text: str, lexicon: NameLexicon) -> Iterator[NamedThing]:
    """Yield the names that stand in marks; quoted words that nothing calls a name are left.

    Words that are called a name at one place are that name at the others too.
    """
    found = tuple(_marked_names(text, lexicon))
    yield from found
    kinds = {name.text: name for name in reversed(found) if name.rule == "quoted-names"}
    starts = {at for name in found for at in (name.start, name.start + 1)}
    for match in _MARKED.finditer(text):
        words = match.group("quoted")
        if words in kinds and match.start("quoted") not in starts:
            yield replace(kinds[words], start=match.start("quoted"), end=match.end("quoted"))


def _marked_names(text: str, lexicon: NameLexicon) -> Iterator[NamedThing]:
    for match in _MARKED.finditer(text):
        if match.group("title"):
            yield _named(text, *match.span("title"), "document", "title-marks")
            continue
        start, end = match.span("quoted" if match.group("quoted") else "straight")
        words = text[start:end]
        if words in lexicon.quoted["not"]:
            continue
        suffix = _follower(text, match.end(), lexicon.quoted["with-suffix"])
        if suffix and not words.endswith(suffix):
            kind: NameKind = "document" if suffix.startswith("规划") else "programme"
            yield _named(text, match.start(), match.end() + len(suffix), kind, "quoted-with-suffix")
        elif not _ONLY_DIGITS.fullmatch(words) and (found := _kind(text, match, words, lexicon)):
            yield _named(text, start, end, found, "quoted-names")


def _named(text: str, start: int, end: int, kind: NameKind, rule: str) -> NamedThing:
    return NamedThing(start, end, text[start:end], kind, rule)


def _follower(text: str, position: int, words: frozenset[str]) -> str:
    """Return the longest of some words that stands at a position."""
    for length in range(_LONGEST_FOLLOWER, 0, -1):
        if text[position : position + length] in words:
            return text[position : position + length]
    return ""


_FOLLOWED: tuple[NameKind, ...] = (
    "slogan",
    "product",
    "event",
    "organisation",
    "facility",
    "programme",
)


def _kind(text: str, match: re.Match[str], words: str, lexicon: NameLexicon) -> NameKind | None:
    """Return what quoted words name: by what follows, by their form, by the verb before."""
    ending = next((kind for end, kind in _ENDINGS if words.endswith(end)), None)
    if ending:
        return ending
    followers = {kind: _follower(text, match.end(), lexicon.quoted[kind]) for kind in _FOLLOWED}
    kind = max(followers, key=lambda item: len(followers[item]))
    before = _governing(text, match.start())
    if _is_principle(words, before, lexicon):
        return "slogan"
    if followers[kind]:
        return kind
    if _NUMBERED.match(words):
        return "slogan"
    if before.endswith(("举办", "承办", "主办", "召开", "参加")):
        return "event"
    return "programme" if before.endswith(tuple(lexicon.quoted["programme-verbs"])) else None


_ENDINGS: tuple[tuple[str, NameKind], ...] = (
    ("条例", "document"),
    ("工程", "programme"),
    ("计划", "programme"),
    ("行动", "programme"),
    ("论坛", "event"),
    ("博览会", "event"),
    ("马拉松", "event"),
    ("文化节", "event"),
    ("艺术节", "event"),
)


def _is_principle(words: str, before: str, lexicon: NameLexicon) -> bool:
    if _PARALLEL.search(words) and len(words) > 8:
        return True
    return before.endswith(tuple(lexicon.quoted["slogan-verbs"]))


def _governing(text: str, position: int) -> str:
    """Return the words of the clause before an opening mark, without the particle after a verb."""
    before = text[max(0, position - _VERB_REACH) : position]
    return re.split("[，。；：、！？\n]", before)[-1].rstrip("了好以")
