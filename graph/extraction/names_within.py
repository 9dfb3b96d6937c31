"""Names within longer names: the divisions of bodies, and the parts that are none."""

import re
from collections.abc import Iterable, Iterator, Sequence

from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.places.divisions import load_divisions

__all__ = ["divisions_within", "length_of_province", "without_legal_heads"]

_LONGEST_DIVISION = 12
_LEVELS = frozenset("省市区县旗州盟")
# 云湖区|白沙街道|党委
_STREET = re.compile("[一-鿿]{2,5}(?:街道|镇|乡)(?=党[委工]|政府|人民政府|办事处|纪委)")
_HOLDING = frozenset(("organisation", "facility", "event", "place"))


def divisions_within(names: Iterable[NamedThing]) -> Iterator[NamedThing]:
    """Yield the official divisions that the names of bodies and buildings begin with.

    江州市云湖区人民法院 holds 江州市, 云湖区 and 江州市云湖区.
    """
    for name in names:
        if name.kind not in _HOLDING:
            continue
        ends = list(_divisions_at_the_beginning(name.text))
        first = length_of_province(name.text)
        starts = [first, *ends]
        pairs = list(zip(starts, ends, strict=False))
        chains = [] if first else [(0, end) for end in ends]
        spans = dict.fromkeys((*pairs, *chains))
        if street := _STREET.match(name.text, ends[-1] if ends else first):
            spans[street.span()] = None
        for start, end in spans:
            if end < len(name.text):
                yield NamedThing(
                    name.start + start,
                    name.start + end,
                    name.text[start:end],
                    "place",
                    "name-suffixes",
                )


def _divisions_at_the_beginning(text: str) -> Iterator[int]:
    """Yield the ends of the divisions that a name begins with, one within the other."""
    names, start = load_divisions().names(), length_of_province(text)
    while True:
        longest = min(len(text), start + _LONGEST_DIVISION)
        end = next(
            (
                at
                for at in range(longest, start + 1, -1)
                if text[at - 1] in _LEVELS and text[start:at] in names
            ),
            None,
        )
        if end is None:
            return
        yield end
        start = end


def length_of_province(text: str) -> int:
    """Return the length of the short name of a province before a division: 江西|永新县工业园区."""
    names = load_divisions().names()
    for size in (2, 3):
        if any(item.code.endswith("0000") for item in names.get(text[:size], ())):
            return size if text[size : size + 1] not in _LEVELS else 0
    return 0


_LEGAL_FORM = re.compile("(?:集团)?(?:股份|有限|责任)*公司")


def without_legal_heads(names: Sequence[NamedThing]) -> Iterator[NamedThing]:
    """Yield the names without those that are a company's name but for its legal form.

    江州云晶集团 within 江州云晶集团有限公司 is no name by itself.
    """
    companies: dict[int, list[NamedThing]] = {}
    for name in names:
        if name.kind == "organisation" and name.text.endswith("公司"):
            companies.setdefault(name.start, []).append(name)
    for name in names:
        longer = companies.get(name.start, ()) if name.kind == "organisation" else ()
        if not any(_LEGAL_FORM.fullmatch(other.text, len(name.text)) for other in longer):
            yield name
