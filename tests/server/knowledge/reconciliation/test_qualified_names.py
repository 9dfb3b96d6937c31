"""Names with the names of enclosing places, and names without the word for their kind."""

import pytest

from districtgraph.server.knowledge.labels.label_folding import fold
from districtgraph.server.knowledge.reconciliation.qualified_names import (
    is_qualified,
    is_short_form,
)

AROUND = {"沈阳市", "Shenyang", "辽宁省", "Liaoning Province"}
NAMES = ["大东区", "Dadong District"]


@pytest.mark.parametrize(
    "text",
    [
        "沈阳市大东区",
        "辽宁省沈阳市大东区",
        "辽宁省 沈阳市 大东区",
        "Dadong District, Shenyang",
        "Shenyang, Dadong District",
        "Dadong District, Shenyang, Liaoning Province",
        "瀋陽市大東區",
    ],
)
def test_the_places_around_may_be_named_too(text: str) -> None:
    assert is_qualified(fold(text), NAMES, AROUND)


@pytest.mark.parametrize(
    "text",
    [
        "大东区",
        "长春市大东区",
        "沈阳市新大东区",
        "沈阳市大东区委",
        "沈阳市",
        "Dadong District Party",
    ],
)
def test_anything_else_beside_the_name_means_something_else(text: str) -> None:
    assert not is_qualified(fold(text), NAMES, AROUND)


def test_a_short_form_lacks_only_the_word_for_the_kind() -> None:
    assert is_short_form("大东", NAMES)
    assert is_short_form("朝", ["朝阳区"]) is False
    assert not is_short_form("大", ["大区"])
    assert not is_short_form("大东区", NAMES)
    assert not is_short_form("大东", ["大东门"])
