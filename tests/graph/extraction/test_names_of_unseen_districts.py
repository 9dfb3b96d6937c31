"""Kinds of names and statements that texts of further districts showed, in invented sentences."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things

from .read_names import outer, stated


def every(text: str) -> set[str]:
    return {item.text for item in find_named_things(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A meeting or a report is named with the whole chain of its territory.
        (
            "在临沧市云县第十二届人民代表大会第二次会议上",
            [("临沧市云县第十二届人民代表大会第二次会议", "event")],
        ),
        ("2019年云湖县人民政府工作报告", [("云湖县人民政府工作报告", "document")]),
        ("中央经济工作、农村工作会议召开", [("中央经济工作、农村工作会议", "event")]),
        ("举办第三届江云节能论坛", [("第三届江云节能论坛", "event")]),
        ("承办25届省运会", [("25届省运会", "event")]),
        # What is signed at a ceremony is no document.
        ("举行云湖药业框架协议签约仪式", [("云湖药业", "organisation")]),
        # A list of cities whose firms are meant, and one of units.
        (
            "走访深圳、南京等地企业30家",
            [("深圳", "place"), ("南京", "place")],
        ),
        (
            "乐云社工、播雨社工等10余家单位参加",
            [("乐云社工", "organisation"), ("播雨社工", "organisation")],
        ),
        ("云晶、白铭、兴和等企业", [(name, "organisation") for name in ("云晶", "白铭", "兴和")]),
        # A project is named where it does what projects do, not where a number counts its kind.
        ("其中云晶电池壳项目6月8日竣工投产", [("云晶电池壳项目", "programme")]),
        ("（二）云湖蔬菜保鲜库项目：总投资30万元", [("云湖蔬菜保鲜库项目", "programme")]),
        ("云晶合作项目落地18个", []),
        ("加快推进城市综合体项目建设", []),
        # A building that only says what a project is about.
        ("实施城区供水第三水源地项目", [("城区供水第三水源地项目", "programme")]),
        # Titles that a place is called by, and descriptions.
        (
            "云湖县是全国绿色食品原料基地县",
            [("云湖县", "place"), ("全国绿色食品原料基地县", "programme")],
        ),
        ("云湖县是全国重要的交通县", [("云湖县", "place")]),
        ("被评为全国纺织产业试点园区", [("全国纺织产业试点园区", "programme")]),
        ("入选全国殡葬改革试点优秀案例", []),
        # What is the name in quoted words with a noun after them.
        ("深化“云彩工程”品牌项目", [("云彩工程", "programme")]),
        ("打造“双联”示范项目", [("双联", "programme")]),
        ("开展“四清”环境大整治行动", [("“四清”环境大整治行动", "programme")]),
        ("实现从“库区小镇”迈向“开放前沿”", []),
        ("成立“三农”服务超市", []),
        (
            "落实“节水优先、空间均衡、两手发力”的治水方针",
            [("节水优先、空间均衡、两手发力", "slogan")],
        ),
        ("狠抓“三件大事”", [("三件大事", "programme")]),
        ("持续开展作风建设提升年活动", [("作风建设提升年", "programme")]),
        ("引领济宁转型", [("济宁", "place")]),
        # Where a place begins and ends.
        ("位于我镇北云村", [("北云村", "place")]),
        ("来到贵和苑社区", [("贵和苑社区", "place")]),
        ("调研云水新村街道", [("云水新村街道", "place")]),
        ("重点项目舟山岛南路", [("舟山岛南路", "place")]),
        ("西邻甘南藏族自治州", [("甘南藏族自治州", "place")]),
        ("直属省政府", [("省政府", "organisation")]),
        ("境内有丘陵、岗地、河谷平原和山间盆地", []),
        ("素有“千年药乡”之美誉", []),
        ("撤乡设镇", []),
        ("云湖科技园6条道路", [("云湖科技园", "facility")]),
        ("察看万达广场", [("万达广场", "facility")]),
        ("在打造鲁西高地上", [("鲁西", "place")]),
        ("打造独具特色的现代化茶叶产业园", []),
        ("云湖岛九年制义务学校", [("云湖岛九年制义务学校", "organisation")]),
        ("白沙货架设备制造有限公司", [("白沙货架设备制造有限公司", "organisation")]),
        ("云湖县属亚热带季风气候", [("云湖县", "place")]),
        (
            "到白沙镇鸿云牧业、鑫全有限公司",
            [
                ("白沙镇", "place"),
                ("鸿云牧业", "organisation"),
                ("鑫全有限公司", "organisation"),
            ],
        ),
        (
            "将建成中云城三初、中云城六小两所学校",
            [
                ("中云城三初", "organisation"),
                ("中云城六小", "organisation"),
            ],
        ),
        # Places of former times, only where an era is named.
        ("明朝时属云湖府，清初改置云川州", [("云湖府", "place"), ("云川州", "place")]),
        ("设事业部厅，属云川府", []),
    ],
)
def test_what_such_words_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_a_group_whose_name_another_company_goes_on_with_is_not_named() -> None:
    assert "中国建筑" not in every("由中国建筑国际集团有限公司承建")


def test_a_programme_that_a_document_is_about_is_not_named_by_its_title() -> None:
    assert "云湖市生态河湖行动" not in every("根据《云湖市生态河湖行动方案》")


def test_what_lies_in_a_town_is_shared_by_no_list() -> None:
    assert "达云厂" not in every("达云厂、清河镇特色种植专业化示范区")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "云湖县，隶属江西省萍乡市，地处湖南省东部。",
            [
                ("云湖县", "partOf", "江西省萍乡市"),
                ("云湖县", "locatedIn", "湖南省"),
            ],
        ),
        ("云湖县，是中国江西省萍乡市下辖县，", [("云湖县", "partOf", "江西省萍乡市")]),
        ("云湖县，位于长江水系上游，", []),
        ("全省表彰云湖县，隶属江西省的县更多。", []),
    ],
)
def test_what_later_clauses_say_of_the_place_that_begins_the_sentence(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A part of any city is no place, though some district is called so.
        ("位于江云市老城区东部", [("江云市", "place")]),
        ("到洛阳市老城区", [("洛阳市老城区", "place")]),
        ("云湖区，上海市辖区，", [("云湖区", "place"), ("上海市", "place")]),
        ("西与闵行区分界", [("闵行区", "place")]),
        ("进出云晶、白川等区和邻省", [("云晶", "place"), ("白川", "place")]),
        ("基本概况天河区位于城东", [("天河区", "place")]),
        ("云湖大道两侧带状经济开发区域", [("云湖大道", "place")]),
        ("西濒珠江口", [("珠江口", "place")]),
        ("上海云山故居纪念馆", [("上海云山故居纪念馆", "facility")]),
        ("形成电子信息业和生物医药业", []),
        ("分类复工复产复市", []),
        ("成为全国最大自动驾驶示范区", []),
        ("全面建设小康社会三大攻坚战", [("三大攻坚战", "programme")]),
        ("大力推进两大国家战略", []),
        (
            "出席云湖特区建立40周年庆祝大会",
            [("云湖特区建立40周年庆祝大会", "event")],
        ),
        ("出台“云湖惠企20条”", [("云湖惠企20条", "document")]),
        (
            "按照省委“双核引领”、市委“三带协同”工作部署",
            [
                ("省委", "organisation"),
                ("双核引领", "programme"),
                ("市委", "organisation"),
                ("三带协同", "programme"),
            ],
        ),
        (
            "入驻博云激光、增益科技等9家企业",
            [("博云激光", "organisation"), ("增益科技", "organisation")],
        ),
    ],
)
def test_what_else_such_words_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("东临深圳湾", "深圳"),
        ("《云湖市重点实验室管理办法》", "云湖市重点实验室"),
    ],
)
def test_what_is_only_a_part_of_a_name(text: str, within: str) -> None:
    assert within not in every(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Lists: a conjunction before the last one, a firm whose name begins like a word.
        (
            "、青云、新南桥和白川等村硬化",
            [("青云", "place"), ("新南桥", "place"), ("白川", "place")],
        ),
        (
            "浙江中云、陕西海川等龙头企业入驻",
            [("浙江中云", "organisation"), ("陕西海川", "organisation")],
        ),
        (
            "来到国云塑业、云泰服装公司",
            [("国云塑业", "organisation"), ("云泰服装公司", "organisation")],
        ),
        # The unit of a known body, and persons who are of one.
        ("由新华社江州分社主办", [("新华社江州分社", "organisation")]),
        ("财政部综合规划司司长出席", [("财政部综合规划司", "organisation")]),
        ("邀请县人大代表参加", []),
        # Lines over several places; networks are no lines.
        ("修建G30白沙至云湖至青溪高速公路", [("G30白沙至云湖至青溪高速公路", "facility")]),
        ("形成四通八达的航道网、高速铁路网", []),
        ("“三纵两横”高速公路网加快形成", [("三纵两横", "programme")]),
        ("三峡水运新通道开工", [("三峡水运新通道", "facility")]),
        ("打造成渝地区双城经济圈", [("成渝地区双城经济圈", "place")]),
        ("到江州至云川段6米深航道整治工程", []),
        ("建设110千伏城东变电站", [("城东变电站", "facility")]),
        # Quoted words.
        ("坚持“动态清零”总方针", [("动态清零", "slogan")]),
        ("“新十条”出台以来", [("新十条", "document")]),
        ("作为“一把手工程”抓紧抓实", []),
        ("以“好人迎江”为名", []),
        ("位列全国百强第37位", []),
        ("进行国土整理项目建设", []),
        (
            "印发临沧市云县国民经济和社会发展第十四个五年规划纲要",
            [("临沧市云县国民经济和社会发展第十四个五年规划纲要", "document")],
        ),
    ],
)
def test_what_lists_lines_and_quoted_words_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_a_name_before_a_bracket_is_a_part_of_the_whole_name() -> None:
    found = every("建设珠三角枢纽（广州）新机场")
    assert "珠三角枢纽（广州）新机场" in found
    assert "珠三角枢纽" not in found


def test_the_divisions_of_a_committee_of_the_party_are_named() -> None:
    assert "临沧市" in every("中共临沧市委印发")


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
        # Works after an attribute, and kinds that a number counts.
        ("完成云川路等30条道路的翻建工程", [("云川路", "place")]),
        ("建成5个法制示范社区", []),
        ("18个公园广场纳入改造", []),
        # Where names begin: after 另, 开建, 以北, 保持住 and a verb with 好.
        ("另白沙中心小学", [("白沙中心小学", "organisation")]),
        ("开建云湖初中白沙校区", [("云湖初中白沙校区", "organisation")]),
        ("云晶桥以北云溪河", [("云晶桥", "facility"), ("云溪河", "place")]),
        ("保持住云晶河美景", [("云晶河", "place")]),
        ("规划好云克湿地保护范围", [("云克湿地", "place")]),
        ("属南亚热带海洋性气候", []),
        ("修建人行天桥，架桥修路", []),
        (
            "整治石桥、马家桥、云子桥等村",
            [(name, "place") for name in ("石桥", "马家桥", "云子桥")],
        ),
        ("亚运城天云幼儿园", [("亚运城天云幼儿园", "organisation")]),
        ("统筹山水林田湖草系统治理", []),
        # A road between places by its number; works on it.
        ("开建03省道云桥至白塔段改扩建工程", [("03省道云桥至白塔段改扩建工程", "programme")]),
        # Meetings.
        ("主持召开区政府六届七十八次常务会议", [("区政府六届七十八次常务会议", "event")]),
        ("围绕区委十四届五次全委扩大会议的部署", [("区委十四届五次全委扩大会议", "event")]),
        # Lists in one pair of marks, and lists with 与.
        (
            "扶持“云熙、白水春”等龙头茶企",
            [("云熙", "organisation"), ("白水春", "organisation")],
        ),
        (
            "推进云乳与白铭等企业升级",
            [("云乳", "organisation"), ("白铭", "organisation")],
        ),
        # A building that a project is about, and a phase of the town that quoted words name.
        ("做好白川博物馆项目建设", [("白川博物馆项目", "programme")]),
        ("“云工小镇”正式启动", [("云工小镇", "place")]),
        ("打造“特色小镇”", []),
    ],
)
def test_what_reports_of_more_genres_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_a_building_with_a_name_is_named_within_its_project_too() -> None:
    assert "白川博物馆" in every("做好白川博物馆项目建设")
    assert "城区供水第三水源地" not in every("实施城区供水第三水源地项目")


def test_a_word_that_a_misprint_begins_like_is_no_short_form() -> None:
    text = "零工市专场开放。零工多了，零工就业，零工服务，零工登记。"
    assert [item.text for item in find_named_things(text)].count("零工") == 0


def test_a_body_within_a_project_of_its_name_remains_a_body() -> None:
    found = find_named_things("审议云湖市人民医院坂云院区项目，云湖市人民医院坂云院区开工")
    assert {item.kind for item in found if item.text.startswith("云湖市人民医院坂云院区")} <= {
        "organisation",
        "programme",
    }
    assert ("云湖市人民医院坂云院区", "organisation") in {(i.text, i.kind) for i in found}


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


def test_parts_of_banners_towns_and_hills_are_not_named() -> None:
    found = every("东与乌兰察布市察哈尔右翼中旗毗邻，西与包头市达尔罕茂明安联合旗相连，辖大黑河乡")
    assert {"察哈尔右翼中旗", "达尔罕茂明安联合旗", "包头市达尔罕茂明安联合旗", "大黑河乡"} <= found
    assert not {"察哈尔右翼中", "达尔罕茂明安联合", "黑河"} & found
    assert "正蓝旗" in every("在正蓝旗第十六届人民代表大会第一次会议上")
    assert "云天峰" not in every("云天峰、天生桥等")


def test_the_title_of_a_report_on_a_line_is_a_document() -> None:
    title = "昆明市官渡区人民政府关于上半年计划执行情况的报告"
    assert (title, "document") in outer(f"{title}\n2023年8月31日")


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


def test_parts_within_quotes_are_no_programmes() -> None:
    found = every("推进“举旗聚力先锋行动、扩面提质行动、解难助企行动”三项行动")
    assert found == {"举旗聚力先锋行动、扩面提质行动、解难助企行动"}
