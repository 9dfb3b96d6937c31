"""Finds what a malformed query opens and never closes: strings, IRIs, brackets.

The engine reports the place where it could read no further, which is often the end of the text.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from districtgraph.server.sparql.sparql_lexer import SparqlToken, tokens

__all__ = ["Unclosed", "find_unclosed"]

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_CLOSING = frozenset(_PAIRS.values())
_QUOTES = ("'", '"')
_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_TOKEN_START = re.compile(r"\w+|.", re.DOTALL)
_BAD_IRI = "IRI parsing failed"
_LONG = 3
"""Quotation marks around a string that may have line breaks."""
_MOST_TOKENS = 200_000
"""The most tokens of a query that are looked through, white space included."""


class Unclosed(NamedTuple):
    """Something that is opened and not closed.

    Attributes:
        start: where, in characters.
        complaint: what is wrong with it.
        cut_off: whether it is a bracket that is open at the end of the text.

    """

    start: int
    complaint: str
    cut_off: bool = False


def find_unclosed(text: str, end: int, expected: str) -> Unclosed | None:
    """Return what is not closed, if that is why the engine could not read a query.

    Args:
        text: the query.
        end: how many characters the engine had read.
        expected: what it expected then.

    """
    opened: list[SparqlToken] = []
    for number, token in enumerate(tokens(text)):
        if number >= _MOST_TOKENS:
            return None
        if token.start > end:
            break
        if (found := _unclosed(text, token, expected)) is not None:
            return found
        if token.text in _PAIRS:
            opened.append(token)
        elif token.text in _CLOSING and (found := _mismatch(token, opened)) is not None:
            return found
    if opened and end >= len(text.rstrip()):
        return _bracket(opened[-1], "is never closed", cut_off=True)
    word = _TOKEN_START.match(text, end - 1) if end else None
    return _demanded(opened, expected, word.group() if word else "")


def _mismatch(closing: SparqlToken, opened: list[SparqlToken]) -> Unclosed | None:
    """Close the innermost bracket; return what is wrong if it is of another kind."""
    if opened and _PAIRS[opened[-1].text] == closing.text:
        opened.pop()
        return None
    if not any(_PAIRS[token.text] == closing.text for token in opened):
        return Unclosed(closing.start, f"the `{closing.text}` here closes nothing")
    return _bracket(opened[-1], f"is not closed before `{closing.text}`")


def _demanded(opened: Sequence[SparqlToken], expected: str, found: str) -> Unclosed | None:
    """Return the bracket whose end is all that the engine expected."""
    wanted = (token for token in reversed(opened) if expected == f'"{_PAIRS[token.text]}"')
    bracket = next(wanted, None)
    return bracket and _bracket(bracket, f"is not closed before `{found}`")


def _unclosed(text: str, token: SparqlToken, expected: str) -> Unclosed | None:
    if token.kind == "string" or token.text in _QUOTES:
        return _string(text, token)
    # Not every < begins an IRI: the engine has to have missed the end of one.
    missed = '">"' in expected or expected == _BAD_IRI
    if missed and token.text == "<" and _IRI.match(text, token.start):
        why = "an IRI has no spaces, line breaks, quotation marks or braces"
        return Unclosed(token.start, f"the IRI that begins here has no `>` at its end; {why}")
    return None


def _string(text: str, token: SparqlToken) -> Unclosed | None:
    mark = token.text[0]
    if text.startswith(mark * _LONG, token.start):
        closed = len(token.text) >= 2 * _LONG and token.text.endswith(mark * _LONG)
        complaint = f"the string that begins here has no `{mark * _LONG}` at its end"
    else:
        closed = token.kind == "string"
        complaint = (
            f"the string that begins here has no `{mark}` at the end of its line; one of several "
            f"lines is between `{mark * _LONG}`"
        )
    return None if closed else Unclosed(token.start, complaint)


def _bracket(token: SparqlToken, what: str, cut_off: bool = False) -> Unclosed:
    return Unclosed(token.start, f"the `{token.text}` that is opened here {what}", cut_off)
