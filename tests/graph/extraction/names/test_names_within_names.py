"""Names within other names, their short forms, and what is only a part of one."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things
from tests.graph.extraction.read_names import every, places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 阿拉山口 is the city's short name, wherever it stands.
        ("从阿拉山口口岸驶出", {"阿拉山口口岸", "阿拉山口"}),
        ("沈阳和平区", {"沈阳和平区", "沈阳", "和平区"}),
        ("经成都天府新区党工委批准", {"成都天府新区党工委", "成都"}),
        ("南沙经济技术开发区提速", {"南沙经济技术开发区", "南沙"}),
        (
            "新建云湖至白沙高速公路",
            {"云湖至白沙高速公路", "云湖", "白沙"},
        ),
        ("江西赣江新区签约", {"江西赣江新区", "江西"}),
        ("清朝属大同府。", {"大同府"}),
        ("恒山东麓", {"恒山"}),
    ],
)
def test_places_within_names(text: str, expected: set[str]) -> None:
    assert {item.text for item in find_named_things(text)} >= expected


def test_each_territory_of_a_chain_is_named_by_itself_too() -> None:
    found = [item.text for item in find_named_things("江州市云湖县白沙镇柳桥村增收")]
    assert found == [
        "江州市",
        "江州市云湖县白沙镇柳桥村",
        "云湖县",
        "白沙镇",
        "柳桥村",
    ] or found == [
        "江州市云湖县白沙镇柳桥村",
        "江州市",
        "云湖县",
        "白沙镇",
        "柳桥村",
    ]


def test_a_long_chain_begins_where_a_territory_does() -> None:
    text = "云北省江岭土家族苗族自治州古木县默川镇上岭村入选"
    found = [item.text for item in find_named_things(text) if item.kind == "place"]
    assert "默川镇" in found
    assert all(text.startswith(name) or text[text.index(name) - 1] in "省州县镇" for name in found)


def test_counties_are_called_by_their_short_names_in_the_report_of_their_city() -> None:
    text = "商洛市人民政府报告：镇安抽水蓄能电站发电，柞水增收。"
    found = {item.text for item in find_named_things(text) if item.kind == "place"}
    assert {"商洛市", "镇安", "柞水"} <= found
    alone = {item.text for item in find_named_things("柞水增收。") if item.kind == "place"}
    assert alone == set()


def test_a_company_is_found_again_in_any_context() -> None:
    text = "引进攀云医药等企业。去年攀云医药发展很快。"
    assert [item.start for item in find_named_things(text)] == [2, 12]


def test_a_district_within_a_body_is_a_place() -> None:
    found = find_named_things("遂宁市安居区人民政府")
    assert {(item.text, item.kind) for item in found} >= {
        ("遂宁市安居区人民政府", "organisation"),
        ("安居区", "place"),
    }


def test_bodies_hold_the_divisions_that_they_belong_to() -> None:
    found = places("徐州市铜山区人民法院、成都市民政局、房县人民政府")
    assert found == {"徐州市", "铜山区", "徐州市铜山区", "成都市", "房县"}


def test_a_long_known_place_holds_no_other_one() -> None:
    (name,) = find_named_things("推动成渝地区双城经济圈建设")[:1]
    inner = [item.text for item in find_named_things("推动成渝地区双城经济圈建设") if item.nested]
    assert (name.text, "双城经济圈" in inner) == ("成渝地区双城经济圈", False)


def test_a_community_with_its_district_has_its_own_name_as_canonical() -> None:
    names = {item.text: item.canonical for item in find_named_things("走进云湖区白沙街社区")}
    assert names == {"云湖区白沙街社区": "白沙街社区", "云湖区": "", "白沙街社区": ""}


def test_a_county_of_a_named_city_has_its_full_name_as_canonical() -> None:
    names = {item.text: item.canonical for item in find_named_things("商洛市召开会，柞水发言")}
    assert names["柞水"] == "柞水县"


def test_a_known_place_is_no_part_of_an_end_of_a_line() -> None:
    names = {item.text for item in find_named_things("川云铁路镇江关至白沙段通车")}
    assert names == {"川云铁路镇江关至白沙段", "川云铁路", "镇江关", "白沙"}


def test_a_building_with_a_name_is_named_within_its_project_too() -> None:
    assert "白川博物馆" in every("做好白川博物馆项目建设")
    assert "城区供水第三水源地" not in every("实施城区供水第三水源地项目")


def test_the_divisions_of_a_committee_of_the_party_are_named() -> None:
    assert "临沧市" in every("中共临沧市委印发")


def test_parts_of_banners_towns_and_hills_are_not_named() -> None:
    found = every("东与乌兰察布市察哈尔右翼中旗毗邻，西与包头市达尔罕茂明安联合旗相连，辖大黑河乡")
    assert {"察哈尔右翼中旗", "达尔罕茂明安联合旗", "包头市达尔罕茂明安联合旗", "大黑河乡"} <= found
    assert not {"察哈尔右翼中", "达尔罕茂明安联合", "黑河"} & found
    assert "正蓝旗" in every("在正蓝旗第十六届人民代表大会第一次会议上")
    assert "云天峰" not in every("云天峰、天生桥等")


def test_a_word_that_a_misprint_begins_like_is_no_short_form() -> None:
    text = "零工市专场开放。零工多了，零工就业，零工服务，零工登记。"
    assert [item.text for item in find_named_things(text)].count("零工") == 0


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("东临深圳湾", "深圳"),
        ("《云湖市重点实验室管理办法》", "云湖市重点实验室"),
    ],
)
def test_what_is_only_a_part_of_a_name(text: str, within: str) -> None:
    assert within not in every(text)


def test_a_name_before_a_bracket_is_a_part_of_the_whole_name() -> None:
    found = every("建设珠三角枢纽（广州）新机场")
    assert "珠三角枢纽（广州）新机场" in found
    assert "珠三角枢纽" not in found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("创建全国和谐社区建设示范社区", "和谐社区"),
        ("云晶矿业机械有限公司投产", "云晶矿业"),
        ("建设黄河流域生态保护和高质量发展先行区", "黄河流域生态保护和高质量发展"),
    ],
)
def test_what_is_only_a_part_of_a_name_is_none(text: str, part: str) -> None:
    assert part not in {item.text for item in find_named_things(text)}


def test_a_programme_that_a_document_is_about_is_not_named_by_its_title() -> None:
    assert "云湖市生态河湖行动" not in every("根据《云湖市生态河湖行动方案》")


def test_a_group_whose_name_another_company_goes_on_with_is_not_named() -> None:
    assert "中国建筑" not in every("由中国建筑国际集团有限公司承建")
