"""Buildings, lines and sights; what a place produces."""

import pytest

from tests.graph.extraction.read_names import outer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国道213线穿过，省道S213相连", ["国道213线", "省道S213"]),
        ("东（营）——香（港）高速公路穿过", ["东（营）——香（港）高速公路"]),
        ("视察江州地铁5号线云湖站", ["江州地铁5号线云湖站"]),
        ("参观了嘉兴城市博物馆", ["嘉兴城市博物馆"]),
        ("改造完成G207、S280等15条国省道", ["G207", "S280"]),
        ("国道云湖段、县道长桥至平湖段建成通车", ["国道云湖段", "县道长桥至平湖段"]),
        ("厦云高速和贵白高铁穿境而过", ["厦云高速", "贵白高铁"]),
        ("围绕“建设天堂硅谷、打造硅谷天堂”总体要求", []),
        ("唐代开明寺、明代智果寺保存完好", ["开明寺", "智果寺"]),
        ("云茂高速先行段开工", ["云茂高速"]),
        ("中国云湖医药城总体规划面积25平方公里", ["中国云湖医药城"]),
        ("距离江州天河国际机场约60公里", ["江州天河国际机场"]),
        ("市、区在白沙镇合建水利博物馆", []),
        ("实地参观公司展厅、高铁铁路", []),
    ],
)
def test_facilities(text: str, expected: list[str]) -> None:
    assert [name for name, kind in outer(text) if kind == "facility"] == expected


def test_products_of_a_list_end_before_the_word_that_sums_them_up() -> None:
    found = outer("地方特产有云湖砚、绞胎陶瓷、镇国石佛等。")
    assert [name for name, kind in found if kind == "product"] == ["云湖砚", "绞胎陶瓷", "镇国石佛"]
    assert outer("特产有云县小米、红枣，味道香甜") == [("云县小米", "product")]
