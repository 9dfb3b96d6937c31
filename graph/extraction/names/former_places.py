"""Places of former times: 置云湖郡, 属江州府, 将云湖州并入江州府."""

import re
from collections.abc import Iterator
from functools import cache

from districtgraph.graph.extraction.lexicon.word_patterns import either
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_contexts import load_name_contexts
from districtgraph.graph.extraction.names.named_text import NamedText

__all__ = ["former_places"]


@cache
def _founded() -> re.Pattern[str]:
    """Return the pattern of a unit that only former times had, after a verb of founding."""
    words = load_name_contexts().former_places
    return re.compile(
        f"{either(words['verbs'])}(?P<place>(?![于由归立有置入为])(?:[一-鿿]{{2}}{either(words['units'])}|[一-鿿]郡))"
        f"(?![局级长办])(?={either(words['followed-by'])}|$|[一-鿿]{{2}}县|[一-鿿]州)"
    )


# 属江州府|云州
_WITHIN = re.compile("[一-鿿]州(?=[，。；、])")
_ERA = re.compile(
    "(?<![一-鿿])?[秦汉魏晋隋唐宋元明清](?:代|朝|初|末|时|[一-鿿]{2}(?:[元一二三四五六七八九十]+年|年间))"
    "|[秦汉隋唐宋元明清][置属设改]|民国|春秋|战国|南北朝|三国"
)
_REACH = 120
"""How many characters around a place are searched for an era."""


def former_places(source: NamedText) -> Iterator[NamedThing]:
    """Yield the prefectures and circuits of former times, where the text speaks of an era."""
    text = source.text
    for match in _founded().finditer(text):
        start, end = match.span("place")
        own = match.group("place")[:2]
        if source.lexicon.generic.covers(own) and source.lexicon.known.get(own) != "place":
            continue
        if _ERA.search(text, max(0, start - _REACH), end + _REACH):
            yield NamedThing(start, end, match.group("place"), "place", "former-places")
            if within := _WITHIN.match(text, end):
                yield NamedThing(*within.span(), within.group(), "place", "former-places")
