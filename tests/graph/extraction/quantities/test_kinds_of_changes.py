"""Level, growth, share, points or difference; and whether it rises or falls."""

from decimal import Decimal

import pytest

from tests.graph.extraction.read_claims import base_words, bases, claims, claims_by_number
from tests.graph.extraction.read_figures import all_figures, figures, viewed_figures


@pytest.mark.parametrize(
    ("text", "kind", "falling"),
    [
        ("税收同比少收2亿元。", "difference", True),
        ("民生支出比上年多支出3亿元。", "difference", False),
        ("亩产值比上年多0.4万元。", "difference", False),
        ("人均消费比去年同期多花9元。", "difference", False),
        ("粮食比上年多打2亿斤。", "difference", False),
        ("平台数量压降56%。", "growth", True),
        ("在校生减幅7.5%。", "growth", True),
        ("四季度增速需达到5.8%以上。", "growth", False),
        ("商品房销售降幅收窄至5.8%。", "growth", True),
        ("一般性支出按不低于5%的幅度压减。", "growth", True),
        ("补助标准按9%的比例递增。", "growth", False),
        ("出让收入锐减四成。", "growth", True),
        # A smaller fall is a rise of the rate, a greater one a fall of it.
        ("用电量降幅比上月收窄2.2个百分点。", "points", False),
        ("销量降幅较上季度扩大0.8个百分点。", "points", True),
    ],
)
def test_changes_by_other_verbs(text: str, kind: str, falling: bool) -> None:
    (figure,) = all_figures(text)
    assert (figure.change.kind, figure.change.falling) == (kind, falling)


@pytest.mark.parametrize(
    ("text", "falling"),
    [
        ("投资增速由上年的2.5%回升到4.4%。", [False, False]),
        ("进口下降由一季度的9.5%收窄至6.3%。", [True, True]),
    ],
)
def test_the_rate_that_a_change_of_it_sets_out_from_is_a_growth(
    text: str, falling: list[bool]
) -> None:
    found = [item.change for item in all_figures(text)]
    assert [item.kind for item in found] == ["growth", "growth"]
    assert [item.falling for item in found] == falling


@pytest.mark.parametrize(
    ("text", "number", "kind", "value"),
    [
        ("甲、乙两镇产值分别较上年增长12%，13%。", "13%", "growth", 13),
        ("规上工业增加值增长7.5%（全市11.1%）。", "11.1%", "growth", Decimal("11.1")),
        ("“循环种养”降低成本30%。", "30%", "growth", -30),
        ("新工艺帮助农户提高收入20%。", "20%", "growth", 20),
        ("提高医保报销比例70%。", "70%", "share", 70),
        ("增速落后于全市平均水平1.4个百分点。", "1.4个百分点", "points", Decimal("-1.4")),
    ],
)
def test_the_kind_of_a_rate(text: str, number: str, kind: str, value: Decimal) -> None:
    found = claims_by_number(text)[number]
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "number", "kind", "falling"),
    [
        ("收入比值为2.01，同比缩小0.03。", "0.03", "difference", True),
        ("比年初新增9亿元。", "9亿元", "difference", False),
        ("新增贷款9亿元。", "9亿元", "level", False),
        ("工业增速由一季度的19%回落到6%。", "6%", "growth", False),
        ("工业降幅由一季度的9%收窄到6%。", "6%", "growth", True),
        ("提高城乡低保标准3%。", "3%", "growth", False),
        ("提高服务覆盖率95%。", "95%", "share", False),
        ("森林覆盖率提高3个百分点、达到58%。", "58%", "share", False),
        ("大坝加高3米。", "3米", "difference", False),
        ("路面加宽3米。", "3米", "difference", False),
        ("隧道加长3米。", "3米", "difference", False),
        ("堤身加厚3米。", "3米", "difference", False),
        ("加工费每斤便宜2元。", "2元", "difference", True),
    ],
)
def test_kinds_of_changes(text: str, number: str, kind: str, falling: bool) -> None:
    change = figures(text)[number].change
    assert (change.kind, change.falling) == (kind, falling)


@pytest.mark.parametrize(
    ("text", "number", "kind", "base"),
    [
        ("整体提升100所学校周边环境。", "100所", "level", None),
        ("排名提升38个名次。", "38个", "difference", None),
        ("岗位增加100个。", "100个", "difference", None),
        ("新开工30项，超计划16项。", "16项", "difference", "计划"),
        ("完成率41.9%，超时序进度8.6个百分点。", "8.6个百分点", "points", "超时序进度"),
    ],
)
def test_the_kind_is_told(text: str, number: str, kind: str, base: str | None) -> None:
    change = figures(text)[number].change
    assert (change.kind, change.base.text if change.base else None) == (kind, base)


