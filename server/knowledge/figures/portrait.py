"""A district in figures: a card with a picture for each indicator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from districtgraph.server.knowledge.figures.figure import Figure, Named
from districtgraph.server.knowledge.figures.pictures import (
    Picture,
    exactness_mark,
    on_axis,
    part_of_whole,
)

__all__ = ["Card", "Field", "cards_of", "fields_of"]

_KINDS = ("observation", "target", "ranking", "comparison")
_UNCLASSIFIED = "/dimension/unclassified"
_MOST = 4
"""Figures that a card shows; the indicator's series has the rest."""


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator's or goal's figures.

    Attributes:
        subject: the indicator or the goal.
        figures: the latest of each kind first.
        more: how many figures are not shown.
        picture: of the first observation and target; None where there is no number.
        scale: the largest number on the picture's axis, of the same unit; None without an axis.
        peers: how many other indicators share that axis.

    """

    subject: Named
    figures: tuple[Figure, ...]
    more: int
    picture: Picture | None
    scale: Figure | None
    peers: int


@dataclass(frozen=True, slots=True)
class Field:
    """The cards of a dimension; `name` is None for goals and indicators without one."""

    name: Named | None
    cards: tuple[Card, ...]


def fields_of(figures: Sequence[Figure]) -> list[Field]:
    """Return a district's figures as cards, by dimension in the order of the text."""
    fields: dict[str, tuple[Named | None, list[Card]]] = {}
    for card in cards_of(figures):
        name = card.figures[0].dimension
        fields.setdefault(name.iri if name else "", (name, []))[1].append(card)
    # Figures of proposed indicators, which have no real dimension, come last but for goals.
    ordered = sorted(fields.values(), key=lambda item: (item[0] is None, _is_unclassified(item[0])))
    return [Field(name, tuple(cards)) for name, cards in ordered]


def _is_unclassified(dimension: Named | None) -> bool:
    return dimension is not None and dimension.iri.endswith(_UNCLASSIFIED)


def cards_of(figures: Sequence[Figure]) -> list[Card]:
    """Return a card for each indicator or goal, in the order of the figures."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.subject.iri, []).append(figure)
    ordered = [_latest_first(group) for group in groups.values()]
    axes: dict[tuple[str, str], list[Figure]] = {}
    for group in ordered:
        for figure in _drawn(group):
            if not figure.is_share and figure.largest is not None:
                axes.setdefault(_axis(figure), []).append(figure)
    return [_card(group, axes) for group in ordered]


def _latest_first(figures: Iterable[Figure]) -> list[Figure]:
    """Return figures by kind, the latest first and those without a date last."""
    latest = sorted(figures, key=lambda figure: figure.begin, reverse=True)
    return sorted(latest, key=lambda figure: _KINDS.index(figure.kind))


def _drawn(group: Sequence[Figure]) -> list[Figure]:
    """Return the first observation and the first target with a number on the same axis.

    A target of growth in per cent has no place on the axis of the level that is to grow.
    """
    numbers = [figure for figure in group if figure.largest is not None]
    observed = next((figure for figure in numbers if figure.kind == "observation"), None)
    aimed_at = next(
        (
            figure
            for figure in numbers
            if figure.kind == "target" and (not observed or _axis(figure) == _axis(observed))
        ),
        None,
    )
    return [figure for figure in (observed, aimed_at) if figure]


def _axis(figure: Figure) -> tuple[str, str]:
    """Return the key that two numbers must share to be drawn on one axis.

    Counts of the same thing are always comparable; sums and measures only mean the same
    within a dimension, and percentages only for the same indicator.
    """
    unit = figure.unit.iri if figure.unit else ""
    if figure.unit and figure.unit.sign in ("%", "‰", "pp"):
        return unit, figure.subject.iri
    if figure.counts:
        return unit, figure.counts.iri
    return unit, figure.dimension.iri if figure.dimension else figure.subject.iri


def _card(group: Sequence[Figure], axes: dict[tuple[str, str], list[Figure]]) -> Card:
    drawn = _drawn(group)
    peers = axes.get(_axis(drawn[0]), []) if drawn else []
    others = {figure.subject.iri for figure in peers} - {group[0].subject.iri}
    scale = max(peers, key=_largest, default=None)
    picture, axis = _picture(drawn, scale, shared=bool(others) or _has_own_axis(drawn))
    return Card(
        subject=group[0].subject,
        figures=tuple(group[:_MOST]),
        more=max(len(group) - _MOST, 0),
        picture=picture,
        scale=scale if axis else None,
        peers=len(others) if axis else 0,
    )


def _has_own_axis(drawn: Sequence[Figure]) -> bool:
    """Return whether a length from 0 means something on its own: for a target or a range."""
    return len(drawn) > 1 or any(item.kind == "target" or item.value is None for item in drawn)


def _picture(
    drawn: Sequence[Figure], scale: Figure | None, shared: bool
) -> tuple[Picture | None, bool]:
    """Return the picture, and whether it has the axis of `scale`."""
    if not drawn:
        return None, False
    if drawn[0].is_share:
        return part_of_whole(drawn[0]), False
    largest = _largest(scale) if scale else Decimal(0)
    if shared and largest > 0:
        return on_axis(drawn, largest), True
    return exactness_mark(drawn[0]), False


def _largest(figure: Figure) -> Decimal:
    return figure.largest or Decimal(0)
