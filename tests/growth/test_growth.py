"""Eight times the text takes about eight times as long, for any fragments."""

from collections import deque
from collections.abc import Callable
from functools import partial
from itertools import islice, permutations
from pathlib import Path

import pytest

from districtgraph.server.core.config import ServerConfig
from districtgraph.server.sparql.plain_prefixes import with_plain_prefixes
from districtgraph.server.sparql.single_prologue import with_single_prologue
from districtgraph.server.sparql.sparql_lexer import tokens
from tests.growth.fragments import SPARQL
from tests.growth.measuring import is_linear, seconds
from tests.growth.readers import READERS, Reader

pytestmark = pytest.mark.usefixtures("patience")

_STEPS = ((1024, 8 * 1024), (8 * 1024, 64 * 1024), (64 * 1024, 1024 * 1024))
_PAIRS = (256, 2048)
"""Enough for a square to show: two thousand characters, looked at from each of them."""
_TOLD = 5
"""Most texts that a failure names."""

readers = pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])


def text_of(fragment: str, before: str, after: str, length: int) -> str:
    return before + fragment * (length // len(fragment) + 1) + after


def is_read_once(reader: Reader, make: Callable[[int], str]) -> bool:
    """Return whether the time is linear from size to size, as far as patience goes."""
    steps = [step for step in _STEPS if step[1] < reader.largest]
    for small, large in (*steps, (reader.largest // 8, reader.largest)):
        if not is_linear(reader.read, make, small, large):
            return False
        # The time is in proportion: a reader that takes long by now needs no further step.
        if seconds(reader.read, make(small)) * large / small > reader.patience:
            break
    return True


@readers
def test_a_fragment_repeated_is_read_in_linear_time(reader: Reader) -> None:
    slow = (
        (before, fragment, after)
        for fragment in reader.fragments
        for before, after in reader.frames
        if not is_read_once(reader, partial(text_of, fragment, before, after))
    )
    assert not list(islice(slow, _TOLD))


@readers
def test_two_fragments_in_turns_are_read_in_linear_time(reader: Reader) -> None:
    slow = (
        (before, first + second, after)
        for first, second in permutations(reader.fragments, 2)
        for before, after in reader.frames
        if not is_linear(reader.read, partial(text_of, first + second, before, after), *_PAIRS)
    )
    assert not list(islice(slow, _TOLD))


def test_the_longest_text_of_all_fragments_after_each_other_is_cut_in_linear_time() -> None:
    def text(length: int) -> str:
        blocks = [fragment * 300 for fragment in SPARQL]
        whole = "\n".join([block for first in blocks for block in (first, blocks[0])])
        return whole * (length // len(whole))

    longest = ServerConfig(Path()).max_body
    assert is_linear(lambda text: deque(tokens(text), maxlen=0), text, longest // 8, longest)


@pytest.mark.parametrize(
    ("rename", "declaration"),
    [
        (with_plain_prefixes, "PREFIX service{}: <urn:a{}:> "),
        (lambda text: with_single_prologue(text, None), "; PREFIX a: <urn:a{}:> CLEAR ALL "),
    ],
)
def test_many_prefixes_are_renamed_in_linear_time(
    rename: Callable[[str], str], declaration: str
) -> None:
    def text(length: int) -> str:
        number = length // len(declaration)
        return "CLEAR ALL " + "".join(declaration.format(at, at) for at in range(number))

    assert is_linear(rename, text, 16 * 1024, 128 * 1024)


def test_readers_are_many_and_have_names_of_their_own() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS) >= 50


def test_a_square_is_seen() -> None:
    def square(text: str) -> int:
        return sum(text[at:].count("b") for at in range(len(text)))

    assert not is_linear(square, lambda length: "a" * length, 2 * 1024, 16 * 1024)
    assert is_linear(lambda text: text.count("b"), lambda length: "a" * length, 512, 4096)
