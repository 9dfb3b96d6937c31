"""The invented reports of `series_corpus`, many times over, each time of other places.

What these reports lack, programmes by the hundred and figures of every indicator, comes from the
generator of the benchmarks.
"""

import re
from functools import cache

from pyoxigraph import RdfFormat, Store

from benchmarks.endpoint.generated_data import generate

__all__ = ["copied_corpus"]

_OWN = re.compile(
    "/id/(activity|claim|document|evidence|match|numeral|organisation|place|programme|project"
    "|sentence|series)/"
)
"""Individuals that a copy has for itself; the ontology and its schemes are everybody's."""
_GENERATED = 25_000
"""Generated triples for each copy."""


@cache
def _lines(quads: str) -> tuple[str, str]:
    """Return the lines that are everybody's, and those of one copy."""
    lines = quads.splitlines(keepends=True)
    shared = "".join(line for line in lines if not _OWN.search(line))
    return shared, "".join(line for line in lines if _OWN.search(line))


def copied_corpus(series_quads: str, copies: int) -> Store:
    """Return a store of some 40,000 quads, and 53,000 more for each copy of a corpus."""
    store = Store()
    shared, own = _lines(series_quads)
    store.bulk_load(input=shared.encode(), format=RdfFormat.N_QUADS)
    for number in range(copies):
        copy = _OWN.sub(rf"/id/\1/{number}-", own)
        store.bulk_load(input=copy.encode(), format=RdfFormat.N_QUADS)
    generated = "".join(generate(_GENERATED * copies, seed=1))
    store.bulk_load(input=generated.encode(), format=RdfFormat.N_QUADS)
    return store
