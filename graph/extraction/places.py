"""The place that a report is about, by its code or name: the seam to the index of divisions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = ["Place", "PlaceIndex", "is_code"]

_CODE = re.compile("[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Place:
    """A division by its name as it is written, with its code of GB/T 2260 where it is known."""

    name: str
    code: str | None


def is_code(text: str) -> bool:
    """Tell whether a text is a code of GB/T 2260: six digits."""
    return _CODE.fullmatch(text) is not None


class PlaceIndex:
    """The known divisions, by code and by name.

    Args:
        places: the divisions.

    """

    def __init__(self, places: Iterable[Place]) -> None:
        known = tuple(places)
        self._by_code = {place.code: place for place in known if place.code}
        self._by_name: dict[str, list[Place]] = {}
        for place in known:
            self._by_name.setdefault(place.name, []).append(place)

    def find(self, text: str) -> tuple[Place, ...]:
        """Return the divisions that a code or name may mean: none, one, or several of that name."""
        if is_code(text):
            return (self._by_code[text],) if text in self._by_code else ()
        return tuple(self._by_name.get(text, ()))

    def similar(self, text: str) -> tuple[str, ...]:
        """Return names and codes that look like a text."""
        known = self._by_code if is_code(text) else self._by_name
        return tuple(get_close_matches(text, [str(key) for key in known], n=3))
