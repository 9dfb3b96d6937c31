"""Kinds of figures of province reports, lists of works, gazettes and news; sentences invented."""

from datetime import date
from decimal import Decimal

import pytest

from .read_claims import claims, heads

AHEAD = ("target", "plan")


def starts(text: str, published: date | None = None) -> list[str | None]:
    """The year in which each figure's time begins, None without a date."""
    found = [item.time for item in claims(text, published)]
    return [item.resolved_start[:4] if item and item.resolved_start else None for item in found]


def bases(text: str) -> list[str | None]:
    return [item.change_base.text if item.change_base else None for item in claims(text)]


def ahead(text: str, published: date | None = None) -> list[bool]:
    return [item.modality in AHEAD for item in claims(text, published)]


# Times


def test_a_year_among_several_dates_its_own_noun() -> None:
    text = (
        "五年来，全市坚持创新，实力增强。\n"
        "2025年工业占比较2020年提高4个百分点。新增景区3家。2025年接待游客9万人，累计引进企业30家。"
    )
    assert starts(text) == ["2025", None, "2025", None]


def test_a_year_with_a_comma_opens_a_passage() -> None:
    text = "“十四五”以来，全区深化改革。2024年，全区生产总值90亿元。新增企业30家。"
    assert starts(text) == ["2024", "2024"]


def test_a_feature_goes_on_about_its_five_years() -> None:
    text = (
        "“十四五”以来，全区深化改革，迈出坚实步伐。2024年生产总值是2020年的1.2倍。\n"
        "累计实施项目160个。"
    )
    assert starts(text, date(2025, 8, 21)) == ["2024", "2021"]


def test_a_chronicle_that_goes_on_to_another_year_leaves_the_next_paragraph_undated() -> None:
    text = "1956年，粮食单产129公斤。1965年，粮食单产163公斤。\n果品产量增长9倍。"
    assert starts(text) == ["1956", "1965", None]


def test_this_year_in_a_summary_of_the_last_one_is_not_the_year_of_publication() -> None:
    text = (
        "区住建局2024年工作总结和2025年工作安排\n一、2024年工作总结\n"
        "今年以来，改造小区12个。\n二、2025年工作安排\n全年改造小区20个。"
    )
    assert starts(text, date(2025, 1, 2)) == [None, "2025"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("民国22年，全县有学校9所。", "1933"),
        ("民国二十六年，全县有学校9所。", "1937"),
        ("民国26年3月，全县有学校9所。", "1937"),
    ],
)
def test_a_year_of_the_republic_is_dated(text: str, expected: str) -> None:
    assert starts(text) == [expected]


def test_a_multiple_has_the_time_of_its_sentence_and_not_of_what_it_is_a_multiple_of() -> None:
    text = "1987年，棉花总产9万斤，比1978年增长15%，为1949年6倍，是1965年的3倍。"
    assert starts(text) == ["1987"] * 4
    assert bases(text)[2:] == ["1949年", "1965年"]


def test_what_a_work_will_yield_has_no_date() -> None:
    text = "2019年第一季度项目开工\n项目建成后，年产值可达15亿元，年上缴税收1亿元。"
    assert starts(text, date(2019, 3, 14)) == [None, None]


# What lies ahead


@pytest.mark.parametrize(
    "text",
    [
        # Round numbers, and half of the clauses begin with what is done.
        "改造停车位1万个。完成1000所学校周边治理。新增公交线路共200条。",
        "引育经理人1000名，带动万名青年回乡。组建服务队100支，举办辅导1000场。",
        # An outline of aims praises what is to be reached.
        "——创新能力显著提升。研发投入年均增长7%左右，企业占比达到80%以上，取得明显成效。",
        # A history is no result, and 取得更好 none yet.
        "深化文旅融合，推进历史街区保护，修缮古建筑20处。完善服务，取得更大成效，新增客房500间。",
        # No village acts: 和美乡村建设.
        "打造美丽乡村。扎实推进和美乡村建设，整治村庄20个。改造农房500户。",
        # What is done again.
        "今年要继续办好“十件实事”。（1）做好就业，培训30人次。（2）扩大托育，新增托位2153个。",
        "我们将接续办好15件重点民生实事，包括：完成小区改造613个；新增托位2153个。",
    ],
)
def test_what_lies_ahead_without_a_heading(text: str) -> None:
    found = ahead(text)
    assert found
    assert all(found[-2:])


