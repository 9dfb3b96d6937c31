"""Texts that nobody writes: they take time in proportion to their length, and end in no error."""

import time

import pytest

from tests.graph.extraction.read_claims import claims

_PLACES = "财政收入增长6%，分别" + "甲乙县和" * 50 + "甲乙县增长7%和5%。"


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("全市，", 500),
        ("% ", 2_000),
        ("60岁以上老人、", 200),
        ("（云湖区）5%", 200),
        ("区县 甲乙 丙丁 戊己\n", 200),
        ("投资9亿元，", 200),
        ("云晶科技（江州）有限公司、", 100),
        ("指标 2025年 2026年计划\n", 200),
        ("一　　　　　　　　　全市全市全市", 50),
        ("走进甲公司，机器轰鸣", 100),
        ("9月9日，举行签约仪式。其中，甲企业3家。", 100),
    ],
)
@pytest.mark.usefixtures("patience")
def test_repeated_pieces_take_time_in_proportion_to_their_number(piece: str, count: int) -> None:
    def seconds(times: int) -> float:
        text = piece * times + "\n云湖区 9\n"
        begun = time.process_time()
        claims(text)
        return time.process_time() - begun

    seconds(20)
    assert seconds(count * 8) < 30 * max(seconds(count), 0.01)


def test_a_long_list_of_places_that_can_be_parted_in_many_ways_is_read_at_once() -> None:
    begun = time.process_time()
    assert [item.value for item in claims(_PLACES)] == [6, 7, 5]
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("digits", [20, 21, 65, 110])
def test_a_cell_with_a_number_of_any_length_is_no_error(digits: int) -> None:
    assert len(claims(f"产值（元） {'1' * digits}\n")) <= 1


def test_an_event_is_gone_on_about_in_any_number_of_sentences() -> None:
    text = "9月9日，举行签约仪式。" + "其中，甲企业3家。" * 1_500
    assert len(claims(text)) == 1_500
