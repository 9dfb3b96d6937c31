"""Names by pattern: the words that a text puts in quotation marks or title marks."""

import re
from dataclasses import dataclass

__all__ = ["MarkedName", "find_names"]

# GB/T 15834: “…” marks quoted or specially meant words, 《…》 titles. Outer marks win over inner.
_NAMES = re.compile(r"“(?P<quoted>[^“”]+)”|《(?P<title>[^《》]+)》")


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A name at `text[start:end]`, without its marks; `rule` is quoted-names or title-marks."""

    start: int
    end: int
    text: str
    rule: str


def find_names(text: str) -> tuple[MarkedName, ...]:
    """Return the marked names of a text in order."""
    found = []
    for match in _NAMES.finditer(text):
        group = "quoted" if match.group("quoted") else "title"
        rule = "quoted-names" if group == "quoted" else "title-marks"
        found.append(MarkedName(match.start(group), match.end(group), match.group(group), rule))
    return tuple(found)
