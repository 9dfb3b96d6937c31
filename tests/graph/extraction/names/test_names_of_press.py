"""Names in newspapers and news of a city, where sentences are freer than in reports."""

import pytest

from tests.graph.extraction.read_names import every, outer


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A city whose name is a word, beside another city.
        ("覆盖烟台、日照、青岛等地", ["烟台", "日照", "青岛"]),
        ("全年日照、降水充足", []),
        # A zone without a name of its own, beside districts.
        ("云岩区12个、经开区8个、南明区3个", ["云岩区", "经开区", "南明区"]),
        ("南明区、云岩区和高新区", ["南明区", "云岩区"]),
        ("开发区、高新区都是平台", []),
        # The country, not the beginning of a name or of a motto.
        ("在中国各地，对中国市场有信心", ["中国", "中国"]),
        ("新中国成立以来，中国特色社会主义，中国优质农产品展", []),
        # A zone after its province, districts with a dot between.
        ("四川彭山经开区投产", ["四川彭山经开区"]),
        ("江津高新区·江津区联合招商", ["江津高新区", "江津区"]),
        # What a city is called before its name.
        ("小城永嘉县，古城西安，江城武汉，冰城哈尔滨", ["永嘉县", "西安", "武汉", "哈尔滨"]),
        ("海南自贸港封关", ["海南自贸港"]),
    ],
)
def test_places_in_press(text: str, expected: list[str]) -> None:
    assert [name for name, kind in outer(text) if kind == "place"] == expected