@pytest.mark.parametrize(
    "text",
    [
        # The subject comes first: what has become of it.
        "社会治理持续深化。完善网格，推进整治20处。开展培训500场。",
        "民生实事全面办好。新建幼儿园20所，改造小区30个，培训教师500名。",
        "城市治理取得新进展。完善网格，推进整治20处。开展培训500场。",
        # Money from above that is there.
        "落实政策，出台措施12条。优化服务，办件133件。争取上级资金9.4亿元，银行放贷30亿元。",
        # Rules that were made.
        "完善制度，提请审议法规40件，制定规章70件。加强监督，办理建议300件。",
    ],
)
def test_results_that_speak_as_plans_do(text: str) -> None:
    assert not any(ahead(text))


def test_a_period_that_has_just_ended_is_looked_back_on() -> None:
    text = (
        "未来五年，全区将坚持高质量发展，力争到“十四五”末，实现翻番目标。\n"
        "刚刚结束的“十三五”，是各项事业取得成就的五年。\n全区企业达到440家，景区达到17家。"
    )
    assert ahead(text) == [True, False, False]


def test_what_is_counted_as_of_a_day_is_there() -> None:
    text = "下一步，全县将加快园区建设。\n截至2020年底，入驻企业90家，产值12亿元。"
    assert ahead(text) == [False, False]
    assert ahead("到2027年，企业达到90家。截至2026年底，力争企业80家。") == [True, True]


def test_who_is_helped_is_not_what_is_earned() -> None:
    text = "2026年民生实事\n为低收入家庭患者实施手术2000例，扩种大豆3万亩，新创园区3个。"
    assert [item.modality for item in claims(text)] == ["plan"] * 3


def test_what_an_aim_sets_out_from_for_each_is_there_already() -> None:
    assert ahead("2026年民生实事\n保费由每生每年5元提高至10元。") == [False, True]
    assert heads("保费由每生每年5元提高至10元。") == ["保费", "保费"]


# Numbers


def test_the_numbers_of_a_list_share_their_bound() -> None:
    found = claims("存款、贷款余额分别突破1.5万亿元、1.4万亿元。")
    assert [item.comparator for item in found] == ["more-than", "more-than"]
    assert found[1].lower == Decimal(14_000) * 10**8
    found = claims("三县产值分别达到约3亿元、4亿元和5亿元，支出6亿元。")
    assert [item.comparator for item in found[-4:]] == ["about"] * 3 + ["equal"]
    found = claims("甲、乙两业分别增长9%以上、6%。")
    assert [item.comparator for item in found[-2:]] == ["at-least", "equal"]


def test_a_sign_joins_two_things_and_is_none_of_a_length() -> None:
    assert [item.number.text for item in claims("人行道4.5米+15米车行道。") if item.number] == [
        "4.5米",
        "15米",
    ]
    found = claims("产值+5.2%，用电量-3%，气温+3℃，负债率-3%。")
    assert [item.value for item in found] == [Decimal("5.2"), Decimal(-3), Decimal(3), Decimal(-3)]
    assert [item.kind for item in found] == ["growth", "growth", "value", "share"]


def test_classes_of_bridges_and_water_are_no_counts() -> None:
    assert [item.unit for item in claims("加固三类桥梁90座，改造四五类危桥1座。")] == ["座", "座"]
    assert [item.unit for item in claims("加固90座三类构筑物。")] == ["座"]
    assert [item.unit for item in claims("培育三类企业90家。")] == ["类", "家"]


