import pytest

from districtgraph.graph.exclusions import exclusion_reason
from districtgraph.graph.lexicons import load_lexicon
from districtgraph.graph.numerals import find_numerals

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("PM2.5平均", "technical-name"),
        ("进一步提升", "idiom"),
        ("第一个", "ordinal"),
        ("“四步”工作法", "name"),
        ("《五条办法》", "name"),
        ("（二期）", "phase"),
        ("三级河长制", "grade"),
        ("百姓", "morpheme"),
        ("零部件", "morpheme"),
        ("万寿小区", "name"),
        ("五爱街", "name"),
        ("三块田", None),
    ],
)
def test_reason(text: str, reason: str | None) -> None:
    (numeral,) = find_numerals(text)
    assert exclusion_reason(text, numeral, LEXICON) == reason
