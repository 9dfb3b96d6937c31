"""What programmes aim at in figures, in invented sentences."""

import pytest

from districtgraph.graph.extraction.extraction import find_figures
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.names.named_things import find_named_things
from districtgraph.graph.extraction.printed_claims.targeted_figures import find_targets
from districtgraph.graph.extraction.statements.statement_reading import find_statements


def aimed(text: str) -> list[tuple[str, str]]:
    names = find_named_things(text)
    figures = find_figures(text, load_lexicon())
    found = find_targets(text, names, find_statements(text, names), figures)
    return [(item.programme.text, item.head.text) for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "实施“倍增计划”，力争规上工业产值突破1000亿元。",
            [("倍增计划", "规上工业产值")],
        ),
        (
            "开展老旧小区改造三年行动，确保居民满意率达到95%以上。",
            [("老旧小区改造三年行动", "居民满意率")],
        ),
        # A heading that only names the programme: its paragraph is about it.
        (
            "（一）实施“强技”行动。每年培训8000人次，力争新增技工2400名。",
            [("“强技”行动", "新增技工")],
        ),
    ],
)
def test_a_programme_aims_at_the_number_that_is_to_be_reached(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert aimed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Another work, without a word of aiming.
        "深入实施城市更新行动，新建口袋公园15个。",
        # A heading, and a number that no word of aiming governs.
        "（一）实施“强技”行动。每年培训技工2400名。",
        # Another sentence, and another part of one.
        "实施“倍增计划”。力争粮食产量达到10万吨。",
        "实施“倍增计划”；力争粮食产量达到10万吨。",
        # Works with figures of their own, or several, stand between.
        "实施“倍增计划”，新建厂房3万平方米，力争规上工业产值突破1000亿元。",
        "实施“倍增计划”，扩大开放，抓好招商，优化服务，力争到位资金突破100亿元。",
        # The whole economy.
        "实施“倍增计划”，力争地区生产总值突破1000亿元。",
        # What was achieved.
        "实施“倍增计划”，规上工业产值突破1000亿元。",
        # Nothing says that it is run.
        "“倍增计划”名单公布，力争粮食产量达到10万吨。",
    ],
)
def test_what_only_follows_a_programme_is_no_aim_of_it(text: str) -> None:
    assert aimed(text) == []
