"""Long lists without an end are read in linear time."""

import pytest

from districtgraph.graph.extraction.names.named_things import find_named_things
from tests.growth.measuring import is_linear

_SMALLEST, _LARGEST = 2_000, 16_000


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize(
    "item", ["甲乙、", "景点有甲乙、", "企业包括甲乙、", "下辖甲乙、", "特产有甲乙、"]
)
def test_a_list_of_any_length_is_read_in_linear_time(item: str) -> None:
    assert is_linear(
        find_named_things, lambda length: item * (length // len(item)), _SMALLEST, _LARGEST
    )
