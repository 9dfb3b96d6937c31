"""Chinese names as they are pronounced."""

import pytest

from districtgraph.graph.text.pinyin import in_pinyin


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("滨江公园", "Bīn jiāng gōng yuán"),
        # The reading of a character depends on its word.
        ("长安银行", "Cháng ān yín háng"),
        ("地铁12号线", "Dì tiě 12 hào xiàn"),
        ("R&D", None),
        ("长" * 61, None),
    ],
)
def test_a_name_is_spelt_syllable_by_syllable(name: str, spelt: str | None) -> None:
    assert in_pinyin(name) == spelt
