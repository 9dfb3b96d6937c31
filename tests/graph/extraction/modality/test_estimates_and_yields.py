"""Estimates of a result, and of what projects will yield."""

from datetime import date

import pytest

from districtgraph.graph.extraction.extraction import find_figures
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from tests.graph.extraction.read_claims import claims
from tests.graph.extraction.read_figures import modalities, viewed_figures
from tests.graph.extraction.stated_dates import IN_JANUARY, IN_NOVEMBER

LEXICON = load_lexicon()


def test_what_projects_will_yield_ends_with_its_part_of_the_sentence() -> None:
    text = "签约项目9个，总投资7亿元，预计达产后年税收4千万元；开工的项目3个，总投资2亿元。"
    assert modalities(text) == ["achieved", "achieved", "target", "achieved", "achieved"]


def test_an_estimate_that_opens_a_list_holds_on() -> None:
    assert modalities("预计达产后年产值9亿元；年税收4千万元。") == ["target", "target"]


def test_an_estimate_of_a_year_that_has_passed_is_no_aim() -> None:
    text = "2023年，全市经济平稳。预计生产总值增长9%，出口增长7%。"
    assert modalities(text, IN_JANUARY) == ["achieved", "achieved"]


def test_an_estimate_of_the_current_year_is_an_aim() -> None:
    text = "2024年，全市经济平稳。预计达产后产值9亿元。"
    assert modalities(text, IN_JANUARY) == ["target"]


def test_a_guess_is_an_aim() -> None:
    assert modalities("“估计今年收入做到9亿元没有问题。”", IN_NOVEMBER) == ["target"]


def test_an_estimate_that_is_compared_with_a_year_ago_is_a_result() -> None:
    text = "预计全市新建项目22个，实际到位资金8亿元、同比增长13%。"
    assert {item.modality for item in claims(text)} == {"achieved"}


def test_an_estimate_of_what_projects_will_yield_lies_ahead() -> None:
    text = "预计全市项目投产后年产值8亿元，同比增长13%。"
    assert claims(text)[0].modality == "target"


def test_an_estimate_by_the_end_of_the_year_is_no_deadline() -> None:
    text = "预计到年末，全县产值完成115亿元，同比增长7%。"
    assert {item.modality for item in claims(text, date(2018, 12, 22))} == {"achieved"}
    assert {
        item.modality for item in claims("到2019年末，产值达到115亿元。", date(2018, 12, 22))
    } == {"target"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("预计全年生产总值突破9亿元。", "achieved"),
        ("2011年预计实现9亿元。", "achieved"),
        ("预计全市生产总值迈上9亿元新台阶。", "achieved"),
        ("项目投产后预计实现产值9亿元。", "target"),
        ("该项目预计实现年产值9亿元。", "target"),
        ("预计带动投资9亿元。", "target"),
        ("生产经营活动预期指数为55.2%。", "achieved"),
    ],
)
def test_an_expected_result_is_an_estimate_unless_of_a_project(text: str, modality: str) -> None:
    (figure,) = find_figures(text, LEXICON)
    assert figure.modality.modality == modality


def test_a_preliminary_estimate_is_of_what_was_achieved() -> None:
    text = "经初步预计，江洲县2012年全年实现产值9亿元，比上年增长3%。"
    assert {f.modality.modality for f in viewed_figures(text, date(2013, 1, 20))} == {"achieved"}


def test_what_is_estimated_after_another_estimate_of_now_lies_ahead() -> None:
    text = "全县目前预计产量9万吨，预计产值达5亿元。"
    assert modalities(text, IN_NOVEMBER) == ["target", "target"]
