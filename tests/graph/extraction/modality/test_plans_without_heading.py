"""Fragments of plans and of reports without the heading that would announce them."""

from datetime import date

import pytest

from tests.graph.extraction.read_claims import AHEAD, ahead
from tests.graph.extraction.read_figures import modalities


@pytest.mark.parametrize(
    "text",
    [
        # Verbs of intent open most clauses.
        "加快补齐短板，新建幼儿园20所。完善养老服务，新增床位500张。推进老旧小区改造30个。",
        "深化产教融合，支持院校扩容。引进外资医院2家。推进社区医院提档，新增社区医院30家。",
        # A word of aiming in one sentence, verbs of doing in the others.
        "新建泵站5座，整治沟渠80公里。强化管护，年内完成改造任务3万亩。",
        # A heading of intent in the paragraph, and round numbers.
        "（四）办好民生实事。新建幼儿园150所，改造小区120个，城乡低保标准提高3%，惠及20万户。",
        # Most numbers are bounds.
        "生产总值增长6%左右，财政收入增长4%左右，新增就业2万人以上。",
        # A list without marks at the ends of its lines.
        "1.新增床位200张\n2.改造菜场3家\n3.新增就业不少于5000人\n4.培训护理员400名\n5.推进12个社区扩容",
    ],
)
def test_a_plan_is_known_by_its_prose(text: str) -> None:
    assert set(modalities(text)) <= set(AHEAD)


@pytest.mark.parametrize(
    "text",
    [
        # Words for what is done.
        "加快补齐短板，新建幼儿园20所。完善养老服务，新增床位500张，已投用30张。",
        "深化产教融合，引进医院2家。推进改造，改造小区30个，群众满意度明显提升。",
        "推进项目建设，签约项目30个，同比增加5个。强化服务，新增企业200家。",
        "推进项目建设，签约项目30个。强化服务，新增企业200家，总量居全市第一。",
        "区民政局积极推进养老服务，建设食堂20个，新增床位500张。加强救助，发放救助金800万元。",
        "本报讯 积极推进养老服务，建设食堂20个，新增床位500张。加强救助，发放救助金800万元。",
        # Exact numbers.
        "推进项目建设，完成投资189.4亿元。强化服务，办理贷款12.73亿元、退税8813万元。",
        # A heading of results, or exact numbers below one of intent.
        "（四）民生实事全面办好。新建幼儿园150所，改造小区120个，惠及20万户。",
        "（四）办好民生实事。新建幼儿园153所，改造小区1257个，惠及20.3万户。",
        # A text of facts: no verb of intent.
        "全区有学校30所，在校生5万人，教师4000人。",
        # Another year's results beside the aim.
        "到2026年，力争达到90家；2023年为70家。",
        # Bounds of results, none of which is an aim's 左右.
        "信访总量下降10%以上，能耗下降不少于3%，事故减少5起以上。",
        # People of an age are no bound.
        "老龄化程度较高，60岁以上老人占比20%，80岁以上老人占比5%，车位缺口2000个。",
    ],
)
def test_results_are_not_taken_for_a_plan(text: str) -> None:
    assert "achieved" in modalities(text)


def test_a_year_that_is_over_is_no_plan() -> None:
    text = "2024年，加快补齐短板，新建幼儿园20所。完善服务，新增床位500张。推进改造小区30个。"
    assert not set(modalities(text, date(2025, 5, 1))) & set(AHEAD)


def test_each_paragraph_of_mixed_prose_is_judged_alone() -> None:
    done = "项目已开工30个，同比增加5个，居全市第一，带动就业2000人，群众满意度明显提升。"
    plan = "加快补齐短板，年内新建幼儿园20所。完善服务，新增床位500张。确保改造小区30个。"
    found = modalities(f"{done}\n{plan}\n{done}")
    assert [item in AHEAD for item in found] == [*[False] * 3, *[True] * 3, *[False] * 3]


def test_among_results_a_plan_has_to_say_so() -> None:
    done = "项目已开工30个，同比增加5个，居全市第一，带动就业2000人，群众满意度明显提升。"
    text = "加快路网建设。启动小区改造15个，完成公园建设20座，提高建设水平，打造宜居城区。"
    assert not set(modalities(f"{done}\n{text}")) & set(AHEAD)


