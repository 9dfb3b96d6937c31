"""The meaning of the words around a quantity, in whole texts."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from districtgraph.graph.extraction.extraction import find_figures
from districtgraph.graph.extraction.indicators.indicator_index import Indicator, IndicatorIndex
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.extraction.periods.period_reading import find_periods
from districtgraph.graph.extraction.quantities.quantity_reading import find_quantities

LEXICON = load_lexicon()
_WORDS = """甲产值 增长 同比 比上年 5% 3.2亿元 28个 项目 和 分别 由 到 2020年 去年 新建 完成
的 占 为 达到 其中 今年要重点抓好以下工作 一、工作回顾 （一）任务 1,234 万 人 力争 将 已 等 2.1"""
PIECES = (*_WORDS.split(), *"、，。；：（）“”\n　")


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("“　甲产值5%")
@example("增长、等　其中5%")
@example("人（”　其中达到5%")
@example("28个“比上年万　”；达到\n万已2.1")
def test_any_text_is_read_and_every_head_is_in_it(text: str) -> None:
    figures = find_figures(text, LEXICON)
    for place, figure in enumerate(figures):
        if figure.head:
            assert text[figure.head.start : figure.head.end] == figure.head.text
            assert figure.head.text.strip() == figure.head.text
        assert figure.follows is None or 0 <= figure.follows < place
        assert figure.base is None or 0 <= figure.base < place
        base = figure.change.base
        assert base is None or text[base.start : base.end] == base.text
        cue = figure.modality
        assert cue.start is None or cue.cue is None or text.startswith(cue.cue, cue.start)


def test_what_a_change_sets_out_from_is_the_base_of_what_it_gets_to() -> None:
    text = "人均收入由2020年的1万元提高到2024年的2万元，年均增长5%。民宿从最初的7家发展到163家。"
    assert [figure.base for figure in find_figures(text, LEXICON)] == [None, 0, None, None, 3]


def test_growth_follows_its_level_across_sentences_of_a_text() -> None:
    text = "产值5亿元，增长3%。税收6亿元，增长4%。"
    assert [figure.follows for figure in find_figures(text, LEXICON)] == [None, 0, None, 2]


def test_a_change_at_the_beginning_of_a_sentence_goes_on_about_the_one_before() -> None:
    text = "产值5亿元，增长3%。其中，6月份当月增长4%。\n同比增长6%。"
    figures = find_figures(text, LEXICON)
    assert [figure.follows for figure in figures] == [None, 0, 0, None]
    assert [figure.head.text if figure.head else None for figure in figures[2:]] == ["产值", None]


def test_an_accumulated_figure_is_told() -> None:
    figures = find_figures("累计改造小区5个，新建公园3座。", LEXICON)
    assert [figure.cumulative for figure in figures] == ["累计", None]


def test_a_share_is_no_figure_of_the_indicator_that_it_is_a_share_of() -> None:
    labels = {"工业增加值": "indicator/value", "工业增加值占全市比重": "indicator/share"}
    index = IndicatorIndex([Indicator(iri, (label,)) for label, iri in labels.items()], {})
    text = "工业增加值占全市比重达32%，工业增加值5亿元。"
    figures = find_figures(text, LEXICON, index)
    assert [figure.indicator for figure in figures] == ["indicator/share", "indicator/value"]


@pytest.mark.usefixtures("patience")
def test_reading_grows_no_faster_than_the_text() -> None:
    piece = "全市甲、乙产值分别完成5亿元、6亿元，同比增长3%、4%（丙7个），力争新建公园8座"

    def seconds(times: int, end: str) -> float:
        text = (piece + end) * times
        begun = time.process_time()
        assert len(find_figures(text, LEXICON)) == 6 * times
        return time.process_time() - begun

    for end in ("，", "。", ""):
        seconds(20, end)
        assert seconds(800, end) < 12 * max(seconds(200, end), 0.02)


@pytest.mark.parametrize("words", ["1", "１", "一", "百", "今年要"])
def test_repeated_words_take_time_in_proportion_to_their_length(words: str) -> None:
    def seconds(size: int) -> float:
        text = (words * size)[:size]
        begin = time.process_time()
        find_quantities(text, LEXICON)
        find_periods(text, LEXICON)
        return time.process_time() - begin

    seconds(100)
    assert seconds(16_000) < 40 * max(seconds(2_000), 0.005)
