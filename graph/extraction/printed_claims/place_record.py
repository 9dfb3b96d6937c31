"""The place that a report is about."""

from dataclasses import dataclass

__all__ = ["Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A division by its name as written, with its code of GB/T 2260 if that is known."""

    name: str
    code: str | None
