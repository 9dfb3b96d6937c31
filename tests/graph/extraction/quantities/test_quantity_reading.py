from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.quantities.quantity_reading import Quantity, find_quantities
from districtgraph.graph.text.numerals import Numeral
from tests.graph.text.test_numerals import chinese

LEXICON = load_lexicon()


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text, LEXICON)
    return quantity


@pytest.mark.parametrize(
    ("text", "words", "value", "comparator", "unit"),
    [
        ("产值达到2600亿元，", "2600亿元", "260000000000", "equal", "unit:CCY_CNY"),
        ("投入1056万余元，", "1056万余元", "10560000", "at-least", "unit:CCY_CNY"),
        ("投入2700多万元妥善", "2700多万元", "27000000", "at-least", "unit:CCY_CNY"),
        ("一百余个小区", "一百余个", "100", "at-least", "unit:NUM"),
        ("占比重达32%。", "32%", "32", "equal", "unit:PERCENT"),
        ("高0.3个百分点，", "0.3个百分点", "0.3", "equal", "unit/percentage-point"),
        ("完成59.15公里管网", "59.15公里", "59150", "equal", "unit:M"),
        ("面积3.5万平方米、", "3.5万平方米", "35000", "equal", "unit:M2"),
        ("种植3242公顷，", "3242公顷", "32420000", "equal", "unit:M2"),
        ("产量9.2万吨。", "9.2万吨", "92000000", "equal", "unit:KiloGM"),
        ("近3万户居民", "近3万户", "30000", "about", "unit:NUM"),
        ("从业人员突破6万人。", "突破6万人", "60000", "more-than", "unit:NUM"),
        ("控制在4.08%以内。", "4.08%以内", "4.08", "at-most", "unit:PERCENT"),
        ("增长8%左右。", "8%左右", "8", "about", "unit:PERCENT"),
        ("5700人以上，", "5700人以上", "5700", "at-least", "unit:NUM"),
        ("是2010年的2.7倍。", "2.7倍", "2.7", "equal", "unit:UNITLESS"),
        ("百分之三十五的居民", "百分之三十五", "35", "equal", "unit:PERCENT"),
        ("家庭动态为零。", "零", "0", "equal", "unit:NUM"),
        ("等六项主要指标", "六项", "6", "equal", "unit:NUM"),
        ("附近5个小区", "5个", "5", "equal", "unit:NUM"),
        ("节约5000万元", "5000万元", "50000000", "equal", "unit:CCY_CNY"),
        ("投入１００万元", "１００万元", "1000000", "equal", "unit:CCY_CNY"),
        ("投入100 万元", "100 万元", "1000000", "equal", "unit:CCY_CNY"),
        ("同比增长-2.7%", "-2.7%", "-2.7", "equal", "unit:PERCENT"),
        ("增长1倍。", "1倍", "1", "equal", "unit:UNITLESS"),
        ("上涨了一倍，", "一倍", "1", "equal", "unit:UNITLESS"),
        ("产值翻一番。", "翻一番", "2", "equal", "unit:UNITLESS"),
        ("产值翻两番。", "翻两番", "4", "equal", "unit:UNITLESS"),
        ("产值实现翻番。", "翻番", "2", "equal", "unit:UNITLESS"),
        ("按1：4配套", "1：4", "0.25", "equal", "unit:UNITLESS"),
        ("占四分之三以上", "四分之三以上", "0.75", "at-least", "unit:UNITLESS"),
        ("近百分之二十的", "近百分之二十", "20", "about", "unit:PERCENT"),
        ("东电2×35万千瓦项目", "2×35万千瓦", "700000000", "equal", "unit:W"),
        ("220千伏变电站", "220千伏", "220000", "equal", "unit:V"),
        ("惠及3万多居民", "3万多", "30000", "at-least", "unit:NUM"),
        ("总额突破60亿。", "突破60亿", "6000000000", "more-than", "unit:NUM"),
        ("由不足百个发展", "不足百个", "100", "less-than", "unit:NUM"),
        ("培训上百家企业", "上百家", "100", "at-least", "unit:NUM"),
        ("收入超亿元企业", "超亿元", "100000000", "more-than", "unit:CCY_CNY"),
        ("完成百万平方米", "百万平方米", "1000000", "equal", "unit:M2"),
        ("1,234户", "1,234户", "1234", "equal", "unit:NUM"),
        ("不低于30%。", "不低于30%", "30", "at-least", "unit:PERCENT"),
        ("为期3个月", "3个月", "3", "equal", "unit:MO"),
        ("浓度35微克/立方米", "35微克/立方米", "35", "equal", "unit:MicroGM-PER-M3"),
        ("占比百分之八点五。", "百分之八点五", "8.5", "equal", "unit:PERCENT"),
        ("下降千分之三。", "千分之三", "0.3", "equal", "unit:PERCENT"),
        ("死亡率3.2‰，", "3.2‰", "0.32", "equal", "unit:PERCENT"),
        ("长三十二点五公里，", "三十二点五公里", "32500", "equal", "unit:M"),
        ("投资5 000万元", "5 000万元", "50000000", "equal", "unit:CCY_CNY"),
        ("投资5\u2009000万元", "5\u2009000万元", "50000000", "equal", "unit:CCY_CNY"),
        ("投资5\u00a0000万元", "5\u00a0000万元", "50000000", "equal", "unit:CCY_CNY"),
        ("收入3亿5000万元，", "3亿5000万元", "350000000", "equal", "unit:CCY_CNY"),
        ("收入2亿零300万元，", "2亿零300万元", "203000000", "equal", "unit:CCY_CNY"),
        ("惠及1万2千人，", "1万2千人", "12000", "equal", "unit:NUM"),
        ("投入10万5000元", "10万5000元", "105000", "equal", "unit:CCY_CNY"),
        ("引资3万欧元，", "3万欧元", "30000", "equal", "unit:CCY_EUR"),
        ("引资$5亿，", "$5亿", "500000000", "equal", "unit:CCY_USD"),
        ("投入￥300万，", "￥300万", "3000000", "equal", "unit:CCY_CNY"),
        ("用了三天半，", "三天半", "3.5", "equal", "unit:DAY"),
        ("两个半小时，", "两个半小时", "2.5", "equal", "unit:HR"),
        ("高半个百分点，", "半个百分点", "0.5", "equal", "unit/percentage-point"),
        ("用了2个多月，", "2个多月", "2", "at-least", "unit:MO"),
        ("一万零十二户", "一万零十二户", "10012", "equal", "unit:NUM"),
        ("捐款伍仟元", "伍仟元", "5000", "equal", "unit:CCY_CNY"),
        ("共廿人", "廿人", "20", "equal", "unit:NUM"),
        ("共卅五名", "卅五名", "35", "equal", "unit:NUM"),
        ("占比½。", "½", "0.5", "equal", "unit:UNITLESS"),
        ("用2½小时", "2½小时", "2.5", "equal", "unit:HR"),
        ("占1/4。", "1/4", "0.25", "equal", "unit:UNITLESS"),
        ("过半数居民", "过半数", "0.5", "more-than", "unit:UNITLESS"),
        ("占一半以上。", "一半以上", "0.5", "at-least", "unit:UNITLESS"),
        ("近七成居民", "近七成", "70", "about", "unit:PERCENT"),
        ("达九成六，", "九成六", "96", "equal", "unit:PERCENT"),
        ("翻了近一番，", "翻了近一番", "2", "about", "unit:UNITLESS"),
        ("增长2倍多，", "2倍多", "2", "at-least", "unit:UNITLESS"),
        ("指数为100.2。", "100.2", "100.2", "equal", "unit:UNITLESS"),
        ("收入比缩小，由2.5降至。", "2.5", "2.5", "equal", "unit:UNITLESS"),
        ("跨越2万亿元", "跨越2万亿元", "2000000000000", "more-than", "unit:CCY_CNY"),
        ("近十万群众", "近十万", "100000", "about", "unit:NUM"),
        ("5比1。", "5比1", "5", "equal", "unit:UNITLESS"),
        ("装机3万MW。", "3万MW", "30000000000", "equal", "unit:W"),
        ("事故为0，", "0", "0", "equal", "unit:NUM"),
        ("年限达到11.7年，", "11.7年", "11.7", "equal", "unit:YR"),
        ("“主体已完成七成，明年投用。”", "七成", "70", "equal", "unit:PERCENT"),
    ],
)
def test_quantity(text: str, words: str, value: str, comparator: str, unit: str) -> None:
    quantity = only(text)
    assert (quantity.text, quantity.comparator, quantity.unit) == (words, comparator, unit)
    assert quantity.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("保持两位数增长", "10", "99"),
        ("新建3—5家", "3", "5"),
        ("增长10%至20%。", "10", "20"),
        ("投入3—5万元", "30000", "50000"),
        ("投入5000—1万元", "5000", "10000"),
        ("长100±5毫米", "0.095", "0.105"),
        ("误差±5毫米", "-0.005", "0.005"),
        ("惠及数百人。", "100", "999"),
        ("建设几十个。", "10", "99"),
        ("建设十几个。", "11", "19"),
        ("建设三五个。", "3", "5"),
        ("走访一两户。", "1", "2"),
        ("增速为-3%到5%。", "-3", "5"),
        ("增速在-3%至-1%之间。", "-3", "-1"),
        ("在10000与20000元之间", "10000", "20000"),
        ("新建5、6家", "5", "6"),
        ("选派三四十名", "30", "40"),
        ("选派三、四十名", "30", "40"),
        ("新增十七八个", "17", "18"),
        ("投入五六百万元", "5000000", "6000000"),
        ("占百分之十到十五。", "10", "15"),
    ],
)
def test_range_has_bounds_and_no_value(text: str, lower: str, upper: str) -> None:
    quantity = only(text)
    assert quantity.value is None
    assert quantity.comparator == "range"
    assert (quantity.lower, quantity.upper) == (Decimal(lower), Decimal(upper))


