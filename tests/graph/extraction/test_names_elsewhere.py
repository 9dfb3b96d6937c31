"""Kinds of names that reports and features of many places showed, in invented sentences."""

import pytest

from districtgraph.graph.extraction.named_things import find_named_things


def outer(text: str) -> list[tuple[str, str]]:
    return [(item.text, item.kind) for item in find_named_things(text) if not item.nested]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Companies by a brand and their trade, in a company's context; goods and trades are none.
        ("引进攀云医药，竣工投产", [("攀云医药", "organisation")]),
        (
            "攀云构件、华岭锅炉等企业扩产",
            [("攀云构件", "organisation"), ("华岭锅炉", "organisation")],
        ),
        ("淘汰燃煤锅炉，发展清洁能源、高端医药", []),
        ("创新成为第一动力，增添内生动力", []),
        (
            "签约欧邦琪、拜尔斯等12个外资项目",
            [("欧邦琪", "organisation"), ("拜尔斯", "organisation")],
        ),
        ("发展锂电池、机器人等8个项目", []),
        # A list that a counted noun sums up: as many items as the count.
        (
            "江云、云白、白沙三条高速公路",
            [("江云", "facility"), ("云白", "facility"), ("白沙", "facility")],
        ),
        ("江云、云白三条高速公路", []),
        # Works with their phase, and works that a conjunction joins.
        ("完成江州楼保护修缮（一期）工程", [("江州楼保护修缮（一期）工程", "programme")]),
        (
            "支持云岭城址文物保护及展示利用项目",
            [("云岭城址文物保护及展示利用项目", "programme")],
        ),
        # Campaigns are named whatever works they are for, works alone are not.
        ("开展老旧小区改造三年行动", [("老旧小区改造三年行动", "programme")]),
        ("推进老旧小区改造工程", []),
        # The number of an item belongs to no name.
        ("\n7.柳江镇争先", [("柳江镇", "place")]),
        # Official names of divisions, whatever their words.
        ("在安居区召开", [("安居区", "place")]),
        ("建设现代化新城区、强镇兴村", []),
        # Parks are named by their industry, areas are not.
        ("玻纤产业园投产，建设装备制造园区", [("玻纤产业园", "facility")]),
        # Quoted words: known ones, aims, mechanisms, what goes forward.
        ("扎实做好“六稳”工作", [("六稳", "slogan")]),
        ("锚定“经济强、城乡美、百姓富”目标", [("经济强、城乡美、百姓富", "slogan")]),
        ("落实“1310”具体部署", [("1310", "programme")]),
        ("“五外联动”扎实推进", [("五外联动", "programme")]),
        ("出台“18条”政策", []),
        # Bodies of a prefecture; a party's body with 中共 before it.
        ("在州委、州政府领导下", [("州委", "organisation"), ("州政府", "organisation")]),
        # A joint is between two places, and a road's number before them.
        ("s20江州至云湖高速公路开工", [("s20江州至云湖高速公路", "facility")]),
        # A known company with its legal form.
        ("伊利集团追加投资", [("伊利集团", "organisation")]),
    ],
)
def test_what_such_words_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


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
