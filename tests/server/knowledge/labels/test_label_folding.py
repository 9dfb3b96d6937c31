"""Spellings of the same words are the same, and a place in a folded text is one in the label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.knowledge.labels.label_folding import (
    fold,
    fold_with_positions,
    grams,
    runs_and_words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("養老服務", "养老服务"),
        ("瀋陽市大東區", "沈阳市大东区"),
        ("ＰＭ２．５", "pm2.5"),
        ("Café", "CAFE"),
        ("大 东 区", "大东区"),
        ("“家门口”的养老院", "家门口的养老院"),
        ("社区（村）", "社区(村)"),
        ("  care,   homes ", "Care homes"),
        ("PM2.5平均浓度", "pm2.5 平均浓度"),
    ],
)
def test_spellings_of_the_same_words_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("2.5", "25"), ("care homes", "carehomes"), ("大东", "东大"), ("—", "…")]
)
def test_other_words_are_others(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_label_of_nothing_but_signs_is_indexed() -> None:
    assert fold("——") == "——"
    assert fold(" \u200b ") == fold("") == ""


TEXTS = st.text(st.characters() | st.sampled_from("养老大東区 .-’2éＡ"), max_size=20)


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_positions_are_places_of_the_label_in_order(text: str) -> None:
    folded, positions = fold_with_positions(text)
    assert folded in (fold(text), "")
    assert positions == sorted(positions)
    assert len(positions) == len(folded)
    for character, at in zip(folded, positions, strict=True):
        # A point stays between digits and is a gap between letters.
        assert character in fold(f"0{text[at]}0") + fold(f"x{text[at]}x")


def test_runs_words_and_pairs() -> None:
    assert runs_and_words("pm2.5平均浓度 in 2024") == (["平均浓度"], ["pm2.5", "in", "2024"])
    assert grams("养老站") == ["养老", "老站"]
    assert grams("区") == ["区"]


def test_only_characters_that_occur_in_names_are_cached() -> None:
    from districtgraph.server.knowledge.labels import label_folding

    fold("".join(map(chr, range(0x10000, 0x11000))) + "\U00020000区")
    cached = label_folding._FOLDING.keys()
    assert {ord("区"), 0x20000} <= cached
    assert not cached & set(range(0x10000, 0x11000))
