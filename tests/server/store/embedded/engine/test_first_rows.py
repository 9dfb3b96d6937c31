"""A page takes no more rows of a result than it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.core.errors import ResultTooLargeError
from districtgraph.server.store.backend import PagePart
from districtgraph.server.store.embedded.engine.first_rows import EnoughError, FirstRows

PART = PagePart(rows=3, cells=6, size=100)


def taken(text: bytes, head: bool, part: PagePart = PART, piece: int = 1) -> tuple[bytes, bool]:
    rows = FirstRows(part, head)
    try:
        for start in range(0, len(text), piece):
            rows.write(text[start : start + piece])
    except EnoughError:
        pass
    return rows.content()


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        (b"?a\n1\n2\n3\n", True, (b"?a\n1\n2\n3\n", False)),
        (b"?a\n1\n2\n3\n4\n5\n", True, (b"?a\n1\n2\n3\n", True)),
        (b"?a\t?b\t?c\n" + b"1\t2\t3\n" * 3, True, (b"?a\t?b\t?c\n" + b"1\t2\t3\n" * 2, True)),
        (b"1\n2\n3\n4\n", False, (b"1\n2\n3\n", True)),
        (b"true", True, (b"true", False)),
        (b"", False, (b"", False)),
        (b"?a\n1\n" + b"x" * 200 + b"\n3\n", True, (b"?a\n1\n", True)),
    ],
)  # fmt: skip
def test_rows_cells_and_bytes_are_bounded(
    text: bytes, head: bool, expected: tuple[bytes, bool]
) -> None:
    for piece in (1, 7, 1000):
        assert taken(text, head, piece=piece) == expected


def test_more_columns_than_cells_are_refused() -> None:
    with pytest.raises(ResultTooLargeError):
        taken(b"\t".join([b"?a"] * 7) + b"\n", head=True)


@given(st.lists(st.text("ab\t", max_size=30), max_size=9), st.booleans(), st.integers(1, 40))
def test_the_part_that_is_taken_is_a_beginning_in_whole_lines(
    lines: list[str], head: bool, piece: int
) -> None:
    text = "".join(f"{line}\n" for line in lines).encode()
    try:
        first, partial = taken(text, head, piece=piece)
    except ResultTooLargeError:
        return
    assert text.startswith(first)
    assert partial == (first != text)
    assert not first or first.endswith(b"\n")
    assert first.count(b"\n") <= PART.rows + head
