"""Reads what several texts say together of a place: targets with their outcomes, and conflicts."""

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from districtgraph.server.knowledge.figures.figure import Named
from districtgraph.server.knowledge.figures.figure_reading import names_of
from districtgraph.server.store.store_reader import Row, StoreReader

__all__ = ["AcrossTexts", "ConflictOfPlace", "SaidValue", "TargetOfPlace", "read_across_texts"]

_HERE = Path(__file__).parent
_TARGETS = _HERE / "targets.rq"
_CONFLICTS = _HERE / "conflicts.rq"


@dataclass(frozen=True, slots=True)
class SaidValue:
    """A value as a text writes it, and the claim that has it."""

    text: str
    claim: str


@dataclass(frozen=True, slots=True)
class TargetOfPlace:
    """A target with what was reached.

    Attributes:
        iri: of the outcome.
        indicator: what the target is of.
        year: the year that it is due in.
        aim: the words of the target, after the sign of its comparator unless that is =.
        reached: the words for what was reached; a computed growth rate in per cent.
        is_computed: whether the rate is computed from two levels.
        verdict: the concept of the verdict.

    """

    iri: str
    indicator: Named
    year: int
    aim: SaidValue
    reached: SaidValue
    is_computed: bool
    verdict: Named


@dataclass(frozen=True, slots=True)
class ConflictOfPlace:
    """Two values of one indicator and year that texts contradict each other in."""

    iri: str
    indicator: Named
    year: int
    earlier: SaidValue
    later: SaidValue


@dataclass(frozen=True, slots=True)
class AcrossTexts:
    """The latest targets that have an outcome, and the latest conflicts."""

    targets: tuple[TargetOfPlace, ...]
    conflicts: tuple[ConflictOfPlace, ...]


def read_across_texts(store: StoreReader, place: str, language: str) -> AcrossTexts:
    """Return what the texts about a place say together.

    Args:
        store: the store.
        place: the place's IRI.
        language: of names.

    """
    node = NamedNode(place)
    targets, conflicts = store.rows(_TARGETS, place=node), store.rows(_CONFLICTS, place=node)
    terms = {row["indicator"].value for row in (*targets, *conflicts)}
    terms |= {row["verdict"].value for row in targets}
    names = names_of(store, terms, language) if terms else {}
    return AcrossTexts(
        tuple(_target(row, names) for row in targets),
        tuple(_conflict(row, names) for row in conflicts),
    )


def _target(row: Row, names: dict[str, Named]) -> TargetOfPlace:
    sign, is_computed = row["sign"].value, "computed" in row
    reached = f"{row['value'].value}%" if is_computed else row["reached"].value
    return TargetOfPlace(
        row["outcome"].value,
        names[row["indicator"].value],
        int(row["year"].value),
        SaidValue(f"{'' if sign == '=' else sign}{row['aim'].value}", row["target"].value),
        SaidValue(reached, row["claim"].value),
        is_computed,
        names[row["verdict"].value],
    )


def _conflict(row: Row, names: dict[str, Named]) -> ConflictOfPlace:
    return ConflictOfPlace(
        row["conflict"].value,
        names[row["indicator"].value],
        int(row["year"].value),
        SaidValue(row["earlier"].value, row["earlierClaim"].value),
        SaidValue(row["later"].value, row["laterClaim"].value),
    )
