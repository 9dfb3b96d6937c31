"""Kinds of sentences that the third and fourth blind set of texts showed, in invented examples."""

from datetime import date
from decimal import Decimal

import pytest

from districtgraph.graph.extraction.extraction import FoundFigure, find_figures
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.periods.period_records import DocumentDate
from districtgraph.graph.extraction.printed_claims.claim_objects import extracted_claims
from districtgraph.graph.extraction.printed_claims.claim_records import ClaimObject, Reading
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities
from districtgraph.graph.text.text_files import read_text

LEXICON = load_lexicon()


def figures(text: str, stated: DocumentDate | None = None) -> dict[str, FoundFigure]:
    found = find_figures(text, LEXICON, load_index(), stated)
    return {item.quantity.text: item for item in found}


def heads(text: str) -> list[str | None]:
    return [item.head.name if item.head else None for item in figures(text).values()]


def link(text: str, number: str) -> str | None:
    return (figures(text)[number].indicator or "").removeprefix("indicator/") or None


def time_of(text: str, number: str) -> str | None:
    period = figures(text)[number].period
    return period.text if period else None


def claim(text: str) -> ClaimObject:
    reading = Reading(read_text(text.encode(), "report.txt"))
    (found,) = (
        item for item in extracted_claims(reading, LEXICON, None).claims if item.number is not None
    )
    return found


# Numbers and units


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("获得授信HK$3亿元。", "unit:CCY_HKD", 300_000_000),
        ("出口货值US$3亿。", "unit:CCY_USD", 300_000_000),
        ("单船货值￥3亿元。", "unit:CCY_CNY", 300_000_000),
    ],
)
def test_a_sign_before_the_number_says_whose_yuan_it_is(text: str, unit: str, value: int) -> None:
    (quantity,) = find_quantities(text, LEXICON)
    assert (quantity.unit, quantity.value) == (unit, Decimal(value))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("人均绿地面积由9.2增加到11.4平方米。", ["平方米", "平方米"]),
        ("年均浓度从58降到37微克/立方米。", ["微克/立方米", "微克/立方米"]),
        ("人均绿地面积由2016年的9.2增加到11.4平方米。", ["平方米", "平方米"]),
        ("编号58增加到37微克/立方米。", ["微克/立方米"]),
    ],
)
def test_what_a_change_set_out_from_has_the_unit_of_the_new_value(
    text: str, units: list[str]
) -> None:
    assert [item.symbol for item in find_quantities(text, LEXICON)] == units


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("酿酒3万斛，腌菜450瓮。", ["3万斛", "450瓮"]),
        ("住501室。", []),
        ("编号甲7乙。", []),
        ("编号甲17乙。", []),
        ("沿318国道。", []),
        ("有30万群众。", ["30万"]),
    ],
)
def test_a_measure_word_that_no_list_has_is_the_written_unit(text: str, words: list[str]) -> None:
    assert [item.text for item in find_quantities(text, LEXICON)] == words


def test_an_unlisted_measure_word_has_no_iri() -> None:
    unlisted, listed = claim("酿酒450瓮。"), claim("酿酒450坛。")
    assert (unlisted.unit, unlisted.unit_iri) == ("瓮", None)
    assert listed.unit == "坛" and listed.unit_iri is not None


@pytest.mark.parametrize(
    "unit",
    [
        *("头只", "只头", "头匹", "穴", "窝", "穗", "箩", "筐", "篓", "桶", "坛", "罐", "瓶", "袋"),
        *("盒", "捆", "担", "串", "工日", "个工日", "个劳动日", "台班", "个台班", "亩次", "公顷次"),
    ],
)
def test_measure_words_of_farms_and_works(unit: str) -> None:
    (quantity,) = find_quantities(f"全年共有3万{unit}货物。", LEXICON)
    assert (quantity.symbol, quantity.value) == (unit, Decimal(30000))


@pytest.mark.parametrize("noun", LEXICON.lasting_nouns)
def test_years_after_a_noun_that_lasts_are_a_quantity(noun: str) -> None:
    (quantity,) = find_quantities(f"厂房平均{noun}超过25年。", LEXICON)
    assert (quantity.value, quantity.unit) == (Decimal(25), "unit:YR")
    assert quantity.comparator == "more-than"


@pytest.mark.parametrize(
    "text", ["一、2025年工作", "历时3年建成。", "2025年底建成。", "合同2025年签订。"]
)
def test_other_years_are_none(text: str) -> None:
    assert find_quantities(text, LEXICON) == ()


