"""The engine's complaints are told without the character classes that it expected."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.store.embedded.engine.evaluation import syntax_error

_REFERENCE = re.compile(r",?\s*\[[^\]]*?\](?:\s*\|\s*)?", re.DOTALL)
parts = st.lists(
    st.sampled_from(["[a-z]", "[", "]", ",", "|", " ", "\n", "WHERE", "'{'"]), max_size=12
)


@given(parts.map("".join))
def test_classes_are_left_out_as_by_one_expression(expected: str) -> None:
    bare = _REFERENCE.sub("", expected).strip(" ,|\n") or "something else"
    message = f"line 1, column 2: this is not SPARQL here; expected {bare}"
    assert str(syntax_error(f"error at 1:2: expected {expected}")) == message


@pytest.mark.parametrize("message", ["", "error", "error at 1: x"])
def test_what_has_no_place_is_told_as_it_is(message: str) -> None:
    assert str(syntax_error(message)) == message
