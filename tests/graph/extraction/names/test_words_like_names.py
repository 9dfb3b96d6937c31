"""Words that are no names, though some end or begin like one."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things
from tests.graph.extraction.read_claims import all_claims
from tests.graph.extraction.read_names import outer


@pytest.mark.parametrize(
    ("text", "word"),
    [
        # Known names that are parts of other words.
        ("新中国成立70周年的大庆之年", "大庆"),
        ("大理石储量丰富", "大理"),
        ("打造浙东南地区重要发展极", "浙东"),
        ("江北省东北门户", "东北"),
        ("来到格力顿汉、云湖鞋业", "格力"),
        ("服务东北内陆地区", "东北内陆地区"),
        # Common nouns and counts.
        ("打通10条未贯通道路", "未贯通道"),
        ("一湾两半岛开发有新进展", "一湾两半岛"),
        ("实施政府民心工程", "政府民心工程"),
        ("完成主体结构工程", "主体结构工程"),
        ("建成农村供水工程10处", "农村供水工程"),
        ("培育精品主题村6处", "精品主题村"),
        ("以研发中心为代表的生物医药产业项目", "生物医药产业项目"),
        ("大运河国家文化公园相关工程项目", "大运河国家文化公园相关工程项目"),
        ("1985年建公社，后改乡", "建公社"),
        ("是一座石拱桥", "石拱桥"),
        ("获批全国唯一绿色建造试点省份", "全国唯一绿色建造试点"),
        ("全市率先试点“一窗受理”模式", "全市率先试点"),
        ("有必要打破城区郊县壁垒", "城区郊县"),
        # The end of a longer name, or of one in marks.
        ("实施江州云溪至定海公路新城大桥改扩建工程", "定海公路新城大桥"),
        ("在全省“云湖同行”婚俗改革现场推进会上发言", "婚俗改革现场推进会"),
        ("充分肯定云湖疫情防控工作行动早", "肯定云湖疫情防控工作行动"),
        ("策划包装项目528个", "策划包装"),
        ("积极实施一批重大战略举措", "一批重大战略"),
        ("荣获“全国云湖示范县”，以及“江北省双高双普县”称号", "双高双普县"),
        # What quoted words call a place for its beauty.
        ("被誉为“云东第一峡谷”", "云东第一峡谷"),
        # Words that run into a suffix.
        ("天津港区位优势明显", "天津港区"),
        ("仅一山之隔", "仅一山"),
        ("在全省中期工作现场会上发言", "期工作现场会"),
        ("云湖县人民政府县长苏建旗\n各位代表", "云湖县人民政府县长苏建旗"),
    ],
)
def test_what_is_no_name(text: str, word: str) -> None:
    assert word not in {item.text for item in find_named_things(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("坚持项目立区、项目举区", []),
        ("现场交接红黄旗", []),
        ("云县省级园区企业", [("云县", "place")]),
        ("建设世界一流高科技园区", []),
        ("世界上首个圆顶透光火车站", []),
        ("全省首个云湖区智慧车站", [("云湖区智慧车站", "facility")]),
        ("位于中华人民共和国江西省", [("江西省", "place")]),
        (
            "1949年起属云湖镇，区人民政府驻江滨街道",
            [
                ("云湖镇", "place"),
                ("区人民政府", "organisation"),
                ("江滨街道", "place"),
            ],
        ),
        ("改属东川、云川二街道", [("东川", "place"), ("云川", "place")]),
        ("1966年合并为云川公社，后撤公社", [("云川公社", "place")]),
        ("乡村振兴示范带加快建设", []),
        (
            "把“稳增长、调结构、促转型”的关键举措",
            [("稳增长、调结构、促转型", "slogan")],
        ),
        ("大江网云州3月22日讯", [("大江网", "organisation")]),
        ("云上江州讯", [("云上江州", "organisation")]),
        ("游览云华古寺", [("云华古寺", "facility")]),
        (
            "引进了富士康、云方、白玻等工业项目",
            [(name, "organisation") for name in ("富士康", "云方", "白玻")],
        ),
    ],
)
def test_what_is_told_from_words_like_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到共和乡政府调研", [("共和乡政府", "organisation")]),
        ("中央指导组和省、市、区委的领导", [("区委", "organisation")]),
        ("完成工程一期罗云港码头", [("罗云港码头", "facility")]),
        ("支持云邦家居建设文化创意园", []),
        ("依托云川大道南、东云路", [("云川大道南", "place"), ("东云路", "place")]),
        ("拓宽建设二路、建设四路", [("建设二路", "place"), ("建设四路", "place")]),
        ("整治云青江滩", []),
        ("沿江23家砂石码头搬迁", []),
        ("成为全国首个国家级服务业示范园区", []),
        ("荣获全国牧区改革先进地区", [("全国牧区改革先进地区", "programme")]),
    ],
)
def test_what_more_reports_of_districts_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支援兄弟社区开展检测", []),
        ("在无物管小区开展清洁", []),
        ("湖南省公立医院改革获评先进", [("湖南省", "place")]),
        ("组织线上线下招聘会7场", []),
        (
            "成立中共云湖街道智能制造产业链委员会",
            [("中共云湖街道智能制造产业链委员会", "organisation")],
        ),
    ],
)
def test_what_reports_of_subdistricts_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    "text", ["财政部门完成9万元。", "家用电器类增长9%。", "扣除上解省级支出。"]
)
def test_no_names(text: str) -> None:
    assert [item.text for item in find_named_things(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "我镇财政收入9万元，我乡产值2万元。",
        "XX区产值9亿元。",
        "设区市空气质量改善。",
        "落实具体项目9个。",
        "围绕“农业稳镇、工业强镇”的思路。",
    ],
)
def test_what_names_no_one_place_or_programme_is_no_name(text: str) -> None:
    assert not [
        item.quote
        for item in all_claims(text)
        if item.name and item.name.type in ("place", "programme")
    ]
