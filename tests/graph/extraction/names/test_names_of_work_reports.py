"""Names in work reports and news of congresses: meetings, districts like words, works."""

import pytest

from tests.graph.extraction.read_names import outer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Congresses of a region with its whole name, and what two of them are called.
        (
            "广西壮族自治区十四届人大一次会议开幕",
            [("广西壮族自治区十四届人大一次会议", "event")],
        ),
        ("圆满完成全国“两会”安保", [("全国“两会”", "event")]),
        ("云州两会：委员热议", [("云州两会", "event")]),
        ("大会召开第一次全体会议", []),
        # Galas of a festival.
        ("2024年云州春节联欢晚会录制", [("2024年云州春节联欢晚会", "event")]),
        ("办好亚残运会", [("亚残运会", "event")]),
        # A plan before its projects.
        ("加快“十四五”规划项目落地", [("“十四五”规划", "document")]),
        # A district that is called like a new part of a town, where it has a committee.
        (
            "新城区委印发。新城区工业增长",
            [("新城区委", "organisation"), ("新城区", "place")],
        ),
        ("新城区建设加快", []),
        # Works, and the building that they are.
        ("全省首个百亿元水利工程云里水库开工", [("云里水库", "facility")]),
        ("重点工程云湖大桥通车", [("云湖大桥", "facility")]),
        # Words that only end like a name.
        ("内蒙古城镇化率提高", [("内蒙古", "place")]),
        ("查处破坏草原行为，自然湿地保护率提高", []),
        ("提升成人初高中学历，获评3a级旅游景区", []),
        ("新华街区热闹", []),
        ("加强重点领域专项整治", []),
        ("实施视力筛查和干预项目", []),
        # A known programme that is only the beginning of another.
        (
            "启动农村人居环境整治提升五年行动计划",
            [("农村人居环境整治提升五年行动计划", "programme")],
        ),
        # Sayings of a province.
        ("建设“强富美高”新江州", [("强富美高", "slogan")]),
    ],
)
def test_names_of_work_reports(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected
