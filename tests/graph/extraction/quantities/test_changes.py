import pytest

from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.quantities.changes import change_of
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities
from districtgraph.graph.text.clauses import split_sentences

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "kind", "falling", "base"),
    [
        ("同比增长10.1%", "growth", False, "同比"),
        ("同比分别下降6.5%", "growth", True, "同比"),
        ("年均递增12.2%", "growth", False, "年均"),
        ("增加值增速达到11.1%", "growth", False, None),
        ("增长4.3%", "growth", False, None),
        ("比2010年增加80元", "difference", False, "比2010年"),
        ("较上年减少40户", "difference", True, "较上年"),
        ("调减甲面积77万亩", "difference", True, None),
        ("高0.8个百分点", "points", False, None),
        ("同比，回落0.8个百分点", "points", True, "同比"),
        ("是2010年的2.6倍", "ratio", False, "2010年"),
        ("在2010年基础上翻一番", "ratio", False, "在2010年基础上"),
        ("在上年较低的基础上增长5%", "growth", False, "在上年较低的基础上"),
        ("在原有基础上增加2人", "difference", False, "在原有基础上"),
        ("占比重达32%", "share", False, None),
        ("资金到位率达92%", "share", False, None),
        ("实现增加值16.9亿元", "level", False, None),
        ("新增面积15万平方米", "level", False, None),
        ("增加到9亿元", "level", False, None),
        ("增长缓慢，完成5项", "level", False, None),
        ("加快推进5个片区建设", "level", False, None),
        ("支出压缩48.2%", "growth", True, None),
        ("较年初净增2.8万户", "difference", False, "较年初"),
        ("比2010年分别降低5.2%", "growth", True, "比2010年"),
        ("比去年全年提高4.2个百分点", "points", False, "比去年全年"),
        ("由2019年的120亿元增长到", "level", False, None),
        ("实现1.5%的正增长", "growth", False, None),
        ("增速完成9.7%", "growth", False, None),
        ("加快推进，完成率达90%", "share", False, None),
        ("同比下降（一季度为增长3.5%", "growth", False, None),
    ],
)
def test_change(text: str, kind: str, falling: bool, base: str | None) -> None:
    (sentence,) = split_sentences(text)
    (quantity,) = find_quantities(text, LEXICON)
    change = change_of(text, sentence, quantity, LEXICON)
    assert (change.kind, change.falling) == (kind, falling)
    assert (change.base.text if change.base else None) == base
    if change.base:
        assert text[change.base.start : change.base.end] == change.base.text
