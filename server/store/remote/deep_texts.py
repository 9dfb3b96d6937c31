"""Parses operations for an engine elsewhere, some of which are nested deeply."""

from collections.abc import Callable

from districtgraph.server.sparql.hidden_graphs import check_nesting
from districtgraph.server.store.embedded.processes.child_process import FLAT, on_large_stack

__all__ = ["on_stack_for"]


def on_stack_for(text: str, parse: Callable[[], None]) -> None:
    """Parse an operation on a stack that is large enough: a parser calls itself as it is nested.

    Raises:
        BadRequestError: it is nested too deeply.

    """
    if len(text) <= FLAT:
        parse()
    else:
        check_nesting(text)
        on_large_stack(parse)
