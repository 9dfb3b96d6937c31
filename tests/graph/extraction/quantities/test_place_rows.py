"""Rows of tables that places name, under a header that names what is measured."""

from decimal import Decimal

import pytest

from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject
from districtgraph.graph.extraction.printed_claims.place_record import Place
from tests.graph.extraction.read_claims import base_words, claims, extracted, head, indicator

_CITY = Place("云湖市", None)


def cells(text: str) -> list[tuple[str | None, str | None, Decimal | None, str]]:
    """Return place, head, value in the base unit and kind of each figure."""
    return [(_place(item), head(item), item.base_value, item.kind) for item in claims(text)]


def _place(item: ClaimObject) -> str | None:
    return item.subject.text if item.subject else None


def test_a_cell_has_the_place_of_its_row_and_the_name_and_unit_of_its_column() -> None:
    text = (
        "县（市、区）\t地区生产总值（亿元）\t比上年增长（%）\t粮食产量（万吨）\n"
        "金江区\t398.4\t6.8\t12.5\n"
        "白沙县\t212.3\t-1.2\t—\n"
    )
    assert cells(text) == [
        ("金江区", "地区生产总值", Decimal("39840000000"), "value"),
        ("金江区", "地区生产总值", Decimal("6.8"), "growth"),
        ("金江区", "粮食产量", Decimal("125000000"), "value"),
        ("白沙县", "地区生产总值", Decimal("21230000000"), "value"),
        ("白沙县", "地区生产总值", Decimal("-1.2"), "growth"),
    ]
    level, growth = claims(text)[:2]
    assert indicator(level) == indicator(growth) == "gross-domestic-product"
    assert base_words(growth) == "比上年"


@pytest.mark.parametrize("whole", ["全市", "合计", "总计"])
def test_a_row_of_all_places_is_about_the_place_of_the_report(whole: str) -> None:
    text = f"云湖市乡镇人口\n乡镇 常住人口（人）\n石桥镇 23,456\n{whole} 98765\n"
    found = claims(text, place=_CITY)
    assert [(_place(item), item.base_value) for item in found] == [
        ("石桥镇", Decimal(23456)),
        ("云湖市", Decimal(98765)),
    ]


def test_a_caption_gives_the_unit_of_columns_without_one_but_for_rates() -> None:
    text = "单位：亿元、%\n区县 税收收入 增长 城镇化率\n金江区 12.5 6.8% 81.2\n"
    assert cells(text) == [
        ("金江区", "税收收入", Decimal("1250000000"), "value"),
        ("金江区", "税收收入", Decimal("6.8"), "growth"),
    ]
    left = {item.text: item.reason for item in extracted(text).numerals}
    assert left["81.2"] == "table-cell"


def test_a_column_may_be_one_of_growths_alone() -> None:
    (found,) = claims("区县 固定资产投资同比增速（%）\n金江区 -3.3\n")
    assert (found.kind, head(found), base_words(found)) == ("growth", "固定资产投资", "同比")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        # A rank, a share, no unit, more cells than the header has, no place, no value before.
        ("区县 位次", "金江区 3"),
        ("区县 零售总额占全市比重（%）", "金江区 34.5"),
        ("区县 企业", "金江区 12"),
        ("区县 税收收入（亿元）", "金江区 12.5 6.8"),
        ("区县 税收收入（亿元）", "其他 12.5"),
        ("区县 增长（%）", "金江区 6.8"),
        # Words that no amount of now is in, a fall that may have a sign or not, no division.
        ("区县 总量（亿元）", "金江区 6.8"),
        ("区县 目标任务（人）", "金江区 6"),
        ("区县 能耗下降（%）", "金江区 3.2"),
        ("区域 人均可支配收入（元）", "城镇 42000"),
    ],
)
def test_what_a_header_leaves_open_is_not_read(header: str, row: str) -> None:
    found = extracted(f"{header}\n{row}\n")
    assert [item for item in found.claims if item.number] == []
    in_row = {item.reason for item in found.numerals if item.start > len(header)}
    assert in_row == {"table-cell"}


def test_a_header_ends_with_the_next_paragraph() -> None:
    text = "区县 税收收入（亿元）\n金江区 12.5\n" + "全市各项税收运行平稳。" * 12 + "\n白沙县 3.5\n"
    assert [item.number and item.number.text for item in claims(text)] == ["12.5"]


def test_tabulators_part_the_cells_of_prose() -> None:
    text = "序号\t项目\t内容\t单位\n1\t绿色宜居\t新建绿道26公里，建设口袋公园8个\t县城管局\n"
    assert [head(item) for item in claims(text)] == ["新建绿道", "口袋公园"]


def test_a_column_may_be_named_by_digits_and_a_growth_be_called_a_change() -> None:
    text = "区县\tPM2.5浓度（微克/立方米）\t同比变化（%）\n金江区\t36\t-5.3\n"
    assert [(head(item), item.kind) for item in claims(text)] == [
        ("PM2.5浓度", "value"),
        ("PM2.5浓度", "growth"),
    ]


def test_a_table_ends_with_its_last_row() -> None:
    text = "县区\t地区生产总值（亿元）\n金江区\t398.4\n表2 粮食生产\n县市代号\t面积\n金江区\t12.5\n"
    assert [item.number and item.number.text for item in claims(text)] == ["398.4"]


def test_a_column_may_have_its_own_year() -> None:
    text = "县区\t2024年粮食产量（万吨）\t2025年粮食产量（万吨）\n金江区\t12.1\t12.5\n"
    found = claims(text)
    assert [(head(item), item.time and item.time.text) for item in found] == [
        ("粮食产量", "2024年"),
        ("粮食产量", "2025年"),
    ]


def test_a_zone_within_a_city_is_not_the_city() -> None:
    text = "地区\t地区生产总值（亿元）\n云湖市高新区\t45.6\n"
    assert [_place(item) for item in claims(text, place=_CITY)] == ["云湖市高新区"]


def test_a_growth_has_the_name_before_it_whatever_it_is_called() -> None:
    text = (
        "区县\t地区生产总值（亿元）\t涨幅（%）\t粮食产量较上年增长（%）\n金江区\t398.4\t6.8\t2.5\n"
    )
    assert [(head(item), item.kind) for item in claims(text)] == [
        ("地区生产总值", "value"),
        ("地区生产总值", "growth"),
        ("粮食产量", "growth"),
    ]
    assert base_words(claims(text)[2]) == "较上年"


@pytest.mark.parametrize(
    "text",
    [
        "区县\t累计增速（%）\t全年增速（%）\n金江区\t6.8\t7\n",
        "单位：万吨\n县区\t2023\t2024\n金江区\t12.3\t12.5\n",
        "单位：吨\n行政区划\t代码\n金江区\t150102\n",
        # A line of other numbers ends a table.
        "区县\t粮食产量（吨）\n9\t7\n金江区\t12\n",
    ],
)
def test_columns_without_a_name_of_what_is_measured_are_left(text: str) -> None:
    assert cells(text) == []


def test_a_table_of_markdown_may_be_aligned() -> None:
    text = "| 地区 | 地区生产总值（亿元） |\n|:---|---:|\n| 金江区 | 398.4 |\n"
    assert [(place, name) for place, name, *_ in cells(text)] == [("金江区", "地区生产总值")]


def test_a_cell_is_quoted_without_the_header_that_names_it() -> None:
    (claim,) = claims("地区\t粮食产量（万吨）\n金江区\t12.5\n")
    assert (claim.quote, head(claim)) == ("12.5", "粮食产量")
