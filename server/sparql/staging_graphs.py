"""Graphs that documents wait in until the operation that they belong to takes them."""

__all__ = ["MERGED", "STAGING", "staging_graph"]

STAGING = "urn:x-districtgraph:staging:"
"""Begins their names. Whatever a killed writer left in one is removed when the next one starts."""

MERGED = f"{STAGING}merged"
"""The RDF merge of the graphs that an update names by USING."""


def staging_graph(number: int) -> str:
    """Return the name of an operation's n-th graph, from 0."""
    return f"{STAGING}{number}"
