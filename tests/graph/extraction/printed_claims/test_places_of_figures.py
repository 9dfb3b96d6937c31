"""Whose a figure is: the place of the report, a part of it, or nobody knows."""

import pytest

from districtgraph.graph.extraction.printed_claims.place_record import Place
from tests.graph.extraction.read_claims import all_claims, claims

YANTAI = Place("烟台市", "370600")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("芝罘区、福山区生产总值分别增长5%、6%。", ["芝罘区", "福山区"]),
        ("其中，牟平区完成投资9亿元，增长7%；全市完成投资90亿元。", ["牟平区"] * 2 + ["烟台市"]),
        ("龙口、莱阳两市分别完成投资3亿元、5亿元，增长2%、3%。", ["龙口市", "莱阳市"] * 2),
        # A name may have one character before its level, and a joint in it.
        ("其中魏县、和平区分别增长7%和5%。", ["魏县", "和平区"]),
        ("魏县和涉县分别增长7%和5%。", ["魏县", "涉县"]),
        # Together, or with another number of numbers, nobody knows whose a figure is.
        ("龙口市和莱阳市完成投资9亿元。", [None]),
        ("龙口市、莱阳市分别增长5%、6%和7%。", [None] * 3),
        ("产值9亿元。全国增长5%。", ["烟台市", None]),
        # A town has a name, and no code.
        ("青云镇产值9亿元。", ["青云镇"]),
        # Where something is, and whose it is, does not change what the report is about.
        ("在龙口市新建学校9所。", ["烟台市"]),
        ("龙口市人民医院床位90张。", ["烟台市"]),
        ("高于全省2个百分点。", ["烟台市"]),
        # A company is in the place; what it has and pays is not the place's.
        ("2023年，公司实现销售收入9亿元，税收8000万元；全市税收90亿元。", [None, None, "烟台市"]),
        ("恒远重工集团有限公司占地9亩，员工680人。", [None, None]),
        ("公司数量达90家。", ["烟台市"]),
        ("该项目税收收入9亿元。", [None]),
        ("云湖农商银行贷款余额9亿元。", [None]),
        # 全镇 and 该村 are what the paragraph named last of that level; 该市 is the report's own.
        ("青云镇邻海。全镇粮食产量9万吨。", ["青云镇"]),
        ("粮食产量9万吨。该村粮食产量9吨。", ["烟台市", None]),
        ("我省粮食产量9万吨。", [None]),
        ("青云镇政府镇长说，全镇粮食产量9万吨。", ["青云镇"]),
        ("她的合作社带动260户。建制村通车率9%。", [None, "烟台市"]),
        ("粮食产量9万吨，其中：青云镇2万吨、白水镇3万吨。", ["烟台市", "青云镇", "白水镇"]),
        # The country's, and what the country has given a title to.
        ("全国粮食产量9万吨，增长2%；全市粮食产量9吨。", [None, None, "烟台市"]),
        ("全省一般公共预算收入9亿元。", [None]),
        ("全国一村一品示范村9个。", ["烟台市"]),
        ("我市粮食产量9万吨，该市粮食产量9万吨。", ["烟台市", "烟台市"]),
        # In brackets, and as a part of what was named before, up to the semicolon.
        ("工业增加值增长7%（全省为6%），税收增长3%。", ["烟台市", None, "烟台市"]),
        ("产值增长6%，其中龙口市增长7%；税收增长3%。", ["烟台市", "龙口市", "烟台市"]),
        ("全省平均降雨量9毫米。", [None]),
        ("经理介绍，公司2021年落户时有员工20人，如今90人。", [None, None]),
        ("这家2022年落户的企业，一期投资9亿元。", [None]),
        ("老周掰着指头算账：自家22亩栗园。她牵头的合作社带动63户。", [None, None]),
        ("其中龙口市投资9亿元；同比增长7%。", ["龙口市", "龙口市"]),
        ("龙口市：1）产值9亿元，增长6%；2）税收2亿元。", ["龙口市"] * 3),
        ("市区新增停车位30个，城镇新增就业3万人。", [None, "烟台市"]),
        ("园区承载能力增强，新建厂房2万平方米。", ["烟台市"]),
        # The built-up part of a city is not the city.
        ("市区优良天数300天，增长2%；全市优良天数310天。", [None, None, "烟台市"]),
        # A zone by the end of its name.
        ("青云经开区设立。经开区新签约项目9个。", ["青云经开区"]),
        ("高新区签约项目9个。高新区企业达9家。", [None, "烟台市"]),
        ("高新区2025年完成投资9亿元。", [None]),
        # The city alone, without its districts and counties.
        ("全市收入90亿元，市本级收入9亿元，增长7%。", ["烟台市", None, None]),
    ],
)
def test_places(text: str, expected: list[str | None]) -> None:
    found = claims(text, place=YANTAI)
    assert [item.subject.text if item.subject else None for item in found] == expected


