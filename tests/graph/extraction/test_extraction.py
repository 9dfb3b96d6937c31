"""What the rules find in a whole text, before anybody adds to it."""

import pytest

from districtgraph.graph.curation.articles import Article
from districtgraph.graph.extraction.extraction import Extraction, FoundFigure, extract
from districtgraph.graph.extraction.indicators.indicator_index import load_index
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from tests.small_corpus import text_of


@pytest.fixture(scope="module")
def texts(reports: tuple[Article, ...]) -> dict[str, Extraction]:
    return {
        article.record.key: extract(text_of(article).text, load_lexicon(), load_index())
        for article in reports
    }


@pytest.fixture(scope="module")
def figures(texts: dict[str, Extraction]) -> dict[str, FoundFigure]:
    return {figure.quantity.text: figure for each in texts.values() for figure in each.figures}


def test_every_quantity_is_found_in_the_order_of_the_text(texts: dict[str, Extraction]) -> None:
    words = [figure.quantity.text for figure in texts["yunling"].figures]
    assert words == ["121个", "3400余户", "18家", "两位数", "18%", "250万余元", "5亿元"]
    assert [figure.quantity.text for figure in texts["qingxi"].figures] == ["921人", "12个"]


@pytest.mark.parametrize(
    ("words", "period", "modality"),
    [
        ("121个", "今年", "achieved"),
        ("两位数", "2021年", "achieved"),
        ("250万余元", "目前", "achieved"),
        ("5亿元", "到2030年", "target"),
    ],
)
def test_a_figure_has_the_period_and_modality_of_its_sentence(
    figures: dict[str, FoundFigure], words: str, period: str, modality: str
) -> None:
    figure = figures[words]
    assert figure.period is not None
    assert (figure.period.text, figure.modality.modality) == (period, modality)


def test_an_indicator_is_found_where_its_label_is_what_the_figure_measures(
    figures: dict[str, FoundFigure],
) -> None:
    assert figures["921人"].indicator == "indicator/new-urban-employment"
    assert figures["250万余元"].indicator is None


def test_figures_are_told_apart_by_what_their_words_measure(
    figures: dict[str, FoundFigure],
) -> None:
    kinds = {words: figure.change.kind for words, figure in figures.items()}
    assert (kinds["18%"], kinds["121个"], kinds["5亿元"]) == ("share", "level", "level")


def test_names_are_found_between_their_marks(texts: dict[str, Extraction]) -> None:
    assert {name.text for name in texts["yunling"].names} == {"专精特新", "三步走"}
    assert texts["qingxi"].names == ()


def test_numerals_of_names_are_excluded_for_their_reason(texts: dict[str, Extraction]) -> None:
    reasons = {item.numeral.text: item.reason for item in texts["yunling"].numerals}
    assert reasons["2.5"] == "technical-name"
    assert reasons["121"] is None


def test_sentences_cover_their_figures(texts: dict[str, Extraction]) -> None:
    for text in texts.values():
        for figure in text.figures:
            start = figure.quantity.start
            assert sum(item.start <= start < item.end for item in text.sentences) == 1
