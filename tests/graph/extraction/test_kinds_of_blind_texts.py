"""Kinds of sentences that invented texts of many genres showed: numbers, changes, heads, times."""

from decimal import Decimal

import pytest

from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.text.numerals import find_numerals

LEXICON = load_lexicon()


def figures(text: str) -> list[FoundFigure]:
    return list(find_figures(text, LEXICON))


def heads(text: str) -> list[str]:
    return [item.head.name if item.head else "" for item in figures(text)]


def modalities(text: str) -> list[str]:
    return [item.modality.modality for item in figures(text)]


@pytest.mark.parametrize(
    ("text", "words", "percent"),
    [
        ("孕产妇死亡率7.5/10万。", "7.5/10万", "0.0075"),
        ("结核病发病率为2/10万。", "2/10万", "0.002"),
        ("重性精神病患病率4.2/万。", "4.2/万", "0.042"),
    ],
)
def test_a_rate_of_ten_thousands_is_one_figure(text: str, words: str, percent: str) -> None:
    (figure,) = figures(text)
    assert (figure.quantity.text, figure.quantity.value) == (words, Decimal(percent))


@pytest.mark.parametrize("word", ["减负", "自负", "背负"])
def test_a_verb_that_ends_like_a_sign_makes_no_number_negative(word: str) -> None:
    (figure,) = figures(f"为商户{word}400万元。")
    assert figure.quantity.value == 4_000_000


def test_a_sign_in_words_does() -> None:
    (figure,) = figures("工业投资增速为负4.1%。")
    assert figure.quantity.value == Decimal("-4.1")


def test_two_numbers_with_units_of_their_own_are_no_range() -> None:
    change, level = figures("空置率下降1.5个百分点至8.2%。")
    assert (change.quantity.value, change.change.kind) == (Decimal("1.5"), "points")
    assert (level.quantity.value, level.change.kind) == (Decimal("8.2"), "share")


def test_the_base_of_a_rate_is_no_figure() -> None:
    text = "每10万人口中拥有医师310人。"
    (figure,) = figures(text)
    assert figure.quantity.value == 310
    assert exclusion_reason(text, find_numerals(text)[0], LEXICON) == "indefinite"


def test_the_highest_grant_is_a_bound() -> None:
    (figure,) = figures("单个车间最高奖励60万元。")
    assert (figure.quantity.comparator, figure.quantity.upper) == ("at-most", Decimal(600_000))


@pytest.mark.parametrize(
    ("text", "kind", "falling"),
    [
        ("税收同比少收2亿元。", "difference", True),
        ("民生支出比上年多支出3亿元。", "difference", False),
        ("亩产值比上年多0.4万元。", "difference", False),
        ("在校生减幅7.5%。", "growth", True),
        ("出让收入锐减四成。", "growth", True),
        # A smaller fall is a rise of the rate, a greater one a fall of it.
        ("用电量降幅比上月收窄2.2个百分点。", "points", False),
        ("销量降幅较上季度扩大0.8个百分点。", "points", True),
    ],
)
def test_changes_by_other_verbs(text: str, kind: str, falling: bool) -> None:
    (figure,) = figures(text)
    assert (figure.change.kind, figure.change.falling) == (kind, falling)


@pytest.mark.parametrize(
    ("text", "falling"),
    [
        ("投资增速由上年的2.5%回升到4.4%。", [False, False]),
        ("进口下降由一季度的9.5%收窄至6.3%。", [True, True]),
    ],
)
def test_the_rate_that_a_change_of_it_sets_out_from_is_a_growth(
    text: str, falling: list[bool]
) -> None:
    found = [item.change for item in figures(text)]
    assert [item.kind for item in found] == ["growth", "growth"]
    assert [item.falling for item in found] == falling


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("进出口额五年累计实现60亿元，是前五年的3倍。", ["进出口额", "进出口额"]),
        ("港口吞吐量8万吨，是邻县的1.4倍。", ["港口吞吐量", "港口吞吐量"]),
        ("税收完成9亿元，为预算的102%，增长5%。", ["税收"] * 3),
        ("带动园区亩均产值提升12%。", ["园区亩均产值"]),
        ("药品次均费用90元，按当年价格下降3%。", ["药品次均费用"] * 2),
        ("工业总产值连跨2个千亿元台阶，由900亿元增加到3100亿元。", ["工业总产值"] * 3),
        ("继续安排600万元创业补贴资金。", ["创业补贴资金"]),
        ("宽敞的厂房里只有3名工人。", ["工人"]),
        ("用工少了三成，产量反而翻了一番。", ["用工", "产量"]),
        ("每年拿出3000万元专项资金。", ["专项资金"]),
        ("全县有各级各类学校90所。", ["各级各类学校"]),
        ("选派30名青年医生赴省城进修。", ["青年医生"]),
        ("吸纳200名困难劳动力就近上岗。", ["困难劳动力"]),
        ("4个县摘帽，60个村出列。", ["县", "村"]),
        ("投资8亿元的热电项目和总投资2亿元的物流园竣工。", ["投资", "总投资"]),
        ("油料面积、总产分别比上年增0.5%、减1.1%。", ["油料面积", "总产"]),
        ("带动90户农户户均增收2000元。", ["农户", "户均增收"]),
        ("安装60套监测设备接待参观者800人次。", ["监测设备", "接待参观者"]),
        ("村级经营收入全部超过5万元。", ["村级经营收入"]),
        ("接待游客60万人，恢复到2019年同期的90%。", ["接待游客"] * 2),
        ("到位市外资金9亿元。", ["到位市外资金"]),
        ("“一刻钟便民圈”覆盖率达到90%。", ["“一刻钟便民圈”覆盖率"]),
        ("村里建起600平方米的文化中心。", ["文化中心"]),
        ("仔猪价格也达到600元。", ["仔猪价格"]),
        ("建成6个集中供水站。", ["集中供水站"]),
        ("出栏生猪5万头、羊8万只，分别增长2%、下降3%。", ["出栏生猪", "羊"] * 2),
        ("财政收入9亿元，超预算1.2个百分点。", ["财政收入"] * 2),
    ],
)
def test_heads(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_growths_of_single_characters_are_handed_out_to_what_was_listed() -> None:
    text = "油料面积、总产、单产分别为5万亩、2万吨、180公斤，分别比上年增0.3%、减1.2%、增1.5%。"
    assert heads(text)[3:] == ["油料面积", "总产", "单产"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What was done, after what was planned.
        ("原计划投资6亿元，实际完成4亿元，占计划的67%。", ["plan", "achieved", "achieved"]),
        ("比原计划提前20天完工，节约资金80万元。", ["achieved", "achieved"]),
        ("增速比预期目标高0.3个百分点。", ["achieved"]),
        ("到2026年，力争达到90家；2023年为70家。", ["target", "achieved"]),
        ("预计今年将突破600亿元，年均增长5%。", ["achieved", "achieved"]),
        ("三、2026年发展目标\n绿化率由2025年的20%提高到25%。", ["achieved", "target"]),
    ],
)
def test_what_lies_ahead(text: str, expected: list[str]) -> None:
    assert modalities(text) == expected


