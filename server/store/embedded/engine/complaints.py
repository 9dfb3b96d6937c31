"""Rewrites the engine's messages about malformed queries and documents for their authors."""

import re

from districtgraph.server.sparql.sparql_lexer import significant

__all__ = ["document_complaint", "nearby", "syntax_complaint", "undeclared_prefix"]

_REMOTE_CONTEXT = "LoadDocumentCallback"
_NAMED_GRAPHS = "does not support named graphs"
_PLACE = re.compile(
    r"Parser error at (?:line (\d+) column (\d+)|line (\d+) between columns (\d+) and \d+): "
)
_FILE = re.compile(r" \([^()]*, line \d+\)$")
"""What Python adds to the message of a SyntaxError: the name of a file that clients do not know."""
_REASON = re.compile(r"(?:one of |, |^)([A-Z]\w+ [^,\"\[\]]{10,})")
"""A reason in the engine's list of what it expected: a phrase."""
_REASONS = {
    "The SELECT contains a variable that is unbound": (
        "a variable of SELECT is neither in GROUP BY nor within an aggregate"
    ),
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * cannot be grouped: write the variables, and aggregates of the others"
    ),
    "Duplicated variable name in SELECT": "SELECT names a variable twice",
    "Variables are not allowed in INSERT DATA": (
        "INSERT DATA has no variables: write INSERT { … } WHERE { … }"
    ),
    "Variables and blank nodes are not allowed in DELETE DATA": (
        "DELETE DATA has no variables and no blank nodes: write DELETE { … } WHERE { … }"
    ),
    "IRI parsing failed": "the text between < and > is not an IRI: IRIs have no spaces or quotes",
}
"""The engine's reasons as an author understands them; others are repeated."""
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
    if _NAMED_GRAPHS in message:
        return (
            "it has named graphs, but goes into a single graph; send it to /store itself, as "
            "N-Quads or TriG"
        )
    return _PLACE.sub(_place, _FILE.sub("", message))


def _place(match: re.Match[str]) -> str:
    line, column = match.group(1) or match.group(3), match.group(2) or match.group(4)
    return f"line {line}, column {column}: "


def syntax_complaint(expected: str, before: str, after: str) -> str:
    """Return what is wrong with a query at a position; see `nearby`.

    Args:
        expected: the engine's list.
        before: the query up to the position that the engine reports, often a token too late.
        after: some characters after it.

    """
    reason = _REASON.search(expected)
    if reason is None:
        return f"this is not SPARQL here{nearby(expected, before, after)}"
    phrase = reason.group(1).strip()
    return f"this is not SPARQL here{nearby('', before, after)}: {_REASONS.get(phrase, phrase)}"


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
    underscore: int | None = None
    for number, token in enumerate(significant(text)):
        if number >= _MOST_TOKENS:
            return None
        # `_:a` is two tokens, and the label of a blank node.
        is_label = underscore == token.start - 1 and token.text.startswith(":")
        underscore = token.start if token.text == "_" else None
        if token.kind == "name" and ":" in token.text and not is_label:
            prefix = token.text.partition(":")[0]
            if declaring:
                declared.add(prefix)
            elif prefix not in declared:
                return prefix
        declaring = token.kind == "word" and token.text.upper() == "PREFIX"
    return None
