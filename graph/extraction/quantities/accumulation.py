"""Accumulation: whether a number is a running total, such as 累计投资."""

from typing import Literal

__all__ = ["Accumulation", "accumulation_of"]

Accumulation = Literal["cumulative", "flow", "stock"]
"""Key of a concept of the scheme accumulations."""

_CUMULATIVE = ("累计", "累积")
"""Words for a sum over time. 共计, 合计 and 总计 add up parts and say nothing about time."""


def accumulation_of(cue: str | None) -> Accumulation | None:
    """Return the accumulation that a word before a number states, or None if it states none."""
    return "cumulative" if cue in _CUMULATIVE else None
