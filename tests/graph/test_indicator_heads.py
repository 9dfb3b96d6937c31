import pytest

from districtgraph.graph.extraction.indicator_heads import find_head
from districtgraph.graph.extraction.lexicon import load_lexicon
from districtgraph.graph.extraction.periods import find_periods
from districtgraph.graph.extraction.quantities import find_quantities
from districtgraph.graph.text.clauses import split_sentences

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("全年产值完成253.7亿元，同比增长10.1%", ["产值", "产值"]),
        ("产值由2010年的5亿元增加到2015年的9亿元", ["产值", "产值"]),
        ("2015年人均收入完成300元，比2010年增加10元", ["人均收入", "人均收入"]),
        ("甲增加值增速达到16.1%", ["甲增加值"]),
        ("空气优良天数比例达到99.2%", ["空气优良天数比例"]),
        ("实施重点项目28个，", ["重点项目"]),
        ("甲、乙等六项主要指标全部领先", ["主要指标"]),
        ("3家企业拆迁及恢复", ["企业拆迁"]),
        ("建成大棚2350亩、温室500栋", ["大棚", "温室"]),
        ("惠及居民5.9万户14.59万人", ["惠及居民", "惠及居民"]),
        ("达到32%", [None]),
    ],
)
def test_head(text: str, heads: list[str | None]) -> None:
    (sentence,) = split_sentences(text)
    quantities, periods = find_quantities(text, LEXICON), find_periods(text, LEXICON)
    found = [find_head(text, sentence, q, quantities, periods, LEXICON) for q in quantities]
    assert [head.text if head else None for head in found] == heads
    assert all(text[head.start : head.end] == head.text for head in found if head)
