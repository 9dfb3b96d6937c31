"""Better matches have higher scores."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.knowledge.labels.label_folding import fold, runs_and_words
from districtgraph.server.knowledge.labels.label_scoring import EXACT, LITERAL, Sought, score


def points(text: str, label: str) -> float:
    words = runs_and_words(fold(text))[1]
    return score(Sought(fold(text), {word: {word: 1.0} for word in words}), fold(label))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("养老", ["养老", "养老服务", "养老服务体系", "社区养老服务站", "沈阳市的社区养老服务站"]),
        ("养老站", ["养老站", "养老站点", "社区养老服务站", "养老服务"]),
        ("沈阳市大东区", ["沈阳市大东区", "沈阳市大东区委", "大东区", "沈阳市", "北东大区"]),
        ("care", ["Care", "Care homes", "Elderly care stations"]),
        ("elderly care", ["Elderly care", "Elderly care homes", "Care of elderly people"]),
    ],
)
def test_labels_are_ordered_by_their_score(text: str, labels: list[str]) -> None:
    found = [points(text, label) for label in labels]
    assert all(better > worse for better, worse in pairwise(found)), found


@pytest.mark.parametrize(
    ("text", "label"),
    [("养老", "老养"), ("大东", "大气污染"), ("are", "care"), ("网格", "管网"), ("care", "户")],
)
def test_a_label_that_only_looks_alike_is_no_match(text: str, label: str) -> None:
    assert points(text, label) == 0


def test_a_word_is_found_where_it_begins() -> None:
    assert points("park", "carpark, park") >= LITERAL
    assert points("2.5", "PM2.5") == 0


def test_the_last_part_of_a_qualified_name_is_what_it_means() -> None:
    assert points("辽宁省沈阳市大东区", "大东区") > LITERAL > points("辽宁省沈阳市大东区", "沈阳市")
    assert points("Shenyang Dadong District", "Dadong District") > LITERAL


TEXTS = st.text(st.sampled_from("养老服务大东区社 abc2."), min_size=1, max_size=8).filter(fold)


@given(TEXTS, TEXTS)
def test_only_the_same_text_has_the_highest_score(text: str, label: str) -> None:
    found = points(text, label)
    assert 0 <= found <= EXACT
    assert (found == EXACT) == (fold(text) == fold(label))
