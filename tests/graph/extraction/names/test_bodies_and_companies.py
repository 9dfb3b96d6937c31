"""Authorities, parties, schools and companies."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things
from tests.graph.extraction.read_names import outer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Bodies of official divisions, whatever the division's name ends in.
        ("云岭大学与东昌府区人民政府签约", ["云岭大学", "东昌府区人民政府"]),
        ("东昌府区委书记出席", ["东昌府区委"]),
        ("中共宿州市委宿州市人民政府印发", ["中共宿州市委", "宿州市人民政府"]),
        ("落实市委和县委部署", ["市委", "县委"]),
        # Bodies of zones, units of bodies, committees of the other parties.
        ("云港经济开发区党工委副书记介绍", ["云港经济开发区党工委"]),
        ("县工业园区管委会负责", ["县工业园区管委会"]),
        ("区工商联党组书记主持", ["区工商联党组"]),
        ("市政协提案委员会副主任参加", ["市政协提案委员会"]),
        ("县政府驻沪办事处副主任说", ["县政府驻沪办事处"]),
        ("市政府合作交流办公室承办", ["市政府合作交流办公室"]),
        ("区委常委会研究", ["区委常委会"]),
        ("民建市委会提出建议", ["民建市委会"]),
        ("民进宜昌市委会、九三学社市委会", ["民进宜昌市委会", "九三学社市委会"]),
        ("政协宜昌市委员会办公厅主办", ["政协宜昌市委员会"]),
        # Full names of companies begin with their place; trades are within them.
        ("与湖北云晶新型装饰材料有限公司签约", ["湖北云晶新型装饰材料有限公司"]),
        ("会见了上海云大教育服务产业投资管理集团总裁", ["上海云大教育服务产业投资管理集团"]),
        ("走进云晶科技集团有限公司", ["云晶科技集团有限公司"]),
        # Companies as examples, and a known company's firm for a trade.
        (
            "众多知名企业入驻，如云湖汽车、白沙客车、华岭电子等",
            ["云湖汽车", "白沙客车", "华岭电子"],
        ),
        ("发展新一代信息技术、人工智能、生物医药等产业", []),
        ("是TCL环保投资建设的项目", ["TCL环保"]),
        # A bracket within a company's name, several bodies in a row, and words before a known body.
        ("走访云湖茶业（集团）有限公司", ["云湖茶业（集团）有限公司"]),
        # So is the short name of a city that the text names.
        ("楚澜市招商，舒伦（楚澜）传动科技有限公司注册", ["舒伦（楚澜）传动科技有限公司"]),
        ("市消保委与市公积金中心共享数据", ["市消保委", "市公积金中心"]),
        ("由科技部中国云湖发展中心主持", ["科技部", "中国云湖发展中心"]),
        ("除了大产权单位中国科学院", ["中国科学院"]),
        ("走访云湖农产品集团和龙海现代集团", ["云湖农产品集团", "龙海现代集团"]),
        ("全乡有初级中学1所", []),
        ("云岭新材料、白沙数控、华岭机械获评示范企业", ["云岭新材料", "白沙数控", "华岭机械"]),
        ("白沙服装小镇等35个项目竣工", []),
        # Departments, schools and what is only a kind of school.
        (
            "区经发局、区城市管理委员会和区供热公司参加",
            ["区经发局", "区城市管理委员会", "区供热公司"],
        ),
        ("学院路地区北京云湖大学附属中学扩容", ["北京云湖大学附属中学"]),
        ("调研红旗村改造项目配套学校", []),
        ("包河单位市交通局、区科委、区人力社保局参加", ["市交通局", "区科委", "区人力社保局"]),
        ("黔东南州人民政府州长表示", ["黔东南州人民政府"]),
        ("新签约交付云测、白光、岚泽能源等6家企业", ["云测", "白光", "岚泽能源"]),
        ("榆林市中郡物业公司、区人武部参加", ["榆林市中郡物业公司", "区人武部"]),
        ("常务会议讨论决定市政府工作，各乡镇人民政府落实", ["市政府"]),
        ("引进的胶合木梁智能生产线投产", []),
        ("是上海张江（集团）有限公司控股下属板块公司", ["上海张江（集团）有限公司"]),
        ("考察华岭生物科技股份有限公司，了解华岭生物", ["华岭生物科技股份有限公司", "华岭生物"]),
        ("参会人员集中学习了讲话", []),
        # Persons before 等企业负责人, companies before it, and companies of a kind.
        ("与党委书记、董事长王强等企业负责人座谈", []),
        ("云湖电子、江湖机械等企业负责人参加会议", ["云湖电子", "江湖机械"]),
        ("实施强村公司改革", []),
        ("驻地航天科技集团公司第一研究院参加", ["航天科技集团公司第一研究院"]),
        ("走访了江南科技和中船动力镇江有限公司", ["中船动力镇江有限公司"]),
        ("云湖高新区管委有关负责同志参加活动", ["云湖高新区管委"]),
        (
            "云湖街道农业农村和社会事业局主办，云湖街道人大工委主任出席",
            ["云湖街道农业农村和社会事业局", "云湖街道人大工委"],
        ),
        ("湖州市农业农村局产业信息处相关负责人介绍", ["湖州市农业农村局产业信息处"]),
        ("市农业农村局到各处走访", ["市农业农村局"]),
        ("由邯郸市规划设计院设计", ["邯郸市规划设计院"]),
        ("引进了云晶健身俱乐部", ["云晶健身俱乐部"]),
        ("党建联建单位上海银行浦西支行参加", ["上海银行浦西支行"]),
        ("王强一行拜访江州机械集团有限公司", ["江州机械集团有限公司"]),
        ("学习中国共产党党史知识", ["中国共产党"]),
        # Chambers of commerce that are counted or of a kind.
        ("全国各地120多家云湖商会代表", []),
        ("第一家地级市商会成立", []),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert [name for name, kind in outer(text) if kind == "organisation"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Offices with their territory; what only ends like one; a county of one character.
        ("县资源局、县审批局参会", [("县资源局", "organisation"), ("县审批局", "organisation")]),
        ("市规划城管局充分发挥作用", [("市规划城管局", "organisation")]),
        ("优化区域布局、市场格局", []),
        ("大庆市经济运行开局良好", [("大庆市", "place")]),
        (
            "由威县人民政府、威县文广新体局承办",
            [("威县人民政府", "organisation"), ("威县文广新体局", "organisation")],
        ),
        ("威县文体和旅游局参会", [("威县文体和旅游局", "organisation")]),
        ("含山县、和县政府会办", [("含山县", "place"), ("和县政府", "organisation")]),
        ("县委办、市政协党组参会", [("县委办", "organisation"), ("市政协党组", "organisation")]),
        ("云湖旗人民政府代旗长参会", [("云湖旗人民政府", "organisation")]),
        # All cities, and centres that are counted, are none by name.
        ("各省、直辖市人民政府", []),
        ("国家制造业创新中心2家", []),
        ("中国乡村旅游重点村1家", []),
        # Newspapers and ministries; titles of a line of their own.
        ("据云湖晚报报道", [("云湖晚报", "organisation")]),
        ("云湖新闻网8月28日讯", [("云湖新闻网", "organisation")]),
        ("按照国家农业农村部标准", [("国家农业农村部", "organisation")]),
        (
            "江州市政府关于建设云湖新区的意见\n各区",
            [("江州市政府关于建设云湖新区的意见", "document")],
        ),
        # Congresses with their committee, sessions by number, first sessions.
        ("中共武昌区委十一届十三次全体会议", [("中共武昌区委十一届十三次全体会议", "event")]),
        ("区第十六届人代会第六次会议", [("区第十六届人代会第六次会议", "event")]),
        ("落实党的十九届历次全会精神", [("党的十九届历次全会", "event")]),
        ("参加十三届全国人大二次会议", [("十三届全国人大二次会议", "event")]),
        ("召开九届第31次主席会议", [("九届第31次主席会议", "event")]),
        ("在今年市政协九届四次会议上", [("市政协九届四次会议", "event")]),
        (
            "首届“云湖杯”海内外诗歌征文比赛",
            [("首届“云湖杯”海内外诗歌征文比赛", "event")],
        ),
        ("本次云湖旅游产业大会召开", [("云湖旅游产业大会", "event")]),
        # Titles that are given, each of a list; awards; ranks and lists are none.
        (
            "被评为全国农产品加工创业基地、全国纺织产业转移试点园区。",
            [("全国农产品加工创业基地", "programme"), ("全国纺织产业转移试点园区", "programme")],
        ),
        ("成功创建自治区民族团结进步示范旗，", [("自治区民族团结进步示范旗", "programme")]),
        ("获得2013年自治区文明城市", [("自治区文明城市", "programme")]),
        ("获省科学技术奖。", [("省科学技术奖", "programme")]),
        ("获批国家重点企业名单", []),
        ("跻身全球研发支出50强企业。", []),
        # Words that only look like known names: wishes, sunshine, guests, persons, adjectives.
        ("人民幸福安康，日照时数增加，接待来宾", []),
        ("维护长治久安，建设新乡村", []),
        ("日照市参会", [("日照市", "place")]),
        ("县委书记安庆杰宣布开幕", [("县委", "organisation")]),
        ("唯美的夜景，提供优美的环境", []),
        ("美的投资建厂", [("美的", "organisation")]),
    ],
)
def test_bodies_events_titles_and_look_alikes(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_a_building_within_a_project_of_its_name_remains_one() -> None:
    found = find_named_things("审议云湖市人民医院坂云院区项目，云湖市人民医院坂云院区开工")
    assert {item.kind for item in found if item.text.startswith("云湖市人民医院坂云院区")} <= {
        "facility",
        "programme",
    }
    assert {("云湖市人民医院坂云院区", "facility"), ("云湖市人民医院", "organisation")} <= {
        (i.text, i.kind) for i in found
    }
