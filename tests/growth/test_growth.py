"""Eight times the text takes about eight times as long, for any fragments."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations, islice
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

_STEPS = ((1024, 8 * 1024), (8 * 1024, 64 * 1024))
_ENOUGH = 1024 * 1024
"""Longer texts show no more: the square of a million is minutes even where memory is copied."""
_PAIRS = (256, 2048)
"""Enough for a square to show: two thousand characters, looked at from each of them."""
_FEW = 30
"""Of so many fragments each pair is tried in both orders."""
_TOLD = 5
"""Most texts that a failure names."""

readers = pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])


def text_of(fragment: str, before: str, after: str, length: int) -> str:
    return before + fragment * (length // len(fragment) + 1) + after


def is_read_once(reader: Reader, make: Callable[[int], str]) -> bool:
    """Return whether the time is linear from size to size, as far as patience goes."""
    longest = min(reader.largest, _ENOUGH)
    steps = [step for step in _STEPS if step[1] < longest]
    for small, large in (*steps, (longest // 8, longest)):
        if not is_linear(reader.read, make, small, large):
            return False
        # The time is in proportion: a reader that takes long by now needs no further step.
        if seconds(reader.read, make(small)) * large / small > reader.patience:
            break
    return True


def pairs_of(fragments: Sequence[str]) -> Iterator[str]:
    """Yield each two fragments; of many, each begins half of its pairs.

    Which of two begins makes no difference to their turns but for the first one.
    """
    for one, other in combinations(range(len(fragments)), 2):
        first, second = fragments[one], fragments[other]
        few, even = len(fragments) <= _FEW, (one + other) % 2 == 0
        if few or even:
            yield first + second
        if few or not even:
            yield second + first


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
        (before, pair, after)
        for pair in pairs_of(reader.fragments)
        for before, after in reader.frames
        if not is_linear(reader.read, partial(text_of, pair, before, after), *_PAIRS)
    )
    assert not list(islice(slow, _TOLD))


def test_a_long_text_of_all_fragments_after_each_other_is_cut_in_linear_time() -> None:
    """A quarter of the longest: megabytes show a square as well, in a quarter of the time."""

    def text(length: int) -> str:
        blocks = [fragment * 75 for fragment in SPARQL]
        whole = "\n".join([block for first in blocks for block in (first, blocks[0])])
        return whole * (length // len(whole))

    long = ServerConfig(Path()).max_body // 4
    assert is_linear(lambda text: deque(tokens(text), maxlen=0), text, long // 8, long)


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
