"""The regular expressions by which quantities are found, made from the word lists.

One expression finds every form. Its groups name what it found: `quantities.py` reads them.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from districtgraph.graph.extraction.lexicon import Approximation, Classifier, Lexicon, UnitOfMeasure
from districtgraph.graph.text.numerals import FRACTIONS, NUMERAL

__all__ = ["CLAUSE_END", "Measure", "measures", "quantity_grammar", "unitless_noun"]

Measure = UnitOfMeasure | Classifier

CLAUSE_END = "，,；;。：:！？!?\n　"
"""The characters that end a clause for the rules of this package."""

_RANGE = " ?(?:[-－–—~～]{1,2}|至|到) ?"
_MINUS = "负|[-－−](?=[0-9０-９])"
# A numeral that begins inside a Latin word (PM2.5) or another numeral, or that tells an order
# (第三个, 四届三次), is none of ours.
_FREE = "(?<![A-Za-z0-9０-９.．第届零〇○一二三四五六七八九十百千万亿两廿卅])"
# What may stand right before a unit that is used after Arabic numbers or after a magnitude only.
_AFTER = {"arabic": "(?<=[0-9０-９万亿余多 ])", "magnitude": "(?<=[万亿])"}
# The next thing in a list that shares the unit of its last number: 0.9、5.9个百分点.
_AND = "(?:、|和|与|及|以及|或)"
# 5、6家: one digit or the next.
_PAIRS = [*(f"{n}、{n + 1}" for n in range(1, 9)), *map("、".join, pairwise("一二三四五六七八九")),
    "两、三", "一、两", "１、２", "２、３", "３、４"]  # fmt: skip
_EITHER = rf"(?<![、.])(?:{'|'.join(_PAIRS)})[十百千万]{{0,2}}(?![0-9.、])"
# Characters that stand where a number was damaged.
GARBLED = "[?\ufffd□■]"


def measures(lexicon: Lexicon) -> list[Measure]:
    """Return the units and measure words."""
    return [*lexicon.units, *lexicon.classifiers]


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _guarded(item: Approximation) -> str:
    """Return a pattern of the word that respects what may stand around it."""
    before = f"(?<![{''.join(item.not_after)}])" if item.not_after else ""
    after = f"(?=[{''.join(item.only_before)}])" if item.only_before else ""
    return f"{before}{re.escape(item.word)}{after}"


def _approximating(items: Iterable[Approximation]) -> str:
    return "|".join(map(_guarded, sorted(items, key=lambda item: len(item.word), reverse=True)))


def _symbols(found: Iterable[Measure]) -> str:
    """Return a pattern of units and measure words, longer ones first."""
    patterns = {symbol: _symbol(symbol, item) for item in found for symbol in item.symbols}
    return "|".join(patterns[symbol] for symbol in sorted(patterns, key=len, reverse=True))


def _symbol(symbol: str, item: Measure) -> str:
    after = _AFTER[item.after] if item.after else ""
    guard = f"(?!{_alternatives(item.not_before)})" if item.not_before else ""
    # A unit in Latin letters is a whole word: 5m, not 5mm or 5Max.
    latin = "(?![A-Za-z0-9])" if symbol[-1].isascii() and symbol[-1].isalpha() else ""
    return after + re.escape(symbol) + guard + latin


@cache
def quantity_grammar(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the expression whose matches are quantities, unless what is around them forbids it."""
    before, after = _approximating(lexicon.before), _approximating(lexicon.after)
    within = _approximating(lexicon.within)
    symbols = _symbols(measures(lexicon))
    currencies = _alternatives(prefix for item in lexicon.units for prefix in item.prefixes)
    near = "近|约|超过?|将近|接近"
    return re.compile(
        rf"(?P<places>[个两三四五六]位数)"
        rf"|(?P<percent_before>{before})?(?<!\d)(?P<hundred>[百千]分之)(?P<percent>{NUMERAL})"
        rf"(?:{_RANGE}(?:[百千]分之)?(?P<percent_to>{NUMERAL}))?(?P<percent_after>{after})?"
        rf"|(?P<part_before>{before})?(?P<denominator>{NUMERAL})分之(?P<numerator>{NUMERAL})"
        rf"(?P<part_after>{after})?"
        rf"|(?P<slash_before>{before})?{_FREE}(?<![/+])(?P<slash>[1-9][0-9]?/[1-9][0-9]{{0,2}})"
        rf"(?![0-9/.％%年月号A-Za-z])(?P<slash_after>{after})?"
        rf"|(?P<half_before>{before})?(?P<one_half>一半|半数)(?P<half_after>{after})?"
        rf"|{_FREE}(?P<vulgar>[{FRACTIONS}])(?! ?(?:{symbols}))"
        rf"|(?<=[为是])(?P<zero>零|0)(?=[。，；,;！]|$)"
        rf"|{_FREE}(?P<ratio>{NUMERAL}(?: ?[:：∶] ?{NUMERAL})+|{NUMERAL}(?:比{NUMERAL}){{2}}"
        rf"|{NUMERAL}比1(?![0-9.年月]))"
        rf"|翻了?(?P<doubled_before>{near})?(?P<doubled>{NUMERAL})?番(?P<doubled_after>多|以上)?"
        rf"|{_FREE}(?P<half_of>半)(?P<half_unit>个?百分点|个?小时|个月)"
        rf"|(?:(?P<before>{before}) ?)?{_FREE}(?P<currency>{currencies})?"
        rf"(?P<sign>负|±|(?<![-－–—年月日0-9０-９%％])(?:{_MINUS})|\+(?=[0-9]))?(?P<from>(?<=[从由自]))?+"
        rf"(?P<vague>好?[数几](?=[十百千万亿]))?(?:(?P<times>{NUMERAL})[×xX*])?"
        rf"(?P<first>{_EITHER}(?=(?:{within})?[万亿]*(?:{symbols}))|{NUMERAL})"
        # After 从 or 由 the second number is where a change got to, no end of a range.
        rf"(?P<few>几)?(?P<garbled>{GARBLED})?"
        rf"(?P<range>(?(from)(?!)|(?P<first_unit>{symbols})?(?P<to>{_RANGE}|±"
        rf"|[与和](?={NUMERAL}(?:{symbols})?之间))(?P<second_sign>{_MINUS})?(?P<second>{NUMERAL})))?"
        rf"(?P<within>{within})?(?: (?=[万亿]+(?:{symbols})))?(?P<magnitude>[万亿]+)?"
        rf"(?: ?(?:个(?P<half_within>[半多余])(?P<timed>小时|月|百分点)|(?P<symbol>{symbols})"
        rf"(?P<half>半(?![数天年径成]))?)(?P<between>之间)?(?P<after>{after})?"
        rf"|(?P<list>(?={_AND}(?:{NUMERAL}{_AND}){{0,12}}(?P<shared_by>{NUMERAL})"
        rf"(?P<shared>{symbols})))"
        rf"|(?P<bare>(?<=[万亿多余]))(?![级方])"
        rf"|(?P<plain>(?<=[0-9]))(?![0-9A-Za-z.．%％‰/·:：+\-—–~～*×年月日时号#])"
        rf"(?P<plain_after>{after})?)"
    )


@cache
def unitless_noun(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern of a clause that ends before a number without unit that means something.

    The noun is a ratio, an index or a score (城乡收入比, 综合指数), with time and verb after it.
    """
    return re.compile(rf"(?:{_alternatives(lexicon.unitless_nouns)})[^{CLAUSE_END}、%％个]*$")
