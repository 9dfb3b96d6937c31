"""What names of divisions and of their bodies mean in a report of a place."""

import re

from districtgraph.graph.places.divisions import Division, load_divisions

__all__ = ["NamedDivisions"]

_BODY = re.compile(
    "(?P<level>自治区|[省市区县旗州盟])(?=(?:党?委|纪委|监委|人民政府|政府|人大|政协)(?:[一-鿿]*)$)"
)
"""A body that is named by its level alone."""
_CITY = "00"
"""The end of the code of a city or province."""


class NamedDivisions:
    """Finds the divisions that a report names.

    Args:
        code: the code of the place that the report is about.
        year: the year for which names are looked up; None for today.

    """

    def __init__(self, code: str, year: int | None) -> None:
        self._code, self._year = code, year

    def with_territory(self, name: str) -> str:
        """Return the name of a body with its territory: 市委 is 江州市委 in a report of 江州市."""
        body = _BODY.match(name)
        if not body:
            return name
        level = body.group("level")
        for place in self._around():
            region = place.name.endswith("自治区")
            if place.name.endswith(level) and (not region or level == "自治区"):
                return place.name + name.removeprefix(level)
        return name

    def _around(self) -> tuple[Division, ...]:
        """Return the report's place and what contains it, the nearest first."""
        divisions = load_divisions()
        own = divisions.by_code(self._code, self._year)
        return (own, *divisions.ancestors(own, self._year)) if own else ()

    def code(self, name: str) -> str | None:
        """Return the code of the one division that a name can mean.

        The short name of a city or province means it if no other division is called so. Of several
        divisions with one full name, the one that shares the nearest parent with the report's
        place is meant: 鼓楼区 in a report of 南京.
        """
        divisions = load_divisions()
        found = divisions.find(name, year=self._year)
        full = [item for item in found if item.name in name]
        if not full and len(found) == 1 and found[0].code.endswith(_CITY):
            full = list(found)
        if len(full) > 1:
            full = self._nearest(name)
        if len(full) != 1 or divisions.latest(full[0].code) != full[0]:
            return None
        return full[0].code

    def _nearest(self, name: str) -> list[Division]:
        """Return the divisions of a name in the nearest division around the report's place."""
        for place in self._around():
            if name == place.name:
                return [place]
            if found := load_divisions().find(name, place.code, self._year):
                return list(found)
        return []