def test_places_are_percent_only_of_growth() -> None:
    assert only("保持两位数增长").unit == "unit:PERCENT"
    assert only("增速为个位数。").unit == "unit:PERCENT"
    assert only("企业达到三位数。").unit == "unit:NUM"


def test_a_ratio_of_three_has_only_its_words() -> None:
    ratio = only("比例达到87：9：4。")
    assert (ratio.text, ratio.value, ratio.unit) == ("87：9：4", None, "unit:UNITLESS")


def test_a_change_is_no_range() -> None:
    found = find_quantities("从3家到10家", LEXICON)
    assert [(item.text, item.comparator) for item in found] == [("3家", "equal"), ("10家", "equal")]


def test_a_list_shares_the_last_unit() -> None:
    found = find_quantities("分别提高0.9、5.9个百分点", LEXICON)
    assert [(item.text, item.unit) for item in found] == [
        ("0.9", "unit/percentage-point"),
        ("5.9个百分点", "unit/percentage-point"),
    ]


def test_the_numeral_and_the_approximation_are_told_apart() -> None:
    quantity = only("突破6万人以上。")
    assert quantity.numeral == Numeral(2, 4, "6万")
    assert quantity.approximation == "突破…以上"
    assert only("产值翻番").numeral is None


def test_lower_bound_is_the_stated_value() -> None:
    assert only("8400余户").lower == Decimal(8400)
    assert only("8400户").lower is None