def test_a_part_of_the_place_of_the_report_has_its_code() -> None:
    (found,) = claims("莱州市产值9亿元。", place=YANTAI)
    assert found.subject
    assert found.subject.code == "370683"
    (town,) = claims("青云镇产值9亿元。", place=YANTAI)
    assert town.subject
    assert town.subject.code is None


def test_a_place_in_the_first_sentence_of_a_report_is_not_the_place_of_the_report() -> None:
    (found,) = [
        item for item in all_claims("乡政府工作总结\n王家湾养殖区建成，产值9万元。") if item.number
    ]
    assert found.subject is None


@pytest.mark.parametrize(
    ("title", "opening", "place"),
    [
        # A township, also after the county that it lies in.
        ("走进青石镇", "青石镇位于白湖县西部，西邻临江市。", "青石镇"),
        ("白湖县青石镇2024年工作总结", "", "白湖县青石镇"),
        ("龙泉村的“三变”", "", "龙泉村"),
        # An office reports on its district.
        ("云湖区住建局2024年工作总结", "", "云湖区"),
        ("政府工作报告", "——2026年1月12日在云湖区第六届人民代表大会第一次会议上", "云湖区"),
        ("云湖区国民经济和社会发展第十五个五年规划纲要", "", "云湖区"),
        # What is beside a place, or what it lies in, is not the place.
        ("绿色发展", "全镇位于沈阳市北部，东邻铁岭市，与抚顺市接壤。", None),
    ],
)
def test_the_place_of_a_report_is_in_its_title(title: str, opening: str, place: str | None) -> None:
    found = [item for item in all_claims(f"{title}\n{opening}\n总面积9平方公里。") if item.number]
    assert [item.subject.text if item.subject else None for item in found] == [place]


def test_the_government_that_reports_names_the_place() -> None:
    text = "政府工作报告\n各位代表，我代表云湖区人民政府作报告。全区产值9亿元。"
    assert [item.subject.text for item in all_claims(text) if item.number and item.subject] == [
        "云湖区"
    ]


def test_what_a_company_pays_is_no_indicator_of_its_place() -> None:
    text = "2023年，公司缴纳税收8000万元。全市税收收入90亿元。"
    found = [item.indicator for item in claims(text, place=YANTAI)]
    assert [bool(indicator) for indicator in found] == [False, True]


@pytest.mark.parametrize("owner", ["县医院", "云湖县人民医院拥有", "我院"])
def test_what_an_institution_has_is_in_its_place_and_not_all_that_is_there(owner: str) -> None:
    (found,) = claims(f"{owner}卫生技术人员600名。", place=YANTAI)
    assert found.subject
    assert found.indicator is None
    (of_all,) = claims("卫生技术人员600名。", place=YANTAI)
    assert of_all.indicator


def test_a_feature_goes_on_about_a_company_until_its_paragraph_ends() -> None:
    feature = (
        "记者走进烟台。\n走进恒远重工集团有限公司，机器轰鸣。一期投资9亿元。二期投资4亿元。\n"
        "新建学校3所。"
    )
    found = [item.subject.text if item.subject else None for item in claims(feature, place=YANTAI)]
    assert found == [None, None, "烟台市"]


def test_a_report_goes_on_about_its_place_after_a_company() -> None:
    report = "恒远重工集团有限公司投产，投资9亿元。新建学校3所。"
    found = [item.subject.text if item.subject else None for item in claims(report, place=YANTAI)]
    assert found == [None, "烟台市"]


def test_a_feature_goes_on_about_a_village_until_its_paragraph_ends() -> None:
    feature = (
        "记者走进烟台。\n白石沟村曾是有名的穷村，2020年村集体收入5万元。去年，村里流转土地620亩，"
        "村集体收入112万元。全市粮食产量9万吨。\n新建学校3所。"
    )
    found = [item.subject.text if item.subject else None for item in claims(feature, place=YANTAI)]
    assert found == ["白石沟村"] * 3 + ["烟台市"] * 2


def test_a_report_does_not_go_on_about_a_village() -> None:
    report = "烟台市政府工作报告\n白石沟村集体收入达到5万元。新建学校3所。"
    found = [item.subject.text if item.subject else None for item in claims(report, place=YANTAI)]
    assert found[-1] == "烟台市"


@pytest.mark.parametrize(
    "verb",
    ["缴纳税收3亿元", "开工5个", "完成产值286亿元", "去年完成产值286亿元", "2025年贡献税收9亿元"],
)
def test_a_clause_without_a_subject_goes_on_about_a_zone(verb: str) -> None:
    (counted, amount) = claims(f"园区集聚企业213家，{verb}。", place=YANTAI)
    assert amount.subject == counted.subject is None
    # A clause with a subject of its own does not.
    (_, jobs) = claims("市区新增停车位30个，城镇新增就业3万人。", place=YANTAI)
    assert jobs.subject
    for whole in ("带动全区税收增长8.4%", "全年实现地区生产总值568亿元"):
        (_, amount) = claims(f"园区集聚企业213家，{whole}。", place=YANTAI)
        assert amount.subject


