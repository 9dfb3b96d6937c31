"""Kinds of names that texts of other places showed, in invented sentences."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things

from .read_names import outer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A body after a verb or a preposition; one after its officers is another body.
        ("受区政府委托", [("区政府", "organisation")]),
        ("邀请政协委员列席区政府常务会议", [("区政府", "organisation")]),
        ("落实市委和县委部署", [("市委", "organisation"), ("县委", "organisation")]),
        # A meeting is named with its session.
        ("在区第十八届人民代表大会第五次会议上", [("区第十八届人民代表大会第五次会议", "event")]),
        ("落实省第十五次党代会精神", [("省第十五次党代会", "event")]),
        # A line between two places; a name that holds a conjunction.
        ("开工建设江州至云湖铁路", [("江州至云湖铁路", "facility")]),
        ("江云内铁路、洞和路", [("江云内铁路", "facility"), ("洞和路", "place")]),
        (
            "高升路（和升路—桃花路）",
            [("高升路", "place"), ("和升路", "place"), ("桃花路", "place")],
        ),
        ("新建工程下穿云桥路", [("云桥路", "place")]),
        # Sites are named by the place or the company that they belong to.
        ("四川云动电池基地投产", [("四川云动电池基地", "facility")]),
        ("建成绿色防控基地", []),
        # A village in the mountains, and villages in general.
        ("牛角山村建成茶园", [("牛角山村", "place")]),
        ("建设美丽山村、改造老旧小区", []),
        # Verbs inside one word break no name.
        ("实施产业链提质增效行动", [("产业链提质增效行动", "programme")]),
        ("城南九年一贯制学校启用", [("城南九年一贯制学校", "organisation")]),
        # Quoted words: a maxim of parallel parts; what a place is called; what is put right.
        ("围绕“抢先机、拼经济、保稳定”工作主题", [("抢先机、拼经济、保稳定", "slogan")]),
        ("优化“一核、两带、三区”空间布局", [("一核、两带、三区", "programme")]),
        ("成为全国闻名的“香芋之乡”", [("香芋之乡", "programme")]),
        ("开展“四风”突出问题专项整治", [("“四风”突出问题专项整治", "programme")]),
        ("深化“放管服”改革", [("“放管服”改革", "programme")]),
        ("争创国家“优质均衡发展区”", [("优质均衡发展区", "programme")]),
        ("把握“建交50周年”机遇", [("建交50周年", "event")]),
        # The items of a list before a quoted modifier.
        (
            "华岭重工、云晶科技等“链主”企业",
            [("华岭重工", "organisation"), ("云晶科技", "organisation")],
        ),
        # What comes before a name in apposition, and another body before one.
        ("十八届县人民政府", [("县人民政府", "organisation")]),
        ("受到省委省政府关注", [("省委", "organisation"), ("省政府", "organisation")]),
        ("引进世界500强企业云岭集团", [("云岭集团", "organisation")]),
        ("争取到位园区资金", []),
        ("建设乡村e镇", []),
        ("聚焦“3815”战略和省“两会”精神", [("3815", "programme"), ("两会", "event")]),
        # Where a place lies: what it borders on begins after the verb.
        ("东临云湖湾，西濒珠江口", [("云湖湾", "place"), ("珠江口", "place")]),
        ("南至内云岛，西面隔湘江相望", [("内云岛", "place"), ("湘江", "place")]),
        (
            "霞岭乡（今新港镇）、5号线",
            [("霞岭乡", "place"), ("新港镇", "place"), ("5号线", "facility")],
        ),
        # The territory of a meeting; what a project's name names without 项目.
        (
            "在大连市甘井子区第十五届人民代表大会第三次会议上",
            [("大连市甘井子区第十五届人民代表大会第三次会议", "event")],
        ),
        (
            "完成江州大市场项目，江州大市场投入运营",
            [("江州大市场项目", "programme"), ("江州大市场", "facility")],
        ),
        ("胜利街道、禁燃区和综合老年养护院", [("胜利街道", "place")]),
        ("落实学前教育三年行动计划", [("学前教育三年行动计划", "programme")]),
        # A breaking word that runs into an official name; a session without 第.
        ("在建宁县召开", [("建宁县", "place")]),
        ("完成县十八届人民代表大会第一次会议的任务", [("县十八届人民代表大会第一次会议", "event")]),
        (
            "获评国家级制种大县和中国百强镇",
            [("国家级制种大县", "programme"), ("中国百强镇", "programme")],
        ),
        ("建立“1324”工作机制", [("1324", "programme")]),
        # Mutual access is no junction.
        ("加强互访互通，实现互联互通", []),
    ],
)
def test_what_such_words_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_each_territory_of_a_chain_is_named_by_itself_too() -> None:
    found = [item.text for item in find_named_things("江州市云湖县白沙镇柳桥村增收")]
    assert found == [
        "江州市",
        "江州市云湖县白沙镇柳桥村",
        "云湖县",
        "白沙镇",
        "柳桥村",
    ] or found == [
        "江州市云湖县白沙镇柳桥村",
        "江州市",
        "云湖县",
        "白沙镇",
        "柳桥村",
    ]


def test_a_long_chain_begins_where_a_territory_does() -> None:
    text = "云北省江岭土家族苗族自治州古木县默川镇上岭村入选"
    found = [item.text for item in find_named_things(text) if item.kind == "place"]
    assert "默川镇" in found
    assert all(text.startswith(name) or text[text.index(name) - 1] in "省州县镇" for name in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # No name begins within a word, and a break is no piece of an unofficial one.
        ("新增城市绿道30公里", []),
        ("3月5日在建云市召开", []),
        # 白河北站: 河北 is no place where the text calls its 白河县 by its short name.
        (
            "白河县提速。加快白河北站建设",
            [("白河县", "place"), ("白河北站", "facility")],
        ),
        ("布局建设云岭软件园", [("云岭软件园", "facility")]),
        # What a number counts is a kind of buildings.
        ("建成通用机场1座", []),
        ("走进江宏轴承集团的车间", [("江宏轴承集团", "organisation")]),
        ("江宏锂业年产3万吨的项目", [("江宏锂业", "organisation")]),
        ("江岭能源投资的风电场", [("江岭能源", "organisation")]),
        # Somebody's words, and the topic of a press conference.
        ("他说：“以前一条线要三十人，现在只要三个。”企业很高兴", []),
        ("举行“云岭发展成就”系列新闻发布会", []),
        (
            "云岭县国民经济和社会发展第十五个五年规划纲要",
            [("云岭县国民经济和社会发展第十五个五年规划纲要", "document")],
        ),
        (
            "印发《云岭县学前教育普惠提升行动计划》",
            [("云岭县学前教育普惠提升行动计划", "document")],
        ),
        ("有近百年历史的老城区转型", []),
        ("打好防范化解重大风险攻坚战", [("防范化解重大风险攻坚战", "programme")]),
        (
            "县扶贫开发办公室与省儿童医院签约",
            [("县扶贫开发办公室", "organisation"), ("省儿童医院", "organisation")],
        ),
        ("华拓、金瑞等知名企业入驻", [("华拓", "organisation"), ("金瑞", "organisation")]),
        ("煤炭、电力等龙头企业增产", []),
        ("云岭至永丰二级公路通车", [("云岭至永丰二级公路", "facility")]),
        (
            "在云岭县第八届人民代表大会第一次会议上",
            [("云岭县第八届人民代表大会第一次会议", "event")],
        ),
        ("“云岭红”苹果上市", [("云岭红", "product")]),
        ("青山村村民笑了", [("青山村", "place")]),
        ("中国建筑第五工程局承建", [("中国建筑第五工程局", "organisation")]),
        ("中铁大桥局参建", [("中铁大桥局", "organisation")]),
        ("企业搬迁，原址建设云岭文化公园", [("云岭文化公园", "facility")]),
        ("新区管委会主任表示", [("新区管委会", "organisation")]),
        ("镇党委部署", [("镇党委", "organisation")]),
        ("137个自然屯、4处集中式饮用水水源地", []),
        ("举办第八届草原文化节", [("第八届草原文化节", "event")]),
        ("实施西辽河治理", [("西辽河", "place")]),
        ("江北化工公司等9家企业", [("江北化工公司", "organisation")]),
    ],
)
def test_names_of_blind_texts(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected
