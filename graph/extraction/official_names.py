"""Names of bodies, titles and congresses by their form, and words that are names by themselves."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.name_lexicon import NameKind
from districtgraph.graph.extraction.named_text import NamedText, within

__all__ = ["known_names", "names_of_bodies", "patterned_names", "titles"]


@cache
def _body_pattern(
    levels: tuple[str, ...],
    names: tuple[str, ...],
    functions: tuple[str, ...],
    ends: tuple[str, ...],
) -> re.Pattern[str]:
    def either(words: Iterable[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    return re.compile(
        rf"(?P<level>{either(levels)})(?P<body>{either(names)})(?![一-鿿]*?(?<=委)托)"
        rf"|(?P<of>{either((*levels, '国家'))})?(?P<function>{either(functions)})"
        rf"(?P<office>{either(ends)})(?![部面势限域级托员任])"
    )


def names_of_bodies(source: NamedText) -> Iterator[NamedThing]:
    """Yield the bodies of a territory by their level, and departments by their function."""
    lexicon, text = source.lexicon, source.text
    pattern = _body_pattern(
        lexicon.body_levels, lexicon.body_names, lexicon.functions, lexicon.function_ends
    )
    for match in pattern.finditer(text):
        named = match.group("level") or match.group("of")
        start = _territory_before(source, match.start()) if named else match.start()
        if start is not None:
            yield NamedThing(
                start, match.end(), text[start : match.end()], "organisation", "bodies"
            )


_LONGEST_TERRITORY = 10
_WHOLE = re.compile("[全各本我该某外邻跨]$")


def _territory_before(source: NamedText, level: int) -> int | None:
    """Return where the name of a body begins whose level (区, 市) stands at a position."""
    last = source.phrases.last_break(level)
    start = max(last.end if last else 0, level - _LONGEST_TERRITORY)
    for _, end in within(source.verbal_nouns, start, level):
        start = end
    core = source.text[start:level]
    if _WHOLE.search(core):
        return None
    if core == "团":
        return start
    return level if len(core) == 1 or source.lexicon.generic.covers(core) else start


@cache
def _title_pattern(
    levels: tuple[str, ...], ends: tuple[str, ...], not_within: tuple[str, ...]
) -> re.Pattern[str]:
    def either(words: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    # 中国 and 全国 begin no title within a name (中国移动), nor after a name's first part.
    return re.compile(
        rf"(?:{either(levels)})(?:(?!{either(not_within)})[一-鿿0-9A-Za-z]){{0,18}}?(?:{either(ends)})"
        rf"(?:（[市区县]）)?"
    )


def titles(source: NamedText) -> Iterator[NamedThing]:
    """Yield the titles and awards that begin with a level: 国家卫生城市."""
    lexicon = source.lexicon
    pattern = _title_pattern(lexicon.title_levels, lexicon.title_ends, lexicon.not_in_titles)
    for match in pattern.finditer(source.text):
        last = source.phrases.last_break(match.start())
        if (last.end if last else 0) == match.start():
            yield NamedThing(*match.span(), match.group(), "programme", "titles")


def known_names(source: NamedText) -> Iterator[NamedThing]:
    """Yield the words that are names wherever they stand."""
    lexicon, text = source.lexicon, source.text
    for start, word in source.phrases.words:
        kind = lexicon.known.get(word)
        if kind is None:
            continue
        end = start + len(word)
        if kind == "place" and text.startswith(lexicon.not_after_known, end):
            continue
        yield NamedThing(start, end, word, kind, "known-names")


def patterned_names(text: str) -> Iterator[NamedThing]:
    """Yield the names that have a form of their own: congresses, plans, builders' bureaus."""
    for rule, kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield NamedThing(*match.span(), match.group(), kind, rule)


_NTH = "[一二三四五六七八九十]"
_PATTERNS: tuple[tuple[str, NameKind, re.Pattern[str]], ...] = (
    ("congresses", "event", re.compile(r"党的(?:十[六七八九]|二十)大")),
    (
        "congresses",
        "event",
        re.compile(
            rf"(?:党的)?(?:十[六七八九]|二十)届{_NTH}中(?:、{_NTH}中)*全会"
            r"|第[一二三四五六七八九十]+届[一-鿿]{2,16}?(?:会|节|论坛|大赛|锦标赛|马拉松)(?![议员暨])"
            # Games are called by their number: 十四冬, 十五运会.
            r"|十[一二三四五六七八九](?:冬(?![季天奥])|运会)"
            r"|(?<![一-鿿])(?:十[六七八九]|二十)大(?=以来|精神|报告)"
        ),
    ),
    (
        "congresses",
        "event",
        re.compile(
            rf"(?:自治区|[省市区县旗州盟])?(?:党委|委|纪委|人大|政协)?{_NTH}+届(?:人大|政协)?{_NTH}+次"
            r"(?:会议|全会|全委会|全体会议)(?:暨[一-鿿]{2,8}会议)?"
        ),
    ),
    (
        "plans",
        "document",
        re.compile(r"“?十[一二三四五]五”?(?:规划纲要|发展规划|规划)(?!编制|建设|项目)"),
    ),
    (
        "builders",
        "organisation",
        re.compile(f"中(?:铁|建|交|冶|核|水|电建|国铁建){_NTH}+(?:局|公司|航局)(?:集团)?"),
    ),
)
