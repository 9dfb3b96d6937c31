"""The targets of programmes in figures: 实施“倍增计划”，力争规上工业产值突破1000亿元.

A programme targets what a figure measures if the sentence says that the programme is run, and then
names the number to be reached. There must be no other programme and no new sentence part between
the two, and a word of aiming has to open the figure's clause; otherwise it is another work.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from districtgraph.graph.extraction.extraction import FoundFigure
from districtgraph.graph.extraction.heads.head_words import Head
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.statements.statement_reading import FoundStatement

__all__ = ["FoundTarget", "find_targets"]

_REACH = 120
"""The most characters between a programme and a number that it aims at."""
_AIM = re.compile(
    "力争|确保|争取|努力(?=使|实现|达到)|目标(?=是|为|：)|推动(?=[^，]{2,20}(?:突破|达到))"
)
_APART = re.compile("[。；;！？\n]")
_CLAUSES = 2
"""Commas between a programme and its aim, at most: with more, other works are between them."""
_WHOLE_ECONOMY = frozenset(
    (
        "地区生产总值",
        "生产总值",
        "GDP",
        "一般公共预算收入",
        "财政收入",
        "社会消费品零售总额",
        "居民人均可支配收入",
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
    )
)
"""Indicators of a whole area, which no single programme targets."""
_LED_BY = re.compile("(?:以|通过|围绕|依托)[“《]?$")


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """`text[start:end]` says that a programme aims at a number of what `head` names."""

    start: int
    end: int
    programme: NamedThing
    head: Head


def find_targets(
    text: str,
    names: Sequence[NamedThing],
    statements: Sequence[FoundStatement],
    figures: Sequence[FoundFigure],
) -> Iterator[FoundTarget]:
    """Yield the targets of programmes in order; a programme not said to be run has none."""
    run = {item.object.start for item in statements if item.object and item.property == "runs"}
    programmes = [
        name
        for name in names
        if name.kind == "programme" and not name.nested and name.rule != "titles"
    ]
    for figure in figures:
        if figure.modality.modality != "target" or figure.head is None or figure.age:
            continue
        last = _last_before(programmes, figure.quantity.start)
        if last is None or not (
            last.start in run or _LED_BY.search(text, max(0, last.start - 3), last.start)
        ):
            continue
        begin = _end_of_heading(text, last)
        if figure.quantity.start - begin > _REACH:
            continue
        between = text[begin : figure.quantity.start]
        if figure.head.name in _WHOLE_ECONOMY:
            continue
        if begin > last.end:
            between = between[max(map(between.rfind, "。；;！？\n")) + 1 :]
            aimed = _AIM.search(between) is not None
        else:
            aimed = not _APART.search(between) and _aims(between)
        if aimed and figure.head.start >= last.end:
            yield FoundTarget(last.start, figure.quantity.end, last, figure.head)


_HEADED = re.compile(
    "(?:^|\n)[\\s　]*(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|[0-9]+[.．、])"
    "(?:深入|大力|全面|持续|扎实|加快)?(?:实施|推进|开展|启动)[“《]?$"
)


def _end_of_heading(text: str, programme: NamedThing) -> int:
    """Return where what is said of a programme begins: after a heading that only names it.

    （一）实施“强基”行动。开展…，力争…: the paragraph after the heading is about the programme.
    """
    end = programme.end + text.startswith(("”", "》"), programme.end)
    line = text.rfind("\n", 0, programme.start) + 1
    headed = text.startswith("。", end) and _HEADED.search(text[line : programme.start])
    return end + 1 if headed else programme.end


def _aims(between: str) -> bool:
    """Return whether an aim follows a programme directly, or after one clause without figures."""
    aim = _AIM.search(between)
    before = between[: aim.start()] if aim else ""
    return aim is not None and before.count("，") <= _CLAUSES and not re.search("[0-9]", before)


def _last_before(names: Sequence[NamedThing], position: int) -> NamedThing | None:
    before = [name for name in names if name.end <= position]
    return before[-1] if before else None
