"""Where the words of a head begin and end."""

import pytest

from tests.graph.extraction.read_claims import all_claims, claims_by_number, heads
from tests.graph.extraction.read_figures import all_figures, figures


def test_a_word_of_necessity_is_no_part_of_a_head() -> None:
    (found,) = all_figures("产值必须保持10%的年均增长。")
    assert found.head
    assert found.head.text == "产值"


def test_a_year_that_is_left_out_is_no_part_of_a_head() -> None:
    (found,) = all_figures("XX年我区高新技术产品产值达到70亿元。")
    assert found.head
    assert found.head.text == "高新技术产品产值"


def test_the_area_of_a_rank_is_no_part_of_what_is_ranked() -> None:
    (found,) = [item for item in all_claims("工业投资增速全市排名第2。") if item.kind == "rank"]
    assert found.indicator_text
    assert "全市" not in found.indicator_text.text


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("可吸入颗粒物（PM10）61微克/立方米。", "可吸入颗粒物"),
        ("对东盟进出口5.2亿元。", "对东盟进出口"),
        ("对美国出口5.2亿元。", "对美国出口"),
        ("拟上市企业9家。", "拟上市企业"),
        ("税收收入46亿元，剔除不可比因素后下降7%。", "税收收入"),
        ("全市生产总值900亿元，增长5%。分季度看，一季度增长6%。", "生产总值"),
    ],
)
def test_heads_are_not_cut_inside_words(text: str, head: str) -> None:
    claim = list(claims_by_number(text).values())[-1]
    assert claim.indicator_text is not None
    assert claim.indicator_text.text == head


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


def test_cells_are_no_head() -> None:
    assert all(
        "|" not in (item or "") for item in heads("| 产值 | 亿元 | 300.5 | 6.2% |\n| 税收 |")
    )


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工业总量成为全省第四个突破2000亿元大关的地区。", ["工业总量"]),
        ("云湖产业园产值突破300亿元，成为白沙首个300亿元园区。", ["云湖产业园产值", "园区"]),
        ("地区生产总值将首超百亿元，达到102亿元。", ["地区生产总值", "地区生产总值"]),
        ("已有199个项目实质性开工建设。", ["项目"]),
        ("淘汰落后产能45项。", ["淘汰落后产能"]),
        ("新增公园12座、累计达到83座。", ["新增公园", "公园"]),
        ("年末户籍人口60万人，年人口增长率4‰。", ["户籍人口", "年人口增长率"]),
        ("其中重点项目2个，是总投资10亿元的物流园项目。", ["重点项目", "总投资"]),
        ("本次活动签约项目37个。", ["签约项目"]),
    ],
)
def test_what_a_figure_measures_ends_at_what_is_said_of_it(text: str, expected: list[str]) -> None:
    assert heads(text) == expected


def test_what_is_measured_may_begin_like_a_verb() -> None:
    assert heads("平均办理时长压缩95%。达产后，可创年产值200亿元。") == ["平均办理时长", "年产值"]
    assert heads("大棚蔬菜700亩、时令蔬菜700亩种植。") == ["大棚蔬菜", "时令蔬菜"]


def test_money_is_of_what_it_was_given_for() -> None:
    assert heads("拿出500万元建立创业发展基金。") == ["创业发展基金"]


def test_words_for_what_should_be_are_no_part_of_a_head() -> None:
    text = "各河道清淤平均深度宜在1.0米左右，拟建建筑面积1.8万平方米。"
    assert heads(text) == ["河道清淤平均深度", "拟建建筑面积"]


def test_a_matter_is_no_advice() -> None:
    assert heads("协调解决项目用地事宜12项。") == ["解决项目用地事宜"]


def test_what_is_compared_with_a_value_in_brackets_is_measured() -> None:
    text = "云湖区财政收入高于江州市本级（12亿元），达到15亿元。"
    assert heads(text) == ["云湖区财政收入", "云湖区财政收入"]
