"""Lists of ranks, and what each of them is of, in invented sentences."""

import pytest

from districtgraph.graph.extraction.extraction import find_figures
from districtgraph.graph.extraction.heads.head_grammar import head_grammar
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.printed_claims.claim_records import SpanText
from districtgraph.graph.extraction.printed_claims.ranked_heads import RankedHeads
from districtgraph.graph.extraction.quantities.ranks import find_ranks


def ranked(text: str) -> list[tuple[str, int | None, str]]:
    lexicon = load_lexicon()
    figures = [
        (
            item.quantity.start,
            SpanText(item.head.text, item.head.start, item.head.end) if item.head else None,
        )
        for item in find_figures(text, lexicon)
    ]
    heads = RankedHeads(text, head_grammar(lexicon), figures)
    return [
        (
            text[rank.numeral_start : rank.numeral_end],
            rank.rank,
            found.text if (found := heads.of(rank)) else "",
        )
        for rank in find_ranks(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "规上工业增加值、固定资产投资增速分别居全省第1、第3位。",
            [("第1", 1, "规上工业增加值"), ("第3位", 3, "固定资产投资")],
        ),
        (
            "地区生产总值增长8%，一般公共预算收入增长9.1%，分别居全市第一、第七位。",
            [("第一", 1, "地区生产总值"), ("第七位", 7, "一般公共预算收入")],
        ),
        (
            "常住人口居全省第1位和全国第3位。",
            [("第1位", 1, "常住人口"), ("第3位", 3, "常住人口")],
        ),
        ("绿化覆盖率居各省、区第一。", [("第一", 1, "绿化覆盖率")]),
        # As many names as ranks, or none is taken.
        ("两项指标分别居全省第2、第3位。", [("第2", 2, ""), ("第3位", 3, "")]),
    ],
)
def test_each_rank_of_a_list_is_of_its_own_thing(
    text: str, expected: list[tuple[str, int | None, str]]
) -> None:
    assert ranked(text) == expected


def test_a_rank_of_a_list_that_repeats_its_verb_is_read_once() -> None:
    found = list(find_ranks("工作居全省第2位、居全省第3位，均居全国第5位。"))
    assert [(rank.rank, rank.listed) for rank in found] == [(2, (0, 2)), (3, (1, 2)), (5, (0, 1))]