def test_back_to_back_quantities_are_two() -> None:
    found = find_quantities("惠及居民5.9万户14.59万人。", LEXICON)
    assert [item.text for item in found] == ["5.9万户", "14.59万人"]
    assert [item.counts for item in found] == ["counted-kind/household", "counted-kind/person"]


def test_so_many_people_of_an_age_are_two() -> None:
    found = find_quantities("为800万65岁以上老年人体检", LEXICON)
    assert [(item.text, item.value) for item in found] == [
        ("800万", Decimal(8000000)),
        ("65岁以上", Decimal(65)),
    ]


def test_persons_or_person_times_are_kept_apart_from_persons() -> None:
    assert only("9400余人（次）。").counts == "counted-kind/person-or-person-time"
    assert only("438万人次，").counts == "counted-kind/person-time"


@pytest.mark.parametrize(
    "text",
    [
        "PM2.5平均浓度",
        "按照“九个一”标准",
        "“四步”工作法",
        "第一个商用区",
        "一扇门、一条龙",
        "零部件制造",
        "进一步提升",
        "万寿小区、百姓",
        "十届四次全会",
        "三次产业比重",
        "三级河长制",
        "2021年",
        "15.8元/盒",
        "8:30开始",
        "0：0",
        "位列前三名",
        "第十五次党代会",
        "二次发掘",
        "百家争鸣",
        "70周年",
        "4S店",
        "5台湾企业",
        "3万XP",
        "60万到同期",
        "千百个",
        "《三年行动计划》",
        "百万青少年",
        "增长1?%，",
        "列全省12位",
        "位居第2、3名",
        "今年前5个月",
        "近6个月",
        "7/24小时",
        "2024年3月31日起火",
        "九台区、三门县",
        "县十八届人大三次会议",
        "连跨千亿元台阶",
    ],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert find_quantities(text, LEXICON) == ()


@given(st.text(alphabet="约近超过0359.一百余多万亿元个人户%至、，“”年", max_size=40))
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    end = 0
    for item in find_quantities(text, LEXICON):
        assert text[item.start : item.end] == item.text
        assert item.start >= end
        end = item.end


@given(st.text(alphabet="的与和为了其区", max_size=20))
def test_words_before_only_shift_offsets(before: str) -> None:
    text = "，惠及居民5.9万户，增长32%"
    plain = [(item.start, item.text) for item in find_quantities(text, LEXICON)]
    shifted = [(item.start, item.text) for item in find_quantities(before + text, LEXICON)]
    assert shifted == [(start + len(before), words) for start, words in plain]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("分别为12、15和18万吨。", ["120000000", "150000000", "180000000"]),
        ("分别完成8500、1.2万人。", ["8500", "12000"]),
        ("分别为35、28、19个。", ["35", "28", "19"]),
        ("分别为5、6家。", ["5", "6"]),
        ("分别为120、1.5万人。", ["15000"]),
    ],
)
def test_what_a_list_shares(text: str, values: list[str]) -> None:
    found = find_quantities(text, LEXICON)
    assert [item.value for item in found] == [Decimal(value) for value in values]


