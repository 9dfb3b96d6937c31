"""Kinds of names that event news and profiles of towns showed, in invented sentences."""

import pytest

from districtgraph.graph.extraction.named_things import find_named_things


def outer(text: str) -> list[tuple[str, str]]:
    return [(item.text, item.kind) for item in find_named_things(text) if not item.nested]


def places(text: str) -> set[str]:
    return {item.text for item in find_named_things(text) if item.kind == "place"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Bodies of official divisions, whatever the division's name ends in.
        ("云岭大学与东昌府区人民政府签约", ["云岭大学", "东昌府区人民政府"]),
        ("东昌府区委书记出席", ["东昌府区委"]),
        ("中共宿州市委宿州市人民政府印发", ["中共宿州市委", "宿州市人民政府"]),
        ("落实市委和县委部署", ["市委", "县委"]),
        # Bodies of zones, units of bodies, committees of the other parties.
        ("云港经济开发区党工委副书记介绍", ["云港经济开发区党工委"]),
        ("县工业园区管委会负责", ["县工业园区管委会"]),
        ("区工商联党组书记主持", ["区工商联党组"]),
        ("市政协提案委员会副主任参加", ["市政协提案委员会"]),
        ("县政府驻沪办事处副主任说", ["县政府驻沪办事处"]),
        ("市政府合作交流办公室承办", ["市政府合作交流办公室"]),
        ("区委常委会研究", ["区委常委会"]),
        ("民建市委会提出建议", ["民建市委会"]),
        ("民进宜昌市委会、九三学社市委会", ["民进宜昌市委会", "九三学社市委会"]),
        ("政协宜昌市委员会办公厅主办", ["政协宜昌市委员会"]),
        # Full names of companies begin with their place; trades are within them.
        ("与湖北云晶新型装饰材料有限公司签约", ["湖北云晶新型装饰材料有限公司"]),
        ("会见了上海云大教育服务产业投资管理集团总裁", ["上海云大教育服务产业投资管理集团"]),
        ("走进云晶科技集团有限公司", ["云晶科技集团有限公司"]),
        # Companies as examples, and a known company's firm for a trade.
        (
            "众多知名企业入驻，如云湖汽车、白沙客车、华岭电子等",
            ["云湖汽车", "白沙客车", "华岭电子"],
        ),
        ("发展新一代信息技术、人工智能、生物医药等产业", []),
        ("是TCL环保投资建设的项目", ["TCL环保"]),
        # A bracket within a company's name, several bodies in a row, and words before a known body.
        ("走访云湖茶业（集团）有限公司", ["云湖茶业（集团）有限公司"]),
        ("由科技部中国云湖发展中心主持", ["科技部", "中国云湖发展中心"]),
        ("除了大产权单位中国科学院", ["中国科学院"]),
        ("走访云湖农产品集团和龙海现代集团", ["云湖农产品集团", "龙海现代集团"]),
        ("全乡有初级中学1所", []),
        ("云岭新材料、白沙数控、华岭机械获评示范企业", ["云岭新材料", "白沙数控", "华岭机械"]),
        ("白沙服装小镇等35个项目竣工", []),
        # Departments, schools and what is only a kind of school.
        (
            "区经发局、区城市管理委员会和区供热公司参加",
            ["区经发局", "区城市管理委员会", "区供热公司"],
        ),
        ("学院路地区北京云湖大学附属中学扩容", ["北京云湖大学附属中学"]),
        ("云湖中学西校区启用，规划建设为九年一贯制学校", ["云湖中学西校区"]),
        ("调研红旗村改造项目配套学校", []),
        ("包河单位市交通局、区科委、区人力社保局参加", ["市交通局", "区科委", "区人力社保局"]),
        ("黔东南州人民政府州长表示", ["黔东南州人民政府"]),
        ("新签约交付云测、白光、岚泽能源等6家企业", ["云测", "白光", "岚泽能源"]),
        ("榆林市中郡物业公司、区人武部参加", ["榆林市中郡物业公司", "区人武部"]),
        ("常务会议讨论决定市政府工作，各乡镇人民政府落实", ["市政府"]),
        ("引进的胶合木梁智能生产线投产", []),
        ("是上海张江（集团）有限公司控股下属板块公司", ["上海张江（集团）有限公司"]),
        ("考察华岭生物科技股份有限公司，了解华岭生物", ["华岭生物科技股份有限公司", "华岭生物"]),
        ("参会人员集中学习了讲话", []),
        # Persons before 等企业负责人, companies before it, and companies of a kind.
        ("与党委书记、董事长王强等企业负责人座谈", []),
        ("云湖电子、江湖机械等企业负责人参加会议", ["云湖电子", "江湖机械"]),
        ("实施强村公司改革", []),
        ("驻地航天科技集团公司第一研究院参加", ["航天科技集团公司第一研究院"]),
        ("走访了江南科技和中船动力镇江有限公司", ["中船动力镇江有限公司"]),
        ("云湖高新区管委有关负责同志参加活动", ["云湖高新区管委"]),
        (
            "云湖街道农业农村和社会事业局主办，云湖街道人大工委主任出席",
            ["云湖街道农业农村和社会事业局", "云湖街道人大工委"],
        ),
        ("湖州市农业农村局产业信息处相关负责人介绍", ["湖州市农业农村局产业信息处"]),
        ("市农业农村局到各处走访", ["市农业农村局"]),
        ("引进了云晶健身俱乐部", ["云晶健身俱乐部"]),
        ("党建联建单位上海银行浦西支行参加", ["上海银行浦西支行"]),
        ("王强一行拜访江州机械集团有限公司", ["江州机械集团有限公司"]),
        ("学习中国共产党党史知识", ["中国共产党"]),
        # Chambers of commerce that are counted or of a kind.
        ("全国各地120多家云湖商会代表", []),
        ("第一家地级市商会成立", []),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert [name for name, kind in outer(text) if kind == "organisation"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("介绍第四届诗经黄酒文化旅游节暨开街仪式", ["第四届诗经黄酒文化旅游节"]),
        ("2020年首届云湖杜鹃花节开幕式举行", ["2020年首届云湖杜鹃花节"]),
        ("云湖市白沙商会第四届第一次会员大会召开", ["云湖市白沙商会第四届第一次会员大会"]),
        ("选举产生了第二届理事会、监事会", []),
        ("江州•云湖2018（第三届）乡亲大会举行", ["江州•云湖2018（第三届）乡亲大会"]),
        ("在兴文县第十六届人民代表大会第四次会议上", ["兴文县第十六届人民代表大会第四次会议"]),
        (
            "第五届中国•云湖民族文化旅游节暨首届中国•白沙银饰刺绣博览会",
            ["第五届中国•云湖民族文化旅游节", "首届中国•白沙银饰刺绣博览会"],
        ),
        ("在随后座谈对接会上", []),
        ("表决通过了《云湖商会会员代表大会选举办法》", []),
        ("承办了五届中国江州（苍山）国际蔬菜博览会", ["中国江州（苍山）国际蔬菜博览会"]),
    ],
)
def test_events(text: str, expected: list[str]) -> None:
    assert [name for name, kind in outer(text) if kind == "event"] == expected


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
        ("国道213线穿过，省道S213相连", ["国道213线", "省道S213"]),
        ("东（营）——香（港）高速公路穿过", ["东（营）——香（港）高速公路"]),
        ("视察江州地铁5号线云湖站", ["江州地铁5号线云湖站"]),
        ("参观了嘉兴城市博物馆", ["嘉兴城市博物馆"]),
        ("改造完成G207、S280等15条国省道", ["G207", "S280"]),
        ("国道云湖段、县道长桥至平湖段建成通车", ["国道云湖段", "县道长桥至平湖段"]),
        ("厦云高速和贵白高铁穿境而过", ["厦云高速", "贵白高铁"]),
        ("围绕“建设天堂硅谷、打造硅谷天堂”总体要求", []),
        ("唐代开明寺、明代智果寺保存完好", ["开明寺", "智果寺"]),
        ("云茂高速先行段开工", ["云茂高速"]),
        ("中国云湖医药城总体规划面积25平方公里", ["中国云湖医药城"]),
        ("距离江州天河国际机场约60公里", ["江州天河国际机场"]),
        ("市、区在白沙镇合建水利博物馆", []),
        ("实地参观公司展厅、高铁铁路", []),
    ],
)
def test_facilities(text: str, expected: list[str]) -> None:
    assert [name for name, kind in outer(text) if kind == "facility"] == expected


def test_products_of_a_list_end_before_the_word_that_sums_them_up() -> None:
    found = outer("地方特产有云湖砚、绞胎陶瓷、镇国石佛等。")
    assert [name for name, kind in found if kind == "product"] == ["云湖砚", "绞胎陶瓷", "镇国石佛"]
    assert outer("特产有云县小米、红枣，味道香甜") == [("云县小米", "product")]


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
        ("居民属云湖区白沙镇管辖", {"云湖区白沙镇", "云湖区", "白沙镇"}),
    ],
)
def test_villages_that_are_counted(text: str, expected: set[str]) -> None:
    assert places(text) == expected


def test_bodies_hold_the_divisions_that_they_belong_to() -> None:
    found = places("徐州市铜山区人民法院、成都市民政局、房县人民政府")
    assert found == {"徐州市", "铜山区", "徐州市铜山区", "成都市", "房县"}


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
