"""Keeps the event loop free while a long text is looked through."""

import asyncio
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

__all__ = ["off_loop"]

_LONG = 32 * 1024
Rest = ParamSpec("Rest")
Result = TypeVar("Result")


async def off_loop(
    function: Callable[Concatenate[str, Rest], Result],
    text: str,
    *arguments: Rest.args,
    **named: Rest.kwargs,
) -> Result:
    """Return what a function of a text returns; for a long text it runs in a thread."""
    if len(text) < _LONG:
        return function(text, *arguments, **named)
    return await asyncio.to_thread(function, text, *arguments, **named)