def test_the_number_alone_has_its_own_place() -> None:
    text = "其中，突破6万人以上。"
    quantity = only(text)
    assert text[quantity.core_start : quantity.core_end] == "6万人"
    assert only("约1056万余元，").core_start == 1


PREFIX = "惠及"
UNITS = {"户": Decimal(1), "公里": Decimal(1000), "亿元": Decimal(10**8), "%": Decimal(1)}


@st.composite
def written_numbers(draw: st.DrawFn) -> tuple[str, Decimal]:
    """Write a number in one of the styles of the language; return it with its value."""
    number = draw(st.integers(min_value=3, max_value=10**8 - 1))
    style = draw(st.sampled_from(sorted(STYLES)))
    return STYLES[style](number)


def _decimal(number: int) -> tuple[str, Decimal]:
    value = Decimal(number) / 100
    return f"{value:.2f}", value


def _compound(number: int) -> tuple[str, Decimal]:
    tens, rest = divmod(number, 10**4)
    if not tens or rest < 1000:
        return str(number), Decimal(number)
    return f"{tens}万{rest}", Decimal(number)


def _full_width(number: int) -> tuple[str, Decimal]:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return wide, Decimal(number)


def _chinese_decimal(number: int) -> tuple[str, Decimal]:
    whole, tenth = divmod(number, 10)
    return f"{chinese(whole)}点{'零一二三四五六七八九'[tenth]}", Decimal(number) / 10


STYLES: dict[str, Callable[[int], tuple[str, Decimal]]] = {
    "plain": lambda number: (str(number), Decimal(number)),
    "decimal": _decimal,
    "commas": lambda number: (f"{number:,}", Decimal(number)),
    "spaces": lambda number: (f"{number:,}".replace(",", "\u2009"), Decimal(number)),
    "magnitude": lambda number: (f"{number}万", Decimal(number) * 10**4),
    "compound": _compound,
    "full width": _full_width,
    "chinese": lambda number: (chinese(number), Decimal(number)),
    "chinese decimal": _chinese_decimal,
}


@given(written_numbers(), st.sampled_from(sorted(UNITS)))
def test_any_number_is_read_back(number: tuple[str, Decimal], unit: str) -> None:
    words, value = number
    (quantity,) = find_quantities(f"{PREFIX}{words}{unit}，", LEXICON)
    assert quantity.value == value * UNITS[unit]
    assert quantity.text == words + unit


@given(
    st.lists(st.tuples(written_numbers(), st.sampled_from(sorted(UNITS))), min_size=1, max_size=4),
    st.lists(st.sampled_from(["，", "； ", "。\n", "。　　", "，\n", "； \u00a0"]), min_size=4,
             max_size=4),
)  # fmt: skip
def test_white_space_and_marks_between_figures_only_shift_them(
    numbers: list[tuple[tuple[str, Decimal], str]], marks: list[str]
) -> None:
    parts = [f"{PREFIX}{words}{unit}" for (words, _), unit in numbers]
    plain = find_quantities("，".join([*parts, ""]), LEXICON)
    marked = "".join(part + mark for part, mark in zip(parts, marks, strict=False))
    found = find_quantities(marked, LEXICON)
    assert [(item.text, item.value) for item in found] == [
        (item.text, item.value) for item in plain
    ]
    assert [marked[item.start : item.end] for item in found] == [item.text for item in found]


def test_about_so_many_are_not_those_up_and_down_a_chain() -> None:
    for text in ("失业率在5%上下运行。", "增长率在5%上下", "约5%上下！"):
        (found,) = find_quantities(text, LEXICON)
        assert found.comparator == "about"
    (firms,) = find_quantities("引进30家上下游企业。", LEXICON)
    assert firms.comparator == "equal"
