"""Names in marks and with brackets within, in invented sentences."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things

from .read_names import outer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What follows the last name of a list shows the kind of those before it.
        (
            "按照“一核两翼五组团”“三链七园”发展思路，",
            [("一核两翼五组团", "programme"), ("“三链七园”发展思路", "programme")],
        ),
        (
            "抢抓“旧厂焕新”“北岸再造”“东进战略”三大机遇",
            [("旧厂焕新", "programme"), ("北岸再造", "programme"), ("东进战略", "programme")],
        ),
        # A title of a list does not make the quoted words beside it a document.
        ("学习《江州条例》“好做法”", [("江州条例", "document")]),
        # What a place is called by an award; ordinary praise is no name.
        ("被评为“江北省十佳宜居县”", [("江北省十佳宜居县", "programme")]),
        ("被评为“优秀”", []),
        # Marks within marks.
        ("居民说，“街道打造‘一刻钟便民圈’，我们很满意。”", [("一刻钟便民圈", "programme")]),
        ("建设一个‘有温度、有朝气’的新城", []),
        # What is done away with is no programme; ordinary words in marks are none either.
        ("打破“大工厂带小农户”格局", []),
        ("招引“好项目”", []),
        # A numbered model; a plan after an attribute.
        ("三代核电“飞云一号”首堆投产", [("飞云一号", "product")]),
        ("围绕“5+2”产业规划，", [("5+2", "programme")]),
        # A place in brackets within a name, and what the name is for short.
        ("国家（江苏）海洋装备创新中心", [("国家（江苏）海洋装备创新中心", "facility")]),
        ("云晶科技（杭州）有限公司投产", [("云晶科技（杭州）有限公司", "organisation")]),
        (
            "规划东部（广州）科学城（以下简称科学城），科学城和东部科学城开工",
            [
                ("东部（广州）科学城", "facility"),
                ("科学城", "facility"),
                ("科学城", "facility"),
                ("东部科学城", "facility"),
            ],
        ),
        ("印发条例（试行）实施办法", []),
        ("中国（江苏）自由贸易试验区", [("中国（江苏）自由贸易试验区", "place")]),
        # A title with quoted words in it; quoted words before a zone; a plan with its own maxim.
        ("荣获省“清三河”达标县称号", [("省“清三河”达标县", "programme")]),
        ("推进“美丽云湖”实验区建设", [("美丽云湖", "programme")]),
        ("入围“2012中国特色园区”", [("2012中国特色园区", "programme")]),
        ("围绕“专业化、规模化”的发展目标", [("专业化、规模化", "slogan")]),
        # What is planned is no plan by name; numbered words that are made; a theme.
        ("开展“站城一体化”规划", [("站城一体化", "programme")]),
        ("打造“五个示范区”", [("五个示范区", "programme")]),
        ("以“生态净土 云湖家园”为主题", [("生态净土 云湖家园", "slogan")]),
        ("按照区委“1520”总体发展思路", [("区委", "organisation"), ("1520", "programme")]),
        # What is undertaken is a programme even where it is followed; aims and titles.
        ("按照“双创双服”活动安排部署", [("双创双服", "programme")]),
        ("围绕“把云湖建得更美”发展目标", [("把云湖建得更美", "slogan")]),
        ("通过“中国瓷都”复评", [("中国瓷都", "programme")]),
        ("摒弃“政府干、居民看”的模式", []),
        # A branch in brackets belongs to its school or hospital.
        (
            "云湖大学附属医院（云山院区）、江州大学（青岛）",
            [
                ("云湖大学附属医院（云山院区）", "organisation"),
                ("江州大学（青岛）", "organisation"),
            ],
        ),
        ("江州大学（筹）", [("江州大学", "organisation")]),
        ("市民参加“最美阳台评选活动”", [("最美阳台评选活动", "programme")]),
        ("全方位建设“模范自治区”", [("模范自治区", "programme")]),
        ("举办中国（杭州）民宿发展大会", [("中国（杭州）民宿发展大会", "event")]),
        (
            "中国（江苏）自由贸易试验区云港片区挂牌",
            [("中国（江苏）自由贸易试验区云港片区", "place")],
        ),
        # What sums up a list; a conjunction in one; what is adopted follows an attribute.
        (
            "完成“好戏下村”“名师进校”等文化惠民演出9场",
            [("好戏下村", "programme"), ("名师进校", "programme")],
        ),
        (
            "打造“云湖智慧版”和“江州创新版”，",
            [("云湖智慧版", "programme"), ("江州创新版", "programme")],
        ),
        ("采取“一关了之”的管理", []),
        # The same words are of one kind; with a fighting attitude they remain a maxim.
        (
            "举办“云湖好物”文旅活动，“云湖好物”活动吸引游客",
            [("云湖好物", "event"), ("云湖好物", "event")],
        ),
        ("以“起步就冲刺、开局就决战”的竞进姿态", [("起步就冲刺、开局就决战", "slogan")]),
        ("“三件大事”一体推进", [("三件大事", "programme")]),
    ],
)
def test_names_in_marks_and_with_brackets(text: str, expected: list[tuple[str, str]]) -> None:
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
def test_where_names_begin_and_end(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_a_long_known_place_holds_no_other_one() -> None:
    (name,) = find_named_things("推动成渝地区双城经济圈建设")[:1]
    inner = [item.text for item in find_named_things("推动成渝地区双城经济圈建设") if item.nested]
    assert (name.text, "双城经济圈" in inner) == ("成渝地区双城经济圈", False)


def test_a_community_with_its_district_has_its_own_name_as_canonical() -> None:
    names = {item.text: item.canonical for item in find_named_things("走进云湖区白沙街社区")}
    assert names == {"云湖区白沙街社区": "白沙街社区", "云湖区": "", "白沙街社区": ""}


def test_a_county_of_a_named_city_has_its_full_name_as_canonical() -> None:
    names = {item.text: item.canonical for item in find_named_things("商洛市召开会，柞水发言")}
    assert names["柞水"] == "柞水县"


def test_a_known_place_is_no_part_of_an_end_of_a_line() -> None:
    names = [item.text for item in find_named_things("川云铁路镇江关至白沙段通车")]
    assert names == ["川云铁路镇江关至白沙段"]


def test_quoted_words_and_what_follows_are_one_programme() -> None:
    names = [item.text for item in find_named_things("实施“畅通一江”航运振兴发展行动")]
    assert names == ["“畅通一江”航运振兴发展行动"]
