"""Rows of tables that a converter made lines."""

from datetime import date
from decimal import Decimal

import pytest

from tests.graph.extraction.read_claims import base_words, claims, extracted, head, indicator

_HEADER = "指标 绝对数 比上年增长(%)\n"


def test_a_row_has_a_value_and_its_growth() -> None:
    level, growth = claims(f"{_HEADER}地区生产总值(亿元) 1234.5 5.6\n")
    assert (level.value, level.unit, level.kind) == (Decimal("123450000000.0"), "元", "value")
    assert (growth.value, growth.unit, growth.kind) == (Decimal("5.6"), "%", "growth")
    assert base_words(growth) == "比上年"
    assert {head(level), head(growth)} == {"地区生产总值"}
    assert indicator(level) == indicator(growth) == "gross-domestic-product"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{_HEADER}税收收入（亿元） 9.8 -2.1\n", ["9.8 元", "-2.1 %"]),
        (f"{_HEADER}货运量（万吨）　1,234.5　—\n", ["1234.5 吨"]),
        (f"{_HEADER}其中：常住人口（万人） 87.6 -0.3\n", ["87.6 人", "-0.3 %"]),
        ("项目\t单位\t1-6月累计\t同比±%\n用电量\t亿千瓦时\t56.7\t8.9\n", ["56.7 千瓦时", "8.9 %"]),
        (
            "| 指标 | 单位 | 本年 | 上年 | 增长% |\n|---|---|---|---|---|\n"
            "| 粮食产量 | 万吨 | 12 | 11 | 1.5 |\n",
            ["12 吨", "1.5 %"],
        ),
        ("指标 绝对数 比上年增长\n进出口（亿美元） 12.5 5.6%\n", ["12.5 美元", "5.6 %"]),
        ("普通小学（所） 56\n", ["56 所"]),
        ("城镇化率（%） 62.3\n", ["62.3 %"]),
        ("固定资产投资增长（%） 5.6\n", ["5.6 %"]),
    ],
)
def test_numbers_have_the_unit_of_their_row_and_the_sense_of_their_column(
    text: str, expected: list[str]
) -> None:
    magnitudes = {"9.8": 10**8, "1234.5": 10**4, "87.6": 10**4, "56.7": 10**8, "12": 10**4}
    magnitudes["12.5"] = 10**8
    found = [f"{item.value and item.value.normalize():f} {item.unit}" for item in claims(text)]
    assert found == [
        f"{(Decimal(number) * magnitudes.get(number, 1)).normalize():f} {unit}"
        for number, unit in (item.split() for item in expected)
    ]


def test_a_name_that_ends_in_growth_is_one_of_a_growth() -> None:
    (found,) = claims("固定资产投资比上年增长（%） 5.6\n")
    assert (found.kind, head(found), base_words(found)) == ("growth", "固定资产投资", "比上年")


@pytest.mark.parametrize(
    "text",
    [
        # No unit, no header, two columns without a year, a header with other columns, a name apart.
        "地区生产总值 1234.5 5.6\n",
        "地区生产总值（亿元） 1234.5 5.6\n",
        "指标 完成数 累计 增长(%)\n地区生产总值(亿元) 1150.2 1234.5 5.6\n",
        "指标 绝对数\n地区生产总值(亿元) 1234.5 5.6\n",
        "地区生产总值（亿元）\n1234.5\n5.6\n",
    ],
)
def test_numbers_that_could_be_anything_are_left_with_the_reason(text: str) -> None:
    found = extracted(text)
    assert [item for item in found.claims if item.number] == []
    left = {item.text: item.reason for item in found.numerals}
    assert left["1234.5"] == left["5.6"] == "table-cell"


def test_the_change_of_a_percentage_may_be_one_in_points() -> None:
    assert [str(item.value) for item in claims(f"{_HEADER}城镇化率（%） 62.3 0.8\n")] == ["62.3"]


@pytest.mark.parametrize(
    "text",
    [
        "全年地区生产总值（亿元）增长，完成投资 56 亿元。\n",
        "投资（亿元） 12.5，增长5%。\n",
        "附件 3\n",
        "第 12 页\n",
    ],
)
def test_prose_and_numbers_of_pages_are_no_rows(text: str) -> None:
    reasons = [item.reason for item in extracted(text).numerals]
    assert "table-cell" not in reasons


def test_prose_around_a_table_is_read_as_before() -> None:
    text = f"全年粮食产量56.3万吨。\n{_HEADER}地区生产总值(亿元) 1234.5 5.6\n新建学校5所。\n"
    assert [str(item.number and item.number.text) for item in claims(text)] == [
        "56.3万吨",
        "1234.5",
        "5.6",
        "5所",
    ]


