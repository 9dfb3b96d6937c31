"""Names in newspapers and news of a city, where sentences are freer than in reports."""

import pytest

from tests.graph.extraction.read_names import outer


@pytest.mark.parametrize(
    "text",
    [
        # Kinds of quays, shops and corners of a shop.
        "建成煤炭码头、散货码头、游轮码头和LNG码头",
        "旅客在市内免税店、机场免税店购物",
        "登岛游客增加，岛上没有无人岛",
        "店里的试吃区、特价区和亲子区都是人",
        "活动现场设政策咨询区、直播带货区、洽谈签约区",
        "地处丘陵区，是半农半牧交错地区",
        # Quantifiers of the spoken language.
        "很多公园、好些驿站免费开放",
        # Verbs and images of feature articles.
        "汽笛声划破港区的宁静，歌声响彻广场",
        "企业跑出项目建设加速度",
        "既能看展，又能听音乐会，还能赏灯会",
        # Kinds of companies and harbours.
        "认定一批跨国公司、独角兽公司",
        "向枢纽港、亿吨大港转变",
        # A centre by its function only.
        "设立城市管理中心、应急管理中心",
    ],
)
def test_kinds_of_things_in_press_are_no_names(text: str) -> None:
    assert outer(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "大江新闻记者从云州海关获悉",
            [("大江新闻", "organisation"), ("云州海关", "organisation")],
        ),
        ("他告诉中新社记者", [("中新社", "organisation")]),
        ("云海报特约全媒体记者 王小云", [("云海报", "organisation")]),
        ("云海社首席记者 王小云", [("云海社", "organisation")]),
        (
            "云海网（云州日报网）讯",
            [("云海网", "organisation"), ("云州日报网", "organisation")],
        ),
        (
            "云州晚报·云海视点记者 王小云",
            [("云州晚报", "organisation"), ("云海视点", "organisation")],
        ),
        (
            "（来源：证券时报·云海金融网）",
            [("证券时报", "organisation"), ("云海金融网", "organisation")],
        ),
        ("关注《云州发布》", [("云州发布", "organisation")]),
        ("县里的合作社记者站", []),
    ],
)
def test_media_are_named_where_they_report(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者从省能源办获悉", [("省能源办", "organisation")]),
        ("市乡村振兴办负责人说", [("市乡村振兴办", "organisation")]),
        ("云岩区重点项目办牵头", [("云岩区重点项目办", "organisation")]),
        ("农业农村部办公厅印发通知", [("农业农村部办公厅", "organisation")]),
        ("云州市绿化委员会办公室主任介绍", [("云州市绿化委员会办公室", "organisation")]),
        ("白沙大桥项目建设指挥部成立", [("白沙大桥项目建设指挥部", "organisation")]),
        ("由云湖区水务管理中心负责", [("云湖区水务管理中心", "organisation")]),
        ("全市承办负责单位，省长现场办公", []),
        (
            "江北省与东盟、欧盟贸易增长",
            [("江北省", "place"), ("东盟", "organisation"), ("欧盟", "organisation")],
        ),
    ],
)
def test_offices_and_leagues_are_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成云海国际免税城", [("云海国际免税城", "facility")]),
        ("云白城际全线贯通", [("云白城际", "facility")]),
        ("城际铁路和城际班列开行", []),
        ("云海起重机有限公司投产", [("云海起重机有限公司", "organisation")]),
        ("举办荷塘游园会", [("荷塘游园会", "event")]),
    ],
)
def test_what_else_press_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Goods under a brand are a product, work under one is a programme.
        ("做强“云岭香米”品牌", [("云岭香米", "product")]),
        ("注册“白沙蜜柚”品牌", [("白沙蜜柚", "product")]),
        ("打造“红心向党”党建品牌", [("红心向党", "programme")]),
        # Days of the calendar, and the manner of something.
        ("“白露”节气过后，“冬至”当天", []),
        ("采取“订单式”模式，推行“菜单式”培训", []),
        # What people come together for.
        ("开展“云湖购物季”活动", [("云湖购物季", "event")]),
        ("推出“侗乡百家宴”等活动", [("侗乡百家宴", "event")]),
        ("签约“云里”文旅综合体", [("“云里”文旅综合体", "facility")]),
    ],
)
def test_what_marks_hold_in_press(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected
