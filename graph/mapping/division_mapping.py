"""Maps administrative divisions to places: those that a dataset uses, and what contains them."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.places.divisions import (
    FIRST_YEAR,
    Division,
    Divisions,
    load_divisions,
)
from districtgraph.graph.rdf.vocabulary import expand, individual, term
from districtgraph.graph.text.pinyin import PINYIN

__all__ = ["division_iri", "division_triples", "english_name", "with_ancestors"]

_CLASSES = {
    "province": "Province",
    "autonomous-region": "AutonomousRegion",
    "municipality": "Municipality",
    "special-administrative-region": "SpecialAdministrativeRegion",
    "prefecture-level-city": "PrefectureLevelCity",
    "autonomous-prefecture": "AutonomousPrefecture",
    "prefecture": "Prefecture",
    "league": "League",
    "district": "District",
    "county": "County",
    "autonomous-county": "AutonomousCounty",
    "county-level-city": "CountyLevelCity",
    "banner": "Banner",
    "autonomous-banner": "AutonomousBanner",
    "forest-district": "ForestDistrict",
    "special-district": "SpecialDistrict",
}
_GENERIC = {
    "province": "Province",
    "autonomous-region": "Autonomous Region",
    "municipality": "Municipality",
    "special-administrative-region": "Special Administrative Region",
    "prefecture-level-city": "City",
    "autonomous-prefecture": "Autonomous Prefecture",
    "prefecture": "Prefecture",
    "league": "League",
    "district": "District",
    "county": "County",
    "autonomous-county": "Autonomous County",
    "county-level-city": "City",
    "banner": "Banner",
    "autonomous-banner": "Autonomous Banner",
    "forest-district": "Forest District",
    "special-district": "Special District",
}
_ENGLISH = {
    "150000": "Inner Mongolia Autonomous Region",
    "450000": "Guangxi Zhuang Autonomous Region",
    "540000": "Tibet Autonomous Region",
    "610000": "Shaanxi Province",
    "640000": "Ningxia Hui Autonomous Region",
    "650000": "Xinjiang Uygur Autonomous Region",
    "810000": "Hong Kong Special Administrative Region",
    "820000": "Macao Special Administrative Region",
}
"""Provinces whose usual English name is not their pinyin."""
_DIAERESIS = "\N{COMBINING DIAERESIS}"
"""The mark of ü, which is no tone: 吕梁 is Lüliang."""
_PINYIN_GENERIC = (
    "Sheng", "Shi", "Qu", "Xian", "Zhou", "Meng", "Qi", "Diqu", "Linqu", "Tequ", "Kuangqu",
    "Zizhiqu", "Zizhizhou", "Zizhixian", "Zizhiqi",
)  # fmt: skip


def division_iri(division: Division, divisions: Divisions | None = None) -> NamedNode:
    """Return the IRI of a division: its code, and the year of its end where the code went on.

    `place/340203` is the division that has, or had last, the code; `place/340203-2005` one that
    had it until 2005.
    """
    known = load_divisions() if divisions is None else divisions
    later = known.latest(division.code)
    suffix = "" if later in (None, division) else f"-{division.last}"
    return individual(f"place/{division.code}{suffix}")


def with_ancestors(used: Iterable[Division], year: int | None = None) -> frozenset[Division]:
    """Return divisions and all that contain them.

    Args:
        used: the divisions that the dataset speaks of.
        year: the year in whose terms they lie in others; None for today.

    """
    divisions = load_divisions()
    return frozenset(
        item for division in used for item in (division, *divisions.ancestors(division, year))
    )


def division_triples(
    used: Iterable[Division], year: int | None = None, elsewhere: Iterable[Division] = ()
) -> Iterator[Triple]:
    """Yield the triples of divisions and of all that contain them, each once, by code.

    Args:
        used: the divisions that the dataset speaks of.
        year: the year in whose terms they lie in others; None for today.
        elsewhere: further ones that the dataset describes, to which these may lead.

    """
    divisions = load_divisions()
    found = with_ancestors(used, year)
    described = found.union(elsewhere)
    for division in sorted(found, key=lambda item: (item.code, item.first)):
        yield from _division(division, divisions, year, described)


def _division(
    item: Division, divisions: Divisions, year: int | None, described: Container[Division]
) -> Iterator[Triple]:
    node = division_iri(item, divisions)
    kind = _CLASSES.get(item.kind, "AdministrativeArea")
    yield Triple(node, expand("rdf:type"), term(kind))
    yield Triple(node, expand("rdfs:label"), Literal(item.name, language="zh"))
    yield Triple(node, expand("rdfs:label"), Literal(english_name(item), language="en"))
    yield Triple(node, expand("skos:altLabel"), Literal(item.pinyin, language=PINYIN))
    yield Triple(node, term("areaCode"), Literal(item.code))
    if item.first > FIRST_YEAR:
        yield Triple(node, term("existedFrom"), Literal(item.first))
    if item.last is not None:
        yield Triple(node, term("existedUntil"), Literal(item.last))
    above = divisions.ancestors(item, year)
    if above:
        yield Triple(node, term("locatedIn"), division_iri(above[0], divisions))
    for code in item.replaced_by:
        after = divisions.by_code(code, item.last)
        if after is not None and after in described:
            yield Triple(node, term("areaReplacedBy"), division_iri(after, divisions))


def english_name(division: Division) -> str:
    """Return the English name: pinyin without tones, and what it is (Dadong District)."""
    if division.code in _ENGLISH and division.kind in _GENERIC:
        return _ENGLISH[division.code]
    plain = _without_tones(division.pinyin)
    words = plain.split(" ")
    if len(words) > 1 and words[-1] in _PINYIN_GENERIC:
        words = [re.sub(r"zu$", "", word) for word in words[:-1]]
    return " ".join([*words, _GENERIC.get(division.kind, "")]).strip()


def _without_tones(pinyin: str) -> str:
    letters = unicodedata.normalize("NFD", pinyin)
    kept = (each for each in letters if each == _DIAERESIS or not unicodedata.combining(each))
    return unicodedata.normalize("NFC", "".join(kept))
