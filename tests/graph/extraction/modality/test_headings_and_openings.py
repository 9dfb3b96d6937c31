"""Headings and first sentences that tell what their part of a text is about."""

from tests.graph.extraction.read_claims import claims_by_number
from tests.graph.extraction.read_figures import figures, modalities


def test_a_heading_that_says_that_an_aim_is_reached_looks_back() -> None:
    text = "一、规划确定的目标和任务全面完成\n全县产值90亿元，新建住宅7万平方米。"
    assert modalities(text) == ["achieved", "achieved"]


def test_a_part_about_a_time_without_an_end_lies_ahead() -> None:
    """The word list's placeholder for a year or a plan was read into 一段时期, too."""
    text = (
        "全区新建公园3个。\n\n今后一段时期，全区以园区为主战场。"
        "新建厂房20万平方米，引进企业30家。\n"
    )
    assert modalities(text) == ["achieved", "plan", "plan"]


def test_the_draft_of_a_budget_lies_ahead() -> None:
    text = (
        "云台市预算报告\n一、2024年预算执行情况\n支出90亿元。\n二、2025年预算草案\n"
        "2025年，全市收入安排60亿元。\n安排教育支出20亿元。"
    )
    assert [item in ("plan", "target") for item in modalities(text)] == [False, True, True]


def test_a_paragraph_of_a_speech_that_begins_with_what_must_be_done_lies_ahead() -> None:
    text = (
        "要抓好农田水利建设。要整修水库7座。继续实施饮水工程，解决1.3万人的饮水问题。\n"
        "去年，全县修路9公里。"
    )
    found = claims_by_number(text)
    assert [found[number].modality for number in ("7座", "1.3万人", "9公里")] == [
        "plan",
        "plan",
        "achieved",
    ]


def test_news_goes_on_about_what_was_done_after_what_comes_next() -> None:
    text = (
        "下阶段，开发区将围绕新材料招商，力争签约项目19个。\n"
        "各镇也在招商，一季度签约项目3个。某园对产业链进行拆解，新增签约项目2个。"
    )
    found = claims_by_number(text)
    assert [found[number].modality for number in ("19个", "3个", "2个")] == [
        "target",
        "achieved",
        "achieved",
    ]


def test_a_sentence_about_the_last_years_tells_of_the_past_in_a_plan_too() -> None:
    text = "二、2025年重点工作\n近年来，大力实施绿化，绿化覆盖率达到45%。"
    assert figures(text)["45%"].modality.modality == "achieved"
