"""A sentence in which times, figures and brackets are replaced by one character each."""

import re
from collections.abc import Iterable

from districtgraph.graph.extraction.heads.head_grammar import BRACKET, FIGURE, PERIOD

__all__ = ["mask"]

# A plain bracket, and the number of a footnote: 生产总值(GDP)[2].
# 在2024年的基础上: what a change starts from, without its own number.
_BASIS = re.compile(f"在(?:{PERIOD}+|[现原已]有|此|这个?|该)(?:[的较高低]|基数)*基础(?:之)?上")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]|\[[0-9]{1,2}\]|〔[0-9]{1,2}〕|［[0-9]{1,2}］")


def mask(plain: str, periods: Iterable[tuple[int, int]], figures: Iterable[tuple[int, int]]) -> str:
    """Return a sentence with its times, figures and plain brackets replaced.

    Args:
        plain: the sentence.
        periods: the spans of its times, relative to the sentence.
        figures: the spans of its figures, likewise.

    """
    characters = list(plain)
    for start, end in periods:
        if plain.startswith("项目前", max(0, start - 1)):
            continue
        characters[start:end] = PERIOD * (end - start)
    for start, end in figures:
        characters[start:end] = FIGURE * (end - start)
    del characters[len(plain) :]
    masked = _BASIS.sub(lambda match: PERIOD * len(match.group()), "".join(characters))
    return _BRACKETED.sub(_hide_bracket, masked)


def _hide_bracket(match: re.Match[str]) -> str:
    return match.group() if FIGURE in match.group() else BRACKET * len(match.group())
