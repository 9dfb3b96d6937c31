"""The bounds of a quantity: by the word next to it, or by one that other words part from it."""

import re
from dataclasses import replace
from functools import cache

from districtgraph.graph.extraction.lexicon.lexicon_records import Comparator, Lexicon
from districtgraph.graph.extraction.quantities.comparisons import compared_value
from districtgraph.graph.extraction.quantities.quantity_grammar import SEPARATELY, clause_before
from districtgraph.graph.extraction.quantities.quantity_records import PERCENT, RATIO, Quantity

__all__ = ["bound", "with_bound_before", "with_bound_of_list"]

# 约占全村耕地的九成: the bound is before the verb.
_SHARE = re.compile("(?P<word>约|近|超过?|逾)占[^占]*$")
_LIMIT = re.compile(
    "(?:不低于|不少于|不小于|(?P<most>不高于|不超过|不多于|不大于))[^，,；;。：:0-9]{1,24}的$"
)
_WITHIN_A_GOAL = re.compile("的(?:控制|年度|全年|预期|调控)*目标值?(?:以内|之内|范围内)")
_UNITS_OF_SHARES = (PERCENT, RATIO)
_AT_MOST = "最高"
_REACH = 10
"""How many characters before a number are searched for 最高."""
_COMPARATORS: dict[str, Comparator] = {
    "约": "about",
    "近": "about",
    "超": "more-than",
    "逾": "more-than",
}


def bound(quantity: Quantity, comparator: Comparator) -> Quantity:
    """Return a quantity with a comparator, and the bound that it states."""
    return replace(
        quantity,
        comparator=comparator,
        lower=quantity.value if comparator in ("at-least", "more-than") else None,
        upper=quantity.value if comparator in ("at-most", "less-than") else None,
    )


def with_bound_before(text: str, quantity: Quantity, lexicon: Lexicon) -> Quantity:
    """Return a quantity with a bound that other words part from it.

    - 最高奖励60万元: what is granted;
    - 不足上年的六成: the value that a rate is a multiple of;
    - 约占全村耕地的九成, 约占全国的三分之一: the verb and the whole;
    - 不低于当地标准的1.6倍: what a multiple is of;
    - 控制在3.5%的目标以内: the goal that a rate is.
    """
    if quantity.comparator != "equal":
        return quantity
    granted = text.rfind(_AT_MOST, max(0, quantity.start - _REACH), quantity.start)
    if granted >= 0 and _granting(lexicon).fullmatch(text, granted, quantity.start):
        return bound(quantity, "at-most")
    if quantity.unit not in _UNITS_OF_SHARES:
        return quantity
    before = clause_before(text, quantity.start)
    if share := _SHARE.search(before):
        return bound(quantity, _COMPARATORS[share.group("word")[0]])
    if _WITHIN_A_GOAL.match(text, quantity.end):
        return bound(quantity, "at-most")
    if limit := _LIMIT.search(before):
        return bound(quantity, "at-most" if limit.group("most") else "at-least")
    if quantity.unit != PERCENT:
        return quantity
    other = compared_value(text, quantity.start - len(before), quantity.start)
    return bound(quantity, other.comparator) if other else quantity


# 分别突破9亿元、|6亿元
_NEXT = re.compile("[、，,和与及]|以及")


def with_bound_of_list(text: str, last: Quantity, quantity: Quantity) -> Quantity:
    """Return a quantity with the bound of the list that it is in: 分别突破9亿元、|6亿元.

    Args:
        text: the text.
        last: the quantity before, with the bound of the list.
        quantity: the quantity.

    """
    if quantity.comparator != "equal" or quantity.unit != last.unit:
        return quantity
    if not last.approximation or text.endswith(last.approximation, 0, last.end):
        return quantity
    if _NEXT.fullmatch(text, last.end, quantity.start) is None:
        return quantity
    if not SEPARATELY.search(clause_before(text, last.start)):
        return quantity
    return replace(bound(quantity, last.comparator), approximation=last.approximation)


@cache
def _granting(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"{_AT_MOST}(?:{'|'.join(lexicon.granted)})+")
