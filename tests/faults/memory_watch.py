"""Samples the memory of a tree of processes, and reports whether it grows."""

from .process_tree import memory_bytes

__all__ = ["MemoryWatch"]

_MIB = 1024 * 1024
_SLACK = 100
_FACTOR = 1.25
_FEWEST = 12


class MemoryWatch:
    """Compares the lowest memory of the second quarter with that of the last.

    The lowest, because a costly query takes much for as long as it runs; not the first quarter,
    because caches fill in it.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.samples: list[int] = []

    def sample(self) -> None:
        """Measure once, in MiB."""
        self.samples.append(memory_bytes(self._pid) // _MIB)

    def _floors(self) -> tuple[int, int]:
        quarter = len(self.samples) // 4
        return min(self.samples[quarter : 2 * quarter]), min(self.samples[-quarter:])

    @property
    def grows(self) -> bool:
        """Whether the lowest value of the last quarter is well above that of the second."""
        if len(self.samples) < _FEWEST:
            return False
        early, late = self._floors()
        return late > early * _FACTOR + _SLACK

    def summary(self) -> dict[str, int | bool | None]:
        """Return the figures, in MiB."""
        early, late = self._floors() if len(self.samples) >= _FEWEST else (None, None)
        highest = max(self.samples, default=None)
        return {"early": early, "late": late, "highest": highest, "grows": self.grows}
