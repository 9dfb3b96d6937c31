"""An observation as the triples of its claim, and the indicators and units that it may have."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from benchmarks.endpoint.ntriples import DG, EN, ID, OA, PROV, RDFS, XSD, ZH, A, integer, iri, line

__all__ = ["Indicator", "Observation", "Scheme", "observation_lines", "read_scheme"]

_INDICATORS = Path(__file__).parents[2] / "ontology" / "schemes" / "indicators.ttl"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_YUAN = "http://qudt.org/vocab/unit/CCY_CNY"
_PERCENT = "http://qudt.org/vocab/unit/PERCENT"
_COMPARATORS = ("equal", "equal", "equal", "at-least", "more-than", "about")
_MODALITIES = ("achieved", "achieved", "achieved", "ongoing", "plan", "target")
_FIELDS = ("value", "unit", "period", "place", "comparator", "indicator")
_RULES = ("number-grammar", "period-expressions", "document-subject")
_SPACING = 40
"""Code points of the report between one observation's quote and the next one's."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the project's scheme: its IRI, labels and usual unit."""

    node: str
    zh: str
    en: str
    unit: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """The indicators, in the order of their IRIs, and the lines that describe them."""

    indicators: tuple[Indicator, ...]
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Observation:
    """What is drawn for an observation.

    Attributes:
        document: number of the report.
        index: of the observation within it, from 0.
        place: IRI of the district.
        initiative: IRI of a programme of that district.
        indicator: a number that picks the indicator.
        amount: the value, in what its unit is usually written in (万元 for money).
        year: that it is of.
        choice: a number that picks comparator and modality.

    """

    document: int
    index: int
    place: str
    initiative: str
    indicator: int
    amount: int
    year: int
    choice: int


@cache
def read_scheme() -> Scheme:
    """Read the project's indicators."""
    wanted = {
        f"{_SKOS}prefLabel", f"{_SKOS}broader", f"{_SKOS}inScheme", f"{DG}usualUnit",
        f"{DG}dimension", f"{DG}direction", A,
    }  # fmt: skip
    lines: list[str] = []
    found: dict[str, dict[str, str]] = {}
    for quad in parse(path=str(_INDICATORS), format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or "/indicator/" not in subject.value:
            continue
        if quad.predicate.value in wanted:
            lines.append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
        features = found.setdefault(subject.value, {})
        if isinstance(value, Literal) and quad.predicate.value.endswith("prefLabel"):
            features[value.language or ""] = value.value
        elif isinstance(value, NamedNode) and quad.predicate.value.endswith("usualUnit"):
            features["unit"] = value.value
    indicators = [
        Indicator(node, features["zh"], features["en"], features["unit"])
        for node, features in sorted(found.items())
        if "unit" in features
    ]
    return Scheme(tuple(indicators), sorted(set(lines)))


def _quantity(unit: str, amount: int) -> tuple[str, str]:
    """Return a value in the base unit and as it is written."""
    if unit == _YUAN:
        return str(amount * 10_000), f"{amount}万元"
    if unit == _PERCENT:
        return _percentage(amount)
    return str(amount), f"{amount}个"


def _percentage(amount: int) -> tuple[str, str]:
    tenths = amount % 1000 | 1
    number = f"{tenths // 10}.{tenths % 10}"
    return number, f"{number}%"


def observation_lines(drawn: Observation, scheme: Scheme) -> list[str]:
    """Return the triples of an observation: the claim, its evidence, who says so."""
    indicator = scheme.indicators[drawn.indicator % len(scheme.indicators)]
    value, written = _quantity(indicator.unit, drawn.amount)
    document = f"{ID}document/report-{drawn.document}"
    claim = f"{ID}claim/report-{drawn.document}/figure-{drawn.index}"
    start = drawn.index * _SPACING
    quote = f"{indicator.zh}{written}"
    end = start + len(quote)
    evidence = f"{ID}evidence/report-{drawn.document}/{start}-{end}"
    words, position, rules = f"{evidence}#quote", f"{evidence}#position", f"{claim}#rules"
    comparator = _COMPARATORS[drawn.choice % len(_COMPARATORS)]
    modality = _MODALITIES[drawn.choice // 8 % len(_MODALITIES)]
    return [
        line(claim, A, iri(f"{DG}Observation")),
        line(claim, f"{RDFS}label", f'"{indicator.zh}：{written}"{ZH}'),
        line(claim, f"{RDFS}label", f'"{indicator.en}: {written}"{EN}'),
        line(claim, f"{DG}indicator", iri(indicator.node)),
        line(claim, f"{DG}place", iri(drawn.place)),
        line(claim, f"{DG}initiative", iri(drawn.initiative)),
        line(claim, f"{DG}period", iri(f"{ID}period/{drawn.year}")),
        line(claim, f"{DG}modality", iri(f"{ID}modality/{modality}")),
        line(claim, f"{DG}comparator", iri(f"{ID}comparator/{comparator}")),
        line(claim, f"{DG}unit", iri(indicator.unit)),
        line(claim, f"{DG}value", f'"{value}"^^<{XSD}decimal>'),
        line(claim, f"{DG}asWritten", f'"{written}"{ZH}'),
        line(claim, f"{PROV}wasDerivedFrom", iri(document)),
        line(claim, f"{PROV}wasAttributedTo", iri(f"{ID}agent/extraction-rules")),
        line(claim, f"{PROV}qualifiedAttribution", iri(rules)),
        line(claim, f"{DG}evidence", iri(evidence)),
        line(evidence, A, iri(f"{OA}SpecificResource")),
        line(evidence, f"{OA}hasSource", iri(document)),
        line(evidence, f"{OA}hasSelector", iri(words)),
        line(evidence, f"{OA}hasSelector", iri(position)),
        line(words, A, iri(f"{OA}TextQuoteSelector")),
        line(words, f"{OA}exact", f'"{quote}"{ZH}'),
        line(position, A, iri(f"{OA}TextPositionSelector")),
        line(position, f"{OA}start", integer(start)),
        line(position, f"{OA}end", integer(end)),
        line(rules, A, iri(f"{DG}FieldAttribution")),
        line(rules, f"{PROV}agent", iri(f"{ID}agent/extraction-rules")),
        *(
            line(rules, f"{DG}suppliesField", iri(f"{ID}claim-field/{field}"))
            for field in (_FIELDS[drawn.index % 3], _FIELDS[3 + drawn.index % 3])
        ),
        line(rules, f"{DG}appliesRule", iri(f"{ID}rule/{_RULES[drawn.index % len(_RULES)]}")),
    ]
