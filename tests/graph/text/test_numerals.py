from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.graph.text.numerals import NumeralError, find_numerals, numeral_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("零", "0"),
        ("2024", "2024"),
        ("59.15", "59.15"),
        ("12,345", "12345"),
        ("２３", "23"),
        ("5.9万", "59000"),
        ("2万亿", "2000000000000"),
        ("十", "10"),
        ("十二", "12"),
        ("一百二十", "120"),
        ("三千零五", "3005"),
        ("一万二千", "12000"),
        ("一亿零二万", "100020000"),
        ("两千", "2000"),
        ("一百二", "120"),
        ("一百零二", "102"),
        ("一万二", "12000"),
        ("二〇二一", "2021"),
        ("二○二四", "2024"),
        ("八点五", "8.5"),
        ("三点二万", "32000"),
        ("一万零十二", "10012"),
        ("一百一十二", "112"),
        ("伍仟", "5000"),
        ("叁佰万", "3000000"),
        ("廿五", "25"),
        ("卅", "30"),
        ("½", "0.5"),
        ("2¾", "2.75"),
        ("3亿5000万", "350000000"),
        ("2亿零300万", "203000000"),
        ("1万2千", "12000"),
        ("3千5百", "3500"),
        ("5 000", "5000"),
        ("5\u202f000万", "50000000"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert numeral_value(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "一一百",
        "一百千",
        "3五",
        "第三",
        "一万百",
        "亿万",
        "3亿5亿",
        "零十",
        "点五",
        "9" * 65,
    ],
)
def test_a_text_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumeralError):
        numeral_value(text)


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("总投资66亿元的219个项目", ["66亿", "219"]),
        ("5.9万户14.59万人", ["5.9万", "14.59万"]),
        ("百姓在万寿小区", ["百", "万"]),
        ("PM2.5", ["2.5"]),
        ("共12,345人，另3,4号", ["12,345", "3", "4"]),
        ("没有", []),
        ("三四十名，伍仟元，廿人，½", ["三四十", "伍仟", "廿", "½"]),
        ("大陆队伍登陆", []),
        ("下午三点五十分", ["三", "五十"]),
        ("5 000万元和2024年 100户", ["5 000万", "2024", "100"]),
    ],
)
def test_census_takes_in_every_run_of_digits(text: str, numerals: list[str]) -> None:
    assert [item.text for item in find_numerals(text)] == numerals


def chinese(number: int) -> str:
    """Write a number below 10**12 in Chinese numerals."""
    if number >= 10**8:
        head, tail = divmod(number, 10**8)
        return chinese(head) + "亿" + (_tail(tail, 10**7) if tail else "")
    if number >= 10**4:
        head, tail = divmod(number, 10**4)
        return chinese(head) + "万" + (_tail(tail, 10**3) if tail else "")
    written, zero = "", False
    for factor, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, factor)
        if digit:
            written += ("零" if zero and written else "") + "零一二三四五六七八九"[digit] + name
            zero = False
        else:
            zero = True
    return written or "零"


def _tail(number: int, full: int) -> str:
    return chinese(number) if number >= full else "零" + chinese(number)


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_reading_undoes_writing(number: int) -> None:
    assert numeral_value(chinese(number)) == number


@given(st.text(alphabet="一百万亿零3.,五人，a ", max_size=30))
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    end = 0
    for item in find_numerals(text):
        assert text[item.start : item.end] == item.text
        assert item.start >= end
        end = item.end
