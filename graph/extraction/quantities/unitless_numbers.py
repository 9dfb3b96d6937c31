"""Numbers without a unit: values of ratios and indexes, sums without 元, the bases of indexes."""

import re
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Lexicon
from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.quantities.quantity_grammar import (
    CLAUSE_END,
    REACH,
    QuantityMatch,
    clause_before,
    unitless_noun,
)

__all__ = ["counts_per_many", "is_a_base", "means_nothing", "understood_unit"]

_ARABIC = "0123456789０１２３４５６７８９"
_YEAR = re.compile("(?:19|20)[0-9]{2}")
# What may follow a number without unit: the end of the clause, or words about the number.
_PLAIN_END = re.compile(
    r"[，,。；;、）)”\s]|$|[（(](?![%％])|以[上下内]|左右|的|和|与|及|提|降|升|缩|扩|回|下|上|到|至|增|减|收|优|同比|较|比"
)
# 同比缩小, 较上年提高, 高于全省: the clause before names what changed or differs.
_CHANGED = re.compile(
    "(?:由|从|已由|已从)|(?:同比|环比|[比较][^，,]{2,8}?)?(?:缩小|扩大|提[高升]|上升|下降|回[落升]|降低|增加|减少|改善)了?$"
    "|(?:高于|低于|高出)[^，,]{2,12}$"
)
# 价格指数上涨2.3: points or percent, and nothing says which.
_RATE_WITHOUT_UNIT = re.compile("(?:增长|上涨|下跌|[涨跌])了?[近约超]?$")


def means_nothing(match: QuantityMatch, lexicon: Lexicon) -> bool:
    """Return whether a number without unit lacks a noun that gives it a meaning."""
    written = match.words("first")
    if written[0] not in _ARABIC or _YEAR.fullmatch(written):
        return True
    if not _PLAIN_END.match(match.string, match.end()):
        return True
    governing = _governing(match.string, match.number)
    if _RATE_WITHOUT_UNIT.search(governing):
        return True
    return not (
        unitless_noun(lexicon).search(governing)
        or _per_many().search(governing)
        or _part_of_index(lexicon).search(_before(match.string, match.number))
    )


# 每千人口床位数为, 每万人拥有公交车: so many for each; a change has no unit, either.
@cache
def _per_many() -> re.Pattern[str]:
    verbs = "达到?|为|是|有|[增升降减]至|(?:提高|增加|上升|下降|降低)[到至]"
    return re.compile(
        "每[十百千万]+(?:名|个)?(?:常住|户籍|老年)?(?:人口|老人|老年人|人|户)"
        f"[^{CLAUSE_END}、%％0-9]{{2,24}}?(?:由[^{CLAUSE_END}、%％]*)?(?:{verbs})?[近约超]?$"
    )


def counts_per_many(match: QuantityMatch) -> bool:
    """Return whether a number without unit counts things for each thousand people or the like."""
    return _per_many().search(_governing(match.string, match.number)) is not None


# 价格指数为101.8，其中食品类102.4，|衣着类99.8: indexes of the parts.
@cache
def _part_of_index(lexicon: Lexicon) -> re.Pattern[str]:
    number, name = "[0-9]+(?:[.][0-9]+)?", "(?![一-鿿]*[增涨跌升降])[一-鿿]{2,12}"
    return re.compile(
        f"{either(lexicon.unitless_nouns)}(?:（[^（）]*）)?[^。；;，,0-9%％（）]{{0,6}}{number}[，,]其中[，,：:]?"
        f"(?:{name}{number}[，,、])*{name}$"
    )


def _before(text: str, position: int) -> str:
    return text[max(0, position - 2 * REACH) : position]


_RATIO_COLON = re.compile("(?<=[0-9]) ?[:：∶] ?(?=[0-9])")
_IN_LIST = re.compile("(?<=[0-9])、(?=[0-9]|$)")


def _governing(text: str, position: int) -> str:
    """Return the clause before a number, and the one that it continues (…比缩小，由2.5降至).

    In it 和 joins the numbers of a list, and 比 those of a ratio.
    """
    text = _IN_LIST.sub("和", _RATIO_COLON.sub("比", _before(text, position)))
    position = len(text)
    clause = clause_before(text, position)
    start = position - len(clause)
    if "）" in clause and "（" not in clause:
        # 性别比（以女性为100，男性对女性的比例）由104.1: the clause begins before the bracket.
        opened = text.rfind("（", max(0, position - REACH), start)
        closed = text.find("）", start)
        return clause_before(text, opened) + text[closed + 1 : position] if opened >= 0 else clause
    if start > 0 and text[start - 1] in "，," and _CHANGED.match(clause):
        return re.sub("[，,]", "", clause_before(text, start - 1) + clause)
    return clause


# 性别比（以女性为100）, （女性为100）, 价格指数（上年=100）: what a ratio is stated for.
_BASE = re.compile("以[一-鿿0-9]{1,14}为 ?$|(?:年|月|期|季)(?:同[期月]|价格)?[=＝] ?$")
_NOTED_BASE = re.compile("[（(]以?[一-鿿0-9]{1,14}为 ?$")
_NOTE_ENDS = ("）", ")", "，", ",")


def is_a_base(match: QuantityMatch) -> bool:
    """Return whether a round number is what a ratio is stated for: 以女性为100."""
    before = match.string[max(0, match.start() - REACH) : match.start()]
    written = match.words("first")
    if written == "100" and _BASE.search(before):
        return True
    noted = written in ("1", "100") and match.string.startswith(_NOTE_ENDS, match.end())
    return noted and _NOTED_BASE.search(before) is not None


# 投资2亿, 5千万以上|项目: sums of money that leave 元 out, as the lists of projects do.
_SUM_OF = re.compile(
    "(?:投资|产值|税收|营收|收入|销售额|成交额|交易额|贷款|资金|利润|资产|造价|融资|补助|补贴|亏损|捐款|罚款|债务|经费|奖金|效益|工资)(?:总?额|规模)?"
    "(?:[共各均]|总计|合计|累计|达到?|完成|实现|为|在|过|预计|可|将|能|突破|超过?|接近)*$"
)
_CLASSED = re.compile("的?(?:[一-鿿]{2,4})?(?:项目|工程|企业)")
_LARGE = re.compile("亿|[0-9]{3,}万|[百千]万")
_MAGNITUDE = re.compile("[万亿]")


def understood_unit(match: QuantityMatch, lexicon: Lexicon) -> str | None:
    """Return the unit that a number without one can only have.

    - 元, if it is a sum of money: 收入70万, 投资2亿以上的企业;
    - the one of its noun, if there is no other: 预期寿命达到79.6.
    """
    if match.group("plain") is not None and not match.group("currency"):
        clause = _governing(match.string, match.number)
        ends = _PLAIN_END.match(match.string, match.end())
        return next(
            (unit for unit, noun in _of_nouns(lexicon) if ends and noun.search(clause)), None
        )
    if match.group("bare") is None or not _MAGNITUDE.search(match.text):
        return None
    if _SUM_OF.search(clause_before(match.string, match.start())):
        return "元"
    classed = match.group("bare_after") and _CLASSED.match(match.string, match.end())
    return "元" if classed and _LARGE.search(match.text) else None


@cache
def _of_nouns(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the units that are understood, with a pattern of the clauses where they are."""
    return tuple(
        (item.unit, re.compile(f"(?:{'|'.join(item.nouns)})[^{CLAUSE_END}、%％个]*$"))
        for item in lexicon.understood_units
    )
