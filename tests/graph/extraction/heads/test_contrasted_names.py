"""Names of which a sentence says the second only by how it differs from the first."""

import pytest

from tests.graph.extraction.read_claims import claims, heads, indicator
from tests.graph.extraction.read_figures import head_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "城镇、农村居民人均可支配收入分别增长5%和6%。",
            ["城镇居民人均可支配收入", "农村居民人均可支配收入"],
        ),
        (
            "城镇居民和农村居民人均消费支出分别为2.6万元和1.8万元，分别增长4%和5%。",
            ["城镇居民人均消费支出", "农村居民人均消费支出"] * 2,
        ),
        (
            "城镇居民人均可支配收入增长5%，农村增长6%。",
            ["城镇居民人均可支配收入", "农村居民人均可支配收入"],
        ),
        (
            "城镇居民人均可支配收入4.5万元、农村居民2.3万元。",
            ["城镇居民人均可支配收入", "农村居民人均可支配收入"],
        ),
        (
            "居民人均可支配收入增长5.5%，其中城镇、农村分别增长5%和6.2%。",
            ["居民人均可支配收入", "城镇居民人均可支配收入", "农村居民人均可支配收入"],
        ),
        ("第一产业增加值增长3%，第二产业增长6%。", ["第一产业增加值", "第二产业增加值"]),
    ],
)
def test_a_name_is_completed_by_the_one_it_contrasts_with(text: str, names: list[str]) -> None:
    assert head_names(text) == names


def test_the_head_is_the_words_of_the_text() -> None:
    assert heads("城镇居民人均可支配收入增长5%，农村居民增长6%。")[-1] == "农村居民"


def test_incomes_and_expenditures_of_both_are_linked() -> None:
    text = "城镇居民和农村居民人均消费支出分别为2.6万元和1.8万元，收入分别增长4%和5%。"
    assert [indicator(item) for item in claims(text)[:2]] == [
        "urban-consumption-expenditure",
        "rural-consumption-expenditure",
    ]
    found = claims("居民人均可支配收入增长5.5%，其中城镇增长5%，农村增长6.2%。")
    assert [indicator(item) for item in found] == [
        "disposable-income",
        "urban-disposable-income",
        "rural-disposable-income",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("城镇化率达到65%，农村达标率60%。", ["城镇化率", "农村达标率"]),
        ("城镇化率达到65%，农村为60%。", ["城镇化率", "农村"]),
        ("城镇居民人均可支配收入增长5%，农村新增就业3万人。", None),
        ("城镇居民人均可支配收入、农村居民人均可支配收入均增长6%。", None),
    ],
)
def test_a_name_of_its_own_stays_as_it_is(text: str, names: list[str] | None) -> None:
    assert head_names(text) == (names or heads(text))


def test_growth_of_what_was_added_is_not_that_of_all() -> None:
    found = claims("新增企业120家、个体工商户3500户，分别增长12%和8%。")
    assert [indicator(item) for item in found] == [
        "new-enterprises",
        None,
        "new-enterprises",
        None,
    ]


def test_what_the_first_name_counts_for_is_said_of_all() -> None:
    text = "每千人口床位数、执业医师数分别为6.82张和3.05人。"
    assert head_names(text) == ["每千人口床位数", "每千人口执业医师数"]
    assert heads(text)[1] == "执业医师数"
    assert [indicator(item) for item in claims(text)] == [
        "beds-per-thousand",
        "physicians-per-thousand",
    ]


def test_the_yield_after_an_output_is_of_the_same_crop() -> None:
    text = "粮食播种面积72万亩，总产30万吨，单产409公斤。"
    assert head_names(text) == ["粮食播种面积", "粮食总产", "粮食单产"]


def test_grades_and_above_are_no_modifiers_of_other_grades() -> None:
    text = "县级以上农业龙头企业63家，其中国家级1家、省级9家。"
    assert head_names(text) == ["县级以上农业龙头企业", "国家级", "省级"]
    assert head_names("创建省级示范村14个、市级31个。") == ["省级示范村", "市级示范村"]
