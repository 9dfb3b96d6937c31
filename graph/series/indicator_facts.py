"""What the rules for series need to know about an indicator, read from the concept schemes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.rdf.vocabulary import BASE, expand, reference_to
from districtgraph.ontology.loading import load_schemes

__all__ = ["IndicatorFacts", "load_indicator_facts", "read_indicator_facts"]

_PREFIX = f"{BASE}id/"
_PERCENT = "unit:PERCENT"


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """An indicator of the scheme.

    Attributes:
        iri: its local IRI, such as ``indicator/grain-output``.
        zh, en: its preferred labels.
        labels: all Chinese labels.
        unit: its usual unit as claims refer to it, such as ``unit:CCY_CNY``; None if it has none.
        direction: ``increase``, ``decrease`` or ``neutral``: the direction that means progress.
        form: ``stock``, ``flow``, ``ratio`` or ``index``; empty if the scheme does not say.
        rate_of: local IRI of the indicator that it is a rate or share of; empty if none.

    """

    iri: str
    zh: str
    en: str
    labels: tuple[str, ...]
    unit: str | None
    direction: str
    form: str
    rate_of: str = ""

    @property
    def name(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("/")[2]

    @property
    def is_percentage(self) -> bool:
        """Whether its level is itself a percentage."""
        return self.unit == _PERCENT

    @property
    def is_at_constant_prices(self) -> bool:
        """Whether its official growth is in constant prices, and cannot be computed from levels."""
        return any(words in self.zh for words in ("生产总值", "增加值"))

    @property
    def grows_by_level(self) -> bool:
        """Whether a growth rate can be computed from two of its levels."""
        return self.form in ("stock", "flow")


@cache
def load_indicator_facts() -> Mapping[str, IndicatorFacts]:
    """Return the indicators of the scheme by local IRI, read once."""
    return read_indicator_facts(load_schemes())


def read_indicator_facts(triples: Iterable[Triple]) -> Mapping[str, IndicatorFacts]:
    """Return the indicators that are described in triples, by local IRI."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(
            f"{_PREFIX}indicator/"
        ):
            for key, value in _facts(triple):
                said[triple.subject.value.removeprefix(_PREFIX)][key].append(value)
    return {iri: _indicator(iri, said[iri]) for iri in sorted(said)}


_KEYS = {
    expand("dg:usualUnit"): "unit",
    expand("dg:direction"): "direction",
    expand("dg:measureForm"): "form",
    expand("dg:rateOf"): "rate-of",
}
_LABELS = (expand("skos:prefLabel"), expand("skos:altLabel"))


def _facts(triple: Triple) -> Iterable[tuple[str, str]]:
    value = triple.object
    if triple.predicate in _LABELS and isinstance(value, Literal):
        if triple.predicate == _LABELS[0]:
            yield f"preferred-{value.language}", value.value
        if value.language == "zh":
            yield "label", value.value
    elif triple.predicate in _KEYS and isinstance(value, NamedNode):
        yield _KEYS[triple.predicate], value.value


def _indicator(iri: str, said: Mapping[str, list[str]]) -> IndicatorFacts:
    def last(key: str) -> str:
        return next(iter(said.get(key, ())), "").rpartition("/")[2]

    unit = next(iter(said.get("unit", ())), None)
    return IndicatorFacts(
        iri,
        next(iter(said.get("preferred-zh", ())), iri),
        next(iter(said.get("preferred-en", ())), iri),
        tuple(sorted(said.get("label", ()))),
        reference_to(unit) if unit else None,
        last("direction") or "neutral",
        last("form"),
        next(iter(said.get("rate-of", ())), "").removeprefix(_PREFIX),
    )
