"""A figure as it is shown: every name in the reader's language, every number as it was stated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from districtgraph.server.knowledge.citations import Citation

__all__ = ["LOWER_BOUNDS", "UPPER_BOUNDS", "Figure", "Named", "Period"]

LOWER_BOUNDS = ("≥", ">")
UPPER_BOUNDS = ("≤", "<")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with its name in the reader's language, and its sign if it has one."""

    iri: str
    label: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The period of a figure.

    Attributes:
        name: the period.
        begin: its first day, as ``2024-01-01``; None if the text gives no date.
        end: its last day.

    """

    name: Named
    begin: str | None
    end: str | None = None

    @property
    def year(self) -> int | None:
        """The calendar year that it equals; None for a part of a year or several years."""
        if self.begin is None or self.end is None or self.begin[:4] != self.end[:4]:
            return None
        whole = self.begin.endswith("-01-01") and self.end.endswith("-12-31")
        return int(self.begin[:4]) if whole else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Attributes:
        claim: IRI.
        kind: ``observation``, ``target``, ``ranking`` or ``comparison``.
        place: the place that it describes.
        subject: the indicator, or the goal of a target without a number.
        written: the number or rank in the words of the text.
        dimension: of the indicator.
        value, lower, upper: the number as stated; read `value` with `comparator`.
        comparator: its sign is one of = ≥ > ≤ < ≈ –.
        unit: of the number.
        counts: the counted kind.
        modality: whether it is achieved, ongoing, planned or aimed at.
        period: when it holds.
        rank: position, 1 for the first.
        also: its other fields by their names, such as ``rank_order`` and ``compares_with``; words
            have no IRI.
        citations: the words that it rests on.

    """

    claim: str
    kind: str
    place: Named
    subject: Named
    written: str
    dimension: Named | None = None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    comparator: Named | None = None
    unit: Named | None = None
    counts: Named | None = None
    modality: Named | None = None
    period: Period | None = None
    rank: int | None = None
    also: Mapping[str, Named] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()

    @property
    def sign(self) -> str:
        """The sign of the comparator: = ≥ > ≤ < ≈ –."""
        return self.comparator.sign if self.comparator else ""

    @property
    def largest(self) -> Decimal | None:
        """The largest number that is stated."""
        return max((n for n in (self.value, self.lower, self.upper) if n is not None), default=None)

    @property
    def is_share(self) -> bool:
        """Whether the figure is a share of a known whole."""
        is_percent = self.unit is not None and self.unit.sign == "%"
        return is_percent and bool({"share_of", "share_of_place"} & self.also.keys())

    @property
    def year(self) -> int | None:
        """The calendar year that it is of; None where the text gives none, or another period."""
        return self.period.year if self.period else None

    @property
    def begin(self) -> str:
        """First day of its period; empty where the text gives no date."""
        return self.period.begin or "" if self.period else ""
