"""Nouns that the figures of a list share, or that each has of its own."""

import pytest

from tests.graph.extraction.read_claims import claims, heads
from tests.graph.extraction.read_figures import figures, head_names


def test_growths_of_single_characters_are_handed_out_to_what_was_listed() -> None:
    text = "油料面积、总产、单产分别为5万亩、2万吨、180公斤，分别比上年增0.3%、减1.2%、增1.5%。"
    assert head_names(text)[3:] == ["油料面积", "总产", "单产"]


def test_both_ends_of_a_rise_are_ranks_of_one_thing() -> None:
    assert heads("外贸竞争力由第92位上升至第85位。") == ["外贸竞争力", "外贸竞争力"]


@pytest.mark.parametrize("joint", ["、", "和", "以及"])
def test_what_projects_cost_is_named_once_for_all(joint: str) -> None:
    text = f"投资6000万元的云岭水厂{joint}1500万元的南河大桥开工。"
    assert heads(text) == ["投资", "投资"]


def test_the_last_aspect_of_a_list_is_of_what_the_first_names() -> None:
    found = figures("一般公共预算收入和支出分别达4亿元、20亿元。")
    assert [item.head.name for item in found.values() if item.head] == [
        "一般公共预算收入",
        "一般公共预算支出",
    ]


def test_deposits_and_loans_share_what_they_have_in_common() -> None:
    found = figures("金融机构年末存、贷款余额达152亿元、121亿元。")
    assert [item.head.name for item in found.values() if item.head] == ["存款余额", "贷款余额"]


def test_a_list_goes_on_at_another_time() -> None:
    text = "存、贷款余额五年分别增加50亿元、32亿元，年均增长17%和15%，2007年底达到91亿元、61亿元。"
    found = [item.indicator for item in claims(text)]
    assert found[0] != found[1]
    assert found[4:] == found[:2]
