"""Names by their marks: 《…》 is a document; for “…” the words around decide."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_lexicon import NameKind, NameLexicon

__all__ = ["quoted_names"]

# 《江州日报》
_NEWSPAPER = re.compile(
    "[一-鿿]{2,8}(?:日报|晚报|晨报|时报|早报|商报|都市报|青年报|导报|周刊)|(?!信息|工作|新闻|政策|数据|权威)[一-鿿]{2,3}发布"
)
# GB/T 15834: “…” marks quoted or specially meant words, 《…》 titles; some editors write ″ or ".
_MARKED = re.compile(
    r'“(?P<quoted>[^“”\n]{2,40})”|《(?P<title>[^《》\n]{2,60})》|"(?P<straight>[^"\n]{2,24})"'
)
# ‘…’ is within “…”, which may be longer than a name.
_INNER = re.compile("‘(?P<quoted>[^‘’\n]{2,24})’")
_NUMBERED = re.compile(r"[一二三四五六七八九十百两双]+个[^，。]")
_PARALLEL = re.compile("[，,；;]")
_ONLY_DIGITS = re.compile(r"[0-9.%+＋]+[条项个件]?")
_VERB_REACH = 8
"""How many characters before an opening mark are searched for the governing verb."""
_LONGEST_FOLLOWER = 8


def quoted_names(text: str, lexicon: NameLexicon) -> Iterator[NamedThing]:
    """Yield the names in marks; quoted words that nothing shows to be a name are left out.

    Words that are shown to be a name at one place are that name at the others too.
    """
    found = (*_marked_names(text, lexicon, _MARKED), *_marked_names(text, lexicon, _INNER))
    kinds = {name.text: name for name in reversed(found) if name.rule == "quoted-names"}
    events = {name.text for name in found if name.kind == "event"}
    for name in found:
        # What is held at one place is no programme at another.
        held = name.kind == "programme" and name.text in events
        yield replace(name, kind="event") if held else name
    starts = {at for name in found for at in (name.start, name.start + 1)}
    for match in _MARKED.finditer(text):
        words = match.group("quoted")
        if words in kinds and match.start("quoted") not in starts:
            yield replace(kinds[words], start=match.start("quoted"), end=match.end("quoted"))


def _marked_names(text: str, lexicon: NameLexicon, marked: re.Pattern[str]) -> Iterator[NamedThing]:
    """Yield the names in marks; those of a list have the kind that one of them shows."""
    listed: list[_Marked] = []
    for match in marked.finditer(text):
        if match.groupdict().get("title"):
            paper = _NEWSPAPER.fullmatch(match.group("title"))
            kind: NameKind = "organisation" if paper else "document"
            yield _named(text, *match.span("title"), kind, "title-marks")
            continue
        item = _marked(text, match, lexicon)
        if item is None:
            continue
        if listed and not _LISTED.fullmatch(text, listed[-1].end, item.start):
            yield from _of_one_list(text, listed)
            listed = []
        listed.append(item)
    yield from _of_one_list(text, listed)


@dataclass(frozen=True, slots=True)
class _Marked:
    """Words with their marks at `text[start:end]`, and the name that they are, if they are one.

    `weak` says that only the verb before shows the kind, which words after the list overrule.
    """

    start: int
    end: int
    name: NamedThing | None
    weak: bool = False


def _of_one_list(text: str, items: Sequence[_Marked]) -> Iterator[NamedThing]:
    """Yield the names of a list, each with its kind.

    推行“土地预告登记”“许可预发”: the verb before governs them all.
    按照“甲”“乙”发展思路: what follows the last one shows the kind of those before it.
    """
    kinds: list[NameKind | None] = [item.name.kind if item.name else None for item in items]
    for at in range(len(items) - 2, -1, -1):
        following = kinds[at + 1]
        if following and (kinds[at] is None or (items[at].weak and not items[at + 1].weak)):
            kinds[at] = following
    if items and not any(kinds) and _SUMMED_UP.match(text, items[-1].end):
        kinds[0] = "programme"
    for at in range(1, len(items)):
        kinds[at] = kinds[at] or kinds[at - 1]
    for item, kind in zip(items, kinds, strict=True):
        if item.name and kind:
            yield replace(item.name, kind=kind)
        elif kind:
            yield _named(text, item.start + 1, item.end - 1, kind, "quoted-names")


# “送戏下村”“名师进校”等文化惠民活动: what sums up the list shows the kind.
_SUMMED_UP = re.compile(
    "等(?:[一-鿿0-9]{0,10}?)(?:活动|演出|行动|工程|品牌|举措|机制|模式|制度|改革|政策|计划|工作)(?![一-鿿])"
)


def _marked(text: str, match: re.Match[str], lexicon: NameLexicon) -> _Marked | None:
    """Return marked words, with the name that they are; None if they are certainly no name."""
    start, end = match.start() + 1, match.end() - 1
    words = text[start:end]
    if words in lexicon.quoted["not"] or words[-1] in _SPEECH_ENDS or _is_a_manner(words):
        return None
    if words.endswith(tuple(lexicon.quoted["topics"])):
        return None
    suffix = _follower(text, match.end(), lexicon.quoted["with-suffix"])
    # A concept that is planned is no plan: “站城一体化”规划, but “十四五”规划.
    concept = suffix == "规划" and not words.endswith("五")
    if suffix and not words.endswith(suffix) and not concept:
        kind: NameKind = "document" if suffix.startswith("规划") else _kind_of(suffix, lexicon)
        end = match.end() + len(suffix)
        return _Marked(
            match.start(), end, _named(text, match.start(), end, kind, "quoted-with-suffix")
        )
    if not _may_name(text, match, words):
        return None
    found, weak = _kind(text, match, words, lexicon)
    name = _named(text, start, end, found, "quoted-names") if found else None
    return _Marked(*match.span(), name, weak)


def _is_a_manner(words: str) -> bool:
    """Return whether quoted words only say how something is done: “订单式”模式."""
    return words.endswith("式") and len(words) <= _LONGEST_MANNER


_LONGEST_MANNER = 6

# 落实省委“甲”、市委“乙”部署
_LISTED = re.compile("(?:(?:[、和与及]|，?以及)(?:[省市区县]委|[省市区县]政府)?)?")
_SPEECH_ENDS = "。！？!?…，"
"""Marks before a closing one that end what somebody says: no name ends in one."""


def _kind_of(suffix: str, lexicon: NameLexicon) -> NameKind:
    """Return the kind that a suffix after quoted words shows: “两湾”产业园 is a facility.

    So is “云里”文旅综合体, by the end of what follows.
    """
    ends = (lexicon.suffixes.get(suffix[at:]) for at in range(len(suffix) - 1))
    return next((kind for kind in ends if kind), "programme")


def _may_name(text: str, match: re.Match[str], words: str) -> bool:
    """Return whether quoted words can be a name: no mere number, unless it is like “3815”战略.

    “2+26”城市 are so many cities.
    """
    return not _ONLY_DIGITS.fullmatch(words) or bool(_NUMBERED_BY.match(text, match.end()))


_NUMBERED_BY = re.compile(
    "(?:[一-鿿]{0,10}?)(?:机制|战略|思路|布局|体系|格局|任务|目标|部署|行动|模式|工程|计划|规划)"
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


def _kind(
    text: str, match: re.Match[str], words: str, lexicon: NameLexicon
) -> tuple[NameKind | None, bool]:
    """Return the kind of quoted words, and whether only the verb before them shows it."""
    before = _governing(text, match.start())
    undone = before.endswith(tuple(lexicon.quoted["undoing-verbs"])) or _is_turned(text, match)
    if undone or _is_talk(text, match.end(), words):
        return None, False
    own = _kind_of_building(words, before, lexicon) or _kind_of_brand(
        text, match.end(), words, lexicon
    )
    own = own or _kind_of_the_called(text, match.end(), before, lexicon)
    if own := own or _kind_by_itself(text, match.end(), words, lexicon):
        return own, False
    followers = {kind: _follower(text, match.end(), lexicon.quoted[kind]) for kind in _FOLLOWED}
    kind = max(followers, key=lambda item: len(followers[item]))
    governed = before.endswith(tuple(lexicon.quoted["slogan-verbs"]))
    # ‘有高度、有温度’的新城: an attribute of a noun, unless a verb governs it.
    verbs = tuple(lexicon.quoted["programme-verbs"])
    attribute = _ATTRIBUTE.match(text, match.end()) and not (
        followers[kind] or before.endswith(verbs)
    )
    # What follows parallel words may show that they are a programme.
    aim = kind != "programme" or followers[kind] in lexicon.quoted["aims"]
    if text.startswith("为主题", match.end()) and text[match.start() - 1] == "以":
        return "slogan", False
    # “金秋送健康，共圆中国梦”活动 is named by a maxim.
    undertaken = followers["programme"] in lexicon.quoted["undertakings"]
    maxim = _is_maxim(words) or (_is_parallel(words) and not attribute and aim)
    if maxim and not undertaken:
        return "slogan", False
    if followers[kind] and (undertaken or not governed):
        return kind, False
    if governed:
        return "slogan", not followers[kind]
    if _MECHANISM.match(text, match.end()) or _PROGRESS.match(text, match.end()):
        return "programme", False
    return _kind_by_verb(words, before, text[match.end() :][:1], lexicon), True


_CALLED = ("名为", "名叫", "取名", "取名为", "命名为", "叫做", "名字叫")


def _kind_of_the_called(text: str, end: int, before: str, lexicon: NameLexicon) -> NameKind | None:
    """Return the kind of what has a name, by its noun: 名为“云溪智造”的|企业."""
    if not before.endswith(_CALLED) or not text.startswith("的", end):
        return None
    return lexicon.called_nouns.get(_follower(text, end + 1, frozenset(lexicon.called_nouns)))


def _kind_of_brand(text: str, end: int, words: str, lexicon: NameLexicon) -> NameKind | None:
    """Return the kind of a brand called after goods: “云岭香米”品牌, but “红心”党建品牌."""
    goods = words.endswith(tuple(lexicon.quoted["goods"]))
    return "product" if goods and _BRAND.match(text, end) else None


_BRAND = re.compile("(?:系列)?(?:品牌|牌|商标|产品)")


def _kind_of_building(words: str, before: str, lexicon: NameLexicon) -> NameKind | None:
    """Return the kind of what is built, by its own suffix: 建设“云湖文化园区”."""
    if not before.endswith(_BUILDING):
        return None
    suffix = next((words[-n:] for n in (4, 3, 2) if words[-n:] in lexicon.suffixes), "")
    kind = lexicon.suffixes.get(suffix)
    named = len(words) > len(suffix) + 1 and not lexicon.generic.covers(words[: -len(suffix)])
    built = kind == "facility" or suffix in _AREAS
    return kind if built and named else None


_AREAS = ("园区", "景区", "新城", "古镇", "度假区")
_BUILDING = ("建设", "新建", "修建", "建成", "启用", "走进", "来到")


def _is_turned(text: str, match: re.Match[str]) -> bool:
    """Return whether words are what something was: 从“深山小镇”迈向“开放前沿”."""
    start = match.start()
    return bool(_TURNED.search(text, max(0, start - 1), start) and _INTO.match(text, match.end()))


_TURNED = re.compile("[从由]")
_INTO = re.compile("(?:[一-鿿]{0,4})?(?:到|向|为|成)“?")


def _is_talk(text: str, end: int, words: str) -> bool:
    """Return whether what follows says that the words are a topic, are counted, or are examples.

    “管理、技术、人员”三下沉; “强校带弱校、老校带新校”等形式.
    """
    listed = "、" in words and (_SO_MANY.match(text, end) or _WAYS.match(text, end))
    return bool(_TOPIC.match(text, end) or listed)


def _kind_by_verb(words: str, before: str, after: str, lexicon: NameLexicon) -> NameKind | None:
    """Return the kind of quoted words that nothing but the verb before them shows."""
    verbs = {key: tuple(lexicon.quoted[key]) for key in _VERBS}
    if _NUMBERED.match(words) and not before.endswith(verbs["making-verbs"]):
        return "slogan"
    if before.endswith(verbs["event-verbs"]):
        return "event"
    if before.endswith(("采取", "采用")) and after == "的":
        # 采取“一禁了之”的管理: what is adopted comes after the attribute.
        return None
    if "的" in words or words.endswith(tuple(lexicon.quoted["images"])):
        # 打造“没有围墙的博物馆”: a figure of speech.
        return None
    titled = before.endswith(verbs["title-verbs"]) and _TITLE.search(words)
    return "programme" if titled or before.endswith(verbs["programme-verbs"]) else None


_ATTRIBUTE = re.compile(
    "的(?![一-鿿]{0,6}(?:目标|定位|思路|要求|原则|方针|方向|理念|姿态|态度|精神|劲头|决心|作风|状态|举措|抓手|信念|担当|干劲|韧劲|追求|情怀))"
)
_SO_MANY = re.compile("[两二三四五六七八九十][上下进入出落到提升转变沉][一-鿿]?(?=[，。；])")
_WAYS = re.compile("的?等(?:多种)?(?:形式|方式|办法|途径|手段|渠道)")
_VERBS = ("making-verbs", "event-verbs", "title-verbs", "programme-verbs")
_TITLE = re.compile("[县市区城镇乡村]$|(?:单位|集体|企业|基地|学校|社区|试点|中心|十强|百强|十佳)$")
# “三个一”企业服务机制: the kind comes after an attribute.
_MECHANISM = re.compile(
    "(?:[一-鿿]{1,6}(?:机制|模式|体系|制度|品牌|部署|思路|集群|路网|铁路网|公路网)"
    "|(?!的)(?:[一-鿿]{1,6})?(?:规划|布局|格局|战略|定位))(?![、和])"
)


# “城市发展成就”新闻发布会: the topic of a press conference is no programme.
_TOPIC = re.compile("(?:系列|专场|专题|主题)*(?:新闻)?(?:发布会|通气会|报道|访谈|课题)")

# “五外联动”扎实推进: something that makes progress is a programme.
_PROGRESS = re.compile(
    "(?:工作|行动|改革)?(?:扎实|深入|稳步|全面|持续|有序|加快|纵深|顺利|全力|一体|统筹)+(?:推进|实施|推行|深化|开展)(?![一-鿿])"
)


def _kind_by_itself(text: str, end: int, words: str, lexicon: NameLexicon) -> NameKind | None:
    """Return the kind of quoted words, whatever verb governs them: known words, endings."""
    if words in lexicon.known:
        return lexicon.known[words]
    if _TITLE_OF_A_PLACE.fullmatch(words):
        return "programme"
    if text.startswith("注册", end - len(words) - 4):
        # 注册“云池”小杂粮商标
        return "product" if _TRADEMARK.match(text, end) else None
    if _ARTICLES.search(words):
        return "document"
    if words.endswith("号") and text.startswith("文件", end):
        return "document"
    return _kind_by_ending(words, lexicon)


# “云湖惠企20条”, “新十条”
_ARTICLES = re.compile("(?<=[一-鿿])(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})条$")
_TRADEMARK = re.compile("[一-鿿]{0,5}(?:商标|品牌)")
_TITLE_OF_A_PLACE = re.compile(
    "(?:中国|国家|全国|世界|亚洲)[一-鿿]{0,12}(?:之都|之乡|之城|名城|名镇|[瓷茶酒药石锁]都|强[县市区镇])"
)


def _kind_by_ending(words: str, lexicon: NameLexicon) -> NameKind | None:
    """Return the kind that the ending of quoted words shows: “三个攻坚年”, “江州人才节”."""
    for end, kind in lexicon.quoted_endings.items():
        if words.endswith(end):
            return kind
    if words.endswith(tuple(lexicon.quoted["areas"])):
        # “环大白山旅游区”
        return "place"
    for size in range(min(_LONGEST_ENDING, len(words) - 1), 1, -1):
        known = lexicon.suffixes.get(words[-size:])
        # 招引“好项目”: only ordinary words; “永不落幕的博览会” is a figure of speech.
        if (
            "的" not in words
            and known in ("programme", "event")
            and not lexicon.works.covers(words[:-size])
        ):
            return known
    return None


_LONGEST_ENDING = 5


_NUMERAL_FIRST = re.compile("[一二两三四五六七八九十0-9]")


def _is_parallel(words: str) -> bool:
    """Return whether words are a maxim of parallel parts: 抢先机、拼经济, but not 一核、两带."""
    parts = words.split("、")
    long = all(len(part) >= _SHORTEST_PART for part in parts)
    numbered = sum(bool(_NUMERAL_FIRST.match(part)) for part in parts)
    return len(parts) > 1 and long and 2 * numbered < len(parts)


_SHORTEST_PART = 3


def _is_maxim(words: str) -> bool:
    """Return whether words are a maxim of several clauses."""
    return bool(_PARALLEL.search(words)) and len(words) > _LONGEST_CLAUSE


_LONGEST_CLAUSE = 8


def _governing(text: str, position: int) -> str:
    """Return the words of the clause before an opening mark, without a particle at the end."""
    before = text[max(0, position - _VERB_REACH) : position]
    clause = re.split("[，,。；;：:、！？\n]", before)[-1]
    return _LEVEL.sub("", clause).rstrip("了好以")


_LEVEL = re.compile("(?:国家|全国|省|市|全省|国家级|省级|市级)$")
