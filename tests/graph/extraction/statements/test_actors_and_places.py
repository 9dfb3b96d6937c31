"""Who does what, and what lies where: invented sentences of reports and news."""

import pytest

from tests.graph.extraction.read_names import stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The actor of a guiding principle, and of what an attribute describes.
        ("县政府以新发展理念为指导，", [("县政府", "follows", "新发展理念")]),
        (
            "市委、市政府开展的“强基固本”行动成效好，",
            [("市委", "runs", "“强基固本”行动"), ("市政府", "runs", "“强基固本”行动")],
        ),
        (
            "云岭集团实施的“领航”计划，",
            [("“领航”计划", "carriedOutBy", "云岭集团")],
        ),
        # The people of the area, and a date, are no other actor.
        (
            "全区上下按照“同舟共济、精准施策”的总要求，",
            [("本地", "follows", "同舟共济、精准施策")],
        ),
        ("3月9日在全市率先启动“敲门行动”，", [("本地", "runs", "敲门行动")]),
        ("扎实做好“六稳”“六保”工作，", [("本地", "follows", "六稳"), ("本地", "follows", "六保")]),
        ("完整、准确、全面贯彻新发展理念，", [("本地", "follows", "新发展理念")]),
        ("为深入贯彻落实《江州条例》，", [("本地", "follows", "江州条例")]),
        ("全力服务云岭集团，", [("本地", "supports", "云岭集团")]),
        ("“五个云湖”建设取得丰硕成果，", [("本地", "runs", "五个云湖")]),
        (
            "按照“企业要稳住、民生要改善”的重要要求，",
            [("本地", "follows", "企业要稳住、民生要改善")],
        ),
        # Several guides; the body that laid one down; a name after the next one is no attribute.
        (
            "区政府坚持以邓小平理论和“三个代表”重要思想为指导，",
            [("区政府", "follows", "邓小平理论"), ("区政府", "follows", "三个代表")],
        ),
        ("全面落实省委“1+1+9”工作部署，", [("本地", "follows", "1+1+9")]),
        (
            "学习贯彻新发展理念和党的十九大精神，",
            [("本地", "follows", "新发展理念"), ("本地", "follows", "党的十九大")],
        ),
        ("连续开展“上水平”活动，", [("本地", "runs", "上水平")]),
        ("白沙街道牵头开展“微更新”项目，", [("白沙街道", "runs", "微更新")]),
        ("紧紧围绕“一条主线”战略任务，", [("本地", "follows", "一条主线")]),
        ("全力以赴实施“五大工程”，", [("本地", "runs", "五大工程")]),
        ("“大孵化器”战略提质扩面，", [("本地", "runs", "大孵化器")]),
        ("统筹推进“五位一体”总体布局，", [("本地", "follows", "五位一体")]),
        # What is called a guide is followed.
        ("围绕“5+2”产业规划，", [("本地", "follows", "5+2")]),
        (
            "按照“一核两翼”“三链七园”发展思路，",
            [("本地", "follows", "一核两翼"), ("本地", "follows", "“三链七园”发展思路")],
        ),
        ("围绕区委九届九次全会提出的目标任务，", [("本地", "follows", "区委九届九次全会")]),
        # Of several places, the last one is where a thing is.
        (
            "位于云湖区建设南路的江州大学启用。",
            [("江州大学", "locatedIn", "建设南路")],
        ),
        # Beside a place is not in it.
        ("云湖公园位于江州市西北方向，", []),
        ("云湖公园位于云河之畔，", []),
        ("云湖公园位于江州市与白沙市交界处，", []),
        ("云湖公园位于江州市东部，", [("云湖公园", "locatedIn", "江州市")]),
        # The divisions of a place may follow after their number.
        (
            "云湖区下辖14个街道，包括白沙街道、江滨街道等。",
            [("白沙街道", "partOf", "云湖区"), ("江滨街道", "partOf", "云湖区")],
        ),
        ("云县下属2个镇，包括白沙镇。", [("白沙镇", "partOf", "云县")]),
        ("云湖区下辖3个公园，包括云湖公园、江滨公园。", []),
        ("云湖区是江州市的一个市辖区，", [("云湖区", "partOf", "江州市")]),
    ],
)
def test_actors_and_places(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "云湖县，隶属江西省萍乡市，地处湖南省东部。",
            [
                ("云湖县", "partOf", "江西省萍乡市"),
                ("云湖县", "locatedIn", "湖南省"),
            ],
        ),
        ("云湖县，是中国江西省萍乡市下辖县，", [("云湖县", "partOf", "江西省萍乡市")]),
        ("云湖县，位于长江水系上游，", []),
        ("全省表彰云湖县，隶属江西省的县更多。", []),
    ],
)
def test_what_later_clauses_say_of_the_place_that_begins_the_sentence(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert stated(text) == expected
