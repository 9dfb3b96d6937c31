"""Names with the names of the places around them: 辽宁省沈阳市大东区 is 大东区."""

from collections.abc import Collection, Iterable

from districtgraph.server.knowledge.labels.label_folding import fold

__all__ = ["is_qualified", "is_short_form"]

_SUFFIXES = (
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "街道",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "镇",
    "乡",
    "村",
)
"""Words for kinds of administrative areas, which are left out where the kind is clear."""


def is_qualified(text: str, names: Iterable[str], around: Collection[str]) -> bool:
    """Return whether a text is a name together with names of enclosing places, and nothing else.

    Args:
        text: folded.
        names: of the candidate.
        around: names of the places that contain it.

    """
    known = sorted((name for place in around if (name := fold(place))), key=len, reverse=True)
    rests = (rest for name in map(fold, names) if name for rest in _rests(text, name))
    return any(rest and _consists_of(rest, known) for rest in rests)


def _rests(text: str, name: str) -> Iterable[str]:
    """Return the text before a name at its end, and the text after a name at its beginning."""
    if text.endswith(name):
        yield text.removesuffix(name).strip()
    if text.startswith(name):
        yield text.removeprefix(name).strip()


def _consists_of(rest: str, names: Iterable[str]) -> bool:
    for name in names:
        before, found, after = rest.partition(name)
        rest = f"{before} {after}".strip() if found else rest
    return not rest.strip()


def is_short_form(text: str, names: Iterable[str]) -> bool:
    """Return whether a folded text is a Chinese name of an area without the word for its kind."""
    return len(text) > 1 and any(
        name == text + suffix for name in map(fold, names) for suffix in _SUFFIXES
    )
