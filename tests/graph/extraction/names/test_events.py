"""Festivals, congresses and their sessions."""

import pytest

from tests.graph.extraction.read_names import outer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("介绍第四届诗经黄酒文化旅游节暨开街仪式", ["第四届诗经黄酒文化旅游节"]),
        ("2020年首届云湖杜鹃花节开幕式举行", ["2020年首届云湖杜鹃花节"]),
        ("云湖市白沙商会第四届第一次会员大会召开", ["云湖市白沙商会第四届第一次会员大会"]),
        ("选举产生了第二届理事会、监事会", []),
        ("江州•云湖2018（第三届）乡亲大会举行", ["江州•云湖2018（第三届）乡亲大会"]),
        ("在兴文县第十六届人民代表大会第四次会议上", ["兴文县第十六届人民代表大会第四次会议"]),
        (
            "第五届中国•云湖民族文化旅游节暨首届中国•白沙银饰刺绣博览会",
            ["第五届中国•云湖民族文化旅游节", "首届中国•白沙银饰刺绣博览会"],
        ),
        ("办好第二届云湖龙舟赛和脆李开园节", ["第二届云湖龙舟赛", "脆李开园节"]),
        ("第五届云湖创投周将于5月启幕", ["第五届云湖创投周"]),
        ("筹备首届江南质量大会", ["首届江南质量大会"]),
        ("在随后座谈对接会上", []),
        ("表决通过了《云湖商会会员代表大会选举办法》", []),
        ("承办了五届中国江州（苍山）国际蔬菜博览会", ["中国江州（苍山）国际蔬菜博览会"]),
    ],
)
def test_events(text: str, expected: list[str]) -> None:
    assert [name for name, kind in outer(text) if kind == "event"] == expected


def test_two_numbered_meetings_are_two() -> None:
    found = outer("举办第五届云湖旅游节暨首届白沙博览会")

    assert [text for text, _ in found] == ["第五届云湖旅游节", "首届白沙博览会"]