def test_the_term_of_a_contract_is_no_same_period() -> None:
    assert time_of("合同期限为20年。", "20年") is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("收入比值为2.01，同比缩小0.03。", ["2.01", "0.03"]),
        ("性别比（以女性为100，男性对女性）由104.1降至102.2。", ["104.1", "102.2"]),
        ("造福一方。", []),
    ],
)
def test_numbers_without_a_unit(text: str, numbers: list[str]) -> None:
    assert [item.text for item in find_quantities(text, LEXICON)] == numbers


@pytest.mark.parametrize(
    ("text", "comparator"),
    [("约合300万元", "about"), ("折合约300万元", "about"), ("不过420米", "at-most")],
)
def test_bounds(text: str, comparator: str) -> None:
    (quantity,) = find_quantities(text, LEXICON)
    assert quantity.comparator == comparator


# Changes


@pytest.mark.parametrize(
    ("text", "number", "kind", "falling"),
    [
        ("收入比值为2.01，同比缩小0.03。", "0.03", "difference", True),
        ("比年初新增9亿元。", "9亿元", "difference", False),
        ("新增贷款9亿元。", "9亿元", "level", False),
        ("工业增速由一季度的19%回落到6%。", "6%", "growth", False),
        ("工业降幅由一季度的9%收窄到6%。", "6%", "growth", True),
        ("提高城乡低保标准3%。", "3%", "growth", False),
        ("提高服务覆盖率95%。", "95%", "share", False),
        ("森林覆盖率提高3个百分点、达到58%。", "58%", "share", False),
        ("大坝加高3米。", "3米", "difference", False),
        ("路面加宽3米。", "3米", "difference", False),
        ("隧道加长3米。", "3米", "difference", False),
        ("堤身加厚3米。", "3米", "difference", False),
        ("加工费每斤便宜2元。", "2元", "difference", True),
    ],
)
def test_kinds_of_changes(text: str, number: str, kind: str, falling: bool) -> None:
    change = figures(text)[number].change
    assert (change.kind, change.falling) == (kind, falling)


@pytest.mark.parametrize(
    ("text", "number", "base"),
    [
        ("比年初新增9亿元。", "9亿元", "比年初"),
        ("与2010年的581,907人相比，十年共增加152人。", "152人", "与2010年的581,907人相比"),
    ],
)
def test_bases(text: str, number: str, base: str) -> None:
    found = figures(text)[number].change.base
    assert found is not None and found.text == base


# Heads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("常住人口为70万人，与2010年的58万人相比，增加12万人。", ["常住人口"] * 3),
        ("投资增长3%，扣除房地产后增长9%。", ["投资"] * 2),
        ("零售额9亿元，尚未恢复到以前，相差1亿元。", ["零售额"] * 2),
        ("交付8万吨级散货船。", ["散货船"]),
        ("23户企业停产。", ["企业"]),
        ("11个村屯全覆盖任务完成。", ["村屯"]),
        ("36个嘎查通了油路。", ["嘎查"]),
        ("为27名农民工追回工资。", ["农民工"]),
        ("57个贫困村退出。", ["贫困村"]),
        ("对甲国、乙国、丙国分别出口4亿元、2亿元和1亿元。", ["甲国出口", "乙国出口", "丙国出口"]),
        ("有进出口实绩企业5家。", ["有进出口实绩企业"]),
        ("可支付月数16个月。", ["可支付月数"]),
        ("现场销售额达1亿元。", ["现场销售额"]),
        ("就业困难人员实现就业48人。", ["就业困难人员实现就业"]),
        ("水体达到或好于Ⅲ类比例达95%。", ["水体达到或好于Ⅲ类比例"]),
        ("计划用两年时间新增护理床位150张。", ["新增护理床位"]),
        ("这样的社区食堂，东川区已建成46个。", ["社区食堂"]),
        ("辖区11个社区划分网格84个。", ["社区", "划分网格"]),
        *((f"23户企业{word}。", ["企业"]) for word in ("停工", "停业", "歇业")),
        *((f"帮扶23家{noun}。", [noun]) for noun in ("停产企业", "停工企业")),
        ("复工23个停工项目。", ["停工项目"]),
        *(
            (f"零售额9亿元，{word}恢复到以前，差距1亿元。", ["零售额"] * 2)
            for word in ("尚未", "仍未", "还未")
        ),
        *(
            (f"{word}人员5名。", [f"{word}人员"])
            for word in (
                *("有进出口业绩", "有实绩", "有资质", "有劳动能力", "有就业意愿", "有意愿"),
                *("可持续", "可用"),
            )
        ),
        ("销售现房5套。", ["销售现房"]),
        ("完善服务功能，完成17万平方米的绿化任务。", ["绿化"]),
        ("棚户区改造扎实推进，完成80户的改造任务。", ["棚户区改造"]),
        ("48个农家书屋补充图书11万册。", ["农家书屋", "补充图书"]),
        *(
            (f"{word}服务能力，完成17万平方米的绿化任务。", ["绿化"])
            for word in ("提高", "提升", "加强", "优化", "强化")
        ),
        ("收贮牧草5万吨。", ["收贮牧草"]),
        ("兴建水窖5口。", ["兴建水窖"]),
        ("新修村道5公里。", ["新修村道"]),
    ],
)
def test_what_figures_measure(text: str, expected: list[str]) -> None:
    found = [item.head.name if item.head else None for item in find_figures(text, LEXICON)]
    assert [words.removeprefix("这样的") if words else None for words in found] == expected


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("60岁及以上人口为13万人。", "13万人", "60岁及以上人口"),
        ("每千人口拥有3岁以下婴幼儿托位数4.7个。", "4.7个", "每千人口拥有3岁以下婴幼儿托位数"),
        ("0-17岁、18岁及以上人口分别为5人和6人。", "5人", "0-17岁"),
        ("性别比（以女性为100，男性对女性）由104.1降至102.2。", "102.2", "性别比"),
    ],
)
def test_ages_and_notes_in_names(text: str, number: str, head: str) -> None:
    found = figures(text)[number].head
    assert found is not None and found.name == head


