"""The lexer's tokens equal those of one plain regular expression.

The expression is the reference, but its time grows with the square of a text's length;
`sparql_lexer` finds the same tokens in linear time.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from districtgraph.server.sparql.sparql_lexer import SparqlToken, tokens, words
from tests.growth.fragments import SPARQL

_ESCAPED = r"%[0-9A-Fa-f]{2}|\\."
_LOCAL = rf"(?:(?:[\w:]|{_ESCAPED})(?:[\w.:-]|{_ESCAPED})*)?"
_TOKENS = re.compile(
    rf"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    | (?P<string>
          \'\'\'(?:(?:'|\'\')?(?:[^'\\]|\\.))*(?:\'\'\'|\Z)
        | \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*(?:\"\"\"|\Z)
        | '(?:[^'\\\n\r]|\\.)*'
        | "(?:[^"\\\n\r]|\\.)*"
      )
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<prefix>(?:[^\W\d_][\w.-]*)?):{_LOCAL}
    | (?P<word>[^\W\d_]\w*)
    | \\.
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def reference(text: str) -> list[SparqlToken]:
    kinds = {None: "other", "prefix": "name"}
    return [
        SparqlToken(kinds.get(match.lastgroup, str(match.lastgroup)), match.group(), match.start())
        for match in _TOKENS.finditer(text)
    ]


def reference_words(text: str) -> list[tuple[str, int]]:
    return [
        (found.upper(), match.start())
        for match in _TOKENS.finditer(text)
        if (found := match.group("word") or match.group("prefix"))
    ]


fragments = st.sampled_from(
    [*SPARQL, "a.b", "a.b:c", "é", "·", "\r", "|", "^", "\x1c", "a\\'", "<a\\>"]
)
texts = st.one_of(st.lists(fragments, max_size=14).map("".join), st.text(max_size=20))


@pytest.mark.usefixtures("patience")
@settings(max_examples=1000)
@given(texts)
def test_tokens_are_those_of_the_reference(text: str) -> None:
    assert list(tokens(text)) == reference(text)
    assert [tuple(word) for word in words(text)] == reference_words(text)


@given(texts)
def test_tokens_put_together_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text
