"""Splits SPARQL into tokens, well enough to find a query's form and its SERVICE calls.

It follows the terminals of https://www.w3.org/TR/sparql11-query/#sparqlGrammar and never fails:
it skips unknown text one character at a time. Parsing is the engine's task.

The engine has no tokens: its grammar accepts ``trueSERVICE<…>`` and ``SERVICE:x`` as calls, as
measured on Oxigraph 0.5.13. So any word or prefix that contains SERVICE counts as a call here.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = [
    "SparqlToken",
    "Word",
    "decode_codepoint_escapes",
    "decode_escaped_names",
    "form_start",
    "network_calls",
    "query_form",
    "service_calls",
    "significant",
    "tokens",
    "words",
]

_ESCAPED = r"%[0-9A-Fa-f]{2}|\\."
# A local name begins with neither . nor -: in ``e:.SERVICE`` the name ends before the dot.
_LOCAL = rf"(?:(?:[\w:]|{_ESCAPED})(?:[\w.:-]++|{_ESCAPED}|(?!))*+|(?!))?+"
# Every character is examined only a few times (docs/decisions/0028): no alternative scans again
# what it has scanned and refused. The scan of a string or IRI ends at the next sign that could open
# another of its kind. A possible prefix is matched as a whole: if no colon follows, none of the
# words in it is a prefix, and `_words_of` splits it. Groups that repeat possessively end with (?!)
# for Python 3.11.2 (docs/decisions/0085).
_TOKENS = re.compile(
    rf"""
      (?P<comment>\#[^\n\r]*+)
    | (?P<iri><[^<>"{{}}|^`\x00-\x20]*+>)
    | (?P<string>
          \'\'\'[^'\\]*+(?:(?:\\.|'(?!''|'?\Z))[^'\\]*+|(?!))*+(?:\'\'\'|\Z)
        | \"\"\"[^"\\]*+(?:(?:\\.|"(?!""|"?\Z))[^"\\]*+|(?!))*+(?:\"\"\"|\Z)
        | '[^'\\\n\r]*+(?:\\.[^'\\\n\r]*+|(?!))*+'
        | "[^"\\\n\r]*+(?:\\.[^"\\\n\r]*+|(?!))*+"
      )
    | (?P<variable>[?$]\w++)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++|(?!))*+)
    | (?P<name>(?:[^\W\d_][\w.-]*+|(?!))?+:{_LOCAL})
    | (?P<words>[^\W\d_][\w.-]*+)
    | \\.
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS = re.compile(r"(?P<word>[^\W\d_]\w*+)|.", re.DOTALL)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_AFTER_PROLOGUE = re.compile(
    r"""(?: \s++ | \#[^\n\r]*+
          | (?:PREFIX\s++[^\s:<\\]*+: | BASE) \s*+ <[^<>"{}|^`\\\x00-\x20]*+>
          | (?!) )*+
        (SELECT|ASK|CONSTRUCT|DESCRIBE)\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""Finds the form of a query with a plain prologue of any length at once."""
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class Word(NamedTuple):
    """A bare word of the query, in upper case, at an offset in characters."""

    text: str
    start: int


class SparqlToken(NamedTuple):
    """A token: its kind (comment, iri, string, variable, language, name, word, other) and place."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[SparqlToken]:
    """Yield all tokens of a query or an update, white space and comments included."""
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "words":
            yield from _words_of(match.group(), match.start())
        else:
            yield SparqlToken(kind, match.group(), match.start())


def _words_of(text: str, start: int) -> Iterator[SparqlToken]:
    """Yield the tokens of words joined by dots and hyphens: ``a.b`` is no name without a colon."""
    for match in _WORDS.finditer(text):
        yield SparqlToken(match.lastgroup or "other", match.group(), start + match.start())


def significant(text: str) -> Iterator[SparqlToken]:
    """Yield the tokens that are neither white space nor comments."""
    return (token for token in tokens(text) if token.kind != "comment" and token.text.strip())


def words(query: str) -> Iterator[Word]:
    """Yield the bare words and the prefixes of a query: keywords are among them.

    The content of IRIs, strings, comments, variables and local names is skipped.
    """
    for match in _TOKENS.finditer(query):
        if match.lastgroup == "words":
            parts = _words_of(match.group(), match.start())
            yield from (
                Word(part.text.upper(), part.start) for part in parts if part.kind == "word"
            )
        elif match.lastgroup == "name" and not match.group().startswith(":"):
            yield Word(match.group().partition(":")[0].upper(), match.start())


def query_form(query: str) -> str | None:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE; None if the text has none of them."""
    if plain := _AFTER_PROLOGUE.match(query):
        return plain.group(1).upper()
    found = (word.text for word in words(decode_codepoint_escapes(query)) if word.text in _FORMS)
    return next(found, None)


def form_start(query: str) -> int:
    """Return the offset of the word for a query's form after a plain prologue; 0 otherwise."""
    plain = _AFTER_PROLOGUE.match(query)
    return plain.start(1) if plain else 0


def service_calls(query: str) -> tuple[int, ...]:
    """Return the offsets at which a query may call another server, in the text or its decoded form.

    Both the text as it is and with its codepoint escapes decoded are examined, since
    §19.2 decodes them before parsing, and an engine may or may not.
    """
    return _words_with(query, ("SERVICE",))


def network_calls(update: str) -> tuple[int, ...]:
    """Return the offsets at which an update may call another server: by SERVICE or by LOAD."""
    return _words_with(update, ("SERVICE", "LOAD"))


def _words_with(text: str, keywords: tuple[str, ...]) -> tuple[int, ...]:
    # Searching for the letters first avoids the lexer for nearly every text, and for all long ones.
    capitals = text.upper()
    if "\\" not in text and not any([keyword in capitals for keyword in keywords]):
        return ()
    texts = {text, decode_codepoint_escapes(text)}
    suspects = [item for item in texts if any(word in item.upper() for word in keywords)]
    found = {
        word.start
        for item in suspects
        for word in words(item)
        if any(keyword in word.text for keyword in keywords)
    }
    return tuple(sorted(found))


def decode_codepoint_escapes(query: str) -> str:
    """Return a query with its codepoint escapes replaced (SPARQL 1.1 §19.2)."""
    return _ESCAPE.sub(_decoded, query) if "\\" in query else query


def decode_escaped_names(text: str) -> str:
    r"""Return an operation without codepoint escapes outside of its strings, IRIs and comments.

    The engine (Oxigraph 0.5.13) decodes those in strings and IRIs, and no others: not those of
    ``\u03B1:a`` and ``a\u003Ab``, examples of the specification.
    """
    if not _ESCAPE.search(text):
        return text
    pieces: list[str] = []
    copied = 0
    for match in _TOKENS.finditer(text):
        if match.lastgroup in ("string", "iri", "comment"):
            pieces += [_ESCAPE.sub(_decoded, text[copied : match.start()]), match.group()]
            copied = match.end()
    return "".join(pieces) + _ESCAPE.sub(_decoded, text[copied:])


def _decoded(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    is_character = code <= _LAST_CODE_POINT and code not in _SURROGATES
    return chr(code) if is_character else match.group()
