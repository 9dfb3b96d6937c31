"""Why a numeral is no figure, as far as the language itself shows it."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.quantities.numbered_places import names_a_place
from districtgraph.graph.extraction.quantities.quantity_grammar import (
    GARBLED,
    clause_before,
    measures,
)
from districtgraph.graph.extraction.quantities.quantity_guards import (
    ROUND_THE_CLOCK,
    has_rank,
    in_words,
    is_denominator,
    is_quoted,
)
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities
from districtgraph.graph.extraction.quantities.table_rows import is_in_table
from districtgraph.graph.text.numerals import Numeral

__all__ = ["exclusion_reason"]

_ARABIC = "0123456789０１２３４５６７８９"
# （一）, 一、, 1. at the beginning of a line; 一是 and 一要 at the beginning of a clause.
_OUTLINE_START = re.compile(r"(?:^|[\n　 。；]) *[（(]?$")
_OUTLINE_END = re.compile(r"[）)、．]|\.(?!\d)")
_NOTE_OPENS, _NOTE_CLOSES = ("[", "［", "〔"), ("]", "］", "〕")
_CLAUSE_START = re.compile(r"(?:^|[。；;，,：:！？\n　]) *$")
_DATE_PART = re.compile(
    "个季度|天(?=小?长假|假期|共|累计)|[多余]?年|周年|周岁|月(?!票)|日(?!游)|时许|时(?=[0-9，。至到])|点(?=[半钟整])|世纪"
)
# 前4天, 连续3天: a part of a time, or its length.
_DAYS_BEFORE = re.compile("(?<!提)[前头]$|连续$|(?<![将接])近$")
_LATIN = re.compile("[A-Za-z]")
_DAMAGED_AFTER = re.compile(GARBLED)
_DAMAGED_BEFORE = re.compile(f"{GARBLED}[.．]?$")
# 〔2024〕15号, 12345热线, 10+5: things that are referred to by a number.
_CODE_BEFORE = re.compile(
    "(?:No|NO|no|编号|电话|热线|邮编|文号|附?[表图]|附件|专栏|单元)[.:：]? ?$|[〔+＋#＃]$|7[×xX*/]$"
)
_CODE_AFTER = re.compile("〕|[+＋#＃]|号|单元|室|[×xX*/]24小时")
_VERSION = re.compile(r"\d\.0")
_CLOCK_AFTER = re.compile("[:：][0-5][0-9]")
_CLOCK_BEFORE = re.compile("[0-9][:：]$|[0-9一二三四五六七八九十][时点]$")
_LONG_CODE = 7
"""An Arabic number without a unit and with this many digits is a telephone number or a code."""


def exclusion_reason(text: str, numeral: Numeral, lexicon: Lexicon) -> str | None:
    """Return why a numeral is no figure, as a key of the scheme exclusion-reasons.

    None if a quantity contains the numeral, or if the rules cannot decide: then a curator has to.
    """
    if _marks(text, lexicon)[numeral.start] == _IN_QUANTITY:
        return None
    for reason, applies in _REASONS:
        if applies(text, numeral, lexicon):
            return reason
    return None


def _after(text: str, numeral: Numeral, words: tuple[str, ...]) -> bool:
    return text.startswith(words, numeral.end)


def _before(text: str, numeral: Numeral) -> str:
    """Return the characters before the numeral, as many as any rule looks at."""
    return text[max(0, numeral.start - 20) : numeral.start]


def _is_chinese(numeral: Numeral) -> bool:
    return numeral.text[0] not in _ARABIC


def _is_technical(text: str, numeral: Numeral, _: Lexicon) -> bool:
    """Return whether the numeral is part of a Latin word (PM2.5, 4S店, 3A) or a version (4.0)."""
    if _VERSION.fullmatch(numeral.text):
        return True
    before = text[numeral.start - 1 : numeral.start]
    return bool(_LATIN.match(before) or _LATIN.match(text, numeral.end))


def _is_garbled(text: str, numeral: Numeral, _: Lexicon) -> bool:
    """Return whether a character of the number is damaged: 1?%, 1?.5%."""
    return bool(
        _DAMAGED_AFTER.match(text, numeral.end) or _DAMAGED_BEFORE.search(_before(text, numeral))
    )


def _is_idiom(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return in_words(text, numeral.start, numeral.text, lexicon.idioms)


def _is_morpheme(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return in_words(text, numeral.start, numeral.text, lexicon.morphemes)


def _is_ordinal(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Return whether the numeral is an ordinal: 第三, 四届三次, 十八大, 前三名, 二次."""
    before = _before(text, numeral)
    if before.endswith(("第", "届")):
        return True
    if _after(text, numeral, ("名", "位")) and has_rank(text, numeral.start):
        return True
    if numeral.text == "二" and _after(text, numeral, _classifiers(lexicon)):
        return True
    if before.endswith("前") and _after(text, numeral, ("名", "位", "列", "强", "茅")):
        return True
    return _is_chinese(numeral) and _numbers_a_session(text, numeral, lexicon.sessions)


