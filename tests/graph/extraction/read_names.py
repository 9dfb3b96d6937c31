"""What the rules for names and statements find in a text, as the tests compare it."""

from districtgraph.graph.extraction.names.named_things import find_named_things
from districtgraph.graph.extraction.statements.statement_reading import find_statements

__all__ = ["every", "outer", "places", "stated"]


def outer(text: str) -> list[tuple[str, str]]:
    """Return the names that are in no other name, with their kinds."""
    return [(item.text, item.kind) for item in find_named_things(text) if not item.nested]


def every(text: str) -> set[str]:
    """Return all names, also those within others."""
    return {item.text for item in find_named_things(text)}


def places(text: str) -> set[str]:
    """Return the names of places, also those within other names."""
    return {item.text for item in find_named_things(text) if item.kind == "place"}


def stated(text: str) -> list[tuple[str, str, str]]:
    """Return subject, property and object of each statement; 本地 is the place of the text."""
    return [
        (
            item.subject.text if item.subject else "本地",
            item.property,
            item.object.text if item.object else "本地",
        )
        for item in find_statements(text, find_named_things(text))
    ]
