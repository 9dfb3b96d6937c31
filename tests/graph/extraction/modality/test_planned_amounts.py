"""Planned amounts, and what is said of them, of their shares and of their projects."""

from datetime import date

import pytest

from tests.graph.extraction.read_claims import ahead, claims, claims_by_number
from tests.graph.extraction.read_figures import modalities, viewed_figures


def test_a_share_of_a_planned_investment_is_achieved() -> None:
    found = claims_by_number("4个项目1—5月完成投资3亿元，占年度投资计划45.2%。年度投资计划9亿元。")
    assert found["45.2%"].modality == "achieved"
    assert found["9亿元"].modality == "plan"


def test_a_planned_investment_does_not_make_its_projects_planned() -> None:
    text = (
        "昨日开工产业项目4个，计划总投资28亿元，其中重点项目3个；"
        "民生项目19个，计划总投资13亿元；其他项目2个。"
    )
    found = {item.number.text: item.modality for item in claims(text) if item.number}
    assert [found[number] for number in ("4个", "3个", "19个", "2个")] == ["achieved"] * 4
    assert {found["28亿元"], found["13亿元"]} <= {"plan", "target"}


def test_a_plan_to_make_use_of_years_lies_ahead() -> None:
    assert claims_by_number("该镇计划利用三年时间整治6000个厕所。")["6000个"].modality == "plan"


@pytest.mark.parametrize("base", ["比上年完成数", "同比", "较上年"])
def test_the_growth_of_a_planned_amount_is_planned(base: str) -> None:
    assert modalities(f"拟安排资金9亿元，{base}增长5%。") == ["plan", "plan"]


def test_money_to_start_with_is_no_work_under_way() -> None:
    assert modalities("争取启动资金2000万元。") == ["achieved"]


def test_what_is_done_after_a_planned_amount_is_no_plan() -> None:
    assert modalities("拟安排资金9亿元，已完成6亿元。")[-1] == "achieved"


def test_a_plan_to_attract_projects() -> None:
    (figure,) = viewed_figures("2013年，江洲县计划招引20个以上过亿项目。", date(2013, 1, 20))
    assert figure.modality.modality == "plan"
    assert figure.head is not None
    assert figure.head.text == "过亿项目"


def test_an_arranged_revenue_lies_ahead() -> None:
    text = "全市一般公共预算收入安排9亿元，增长5%。"
    assert [figure.modality.modality for figure in viewed_figures(text)] == ["plan", "target"]


def test_posts_to_develop_and_workers_to_send_out_are_planned() -> None:
    text = "二、2025年工作安排\n新开发公益岗位90个，输转劳务9万人。"
    assert [item.modality for item in claims(text)] == ["plan", "plan"]


def test_what_the_year_of_the_text_allots_is_planned() -> None:
    text = "2024年，拟发行债券9亿元。安排投资7亿元。\n2023年，安排投资5亿元。"
    found = [item.modality for item in claims(text, date(2024, 3, 10))]
    assert found == ["plan", "plan", "achieved"]


def test_what_will_steadily_be_furthered_is_planned() -> None:
    text = "全区将扎实推进提升工程，打造3个千亿级产业。计划稳步推进改革，新建小学9所。"
    assert {item.modality for item in claims(text)} == {"plan"}


def test_the_investment_of_a_whole_year_is_planned_and_that_of_its_months_is_done() -> None:
    text = "今年1—4月，工业项目35个，年度计划投资90亿元，累计完成投资40亿元，计划竣工3个。"
    found = claims(text, date(2024, 5, 20))
    assert [item.modality for item in found] == ["achieved", "plan", "achieved", "plan"]
    assert [bool(item.time) for item in found][:3] == [True, False, True]


def test_what_a_whole_year_is_to_have_keeps_the_words_for_the_year() -> None:
    (found,) = claims("全年计划投资9亿元。")
    assert found.time
    assert (found.time.text, found.modality) == ("全年", "plan")


def test_money_that_was_asked_for_and_the_year_of_a_list_are_no_plans() -> None:
    assert ahead("争取用于项目建设的专项债券额度3150亿元、支持项目2146个。") == [False, False]
    text = "2025年工作回顾\n3部纪录片入选央视2026年片单。\n2026年工作安排\n新建学校20所。"
    assert ahead(text) == [False, True]


def test_what_a_work_to_be_built_consists_of_is_planned() -> None:
    text = "白沙小学拟建建筑面积1.8万平方米，包括2栋教学楼、1栋食堂。"
    assert ahead(text) == [True, True, True]


def test_a_harvest_that_is_expected_by_now_lies_ahead() -> None:
    assert ahead("全县目前预计苹果产量6万吨。") == [True]


def test_works_to_be_built_say_nothing_of_others() -> None:
    assert ahead("拟建项目56个，在建项目82个，竣工项目33个。") == [True, False, False]
