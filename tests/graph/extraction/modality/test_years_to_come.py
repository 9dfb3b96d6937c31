"""Years and plans that are over, under way or to come, and deadlines."""

from datetime import date

import pytest

from districtgraph.graph.extraction.periods.period_records import DocumentDate
from tests.graph.extraction.read_claims import ahead, claims, claims_by_number, words_and_first_day
from tests.graph.extraction.read_figures import figures, modalities, viewed_figures
from tests.graph.extraction.stated_dates import IN_JANUARY, REPORT


def test_a_vision_of_a_later_year_is_no_year_after_the_one_reported_on() -> None:
    text = (
        "云台县第十五个五年规划纲要\n第一节 二〇三五年远景目标\n经济总量翻番。\n"
        "第二节 “十五五”时期主要目标\n到2030年粮食产量达到20万吨。"
    )
    assert modalities(text)[-1] == "target"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("到2027年，覆盖率达到95%。", "target"),
        ("到2027年，覆盖率已达到95%。", "achieved"),
        ("到2027年底，覆盖率达到95%。", "achieved"),
        ("2015年起步，到2027年，覆盖率达到95%。", "achieved"),
        ("到2020年，覆盖率达到95%。如今，人人受益。", "achieved"),
        ("到2020年，覆盖率达到95%。2021年，全区摘帽。", "achieved"),
    ],
)
def test_a_deadline_in_a_text_without_a_date(text: str, modality: str) -> None:
    assert figures(text)["95%"].modality.modality == modality


@pytest.mark.parametrize(
    ("published", "modality"), [(date(2026, 3, 1), "target"), (date(2029, 3, 1), "achieved")]
)
def test_the_date_of_a_text_decides(published: date, modality: str) -> None:
    found = figures("到2027年底，覆盖率达到95%。", DocumentDate(published))
    assert found["95%"].modality.modality == modality


def test_a_year_after_the_one_reviewed_lies_ahead_in_the_sentences_that_inherit_it() -> None:
    found = claims_by_number(
        "报告在2024年工作回顾中提到2024年新建道路15条。\n2025年将持续发力。新建道路19条。"
    )
    assert words_and_first_day(found["15条"]) == ("2024年", "2024-01-01")
    assert [found[number].modality for number in ("15条", "19条")] == ["achieved", "plan"]


def test_what_a_report_on_half_a_year_says_of_all_of_it_lies_ahead() -> None:
    text = (
        "甲县2018年上半年经济运行情况\n上半年，生产总值增长8.4%。\n"
        "下半年，全县将紧盯全年目标，力争生产总值增长9%以上，确保新开工项目15个，年底前32个村全部出列。"
    )
    found = claims_by_number(text)
    assert found["8.4%"].modality == "achieved"
    assert [found[number].modality for number in ("9%", "15个", "32个")] == [
        "target",
        "target",
        "plan",
    ]
    assert words_and_first_day(found["9%"]) == ("下半年", "2018-07-01")


def test_a_year_is_reviewed_in_its_last_month() -> None:
    text = "政府工作报告\n2018年是本届政府的开局之年。预计到年末，产值完成115亿元，同比增长7%。"
    december, january = date(2018, 12, 22), date(2018, 1, 10)
    assert {item.modality for item in claims(text, december)} == {"achieved"}
    assert {item.modality for item in claims(text, january)} == {"target"}


def test_a_year_that_decides_something_is_not_the_year_reported_on() -> None:
    opening = "2024年是建区三十周年，是新城全面起步的关键之年。区长表示，今年要抓紧开局。"
    text = f"{opening}将建成小学6所、开工4所。新增床位90张。"
    assert modalities(text, IN_JANUARY) == ["plan", "plan", "plan"]


def test_a_year_that_was_decisive_and_is_praised_is_over() -> None:
    text = "2023年是全面起步的关键之年。一年来，我们苦干实干。新增床位90张。"
    assert modalities(text, IN_JANUARY) == ["achieved"]


def test_a_period_that_has_just_ended_is_looked_back_on() -> None:
    text = (
        "未来五年，全区将坚持高质量发展，力争到“十四五”末，实现翻番目标。\n"
        "刚刚结束的“十三五”，是各项事业取得成就的五年。\n全区企业达到440家，景区达到17家。"
    )
    assert ahead(text) == [True, False, False]


def test_a_plan_period_that_is_over_opens_no_plan() -> None:
    text = (
        "“十四五”时期是开启新征程的第一个五年。全省上下攻坚克难，生产总值年均增长4.5%。"
        "研发经费年均增长7.4%，企业达到96家。"
    )
    assert not any(ahead(text, date(2026, 2, 1)))
    assert not any(ahead(f"{text}五年来，创新实力增强，企业增加20家。"))
    assert all(ahead("“十五五”时期是关键的五年。到2030年，企业达到96家。", date(2026, 2, 1)))