def test_an_age_alone_is_a_figure_still() -> None:
    assert list(figures("匠人今年68岁。")) == ["68岁"]


# Times


@pytest.mark.parametrize(
    ("text", "number", "time"),
    [
        ("今年春茶期间，交易额26万元。", "26万元", "今年春茶期间"),
        ("牧业年度牲畜存栏18万头。", "18万头", "牧业年度"),
        ("三年内发放贷款6亿元。", "6亿元", "三年内"),
        ("上半年零售额9亿元，比2019年同期增长9%。", "9%", "上半年"),
        ("从6月份看，零售额9亿元。", "9亿元", "6月份"),
        ("11月当月，出口9亿元。", "9亿元", "11月"),
        ("五年来，产值由2016年的3亿元增至2020年的5亿元；投资9亿元。", "9亿元", "五年来"),
        ("2020年的5亿元产值中，其中工业3亿元。", "3亿元", "2020年"),
        ("4月6日，记者获悉，今年一季度产值9亿元；出口3亿元。", "3亿元", "今年一季度"),
        ("初步核算，全年产值9亿元。其中，工业3亿元。", "3亿元", "全年"),
        *((f"{words}，产值9亿元。", "9亿元", words) for words in (
            *("建国初", "建国初期", "新中国成立初期", "建国以来", "建国六十年来"),
            *("新中国成立70年来", "改革开放40年来", "改革开放之初", "改革开放初期"),
            *("建市以来", "建区以来", "建县以来", "撤县设区以来", "撤县设市以来"),
        )),
    ],
)  # fmt: skip
def test_words_of_times(text: str, number: str, time: str) -> None:
    assert time_of(text, number) == time


@pytest.mark.parametrize(
    "words",
    [
        *("项目前期", "科目前列", "栏目前景", "题目前面", "数目前后", "节目前排"),
        *("体现在", "出现在", "发现在", "表现在", "实现在", "呈现在", "展现在", "涌现在"),
        *("500万元以上年销售", "以前年度", "安全年会", "文明年会", "首次年会"),
        *("一次年会", "多次年会", "过去年会", "适当前移", "相当前移", "相当年产"),
    ],
)
def test_words_that_only_contain_a_time(words: str) -> None:
    assert find_periods(f"推进{words}，产值9亿元。", LEXICON) == ()


def test_an_occasion_of_a_year_is_not_dated() -> None:
    period = figures("今年春茶期间，交易额26万元。")["26万元"].period
    assert period is not None and period.resolved is None


