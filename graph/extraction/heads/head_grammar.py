"""The words of heads.yaml compiled: sets of words at the ends of a phrase, and patterns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from districtgraph.graph.extraction.heads.phrase_actors import ActorPatterns, actor_patterns
from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon, PhraseWords
from districtgraph.graph.extraction.lexicon.word_patterns import alternatives

__all__ = [
    "BRACKET",
    "EDGES",
    "FIGURE",
    "LONGEST_NOUN",
    "PERIOD",
    "HeadGrammar",
    "WordSet",
    "head_grammar",
]

LONGEST_NOUN = 24
"""The most characters of a noun after a number."""

PERIOD, BRACKET, FIGURE = "\x01", "\x02", "\x03"
"""The characters that replace a time, a bracket without figures, and a figure."""

EDGES = (
    f"{PERIOD}{BRACKET}{FIGURE} \t\n\u00a0\u3000、，,；;：:。！？（）()【】*＊的了"
    "●■◆▲★•·►▶○□◇—–→√|｜"
)
"""Characters that are at neither end of a noun phrase."""

# 户均增收: the change itself is what is measured.
_NOUNS_OF_CHANGE = ("增收", "减收", "增值", "减亏")
STOPS = f"，,；;。：:、！？!?…（）()【】“”|｜\t\n　的了和与及{PERIOD}{FIGURE}{BRACKET}"
"""Characters at which a counted noun ends."""


@dataclass(frozen=True, slots=True)
class WordSet:
    """Words that are removed from the beginning or end of a phrase, longest first."""

    words: frozenset[str]
    longest: int

    def prefix(self, text: str, start: int, end: int) -> int:
        """Return the length of the longest word at `start`, 0 where there is none."""
        for size in range(min(self.longest, end - start), 0, -1):
            if text[start : start + size] in self.words:
                return size
        return 0

    def suffix(self, text: str, start: int, end: int) -> int:
        """Return the length of the longest word that ends at `end`, 0 where there is none."""
        for size in range(min(self.longest, end - start), 0, -1):
            if text[end - size : end] in self.words:
                return size
        return 0


def _words(*lists: Iterable[str]) -> WordSet:
    words = frozenset(word for items in lists for word in items)
    return WordSet(words, max(map(len, words)))


@dataclass(frozen=True, slots=True)
class HeadGrammar:
    """The words of heads.yaml, compiled.

    Attributes:
        lead, weak, not_lead: words removed from the beginning of a phrase, always or before a verb,
            and longer words that only begin like one of them.
        verbs, light: verbs that are part of a head, and verbs that are not.
        trail, not_trail, trailing_verbs: the same for the end of a phrase.
        generic: nouns that refer to something named before.
        single: nouns of one character.
        cut: where a phrase ends (占, 比上年); the group `rate` ends it only before a rate, the
            group `no` does not end it.
        middle: light verbs within a phrase.
        not_light_before: words that turn the light verb before them into a noun.
        noun, not_counted, noun_tails: a noun after its number, words that are no such noun, and
            words that end one.
        attributive: verbs by which a clause describes the noun after 的.
        doing: verbs for what a number of people does.
        of_subject: amounts that need their subject.
        subject_end, no_subject: where the subject of a clause ends, and words that are no subject.
        shared_tails: nouns at the end of a list's last name that all its names share.
        contrasts: groups of modifiers.
        phrases: the words of phrase_words.yaml.
        actors: patterns of who acts.
        granted: what is granted, after 最高.
        towards: a particle and its number before a verb of heading for it.
        trade: trade with someone, which is a name from its preposition on.
        added_to: a verb of adding, `added`, after a word for a stock.

    """

    lead: WordSet
    weak: WordSet
    not_lead: WordSet
    verbs: WordSet
    light: WordSet
    trail: WordSet
    not_trail: WordSet
    trailing_verbs: WordSet
    generic: WordSet
    single: frozenset[str]
    cut: re.Pattern[str]
    middle: re.Pattern[str]
    not_light_before: tuple[str, ...]
    noun: re.Pattern[str]
    not_counted: re.Pattern[str]
    noun_tails: WordSet
    attributive: re.Pattern[str]
    doing: re.Pattern[str]
    of_subject: WordSet
    subject_end: re.Pattern[str]
    no_subject: re.Pattern[str]
    shared_tails: WordSet
    contrasts: tuple[tuple[str, ...], ...]
    phrases: PhraseWords
    actors: ActorPatterns
    granted: re.Pattern[str]
    towards: re.Pattern[str]
    trade: re.Pattern[str]
    added_to: re.Pattern[str]


@cache
def head_grammar(lexicon: Lexicon) -> HeadGrammar:
    """Return the grammar of a lexicon."""
    words, changes, phrases = lexicon.heads, lexicon.changes, lexicon.phrases
    bases = "同比|环比|同口径|较?比?上年同期|比上年|比去年|较上年|较去年"
    compared = (
        r"(?<![占之对入率无倍可])比(?![例重较如方])(?=[^，,；;]{0,40}?[增减提升降高低回扩缩多少长涨快慢窄翻])"
        r"|[比较](?:年初|调整)?(?:预算|计划)数?(?=[短超欠])"
        r"|较(?![好大快高强为低小多少])(?=[^，,；;]{1,40}?[增减提升降高低回扩缩多少长涨快慢窄])"
    )
    only_first = set(words.light_only_first)
    return HeadGrammar(
        lead=_words(words.places, words.times, words.adverbs),
        weak=_words(words.weak_adverbs),
        not_lead=_words(words.not_leads),
        verbs=_words(words.verbs),
        light=_words(words.light),
        trail=_words(
            words.reaching,
            (word for word in (*changes.up, *changes.down) if word not in _NOUNS_OF_CHANGE),
            changes.getting_to,
            words.of_change,
        ),
        not_trail=_words(words.not_trails),
        trailing_verbs=_words(words.verbs, words.light),
        generic=_words(words.generic),
        single=frozenset(words.single_nouns),
        cut=re.compile(
            rf"(?P<no>{'|'.join(words.not_cuts)})|{bases}|{compared}|[比较](?={PERIOD})"
            rf"|与[^，]{{2,14}}?之比|(?:{alternatives(words.cuts)})"
            rf"|按可比|按不变价|按同口径|按(?:{PERIOD}|年)*(?:(?:现行?|当年)?价|(?:平均|末|期末)?汇率)"
            rf"|恢复到?(?={PERIOD})"
            # 经济总量|成为全省第四个突破|2000亿元大关的地区
            r"|成为[^，、；]{0,10}(?:首|第[一二三四五六七八九十0-9]{1,2})[个家座条批](?:突破|超过?|跨[过上]|迈[过上入]|达到?)?了?$"
            # 居全省第1位，|超全省平均增速6个百分点
            r"|(?:^|(?<=，))超过?全[国省市区县州][^，、；]{0,8}$"
            # 第一产业|对GDP的贡献率: whose contribution it is.
            r"|对[^，、；]{2,14}的?贡献率(?=[^，、；]*$)"
            # 是2015年的3倍, 为预算的101%: the clause refers to what was named before.
            r"|(?<![一-鿿])(?:也|均|则|仅|只)*(?:[是为]|相当于)[^，、的]{1,14}的$"
            # 由2010年的, 从最初的: the value that a change started from.
            r"|[由从](?:[^，、由从]{0,14}的)?(?:不足|近|约)?$"
            # 常住人口|与2010年普查的9万人相比
            rf"|[与同](?={PERIOD}[^，、；]{{0,16}}的$)"
            # 保费由每生每年
            rf"|[由从](?:每[一-鿿]|{PERIOD})+$"
            rf"|[由从]{PERIOD}+第[一二三四五六七八九十]次[一-鿿]{{2,8}}$"
            # 完成年度计划的62%: a share of something named before.
            # 超目标1.8个百分点, 完成国家下达的110万人任务: measured against a target.
            r"|(?:超额|提前)?完成[^，、]{0,10}(?:下达|确定|制定|提出|规定)的?$"
            # 完成年初预算数9亿元的45%: so is the budget itself.
            r"|(?:完成|占|为)了?[^，、]{0,10}(?:预算|计划|目标|任务)[数值额]的?$"
            rf"|(?:完成|占|为)了?[^，、]{{0,10}}(?:预算|计划|目标|任务)[数值额]?{BRACKET}+的$"
            rf"|(?P<rate>{alternatives(words.rate_cuts)}"
            r"|(?:完成|占)[^，、]{0,6}(?:计划|任务|目标|预算)(?:指标|总[额数]|[数值])?的?$"
            # 为年初预算|61%
            r"|(?:^|(?<=，))为(?:年初|年度|全年|调整)?(?:预算|计划|目标|任务)数?$"
            r"|(?<![一-鿿])[一-鿿]?(?:年度|年初|预期|计划|进度)?目标(?:任务|值)?$)"
        ),
        middle=re.compile(
            # 建设有机茶 does not contain the word 设有.
            rf"(?<!新)(?!(?<=建)设有)"
            rf"(?:{alternatives(w for w in words.light if w not in only_first)})"
            rf"(?!{alternatives(words.not_light_before)})"
        ),
        not_light_before=tuple(word for word in words.not_light_before if word != "的"),
        noun=_noun(lexicon),
        noun_tails=_words(words.noun_tails),
        attributive=re.compile(
            "位于|坐落|较[快大高多好]|最[快大高多]|明显|"
            + alternatives(w for w in (*words.verbs, *words.light) if len(w) > 1)
        ),
        doing=re.compile(
            rf"(?:实现|全部|稳定|成功|顺利|如期|均|都|已|可)*(?P<doing>{alternatives(words.doings)})"
        ),
        of_subject=_words(words.of_subject),
        not_counted=re.compile(
            rf"的?(?:[两二三四五]个?大?)?(?:[十百千万亿]+元?级?)?(?:{alternatives(words.not_counted)})(?=[{re.escape(STOPS)}]|$)"
        ),
        subject_end=re.compile(
            rf"{alternatives(words.predicates)}|[为达至][0-9]|[0-9]{{2,}}|[0-9][.][0-9]"
        ),
        # 同2010年普查相比: the other side of a comparison.
        no_subject=re.compile(f"同(?=[^，,；;。]{{2,30}}相比)|{alternatives(words.no_subjects)}"),
        shared_tails=_words(words.shared_tails),
        contrasts=words.contrasts,
        phrases=phrases,
        actors=actor_patterns(phrases),
        granted=re.compile(
            f"最高(?P<noun>(?:{alternatives(word for word in lexicon.granted if len(word) > 1)})+)"
            f"|最高(?:{alternatives(word for word in lexicon.granted if len(word) == 1)})"
        ),
        towards=re.compile(
            f"向{FIGURE}+(?:台阶|大关|目标)?(?:{alternatives(phrases.heading_for)})"
        ),
        added_to=re.compile(
            f"(?<=[一-鿿])(?:{alternatives(phrases.stocks)})(?P<added>[新净]增加?)$"
        ),
        trade=re.compile(
            f"对(?:{alternatives(phrases.trade_partners)})[^，,、；;。的]{{0,8}}?"
            f"(?:{alternatives(phrases.trade_nouns)})"
        ),
    )


_TOO_SHORT_ALONE = 2
"""The most characters of a word that is no counted noun alone."""


def _noun(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern of a counted noun, which ends at the verb that it is the subject of.

    和 leads to a second noun (民生保障和社会事业项目), unless a number or a verb follows.
    """
    words, changes = lexicon.heads, lexicon.changes
    verbs = (*words.ends, *changes.up, *changes.down, *changes.getting_to)
    bare = "就业|再就业|增收|脱贫|创业|培训|受灾"
    longer = alternatives(word for word in verbs if len(word) > 1)
    # 回迁房, 参与率: one of these characters turns the verb before it into a noun.
    single = alternatives(w for w in words.ends if len(w) == 1)
    money = "补助|补贴|资金|基金|经费|贷款"
    idle = "(?<=停[产工业])(?:企业|项目)"
    nouns = f"[房率额型者站证户式机器性]|人口|地区|家庭|群众|劳动力|{money}|{idle}"
    # 63个项目中规模最大的: 中 ends the noun.
    among = (
        "(?<=项目|企业|小区|园区)中(?![心小])"
        "|(?<=[市区县省州])中(?=列第|居|位居|位列|排名|排第|前移|上升|下降)"
    )
    # 76个项目未细化到单位
    undone = "(?<=[一-鿿])未(?!来|成年|婚|利用|央|名)"
    ends = f"(?:{longer})(?!{nouns})|{single}|{among}|{undone}"
    # Where a noun ends once it has begun.
    later = f"{ends}|{alternatives(words.later_ends)}"
    stops = re.escape(STOPS)
    # 24个|新开工项目, 2254项|政务服务|全部: a listed noun with a verb in it is whole before these.
    alone = (
        f"(?:{alternatives(word for word in words.not_ends if len(word) > _TOO_SHORT_ALONE)})"
        f"(?=[{stops}]|$|{later})"
    )
    praise = "(?:[高广大强多好优深]|鲜明|突出|显著|明显|密切|完善|齐全|合理)"
    # The second noun is the last word of its clause.
    second = rf"(?=[^{stops}]{{2,20}}(?:[，。；、;,）)的\n]|$))"
    return re.compile(
        # 9件群众关注度高、社会覆盖面广的|实事项目
        rf"(?:级(?=[^{stops}]{{2}}))?的?(?:[^{stops}]{{1,8}}[化型性式]的|专[门用]的|全新的"
        # 37家来自邻市的|企业
        rf"|来自[^{stops}]{{2,10}}的"
        # 25个群众身边的|健身设施: where the things are.
        rf"|[^{stops}]{{1,6}}(?:身边|周边|门口|沿线|材质|风格|规格|用途)的"
        rf"|(?:[^{stops}]{{2,8}}{praise}、){{1,4}}[^{stops}]{{2,8}}{praise}的)?(?P<noun>{alone}|(?:[省市区县旗州镇]委、)?(?:[^{stops}]{{1,6}}[型式]、)*(?:{alternatives(words.not_ends)}|(?!{ends})[^{stops}])"
        rf"(?:{alternatives(words.not_ends)}|(?!{later})[^{stops}]"
        rf"|[和与](?!{ends}){second}){{1,{LONGEST_NOUN - 1}}}"
        rf"|(?:[{''.join(words.single_nouns)}]|{bare})(?=[{stops}]|$|为|是|均|已|都(?!市)|{longer}))"
    )
