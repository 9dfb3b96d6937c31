"""Kinds of sentences that reports and news of many places showed; the sentences are invented."""

from datetime import date

import pytest

from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.lexicon import load_lexicon
from districtgraph.graph.extraction.periods import DocumentDate

LEXICON = load_lexicon()
IN_JANUARY = DocumentDate(date(2024, 1, 20), None)
IN_NOVEMBER = DocumentDate(date(2024, 11, 20), None)


def figures(text: str, stated: DocumentDate | None = None) -> list[FoundFigure]:
    return list(find_figures(text, LEXICON, None, stated))


def modalities(text: str, stated: DocumentDate | None = None) -> list[str]:
    return [item.modality.modality for item in figures(text, stated)]


# What lies ahead


def test_a_heading_that_says_that_an_aim_is_reached_looks_back() -> None:
    text = "一、规划确定的目标和任务全面完成\n全县产值90亿元，新建住宅7万平方米。"
    assert modalities(text) == ["achieved", "achieved"]


def test_a_year_that_decides_something_is_not_the_year_reported_on() -> None:
    opening = "2024年是建区三十周年，是新城全面起步的关键之年。区长表示，今年要抓紧开局。"
    text = f"{opening}将建成小学6所、开工4所。新增床位90张。"
    assert modalities(text, IN_JANUARY) == ["plan", "plan", "plan"]


def test_a_year_that_was_decisive_and_is_praised_is_over() -> None:
    text = "2023年是全面起步的关键之年。一年来，我们苦干实干。新增床位90张。"
    assert modalities(text, IN_JANUARY) == ["achieved"]


def test_a_list_of_works_for_the_people_is_of_the_year_to_come() -> None:
    text = "2024年为民兴办8件实事\n一是新建幼儿园9所。\n二是重点养护公路40公里。"
    assert modalities(text, IN_JANUARY) == ["plan", "plan", "plan"]


def test_what_projects_will_yield_ends_with_its_part_of_the_sentence() -> None:
    text = "签约项目9个，总投资7亿元，预计达产后年税收4千万元；开工的项目3个，总投资2亿元。"
    assert modalities(text) == ["achieved", "achieved", "target", "achieved", "achieved"]


def test_an_estimate_that_opens_a_list_holds_on() -> None:
    assert modalities("预计达产后年产值9亿元；年税收4千万元。") == ["target", "target"]


def test_an_estimate_of_a_year_that_has_passed_is_no_aim() -> None:
    text = "2023年，全市经济平稳。预计生产总值增长9%，出口增长7%。"
    assert modalities(text, IN_JANUARY) == ["achieved", "achieved"]


def test_an_estimate_of_the_current_year_is_an_aim() -> None:
    text = "2024年，全市经济平稳。预计达产后产值9亿元。"
    assert modalities(text, IN_JANUARY) == ["target"]


@pytest.mark.parametrize(
    "text",
    [
        "今年安排重点项目44项。",
        "本年度计划开工项目25项。",
        "确定了今年要办的十件实事。",
    ],
)
def test_what_this_year_has_on_its_list_is_a_plan(text: str) -> None:
    assert modalities(text, IN_NOVEMBER) == ["plan"]


def test_a_guess_is_an_aim() -> None:
    assert modalities("“估计今年收入做到9亿元没有问题。”", IN_NOVEMBER) == ["target"]


@pytest.mark.parametrize("base", ["比上年完成数", "同比", "较上年"])
def test_the_growth_of_a_planned_amount_is_planned(base: str) -> None:
    assert modalities(f"拟安排资金9亿元，{base}增长5%。") == ["plan", "plan"]


def test_what_is_done_after_a_planned_amount_is_no_plan() -> None:
    assert modalities("拟安排资金9亿元，已完成6亿元。")[-1] == "achieved"
