"""Where names begin and end."""

import pytest

from tests.graph.extraction.read_claims import all_claims
from tests.graph.extraction.read_names import outer


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
        # Roads; those of a list between places; water led to another river.
        ("新江公路、青姚公路通车", [("新江公路", "facility"), ("青姚公路", "facility")]),
        ("公路网、农村公路和过境公路", []),
        (
            "云湖至白沙、江州至青溪等高速公路通车",
            [("云湖至白沙", "facility"), ("江州至青溪", "facility")],
        ),
        ("推进引江补汉工程", [("引江补汉工程", "programme")]),
        # Roads by number, with a dash, and their sections; houses on a road.
        (
            "318国道、青天—姚河公路、中环路云湖段",
            [("318国道", "facility"), ("青天—姚河公路", "facility"), ("中环路云湖段", "facility")],
        ),
        ("开通地铁17号线北段", [("地铁17号线北段", "facility")]),
        ("云湖至红星高铁连接线开工", [("云湖至红星高铁连接线", "facility")]),
        ("改造市郊铁路、地铁车辆段", []),
        ("位于云溪道65号", [("云溪道", "place")]),
        ("惠民路95号、惠民路", [("惠民路", "place")]),
        # Verbs, companies and Latin letters before a syllable that is also a suffix.
        ("他建议宝安区增绿", [("宝安区", "place")]),
        ("在罗家营村查看示范区建设", [("罗家营村", "place")]),
        ("资源型地区转型", []),
        ("华润江中投产", [("华润", "organisation")]),
        ("构筑绿色长城", []),
        ("扩通道强枢纽", []),
        ("打造全方位门户复合型国际航空枢纽", []),
        ("山塘河坝修缮", []),
        ("来到云河水乡", []),
        ("区内有不少地块", []),
        # Where a town lies, and what it has; a particle may begin a name after a mark.
        (
            "白沙镇南界田心镇，东南靠云山",
            [("白沙镇", "place"), ("田心镇", "place"), ("云山", "place")],
        ),
        ("包括军店镇、化龙镇等", [("军店镇", "place"), ("化龙镇", "place")]),
        ("建设现代化工业园区", []),
        ("上高县城西部改造", [("上高县", "place")]),
        ("芳园、天润等8个社区", [("芳园", "place"), ("天润", "place")]),
        ("晋阳居民区党总支", [("晋阳居民区党总支", "organisation")]),
        ("梅里斯达斡尔族区参会", [("梅里斯达斡尔族区", "place")]),
        ("云湖草场和天然草场", [("云湖草场", "place")]),
        ("宋园游园、北关游园和口袋游园", [("宋园游园", "facility"), ("北关游园", "facility")]),
        ("珍奥生物谷和云湖制药园开园", [("珍奥生物谷", "facility"), ("云湖制药园", "facility")]),
        # A zone is a name by itself; two trades before a building are one.
        (
            "江州市高新区与远山华新科技有限公司签约",
            [("江州市高新区", "place"), ("远山华新科技有限公司", "organisation")],
        ),
        # What a place builds, and works that only have a place before them.
        ("是常州建设国家创新型科技园区的一部分", [("常州", "place")]),
        ("承接杭州生物医药产业项目转移", [("杭州", "place")]),
        ("宏晟水泥优化升级等9个项目开工", [("宏晟水泥", "organisation")]),
        ("实施服务业跨越发展三年行动计划", [("服务业跨越发展三年行动计划", "programme")]),
        # Schools, institutes and companies with words within that break other names.
        ("南开区中营小学揭牌", [("南开区中营小学", "organisation")]),
        ("云湖小学光华校区启用", [("云湖小学光华校区", "facility")]),
        ("之江实验室揭牌", [("之江实验室", "facility")]),
        (
            "杭州市基础设施投资有限公司、杭州市城市规划设计研究院",
            [
                ("杭州市基础设施投资有限公司", "organisation"),
                ("杭州市城市规划设计研究院", "organisation"),
            ],
        ),
    ],
)
def test_where_lines_schools_and_companies_begin_and_end(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A river after the name of a known place; its banks do not change the name.
        ("扬州河两岸贯通", [("扬州河", "place")]),
        ("位于扬州河畔", [("扬州河", "place")]),
        # A syllable of the report's own district is no suffix.
        ("江陵县建设新江陵", [("江陵县", "place"), ("江陵", "place")]),
        ("云湖区位于江边", [("云湖区", "place")]),
        # Verbs, directions and words for whom something belongs to come before a name.
        ("专题部署云湖新区建设", [("云湖新区", "place")]),
        ("增资望滨建设有限公司", [("望滨建设有限公司", "organisation")]),
        ("北翼云湖开发区开园", [("云湖开发区", "place")]),
        ("实施区属国企人事制度改革", [("国企人事制度改革", "programme")]),
        ("有轨电车云2号线通车", [("有轨电车云2号线", "facility")]),
        ("原杭州电子管厂搬迁", [("杭州电子管厂", "organisation")]),
        # Roads that begin like a verb.
        ("位于建设南路", [("建设南路", "place")]),
        # Ordinary words.
        ("推进扩区调区", []),
        # A district within its city, and where it stands alone; what lies in a street.
        ("云湖区老城街道开园，老城街道投用", [("云湖区老城街道", "place"), ("老城街道", "place")]),
        ("打造三街七坊", []),
        ("白沙街社区改造", [("白沙街社区", "place")]),
        ("该社区党群服务中心启用", []),
        ("江州市地区", [("江州市", "place")]),
        ("创建江州市百强社区", [("江州市", "place")]),
        ("划归江州市管辖", [("江州市", "place")]),
        ("是中国江西省萍乡市下辖县", [("江西省萍乡市", "place")]),
        ("割建宁县三乡", [("建宁县", "place")]),
        ("东北与云湖县接壤", [("云湖县", "place")]),
        ("位于云岭山脉中段", [("云岭山脉", "place")]),
        ("石门路、虎门路改造，找门路", [("石门路", "place"), ("虎门路", "place")]),
        ("东关历史文化街区开街", [("东关历史文化街区", "facility")]),
        ("特色街区开街", []),
        # Works and strategies of one list; the title of one place, and of a number of them.
        (
            "实施党建护航战略、项目落地战略，服务国家战略",
            [("党建护航战略", "programme"), ("项目落地战略", "programme")],
        ),
        ("实施战略性新兴产业培育", []),
        ("国家主体功能区建设试点示范县", [("国家主体功能区建设试点示范县", "programme")]),
        ("国家重点生态功能区", [("国家重点生态功能区", "programme")]),
        ("拥有6个全国历史文化名村", []),
        # Specialities; meetings of a session; the number of a document; a dateline.
        (
            "农特产有云湖麻鸭、云湖白茶等",
            [("云湖麻鸭", "product"), ("云湖白茶", "product")],
        ),
        ("第九届中国云湖（江州）摄影大展", [("第九届中国云湖（江州）摄影大展", "event")]),
        ("云办发〔2017〕7号", [("云办发〔2017〕7号", "document")]),
        ("云湖网杭州9月28日电", [("云湖网", "organisation"), ("杭州", "place")]),
        ("总部经济聚集区建成", []),
        ("打造15分钟社区", []),
        ("118、119地块出让", []),
        ("白沙镇社区服务", [("白沙镇", "place")]),
        # Named after an industry; meetings; titles; newspapers.
        ("深海生物科技园开园", []),
        ("海洋生物科技园开园", [("海洋生物科技园", "facility")]),
        ("全国和谐社区建设示范区", [("全国和谐社区建设示范区", "programme")]),
        ("在中央财经委员会第八次会议上", [("中央财经委员会第八次会议", "event")]),
        ("来源：云湖网", [("云湖网", "organisation")]),
        ("云湖青年报首席记者", [("云湖青年报", "organisation")]),
        ("本报记者", []),
        # Brands may hold an adjective, but do not begin with one.
        (
            "博大精密、云晶电子等9个项目建成",
            [("博大精密", "organisation"), ("云晶电子", "organisation")],
        ),
        ("大精密、高电子等9个项目建成", []),
    ],
)
def test_where_places_works_and_titles_begin_and_end(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("紧紧抓住粤港澳大湾区机遇。", "粤港澳大湾区"),
        ("动工建设岳北社区卫生服务中心。", "岳北社区卫生服务中心"),
        ("在县城东关剧院召开大会。", "东关剧院"),
        ("融入一小时扬子江城市群。", "扬子江城市群"),
        ("拆除北龙口、天湖路等5个收费站。", "北龙口"),
    ],
)
def test_a_name_begins_after_the_words_before_it(text: str, name: str) -> None:
    assert name in [item.quote for item in all_claims(text) if item.name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A district whose first character ends other phrases: 同安区 is one of Xiamen.
        ("今年9月，同安区白沙小学主体投用", [("同安区白沙小学", "organisation")]),
        # 以 that takes an example, before a name with a direction.
        ("仅以东关街道为例，", [("东关街道", "place")]),
        ("这是20多年前双泉村的写照", [("双泉村", "place")]),
        ("一张古城夜景图", []),
        ("其中粮食年吞吐量400万吨", []),
        ("《云湖日报》刊登了照片", [("云湖日报", "organisation")]),
        ("这是本报记者拍摄的", []),
        ("被评为招商优胜区", []),
        ("完成外墙干挂工程、玻璃幕墙工程", []),
        ("对紫山药进行筛选", []),
        ("白沙涌、云湖涌等20条河涌", [("白沙涌", "place"), ("云湖涌", "place")]),
        ("修建人行道（非机动车道）3公里", []),
        ("高速公路（二级公路）", []),
        ("主干道（双向车道）", []),
        ("减轻云湖河等20条河流的污染", [("云湖河", "place")]),
        ("来安县白沙小学开学", [("来安县白沙小学", "organisation")]),
        # 寺, 镇 and 设 within or before longer names.
        ("在红寺堡区的社区里", [("红寺堡区", "place")]),
        ("近年来，招携镇青里村以党建为引领", [("青里村", "place")]),
        ("均为地下线，设银山车辆段", [("银山车辆段", "facility")]),
        ("安远县气温回升。安远旅游局表示", [("安远县", "place"), ("安远旅游局", "organisation")]),
        (
            "新华道（华岩路—机场路）主体完工",
            [("新华道", "place"), ("华岩路", "place"), ("机场路", "place")],
        ),
    ],
)
def test_names_begin_after_words_that_belong_to_the_sentence(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert outer(text) == expected


def test_a_town_in_a_county_of_one_character_is_named_by_itself_too() -> None:
    found = [item.quote for item in all_claims("在陇县白沙镇，果农忙碌。") if item.kind == "name"]
    assert "白沙镇" in found
