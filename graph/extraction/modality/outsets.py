"""What an aim sets out from, which is there already: 由16件提高到25件."""

import re

__all__ = ["is_set_out_from"]

# 由2025年的16件提高到25件: what an aim sets out from is there already.
_SETS_OUT = re.compile(
    "[由从](?:每[一-鿿]{1,3}){0,2}$|[由从](?:20[0-9]{2}年底?|目前|现在|当前|现有|去年底?|上年末?|“?十[一二三四五]五”?末?)的$"
)
_OUTSET_REACH = 16
# 分别从631元、|286元|提高到653元、300元: so are the others of a list.
_OUTSETS = re.compile("[由从][^，,；;。：:由从到至]{0,12}?[0-9.]+[^，,；;。：:0-9]{0,5}[、和与]$")
_OUTSETS_REACH = 32
_RAISED_TO = re.compile(
    "(?:[、和与][0-9.]+[^，,；;。：:0-9、]{0,4}){0,2}(?:分别)?"
    "(?:提高|提升|增加|增长|上升|扩大|上调|调整|降低|下降|减少|压减|调低|下调)[到至为]"
)


def is_set_out_from(text: str, clause: int, figure: tuple[int, int]) -> bool:
    """Return whether an aim sets out from a figure: 由|16件|提高到25件.

    Args:
        text: the whole text.
        clause: where the clause of the figure begins.
        figure: where the figure begins and ends.

    """
    if _SETS_OUT.search(text, max(clause, figure[0] - _OUTSET_REACH), figure[0]):
        return True
    listed = _OUTSETS.search(text, max(clause, figure[0] - _OUTSETS_REACH), figure[0])
    return listed is not None and _RAISED_TO.match(text, figure[1]) is not None
