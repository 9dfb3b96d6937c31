"""Kinds of sentences of monthly data, budgets, lists of works and news of projects."""

from datetime import date
from decimal import Decimal

import pytest

from districtgraph.graph.extraction.claim_records import ClaimObject
from tests.graph.extraction.read_claims import claims, heads


def read(text: str, number: str, published: date | None = None) -> ClaimObject:
    """Return the last claim with a number."""
    return [item for item in claims(text, published) if item.number and item.number.text == number][
        -1
    ]


def base(claim: ClaimObject) -> str:
    return claim.change_base.text if claim.change_base else ""


def words_and_dates(claim: ClaimObject) -> tuple[str, str]:
    time = claim.time
    if time is None:
        return "", ""
    dates = f"{time.resolved_start}/{time.resolved_end}" if time.resolved_start else ""
    return time.text, dates


# Numbers


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("渠道长12千米。", 12, "千米"),
        ("电缆产量42748千米。", 42748, "千米"),
        ("电缆产量5万千米。", 50_000, "千米"),
        ("面积3千平方米。", 3000, "平方米"),
        ("投资5千万元。", 50_000_000, "元"),
    ],
)
def test_the_thousand_of_a_kilometre_belongs_to_the_unit(text: str, value: int, unit: str) -> None:
    (found,) = claims(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


# Times


def test_a_paragraph_about_several_years_opens_no_part() -> None:
    text = (
        "云湖区今日开工一批项目。\n云湖区2012年完成搬迁。2021年获批示范区。2023年，云湖区产值增长5%。\n"
        "其余项目30个。"
    )
    assert words_and_dates(read(text, "5%"))[0] == "2023年"
    assert words_and_dates(read(text, "30个")) == ("", "")


def test_a_paragraph_about_one_year_opens_its_part() -> None:
    text = "云湖区2023年开局良好。2023年，云湖区产值增长5%。\n新建学校30所。"
    assert words_and_dates(read(text, "30所")) == ("2023年", "2023-01-01/2023-12-31")


def test_that_day_is_no_earlier_time() -> None:
    text = "2023年前三季度，产值增长5%。\n当天开工的项目，工业类4个。"
    assert words_and_dates(read(text, "4个")) == ("当天", "")


@pytest.mark.parametrize("words", ["从7月份开始", "自7月1日起", "从7月份起"])
def test_a_time_from_which_something_lasts_on_is_not_the_month(words: str) -> None:
    text = f"2023年工作总结\n全年产值增长5%。{words}，为30户发放补贴。"
    assert words_and_dates(read(text, "30户"))[1] == ""


@pytest.mark.parametrize("words", ["未脱贫", "尚未脱贫", "剩余"])
def test_what_is_left_over_is_so_when_the_text_is_written(words: str) -> None:
    text = f"贫困户中，2018年脱贫393户，{words}78户。"
    assert words_and_dates(read(text, "393户"))[1] == "2018-01-01/2018-12-31"
    assert words_and_dates(read(text, "78户")) == ("", "")


def test_an_average_over_years_is_dated_by_them() -> None:
    text = "2022年产值9亿元；与2020年相比，两年平均增长2.5%。"
    assert words_and_dates(read(text, "2.5%"))[1] == "2021-01-01/2022-12-31"


def test_an_average_said_after_its_number_is_of_no_single_year() -> None:
    text = "2020年，外贸以10.5%的平均增速增长。"
    assert words_and_dates(read(text, "10.5%"))[1] == ""


@pytest.mark.parametrize(
    ("published", "dates"),
    [
        (date(2021, 7, 10), "2021-07-10/2021-07-10"),
        (date(2021, 9, 29), ""),
    ],
)
def test_now_of_a_review_that_came_out_late_is_undated(published: date, dates: str) -> None:
    text = "云湖区2021年上半年工作总结\n目前完成投资5亿元。"
    assert words_and_dates(read(text, "5亿元", published)) == ("目前", dates)


def test_the_size_of_one_work_has_no_time_of_another_paragraph() -> None:
    text = (
        "2023年一季度，产值增长5%。\n商贸城项目位于城东，占地面积30亩。\n开工项目9个，总投资4亿元。"
    )
    assert words_and_dates(read(text, "30亩")) == ("", "")
    assert words_and_dates(read(text, "4亿元"))[0] == "2023年一季度"


def test_the_size_of_a_work_below_a_heading_keeps_its_year() -> None:
    text = "2023年工作总结\n新建实验小学，建筑面积9000平方米。"
    assert words_and_dates(read(text, "9000平方米"))[0] == "2023年"


# Aims


@pytest.mark.parametrize("end", ["票决结果公布", "出炉", "清单发布", "正式敲定"])
def test_news_of_a_vote_on_works_is_about_what_lies_ahead(end: str) -> None:
    text = f"筹集资金3亿元以上 云湖区十大民生实事项目{end}\n建成30个社区食堂。"
    assert read(text, "30个").modality in ("plan", "target")


@pytest.mark.parametrize("end", ["全面落实", "圆满收官", "完成情况公布"])
def test_news_of_finished_works_is_not(end: str) -> None:
    text = f"云湖区十大民生实事项目{end}\n建成30个社区食堂。"
    assert read(text, "30个").modality == "achieved"


def test_a_planned_investment_does_not_make_its_projects_planned() -> None:
    text = (
        "昨日开工产业项目4个，计划总投资28亿元，其中重点项目3个；"
        "民生项目19个，计划总投资13亿元；其他项目2个。"
    )
    found = {item.number.text: item.modality for item in claims(text) if item.number}
    assert [found[number] for number in ("4个", "3个", "19个", "2个")] == ["achieved"] * 4
    assert {found["28亿元"], found["13亿元"]} <= {"plan", "target"}


# Heads and links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("规模以上建材—家居产业增加值增长6%。", ["规模以上建材—家居产业增加值"]),
        ("建成25个群众身边的健身设施。", ["健身设施"]),
        ("新建幼儿园48所，超额完成40所的年度目标任务。", ["新建幼儿园", "新建幼儿园"]),
        ("完成17万平方米的绿化任务。", ["绿化"]),
        ("下辖25个村委会，全镇13951户68202人。", ["村委会", "全镇", "全镇"]),
        ("田里1.9万亩玉米地正值生长期。", ["玉米地"]),
    ],
)
def test_the_head_of_a_figure(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_a_part_of_the_time_is_of_the_same_indicator() -> None:
    text = "1—10月，规模以上工业增加值增长3%，其中10月份增加值增长7%。"
    found = [item.indicator for item in claims(text)]
    assert found[0] is not None and found[0] == found[1]


def test_the_same_word_of_another_owner_is_not() -> None:
    text = "1—10月，规模以上工业增加值增长3%，轻工业增加值增长7%。"
    assert claims(text)[1].indicator is None


# Bases


def test_each_number_of_a_list_has_its_base() -> None:
    text = "占比分别较1—9月份和上年同期提高0.1和1.2个百分点。"
    assert [base(item) for item in claims(text)] == ["较1—9月份", "上年同期"]


def test_two_areas_are_one_base() -> None:
    text = "增速比全省和全国高1.2个百分点。"
    assert base(claims(text)[0]) == "比全省和全国"


def test_a_growth_that_was_aimed_at_is_a_growth() -> None:
    text = "财政收入2亿元，增长26%，高于年初人代会12%的目标14个百分点。"
    assert [item.kind for item in claims(text)] == ["value", "growth", "growth", "points"]


def test_a_share_that_was_aimed_at_is_a_share() -> None:
    text = "覆盖率26%，高于年初12%的目标14个百分点。"
    assert [item.kind for item in claims(text)] == ["share", "share", "points"]
