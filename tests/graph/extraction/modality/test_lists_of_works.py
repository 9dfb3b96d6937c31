"""Lists of works for the people: announced, under way or finished."""

import pytest

from tests.graph.extraction.read_claims import claims, last_with
from tests.graph.extraction.read_figures import all_figures, figures, modalities
from tests.graph.extraction.stated_dates import IN_JANUARY, IN_NOVEMBER


def test_a_list_of_works_for_the_people_is_of_the_year_to_come() -> None:
    text = "2024年为民兴办8件实事\n一是新建幼儿园9所。\n二是重点养护公路40公里。"
    assert modalities(text, IN_JANUARY) == ["plan", "plan", "plan"]


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


def test_a_paragraph_of_news_that_says_what_will_be_built_is_a_plan_to_its_end() -> None:
    text = (
        "云湖网讯 2月1日，记者获悉此事。\n今年，云湖区将新建车站3座。其中，全年新增停车位90个；"
        "改造道路4条。\n全区产值9亿元。"
    )
    assert modalities(text, IN_JANUARY) == ["plan", "plan", "plan", "achieved"]


def test_items_on_the_list_of_a_year_that_is_not_over_are_planned() -> None:
    text = "今年排定的工程\n■ 民生类安排项目9项\n去年成绩单\n■ 全年完成投资9亿元\n■ 新开工30项"
    assert modalities(text, IN_JANUARY) == ["plan", "achieved", "achieved"]
    listed = "今年安排项目9项，总投资4亿元，年度投资计划1亿元。"
    assert modalities(listed, IN_JANUARY) == ["plan", "plan", "plan"]
    assert [item.period.text for item in all_figures(text, IN_JANUARY) if item.period] == [
        "今年",
        "全年",
        "去年",
    ]


@pytest.mark.parametrize("end", ["票决结果公布", "出炉", "清单发布", "正式敲定"])
def test_news_of_a_vote_on_works_is_about_what_lies_ahead(end: str) -> None:
    text = f"筹集资金3亿元以上 云湖区十大民生实事项目{end}\n建成30个社区食堂。"
    assert last_with(text, "30个").modality in ("plan", "target")


@pytest.mark.parametrize("end", ["全面落实", "圆满收官", "完成情况公布"])
def test_news_of_finished_works_is_not(end: str) -> None:
    text = f"云湖区十大民生实事项目{end}\n建成30个社区食堂。"
    assert last_with(text, "30个").modality == "achieved"


def test_works_of_a_list_are_carried_out() -> None:
    text = "2024年十大民生实事项目出炉\n实施省道工程3条，总里程51公里；农村公路4条，总里程6公里。"
    assert {item.modality for item in claims(text)} == {"plan"}


@pytest.mark.parametrize(
    "text",
    [
        "云湖区发布2024年民生“暖心”实事！\n交通“顺心”实事\n▶新增停车位90个。\n▶建成公园9座。",
        "讯 昨日，云湖区公布了今年拟办的实事。新增停车位90个；完成9所幼儿园改造。",
        "云湖网1月3日讯，王市长在作报告时指出，要用心办好实事。完成90台电梯评估，新建9家菜场。",
    ],
)
def test_works_for_the_people_that_are_announced_are_plans(text: str) -> None:
    assert [item.modality for item in claims(text)[-2:]] == ["plan", "plan"]


def test_works_that_were_finished_are_no_plans() -> None:
    text = "云湖区公布了去年为民办实事完成情况。新增停车位90个；建成公园9座。"
    assert [item.modality for item in claims(text)] == ["achieved", "achieved"]


def test_a_title_that_arranges_a_year_s_works_looks_ahead() -> None:
    found = figures("2025年区政府实事项目安排\n1.改建照护床位220张")
    assert found["220张"].modality.modality == "plan"


def test_who_is_helped_is_not_what_is_earned() -> None:
    text = "2026年民生实事\n为低收入家庭患者实施手术2000例，扩种大豆3万亩，新创园区3个。"
    assert [item.modality for item in claims(text)] == ["plan"] * 3


def test_the_main_works_of_a_bulletin_were_done() -> None:
    text = "2024年云台市卫生统计公报\n三、重点工作\n建成社区医院6家。"
    assert modalities(text) == ["achieved"]


NEWS_OF_A_LIST = "1月26日上午，大会开幕。今年的报告提出切实办好3件重点民生实事：\n"


