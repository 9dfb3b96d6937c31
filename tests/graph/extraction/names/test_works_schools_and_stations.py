"""Works on lines, museums, schools, stations and zones, and words that only look like them."""

import pytest

from tests.graph.extraction.read_names import outer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Works on a line between places, and the line.
        ("实施江州至云湖高速公路改扩建工程", [("江州至云湖高速公路改扩建工程", "programme")]),
        ("路段扩容工程云溪大桥开钻", [("云溪大桥", "facility")]),
        ("新建双向8车道高速公路", []),
        ("连接江云高速（G30）", [("江云高速", "facility"), ("G30", "facility")]),
        # A title for what quoted words name.
        ("获评“云湖路”全国示范县", [("“云湖路”全国示范县", "programme")]),
        # A known body, programme or museum as a part of other words.
        ("在中国建筑学会揭牌", [("中国建筑学会", "organisation")]),
        ("为村民进行义诊", []),
        ("在第47个国际博物馆日举行", []),
        # Museums, residences and museums of the party.
        (
            "包含周鹤旧居、中共江州小组纪念馆",
            [("周鹤旧居", "facility"), ("中共江州小组纪念馆", "facility")],
        ),
        ("走进江州陵博物院", [("江州陵博物院", "facility")]),
        ("涵盖名人纪念馆、艺术类场馆", []),
        # Companies that stand for others.
        (
            "集聚了以云泰尔、白沙生物为代表的医药企业",
            [("云泰尔", "organisation"), ("白沙生物", "organisation")],
        ),
        (
            "吸引了包括云泰尔、白沙生物在内的多家企业入驻",
            [("云泰尔", "organisation"), ("白沙生物", "organisation")],
        ),
        # Branches of the party in villages and towns, and early ones.
        ("白沙村党支部开展活动", [("白沙村党支部", "organisation")]),
        ("与白沙镇机关党支部联建", [("白沙镇机关党支部", "organisation")]),
        ("成立中共云湖县支部", [("中共云湖县支部", "organisation")]),
        # Offices after any preposition, schools after 以.
        ("按照市卫生局的安排", [("市卫生局", "organisation")]),
        (
            "以江州二中、江州中专等学校为核心校",
            [("江州二中", "organisation"), ("江州中专", "organisation")],
        ),
        # Media that report, and that a text was taken from.
        ("华岭在线3月11日讯", [("华岭在线", "organisation")]),
        # Documents that are announced.
        (
            "关于印发云湖县全面推进共同体建设实施方案的通知",
            [("云湖县全面推进共同体建设实施方案", "document")],
        ),
        # Festivals that begin with their year.
        ("2022中国云湖民俗文化（伏羊）节开幕", [("2022中国云湖民俗文化（伏羊）节", "event")]),
        (
            "2021年湖南省（秋季）乡村文化和旅游节开幕",
            [("2021年湖南省（秋季）乡村文化和旅游节", "event")],
        ),
        # Towns whose names are ordinary words, where something lies; rivers beside it.
        (
            "白沙村位于油坊镇红旗河西侧",
            [("白沙村", "place"), ("油坊镇", "place"), ("红旗河", "place")],
        ),
        ("终点位于胡家寨，", [("胡家寨", "place")]),
        ("张家庄园开业", []),
        ("地跨万壕、白沙两个行政村", [("万壕", "place"), ("白沙", "place")]),
        ("北江区块建成区", [("北江区块", "place")]),
        ("以县带乡、以乡带村，以首善之区的标准", []),
        # Sights that end like another sight.
        ("在云溪磐石大峡谷景区拉开帷幕", [("云溪磐石大峡谷景区", "place")]),
        # Persons who are responsible.
        ("企业负责人白双河，占地157亩", []),
        ("区教研员廖徐芳、白沙学校校长参加", [("白沙学校", "organisation")]),
        # Lines: what follows is no section, what is before is no part.
        ("江云高速公路中的一段", [("江云高速公路", "facility")]),
        ("水库，终点接江云高速江州境", [("江云高速", "facility")]),
        ("实施四环线（东段）", [("四环线", "facility")]),
        ("亮化江州南大街步行街区", [("江州南大街步行街区", "facility")]),
        # Campuses.
        ("江州二中云湖校区完工", [("江州二中云湖校区", "facility")]),
        ("江师大附中云湖校区完工", [("江师大附中云湖校区", "facility")]),
        ("人民医院通州院区启用", []),
        # A county that lies in a climate, and what belongs to counties.
        ("莲花县属亚热带季风气候", [("莲花县", "place")]),
        ("盘活县属企业", []),
        # A particle at the beginning of a sentence.
        (
            "东岭街道先行。如东岭街道创新",
            [("东岭街道", "place"), ("东岭街道", "place")],
        ),
        # Kinds of things.
        ("探索中小学教育集团发展，推进歌舞剧院建设，打造一园一街一馆", []),
        ("在呼伦贝尔大剧院演出", [("呼伦贝尔大剧院", "facility")]),
        # Maxims that a campaign is named by, and meetings by what they are about.
        ("开展“金秋送健康，共圆中国梦”活动", [("金秋送健康，共圆中国梦", "programme")]),
        ("举行“古城更新与传承”研讨会", [("古城更新与传承", "event")]),
        ("省咨询委赴江州调研", [("省咨询委", "organisation")]),
        # Schools of one level, mottos, and what only ends like an office or a county.
        ("以江州七中初中学校为龙头", [("江州七中初中学校", "organisation")]),
        ("在云湖产业新城管委会揭牌", [("云湖产业新城管委会", "organisation")]),
        ("举办国潮汉服秀旗袍秀", []),
        ("保护水源涵养区，实现长管长治。", []),
        ("晋级全省第2个千亿县", []),
        ("正式确定天长市为试点", [("天长市", "place")]),
        ("获评中国绿色名县", [("中国绿色名县", "programme")]),
        ("走访抗大分校旧址群", [("抗大分校旧址群", "facility")]),
        ("注册“云池”小杂粮商标", [("云池", "product")]),
        ("开发“环大白山旅游区”", [("环大白山旅游区", "place")]),
        ("建立“问题清单”，举行“周鹤工作室揭牌”活动", []),
        ("开启“北山红色”之旅", []),
        # Stations of a list, and lines of an underground by name.
        (
            "沿线的东岭门站、白沙路站、云湖站6个站点",
            [("东岭门站", "facility"), ("白沙路站", "facility"), ("云湖站", "facility")],
        ),
        ("改造自来水泵站、雨水泵站、污水泵站", []),
        ("地铁云湖线开工", [("地铁云湖线", "facility")]),
        ("设白云庄地铁站，白云庄地铁站换乘", [("白云庄地铁站", "facility")] * 2),
        ("为两线枢纽", []),
        # Meetings of bodies.
        ("十五届市委常委会第131次会议召开", [("十五届市委常委会第131次会议", "event")]),
        ("在全国政协十三届二次会议上", [("全国政协十三届二次会议", "event")]),
        ("召开第九次扩大会议", []),
        ("听取中共中央关于经济工作的部署", [("中共中央", "organisation")]),
        # Farms with a name of their own; what is picked.
        ("走进胡杨家庭农场", [("胡杨家庭农场", "facility")]),
        ("发展家庭农场，游客观光采摘，建成采摘区", []),
        ("发挥陆路货运口岸功能", []),
        ("专场推介暨首届江苏省黑莓文化节", [("首届江苏省黑莓文化节", "event")]),
        # Cities whose names end like a harbour or a township.
        ("赴蚌埠、张家港招商", [("蚌埠", "place"), ("张家港", "place")]),
        ("赴江西萍乡考察", [("江西", "place"), ("萍乡", "place")]),
        # Companies whose names begin like a preposition; subsidiaries.
        ("在中材江州电气有限公司座谈", [("中材江州电气有限公司", "organisation")]),
        ("它是云信集团子公司", [("云信集团", "organisation")]),
        # Words before a name, and numbers.
        ("与本省云湖古城相连，始设渭阳县", [("云湖古城", "place"), ("渭阳县", "place")]),
        ("为当时六十二镇之一，有溪河156条", []),
        ("最大的河流沱江长96.9公里", [("沱江", "place")]),
        # A building with a name, of which there is one.
        ("有长潭岗中型水电站1座", [("长潭岗中型水电站", "facility")]),
        ("建成小型水电站1座", []),
        ("区投促中心负责", [("区投促中心", "organisation")]),
        # Zones with a body, blocks of flats, rivers where they rise.
        ("江州台商投资区党工委来到", [("江州台商投资区党工委", "organisation")]),
        ("来到金鼎花苑走访", [("金鼎花苑", "place")]),
        ("来到永兴花苑社区走访", [("永兴花苑社区", "place")]),
        ("木兰溪发源于山区，沟河纵横", [("木兰溪", "place")]),
        ("宣传委员严海港及部门人员陪同", []),
        ("入选世界灌溉工程遗产", [("世界灌溉工程遗产", "programme")]),
        ("华岭信息港讯（记者周鹤）", [("华岭信息港", "organisation")]),
        ("落实“节水优先、系统治理”的新时期治水方针", [("节水优先、系统治理", "slogan")]),
        # Official names after any words, and after their province.
        ("力挺天长市发展", [("天长市", "place")]),
        ("嘉兴城市建设", [("嘉兴", "place")]),
        ("江苏海门市的企业", [("江苏海门市", "place")]),
        ("种植户高传江说，记者周白河介绍，在记者江宁区，", [("江宁区", "place")]),
        # Centres of practice, and settlements that are called after a building.
        ("东岭街道新时代文明实践中心启用", [("东岭街道新时代文明实践中心", "facility")]),
        ("建设新时代文明实践中心，走访包保社区", []),
        ("江东街道塔下洲社区开展", [("江东街道塔下洲社区", "place")]),
        ("后宅街道北站社区开展", [("后宅街道北站社区", "place")]),
        # Quoted words that are counted, examples, or a figure of speech.
        ("推动“管理、技术、人员”三下沉，", []),
        ("采取“强校带弱校、老校带新校”等形式", []),
        ("打造“没有围墙的博物馆”", []),
        ("打造“文化名城”", []),
        ("推进“主题党日”与中心工作融合", []),
    ],
)
def test_what_such_words_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected
