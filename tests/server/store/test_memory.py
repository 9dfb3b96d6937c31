"""The store in memory: queries of any length find a stack that is deep enough."""

import threading

import pytest

from districtgraph.server.core.errors import QuerySyntaxError
from districtgraph.server.http.media_types import RESULT_FORMATS
from districtgraph.server.sparql.protocol import QueryOperation
from districtgraph.server.store.memory import MemoryBackend

CSV = next(item for item in RESULT_FORMATS if item.engine == "CSV")
NESTED = {
    "parentheses": ("SELECT (", "(", "1", ")", " AS ?x) {}"),
    "negations": ("SELECT (", "!", "false", "", " AS ?x) {}"),
    "groups": ("SELECT ?x {", "{", "BIND(1 AS ?x)", "}", "}"),
}
"""What comes before, each level, what is in the innermost, the end of each level, what follows."""


def answer(text: str) -> bytes:
    return MemoryBackend().answer(QueryOperation(text), CSV)


@pytest.mark.parametrize("length", [990, 9_990, 20_000])
@pytest.mark.parametrize("kind", NESTED)
def test_a_query_is_answered_however_deeply_its_length_lets_it_be_nested(
    kind: str, length: int
) -> None:
    before, begin, inner, end, after = NESTED[kind]
    # An even number, as two negations are none.
    depth = (length - len(before + inner + after)) // len(begin + end) // 2 * 2
    text = before + begin * depth + inner + end * depth + after
    assert length - 4 <= len(text) <= length
    assert answer(text).split() in ([b"x", b"1"], [b"x", b"false"])


@pytest.mark.parametrize("length", [100, 5_000, 50_000])
def test_what_is_no_sparql_is_refused_whatever_its_length(length: int) -> None:
    with pytest.raises(QuerySyntaxError):
        answer("SELECT * {" + " " * length)


def test_long_queries_share_threads() -> None:
    text = "ASK {}" + " " * 5_000
    for _ in range(20):
        answer(text)
    names = [thread.name for thread in threading.enumerate()]
    assert sum(name.startswith("sparql-evaluation") for name in names) <= 8
