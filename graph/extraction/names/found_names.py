"""The record of a name that a rule finds in a text."""

from dataclasses import dataclass

from districtgraph.graph.extraction.names.name_lexicon import NameKind

__all__ = ["NamedThing"]


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A name at `text[start:end]`, without its marks.

    Attributes:
        kind: the kind of thing that it names.
        rule: the rule that found it.
        canonical: the full name in the document if `text` is a short form of it, else empty.
        nested: whether it is part of a longer name.

    """

    start: int
    end: int
    text: str
    kind: NameKind
    rule: str
    canonical: str = ""
    nested: bool = False
