"""Of which kind a name is: tables that try many kinds at once."""

import pytest

from tests.graph.extraction.read_names import outer


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
        # What something is called: the noun after it shows the kind.
        ("一家名为“云溪智造”的企业", [("云溪智造", "organisation")]),
        ("一款取名“云溪”的小程序", [("云溪", "product")]),
        ("一种名为“等靠要”的思想", []),
        ("红茶远销俄罗斯", [("俄罗斯", "place")]),
        ("一家企业的突围路", []),
        ("走进云溪科创谷", [("云溪科创谷", "facility")]),
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
def test_bodies_lines_sites_and_maxims(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


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
def test_places_products_and_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


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
def test_companies_lists_and_works(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected


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
def test_names_in_other_genres(text: str, expected: list[tuple[str, str]]) -> None:
    assert outer(text) == expected