def test_spaces_in_a_header_part_its_cells() -> None:
    text = "指标名称 单位 2024年 比上年增长（%）\n粮食总产量 万吨 21.47 1.2\n"
    assert [item.number and item.number.text for item in claims(text)] == ["21.47", "1.2"]


def read_with_times(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return words, kind, modality and the first day of the time of each figure."""
    return [
        (
            item.number.text,
            item.kind,
            item.modality,
            item.time.resolved_start if item.time else None,
        )
        for item in claims(text, date(2026, 1, 20))
        if item.number
    ]


def test_columns_of_several_years_date_their_values_and_say_which_are_aims() -> None:
    text = (
        "指标\t单位\t2025年预计\t2026年计划\t增长（%）\n"
        "地区生产总值\t亿元\t1846.7\t1966\t6左右\n"
        "城镇新增就业\t万人\t2.36\t2.2\t—\n"
    )
    assert read_with_times(text) == [
        ("1846.7", "value", "achieved", "2025-01-01"),
        ("1966", "value", "target", "2026-01-01"),
        ("6", "growth", "target", "2026-01-01"),
        ("2.36", "count", "achieved", "2025-01-01"),
        ("2.2", "count", "target", "2026-01-01"),
    ]
    assert claims(text)[2].comparator == "about"


def test_a_year_to_come_is_aimed_at_and_a_growth_belongs_to_the_value_of_its_year() -> None:
    text = (
        "指标 2025年 2025年增长（%） 2030年 年均增长（%） 属性\n"
        "地区生产总值（亿元） 548.6 5.1 750 5.5以上 预期性\n"
    )
    assert read_with_times(text) == [
        ("548.6", "value", "achieved", "2025-01-01"),
        ("5.1", "growth", "achieved", "2025-01-01"),
        ("750", "value", "target", "2030-01-01"),
    ]


def test_a_caption_gives_the_unit_of_rows_without_one() -> None:
    text = "支出安排如下（单位：万元）：\n科目 2025年执行数 2026年预算数\n教育 112000 115400\n"
    found = claims(text, date(2026, 1, 20))
    assert [(item.base_value, item.modality) for item in found] == [
        (Decimal(1120000000), "achieved"),
        (Decimal(1154000000), "target"),
    ]
    assert [head(item) for item in found] == ["教育", "教育"]


def test_a_base_with_a_sign_of_percent_is_a_growth_and_points_are_left() -> None:
    text = (
        "指标\t单位\t绝对额\t同比（%）\n其中：第一产业增加值\t亿元\t17.25\t3.8\n"
        "6月末存款余额\t亿元\t412.37\t9.4\n产品销售率\t%\t97.3\t-0.6个百分点\n"
    )
    assert [item.number and item.number.text for item in claims(text)] == [
        "17.25",
        "3.8",
        "412.37",
        "9.4",
        "97.3",
    ]


def test_a_growth_without_a_year_is_that_of_the_latest_value() -> None:
    text = "指标\t单位\t2025年\t2024年\t增长（%）\n地区生产总值\t亿元\t1846.7\t1750.2\t5.5\n"
    growth = claims(text)[-1]
    assert (growth.kind, growth.time and growth.time.text) == ("growth", "2025年")


@pytest.mark.parametrize(
    "rows",
    [
        "指标\t数值\n城镇居民人均可支配收入\t42000\n常住人口\t312.5\n企业户数\t36\n",
        "科目\t2026年\n各镇人口如下：\n镇名\t人口\n受益村\t36\n",
        "项目\t2025年\n\n表2 基层组织\n项目\t2025年\n行政村\t156\n",
    ],
)
def test_a_caption_gives_money_to_amounts_of_its_own_table_alone(rows: str) -> None:
    assert claims(f"单位：亿元\n{rows}") == []


def test_a_column_of_aims_without_a_year_has_that_of_the_text() -> None:
    (found,) = claims("2025年预算执行情况\n指标\t单位\t预算数\n税收收入\t亿元\t90\n")
    assert (found.modality, found.time and found.time.text) == ("target", "2025年")


def test_a_table_of_products_has_their_output() -> None:
    text = "产品名称\t单位\t产量\t比上年增长（%）\n水泥\t万吨\t86.3\t-8.1\n"
    assert [(head(item), item.kind) for item in claims(text)] == [
        ("水泥", "value"),
        ("水泥", "growth"),
    ]


def test_a_growth_in_the_name_of_a_row_has_its_base_and_is_no_part_of_the_head() -> None:
    (growth,) = claims("规模以上工业增加值较上年增长（%） 6.3\n")
    assert (head(growth), growth.kind, base_words(growth)) == (
        "规模以上工业增加值",
        "growth",
        "较上年",
    )


def test_all_rows_of_a_budget_are_money() -> None:
    assert len(claims("单位：万元\n科目名称 2025年执行数\n教育 112000\n")) == 1
