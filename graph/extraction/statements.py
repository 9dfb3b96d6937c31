"""Statements."""
from collections.abc import Sequence
from dataclasses import dataclass
from districtgraph.graph.extraction.found_names import NamedThing
@dataclass(frozen=True, slots=True)
class FoundStatement:
    start: int
    end: int
    subject: NamedThing | None
    property: str
    object: NamedThing | None
    rule: str
def find_statements(text: str, names: Sequence[NamedThing]) -> tuple[FoundStatement, ...]:
    return ()
