"""Ranks that rise or fall: each with what is ranked, and with its own time."""

from datetime import date
from decimal import Decimal

import pytest

from tests.graph.extraction.read_claims import claims, claims_by_number, extracted, last_days

PUBLISHED = date(2025, 1, 10)


def ranks(text: str) -> list[tuple[str, str | None, str | None]]:
    """Return each rank with what is ranked and the last day of its time."""
    return [
        (
            item.number.text if item.number else "",
            item.indicator_text.text if item.indicator_text else None,
            item.time.resolved_end if item.time else None,
        )
        for item in claims(text, PUBLISHED)
        if item.kind == "rank"
    ]


def test_the_rank_before_a_rise_has_no_time_unless_words_date_it() -> None:
    assert ranks("2024年，竞争力由全省第12位上升到第9位。") == [
        ("第12位", "竞争力", None),
        ("第9位", "竞争力", "2024-12-31"),
    ]
    assert ranks("2024年，竞争力由2020年的第93位升至第78位。") == [
        ("第93位", "竞争力", "2020-12-31"),
        ("第78位", "竞争力", "2024-12-31"),
    ]


@pytest.mark.parametrize("verb", ["前移到", "前移至", "提升到", "进位至", "下降至", "滑至", "退到"])
def test_a_rank_is_moved_by_any_verb_of_moving(verb: str) -> None:
    text = f"竞争力由第9位{verb}第5位。"
    assert [rank for rank, _, _ in ranks(text)] == ["第9位", "第5位"]


def test_what_only_gets_to_a_stage_or_a_place_is_not_ranked() -> None:
    assert not ranks("工程推进到第二阶段，学生迁移到第三小学。")


def test_neither_the_year_nor_the_word_for_ranking_is_what_is_ranked() -> None:
    assert ranks("2024年营商环境排名由全省第12位上升到第9位。")[0][1] == "营商环境"


def test_a_rank_has_the_time_of_its_sentence_and_not_the_rank_that_it_rose_from() -> None:
    text = "2023年，全市外贸竞争力由全国第92位上升至第85位，增速列全省第三位。"
    assert last_days(text) == [None, "2023-12-31", "2023-12-31"]


def test_the_rank_before_and_after() -> None:
    found = claims_by_number("综合实力由第81位升至第74位。")
    assert [(item.kind, item.value) for item in found.values()] == [
        ("rank", Decimal(81)),
        ("rank", Decimal(74)),
    ]


@pytest.mark.parametrize("text", ["从第2个项目开始提速。", "由第一产业向第二产业升级。"])
def test_other_ordinals_after_from(text: str) -> None:
    assert not [item for item in claims_by_number(text).values() if item.kind == "rank"]


def test_a_rank_is_of_the_words_before_it_or_of_the_figure_before() -> None:
    text = "生产总值91亿元，总量居全市第6位，政务公开绩效持续位居全市第一方阵。"
    ranks = [item for item in extracted(text).claims if item.kind == "rank"]
    assert [item.indicator_text.text for item in ranks if item.indicator_text] == ["生产总值"]
    assert len(ranks) == 1


def test_how_far_a_rank_moved_has_its_base() -> None:
    moved = claims_by_number("市医院在绩效考核中列第213名，较上年前移34名。")["34名"]
    assert moved.kind == "change"
    assert moved.change_base
    assert moved.change_base.text == "较上年"