def test_a_zone_after_its_province_is_a_name_by_itself() -> None:
    assert {"彭山经开区", "海南"} <= every("四川彭山经开区与海南自贸港签约")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Districts say where each item of a list is, and an address where one is.
        (
            "改造公园，如南明区云山艺术中心、云岩区白沙湖公园（二期）和花溪区云溪湿地公园",
            [
                ("南明区", "place"),
                ("云山艺术中心", "facility"),
                ("云岩区", "place"),
                ("白沙湖公园", "facility"),
                ("花溪区", "place"),
                ("云溪湿地公园", "facility"),
            ],
        ),
        (
            "贵阳市南明区云湖产业园投产",
            [("贵阳市南明区", "place"), ("云湖产业园", "facility")],
        ),
        # One district, or ordinary words: the whole is the name.
        ("南明区云湖公园开放", [("南明区云湖公园", "facility")]),
        (
            "南明区体育中心、云岩区体育中心",
            [("南明区体育中心", "facility"), ("云岩区体育中心", "facility")],
        ),
        # A size describes.
        ("新建300亩葡萄基地、百亩高标准蓝莓产业园", []),
        ("建成500亩江州市茶叶产业园", [("江州市茶叶产业园", "facility")]),
        # The second of two works.
        ("实施城区污水提质增效和综合整治项目", []),
        # The school is a body, its campus a place to build.
        ("云湖中学西校区启用", [("云湖中学西校区", "facility")]),
        # A company that is called like a bureau.
        ("江州招商局港务有限公司", [("江州招商局港务有限公司", "organisation")]),
        # A level after a province.
        ("建成福建省级示范物流园区", [("福建", "place")]),
        # What is founded, and how often something was held.
        ("成立毕业生就业服务中心", [("毕业生就业服务中心", "organisation")]),
        ("连续承办7届世界云湖大会", [("世界云湖大会", "event")]),
        ("举办三届云湖文化节", [("云湖文化节", "event")]),
        # Stations of a line.
        (
            "线路起于下云站，南至创业园站，云湖路站至青桥站盾构区间贯通",
            [(name, "facility") for name in ("下云站", "创业园站", "云湖路站", "青桥站")],
        ),
        # What nature made and what was built, and what no list is of.
        (
            "云山古镇、白马墓、青龙洞等景区",
            [("云山古镇", "place"), ("白马墓", "facility"), ("青龙洞", "facility")],
        ),
        ("云戏、白灯等节目在云湖广场上演", [("云湖广场", "facility")]),
        (
            "云家、白云、青山3镇",
            [("云家", "place"), ("白云", "place"), ("青山", "place")],
        ),
        ("省派任职的双泉村书记", [("双泉村", "place")]),
        ("东云街道皮市街夜市", [("东云街道皮市街", "place")]),
        ("云湖涌、荔湾涌整治", [("云湖涌", "place"), ("荔湾涌", "place")]),
    ],
)
def test_facilities_and_lists_in_press(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_a_section_of_a_line_holds_the_line_and_its_ends() -> None:
    assert {"灵云高速公路", "云溪", "河溪"} <= every("灵云高速公路云溪至河溪段施工")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Stations of a line by rail, and the builders of it.
        (
            "江州轨道交通2号线青桥站至云门会馆站区间贯通",
            [("江州轨道交通2号线青桥站", "facility"), ("云门会馆站", "facility")],
        ),
        ("随着白沙站——云湖路站铺轨，地铁贯通", [("白沙站", "facility"), ("云湖路站", "facility")]),
        ("中铁12局、中建安装承建", [("中铁12局", "organisation"), ("中建安装", "organisation")]),
        ("站房配套工程白沙大道通车", [("白沙大道", "place")]),
        # Half of a word before a road.
        ("从汉口后湖大道出发，项目经理路小云介绍", []),
        # What sums up a list, what a place is like, and what is only its own.
        ("云科瑞华等智算项目签约", []),
        ("重庆热门景区爆满，又一热门景区开放", [("重庆", "place")]),
        ("蔬菜专供云湖香食品公司", [("云湖香食品公司", "organisation")]),
        ("举办开工仪式项目现场会", []),
        # Sights that everybody knows, and festivals.
        ("游览黄鹤楼、故宫、颐和园", [(n, "facility") for n in ("黄鹤楼", "故宫", "颐和园")]),
        ("2025年蚕花节在云州开幕，春节在云州过", [("2025年蚕花节", "event")]),
        ("举办云岭杨梅节", [("云岭杨梅节", "event")]),
        ("江州高质量发展引导基金有限公司", [("江州高质量发展引导基金有限公司", "organisation")]),
    ],
)
def test_lines_sights_and_festivals_in_press(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A county of one character after what it is called, a city whose name begins like an end.
        ("行走在小城陇县", [("陇县", "place")]),
        ("服务的是化州市群众", [("化州市", "place")]),
        # A state institute is a body, a state store of genes a building.
        ("引进国家皮革工业设计研究院", [("国家皮革工业设计研究院", "organisation")]),
        ("国家林木种质资源库建成", [("国家林木种质资源库", "facility")]),
        # The industry of a place, head offices of a region, companies by their trade.
        ("重庆汽车产业项目开工", [("重庆", "place")]),
        ("引进跨国公司地区总部和外资研发中心", []),
        ("重庆猎头公司入驻，签订订单合作协议", [("重庆", "place")]),
        ("搭建高效互通平台，创建300亩富硒黑山药基地", []),
    ],
)
def test_what_else_is_told_apart_in_press(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_a_programme_for_a_region_holds_the_region() -> None:
    assert {"长三角一体化发展", "长三角"} <= every("推进长三角一体化发展")
    assert {"黄河流域", "黄河"} <= every("治理黄河流域生态")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Companies with the places they are from, and where they work.
        (
            "招引项目包括美国云拉尼、重庆白牙医疗、德国云森等，其中外资占三成",
            [(n, "organisation") for n in ("美国云拉尼", "重庆白牙医疗", "德国云森")],
        ),
        (
            "产地包括重庆涪陵、云南大理等。",
            [("重庆", "place"), ("云南", "place"), ("大理", "place")],
        ),
        ("走进云竹科技生产车间", [("云竹科技", "organisation")]),
        # A title of counties, villages of a kind, one of the sides of a river.
        ("成为第二批天府旅游名县，走出“空心村”困境", []),
        ("位于云带河北、青云路西，", [("青云路西", "place")]),
        # A kind of agreement, a school of a level, the congress of a year.
        ("签署卫生检疫合作协议，区实验学校扩建", [("区实验学校", "organisation")]),
        ("2022年武汉两会，你最关心什么", [("武汉两会", "event")]),
        ("选择江津区投资", [("江津区", "place")]),
    ],
)
def test_companies_titles_and_sides_in_press(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A district whose name is broken by a word, after its city and before a lane.
        ("重庆渝中区云城巷热闹", ["重庆", "渝中区", "云城巷"]),
        # A district that begins like a town; one after what is said of the night.
        ("宁波镇海中心城区改造，镇海区招商", ["宁波", "镇海", "镇海区"]),
        ("夜幕下北仑区的公园", ["北仑区"]),
        # A village whose name is a word, after its town; parts of any city.
        ("白沙镇富强村修路", ["白沙镇富强村"]),
        ("远城区、镇区的公交，周末的“云朵市集”", []),
    ],
)
def test_districts_and_villages_in_press(text: str, expected: list[str]) -> None:
    assert [name for name, kind in outer(text) if kind == "place"] == expected


