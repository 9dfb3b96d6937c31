"""Where names begin and end, and which words around them decide that, in invented sentences."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things

from .read_names import outer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a place builds begins after the verb, whatever the thing is.
        (
            "云泰科技拟投资3亿元，在云湖建设西部物流网数据中心",
            [
                ("云泰科技", "organisation"),
                ("云湖", "place"),
                ("西部物流网数据中心", "facility"),
            ],
        ),
        # A company after what kind of company it is.
        ("上市企业云晶宛西制药设立", [("云晶宛西制药", "organisation")]),
        # Works on a line, whose verb would end another phrase.
        ("云湖大道拓宽改造工程进入施工阶段", [("云湖大道拓宽改造工程", "programme")]),
        ("实施白沙路打通工程", [("白沙路打通工程", "programme")]),
        # A site for two trades, and a project named after it.
        ("云晶海济研发及生产基地建设项目落地", [("云晶海济研发及生产基地建设项目", "programme")]),
        # Sections and phases of lines; lines and stations of one list.
        (
            "建成地铁2号线南延线、8号线三期、白沙线等3条线路",
            [
                ("地铁2号线南延线", "facility"),
                ("8号线三期", "facility"),
                ("白沙线", "facility"),
            ],
        ),
        (
            "地铁4号线设云湖广场站、白沙路站",
            [("地铁4号线", "facility"), ("云湖广场站", "facility"), ("白沙路站", "facility")],
        ),
        ("采购雨水泵站、污水泵站", []),
        # Verbs of lying, and the classifier of a building.
        ("村内有座云福寺，是佛教圣地", [("云福寺", "facility")]),
        ("有些乡镇靠近白沙湖", [("白沙湖", "place")]),
        ("北部靠黄河，地势平缓", [("黄河", "place")]),
        ("境内有公路，离白云高速10公里", [("白云高速", "facility")]),
        # Two meetings in one, and two that have a number each.
        ("举行第七次云湖工作交流会暨新区推进会", [("第七次云湖工作交流会暨新区推进会", "event")]),
        # A list of works, of companies of the state, of companies with verbs in their names.
        (
            "依托云防林工程、天湖工程、退林还草工程",
            [
                ("云防林工程", "programme"),
                ("天湖工程", "programme"),
                ("退林还草工程", "programme"),
            ],
        ),
        (
            "云航国际、白电华基、天云引控、新兴云华等央企合作项目落户",
            [
                ("云航国际", "organisation"),
                ("白电华基", "organisation"),
                ("天云引控", "organisation"),
                ("新兴云华", "organisation"),
            ],
        ),
        (
            "走访了云哈食品科技、东云木业、白沙人防铸造、隆云服饰等企业",
            [
                ("云哈食品科技", "organisation"),
                ("东云木业", "organisation"),
                ("白沙人防铸造", "organisation"),
                ("隆云服饰", "organisation"),
            ],
        ),
        # What sums up a list shows its kind.
        (
            "加固云湾、白沙等五座水库",
            [("云湾", "facility"), ("白沙", "facility")],
        ),
        # As many items as the number after them.
        (
            "特别是云家、三白、青山3个乡镇成绩突出",
            [("云家", "place"), ("三白", "place"), ("青山", "place")],
        ),
        # The sights of a place.
        (
            "主要景点有开云寺、天白宫、龙云洞等。",
            [("开云寺", "facility"), ("天白宫", "facility"), ("龙云洞", "place")],
        ),
        ("主要景点：城墙、县衙、云海等。", []),
        # A section or a kind in brackets within works.
        ("云白高速（云湖段）建设项目完工", [("云白高速（云湖段）建设项目", "programme")]),
        ("调研渭北排水（碱）工程运行情况", [("渭北排水（碱）工程", "programme")]),
        # What is built shows its kind by its own suffix; the end of a list joins no line.
        ("建设“云湖白子文化园区”", [("云湖白子文化园区", "place")]),
        ("市政协十三届二十八次主席会议通过", [("市政协十三届二十八次主席会议", "event")]),
        # Settlements that are called after families and peoples.
        ("1950年设何家乡", [("何家乡", "place")]),
        ("云街苗族彝族乡位于南部", [("云街苗族彝族乡", "place")]),
        ("义兴镇位于北部", [("义兴镇", "place")]),
        # A town before its people, a county before 内.
        ("白沙镇村民采收马铃薯", [("白沙镇", "place")]),
        ("是威远县内保存完好的古桥", [("威远县", "place")]),
    ],
)
def test_a_name_is_whole(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


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


def test_two_numbered_meetings_are_two() -> None:
    found = outer("举办第五届云湖旅游节暨首届白沙博览会")

    assert [text for text, _ in found] == ["第五届云湖旅游节", "首届白沙博览会"]
