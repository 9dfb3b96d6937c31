"""Texts with marks that overlap: every character once, every mark over all its words."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.knowledge.sources.marked_blocks import (
    Close,
    KnownText,
    Layer,
    Mark,
    MarkedWords,
    Part,
    blocks_of,
    covered,
    nested,
)

LENGTH = 30
TEXT = "".join(chr(0x4E00 + number) for number in range(LENGTH))


def layer(start: int, end: int, name: str = "a") -> Layer:
    return Layer(start, end, "statement", f"{start}-{end}", (name,))


extents = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).filter(
    lambda extent: extent[0] < extent[1]
)


def shown(parts: list[Part]) -> str:
    """The parts as a person writes them: [marked words], with * at a mark's later pieces."""
    text = ""
    for part in parts:
        if isinstance(part, Mark):
            text += "[" if part.first else "[*"
        else:
            text += "]" if isinstance(part, Close) else part.text or f"<{part.end - part.start}>"
    return text


def test_a_mark_within_a_mark_is_nested() -> None:
    text = KnownText(6, [(0, "abcdef")])
    parts = nested(text, [layer(1, 3, "inner"), layer(1, 5, "outer")], 0, 6)
    assert shown(parts) == "a[[bc]de]f"
    words = [part for part in parts if isinstance(part, MarkedWords)]
    assert [item.claim for item in words] == [None, "inner", "outer", None]


def test_the_later_of_two_crossing_marks_is_cut_into_numbered_pieces() -> None:
    text = KnownText(6, [(0, "abcdef")])
    parts = nested(text, [layer(0, 3), layer(2, 5)], 0, 6)
    assert shown(parts) == "[ab[c]][*de]f"
    pieces = [part for part in parts if isinstance(part, Mark) and part.layer.start == 2]
    assert [(item.first, item.cut) for item in pieces] == [(True, 1), (False, 1)]


def test_the_first_of_equal_marks_is_outermost() -> None:
    parts = nested(KnownText(2, [(0, "ab")]), [layer(0, 2, "one"), layer(0, 2, "two")], 0, 2)
    assert shown(parts) == "[[ab]]"
    assert [part.claim for part in parts if isinstance(part, MarkedWords)] == ["two"]


def test_unknown_text_is_a_gap_of_its_length() -> None:
    text = KnownText(10, [(2, "cd"), (6, "gh")])
    assert shown(nested(text, [layer(2, 4), layer(6, 8)], 0, 10)) == "<2>[cd]<2>[gh]<2>"


@given(st.lists(extents, max_size=12))
def test_words_are_the_text_in_its_order_and_marks_cover_their_words(
    marked: list[tuple[int, int]],
) -> None:
    layers = [layer(*extent, name=str(number)) for number, extent in enumerate(marked)]
    parts = nested(KnownText(LENGTH, [(0, TEXT)]), layers, 0, LENGTH)
    words = [part for part in parts if isinstance(part, MarkedWords)]
    assert "".join(item.text or "" for item in words) == TEXT
    assert all(one.end == two.start for one, two in pairwise(words))
    under: dict[str, set[int]] = {item.claims[0]: set() for item in layers}
    open_marks: list[Mark] = []
    for part in parts:
        if isinstance(part, Mark):
            open_marks.append(part)
        elif isinstance(part, Close):
            open_marks.pop()
        else:
            for mark in open_marks:
                under[mark.layer.claims[0]] |= set(range(part.start, part.end))
            assert part.claim == (open_marks[-1].layer.claims[0] if open_marks else None)
    assert not open_marks
    assert under == {item.claims[0]: set(range(item.start, item.end)) for item in layers}
    firsts = [part.layer for part in parts if isinstance(part, Mark) and part.first]
    assert sorted(firsts, key=str) == sorted(layers, key=str)


@given(st.lists(extents, max_size=8), st.lists(extents, max_size=4))
def test_blocks_are_apart_and_hold_every_mark(
    marked: list[tuple[int, int]], sentences: list[tuple[int, int]]
) -> None:
    layers = [layer(*extent) for extent in marked]
    blocks = list(blocks_of(KnownText(LENGTH, [(0, TEXT)]), layers, sentences))
    assert all(one.end < two.start for one, two in pairwise(blocks))
    held = {place for block in blocks for place in range(block.start, block.end)}
    expected = {p for start, end in [*marked, *sentences] for p in range(start, end)}
    assert held == expected
    first_pieces = [
        part for block in blocks for part in block.parts if isinstance(part, Mark) and part.first
    ]
    assert len(first_pieces) == len(layers)


def test_sentences_that_touch_make_one_block() -> None:
    blocks = list(blocks_of(KnownText(10, []), [], [(0, 3), (3, 5), (7, 9)]))
    assert [(block.start, block.end) for block in blocks] == [(0, 5), (7, 9)]


def test_characters_under_several_marks_count_once() -> None:
    assert covered([layer(0, 3), layer(2, 5), layer(7, 8)]) == 6
    assert covered([]) == 0


def test_a_text_is_as_long_as_its_last_known_words() -> None:
    assert KnownText(2, [(3, "xy")]).length == 5
    assert KnownText(0, []).length == 0


def test_a_text_takes_memory_for_what_is_known_of_it() -> None:
    text = KnownText(10**15, [(10**12, "ab"), (2, "cd")])
    assert text.length == 10**15
    assert text.words(10**12, 10**12 + 2) == "ab"
    assert text.words(2, 4) == "cd"
    assert text.words(2, 10**12) is None
    assert text.words(0, 4) is None


def test_a_stretch_ends_with_its_text() -> None:
    assert KnownText(0, [(0, "abc")]).words(1, 9) == "bc"
