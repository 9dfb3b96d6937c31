"""No count of some of the things is the number of all, for every such indicator of the scheme."""

from functools import cache

import pytest

from districtgraph.graph.extraction.indicators.indicator_index import Indicator, read_indicators
from districtgraph.ontology.loading import load_schemes
from tests.graph.extraction.read_claims import claims, indicator

_MEASURES = {"人": "名", "者": "名", "员": "名", "师": "名", "企业": "家", "机构": "家", "户": "户"}


@cache
def counted() -> tuple[tuple[str, str, str], ...]:
    """Return the indicators that count what there is: name, what is counted, measure word."""
    found = []
    for item in read_indicators(load_schemes()):
        label = _counted(item)
        measure = next((word for end, word in _MEASURES.items() if label.endswith(end)), "个")
        name = item.iri.rpartition("/")[2]
        if item.counts and not item.is_flow and name in links(f"全县共有37{measure}{label}。"):
            found.append((name, label, measure))
    return tuple(found)


def _counted(item: Indicator) -> str:
    ends = ("总数", "人数", "户数", "数量", "数")
    return next((label for label in item.labels if not label.endswith(ends)), item.labels[0])


def links(text: str) -> list[str | None]:
    return [indicator(item) for item in claims(text)]


def test_there_are_many_such_indicators() -> None:
    assert len(counted()) > 60


@pytest.mark.parametrize(
    "text",
    [
        "帮助37{measure}{label}解决难题。",
        "37{measure}{label}参加展会。",
        "37{measure}{label}通过验收。",
        "37{measure}{label}的产值增长5%。",
        "在37{measure}{label}开展试点。",
        "对37{measure}{label}进行检查。",
        "为37{measure}{label}办理贷款。",
        "服务37{measure}{label}。",
        "惠及37{measure}{label}。",
        "支持37{measure}{label}发展。",
        "走访{label}37{measure}。",
        "处罚{label}37{measure}。",
        "新建{label}37{measure}。",
        "建设{label}37{measure}。",
        "打造{label}37{measure}。",
        "引进{label}37{measure}。",
        "新增{label}37{measure}。",
        "关闭{label}37{measure}。",
        "{label}37{measure}达标。",
        "37{measure}{label}中有9个达标。",
    ],
)
def test_what_is_done_with_some_or_by_some_is_not_all(text: str) -> None:
    wrong = [
        label
        for name, label, measure in counted()
        if name in links(text.format(label=label, measure=measure))
    ]
    assert wrong == []
