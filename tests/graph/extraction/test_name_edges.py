"""Where names begin and end, and what is none: kinds of many genres, in invented sentences."""

import pytest

from .read_names import outer


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
        ("云湖小学光华校区启用", [("云湖小学光华校区", "organisation")]),
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
def test_where_names_begin_and_end(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


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
