"""Names by their marks: 《…》 is a document; for “…” the words around decide."""

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
_ONLY_DIGITS = re.compile(r"[0-9.%]+[条项个件]?")
_VERB_REACH = 8
"""How many characters before an opening mark are searched for the governing verb."""
_LONGEST_FOLLOWER = 8


def quoted_names(text: str, lexicon: NameLexicon) -> Iterator[NamedThing]:
    """Yield the names in marks; quoted words that nothing shows to be a name are left out.

    Words that are shown to be a name at one place are that name at the others too.
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
    last: NamedThing | None = None
    for match in _MARKED.finditer(text):
        if match.group("title"):
            yield _named(text, *match.span("title"), "document", "title-marks")
            continue
        start, end = match.span("quoted" if match.group("quoted") else "straight")
        words = text[start:end]
        if words in lexicon.quoted["not"] or words[-1] in _SPEECH_ENDS:
            continue
        suffix = _follower(text, match.end(), lexicon.quoted["with-suffix"])
        if suffix and not words.endswith(suffix):
            kind: NameKind = "document" if suffix.startswith("规划") else _kind_of(suffix, lexicon)
            yield _named(text, match.start(), match.end() + len(suffix), kind, "quoted-with-suffix")
        elif _may_name(text, match, words):
            # “土地预告登记”“许可预发”: the verb before the first governs those that follow.
            listed = last and text[last.end : start] in _LISTED
            found = _kind(text, match, words, lexicon) or (last.kind if last and listed else None)
            if found:
                last = _named(text, start, end, found, "quoted-names")
                yield last


_LISTED = ("”“", "”、“")
_SPEECH_ENDS = "。！？!?…，"
"""Marks before a closing one that end what somebody says: no name ends in one."""


def _kind_of(suffix: str, lexicon: NameLexicon) -> NameKind:
    """Return the kind that a suffix after quoted words shows: “两湾”产业园 is a facility."""
    return lexicon.suffixes.get(suffix, "programme")


def _may_name(text: str, match: re.Match[str], words: str) -> bool:
    """Return whether quoted words can be a name: no mere number, unless it is like “3815”战略."""
    return not _ONLY_DIGITS.fullmatch(words) or bool(_NUMBERED_BY.match(text, match.end()))


_NUMBERED_BY = re.compile(
    "(?:[一-鿿]{0,6}?)(?:机制|战略|思路|布局|体系|格局|任务|目标|部署|行动|模式|工程|计划)"
)


def _named(text: str, start: int, end: int, kind: NameKind, rule: str) -> NamedThing:
    return NamedThing(start, end, text[start:end], kind, rule)


def _follower(text: str, position: int, words: frozenset[str]) -> str:
    """Return the longest of the words at a position."""
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
    """Return the kind of quoted words, from what follows, their form, or the verb before."""
    if _TOPIC.match(text, match.end()):
        return None
    if own := _kind_by_itself(text, match.end(), words, lexicon):
        return own
    followers = {kind: _follower(text, match.end(), lexicon.quoted[kind]) for kind in _FOLLOWED}
    kind = max(followers, key=lambda item: len(followers[item]))
    before = _governing(text, match.start())
    if _is_principle(words, before, lexicon) or (
        _is_parallel(words) and (kind != "programme" or followers[kind] in _AIMS)
    ):
        return "slogan"
    if followers[kind]:
        return kind
    if _MECHANISM.match(text, match.end()) or _PROGRESS.match(text, match.end()):
        return "programme"
    if _NUMBERED.match(words):
        return "slogan"
    if before.endswith(("举办", "承办", "主办", "召开", "参加")):
        return "event"
    return "programme" if before.endswith(tuple(lexicon.quoted["programme-verbs"])) else None


_AIMS = ("目标", "定位")
# “三个一”企业服务机制: the kind comes after an attribute.
_MECHANISM = re.compile("[一-鿿]{1,6}(?:机制|模式|体系|制度|品牌|部署|工作思路|集群)(?![、和])")


# “城市发展成就”新闻发布会: the topic of a press conference is no programme.
_TOPIC = re.compile("(?:系列|专场|专题|主题)*(?:新闻)?(?:发布会|通气会|报道|访谈)")

# “五外联动”扎实推进: something that makes progress is a programme.
_PROGRESS = re.compile(
    "(?:工作|行动|改革)?(?:扎实|深入|稳步|全面|持续|有序|加快|纵深|顺利|全力)+(?:推进|实施|推行|深化|开展)(?![一-鿿])"
)


def _kind_by_itself(text: str, end: int, words: str, lexicon: NameLexicon) -> NameKind | None:
    """Return the kind of quoted words, whatever verb governs them: known words, endings."""
    if words in lexicon.known:
        return lexicon.known[words]
    if words.endswith("号") and text.startswith("文件", end):
        return "document"
    return _kind_by_ending(words, lexicon)


def _kind_by_ending(words: str, lexicon: NameLexicon) -> NameKind | None:
    """Return the kind that the ending of quoted words shows: “三个攻坚年”, “江州人才节”."""
    for end, kind in _ENDINGS:
        if words.endswith(end):
            return kind
    for size in range(min(_LONGEST_ENDING, len(words) - 1), 1, -1):
        if (known := lexicon.suffixes.get(words[-size:])) in ("programme", "event"):
            return known
    return None


_LONGEST_ENDING = 5
_ENDINGS: tuple[tuple[str, NameKind], ...] = (
    ("条例", "document"),
    ("战略", "programme"),
    ("之乡", "programme"),
    ("企业家日", "event"),
    ("节", "event"),
    ("周年", "event"),
    ("两会", "event"),
    ("工程", "programme"),
    ("计划", "programme"),
    ("行动", "programme"),
    ("论坛", "event"),
    ("博览会", "event"),
    ("马拉松", "event"),
    ("文化节", "event"),
    ("艺术节", "event"),
)


_NUMERAL_FIRST = re.compile("[一二两三四五六七八九十0-9]")


def _is_parallel(words: str) -> bool:
    """Return whether words are a maxim of parallel parts: 抢先机、拼经济, but not 一核、两带."""
    parts = words.split("、")
    long = all(len(part) >= _SHORTEST_PART for part in parts)
    return len(parts) > 1 and long and not any(map(_NUMERAL_FIRST.match, parts))


_SHORTEST_PART = 3


def _is_principle(words: str, before: str, lexicon: NameLexicon) -> bool:
    if _PARALLEL.search(words) and len(words) > 8:
        return True
    return before.endswith(tuple(lexicon.quoted["slogan-verbs"]))


def _governing(text: str, position: int) -> str:
    """Return the words of the clause before an opening mark, without a particle at the end."""
    before = text[max(0, position - _VERB_REACH) : position]
    clause = re.split("[，,。；;：:、！？\n]", before)[-1]
    return _LEVEL.sub("", clause).rstrip("了好以")


_LEVEL = re.compile("(?:国家|全国|省|市|全省|国家级|省级|市级)$")
