"""Divisions, roads, rivers, and the villages of a list."""

import pytest

from tests.graph.extraction.read_names import places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a place was called, and what it was made: the verb is no part of the name.
        ("1950年设云湖乡，1985年改镇", {"云湖乡"}),
        ("民国30年（1941）建云湖镇", {"云湖镇"}),
        ("1995年复改云湖乡，2002年撤乡建镇", {"云湖乡"}),
        # No town has a name of one character: the breaking word is a part of it.
        ("来榜镇地处江州市，共进乡偏远", {"来榜镇", "江州市", "共进乡"}),
        ("走进施集镇，北倚云湖县", {"施集镇", "云湖县"}),
        # Roads with a numeral or a breaking word; kinds of areas.
        ("东至嘉云一路、江湾中路", {"嘉云一路", "江湾中路"}),
        ("争取到采煤沉陷区综合治理县项目", set()),
        ("率队赴广东佛山考察", {"广东", "佛山"}),
        ("江西永新县工业园区", {"江西永新县工业园区", "江西永新县", "永新县", "江西"}),
        ("开展河长巡河活动，强化自创区自贸区联动", set()),
        ("自然生态山清水秀，历届宜兴市科技镇长团", {"宜兴市"}),
        ("28日晚在贵州省从江县开幕", {"贵州省", "从江县", "贵州省从江县"}),
        ("符合禄丰市实际，其中北京部分50平方公里", {"禄丰市", "北京"}),
        # What a village belonged to; counties with one character; mottoes are none.
        ("57年属东峤镇，清雍正年间属太平乡，84年属云湖区", {"东峤镇", "太平乡", "云湖区"}),
        ("再来看看易县，简单了解一下洋县", {"易县", "洋县"}),
        ("兴县位于江北省西部", {"兴县", "江北省"}),
        ("坚持富民兴县", set()),
        ("在秦汉年间设立安成县", {"安成县"}),
        ("位于绍兴、上虞交界处", {"绍兴", "上虞"}),
        ("素有“陇上江南”之誉，地形多山，均是国家4A景区", set()),
        # Persons whose names end like a mountain's.
        ("该公司董事长武良山系秘书长。与武良山团队座谈", set()),
        ("县委书记李长江主持会议，李长江指出", set()),
        # A town that the text calls by its short name again and again.
        ("黄埭镇招商。助力黄埭发展，黄埭区位优越，与黄埭合作", {"黄埭镇", "黄埭"}),
        ("奋斗镇招商。不懈奋斗，共同奋斗，努力奋斗", {"奋斗镇"}),
        ("浙赣铁路局旧址", set()),
        # What is counted or ordered is no place.
        ("第五组团完整社区由三个小区组成", set()),
        # People before a chain of official names, and verbs before one.
        ("巡视员黄建平和吉林省通化市副市长", {"吉林省", "通化市", "吉林省通化市"}),
        ("前进区区长杨新就前进区的优势作推介", {"前进区"}),
        ("与会县领导见证签约", set()),
        ("详细介绍梁园区区位优势", {"梁园区"}),
        ("旨在展示房县形象", {"房县"}),
        ("展现城市外向型经济，连云港市外向型经济", {"连云港市"}),
        # A town that is named with its village.
        ("走进三乡镇云湖村。三乡镇开展整治", {"三乡镇云湖村", "三乡镇", "云湖村"}),
        # Rivers where their banks are named, and a delta.
        ("位于县境西南部，白沙溪东岸", {"白沙溪"}),
        ("位于黄河三角洲中心区域", {"黄河三角洲", "黄河"}),
        # Known places that are only parts of other words.
        ("启东海工装备、广大庆元籍企业家、西邻某地", set()),
        ("党支部书记廖法国出席", set()),
        # Counties where their prefecture is named in short, or in a list of its counties.
        ("在黄冈，浠水有鸡蛋，蕲春有艾草", {"黄冈", "浠水", "蕲春"}),
        ("走访黄州、红安、团风、罗田", {"黄州", "红安", "团风", "罗田"}),
        ("调研了江云、白沙等5个区县的16家企业", {"江云", "白沙"}),
        ("白沙湖、云湖湾等景区入列", {"白沙湖", "云湖湾"}),
    ],
)
def test_places(text: str, expected: set[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "云湖乡辖石门、红坑、裴源、新村4个村委会",
            {"云湖乡", "石门", "红坑", "裴源", "新村"},
        ),
        ("辖区内的石门庄、北后庄两个村庄并入云县", {"石门庄", "北后庄", "云县"}),
        ("辖管镇南、江东、罗溪等12个村委会，63个自然村", {"镇南", "江东", "罗溪"}),
        ("辖桐村、红坑2个村", {"桐村", "红坑"}),
        ("下辖居民、商户2个社区", set()),
        ("占浙江入选数量的1/5，其余4村", {"浙江"}),
        ("向服务队成员授旗", set()),
        ("在邯郸市峰峰矿区举行", {"邯郸市峰峰矿区", "邯郸市", "峰峰矿区"}),
        ("任杖子村山场广阔", {"任杖子村"}),
        ("居民属云湖区白沙镇管辖", {"云湖区白沙镇", "云湖区", "白沙镇"}),
    ],
)
def test_villages_that_are_counted(text: str, expected: set[str]) -> None:
    assert places(text) == expected
