"""Units and measure words, with the numbers that they belong to."""

from decimal import Decimal

import pytest

from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, Reading
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities
from districtgraph.graph.text.text_files import read_text
from tests.graph.extraction.read_claims import claims, claims_by_number
from tests.graph.extraction.read_figures import all_figures

LEXICON = load_lexicon()


def claim(text: str) -> ClaimObject:
    reading = Reading(read_text(text.encode(), "report.txt"))
    (found,) = (
        item for item in extracted_claims(reading, LEXICON, None).claims if item.number is not None
    )
    return found


@pytest.mark.parametrize(
    ("text", "words", "percent"),
    [
        ("孕产妇死亡率7.5/10万。", "7.5/10万", "0.0075"),
        ("结核病发病率为2/10万。", "2/10万", "0.002"),
        ("重性精神病患病率4.2/万。", "4.2/万", "0.042"),
    ],
)
def test_a_rate_of_ten_thousands_is_one_figure(text: str, words: str, percent: str) -> None:
    (figure,) = all_figures(text)
    assert (figure.quantity.text, figure.quantity.value) == (words, Decimal(percent))


def test_a_thousand_litres_are_a_unit_and_no_part_of_the_number() -> None:
    (figure,) = all_figures("啤酒项目年产能30万千升。")
    quantity = figure.quantity
    assert quantity.value == 300_000
    assert quantity.unit == "unit:M3"


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("地均产值3.2亿元/平方公里。", "3.2亿元/平方公里", 320_000_000),
        ("生猪收购价14.5元/公斤。", "14.5元/公斤", Decimal("14.5")),
        ("早稻收购价1.3元/斤。", "1.3元/斤", Decimal("1.3")),
    ],
)
def test_prices_by_weight_and_amounts_by_area_are_read(
    text: str, number: str, value: Decimal
) -> None:
    assert claims_by_number(text)[number].value == value


def test_micrograms_are_a_unit() -> None:
    assert claims_by_number("PM2.5浓度每立方米29微克。")["29微克"].value == 29


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


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("粮食单产5506公斤/公顷。", "5506公斤/公顷", 5506),
        ("粮食单产5.5吨/公顷。", "5.5吨/公顷", Decimal("5.5")),
    ],
)
def test_yields_by_the_hectare_are_read_and_linked(
    text: str, number: str, value: Decimal | int
) -> None:
    found = claims_by_number(text)[number]
    assert found.value == value
    assert (found.indicator or "").endswith("/grain-yield")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("人均绿地面积由9.2增加到11.4平方米。", ["平方米", "平方米"]),
        ("年均浓度从58降到37微克/立方米。", ["微克/立方米", "微克/立方米"]),
        ("人均绿地面积由2016年的9.2增加到11.4平方米。", ["平方米", "平方米"]),
        ("编号58增加到37微克/立方米。", ["微克/立方米"]),
    ],
)
def test_what_a_change_set_out_from_has_the_unit_of_the_new_value(
    text: str, units: list[str]
) -> None:
    assert [item.symbol for item in find_quantities(text, LEXICON)] == units


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("酿酒3万斛，腌菜450瓮。", ["3万斛", "450瓮"]),
        ("住501室。", []),
        ("编号甲7乙。", []),
        ("编号甲17乙。", []),
        ("沿318国道。", []),
        ("有30万群众。", ["30万"]),
    ],
)
def test_a_measure_word_that_no_list_has_is_the_written_unit(text: str, words: list[str]) -> None:
    assert [item.text for item in find_quantities(text, LEXICON)] == words


def test_an_unlisted_measure_word_has_no_iri() -> None:
    unlisted, listed = claim("酿酒450瓮。"), claim("酿酒450坛。")
    assert (unlisted.unit, unlisted.unit_iri) == ("瓮", None)
    assert listed.unit == "坛" and listed.unit_iri is not None


@pytest.mark.parametrize(
    "unit",
    [
        *("头只", "只头", "头匹", "穴", "窝", "穗", "箩", "筐", "篓", "桶", "坛", "罐", "瓶", "袋"),
        *("盒", "捆", "担", "串", "工日", "个工日", "个劳动日", "台班", "个台班", "亩次", "公顷次"),
    ],
)
def test_measure_words_of_farms_and_works(unit: str) -> None:
    (quantity,) = find_quantities(f"全年共有3万{unit}货物。", LEXICON)
    assert (quantity.symbol, quantity.value) == (unit, Decimal(30000))


@pytest.mark.parametrize("noun", LEXICON.lasting_nouns)
def test_years_after_a_noun_that_lasts_are_a_quantity(noun: str) -> None:
    (quantity,) = find_quantities(f"厂房平均{noun}超过25年。", LEXICON)
    assert (quantity.value, quantity.unit) == (Decimal(25), "unit:YR")
    assert quantity.comparator == "more-than"