def test_a_vision_of_a_later_year_is_no_year_after_the_one_reported_on() -> None:
    text = (
        "云台县第十五个五年规划纲要\n第一节 二〇三五年远景目标\n经济总量翻番。\n"
        "第二节 “十五五”时期主要目标\n到2030年粮食产量达到20万吨。"
    )
    assert modalities(text)[-1] == "target"


def test_a_part_about_a_time_without_an_end_lies_ahead() -> None:
    """The word list's placeholder for a year or a plan was read into 一段时期, too."""
    text = (
        "全区新建公园3个。\n\n今后一段时期，全区以园区为主战场。"
        "新建厂房20万平方米，引进企业30家。\n"
    )
    assert modalities(text) == ["achieved", "plan", "plan"]


def test_the_draft_of_a_budget_lies_ahead() -> None:
    text = (
        "云台市预算报告\n一、2024年预算执行情况\n支出90亿元。\n二、2025年预算草案\n"
        "2025年，全市收入安排60亿元。\n安排教育支出20亿元。"
    )
    assert [item in ("plan", "target") for item in modalities(text)] == [False, True, True]


def test_the_main_works_of_a_bulletin_were_done() -> None:
    text = "2024年云台市卫生统计公报\n三、重点工作\n建成社区医院6家。"
    assert modalities(text) == ["achieved"]


def test_the_years_of_a_sum_are_those_of_its_own_part() -> None:
    found = figures("2011年，全县税收3亿元；投资五年累计完成90亿元；存款达到20亿元。")
    assert [item.period.text if item.period else "" for item in found] == [
        "2011年",
        "五年",
        "2011年",
    ]


def test_a_multiple_of_another_time_is_of_the_time_before() -> None:
    (figure,) = figures("一季度游客仅为上年同期的三成。")
    assert figure.period is not None
    assert figure.period.text == "一季度"


def test_to_arrange_for_two_experts_ranks_nothing() -> None:
    (figure,) = figures("每周安排两名专家坐诊。")
    assert figure.quantity.value == 2


@pytest.mark.parametrize(
    ("text", "number", "time"),
    [
        # What a work yields is of no date that the text names before.
        ("计划年底投产，达产后年产值9亿元。", "9亿元", None),
        ("六十年来，灌溉面积由最初的3万亩发展到70万亩。", "3万亩", None),
        ("六十年来，灌溉面积由2010年的3万亩发展到70万亩。", "3万亩", "2010年"),
        ("税收从2015年的2亿元增长到2020年的3亿元，五年增加1亿元。", "1亿元", "五年"),
        ("上半年接待游客60万人，恢复到2019年同期的90%。", "90%", "上半年"),
    ],
)
def test_times(text: str, number: str, time: str | None) -> None:
    (period,) = (item.period for item in figures(text) if item.quantity.text == number)
    assert (period.text if period else None) == time


def test_the_base_of_a_cut_is_the_time_that_it_is_compared_with() -> None:
    (figure,) = figures("排放总量比上年削减3.2%。")
    assert figure.change.base is not None
    assert figure.change.base.text == "比上年"


def test_the_year_in_which_a_thing_came_dates_no_later_figure() -> None:
    text = (
        "一、2024年工作回顾\n全年税收9亿元。2021年引进的恒远项目去年6月投产，当年产值2亿元。"
        "截至11月底，完成投资4亿元。"
    )
    years = [item.period.first.year for item in figures(text) if item.period and item.period.first]
    # 当年 stays undated: the text names two years before it.
    assert years == [2024, 2024]


def test_a_thousand_litres_are_a_unit_and_no_part_of_the_number() -> None:
    (figure,) = figures("啤酒项目年产能30万千升。")
    quantity = figure.quantity
    assert quantity.value == 300_000
    assert quantity.unit == "unit:M3"