def test_a_part_of_a_district_in_a_title_is_no_place_of_its_own() -> None:
    (found,) = all_claims("云湖区老工业区振兴记\n总面积9平方公里。")[-1:]
    assert found.subject
    assert found.subject.text == "云湖区"


@pytest.mark.parametrize(
    "text",
    [
        "“我种了9亩葡萄，去年毛收入6万8千元。”",
        "村民李强承包大棚5个，年收入12万元。",
        "养殖户张国庆带动30户村民养羊，每户增收3000元。",
        "王大姐流转土地620亩。",
        "他流转土地620亩，带动136户村民增收。",
    ],
)
def test_what_one_person_has_is_no_figure_of_the_place(text: str) -> None:
    found = claims(text, place=YANTAI)
    assert found
    assert not any(item.subject or item.indicator for item in found)


@pytest.mark.parametrize(
    "text",
    [
        "我市新建学校3所。",
        "我中心受理热线9万件。",
        "我受政府委托，报告执行情况：一般公共预算收入18亿元。",
        "他项权登记9000宗。",
        "局长李明告诉记者，他表示，玫瑰种植面积6万亩。",
        "农户马铃薯种植面积9万亩。",
        "居民高血压的患病率20%。",
        "居民陆续回迁，安置1860户。",
        "老师傅带徒弟行动培养1600名。",
        "茶农段位制在9个乡镇推开。",
        "居民高血压患者9万人。",
        "他们新建学校3所。",
        "我们新建学校3所。",
        "农民收入3万元。",
    ],
)
def test_those_who_live_in_a_place_are_no_single_persons(text: str) -> None:
    (found,) = claims(text, place=YANTAI)
    assert found.subject


def test_a_paragraph_about_a_village_comes_back_to_its_county() -> None:
    for later in (
        "县里投入资金3000万元。",
        "县农业农村局培训农民4600人次。",
        "玫瑰在烟台市遍地开花，种植面积6万亩。",
    ):
        text = f"记者走进烟台。\n白石沟村流转土地620亩。{later}"
        found = [item.subject.text if item.subject else None for item in claims(text, place=YANTAI)]
        assert found == ["白石沟村", "烟台市"]


def test_a_paragraph_goes_on_about_its_place_after_a_person_who_is_quoted() -> None:
    text = "记者走进烟台。\n李大爷告诉记者，药费报销了一半。今年，医保报销比例提高到70%。"
    found = [item.subject.text if item.subject else None for item in claims(text, place=YANTAI)]
    assert found[-1] == "烟台市"


def test_what_several_companies_did_is_no_figure_of_the_place() -> None:
    text = "恒远重工集团、宏达汽车有限公司分别实现产值18亿元、2亿元。"
    assert [item.subject for item in claims(text, place=YANTAI)] == [None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "造林90亩，其中芝罘区50亩，福山区30亩；苹果产量9万吨。",
            ["烟台市", "芝罘区", "福山区", "烟台市"],
        ),
        ("绿道90公里，其中芝罘区50公里，桥梁28座。", ["烟台市", "芝罘区", "烟台市"]),
        ("收入5万元，其中芝罘区6万元，增长5%。", ["烟台市", "芝罘区", "芝罘区"]),
        ("其中芝罘区投资9亿元，税收3亿元。", ["芝罘区", "芝罘区"]),
    ],
)
def test_where_a_part_ends(text: str, expected: list[str]) -> None:
    found = claims(text, place=YANTAI)
    assert [item.subject.text if item.subject else None for item in found] == expected


def test_a_part_that_a_sentence_names_is_not_the_report_s_place() -> None:
    found = claims("新增企业90家，其中芝罘区20家，福山区12家。")
    subjects = [item.subject.text if item.subject else None for item in found]
    assert subjects == [None, "芝罘区", "福山区"]


def test_a_number_of_things_after_the_name_of_a_district_counts_no_districts() -> None:
    found = claims("芝罘区20家企业上市，福山区12家。", place=YANTAI)
    assert [item.subject.text if item.subject else None for item in found] == ["芝罘区", "福山区"]


def test_towns_that_have_a_part_are_found_before_their_numbers() -> None:
    found = claims("新增企业90家，其中青云镇20家、白水镇12家。", place=YANTAI)
    subjects = [item.subject.text if item.subject else None for item in found]
    assert subjects == ["烟台市", "青云镇", "白水镇"]
    # Villages of a kind are counted themselves.
    (_, counted) = claims("建成景区9处，其中精品主题村6处。", place=YANTAI)
    assert counted.subject is not None
    assert counted.subject.text == "烟台市"