@pytest.mark.parametrize(
    "title",
    [
        "东山镇2024年工作总结",
        "2024年东山镇重点工作完成情况",
        "（2025年1月6日）\n东山镇工作总结",
        "东山镇工 作 总 结",
    ],
)
def test_a_text_whose_title_announces_a_review_has_no_plan_but_under_headings(title: str) -> None:
    done = "发展特色种植，建设大棚200个，种植面积1500亩。推进道路建设，硬化道路10公里。"
    ahead = "2025年工作打算\n新建冷库2座，硬化道路5公里。"
    found = modalities(f"{title}\n一、产业发展\n{done}\n{ahead}")
    assert [item in AHEAD for item in found] == [*[False] * 3, *[True] * 2]
    assert set(modalities(done)) <= set(AHEAD)


def test_headings_decide_before_prose_does() -> None:
    text = "一、2024年工作回顾\n加快补齐短板，新建幼儿园20所。完善服务，新增床位500张。强化管护。"
    assert set(modalities(text)) == {"achieved"}


@pytest.mark.parametrize(
    "text",
    [
        # Round numbers, and half of the clauses begin with what is done.
        "改造停车位1万个。完成1000所学校周边治理。新增公交线路共200条。",
        "引育经理人1000名，带动万名青年回乡。组建服务队100支，举办辅导1000场。",
        # An outline of aims praises what is to be reached.
        "——创新能力显著提升。研发投入年均增长7%左右，企业占比达到80%以上，取得明显成效。",
        # A history is no result, and 取得更好 none yet.
        "深化文旅融合，推进历史街区保护，修缮古建筑20处。完善服务，取得更大成效，新增客房500间。",
        # No village acts: 和美乡村建设.
        "打造美丽乡村。扎实推进和美乡村建设，整治村庄20个。改造农房500户。",
        # What is done again.
        "今年要继续办好“十件实事”。（1）做好就业，培训30人次。（2）扩大托育，新增托位2153个。",
        "我们将接续办好15件重点民生实事，包括：完成小区改造613个；新增托位2153个。",
    ],
)
def test_what_lies_ahead_without_a_heading(text: str) -> None:
    found = ahead(text)
    assert found
    assert all(found[-2:])


@pytest.mark.parametrize(
    "text",
    [
        # The subject comes first: what has become of it.
        "社会治理持续深化。完善网格，推进整治20处。开展培训500场。",
        "民生实事全面办好。新建幼儿园20所，改造小区30个，培训教师500名。",
        "城市治理取得新进展。完善网格，推进整治20处。开展培训500场。",
        # Money from above that is there.
        "落实政策，出台措施12条。优化服务，办件133件。争取上级资金9.4亿元，银行放贷30亿元。",
        # Rules that were made.
        "完善制度，提请审议法规40件，制定规章70件。加强监督，办理建议300件。",
    ],
)
def test_results_that_speak_as_plans_do(text: str) -> None:
    assert not any(ahead(text))


def test_news_in_the_midst_of_a_year_says_what_year_it_is_and_plans_nothing() -> None:
    text = "今年是脱贫攻坚的收官之年。\n全市产业产值占93%，有公司9家。"
    assert modalities(text, date(2020, 6, 7)) == ["achieved", "achieved"]
    assert "achieved" not in modalities(text, date(2020, 1, 7))


def test_a_plan_names_its_year_before_the_verb() -> None:
    assert modalities("在建高速公路4条，计划2026年建成2条。", date(2024, 12, 28))[1] == "plan"
    assert modalities("该计划2024年投资9亿元的任务已完成。", date(2024, 12, 28)) == ["achieved"]


@pytest.mark.parametrize(
    "text",
    [
        "以新建学校9所为目标。",
        "把产值9亿元作为主要目标。",
        "向着产值9亿元目标迈进。",
        "剑指百亿元产值。",
        "工程旨在新建学校9所。",
    ],
)
def test_words_that_make_a_number_a_goal(text: str) -> None:
    assert all(ahead(text))


def test_what_was_done_for_a_goal_is_done() -> None:
    assert not any(ahead("以新建学校为目标，完成投资9亿元。实现产值9亿元的目标。"))
