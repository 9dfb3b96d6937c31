"""Rewrites the engine's messages about malformed queries and documents for their authors."""

import re

from districtgraph.server.sparql.sparql_lexer import significant

__all__ = ["document_complaint", "nearby", "syntax_complaint", "undeclared_prefix"]

_REMOTE_CONTEXT = "LoadDocumentCallback"
_SIGN = re.compile(r'"([^"\s]{1,4})"')
_WORDS_BEFORE = 3
_LONGEST_BEFORE = 60
"""The most characters of a query that a message repeats."""
_MOST_TOKENS = 100_000
"""The most tokens of a query that are searched for an undeclared prefix."""


def document_complaint(message: str) -> str:
    """Return the engine's message about an RDF document, and what to do if that is known."""
    if _REMOTE_CONTEXT in message:
        return (
            "its JSON-LD names a context by address, and this server fetches none; put the context "
            "itself in place of the address, or send Turtle or N-Quads"
        )
    return message


def syntax_complaint(expected: str, before: str, after: str) -> str:
    """Return what is wrong with a query at a position; see `nearby`.

    Args:
        expected: the engine's list.
        before: the query up to the position that the engine reports, often a token too late.
        after: some characters after it.

    """
    return f"this is not SPARQL here{nearby(expected, before, after)}"


def nearby(expected: str, before: str, after: str) -> str:
    """Return the words before a position and the signs that were expected there.

    The engine lists what it expected: character classes, some keywords of many, and signs. The
    classes are unreadable and the keywords mislead (for `{ ?s ?p }` it says "expected LATERAL"), so
    only signs such as `{` are repeated. The arguments are those of `syntax_complaint`.
    """
    if before[-1:].strip() and after[:1].strip():
        before += after.split(maxsplit=1)[0]
    words = " ".join(before.split()[-_WORDS_BEFORE:])[-_LONGEST_BEFORE:]
    near = f", near `{words}`" if words else ""
    signs = dict.fromkeys(_SIGN.findall(expected))
    hint = f"; expected {' or '.join(f'`{sign}`' for sign in signs)}" if signs else ""
    return f"{near}{hint}"


def undeclared_prefix(text: str) -> str | None:
    """Return the first prefix that a query uses without declaring it; None if there is none."""
    declared: set[str] = set()
    declaring = False
    for number, token in enumerate(significant(text)):
        if number >= _MOST_TOKENS:
            return None
        if token.kind == "name" and ":" in token.text and not token.text.startswith("_:"):
            prefix = token.text.partition(":")[0]
            if declaring:
                declared.add(prefix)
            elif prefix not in declared:
                return prefix
        declaring = token.kind == "word" and token.text.upper() == "PREFIX"
    return None
