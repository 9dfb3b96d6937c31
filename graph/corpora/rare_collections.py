"""Makes garbage collections rare in processes that make a corpus: documents make no cycles.

Loading the rules, and the list of ten thousand documents, would set off so many that a command for
one document would spend a seventh of its time on them.
"""

import gc

__all__ = ["collect_rarely"]

_COLLECTED = 1_000_000
"""New objects between collections: more than a document has."""


def collect_rarely() -> None:
    """Let this process collect garbage rarely from now on."""
    gc.set_threshold(_COLLECTED)
