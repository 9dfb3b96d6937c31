"""The service as `reconciler` sees it, a client that we did not write, with Chinese names."""

import pytest
from pandas import DataFrame, Series
from reconciler import reconcile

# It was written for an older pandas.
pytestmark = [
    pytest.mark.usefixtures("processes"),
    pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def endpoint(address: str) -> str:
    return f"{address}/reconcile/zh"


def matches(found: DataFrame) -> dict[str, str]:
    certain = found[found["match"]]
    return dict(zip(certain["input_value"], certain["id"], strict=True))


def test_a_column_of_names_is_reconciled(endpoint: str) -> None:
    names = Series(
        ["大东区", "大东", "辽宁省沈阳市大东区", "瀋陽市", "民生十条", "社区养老服务站", "百姓"]
    )
    found = reconcile(names, top_res=1, reconciliation_endpoint=endpoint)
    assert set(found["input_value"]) == set(names)
    assert matches(found) == {
        "大东区": "place/210104",
        "辽宁省沈阳市大东区": "place/210104",
        "瀋陽市": "place/210100",
        "民生十条": "policy/ten-livelihood-measures",
        "百姓": "beneficiary-group/public",
    }


def test_a_type_distinguishes_namesakes(endpoint: str) -> None:
    names = Series(["社区养老服务站", "政府购买养老服务"])
    found = reconcile(names, type_id="Programme", top_res="all", reconciliation_endpoint=endpoint)
    assert set(found["type_id"]) == {"Programme"}
    assert matches(found) == {
        "社区养老服务站": "programme/community-care-stations",
        "政府购买养老服务": "programme/purchased-elderly-care",
    }


def test_another_column_is_a_property(endpoint: str) -> None:
    table = DataFrame({"名称": ["大东区", "沈阳市"], "代码": ["210104", "210105"]})
    found = reconcile(
        table["名称"],
        property_mapping={"areaCode": table["代码"]},
        reconciliation_endpoint=endpoint,
    )
    assert matches(found) == {"大东区": "place/210104"}
    # A code of another place leaves a name in doubt.
    assert found.set_index("input_value").loc["沈阳市", "score"] < 50