def test_an_outline_looks_back_on_the_plan_before() -> None:
    text = (
        "一、新起点开启新征程\n面向“十四五”，全县要站在更高起点、担起更大责任。\n"
        "“十三五”时期，在县委领导下，实现发展。\n"
        "实力提升。2020年，全县生产总值达到273.4亿元，年均增长8.4%。人均生产总值达6.1万元。"
    )
    assert ahead(text) == [False] * 3
    aims = "2021年主要预期目标是：生产总值增长6%。\n“十四五”时期，全市企业达到90家。"
    assert ahead(aims) == [True, True]


def test_a_feature_of_the_last_year_of_a_plan_looks_back() -> None:
    text = (
        "今年是“十四五”规划收官之年，市政府举行系列发布会，介绍五年来的情况。\n"
        "产业优化。“十四五”以来，新增企业651家，打造产业链12条。"
    )
    assert ahead(text, date(2025, 7, 25)) == [False, False]


def test_the_year_that_the_owner_states_is_the_year_reported_on() -> None:
    text = "2024年是不平凡的一年，我们建成菜场4家。\n2025年，建成车站3座。"
    assert modalities(text, DocumentDate(None, 2025)) == ["achieved", "achieved"]


def test_a_year_within_an_opening_sentence_is_not_the_year_reported_on() -> None:
    text = "五年来，全县产值从2021年的3亿元增加到6亿元。\n2024年，建成车站3座。"
    assert modalities(text)[-1] == "achieved"


def test_a_year_to_come_that_opens_a_paragraph_reaches_the_next_sentence() -> None:
    text = "2026年，新建车站3座。开通公交线路7条。"
    assert modalities(text, DocumentDate(date(2025, 12, 22), 2025)) == ["plan", "plan"]


def test_a_year_that_is_not_over_is_not_past_though_it_is_the_stated_one() -> None:
    text = "2025年，小麦播种面积预计9万亩。"
    assert modalities(text, DocumentDate(date(2025, 4, 3), 2025)) == ["target"]


@pytest.mark.parametrize(
    "text",
    [
        "今年，稻谷产量计划完成9万吨，比去年增长5%。",
        "计划新建车站9座，截至2026年底建成3座。",
        "到2026年底，已列入名单的村新建车站3座。",
    ],
)
def test_words_for_what_is_there_do_not_make_a_year_to_come_past(text: str) -> None:
    assert modalities(text, REPORT)[-1] in ("plan", "target")


def test_a_year_that_is_over_opens_no_plan() -> None:
    text = "2024年是实施规划的关键一年。\n一、综合\n全县实现产值9亿元，增长5%。"
    found = [figure.modality.modality for figure in viewed_figures(text, date(2025, 4, 1))]
    assert found == ["achieved", "achieved"]


@pytest.mark.parametrize(
    ("published", "expected"),
    [(date(2024, 1, 18), ["plan", "target"]), (date(2024, 12, 18), ["achieved", "achieved"])],
)
def test_a_year_that_has_just_begun_lies_ahead(published: date, expected: list[str]) -> None:
    text = "预算草案提交审议。\n2024年，全市新建道路9公里，产值增长5%。"
    assert [figure.modality.modality for figure in viewed_figures(text, published)] == expected


def test_a_plan_looks_back_on_the_years_before_it() -> None:
    text = (
        "云湖市卫生发展“十二五”规划\n一、发展环境和现实基础\n2010年，床位达到30张。覆盖率达99%。\n"
        "二、主要目标\n2015年，床位达到50张。"
    )
    found = {number: item.modality for number, item in claims_by_number(text).items()}
    assert [found[number] for number in ("30张", "99%")] == ["achieved", "achieved"]
    assert found["50张"] in ("target", "plan")


def test_news_that_lists_the_parts_of_a_report_tells_the_year_under_review() -> None:
    text = (
        "报告共分两部分：一、2024年工作回顾。二、2025年主要预期目标。\n"
        "2024年是实现规划目标任务的关键一年。全年生产总值达到112亿元。"
    )
    assert figures(text)["112亿元"].modality.modality == "achieved"


def test_what_is_dated_after_the_text_lies_ahead() -> None:
    text = "3所新建学校2026年9月投入使用。6所新建学校2025年9月投入使用。"
    found = claims(text, date(2026, 1, 20))
    assert [(item.modality, words_and_first_day(item)[1]) for item in found] == [
        ("plan", "2026-09-01"),
        ("achieved", "2025-09-01"),
    ]
