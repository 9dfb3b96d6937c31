"""What somebody gives for a place: one division, or a message that says which are possible."""

import pytest

from districtgraph.graph.errors import DivisionNotFoundError
from districtgraph.graph.places.given_division import given_division

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("given", ["210104", "大东区", "沈阳市大东区", "辽宁省沈阳市大东区"])
def test_a_code_or_a_name_is_a_division(given: str) -> None:
    assert given_division(given, 2024).code == "210104"


def test_the_code_of_a_former_division_is_enough() -> None:
    assert given_division("332230", 2024).name == "嘉兴县"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("大东曲", r"no division '大东曲' is known; did you mean .*"),
        ("999999", r"no division '999999' is known; give the code of GB/T 2260"),
        ("鼓楼区", r"'鼓楼区' is the name of several; .*320106 江苏省南京市鼓楼区"),
        (
            "临江区",
            r"no division is called '临江区' in 2024; 临江区 \(220604\) existed from 1986 to 1993, "
            r"then 临江市 \(\d{6}\)\. Give the code",
        ),
    ],
)
def test_a_place_that_is_none_or_several_says_which_are_near(given: str, message: str) -> None:
    with pytest.raises(DivisionNotFoundError, match=message):
        given_division(given, 2024)


def test_a_division_that_began_later_says_when() -> None:
    with pytest.raises(
        DivisionNotFoundError, match=r"in 1999; 江津区 \(500116\) existed from 2006 on"
    ):
        given_division("江津区", 1999)
