"""The quotes of the article's statements and figures are whole phrases of its text."""

from pathlib import Path

import pytest

from districtgraph.graph.claims.claim import FigureClaim, Statement
from districtgraph.graph.claims.evidence import Quote
from tests.graph.quoted_phrases import fault_of
from tests.graph.the_article import the_article

TEXT = (
    "区委当好改革“跳高队”的队员，在5个社区建立服务站，提供稳岗资金24万元。完成70座公园建设和道路改造。"
    "坚持“以人为本”的理念，发放贷款3亿元。公园是新的。"
)


def quoted(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(start, start + len(words), words)


@pytest.mark.parametrize(
    "words",
    [
        "当好改革“跳高队”的队员",
        "在5个社区建立服务站",
        "提供稳岗资金",
        "提供稳岗资金24万元",
        "完成70座公园建设",
        "坚持“以人为本”的理念",
        "发放贷款",
        "道路改造",
        "公园是新的",
    ],
)
def test_a_whole_phrase_is_accepted(words: str) -> None:
    assert fault_of(TEXT, quoted(words)) is None


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("当好改革", "a name goes on"),
        ("当好改革“跳高队", "not balanced"),
        ("跳高队", "inside"),
        ("坚持“以人为本”", "the phrase goes on with 的理念"),
        ("提供稳岗", "the phrase goes on with 资金"),
        ("5个社区建立服务站", "the phrase begins before"),
        ("社区建立服务站", "the phrase begins before, with 5个"),
        ("完成", "the verb lacks its object"),
        ("发放", "the phrase goes on with 贷款"),
    ],
)
def test_a_cut_phrase_is_found(words: str, fault: str) -> None:
    assert fault in (fault_of(TEXT, quoted(words)) or "")


@pytest.mark.source
def test_every_quote_of_the_article_is_a_whole_phrase(sources: Path) -> None:
    article = the_article()
    text = (sources / article.record.file).read_text(encoding="utf-8")
    quotes = {
        (claim.key, quote)
        for claim in article.content.claims
        if isinstance(claim, Statement | FigureClaim)
        for quote in claim.evidence
    }
    assert len(quotes) >= 280
    assert {(key, quote.text, fault_of(text, quote)) for key, quote in quotes} == {
        (key, quote.text, None) for key, quote in quotes
    }
