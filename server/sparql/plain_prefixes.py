"""Renames prefixes that the engine could take for keywords: ``services:``, ``download:``.

The engine's grammar has no tokens and finds a call in ``SERVICE:x`` (see `sparql_lexer`). The name
of a prefix has no meaning, so a query with another name is equivalent.
"""

import re
from collections.abc import Iterator
from itertools import count

from districtgraph.server.sparql.sparql_lexer import (
    SparqlToken,
    decode_codepoint_escapes,
    significant,
    tokens,
)

__all__ = ["unused_prefixes", "with_plain_prefixes"]

_SUCH_NAME = re.compile(r"p(\d{1,9})_")
_KEYWORDS = ("SERVICE", "LOAD")


def with_plain_prefixes(text: str) -> str:
    """Return an operation in which no declared prefix contains SERVICE or LOAD."""
    decoded = decode_codepoint_escapes(text)
    suspects = sorted(set(_like_keywords(decoded)))
    renamed = dict(zip(suspects, unused_prefixes(decoded), strict=False))
    if not renamed:
        return text
    return "".join([_renamed(token, renamed) for token in tokens(decoded)])


def _like_keywords(text: str) -> Iterator[str]:
    """Yield the declared prefixes that contain a keyword, without their colon."""
    declared = False
    for token in significant(text):
        if declared and token.kind == "name" and token.text.endswith(":"):
            prefix = token.text.removesuffix(":")
            if any(word in prefix.upper() for word in _KEYWORDS):
                yield prefix
        declared = token.kind == "word" and token.text.upper() == "PREFIX"


def unused_prefixes(text: str) -> Iterator[str]:
    """Yield names for prefixes that are nowhere in a text, which is read once for all of them."""
    taken = {int(number) for number in _SUCH_NAME.findall(text)}
    stem = next(number for number in count() if number not in taken)
    return (f"p{stem}_{number}" for number in count())


def _renamed(token: SparqlToken, names: dict[str, str]) -> str:
    if token.kind != "name":
        return token.text
    prefix, _, local = token.text.partition(":")
    return f"{names.get(prefix, prefix)}:{local}"
