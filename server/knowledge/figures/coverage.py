"""The coverage of provinces by year, as a table of shades."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Coverage", "CoverageCell", "coverage_of"]

_MOST_YEARS = 12
"""Latest years that the table has."""
_SHADES = 5


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """Places and figures of a province in a year; its shade is from 1 to 5."""

    places: int
    figures: int
    shade: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The table: its years, and for each province's code the cells by year."""

    years: tuple[int, ...]
    provinces: Mapping[int, Mapping[int, CoverageCell]]


def coverage_of(counts: Mapping[tuple[int, int], tuple[int, int]]) -> Coverage | None:
    """Return the table of the latest years; None where there are no years.

    Args:
        counts: places and figures by province and year.

    """
    years = tuple(sorted({year for _, year in counts})[-_MOST_YEARS:])
    if not years:
        return None
    most = max(places for (_, year), (places, _) in counts.items() if year in years)
    provinces: dict[int, dict[int, CoverageCell]] = {}
    for (province, year), (places, figures) in sorted(counts.items()):
        if year in years:
            shade = 1 + min(_SHADES - 1, places * _SHADES // (most + 1))
            provinces.setdefault(province, {})[year] = CoverageCell(places, figures, shade)
    return Coverage(years, provinces)
