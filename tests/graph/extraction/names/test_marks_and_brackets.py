"""Names in quotation marks and titles, and with brackets within."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things
from tests.graph.extraction.read_claims import all_claims
from tests.graph.extraction.read_names import every, outer


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


def test_quoted_words_and_what_follows_are_one_programme() -> None:
    names = [item.text for item in find_named_things("实施“畅通一江”航运振兴发展行动")]
    assert names == ["“畅通一江”航运振兴发展行动"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第三批“云湖调研行”主题采访活动启动", [("云湖调研行", "programme")]),
        ("锚定“全县抢前列、全市争一流”工作目标", [("全县抢前列、全市争一流", "slogan")]),
        ("树牢“发展第一要务”", [("发展第一要务", "slogan")]),
        ("新增“五上”企业62户", []),
        ("开展“城市品质提升情况”视察活动", []),
        ("启动骨干企业及税源培育三年行动计划", [("骨干企业及税源培育三年行动计划", "programme")]),
        (
            "荣获“国家卫生县城”“全国农民工返乡创业试点县”",
            [("国家卫生县城", "programme"), ("全国农民工返乡创业试点县", "programme")],
        ),
        ("举行“迎新春 送温暖”慰问活动", [("迎新春 送温暖", "programme")]),
        ("入选全国46家创新型产业集群", []),
        ("作为国家医药健康行业领军企业", []),
        ("评选的“2018年度全国生态文化村”结果", [("2018年度全国生态文化村", "programme")]),
        ("“国家级宜居村庄”之后的荣誉", [("国家级宜居村庄", "programme")]),
        ("“全国各类企业”", []),
        ("现为国家2A级旅游景区", [("国家2A级旅游景区", "programme")]),
        ("按照AAAA景区标准建设", []),
        ("公布第三批全国乡村治理示范村镇名单", [("全国乡村治理示范村镇", "programme")]),
        (
            "先后被评为重庆市乡村旅游重点村、重庆市农村“三变”改革试点村。",
            [("重庆市乡村旅游重点村", "programme"), ("重庆市农村“三变”改革试点村", "programme")],
        ),
        (
            "被评为全国休闲农业与乡村旅游示范点、全国十佳休闲农庄",
            [("全国休闲农业与乡村旅游示范点", "programme"), ("全国十佳休闲农庄", "programme")],
        ),
        (
            "荣获全国文明城市与国家卫生城市称号",
            [("全国文明城市", "programme"), ("国家卫生城市", "programme")],
        ),
        ("投资1亿元建设的玉米乙醇项目", []),
        (
            "先后被评为杭州市文明社区、杭州市科普文明居委会",
            [("杭州市文明社区", "programme"), ("杭州市科普文明居委会", "programme")],
        ),
        ("被评为杭州市花园式街道办事处", [("杭州市花园式街道办事处", "programme")]),
        ("办理“税银贷”12亿元", [("税银贷", "programme")]),
    ],
)
def test_quoted_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_parts_within_quotes_are_no_programmes() -> None:
    found = every("推进“举旗聚力先锋行动、扩面提质行动、解难助企行动”三项行动")
    assert found == {"举旗聚力先锋行动、扩面提质行动、解难助企行动"}


def test_quoted_things_that_are_business_cards_are_no_programme() -> None:
    found = all_claims("打造“茶山、古树”三张名片。")
    assert not [item.quote for item in found if item.statement]
