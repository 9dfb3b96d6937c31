"""Finds things of different texts that may be the same: candidates for a curator, never merged.

Things with the same name, kind and place are identical already, since these make their IRIs. Other
candidates are names that differ in punctuation, in an area at the beginning or in a general word at
the end, and one name with two kinds of which one is broader. Kinds that exclude each other make no
pair: a project and the building that it constructs are two things, whatever their names.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from pyoxigraph import Literal, Triple

from districtgraph.graph.rdf.vocabulary import expand, individual, resolve, term
from districtgraph.ontology.disjointness import classes_above

__all__ = ["LikelyMatch", "MatchReason", "NamedIndividual", "likely_matches", "match_triples"]


class MatchReason(StrEnum):
    """Why two individuals may be the same thing: concepts of the scheme of match reasons."""

    SAME_NAME = "same-name"
    SHORT_FORM = "short-form"
    QUOTATION_MARKS = "quotation-marks"


@dataclass(frozen=True, slots=True, order=True)
class NamedIndividual:
    """Something that a text about a place names.

    Attributes:
        iri: local IRI or prefixed name, as claims refer to it.
        name: its Chinese name.
        kind: its class, which distinguishes an enterprise from a programme.

    """

    iri: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, order=True)
class LikelyMatch:
    """Two individuals that may be the same thing, in the order of their IRIs.

    Attributes:
        reason: why they may be the same.
        confidence: from 0 to 1, to sort the likeliest first; it is not a measured frequency.

    """

    first: NamedIndividual
    second: NamedIndividual
    reason: MatchReason
    confidence: Decimal


_SIGNS = re.compile(r"[\s“”\"'‘’《》〈〉（）()·—-]")
_LONGEST_NAME = 80
"""The most characters; a longer name is a sentence and matches nothing."""
_SHORTEST_NAME = 4
"""The fewest characters of a name without the area that it begins with."""
_ENDING = re.compile("(?:建设|改造)?(?:项目|工程|行动|计划|活动|战略)$")
"""General words at the end of a name, which other texts leave out."""
_Key = Callable[[NamedIndividual], str | None]
_ALIKE, _ONE_NAME, _WITHOUT_AREA, _WITHOUT_ENDING = map(Decimal, ("0.95", "0.85", "0.8", "0.6"))
"""Confidence if names differ in punctuation, kinds differ, or a part of the name is missing."""


def likely_matches(
    individuals: Iterable[NamedIndividual], areas: Sequence[str] = ()
) -> tuple[LikelyMatch, ...]:
    """Return the pairs that may be the same, sorted; takes time linear in the number of names.

    Each is paired only with the first candidate, so that ten things of one name give nine pairs.

    Args:
        individuals: what the texts about one place name.
        areas: names of the place, full and short, which a name may begin with or leave out.

    """
    known = sorted({item for item in individuals if len(item.name) <= _LONGEST_NAME})
    longest_first = sorted(map(_plain, areas), key=len, reverse=True)

    def without_area(item: NamedIndividual) -> str | None:
        name = _plain(item.name)
        return _long_enough(_bare(name, longest_first))

    def without_ending(item: NamedIndividual) -> str | None:
        return _long_enough(_ENDING.sub("", _bare(_plain(item.name), longest_first)))

    found: dict[tuple[NamedIndividual, NamedIndividual], tuple[MatchReason, Decimal]] = {}
    keys: tuple[tuple[MatchReason, Decimal, _Key], ...] = (
        (MatchReason.SAME_NAME, _ONE_NAME, lambda item: item.name),
        (MatchReason.QUOTATION_MARKS, _ALIKE, lambda item: _plain(item.name)),
        (MatchReason.SHORT_FORM, _WITHOUT_AREA, without_area),
        (MatchReason.SHORT_FORM, _WITHOUT_ENDING, without_ending),
    )
    for reason, confidence, key in keys:
        for pair in _pairs(known, key):
            found.setdefault(pair, (reason, confidence))
    return tuple(sorted(LikelyMatch(*pair, *why) for pair, why in found.items()))


def _bare(name: str, areas: Iterable[str]) -> str:
    """Return a name without the area that it begins with."""
    return name.removeprefix(next((area for area in areas if name.startswith(area)), ""))


def _long_enough(name: str) -> str | None:
    return name if len(name) >= _SHORTEST_NAME else None


def _are_compatible(one: str, other: str) -> bool:
    """Return whether one of two kinds includes the other."""
    first, second = term(one), term(other)
    return first in classes_above(second) or second in classes_above(first)


def _plain(name: str) -> str:
    """Return a name without punctuation and in half-width letters."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name)).lower()


def _pairs(
    known: Iterable[NamedIndividual], key: _Key
) -> Iterator[tuple[NamedIndividual, NamedIndividual]]:
    """Yield each individual with the first one of the same key and a compatible kind."""
    first: dict[str, list[NamedIndividual]] = {}
    for item in known:
        value = key(item)
        if value is None:
            continue
        # At most one of each kind is remembered, so that many things of one name make few pairs.
        others = first.setdefault(value, [])
        if other := next((o for o in others if _are_compatible(o.kind, item.kind)), None):
            yield other, item
        else:
            others.append(item)


def match_triples(matches: Iterable[LikelyMatch]) -> Iterator[Triple]:
    """Yield skos:closeMatch of each likely match, and a node with reason and confidence."""
    for match in matches:
        first, second = resolve(match.first.iri), resolve(match.second.iri)
        name = sha256(f"{first.value}\n{second.value}".encode()).hexdigest()[:16]
        node = individual(f"match/{name}")
        yield Triple(first, expand("skos:closeMatch"), second)
        yield Triple(node, expand("rdf:type"), term("LikelyMatch"))
        yield Triple(node, term("matches"), first)
        yield Triple(node, term("matches"), second)
        yield Triple(node, term("matchReason"), individual(f"match-reason/{match.reason}"))
        confidence = Literal(str(match.confidence), datatype=expand("xsd:decimal"))
        yield Triple(node, term("confidence"), confidence)
        label = f"{match.first.name} / {match.second.name}"
        for language in ("zh", "en"):
            yield Triple(node, expand("rdfs:label"), Literal(label, language=language))
