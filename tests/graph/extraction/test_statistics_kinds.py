"""Kinds of misreadings of real bulletins, budget reports and analyses; sentences invented."""

from datetime import date

import pytest

from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.names.named_things import find_named_things
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.text.reading_view import reading_view

LEXICON = load_lexicon()


def viewed(text: str) -> str:
    """The text as the rules read it."""
    view = reading_view(text)
    return view.text if view else text


def read(text: str, published: date | None = None, year: int | None = None) -> list[FoundFigure]:
    stated = DocumentDate(published, year)
    return list(find_figures(viewed(text), LEXICON, load_index(), stated))


def numbers(text: str) -> list[str]:
    return [
        text[f.quantity.core_start : f.quantity.core_end] or f.quantity.text for f in read(text)
    ]


def indicators(text: str) -> list[str | None]:
    return [f.indicator and f.indicator.removeprefix("indicator/") for f in read(text)]


def heads(text: str) -> list[str | None]:
    return [f.head.name if f.head else None for f in read(text)]


def times(text: str, published: date | None = None, year: int | None = None) -> list[str]:
    found = []
    for figure in read(text, published, year):
        dates = figure.period.resolved if figure.period else None
        found.append(f"{dates.start}..{dates.end}" if dates else "-")
    return found


# Half-width punctuation


def test_half_width_marks_part_clauses_as_full_width_ones_do() -> None:
    narrow = "财政收入3亿元,增长2.5%;其中:税收2亿元(不含退税),增长3%."
    assert viewed(narrow) == "财政收入3亿元，增长2.5%；其中：税收2亿元（不含退税），增长3%."
    assert viewed("收入28,583万元,14.6:42.7:42.7,占1?%") == "收入28,583万元，14.6:42.7:42.7，占1?%"


def test_the_base_of_a_ratio_is_no_number_of_its_own() -> None:
    assert numbers("性别比(以女性为100,男性对女性的比例)为105.07。") == ["105.07"]


def test_a_growth_after_a_half_width_semicolon_belongs_to_its_own_clause() -> None:
    assert heads("第一产业增加值3亿元,增长4%;第二产业增加值9.1,增长5%。")[2:] == ["第二产业增加值"]


# Times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The budget at the beginning of the year is no time of what is done of it.
        (
            "1—4月，全县财政收入9亿元，占年初预算20亿元的45%，同比增长6%。",
            ["2024-01-01..2024-04-30", "-", "2024-01-01..2024-04-30", "2024-01-01..2024-04-30"],
        ),
        ("2023年，全镇上年结余32万元。", ["2023-01-01..2023-12-31"]),
        # All months of a list are the other side.
        (
            "1—7月，产值下降3%，降幅比今年1—3月、1—4月、1—5月分别收窄4个、3个和2个百分点。",
            ["2024-01-01..2024-07-31"] * 4,
        ),
        (
            "上半年，产值增长7%，与去年同期和今年一季度相比，增速分别回落3个和2个百分点。",
            ["2024-01-01..2024-06-30"] * 3,
        ),
        ("分片区看，2022年东片产值9亿元。西片产值3亿元。", ["2022-01-01..2022-12-31"] * 2),
        (
            "2022年，产值9亿元，按2015年可比价格计算，比上年增长3%。",
            ["2022-01-01..2022-12-31"] * 2,
        ),
        ("2023年引资9亿元。本年到位3亿元。", ["2023-01-01..2023-12-31"] * 2),
        (
            "区长在报告中说，2022年全区稳中有进。产值9亿元。",
            ["2022-01-01..2022-12-31"],
        ),
        ("2023 年末，全区有企业90家。", ["2023-01-01..2023-12-31"]),
        ("2023 年 3 月 5 日，全区售房90套。", ["2023-03-05..2023-03-05"]),
    ],
)
def test_times(text: str, expected: list[str]) -> None:
    assert times(text, date(2024, 9, 1)) == expected


def test_what_is_there_now_dates_its_own_part() -> None:
    text = "1—11月，投资增长9%。目前在库项目141个；民间投资同比增长3%。"
    assert times(text, date(2023, 12, 25))[1:] == [
        "2023-12-25..2023-12-25",
        "2023-01-01..2023-11-30",
    ]


