"""Words for about, at most and more than, and which number they bound."""

from decimal import Decimal

import pytest

from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities
from tests.graph.extraction.read_claims import claims, claims_by_number
from tests.graph.extraction.read_figures import all_figures, figures, head_text

LEXICON = load_lexicon()


def test_the_highest_grant_is_a_bound() -> None:
    (figure,) = all_figures("单个车间最高奖励60万元。")
    assert (figure.quantity.comparator, figure.quantity.upper) == ("at-most", Decimal(600_000))


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("经营面积9亩，约占全村耕地的九成。", "about"),
        ("经营面积9亩，近占全村耕地的九成。", "about"),
        ("经营面积9亩，占全村耕地的九成。", "equal"),
        ("经营面积9亩，约占全村耕地的十分之一。", "about"),
        ("经营面积9亩，超过占全村耕地的一半。", "more-than"),
        ("经营面积9亩，占全村耕地的三分之一。", "equal"),
    ],
)
def test_a_bound_before_the_verb_is_that_of_the_share(text: str, comparator: str) -> None:
    assert claims(text)[-1].comparator == comparator


@pytest.mark.parametrize(
    ("text", "comparator"),
    [("约合300万元", "about"), ("折合约300万元", "about"), ("不过420米", "at-most")],
)
def test_bounds(text: str, comparator: str) -> None:
    (quantity,) = find_quantities(text, LEXICON)
    assert quantity.comparator == comparator


def test_a_grant_is_bounded_by_the_word_before_its_noun() -> None:
    quantity = figures("单个车间最高奖励60万元。")["60万元"].quantity
    assert (quantity.comparator, quantity.upper) == ("at-most", Decimal(600_000))


def test_the_numbers_of_a_list_share_their_bound() -> None:
    found = claims("存款、贷款余额分别突破1.5万亿元、1.4万亿元。")
    assert [item.comparator for item in found] == ["more-than", "more-than"]
    assert found[1].lower == Decimal(14_000) * 10**8
    found = claims("三县产值分别达到约3亿元、4亿元和5亿元，支出6亿元。")
    assert [item.comparator for item in found[-4:]] == ["about"] * 3 + ["equal"]
    found = claims("甲、乙两业分别增长9%以上、6%。")
    assert [item.comparator for item in found[-2:]] == ["at-least", "equal"]


def test_about_after_a_count_of_strips_is_no_treaty() -> None:
    assert claims_by_number("黑化路面4条约600米。")["600米"].comparator == "about"
    assert claims_by_number("签订条约3项。")["3项"].comparator == "equal"


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("土地出让收入9亿元，不足上年的七成。", "less-than"),
        ("土地出让收入9亿元，超过上年的七成。", "more-than"),
        ("土地出让收入9亿元，是上年的七成。", "equal"),
    ],
)
def test_the_bound_before_the_base_is_the_number_s(text: str, comparator: str) -> None:
    assert claims_by_number(text)["七成"].comparator == comparator


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("出口额翻了一番还多。", "more-than"),
        ("出口额翻了一番多。", "at-least"),
        ("出口额翻了一番。", "equal"),
    ],
)
def test_more_than_doubled(text: str, comparator: str) -> None:
    (claim,) = claims_by_number(text).values()
    assert (claim.kind, claim.value, claim.comparator) == ("multiple", Decimal(2), comparator)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("生活标准不低于当地低保标准的1.6倍。", "at-least"),
        ("支出不超过当年预算的9%。", "at-most"),
        ("收入为当地标准的1.6倍。", "equal"),
    ],
)
def test_a_bound_before_what_a_multiple_is_of(text: str, comparator: str) -> None:
    assert all_figures(text)[-1].quantity.comparator == comparator


def test_the_goal_within_which_a_rate_is_kept_bounds_it() -> None:
    figure = all_figures("失业率控制在3.5%的目标以内。")[-1]
    assert figure.quantity.comparator == "at-most"
    assert head_text(figure) == "失业率"