# What lies ahead


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("到2027年，覆盖率达到95%。", "target"),
        ("到2027年，覆盖率已达到95%。", "achieved"),
        ("到2027年底，覆盖率达到95%。", "achieved"),
        ("2015年起步，到2027年，覆盖率达到95%。", "achieved"),
        ("到2020年，覆盖率达到95%。如今，人人受益。", "achieved"),
        ("到2020年，覆盖率达到95%。2021年，全区摘帽。", "achieved"),
    ],
)
def test_a_deadline_in_a_text_without_a_date(text: str, modality: str) -> None:
    assert figures(text)["95%"].modality.modality == modality


@pytest.mark.parametrize(
    ("published", "modality"), [(date(2026, 3, 1), "target"), (date(2029, 3, 1), "achieved")]
)
def test_the_date_of_a_text_decides(published: date, modality: str) -> None:
    found = figures("到2027年底，覆盖率达到95%。", DocumentDate(published))
    assert found["95%"].modality.modality == modality


@pytest.mark.parametrize(
    ("text", "number", "modality"),
    [
        ("力争普及率由51%提高到60%。", "51%", "achieved"),
        ("力争普及率由51%提高到60%。", "60%", "target"),
        ("今年将提高城乡低保标准5%。", "5%", "plan"),
        ("今年将新增就业，兴建水窖50口。", "50口", "plan"),
        ("今年将开发公益性岗位60个。", "60个", "plan"),
        ("今年将开发就业岗位60个。", "60个", "plan"),
        ("今年将开发岗位60个。", "60个", "plan"),
        ("今年将安排项目9个，其中，工业类3个、农业类2个。", "3个", "plan"),
        ("今年将安排项目9个，其中，工业类3个、农业类2个。", "2个", "plan"),
        ("今年将新建农田9万亩，其中节水灌溉3万亩。", "3万亩", "plan"),
        ("今年将把医保补助标准提高30元，达到700元。", "700元", "plan"),
        ("二、2026年工作安排\n全年一般公共预算收入安排9亿元。", "9亿元", "plan"),
        ("今年将新建公园，完善道路18公里。", "18公里", "plan"),
    ],
)
def test_targets_and_plans(text: str, number: str, modality: str) -> None:
    assert figures(text)[number].modality.modality == modality


# Links to indicators


@pytest.mark.parametrize(
    ("text", "number", "indicator"),
    [
        ("高新技术企业从8家发展到29家，增长2.6倍。", "2.6倍", "high-tech-enterprises"),
        ("出口5亿美元，比上年翻一番。", "翻一番", "exports"),
        (
            "民生支出占一般公共预算支出的比重始终保持在八成。",
            "八成",
            "share-of-livelihood-expenditure",
        ),
        ("0—14岁人口为11万人。", "11万人", None),
        ("60岁及以上人口为13万人。", "13万人", "elderly-population"),
        ("户籍人口51万人，其中城镇人口14万人。", "14万人", None),
        ("常住人口51万人，其中城镇人口14万人。", "14万人", "urban-permanent-population"),
        ("就业人员23万人，其中第一产业3万人，占13%。", "13%", None),
        ("3万名建档立卡贫困人口全部脱贫。", "3万名", "population-lifted-from-poverty"),
        ("减少贫困人口1万人。", "1万人", "population-lifted-from-poverty"),
        ("全年用于民生的财政支出9亿元。", "9亿元", "livelihood-expenditure"),
        ("来自园区的税收9亿元。", "9亿元", None),
        ("医院建成，新增床位40张。", "40张", None),
        ("建成福利院4所，新增床位40张。", "40张", None),
        ("5家高新技术企业上市。", "5家", None),
        ("全市5家高新技术企业享受优惠。", "5家", "high-tech-enterprises"),
        ("23条主干道完成牌匾改造。", "23条", None),
        ("改造23条主干道。", "23条", "urban-roads-built-number"),
        ("提高城乡低保标准3%。", "3%", "subsistence-standard"),
        ("本地农民工52万人。", "52万人", None),
        ("从业人员4000人。", "4000人", None),
        ("三级医院17家。", "17家", None),
        ("普通小学38所，在校生24万人。", "24万人", None),
        ("普通小学38所；在校生24万人。", "24万人", "students-enrolled"),
        ("学校38所，专任教师4万人。", "4万人", "full-time-teachers"),
        ("高中38所，专任教师4万人，招生5万人，毕业生6万人。", "4万人", None),
        ("高中38所，专任教师4万人，招生5万人，毕业生6万人。", "5万人", None),
        ("高中38所，专任教师4万人，招生5万人，毕业生6万人。", "6万人", None),
    ],
)  # fmt: skip
def test_links(text: str, number: str, indicator: str | None) -> None:
    assert link(text, number) == indicator
