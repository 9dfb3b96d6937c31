"""Places of former times: 置云湖郡, 属江州府, 将云湖州并入江州府."""

import re
from collections.abc import Iterator

from districtgraph.graph.extraction.found_names import NamedThing
from districtgraph.graph.extraction.named_text import NamedText

__all__ = ["former_places"]

# The units that only former times had follow a verb of founding, belonging or renaming.
_FOUNDED = re.compile(
    "(?:[置属隶设析升降将入]|改为|改称|改置|复置|更名|古称|简称：?“?)"
    "(?P<place>(?![于由归立有置入为])[一-鿿]{2}(?:郡|府(?!办)|厅(?![局级长])|州|道|专区|直隶州))"
    "(?=[，。；、（）”]|$|并入|[治属隶管辖知地为改]|[一-鿿]{2}县)"
)
_ERA = re.compile(
    "(?<![一-鿿])?[秦汉魏晋隋唐宋元明清](?:代|朝|初|末|时|[一-鿿]{2}(?:[元一二三四五六七八九十]+年|年间))"
    "|[秦汉隋唐宋元明清][置属设改]|民国|春秋|战国|南北朝|三国"
)
_REACH = 120
"""How many characters around a place are searched for an era."""


def former_places(source: NamedText) -> Iterator[NamedThing]:
    """Yield the prefectures and circuits of former times, where the text speaks of an era."""
    text = source.text
    for match in _FOUNDED.finditer(text):
        start, end = match.span("place")
        if source.lexicon.generic.covers(match.group("place")[:2]):
            continue
        if _ERA.search(text, max(0, start - _REACH), end + _REACH):
            yield NamedThing(start, end, match.group("place"), "place", "former-places")
