"""Numbers that places have of what was measured: 其中甲区20家，乙区12家."""

import pytest

from districtgraph.graph.extraction.printed_claims.place_record import Place
from tests.graph.extraction.read_claims import claims
from tests.graph.extraction.read_figures import all_figures, head_names, indicator_of

YANTAI = Place("烟台市", "370600")


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("新增企业90家，其中芝罘区20家、福山区12家。", ["新增企业"] * 3),
        ("新增企业90家。其中，芝罘区20家，和平区12家；福山区最多，为30家。", ["新增企业"] * 4),
        ("将新增9万个学位，其中芝罘区3万个、福山区2万个。", ["学位"] * 3),
        ("工业增加值增长6%，其中芝罘区增长7%，福山区下降1%。", ["工业增加值"] * 3),
        ("造林9万亩，其中青云镇3万亩，白水乡2万亩，高新区1万亩。", ["造林"] * 4),
    ],
)
def test_what_places_have_is_what_was_measured(text: str, heads: list[str]) -> None:
    assert head_names(text) == heads


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        # The noun after a number says what it counts there.
        ("新增企业90家，芝罘区20家医院。", ["新增企业", "医院"]),
        # In another unit it is something else.
        ("新增企业90家，其中芝罘区2万人。", ["新增企业", "芝罘区"]),
        ("占比9%，芝罘区增长7%。", [None, "芝罘区"]),
        # 山区 and 校区 are kinds of places.
        ("造林9万亩，其中山区3万亩。", ["造林", "山区"]),
        ("新建小区9个，校区3个。", ["新建小区", "校区"]),
        ("创建镇村90个，其中省级示范镇3个。", ["镇村", "省级示范镇"]),
        # The first of a list of places has no whole before it.
        ("芝罘区9万人，福山区8万人。", ["芝罘区", "福山区"]),
    ],
)
def test_other_words_before_a_number_are_what_it_measures(
    text: str, heads: list[str | None]
) -> None:
    assert head_names(text) == heads


def test_each_place_has_its_own_number() -> None:
    text = "新增企业90家。其中，芝罘区20家，福山区12家，高新区8家。"
    found = [item.subject.text if item.subject else None for item in claims(text, place=YANTAI)]
    # Which zone 高新区 is, nobody says: its number is not the city's.
    assert found == ["烟台市", "芝罘区", "福山区", None]


def test_the_part_has_the_indicator_of_the_whole() -> None:
    text = "城镇新增就业9万人，其中芝罘区3万人。"
    assert indicator_of(text, "3万人") == indicator_of(text, "9万人") == "new-urban-employment"


def test_parts_of_a_plan_are_planned() -> None:
    text = "建成后将新增9万个学位，其中芝罘区3万个、福山区2万个。"
    assert len({item.modality.modality for item in all_figures(text)}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "行政村6200个、城市社区620个。",
        "改造老旧小区120个、棚户区12个。",
        "新建口袋公园12个、智慧社区20个。",
        "旅游景区90处、风景名胜区3处、旅游度假区8处。",
        "高新技术企业320家，新增上市3家。",
        "整治背街小巷320条，改造主要街道12条。",
        "个体工商户6.2万户、农贸超市320户。",
        "建成区面积32平方公里，核心区12平方公里。",
        "街道18家，城镇社区9家。",
        "建成加油站9座、高速服务区3座。",
        "水库9座、大型灌区3座，其中中型灌区2座。",
        "国家级重点镇9个、历史文化名镇3个，其中经济强镇2个。",
        "城镇常住人口480万人，芝罘区84万人。",
        "高新技术企业2100家，其中芝罘区新增120家。",
    ],
)
def test_kinds_of_places_have_no_part_of_what_is_before_them(text: str) -> None:
    assert "of-a-place" not in {item.head_rule for item in all_figures(text)}


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        # A district's number is a part of the whole, not of the part before it.
        (
            "GDP增长6%，其中第一产业增长4%，第三产业增长5%，福山区增长8%。",
            ["GDP", "第一产业", "第三产业", "GDP"],
        ),
        ("支出900亿元，其中教育支出160亿元，福山区52亿元。", ["支出", "教育支出", "支出"]),
        # So it is after a rate.
        (
            "人均收入5万元，其中芝罘区6.1万元，增长5.3%，福山区5.7万元，增长5%。",
            ["人均收入"] * 5,
        ),
        # Of several numbers of the sentence before, those in its unit.
        (
            "学校1200所，在校生86万人。其中，芝罘区120所，福山区12万人。",
            ["学校", "在校生", "学校", "在校生"],
        ),
        ("新开工项目320个，竣工项目210个。其中，芝罘区32个。", ["新开工项目", "竣工项目", None]),
        ("新增企业90家（芝罘区20家、福山区12家）。", ["新增企业"] * 3),
        # A place may have something of its own, and the next one has that, too.
        (
            "进出口460亿元，其中出口280亿元，芝罘区出口31亿元，福山区29亿元。",
            ["进出口", "出口", "芝罘区出口", "出口"],
        ),
        ("9家企业入选，其中芝罘区4家、福山区3家。", ["企业"] * 3),
    ],
)
def test_which_whole_a_place_has_a_part_of(text: str, heads: list[str | None]) -> None:
    assert head_names(text) == heads