def test_the_time_of_a_section_holds_for_its_paragraphs() -> None:
    text = (
        "今年以来，全区经济平稳。\n（一）工业回升。1—7月，产值增长4%。\n从行业看，食品业增长2%。\n"
        "（二）消费平稳。1—6月，零售额增长5%。"
    )
    assert times(text, date(2024, 8, 20)) == [
        "2024-01-01..2024-07-31",
        "2024-01-01..2024-07-31",
        "2024-01-01..2024-06-30",
    ]


def test_months_up_to_that_of_the_title_hold_for_the_sections() -> None:
    text = "简况（2020年3月）\n今年以来，经济回落。1—3月，产值9亿元。\n一、工业恢复。产值下降3%。"
    assert times(text, date(2020, 4, 20)) == ["2020-01-01..2020-03-31"] * 2


def test_the_year_that_a_paragraph_inherits_dates_its_later_sentences() -> None:
    text = "2015年，全县产值9亿元。\n二、农业\n全年产粮4万吨。全年产油2万吨。全年造林3万亩。"
    assert times(text, date(2016, 4, 1)) == ["2015-01-01..2015-12-31"] * 4


def test_the_caption_of_a_chart_dates_nothing_and_has_no_ratio() -> None:
    text = "2023年产值9亿元。\n图1：2019—2023年产值及增速\n人均产值3万元。"
    assert times(text) == ["2023-01-01..2023-12-31"] * 2


def test_the_last_year_of_a_plan_is_no_time_of_what_is_compared_with_it() -> None:
    figure, _ = read("2010年，财政收入规模为“十五”期末的2.4倍，增长3%。")
    assert figure.period is not None
    assert figure.period.text == "2010年"


# What lies ahead


def test_a_year_that_is_over_opens_no_plan() -> None:
    text = "2024年是实施规划的关键一年。\n一、综合\n全县实现产值9亿元，增长5%。"
    found = [figure.modality.modality for figure in read(text, date(2025, 4, 1))]
    assert found == ["achieved", "achieved"]


def test_a_preliminary_estimate_is_of_what_was_achieved() -> None:
    text = "经初步预计，江洲县2012年全年实现产值9亿元，比上年增长3%。"
    assert {f.modality.modality for f in read(text, date(2013, 1, 20))} == {"achieved"}


def test_a_plan_to_attract_projects() -> None:
    (figure,) = read("2013年，江洲县计划招引20个以上过亿项目。", date(2013, 1, 20))
    assert figure.modality.modality == "plan"
    assert figure.head is not None
    assert figure.head.text == "过亿项目"


@pytest.mark.parametrize(
    ("published", "expected"),
    [(date(2024, 1, 18), ["plan", "target"]), (date(2024, 12, 18), ["achieved", "achieved"])],
)
def test_a_year_that_has_just_begun_lies_ahead(published: date, expected: list[str]) -> None:
    text = "预算草案提交审议。\n2024年，全市新建道路9公里，产值增长5%。"
    assert [figure.modality.modality for figure in read(text, published)] == expected


def test_an_arranged_revenue_lies_ahead() -> None:
    text = "全市一般公共预算收入安排9亿元，增长5%。"
    assert [figure.modality.modality for figure in read(text)] == ["plan", "target"]


# Values


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("支出9亿元，比上年减支3亿元。", [("level", False), ("difference", True)]),
        ("支出9亿元，比上年增支3亿元。", [("level", False), ("difference", False)]),
        ("投资下降24.6%，收窄9.4个百分点。", [("growth", True), ("points", False)]),
        ("投资增长24.6%，涨幅收窄9.4个百分点。", [("growth", False), ("points", True)]),
        ("产值下降7%，降幅较去年同期缩窄1.2个百分点。", [("growth", True), ("points", False)]),
        ("牧业产值5.8亿元，同比2.8%。", [("level", False), ("growth", False)]),
        ("每百元收入成本低于全国平均水平7.5元。", [("difference", True)]),
        ("人均收入高于全省平均水平300元。", [("difference", False)]),
        ("占比同比提高2.8个百分点。", [("points", False)]),
    ],
)
def test_kinds_and_signs(text: str, kinds: list[tuple[str, bool]]) -> None:
    assert [(figure.change.kind, figure.change.falling) for figure in read(text)] == kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("图1：2011—2015年产值", []),
        ("（见表2）", []),
        ("科技三项经费支出9万元。", ["9万元"]),
        ("八项支出增长3%。", ["3%"]),
        ("废气排放4万标立方米。", ["4万标立方米"]),
        ("引进20个过亿项目。", ["20个"]),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