# What figures measure, and their changes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产值增长13.8%，三次产业结构优化，调整为8：41：51。", ["产值", "三次产业结构"]),
        ("为1000名75~79周岁失能老年人提供服务。", ["失能老年人", "失能老年人"]),
        ("为1万名困境、留守、流动儿童进行评估。", ["困境、留守、流动儿童"]),
        ("新增9家国家级、市级企业。", ["国家级、市级企业"]),
        ("新增9家医院、学校。", ["医院"]),
        ("表彰9名教师、3名医生。", ["教师", "医生"]),
        ("均衡性转移支付9万元、其余资金5万元。", ["均衡性转移支付", "其余资金"]),
        ("还本付息支出3亿元。", ["还本付息支出"]),
        ("加上体制结算返还5.6亿元。", ["体制结算返还"]),
        ("给予每人1万元救助。", ["救助"]),
        ("患者实施免费手术2000例。", ["手术"]),
        ("全区常住人口与2010年普查的5万人相比，增加2万人。", ["常住人口", "常住人口"]),
        ("学校与去年的9所相比，增加3所。", ["学校", "学校"]),
    ],
)  # fmt: skip
def test_heads(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_what_was_added_is_of_the_things_counted() -> None:
    text = "合作社769个，新增6个；农场472家，净增8家；企业90家，新增省级6家。"
    found = claims(text)
    assert heads(text)[:4] == ["合作社", "合作社", "农场", "农场"]
    assert [item.kind for item in found] == ["count", "change", "count", "change", "count", "count"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "结构优化，与上年比，一产占比上升3个百分点，二产、三产占比分别回落2和1个百分点。",
            ["与上年比"] * 3,
        ),
        (
            "与2010年相比，甲族人口减少9人，下降2%；乙族人口增加6人，增长5%。",
            ["与2010年相比"] * 4,
        ),
        ("人口与2010年的9万人相比，增加1万人，增长11%。", [None, *["与2010年的9万人相比"] * 2]),
        ("棉花产量9万斤，比民国22年（6万斤）增长50%。", [None, None, "比民国22年"]),
    ],
)
def test_bases(text: str, expected: list[str | None]) -> None:
    assert bases(text) == expected


def test_a_plan_period_that_is_over_opens_no_plan() -> None:
    text = (
        "“十四五”时期是开启新征程的第一个五年。全省上下攻坚克难，生产总值年均增长4.5%。"
        "研发经费年均增长7.4%，企业达到96家。"
    )
    assert not any(ahead(text, date(2026, 2, 1)))
    assert not any(ahead(f"{text}五年来，创新实力增强，企业增加20家。"))
    assert all(ahead("“十五五”时期是关键的五年。到2030年，企业达到96家。", date(2026, 2, 1)))


