"""The title of a report is the first line that is one."""

import pytest

from districtgraph.graph.text.titles import full_title, printed_title

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("政 府 工 作 报 告\n——2019年3月4日在某区人民代表大会上\n各位代表：", "政府工作报告"),
        (
            "—2017年2月11日在某区第十四届人民代表大会第六次会议上\n某区人民政府代区长 王某\n"
            "各位代表:\n　　现在,我代表某区人民政府向大会作工作报告,请予审议。",
            "政府工作报告",
        ),
        ("（2021年3月5日）\n我区农村经济稳步发展\n2020年，全区……", "我区农村经济稳步发展"),
        (
            "2020年某区国民经济和社会发展统计公报\n某区统计局\n",
            "2020年某区国民经济和社会发展统计公报",
        ),
        ("某市某区 努力开创新局面　　某区是重要的工业区。近年来，", "某市某区努力开创新局面"),
        ("—2017年2月11日\n", "2017年2月11日"),
        ("\n  \n", ""),
        ("甲" * 100, "甲" * 80),
        ("近年来我区以文化兴城，" + "甲乙" * 60 + "。", "近年来我区以文化兴城…"),
    ],
)
def test_the_title_is_the_first_line_that_is_one(text: str, title: str) -> None:
    assert printed_title(text) == title


@pytest.mark.parametrize(
    ("title", "year", "full"),
    [
        ("政府工作报告", 2012, "海拉尔区：政府工作报告（2012）"),
        ("政府工作报告", None, "海拉尔区：政府工作报告"),
        ("海拉尔区人民政府2012年工作报告", 2012, "海拉尔区人民政府2012年工作报告"),
        ("2011年统计公报", 2012, "海拉尔区：2011年统计公报（2012）"),
    ],
)
def test_a_title_says_place_and_year_once(title: str, year: int | None, full: str) -> None:
    assert full_title(title, "海拉尔区", year) == full
