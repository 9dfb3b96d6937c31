"""Decides which writes are so quick that they may be acknowledged before they are published.

A query in between waits until they are published, and the writer does one thing at a time. So
nothing that may take long is applied between a write's acknowledgement and its generation.
"""

import re

from districtgraph.server.sparql.sparql_lexer import decode_codepoint_escapes, significant
from districtgraph.server.store.embedded.engine.writes import UpdateWrite, Write

__all__ = ["is_quick"]

_LONGEST = 64 * 1024
"""The most characters of a quick update: 7 ms of a processor."""
_LONGEST_SPLIT = 2 * 1024
"""The most characters of an update that is split into tokens: 1 ms of a processor."""
_SLOW = re.compile(r"WHERE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY", re.IGNORECASE)
"""Every operation except INSERT DATA and DELETE DATA contains one of these words."""
_OF_DATA = frozenset(("INSERT", "DELETE", "DATA", "GRAPH", "PREFIX", "BASE", "A", "TRUE", "FALSE"))


def is_quick(write: Write) -> bool:
    """Return whether a write takes time only in proportion to its text, which is short.

    These are updates with only INSERT DATA and DELETE DATA, and not too much of it. The longer ones
    are not recognised if an IRI or a string contains a word of another operation.
    """
    if not isinstance(write, UpdateWrite) or write.merged or write.loaded:
        return False
    if len(write.text) > _LONGEST:
        return False
    text = decode_codepoint_escapes(write.text)
    if not _SLOW.search(text):
        return True
    return len(text) <= _LONGEST_SPLIT and all(
        token.kind != "variable" and (token.kind != "word" or token.text.upper() in _OF_DATA)
        for token in significant(text)
    )