@pytest.mark.parametrize(
    "text", ["一、2025年工作", "历时3年建成。", "2025年底建成。", "合同2025年签订。"]
)
def test_other_years_are_none(text: str) -> None:
    assert find_quantities(text, LEXICON) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("收入比值为2.01，同比缩小0.03。", ["2.01", "0.03"]),
        ("性别比（以女性为100，男性对女性）由104.1降至102.2。", ["104.1", "102.2"]),
        ("造福一方。", []),
    ],
)
def test_numbers_without_a_unit(text: str, numbers: list[str]) -> None:
    assert [item.text for item in find_quantities(text, LEXICON)] == numbers


def test_a_wide_percent_sign_is_the_same_unit() -> None:
    assert [item.unit for item in claims("出口增长18％，进口增长9%。")] == ["%", "%"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("投资2.3个亿。", "230000000", "元"),
        ("投资1.2个多亿。", "120000000", "元"),
        ("补助500多万。", "5000000", "元"),
        ("最低气温零下12摄氏度。", "-12", "摄氏度"),
        ("租金2万元/年。", "20000", "元/年"),
        ("护理补贴100元/人/月。", "100", "元/人/月"),
        ("标准7992元/人·年。", "7992", "元/人·年"),
        ("奖补500元/户。", "500", "元/户"),
        ("供水能力20万m³/d。", "200000", "m³/d"),
        ("用地5000 m2。", "5000", "m2"),
        ("时速350公里/小时。", "350", "公里/小时"),
        ("设备寿命50年。", "50", "年"),
    ],
)
def test_uncommon_numbers_and_units(text: str, value: str, unit: str) -> None:
    (found,) = claims(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("mark", ["℅", "﹪"])
def test_marks_that_stand_for_per_cent(mark: str) -> None:
    found = claims(f"产值9亿元，增长15{mark}。")[1]
    assert (found.kind, found.unit_iri) == ("growth", "http://qudt.org/vocab/unit/PERCENT")


@pytest.mark.parametrize(
    ("text", "number", "value", "unit"),
    [
        ("区域面积187.5公里2。", "187.5公里2", 187_500_000, "unit:M2"),
        ("总建筑面积8万米2，", "8万米2", 80_000, "unit:M2"),
        ("库容300米3左右。", "300米3左右", 300, "unit:M3"),
        ("辖区面积9.5km²。", "9.5km²", 9_500_000, "unit:M2"),
        ("改造道路9公里2条。", "9公里", 9_000, "unit:M"),
        ("修渠5米2.5万条。", "5米", 5, "unit:M"),
    ],
)
def test_an_exponent_that_a_converter_has_lowered_is_part_of_its_unit(
    text: str, number: str, value: int, unit: str
) -> None:
    figure = all_figures(text)[0].quantity
    assert (figure.text, figure.value, figure.unit) == (number, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "number", "value", "written"),
    [
        ("算力规模达15EFLOPS。", "15EFLOPS", Decimal("15e18"), "unit/exaflops"),
        ("建成智算中心，算力300PFlops。", "300PFlops", Decimal("300e15"), "unit/petaflops"),
        ("智能算力规模突破1.2万P。", "突破1.2万P", Decimal("12000e15"), "unit/petaflops"),
        ("提供900P智能算力。", "900P", Decimal("900e15"), "unit/petaflops"),
    ],
)
def test_computing_power_has_units(text: str, number: str, value: Decimal, written: str) -> None:
    figure = all_figures(text)[-1].quantity
    assert (figure.text, figure.value, figure.written_unit) == (number, value, written)
    assert figure.unit == "unit/floating-point-operation-per-second"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("审批时限由120个工作日压缩至35个。", [("120个工作日", "unit:DAY"), ("35个", "unit:DAY")]),
        ("从平均9个小时缩短到2个。", [("9个小时", "unit:HR"), ("2个", "unit:HR")]),
        ("企业由9家增至12个。", [("9家", "unit:NUM"), ("12个", "unit:NUM")]),
        ("办理需要9个工作日，新设窗口3个。", [("9个工作日", "unit:DAY"), ("3个", "unit:NUM")]),
    ],
)
def test_what_a_change_gets_to_has_the_unit_that_is_said_once(
    text: str, numbers: list[tuple[str, str]]
) -> None:
    assert [(item.quantity.text, item.quantity.unit) for item in all_figures(text)] == numbers


def test_the_lines_of_an_image_are_no_computing_power() -> None:
    assert all(
        item.quantity.unit != "unit/floating-point-operation-per-second"
        for item in all_figures("安装1080P高清摄像头900个。")
    )
