"""Meetings, documents, projects and titles, and the lists that they are in."""

import pytest

from tests.graph.extraction.read_names import every, outer


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


def test_what_lies_in_a_town_is_shared_by_no_list() -> None:
    assert "达云厂" not in every("达云厂、清河镇特色种植专业化示范区")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Works after an attribute, and kinds that a number counts.
        ("完成云川路等30条道路的翻建工程", [("云川路", "place")]),
        ("建成5个法制示范社区", []),
        ("18个公园广场纳入改造", []),
        # Where names begin: after 另, 开建, 以北, 保持住 and a verb with 好.
        ("另白沙中心小学", [("白沙中心小学", "organisation")]),
        ("开建云湖初中白沙校区", [("云湖初中白沙校区", "facility")]),
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


def test_the_title_of_a_report_on_a_line_is_a_document() -> None:
    title = "昆明市官渡区人民政府关于上半年计划执行情况的报告"
    assert (title, "document") in outer(f"{title}\n2023年8月31日")
