"""Kinds of statements that texts of other places showed, in invented sentences."""

import pytest

from tests.graph.extraction.read_names import stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全力打好蓝天保卫战。", [("本地", "runs", "蓝天保卫战")]),
        ("深化“放管服”改革。", [("本地", "runs", "“放管服”改革")]),
        ("成功举办第五届江州马拉松。", [("本地", "runs", "第五届江州马拉松")]),
        ("深入落实“6123”发展思路。", [("本地", "follows", "“6123”发展思路")]),
        ("按照区委十四届九次全委会的安排部署，", [("本地", "follows", "区委十四届九次全委会")]),
        ("今年是实施“十三五”规划的第一年。", [("本地", "follows", "“十三五”规划")]),
        (
            "以“人民至上、生命至上”为引领，",
            [("本地", "follows", "人民至上、生命至上")],
        ),
        (
            "全面贯彻党的二十大精神和《某省条例》，",
            [("本地", "follows", "党的二十大"), ("本地", "follows", "某省条例")],
        ),
        ("位于云湖区的江州大学启用。", [("江州大学", "locatedIn", "云湖区")]),
        (
            "云湖区下辖白沙镇、江滨街道，",
            [("白沙镇", "partOf", "云湖区"), ("江滨街道", "partOf", "云湖区")],
        ),
        ("云湖区隶属于江北省江州市，", [("云湖区", "partOf", "江北省江州市")]),
        ("云湖区是江州市下辖区，", [("云湖区", "partOf", "江州市")]),
        ("做好“均衡发展县”创建工作，", [("本地", "aimsAt", "均衡发展县")]),
        ("承办“一带一路”区域合作论坛。", []),
        # What others do is not stated of the document's own area.
        (
            "支持云湖县实施“强基工程”，创建国家园林城市。",
            [("云湖县", "runs", "强基工程")],
        ),
        ("她希望云湖商会团结一致，认真执行《云湖商会管理办法》。", []),
        ("首届云湖桃花节的举办，展示了形象，助力脱贫攻坚。", []),
        (
            "希望全市上下团结一致，全力打好蓝天保卫战。",
            [("本地", "runs", "蓝天保卫战")],
        ),
        ("做好这项全省最大的综合性民生工程。", []),
        # East of a town may be beside it.
        ("云湖村位于白沙镇东，距集镇3公里。", []),
        # What only has an attribute of what is governed is not stated.
        ("推进“强基工程”的宣传。", []),
        # What is talked about is not followed.
        ("聚焦“推进农业现代化，建设农业强县”进行调研，", []),
    ],
)
def test_what_such_clauses_state(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # When it was done stands between the actor and the verb.
        (
            "江州市卫生局于2013年10月13日首次启动“健康行动”大型义诊",
            [("江州市卫生局", "runs", "健康行动")],
        ),
        # The attribute is of what comes later.
        ("位于白沙镇的江云高速云湖段扩容项目开工", []),
        # What is inspected, praised or supported is not what is done.
        ("对区“强基行动”工作开展专项监督", []),
        ("对我区创新“六化”举措予以肯定", []),
        ("强化乡村振兴战略水利保障", []),
        # What is done is only what an opinion is about.
        ("提出完善“飞地经济”模式和政策的意见建议", []),
        # Another organisation acts.
        ("6月1日，云湖集团发布成果，实施“倍增计划”", []),
        ("白沙村党支部组织党员，开展“强基行动”", []),
        ("5月1日，白沙村党支部、东岭村党支部组织党员，开展“强基行动”", []),
        ("完成云湖学校、白沙中学扩建，开展“强基行动”", [("本地", "runs", "强基行动")]),
        ("区政府召开会议，实施“倍增计划”", [("本地", "runs", "倍增计划")]),
    ],
)
def test_what_is_stated_of_names(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(text) == expected