def test_a_list_that_a_report_announces_within_its_paragraph_is_of_this_year() -> None:
    text = f"{NEWS_OF_A_LIST}1、新增停车位900个。\n2、改（新）建公厕40座，整修步道5公里。"
    found = claims(text, IN_JANUARY.published)
    assert [item.modality for item in found] == ["plan"] * 4
    assert [item.time.text if item.time else "" for item in found[1:]] == ["今年"] * 3


@pytest.mark.parametrize(
    "opening",
    [
        "县政府将继续优先保障投入，重点抓好5件大事和民生实事。",
        "大会提出办好5件民生实事。",
        "昨日，市里公布拟实施5件惠民实事：",
    ],
)
def test_items_in_the_paragraph_of_the_announcement_are_plans(opening: str) -> None:
    found = claims(f"{opening}（1）新建公厕12座。（2）城区新建停车场2处。", IN_JANUARY.published)
    assert [item.modality for item in found[-2:]] == ["plan", "plan"]


def test_a_list_of_what_was_done_for_the_people_is_achieved() -> None:
    found = claims("去年办好了10件民生实事。新建公厕12座。", IN_JANUARY.published)
    assert [item.modality for item in found] == ["achieved", "achieved"]


@pytest.mark.parametrize(
    "text",
    [
        "一、2024年工作回顾\n办好8件民生实事：新建停车场6个，新增泊位900个。",
        "全年办成12件民生实事：一是新增公办学位4200个。",
    ],
)
def test_a_list_of_works_in_a_review_is_achieved(text: str) -> None:
    assert {item.modality for item in claims(text, IN_JANUARY.published)} == {"achieved"}


def test_what_there_is_already_ends_a_list_of_works_to_come() -> None:
    text = "年初，白沙镇提出办好8件民生实事。半年来，已硬化道路12公里，安装路灯300盏。"
    assert [item.modality for item in claims(text)][1:] == ["achieved", "achieved"]
    text = "我区提出办好10件民生实事。全区现有养老机构36家，床位4200张。"
    assert [item.modality for item in claims(text)][1:] == ["achieved", "achieved"]


@pytest.mark.parametrize(
    "announced",
    [
        "2024年全区九件民生实事出炉，一起来看看\n",
        "近日，区人大票决产生了2024年度九大民生实事。\n",
        "继续全力办好九方面民生实事，让群众满意。\n",
        "据悉，2024年全区九件实事正式公布。\n",
    ],
)
def test_works_for_the_people_are_announced_in_many_words(announced: str) -> None:
    found = modalities(announced + "新建幼儿园9所。\n培训护理员900人次。", IN_JANUARY)
    assert set(found[-2:]) == {"plan"}


def test_all_parts_of_a_list_of_projects_are_planned() -> None:
    text = "计划已印发，共安排重点项目380个，其中基础设施项目82个；民生项目25个，总投资9亿元。"
    assert set(modalities(text, IN_JANUARY)) <= {"plan", "target"}
    assert modalities("今年再建公园30处，目前已全部开放。", IN_JANUARY) == ["achieved"]


@pytest.mark.parametrize(
    "text",
    [
        "一、2023年工作回顾\n（三）民生改善。继续办好20件民生实事，支出90亿元。改造小区9个。\n（四）平安。事故下降12%。",
        "一年来，我们接续实施民生实事，新建学校12所。",
        "2023年，全区继续实施20项民生实事。新建食堂9处，满意度达到96%。",
        "票决产生的20件民生实事全部办结。新建幼儿园9所。",
        "年初，票决产生了20件民生实事。截至目前，20件实事全部完成。新建幼儿园9所。",
        "五年来，我们票决确定民生实事100件。\n新建学校9所。",
        "全区已票决产生民生实事86件，完成投资9亿元。",
        "各级人大票决产生民生实事860个，全部高质量完成。新建食堂9处。",
        "今年全市20件民生实事全部办结。新建公路9公里。",
        "全区再新增9家绿色工厂。",
        "共安排重点项目资金9亿元，已拨付8亿元。",
    ],
)
def test_works_that_are_done_do_not_lie_ahead(text: str) -> None:
    assert set(modalities(text, IN_JANUARY)) == {"achieved"}


@pytest.mark.parametrize("who", ["区委", "中共云湖区委", "各级各部门", "共青团云湖区委"])
def test_who_announces_works_says_nothing_of_when(who: str) -> None:
    text = f"{who}继续办好9方面民生实事。\n新建幼儿园9所。"
    assert modalities(text, IN_JANUARY)[-1] == "plan"
