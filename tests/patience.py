"""How long tests wait for what comes, and how they wait for it.

On a busy machine, what usually takes a second can take minutes. A limit that is only there so that
a test cannot hang is therefore long.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

__all__ = [
    "PATIENCE",
    "PATIENT_CURL",
    "PATIENT_SETTINGS",
    "PATIENT_VARIABLES",
    "until",
    "wait_until",
]

PATIENCE: Final = 600.0
"""Seconds that tests wait for what comes, so that only what never comes takes as long."""
PATIENT_SETTINGS: Final[dict[str, Any]] = {"timeout": PATIENCE, "max_timeout": PATIENCE}
"""Of servers that are tested for what they answer, not for when: a long query has a low priority,
and beside busy programs a second of it may take longer than the default deadline.
"""
PATIENT_VARIABLES: Final = {
    f"DISTRICTGRAPH_{name.upper()}": f"{seconds:g}" for name, seconds in PATIENT_SETTINGS.items()
}
"""The same for a process of its own."""
PATIENT_CURL: Final = f"--fail --silent --show-error --retry 60 --retry-max-time {PATIENCE:g}"
"""Options of curl: it asks again where a server says that it is still reading what is asked for."""
_PAUSE = 0.01
_SOMETHING = "what is waited for"
Value = TypeVar("Value")


def wait_until(condition: Callable[[], Value | None], what: str = _SOMETHING) -> Value:
    """Wait until a condition is true; return what it gave.

    Raises:
        AssertionError: it never is; the message names what did not come.

    """
    give_up = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < give_up, _late(what)
        time.sleep(_PAUSE)
    return found


async def until(condition: Callable[[], object], what: str = _SOMETHING) -> None:
    """Wait in an event loop until a condition is true.

    Raises:
        AssertionError: it never is; the message names what did not come.

    """
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up, _late(what)
        await asyncio.sleep(_PAUSE)


def _late(what: str) -> str:
    return f"{what} has not come in {PATIENCE:g} s"
