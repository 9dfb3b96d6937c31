import pytest

from districtgraph.graph.extraction.exclusions import exclusion_reason
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities
from districtgraph.graph.text.numerals import find_numerals

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("PM2.5平均", "technical-name"),
        ("进一步提升", "idiom"),
        ("五篇大文章", "idiom"),
        ("把每一分钱用好", "idiom"),
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
        ("两个小区", None),
        ("三大攻坚战", "name"),
        ("4S店", "technical-name"),
        ("（一）概况", "ordinal"),
        ("一、概况", "ordinal"),
        ("1.概况", "ordinal"),
        ("一是推进", "ordinal"),
        ("三要推进", "ordinal"),
        ("位列前三名", "ordinal"),
        ("十九大精神", "ordinal"),
        ("三中全会", "ordinal"),
        ("二次发掘", "ordinal"),
        ("二中全会", "ordinal"),
        ("3号楼", "name"),
        ("626小河", "name"),
        ("2024年", "date"),
        ("此前4年申报", "date"),
        ("70周年", "date"),
        ("“十三五”规划", "name"),
        ("十三五时期", "date"),
        ("5个", None),
        ("增长1?%", "garbled"),
        ("工业4.0", "technical-name"),
        ("501室", "name"),
        ("附件1。", "name"),
        ("一个", "indefinite"),
        ("一批", "idiom"),
        ("每百户", "indefinite"),
        ("世界500强", "name"),
        ("列全省12位", "ordinal"),
        ("达到3.5。", "unclear"),
        ("15.8元/盒", "unclear"),
        ("13998765432", "name"),
        ("三门峡", "name"),
        ("千兆光网", "morpheme"),
    ],
)
def test_reason(text: str, reason: str | None) -> None:
    (numeral,) = find_numerals(text)
    assert exclusion_reason(text, numeral, LEXICON) == reason


@pytest.mark.parametrize("name", ["一元街道", "一元路", "三家村", "四户镇", "三间房乡", "三座店镇"])
def test_a_place_named_after_a_number_of_things_is_no_count(name: str) -> None:
    text = f"在永新路、{name}和云湖镇施工。"
    assert not find_quantities(text, LEXICON)
    (numeral,) = find_numerals(text)
    assert exclusion_reason(text, numeral, LEXICON) == "name"


@pytest.mark.parametrize(
    "words", ["三家村卫生室", "三户村民", "四间乡村教室", "六家乡镇医院", "三个镇", "五条路"]
)
def test_what_is_counted_in_a_village_is_counted(words: str) -> None:
    (found,) = find_quantities(f"改造{words}。", LEXICON)
    assert found.value in (3, 4, 5, 6)