# Heads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("税收9亿元，完成年初预算数20亿元的45%，比上年减收1亿元。", ["税收"] * 4),
        ("产值9亿元，可比价同比增长4%。", ["产值", "产值"]),
        ("规上工业增加值可比价增长4%。", ["规上工业增加值"]),
        ("产值增长4%，幅度比上月提高2个百分点。", ["产值", "产值"]),
        ("生产总值虽然增长4%。", ["生产总值"]),
        ("外资及县域投资分别增长6%、4%。", ["外资投资", "县域投资"]),
        ("水泥企业累计完成产值9亿元。", ["水泥企业累计完成产值"]),
        ("新列市级以上科技项目47项。", ["新列市级以上科技项目"]),
        ("东片人口所占比重上升2个百分点。", ["东片人口"]),
        (
            "工业增加值增长9%；投资增长8%，分别高于全市、全省0.7、2.2个百分点。",
            ["工业增加值", "投资", "投资", "投资"],
        ),
        ("限上单位实现消费品零售额9亿元。", ["限上单位实现消费品零售额"]),
        ("食品业产值下降3%，下拉工业产值增速1.1个百分点。", ["食品业产值", "食品业产值"]),
        ("种植业增加值9亿元。", ["种植业增加值"]),
        ("上解支出9亿元，债务还本支出2亿元。", ["上解支出", "债务还本支出"]),
        ("加上上级补助收入9亿元。", ["上级补助收入"]),
        (
            "一、二、三产业增加值分别达到9亿元、4亿元和8亿元。",
            ["第一产业增加值", "第二产业增加值", "第三产业增加值"],
        ),
        (
            "城、乡居民人均可支配收入分别增长8%、9%。",
            ["城镇居民人均可支配收入", "农村居民人均可支配收入"],
        ),
        ("农业总产值9亿元，增加值5亿元。", ["农业总产值", "农业增加值"]),
    ],
)
def test_heads(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


# Indicators


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("税收收入9亿元，占调整预算101%。", ["tax-revenue", None]),
        ("第一产业占地区生产总值的比重上升3个百分点。", ["share-of-primary-industry"]),
        ("城镇人口比重上升3个百分点。", [None]),
        (
            "固定资产投资增长9%。分产业看，第一产业下降3%，第二产业增长4%。",
            [
                "fixed-asset-investment",
                "primary-industry-investment",
                "secondary-industry-investment",
            ],
        ),
        (
            "地区生产总值增长9%。其中，第一产业增长3%。",
            ["gross-domestic-product", "primary-industry-value-added"],
        ),
        (
            "民营经济增加值9亿元。其中，第一产业增加值3亿元。",
            ["non-public-economy-value-added", None],
        ),
        ("对经济增长的拉动分别为：第一产业0.6个百分点，第二产业2个百分点。", [None, None]),
        ("乡镇卫生院9个，卫生技术人员90人。", [None, None]),
        (
            "医疗卫生机构50个，其中卫生院9个，卫生技术人员90人。",
            ["health-institutions", None, "health-technicians"],
        ),
        ("统计范围为计划总投资500万元及以上的投资项目。", [None]),
        ("税收收入9亿元，为预算调整数的102%。", ["tax-revenue", None]),
        ("一般公共预算收入总计9亿元。", [None]),
        ("一般公共预算总收入9亿元。", [None]),
        ("第三产业增加值占生产总值的比重为40%。", ["share-of-tertiary-industry"]),
        ("实际利用外资金额9万美元。", ["foreign-capital-used"]),
        ("地区生产总值[2]9亿元。", ["gross-domestic-product"]),
        ("规模以上工业现价增加值9亿元。", ["designated-size-industrial-value-added"]),
        ("夏粮总产量9万吨。", ["summer-grain-output"]),
        ("规上工业企业累计完成总产值9亿元。", ["designated-size-industrial-output-value"]),
    ],
)
def test_links(text: str, expected: list[str | None]) -> None:
    assert indicators(text) == expected


@pytest.mark.parametrize(
    "text", ["财政部门完成9万元。", "家用电器类增长9%。", "扣除上解省级支出。"]
)
def test_no_names(text: str) -> None:
    assert [item.text for item in find_named_things(text)] == []
