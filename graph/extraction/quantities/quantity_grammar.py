"""The regular expressions that find quantities, made from the word lists.

One expression finds every form; `quantity_reading.py` reads its named groups.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from districtgraph.graph.extraction.lexicon.lexicon_records import (
    Approximation,
    Classifier,
    Lexicon,
    UnitOfMeasure,
)
from districtgraph.graph.extraction.lexicon.word_patterns import alternatives
from districtgraph.graph.text.clauses import CLAUSE_MARKS, HALF_WIDTH_STOPS, PARAGRAPH_MARKS
from districtgraph.graph.text.numerals import FRACTIONS, MAX_NUMERAL, NUMERAL

__all__ = [
    "CLAUSE_END",
    "GARBLED",
    "REACH",
    "SEPARATELY",
    "Measure",
    "QuantityMatch",
    "clause_before",
    "find_matches",
    "lasting_noun",
    "measures",
    "unitless_noun",
]

Measure = UnitOfMeasure | Classifier

CLAUSE_END = f"{CLAUSE_MARKS}{HALF_WIDTH_STOPS}{PARAGRAPH_MARKS}\t"
"""The characters that end a clause in the rules of this package, which read whole texts.

A bar, which ends a clause of a sentence, ends none here.
"""

_RANGE = " ?(?:[-－–—~～]{1,2}|至|到) ?"
_MINUS = "负|[-－−](?=[0-9０-９])"
# 产值+5.2%, but no sign joins two things: 4.5米人行道+15米车行道.
_PLUS = r"(?:(?<![一-鿿A-Za-z0-9])\+(?=[0-9])|\+(?=[0-9.]+ ?(?:[%％‰℃]|个?百分点)))"
# Not a numeral that begins inside a Latin word (PM2.5) or another numeral, and no ordinal
# (第三个, 四届三次). But 800万65岁以上老年人 has two quantities: a number of people, and their age.
_FREE = (
    "(?:(?<![A-Za-z0-9０-９.．第届零〇○一二三四五六七八九十百千万亿两廿卅])"
    "|(?<=[0-9][万亿])(?=[0-9]{2,3}周?岁)"
    # CPI102.3, PMI50.8: the names of indexes are no part of a code.
    "|(?:(?<=CPI)|(?<=PPI)|(?<=PMI))(?=[0-9]+[.][0-9])"
    # 2021十件实事: ten works of 2021.
    "|(?<=20[0-9]{2})(?=十[大件项]))"
)
# What must precede a unit that is used only after Arabic numbers, a magnitude or decimals.
_AFTER = {"arabic": "(?<=[0-9０-９万亿余多 ])", "magnitude": "(?<=[万亿])",
    "decimal": "(?:(?<=[.．][0-9０-９])|(?<=[.．][0-9０-９][0-9０-９]))"}  # fmt: skip
# 9公里2，: an exponent that a converter has lowered; 9公里2座桥 has another number.
_AFTER_EXPONENT = r"(?=[，,。；;、：:）)\s的以左和与及]|$)"
# The next thing in a list that shares the unit of its last number: 0.9、5.9个百分点.
_AND = "(?:、|和|与|及|以及|或)"
# 5、6家: one digit or the next.
_PAIRS = [*(f"{n}、{n + 1}" for n in range(1, 9)), *map("、".join, pairwise("一二三四五六七八九")),
    "两、三", "一、两", "１、２", "２、３", "３、４"]  # fmt: skip
_EITHER = rf"(?<![、.])(?:{'|'.join(_PAIRS)})[十百千万]{{0,2}}(?![0-9.、])"
GARBLED = "[?\ufffd□■]"
"""A regular expression for a character that replaces a damaged one in a number."""

SEPARATELY = re.compile("分别|各|依次")
"""Words that say that the numbers of a list belong to different things."""

# A character that is no part of a numeral, and no word that may follow one without a measure word.
_UNLISTED = (
    "[一-鿿](?<![多余来几十百千万亿零〇一二三四五六七八九两左以上下内外前后之中时期年月日号点分秒级版型类等的了和与及"
    "至到为是在强大优佳届线路街国省市区县乡镇村组屯队院校班后初末底股倍成位第代室楼馆厂店桥岸端维核营团旅师连排军港岛湾山河湖机甲乙丙丁戊己庚辛])"
    "(?=[，,。；;、）)]|$)"
)
_WRITTEN = "0-9０-９零〇○一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億"
_UNREADABLE = re.compile(f"[{_WRITTEN}{FRACTIONS}]{{{MAX_NUMERAL + 1},}}")
"""A run of number characters that is longer than any numeral that can be read."""

# 0.7个、5.1个、6.5个百分点: the numbers of a list share the unit of the last.
_POINTS_LATER = re.compile(
    rf"(?:[、和与及][-－−负]?{NUMERAL}个){{0,12}}[、和与及][-－−负]?{NUMERAL}个百分点"
)
REACH = 60
"""The most characters before a number that any rule looks at."""


def measures(lexicon: Lexicon) -> list[Measure]:
    """Return the units and measure words."""
    return [*lexicon.units, *lexicon.classifiers]


def _guarded(item: Approximation) -> str:
    """Return a pattern of the word with the restrictions on the words around it."""
    before = f"(?<![{''.join(item.not_after)}])" if item.not_after else ""
    after = f"(?=[{''.join(item.only_before)}])" if item.only_before else ""
    refused = f"(?![{''.join(item.not_before)}])" if item.not_before else ""
    return f"{before}{re.escape(item.word)}{after}{refused}"


def _approximating(items: Iterable[Approximation]) -> str:
    return "|".join(map(_guarded, sorted(items, key=lambda item: len(item.word), reverse=True)))


def _symbols(found: Iterable[Measure]) -> str:
    """Return a pattern of units and measure words, longer ones first."""
    patterns = {symbol: _symbol(symbol, item) for item in found for symbol in item.symbols}
    return "|".join(patterns[symbol] for symbol in sorted(patterns, key=len, reverse=True))


def _symbol(symbol: str, item: Measure) -> str:
    after = _AFTER[item.after] if item.after else ""
    guard = f"(?!{alternatives(item.not_before)})" if item.not_before else ""
    # A unit in Latin letters is a whole word: 5m, not 5mm or 5Max.
    latin = "(?![A-Za-z0-9])" if symbol[-1].isascii() and symbol[-1].isalpha() else ""
    lowered = _AFTER_EXPONENT if symbol[-1].isdecimal() and not symbol[0].isascii() else ""
    return after + re.escape(symbol) + guard + latin + lowered


class QuantityMatch:
    """A match of the grammar, with the approximation before it as an additional group.

    Args:
        match: what the grammar matched, from the number on.
        lead: where the approximation begins, or the number if there is no approximation.
        before: the approximation, without a space after it.

    """

    __slots__ = ("before", "lead", "match", "string")

    def __init__(self, match: re.Match[str], lead: int, before: str | None) -> None:
        self.match = match
        self.lead = lead
        self.before = before
        self.string = match.string

    def group(self, name: str) -> str | None:
        """Return the words of a group of the grammar, or of `before`."""
        return self.before if name == "before" else self.match[name]

    def words(self, name: str) -> str:
        """Return the words of a group, or an empty text if it did not match."""
        return self.group(name) or ""

    def start(self, name: str | None = None) -> int:
        """Return where the match, or one of its groups, begins."""
        return self.match.start(name) if name else self.lead

    @property
    def unit_words(self) -> str | None:
        """The unit or measure word as written, or the one that a list or a change shares."""
        timed, symbol, currency = (self.group(name) for name in ("timed", "symbol", "currency"))
        if timed:
            return f"个{timed}"
        if symbol == "个" and _POINTS_LATER.match(self.string, self.end()):
            return "个百分点"
        if symbol == "元" and currency not in (None, "￥", "¥"):
            # HK$4亿元: the sign before the number says whose 元 it is.
            return currency
        others = (self.group(name) for name in ("shared", "turned", "unlisted"))
        return symbol or next(filter(None, others), currency)

    @property
    def number(self) -> int:
        """Where the number itself begins."""
        return self.match.start()

    def end(self) -> int:
        """Return where the match ends."""
        return self.match.end()

    @property
    def text(self) -> str:
        """All words of the match."""
        return self.string[self.lead : self.match.end()]


def find_matches(
    text: str, position: int, lexicon: Lexicon, limit: int | None = None
) -> QuantityMatch | None:
    """Return the first match of the grammar at or after a position."""
    candidates, grammar = _candidates(lexicon), _quantity_grammar(lexicon)
    end = len(text) if limit is None else limit
    start = position
    while candidate := candidates.search(text, start, end):
        start = candidate.start()
        if run := _UNREADABLE.match(text, start, end):
            # Trying it from each of its characters would take quadratic time.
            start = run.end()
            continue
        match = grammar.match(text, start, end)
        if (
            match
            and "、" in (match["first"] or "")
            and SEPARATELY.search(clause_before(text, start))
        ):
            # 分别为5、6家 has two numbers, for two things.
            match = _quantity_grammar(lexicon, choices=False).match(text, start, end)
        if match:
            before = _approximation_before(text, position, start, lexicon)
            lead = start - len(before.rstrip(" ")) - (len(before) - len(before.rstrip(" ")))
            return QuantityMatch(match, lead, before.rstrip(" ") or None)
        start += 1
    return None


def clause_before(text: str, position: int) -> str:
    """Return the words of the clause before a position, as far back as any rule looks."""
    before = text[max(0, position - REACH) : position]
    return before[max(before.rfind(mark) for mark in CLAUSE_END) + 1 :]


def _approximation_before(text: str, limit: int, start: int, lexicon: Lexicon) -> str:
    """Return the approximation right before a number, including one space after it."""
    end = start - 1 if text[start - 1 : start] == " " else start
    words = _before_words(lexicon)
    for length in range(min(_LONGEST_WORD, end - limit), 0, -1):
        item = words.get(text[end - length : end])
        if item is None or _is_within_a_word(text, end - length, item):
            continue
        if not item.only_before or text[start] in item.only_before:
            return text[end - length : start]
    return ""


def _is_within_a_word(text: str, position: int, item: Approximation) -> bool:
    """Return whether an approximation is the end of another word: 条约, but not in 4条|约600米."""
    before = text[position - 1 : position]
    counted = before in _ENDS_A_COUNT and text[position - 2 : position - 1].isdigit()
    return before in (item.not_after or ("\0",)) and not counted


_ENDS_A_COUNT = ("条", "集")
_LONGEST_WORD = 5


@cache
def _before_words(lexicon: Lexicon) -> dict[str, Approximation]:
    return {item.word: item for item in lexicon.before}


@cache
def _candidates(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern of the characters with which a match of the grammar can begin."""
    currencies = "".join({prefix[0] for item in lexicon.units for prefix in item.prefixes})
    return re.compile(
        rf"[0-9０-９零〇○一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖{FRACTIONS}{re.escape(currencies)}]"
        r"|[数几](?=[十百千万亿])|(?<![减增自担欠背抱])负(?=[0-9０-９])|零下(?=[0-9０-９])|[±+\-－−](?=[0-9０-９])|半(?=[个小百数])|个(?=位数)|翻"
    )