def test_a_growth_that_was_aimed_at_is_a_growth() -> None:
    text = "财政收入2亿元，增长26%，高于年初人代会12%的目标14个百分点。"
    assert [item.kind for item in claims(text)] == ["value", "growth", "growth", "points"]


def test_a_share_that_was_aimed_at_is_a_share() -> None:
    text = "覆盖率26%，高于年初12%的目标14个百分点。"
    assert [item.kind for item in claims(text)] == ["share", "share", "points"]


def test_an_amount_in_other_units_is_the_same_change() -> None:
    found = claims_by_number(
        "粮食面积80千公顷（120万亩），比2016年减少8千公顷（12万亩），下降0.7%。"
    )
    assert [item.kind for item in found.values()] == [
        "value",
        "value",
        "change",
        "change",
        "growth",
    ]
    assert [base_words(item) for item in found.values()][2:] == ["比2016年"] * 3
    assert found["12万亩"].value == -120_000
    assert len({item.indicator for item in found.values()}) == 1


def test_who_is_in_a_bracket_does_not_repeat_the_change() -> None:
    assert claims_by_number("企业增加8家（国有2家）。")["2家"].kind == "count"


@pytest.mark.parametrize(
    ("noun", "signs"), [("增幅最大", (22, 21)), ("涨幅较大", (22, 21)), ("降幅最大", (-22, -21))]
)
def test_rates_whose_noun_is_in_the_clause_before_are_growths(
    noun: str, signs: tuple[int, int]
) -> None:
    found = claims_by_number(f"矿产加工业和电子信息业{noun}，分别为22%和21%。")
    assert [item.kind for item in found.values()] == ["growth", "growth"]
    assert [item.value for item in found.values()] == [*map(Decimal, signs)]


def test_an_improved_area_is_no_change() -> None:
    assert claims_by_number("新增灌溉面积16310亩，改善83950亩。")["83950亩"].kind == "value"
    assert claims_by_number("浓度同比改善5微克/立方米。")["5微克/立方米"].kind == "change"


def test_an_improvement_is_a_change() -> None:
    found = claims("浓度较“十三五”末改善16.5%，改善7000多所学校办学条件。")
    assert [item.kind for item in found] == ["growth", "count"]
    assert bases("浓度较“十三五”末改善16.5%。") == ["较“十三五”末"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [("占比高达80.4%", "share"), ("增长高达80.4%", "growth"), ("高80.4%", "growth")],
)
def test_as_high_as_is_no_change(number: str, kind: str) -> None:
    assert claims(f"完成投资9亿元，{number}。")[1].kind == kind


def test_a_rate_in_a_bracket_is_no_growth_though_growth_follows() -> None:
    found = figures("工业投资75亿元(占总投资的 32.1%),增长103.2%。")
    assert (found["32.1%"].change.kind, found["103.2%"].change.kind) == ("share", "growth")


def test_as_much_as_an_amount_is_no_difference() -> None:
    (found,) = all_figures("全区投入多达363亿元。")
    assert found.change.kind == "level"


def test_several_growths_that_are_all_above_a_number_are_growths() -> None:
    (found,) = all_figures("甲、乙两类企业收入同比增长都在50%以上。")[-1:]
    assert found.change.kind == "growth"


def test_how_much_of_an_indicator_of_the_plan_is_done_is_a_share_of_what_it_plans() -> None:
    first, second = all_figures("地方财政收入80万元，完成计划指标的94%。")
    assert (second.head, second.change.kind) == (first.head, "share")


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
    assert [(figure.change.kind, figure.change.falling) for figure in viewed_figures(text)] == kinds


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("进出口总额居全省第5位，较上年前移3位。", "3位", "3"),
        ("进出口总额居全省第5位，比上年下降3位。", "3位", "-3"),
    ],
)
def test_places_moved_are_no_count_of_what_is_ranked(text: str, number: str, value: str) -> None:
    claim = claims_by_number(text)[number]
    assert (claim.kind, claim.value, claim.indicator) == ("change", Decimal(value), None)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("汽车产量增长94%、达168万辆。", ["growth", "level"]),
        ("汽车产量保持40%以上增长、达357万辆。", ["growth", "level"]),
        ("高于全国2.8%的整体进出口增幅。", ["growth"]),
        ("占全国2.8%的整体市场份额。", ["share"]),
    ],
)
def test_what_a_change_has_reached_is_a_level(text: str, kinds: list[str]) -> None:
    assert [item.change.kind for item in all_figures(text)] == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("占工业35%的电子业增速为12%，占比18%的化工业产值增幅达9%。", ["share", "growth"] * 2),
        ("保障航班起降4107架次。", ["level"]),
        ("失业率控制在3.5%的目标以内。", ["share"]),
    ],
)
def test_shares_and_take_offs_are_no_changes(text: str, kinds: list[str]) -> None:
    assert [item.change.kind for item in all_figures(text)] == kinds