def test_money_that_was_asked_for_and_the_year_of_a_list_are_no_plans() -> None:
    assert ahead("争取用于项目建设的专项债券额度3150亿元、支持项目2146个。") == [False, False]
    text = "2025年工作回顾\n3部纪录片入选央视2026年片单。\n2026年工作安排\n新建学校20所。"
    assert ahead(text) == [False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沿河廊道1194公里全线贯通。", ["沿河廊道"]),
        ("培育10个对经济带动作用强、优势突出的成长型产业集群。", ["成长型产业集群"]),
        ("储备25个在行业有名的特色型产业集群。", ["特色型产业集群"]),
        ("为13690户25249人发放生活补贴629万元。", ["生活补贴"] * 3),
        ("25.7万人受灾。", ["受灾"]),
        ("接待游客70万人次，实现收入8500万元，同比上升8%和11%。", ["接待游客", "收入"] * 2),
        ("博物馆、图书馆分别增至37座、14座，6部作品获奖。", ["博物馆", "图书馆", "作品"]),
        ("高速公路通车里程486公里，快速路9公里。", ["高速公路通车里程", "快速路"]),
        ("出口998亿元，大幅增长38.7%，占总值的87.8%。", ["出口"] * 3),
    ],
)
def test_more_heads(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_an_improvement_is_a_change() -> None:
    found = claims("浓度较“十三五”末改善16.5%，改善7000多所学校办学条件。")
    assert [item.kind for item in found] == ["growth", "count"]
    assert bases("浓度较“十三五”末改善16.5%。") == ["较“十三五”末"]


def test_an_outline_looks_back_on_the_plan_before() -> None:
    text = (
        "一、新起点开启新征程\n面向“十四五”，全县要站在更高起点、担起更大责任。\n"
        "“十三五”时期，在县委领导下，实现发展。\n"
        "实力提升。2020年，全县生产总值达到273.4亿元，年均增长8.4%。人均生产总值达6.1万元。"
    )
    assert ahead(text) == [False] * 3
    aims = "2021年主要预期目标是：生产总值增长6%。\n“十四五”时期，全市企业达到90家。"
    assert ahead(aims) == [True, True]


def test_what_a_standard_was_raised_from_has_no_date() -> None:
    assert starts("2018年，低保标准从年标准1680元提高到2760元。") == [None, "2018"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建25—30家省级及以上企业技术中心。", ["省级及以上企业技术中心"]),
        ("339个地级及以上城市PM2.5平均浓度为43微克/立方米。", ["地级及以上城市", "PM2.5平均浓度"]),
        ("存贷款余额双双突破6万亿元。", ["存贷款余额"]),
        ("全国重点实验室达8家。", ["全国重点实验室"]),
        ("三部门：改造公路3万公里。", ["改造公路"]),
    ],
)  # fmt: skip
def test_nouns_with_bounds_and_names(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_a_wide_percent_sign_is_the_same_unit() -> None:
    assert [item.unit for item in claims("出口增长18％，进口增长9%。")] == ["%", "%"]


def test_trade_of_one_mode_is_not_all_trade() -> None:
    def linked(text: str) -> list[str]:
        return [(item.indicator or "").rpartition("/")[2] for item in claims(text)]

    assert linked("一般贸易进出口增长迅猛，进出口998亿元。") == [""]
    assert linked("外贸增长迅猛，进出口998亿元。") == ["imports-and-exports"]
    assert linked("游客人次、旅游花费分别增长14%、10%。")[1] == "tourism-revenue"
    assert linked("粮食播面67万亩，蔬菜播面9万亩。") == ["grain-sown-area", "vegetable-sown-area"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("投资2.3个亿。", "230000000", "元"),
        ("投资1.2个多亿。", "120000000", "元"),
        ("补助500多万。", "5000000", "元"),
        ("最低气温零下12摄氏度。", "-12", "摄氏度"),
        ("租金2万元/年。", "20000", "元/年"),
        ("护理补贴100元/人/月。", "100", "元/人/月"),
        ("标准7992元/人·年。", "7992", "元/人·年"),
        ("奖补500元/户。", "500", "元/户"),
        ("供水能力20万m³/d。", "200000", "m³/d"),
        ("用地5000 m2。", "5000", "m2"),
        ("时速350公里/小时。", "350", "公里/小时"),
        ("设备寿命50年。", "50", "年"),
    ],
)
def test_uncommon_numbers_and_units(text: str, value: str, unit: str) -> None:
    (found,) = claims(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


def test_both_ends_of_a_range_are_below_zero() -> None:
    (found,) = claims("气温零下5—8℃。")
    assert (found.lower, found.upper) == (Decimal(-8), Decimal(-5))


def test_a_count_of_projects_named_by_size_is_no_sum() -> None:
    assert [item.unit for item in claims("引进3个亿元项目、5个亿级产业。")] == ["个", "个"]


def test_what_is_exceeded_dates_nothing() -> None:
    text = "2018年1到10月，到位资金超历史同期水平，完成州外资金120亿元。"
    assert [item.time.text for item in claims(text) if item.time] == ["2018年1到10月"]


def test_projects_of_a_size_are_counted() -> None:
    assert [
        item.number.text for item in claims("储备项目45个，其中上亿元项目20个。") if item.number
    ] == [
        "45个",
        "20个",
    ]
    assert [item.unit for item in claims("项目投资上亿元。")] == ["元"]


def test_a_feature_of_the_last_year_of_a_plan_looks_back() -> None:
    text = (
        "今年是“十四五”规划收官之年，市政府举行系列发布会，介绍五年来的情况。\n"
        "产业优化。“十四五”以来，新增企业651家，打造产业链12条。"
    )
    assert ahead(text, date(2025, 7, 25)) == [False, False]
