"""Values written with fewer digits agree with themselves written with more."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.series.written_precision import agree, rounding_unit


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("70.9亿元", "7090000000", "10000000"),
        ("70.88亿元", "7088000000", "1000000"),
        ("38420元", "38420", "1"),
        ("22.30%", "22.3", "0.01"),
        ("1.4亿斤", "70000000", "5000000"),
        ("25％", "25", "1"),
        ("３.２亿元", "320000000", "10000000"),
        ("1,250家", "1250", "1"),
        ("三亿元", "300000000", "100000000"),
        ("两所", "2", "1"),
        ("0", "0", "1"),
    ],
)
def test_the_last_written_digit_tells_the_rounding(written: str, value: str, unit: str) -> None:
    assert rounding_unit(written, Decimal(value)) == Decimal(unit)


@given(
    st.decimals(min_value="1000", max_value="1e12", places=2),
    st.integers(min_value=-2, max_value=1),
)
def test_a_value_agrees_with_itself_in_fewer_digits(value: Decimal, exponent: int) -> None:
    unit = Decimal(1).scaleb(exponent)
    rounded = (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit
    assert agree(value, Decimal("0.01"), rounded, unit)
    assert agree(rounded, unit, value, Decimal("0.01"))


@given(
    st.decimals(min_value="1", max_value="1e9", places=1),
    st.decimals(min_value="1", max_value="1e9", places=1),
)
def test_values_of_the_same_digits_agree_only_where_they_are_equal(
    first: Decimal, second: Decimal
) -> None:
    assert agree(first, Decimal("0.1"), second, Decimal("0.1")) == (first == second)


def test_a_single_digit_is_no_rounding_of_a_much_greater_value() -> None:
    assert not agree(Decimal(1), Decimal(1), Decimal("1.4"), Decimal("0.1"))
    assert agree(Decimal("70.9"), Decimal("0.1"), Decimal("70.88"), Decimal("0.01"))
    assert not agree(Decimal("70.9"), Decimal("0.1"), Decimal("70.8"), Decimal("0.1"))