@cache
def _classifiers(lexicon: Lexicon) -> tuple[str, ...]:
    """Return the measure words that may follow any number."""
    return tuple(
        symbol for item in lexicon.classifiers if not item.after for symbol in item.symbols
    )


def _numbers_a_session(text: str, numeral: Numeral, sessions: tuple[str, ...]) -> bool:
    if _after(text, numeral, ("大",)):
        # 十九大 is a congress after 党的 or in a list of congresses; in 三大 the numeral counts.
        return len(numeral.text) > 1 and numeral.text.startswith(("十", "二十"))
    return _after(text, numeral, ("届", *sessions))


def _is_outline(text: str, numeral: Numeral, _: Lexicon) -> bool:
    """Return whether the numeral numbers a part of the text or a note: （一）, 一、, 二是, [3]."""
    before = _before(text, numeral)
    if _OUTLINE_START.search(before) and _OUTLINE_END.match(text, numeral.end):
        return True
    if before.endswith(_NOTE_OPENS) and text.startswith(_NOTE_CLOSES, numeral.end):
        return True
    return bool(_CLAUSE_START.search(before)) and _after(text, numeral, ("是", "要"))


def _is_date(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Return whether the numeral is part of a date or period: 2024年, 此前4年, 70周年."""
    if _DATE_PART.match(text, numeral.end) or _CLOCK_AFTER.match(text, numeral.end):
        return True
    before = _before(text, numeral)
    if _CLOCK_BEFORE.search(before) or (
        _after(text, numeral, ("天",)) and _DAYS_BEFORE.search(before)
    ):
        return True
    return _marks(text, lexicon)[numeral.start] == _IN_PERIOD


_IN_PERIOD, _IN_QUANTITY = 1, 2


@lru_cache(maxsize=2)
def _marks(text: str, lexicon: Lexicon) -> bytes:
    """Return for every character of a text whether it is in a period or in a quantity."""
    marks = bytearray(len(text))
    for period in find_periods(text, lexicon):
        marks[period.start : period.end] = bytes([_IN_PERIOD]) * (period.end - period.start)
    for item in find_quantities(text, lexicon):
        marks[item.start : item.end] = bytes([_IN_QUANTITY]) * (item.end - item.start)
    return bytes(marks)


def _is_phase(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _after(text, numeral, lexicon.phases)


def _is_grade(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    return _after(text, numeral, lexicon.grades)


def _is_quoted_name(text: str, numeral: Numeral, _: Lexicon) -> bool:
    """Return whether the numeral is within “…” or 《…》, which mark names in Chinese prose."""
    return is_quoted(text, numeral.start)


def _is_in_name(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Return whether a name begins with the numeral: 万寿小区, 五爱街, 3号楼; but not 两个小区."""
    if in_words(text, numeral.start, numeral.text, lexicon.names):
        return True
    if names_a_place(text, numeral.start, numeral.text):
        return True
    if numeral.text == "24" and ROUND_THE_CLOCK.match(text, numeral.end):
        return True
    if _CODE_AFTER.match(text, numeral.end) or _CODE_BEFORE.search(_before(text, numeral)):
        return True
    if _may_name(numeral) and _name(lexicon).match(text, numeral.end):
        return True
    return not _is_chinese(numeral) and numeral.text.isdecimal() and len(numeral.text) >= _LONG_CODE


def _heads_a_group(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Return whether a group is named after the number: 三大攻坚战, 百强县, 500强."""
    return _after(text, numeral, lexicon.groups)


def _may_name(numeral: Numeral) -> bool:
    """Return whether a name may begin with the numeral: Chinese, or a run of digits (626小河)."""
    return _is_chinese(numeral) or (len(numeral.text) > 2 and numeral.text.isdecimal())


@cache
def _name(lexicon: Lexicon) -> re.Pattern[str]:
    symbols = (symbol for item in measures(lexicon) if not item.after for symbol in item.symbols)
    counted = "|".join(map(re.escape, (*symbols, "大", "的")))
    suffixes = "|".join(map(re.escape, lexicon.name_suffixes))
    return re.compile(rf"(?!{counted})[一-鿿]{{0,3}}?(?:{suffixes})")


def _is_indefinite(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Return whether a numeral is an article (一个), a multiplier (百家) or a base (每10万人)."""
    if is_denominator(text, numeral.start, numeral.text):
        return True
    size = numeral.text[-1] in "万亿" and not numeral.text.strip("十百千万亿")
    article = numeral.text == "一" or size or not numeral.text.strip("百千万亿")
    return article and bool(_measured(lexicon).match(text, numeral.end))


@cache
def _measured(lexicon: Lexicon) -> re.Pattern[str]:
    """Return a pattern of the units and measure words that may follow a Chinese numeral."""
    symbols = sorted(
        (symbol for item in measures(lexicon) if not item.after for symbol in item.symbols),
        key=len,
        reverse=True,
    )
    return re.compile(f"(?:{'|'.join(map(re.escape, symbols))})")


def _is_bound(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Return whether a Chinese numeral lacks a measure word, and so is part of a word."""
    if not _is_chinese(numeral):
        return False
    return not (_measured(lexicon).match(text, numeral.end) or _counts_loosely(text, numeral))


def _counts_loosely(text: str, numeral: Numeral) -> bool:
    return text[numeral.end : numeral.end + 1] in ("多", "余", "几", "来", "块", "大")


def _is_cell(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Return whether a number is the cell of a table whose unit or column no word names."""
    return not _is_chinese(numeral) and is_in_table(text, numeral.start, lexicon)


def _is_unclear(text: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Return whether a number has no unit, or none that the rules are sure of.

    120、1.5万人 may share 万 or not; 15元/公斤 has a compound unit that no list has; 达到3.5 and
    森林覆盖率43.2 leave their unit to the reader, and 15升2降 what has risen.
    """
    if _is_chinese(numeral):
        return False
    if _RISEN_OR_FALLEN.match(text, numeral.end):
        return True
    if _LISTED.match(text, numeral.end) or _RATE.match(text, numeral.end):
        return True
    if _WORD.match(text, numeral.start - 1) and _ENDED.match(text, numeral.end):
        return True
    return bool(_REACHED.search(clause_before(text, numeral.start)))


# 森林覆盖率|43.2。: a word and a number, and the clause is over.
_WORD = re.compile("[一-鿿)）]")
_ENDED = re.compile("(?:以[上下内]|左右)?(?:[，,。；;、）)]|$|\n|点)")
_LISTED = re.compile(r"(?:、|和|与|及|至|到|[-－–—~～])\d")
_RISEN_OR_FALLEN = re.compile("[升降平](?=[0-9]{1,2}[升降平]|[，,。；;、）)\n]|$)")
_RATE = re.compile("[^，。；、]{0,4}/")
_REACHED = re.compile("(?:为|按|达到?|到|至|由|从|是|约|近|超过?|突破|[、和与及\\-—~～])$")

Rule = Callable[[str, Numeral, Lexicon], bool]

_REASONS: tuple[tuple[str, Rule], ...] = (
    ("technical-name", _is_technical),
    ("garbled", _is_garbled),
    ("idiom", _is_idiom),
    ("morpheme", _is_morpheme),
    ("ordinal", _is_outline),
    ("ordinal", _is_ordinal),
    ("name", _is_quoted_name),
    ("phase", _is_phase),
    ("grade", _is_grade),
    ("date", _is_date),
    ("name", _is_in_name),
    ("name", _heads_a_group),
    ("indefinite", _is_indefinite),
    ("morpheme", _is_bound),
    ("table-cell", _is_cell),
    ("unclear", _is_unclear),
)
