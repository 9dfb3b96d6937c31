"""Chinese names as they are spelt in Latin letters, so that they are found by those."""

from collections.abc import Callable
from functools import cache

from districtgraph.server.knowledge.labels.label_folding import is_chinese

__all__ = ["spelt"]

_LONGEST = 20
"""Characters of a name that is spelt; longer ones are titles, which nobody types so."""


def spelt(folded: str) -> str:
    """Return the pinyin of a folded Chinese name, syllable by syllable; empty of any other name."""
    if not 1 < len(folded) <= _LONGEST or not all(map(is_chinese, folded)):
        return ""
    return " ".join(_reader()(folded)).replace("ü", "v")


@cache
def _reader() -> Callable[[str], list[str]]:
    # Its dictionaries take 40 MB: they are loaded only to build an index.
    from pypinyin import lazy_pinyin

    return lazy_pinyin
