"""The searched words are marked in the names that are found, and nothing is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.knowledge.labels.label_highlighting import highlighted


@pytest.mark.parametrize(
    ("name", "text", "marked"),
    [
        ("社区养老服务站", "养老", ["养老"]),
        ("社区养老服务站", "养老站", ["养老"]),
        ("社区養老服務站", "养老服务", ["養老服務"]),
        ("“家门口”的养老院", "门口的养", ["门口”的养"]),
        ("Elderly care stations of careful Carers", "CARE", ["care", "care", "Care"]),
        ("Scarecrow", "care", []),
        ("PM2.5平均浓度", "ｐｍ2.5", ["PM2.5"]),
        ("Café, cafe", "cafe", ["Café", "cafe"]),
        ("网格、网格", "网格", ["网格", "网格"]),
        ("大东区", "沈阳", []),
        ("大东区", "", []),
    ],
)
def test_the_matched_parts_of_a_name_are_marked(name: str, text: str, marked: list[str]) -> None:
    assert [piece.text for piece in highlighted(name, text) if piece.found] == marked


@given(st.text(max_size=20), st.text(max_size=4))
def test_the_pieces_are_the_name(name: str, text: str) -> None:
    pieces = highlighted(name, text)
    assert "".join(piece.text for piece in pieces) == name
    assert all(one.found != other.found for one, other in pairwise(pieces))