def test_units_of_committees_and_media_of_a_page() -> None:
    assert outer("云岩区委新闻中心供图") == [("云岩区委新闻中心", "organisation")]
    assert outer("来源：云峡传媒") == [("云峡传媒", "organisation")]
    assert outer("组织联合突击执法行动") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Schools and factories with numbers in their names.
        ("四云小学扩建，八一小学迁建", ["四云小学", "八一小学"]),
        ("完成进修附幼建设", ["进修附幼"]),
        ("利用仪表二厂、云州电机三厂的空间", ["仪表二厂", "云州电机三厂"]),
        ("两所小学开学，一般小学和一厂两园", []),
        # A company's site in a city.
        ("云信戴长沙基地投产", ["云信戴长沙基地"]),
    ],
)
def test_numbers_and_cities_in_names_of_press(text: str, expected: list[str]) -> None:
    assert [name for name, kind in outer(text) if kind != "place"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a city is called, where the name ends like a river; half a word is no town.
        ("来到江城靖江", [("靖江", "place")]),
        ("推进宁镇扬一体化", []),
        # A resettlement area before a town, an office by its level.
        ("水库安置区勐云镇新村", [("勐云镇新村", "place")]),
        ("省搬迁安置办公室主任说", [("省搬迁安置办公室", "organisation")]),
        ("成为国家生态文明建设示范市县", [("国家生态文明建设示范市县", "programme")]),
    ],
)
def test_halves_of_words_in_press(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "对河涌进行清淤整治工程",
        "路基桥隧工程完成过半，机电安装工程进场",
        "完成交通拥堵改造工程，启动外墙保温工程",
        "实施雨污分流管网工程",
    ],
)
def test_parts_of_works_are_no_programmes(text: str) -> None:
    assert outer(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("李白 摄哈尔滨太平国际机场内", [("哈尔滨太平国际机场", "facility")]),
        ("春节假期哈尔滨太平国际机场客流增长", [("哈尔滨太平国际机场", "facility")]),
        ("成功举办云湖国际马拉松赛", [("云湖国际马拉松赛", "event")]),
    ],
)
def test_captions_and_holidays_begin_no_name_and_races_are_whole(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "参加两会，每年两会，地方两会胜利召开",
        "2024年各环节在压缩",
        "2024年的春节在二月",
        "全国新闻记者、多家新闻记者到场",
        "省去群众办有关证件，让企业办相关业务",
        "全面关停二厂、新建三厂、",
    ],
)
def test_words_that_only_end_like_names_of_press_are_none(text: str) -> None:
    assert outer(text) == []


def test_a_town_of_one_character_is_one() -> None:
    assert ("龙镇", "place") in outer("位于龙镇的粮库")
