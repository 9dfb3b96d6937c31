"""Whether a figure is a change, a level, a share or a multiple, by the words beside it."""

import pytest

from tests.graph.extraction.read_claims import claims


def test_what_was_added_to_a_thing_is_a_difference() -> None:
    found = claims("国道里程新增56公里，达到850公里。")
    assert [item.kind for item in found] == ["change", "value"]
    (added,) = claims("全年新增学位560个。")
    assert added.kind == "count"
    assert [item.kind for item in claims("通车里程新增加9公里。")] == ["change"]
    for year in ("当年新增", "全年累计新增"):
        assert [i.kind for i in claims(f"存款余额780亿元，{year}52亿元。")] == ["value", "change"]


def test_what_was_added_to_a_flow_is_that_flow() -> None:
    (jobs,) = claims("城镇就业新增9万人。")
    assert jobs.kind == "count"
    assert jobs.indicator
    assert jobs.indicator.endswith("/new-urban-employment")


def test_the_goal_of_growth_is_a_growth() -> None:
    (goal,) = claims("今年全市经济增长预期目标是5.5%左右。")
    assert (goal.kind, goal.modality) == ("growth", "target")


@pytest.mark.parametrize("outset", ["不到三成", "不足三分之一", "不到30%"])
def test_a_rate_that_was_got_to_is_no_multiple_of_its_outset(outset: str) -> None:
    found = claims(f"绿地占比由2023年的{outset}提高到2025年的68%。")
    assert found[-1].kind == "share"
    assert claims("产值恢复到2019年的93%。")[-1].kind == "ratio"
