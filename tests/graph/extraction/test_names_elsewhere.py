"""Kinds of names that reports and features of many places showed, in invented sentences."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things

from .read_names import outer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Companies by a brand and their trade, in a company's context; goods and trades are none.
        ("引进攀云医药，竣工投产", [("攀云医药", "organisation")]),
        (
            "攀云构件、华岭锅炉等企业扩产",
            [("攀云构件", "organisation"), ("华岭锅炉", "organisation")],
        ),
        ("淘汰燃煤锅炉，发展清洁能源、高端医药", []),
        ("创新成为第一动力，增添内生动力", []),
        (
            "签约欧邦琪、拜尔斯等12个外资项目",
            [("欧邦琪", "organisation"), ("拜尔斯", "organisation")],
        ),
        ("发展锂电池、机器人等8个项目", []),
        # A list that a counted noun sums up: as many items as the count.
        (
            "江云、云白、白沙三条高速公路",
            [("江云", "facility"), ("云白", "facility"), ("白沙", "facility")],
        ),
        ("江云、云白三条高速公路", []),
        # Works with their phase, and works that a conjunction joins.
        ("完成江州楼保护修缮（一期）工程", [("江州楼保护修缮（一期）工程", "programme")]),
        (
            "支持云岭城址文物保护及展示利用项目",
            [("云岭城址文物保护及展示利用项目", "programme")],
        ),
        # Campaigns are named whatever works they are for, works alone are not.
        ("开展老旧小区改造三年行动", [("老旧小区改造三年行动", "programme")]),
        ("推进老旧小区改造工程", []),
        # The number of an item belongs to no name.
        ("\n7.柳江镇争先", [("柳江镇", "place")]),
        # Official names of divisions, whatever their words.
        ("在安居区召开", [("安居区", "place")]),
        ("建设现代化新城区、强镇兴村", []),
        # Parks are named by their industry, areas are not.
        ("玻纤产业园投产，建设装备制造园区", [("玻纤产业园", "facility")]),
        # Quoted words: known ones, aims, mechanisms, what goes forward.
        ("扎实做好“六稳”工作", [("六稳", "slogan")]),
        ("锚定“经济强、城乡美、百姓富”目标", [("经济强、城乡美、百姓富", "slogan")]),
        ("落实“1310”具体部署", [("1310", "programme")]),
        ("“五外联动”扎实推进", [("五外联动", "programme")]),
        ("出台“18条”政策", []),
        # Bodies of a prefecture; a party's body with 中共 before it.
        ("在州委、州政府领导下", [("州委", "organisation"), ("州政府", "organisation")]),
        # A joint is between two places, and a road's number before them.
        ("s20江州至云湖高速公路开工", [("s20江州至云湖高速公路", "facility")]),
        # A known company with its legal form.
        ("伊利集团追加投资", [("伊利集团", "organisation")]),
    ],
)
def test_what_such_words_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


def test_counties_are_called_by_their_short_names_in_the_report_of_their_city() -> None:
    text = "商洛市人民政府报告：镇安抽水蓄能电站发电，柞水增收。"
    found = {item.text for item in find_named_things(text) if item.kind == "place"}
    assert {"商洛市", "镇安", "柞水"} <= found
    alone = {item.text for item in find_named_things("柞水增收。") if item.kind == "place"}
    assert alone == set()


def test_a_company_is_found_again_in_any_context() -> None:
    text = "引进攀云医药等企业。去年攀云医药发展很快。"
    assert [item.start for item in find_named_things(text)] == [2, 12]


def test_a_district_within_a_body_is_a_place() -> None:
    found = find_named_things("遂宁市安居区人民政府")
    assert {(item.text, item.kind) for item in found} >= {
        ("遂宁市安居区人民政府", "organisation"),
        ("安居区", "place"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A number with its measure word ends a phrase.
        ("前11个月江州市出口增长", [("江州市", "place")]),
        # A congress of the party is named with its territory.
        ("在中国共产党云湖区第八次代表大会上", [("中国共产党云湖区第八次代表大会", "event")]),
        # Markets and roads of a kind are no territories and no names.
        *(
            (f"鲜叶在岚谷{word}交易", [])
            for word in ("茶市", "花市", "药市", "果市", "鱼市", "菜市")
        ),
        *(
            (f"各村通了{word}", [])
            for word in ("油路", "硬化路", "机耕路", "沥青路", "土路", "砂路", "入户路", "连户路")
        ),
        ("结束了不通高速的历史", []),
        # A way of working is no body.
        ("推广公司+合作社模式", []),
        # Companies where a product or an investment follows.
        ("攀云造船交付货船", [("攀云造船", "organisation")]),
        ("攀云水泥日产2500吨", [("攀云水泥", "organisation")]),
        ("攀云半导体总投资3亿元", [("攀云半导体", "organisation")]),
        # Departments by their functions.
        ("区人力资源社会保障局负责", [("区人力资源社会保障局", "organisation")]),
        ("市住房城乡建设局负责", [("市住房城乡建设局", "organisation")]),
        ("县经济和信息化局负责", [("县经济和信息化局", "organisation")]),
        ("县经信局负责", [("县经信局", "organisation")]),
        ("县文化旅游局负责", [("县文化旅游局", "organisation")]),
        ("县文化广电旅游局负责", [("县文化广电旅游局", "organisation")]),
        ("县文化广电和旅游局负责", [("县文化广电和旅游局", "organisation")]),
        ("县文化体育和旅游局负责", [("县文化体育和旅游局", "organisation")]),
        ("区教育体育局负责", [("区教育体育局", "organisation")]),
        ("区教育和体育局负责", [("区教育和体育局", "organisation")]),
        ("市国资委负责", [("市国资委", "organisation")]),
        ("市数据局负责", [("市数据局", "organisation")]),
        ("市水利和湖泊局负责", [("市水利和湖泊局", "organisation")]),
        # A kind of title, a kind of project, and green space are none.
        ("创建省级以上现代农业产业园3个", []),
        ("引进区外资金项目62项", []),
        ("人均公园绿地面积增加", []),
        # Works with a purpose that a verb governs.
        ("实施创业带动就业工程", [("创业带动就业工程", "programme")]),
        # Works that end in what is done, and a campaign about something.
        *(
            (f"实施课后服务{verb}工程", [(f"课后服务{verb}工程", "programme")])
            for verb in ("提质", "扩容", "提速", "赋能", "增效", "提档", "扩面")
        ),
        ("开展校外培训机构专项整治行动", [("校外培训机构专项整治行动", "programme")]),
        ("开展重点专项整治行动", []),
        (
            "扎实开展学习贯彻习近平新时代中国特色社会主义思想主题教育",
            [("学习贯彻习近平新时代中国特色社会主义思想主题教育", "programme")],
        ),
        # Contests with quoted words, and sites, institutes and companies.
        ("举办第五届“云湖杯”教学大赛", [("第五届“云湖杯”教学大赛", "event")]),
        ("共建江溪合作园", [("江溪合作园", "facility")]),
        ("建立猕猴桃资源圃", [("猕猴桃资源圃", "facility")]),
        ("建设江溪港联运中心", [("江溪港联运中心", "facility")]),
        ("建设白沙人才公寓", [("白沙人才公寓", "facility")]),
        ("省农科院建成", [("省农科院", "organisation")]),
        ("省社科院建成", [("省社科院", "organisation")]),
        ("省林科院建成", [("省林科院", "organisation")]),
        ("攀云生物在科创板上市", [("攀云生物", "organisation")]),
        ("引进中建材", [("中建材", "organisation")]),
        ("清澈的云溪河绕村而过", [("云溪河", "place")]),
        # The outline of a plan with the year of its vision in characters.
        (
            "国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
            [("国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "document")],
        ),
    ],
)
def test_names_of_more_genres(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected
