"""An event loop whose clock a test puts forward, so that what is due later is due at once.

The pool, the writer and the services take the time from their loop. A test about a deadline gives a
long one, which no busy machine reaches by itself, and leaps to it once the state that it is about
has come.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

__all__ = ["LeapingLoop", "leap", "run_with_leaps"]

T = TypeVar("T")
_TURNS = 0.05
"""Seconds to wait after a leap: several times the pause of a polling loop."""


class LeapingLoop(asyncio.SelectorEventLoop):
    """The loop, for what makes a loop of its own."""

    _ahead = 0.0

    def time(self) -> float:
        """Return the time to which the clock was put forward."""
        return super().time() + self._ahead

    def leap(self, seconds: float) -> None:
        """Put the clock forward."""
        self._ahead += seconds


def run_with_leaps(scenario: Coroutine[Any, Any, T]) -> T:
    """Run a scenario in a loop of its own in which `leap` can be called."""
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        return runner.run(scenario)


async def leap(seconds: float) -> None:
    """Advance the running loop's clock, then let every timer that is due run.

    Timers run in order, so a loop that polls every hundredth of a second has polled when this
    returns.
    """
    loop = asyncio.get_running_loop()
    assert isinstance(loop, LeapingLoop), "not in a LeapingLoop"
    # Tasks that were just made take their deadlines from the clock as it was.
    await asyncio.sleep(0)
    loop.leap(seconds)
    await asyncio.sleep(_TURNS)
