"""Fragments of plans and of reports without the heading that would announce them."""

from datetime import date

import pytest

from districtgraph.graph.extraction.extraction import find_figures
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_records import DocumentDate

LEXICON = load_lexicon()
AHEAD = ("target", "plan")


def modalities(text: str, published: date | None = None) -> list[str]:
    found = find_figures(text, LEXICON, stated=DocumentDate(published))
    return [item.modality.modality for item in found]


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
