"""What a figure states by what is beside it: 下降9%，收窄2个百分点; 里程新增9公里."""

import re
from collections.abc import Sequence
from dataclasses import replace

from districtgraph.graph.extraction.quantities.change_bases import ChangeBase
from districtgraph.graph.extraction.quantities.changes import Change
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity

__all__ = [
    "added_to",
    "bases_of_all_below",
    "in_other_units",
    "narrowed",
    "of_goal",
    "of_other_side",
    "with_base_of",
    "with_base_of_all",
]

# 投资下降24.6%，收窄9.4个百分点: where the fall gets smaller, the rate rises.
_NARROWED = re.compile("(?<![幅])收窄了?[近约]?$")
# 与2010年的9万人相比，增加1万人，增长|11%
_NEXT_CHANGE = re.compile("[）)]?[，,、](?:增长|上升|增加|提高|下降|减少|降低)[了约近]?")


def narrowed(text: str, position: int, change: Change, last: Change) -> Change:
    """Return a change at a position whose sign the one before it decides: 下降9%，收窄2个百分点."""
    fall = change.kind == "points" and last.kind == "growth" and last.falling
    if fall and change.falling and _NARROWED.search(text, max(0, position - 6), position):
        return Change(change.kind, False, change.base)
    return change


_IN_OTHER_WORDS = re.compile("[（(](?:约|合|折合|约合)?")


def in_other_units(
    text: str, last: Quantity, quantity: Quantity, change: Change, before: Change
) -> Change:
    """Return an amount in a bracket as the difference that it repeats: 减少8千公顷（12万亩）."""
    repeated = before.kind == "difference" and change.kind == "level"
    closed = text[quantity.end : quantity.end + 1] in ("）", ")")
    other = repeated and closed and last.symbol != quantity.symbol
    if other and _IN_OTHER_WORDS.fullmatch(text, last.end, quantity.start):
        return before
    return change


def with_base_of(text: str, last_end: int, position: int, change: Change, last: Change) -> Change:
    """Return a rate with the base of the difference right before it: 比上年增加9人，增长5%."""
    follows = change.kind == "growth" and change.base is None and last.kind == "difference"
    if follows and last.base and _NEXT_CHANGE.fullmatch(text, last_end, position):
        return Change(change.kind, change.falling, last.base)
    return change


_THE_SAME_BELOW = re.compile(
    "(?P<base>[同环]比|[比较](?:上年|去年|上月)(?:同期)?|[与同](?:上年|去年)(?:同期)?相比)"
    "(?:增长|下降)?[（(](?:[^）)]{0,10}[，,；;、])?(?:以?下同|下文同)[）)]"
)


def bases_of_all_below(text: str) -> tuple[ChangeBase, ...]:
    """Return the bases that a text states for all that follows: 较去年同期（下同）增长9%."""
    found = _THE_SAME_BELOW.finditer(text)
    return tuple(ChangeBase(*item.span("base"), item.group("base")) for item in found)


def with_base_of_all(
    change: Change, bases: Sequence[ChangeBase], position: int, *, several_years: bool
) -> Change:
    """Return a growth that names no base with the last one that the text has stated for all below.

    Growth over several years has another.

    Args:
        change: the change.
        bases: what `bases_of_all_below` returns.
        position: where the figure begins.
        several_years: whether its time is longer than a year.

    """
    if change.kind != "growth" or change.base is not None:
        return change
    before = [base for base in bases if base.end <= position]
    return replace(change, base=before[-1]) if before and not several_years else change


def of_other_side(change: Change, last: Change, rule: str) -> Change:
    """Return what a figure is by the rule that found its head.

    - 同比增长7.5%（全市11.1%）: a rate in a bracket, of another place, is a growth, too;
    - 企业90家，新增6家: what was added is a difference, whose base no word names.
    """
    if rule == "added" and change.kind == "level":
        return Change("difference")
    if rule == "other-side" and change.kind == "share" and last.kind == "growth":
        return Change("growth", last.falling, last.base)
    return change


_ADDED_TO_IT = re.compile("[新净]增加?了?[近约超]?")


def added_to(text: str, measured_end: int, quantity: Quantity, change: Change) -> Change:
    """Return an amount after what it was added to as a difference: 通车里程|新增9公里.

    Args:
        text: the whole text.
        measured_end: where the words for what is measured end.
        quantity: the amount.
        change: what its clause says that it is.

    """
    added = change.kind == "level" and _ADDED_TO_IT.fullmatch(text, measured_end, quantity.start)
    return Change("difference") if added else change


_GOAL = re.compile("(?:左右|以上)?的(?:预期|年度|全年|年初|既定|计划){0,2}(?:增长)?目标")
_MEASURED_BY = re.compile("(?:高于|低于|超过?|比|快于|完成)[^，,；;。0-9]{0,14}$")


def of_goal(text: str, span: tuple[int, int], change: Change, last: Change) -> Change:
    """Return a rate that was aimed at as the growth that it is compared with.

    增长26%，高于年初|12%|的目标14个百分点
    """
    aimed = change.kind == "share" and last.kind == "growth" and _GOAL.match(text, span[1])
    if aimed and _MEASURED_BY.search(text, max(0, span[0] - _GOAL_REACH), span[0]):
        return Change("growth")
    return change


_GOAL_REACH = 20
