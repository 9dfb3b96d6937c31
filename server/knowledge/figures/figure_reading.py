"""Reads figures from the store."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from districtgraph.server.knowledge.citations import Citation, citations_of
from districtgraph.server.knowledge.claim_fields import figure_fields, with_optional_fields
from districtgraph.server.knowledge.figures.figure import Figure, Named, Period
from districtgraph.server.sparql.prebinding import query_text
from districtgraph.server.store.store_reader import Row, StoreReader, natural_number

__all__ = [
    "claims_of_place",
    "figures_of_indicator",
    "figures_of_place",
    "names_of",
    "read_figures",
]

_HERE = Path(__file__).parent
_FIGURES = _HERE / "figures.rq"
_OF_PLACE = _HERE / "of-place.rq"
_OF_INDICATOR = _HERE / "of-indicator.rq"
_NAMES = _HERE / "names.rq"
_MOST_CLAIMS = 2000
"""Figures on an indicator that are read at once."""
_MOST_DIGITS = 100
"""Most digits before the point, or zeros after it, of a number that pages show."""
_ASKED_ITSELF = ("place", "indicator", "period")
"""Fields that figures.rq itself asks for, with more about their values."""
_NOT_SHOWN = ("beneficiary", "industry", "comparison_of")
"""Fields that no card and no series shows."""


def figures_of_place(store: StoreReader, place: str, language: str) -> list[Figure]:
    """Return the figures of a place, given by its IRI, in the order of the texts."""
    return read_figures(store, claims_of_place(store, place), language)


def claims_of_place(
    store: StoreReader, place: str, first: int = 0, most: int = _MOST_CLAIMS
) -> list[str]:
    """Return some of the claims that are the figures of a place, in the order of their IRIs."""
    query = f"{query_text(_OF_PLACE)}LIMIT {most:d} OFFSET {first:d}"
    return [row["claim"].value for row in store.rows(query, place=NamedNode(place))]


def figures_of_indicator(store: StoreReader, indicator: str, language: str) -> list[Figure]:
    """Return the figures on an indicator, given by its IRI, in the order of the texts."""
    return read_figures(store, claims_of_indicator(store, indicator, _MOST_CLAIMS), language)


def claims_of_indicator(store: StoreReader, indicator: str, most: int) -> list[str]:
    """Return claims that are figures on an indicator, at most so many of them."""
    query = f"{query_text(_OF_INDICATOR)}LIMIT {most:d}"
    return [row["claim"].value for row in store.rows(query, indicator=NamedNode(indicator))]


def read_figures(store: StoreReader, claims: Iterable[str], language: str) -> list[Figure]:
    """Return figures.

    Args:
        store: the store.
        claims: their IRIs; those that are no figures are left out.
        language: of names.

    """
    iris = list(dict.fromkeys(claims))
    if not iris:
        return []
    query = with_optional_fields(_FIGURES, (*_ASKED_ITSELF, *_NOT_SHOWN))
    found = store.rows(query, claims=[NamedNode(iri) for iri in iris])
    rows = {row["claim"].value: row for row in found}
    terms = {term.value for row in rows.values() for term in row.values() if _is_iri(term)}
    names = names_of(store, terms, language)
    citations = citations_of(store, rows)
    figures = (_figure(row, names, citations.get(iri, [])) for iri, row in rows.items())
    return sorted(figures, key=_place_in_text)


def names_of(store: StoreReader, iris: Iterable[str], language: str) -> dict[str, Named]:
    """Return IRIs with their names in a language, or else with the last part of the IRI."""
    asked = sorted(set(iris))
    found = {iri: Named(iri, iri.rstrip("/").rpartition("/")[2]) for iri in asked}
    rows = store.rows(_NAMES, iris=[NamedNode(iri) for iri in asked], language=Literal(language))
    for row in rows:
        known = found[row["iri"].value]
        found[known.iri] = Named(
            known.iri,
            row["label"].value if "label" in row else known.label,
            row["sign"].value if "sign" in row else known.sign,
        )
    return found


def _is_iri(term: object) -> bool:
    return isinstance(term, NamedNode)


def _place_in_text(figure: Figure) -> tuple[str, int, str]:
    first = figure.citations[0] if figure.citations else None
    return (first.document, first.start, figure.claim) if first else ("", 0, figure.claim)


def _figure(row: Row, names: Mapping[str, Named], citations: Iterable[Citation]) -> Figure:
    def named(name: str) -> Named | None:
        return names.get(row[name].value) if name in row else None

    place = names[row["place"].value]
    return Figure(
        claim=row["claim"].value,
        kind=row["kind"].value.rpartition("#")[2].lower(),
        place=place,
        subject=named("indicator") or named("goal") or place,
        written=row["written"].value if "written" in row else "",
        dimension=named("dimension"),
        value=_number(row, "value"),
        lower=_number(row, "lower"),
        upper=_number(row, "upper"),
        comparator=named("comparator"),
        unit=named("unit"),
        counts=named("counts"),
        modality=named("modality"),
        period=_period(row, named("period")),
        rank=natural_number(row.get("rank")),
        also=dict(_also(row, names)),
        citations=tuple(citations),
    )


def _also(row: Row, names: Mapping[str, Named]) -> Iterator[tuple[str, Named]]:
    """Yield what else a row has: things with their names, words as they are."""
    own = {item.name for item in fields(Figure)}
    for field in figure_fields():
        if field.name in row and field.name not in own:
            value = row[field.name].value
            yield field.name, names.get(value, Named("", value))


def _number(row: Row, name: str) -> Decimal | None:
    try:
        number = Decimal(row[name].value) if name in row else None
    except InvalidOperation:
        return None
    if number is None or not number.is_finite():
        return None
    # A page would write out all digits of 1E999999.
    return number if not number or abs(number.adjusted()) <= _MOST_DIGITS else None


def _period(row: Row, name: Named | None) -> Period | None:
    if name is None:
        return None
    begin = row["begin"].value if "begin" in row else None
    return Period(name, begin, row["finish"].value if "finish" in row else None)
