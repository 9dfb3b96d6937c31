"""The record of a statement that a rule reads in a text."""

from dataclasses import dataclass

from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.statements.statement_words import Property

__all__ = ["FoundStatement"]


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """What `text[start:end]` says: `subject` `property` `object`; a None is the document's area.

    `rule` is the construction that says it.
    """

    start: int
    end: int
    subject: NamedThing | None
    property: Property
    object: NamedThing | None
    rule: str