@cache
def _quantity_grammar(lexicon: Lexicon, *, choices: bool = True) -> re.Pattern[str]:
    """Return the expression whose matches are quantities unless the words around rule it out.

    It does not include an approximation before the number: `find_matches` looks for that.
    """
    after, within = _approximating(lexicon.after), _approximating(lexicon.within)
    symbols = _symbols(measures(lexicon))
    currencies = alternatives(prefix for item in lexicon.units for prefix in item.prefixes)
    either = rf"{_EITHER}(?=(?:{within})?[万亿]*(?:{symbols}))|" if choices else ""
    near, signed = "近|约|超过?|将近|接近", f"(?:{_MINUS})?"
    return re.compile(
        rf"(?P<places>[个两三四五六]位数)"
        rf"|(?<!\d)(?P<hundred>[百千]分之)(?P<percent>{NUMERAL})"
        rf"(?:{_RANGE}(?:[百千]分之)?(?P<percent_to>{NUMERAL}))?(?P<percent_after>{after})?"
        rf"|(?P<denominator>{NUMERAL})分之(?P<numerator>{NUMERAL})(?P<part_after>{after})?"
        rf"|{_FREE}(?<![/+])(?P<slash>[1-9][0-9]?/[1-9][0-9]{{0,2}})"
        rf"(?![0-9/.％%年月号万十A-Za-z])(?P<slash_after>{after})?"
        rf"|(?P<one_half>一半|半数)(?P<half_after>{after})?"
        rf"|{_FREE}(?P<vulgar>[{FRACTIONS}])(?! ?(?:{symbols}))"
        rf"|(?<=[为是])(?P<zero>零|0)(?=[。，；,;！]|$)"
        rf"|{_FREE}(?P<ratio>{NUMERAL}(?: ?[:：∶] ?{NUMERAL})+(?![0-9]|年度?(?![均份]))"
        rf"|{NUMERAL}(?:比{NUMERAL}){{2}}"
        rf"|{NUMERAL}比1(?![0-9.年月]))"
        rf"|(?P<doubling>翻)了?(?P<doubled_before>{near})?(?P<doubled>{NUMERAL})?番"
        rf"(?P<doubled_after>还多|多|以上)?"
        rf"|{_FREE}(?P<half_of>半)(?P<half_unit>个?百分点|个?小时|个月)"
        rf"|{_FREE}(?P<currency>{currencies})?"
        rf"(?P<sign>(?<![减增自担欠背抱])负|零下|±|(?<![-－–—年月日0-9０-９%％])(?:{_MINUS})|{_PLUS})?"
        rf"(?:(?P<from>(?<=[从由自]))|(?!))?+"
        rf"(?P<vague>[数几](?=[十百千万亿]))?(?:(?P<times>{NUMERAL})[×xX*])?"
        rf"(?P<first>{either}{NUMERAL})"
        # After 从 or 由 the second number is the new value of a change, not the end of a range.
        rf"(?P<few>几)?(?P<garbled>{GARBLED})?"
        rf"(?P<range>(?(from)(?!)|(?P<first_unit>{symbols})?(?P<to>{_RANGE}|±"
        rf"|[与和](?={NUMERAL}(?:{symbols})?之间))(?P<second_sign>{_MINUS})?(?P<second>{NUMERAL})))?"
        # 2.3个亿, 1.2个多亿
        rf"(?:个(?=[多余]?亿(?![级元])))?"
        rf"(?P<within>{within})?(?: (?=[万亿]+(?:{symbols})))?(?P<magnitude>[万亿]+)?"
        rf"(?: ?(?:个(?P<half_within>[半多余])(?P<timed>小时|月|百分点)|(?P<symbol>{symbols})"
        rf"(?P<half>半(?![数天年径成])|(?<=成)[一二三四五六七八九](?![十百千万亿个]))?)(?P<between>之间)?(?P<after>{after})?"
        rf"|(?P<list>(?= ?{_AND}(?:{signed}{NUMERAL}{_AND}){{0,12}}{signed}(?P<shared_by>{NUMERAL})"
        rf"(?P<shared>{symbols})))"
        rf"|(?P<turn>(?=[^{CLAUSE_END}、0-9]{{0,6}}[到至为][近约超了]?(?P<turned_by>{NUMERAL})(?P<turned>{symbols})))"
        rf"|(?<=[0-9][0-9万亿])(?P<unlisted>{_UNLISTED})"
        rf"|(?P<bare>(?<=[万亿多余]))(?!方|级(?<![0-9][万亿]级)|级(?![、，,。；;！]|$)|(?<=[多余])年)"
        rf"(?P<bare_after>{after})?"
        rf"|(?P<plain>(?<=[0-9]))(?![0-9A-Za-z.．%％‰/·:：+\-—–~～*×年月日时号#])"
        rf"(?P<plain_after>{after})?)"
    )


@cache
def lasting_noun(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern of a clause after which a number of years is a quantity (平均厂龄).

    Only verbs of reaching may follow the noun.
    """
    return re.compile(
        rf"(?:{alternatives(lexicon.lasting_nouns)})(?:也|均|都|已|将|普遍|一般|可|仅|只|平均|最长|最短)*"
        "(?:达到?|为|是|有|在|超过?|[由从]|(?:提高|延长|缩短|增加|下降|上升|降低)[到至])?了?$"
    )


@cache
def unitless_noun(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern of a clause after which a number without a unit is a quantity.

    The clause has a ratio, an index or a score (城乡收入比, 综合指数), then a time and a verb.
    """
    return re.compile(rf"(?:{alternatives(lexicon.unitless_nouns)})[^{CLAUSE_END}、%％个]*$")
