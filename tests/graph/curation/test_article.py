"""The first article, against its text: the expectations are short phrases, written by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from districtgraph.graph.claims.claim import (
    Comparison,
    FigureClaim,
    QuantityClaim,
    Ranking,
    Target,
)
from districtgraph.graph.curation.articles import Article, read_article
from districtgraph.graph.curation.verification import audit_lines, verify
from districtgraph.graph.text.documents import Document, read_document
from tests import COMMITTED_ARTICLES, THE_ARTICLE

pytestmark = pytest.mark.source


@pytest.fixture(scope="module")
def article() -> Article:
    return read_article(COMMITTED_ARTICLES / THE_ARTICLE)


@pytest.fixture(scope="module")
def document(article: Article, sources: Path) -> Document:
    return read_document(article.record, sources / article.record.file)


def figures(article: Article) -> dict[str, FigureClaim]:
    claims = article.content.claims
    return {claim.key: claim for claim in claims if isinstance(claim, FigureClaim)}


def test_the_committed_claims_are_proved(article: Article, document: Document) -> None:
    result = verify(article, document)
    assert result.problems == ()
    assert (result.claims, result.covered, result.excluded) == (403, 33, 25)


def test_every_numeral_quote_and_sentence_is_printed(article: Article) -> None:
    lines = list(audit_lines(article.content))
    quotes = {quote for claim in article.content.claims for quote in claim.evidence}
    assert len(lines) == 58 + len(quotes) + 48
    assert not any("OPEN" in line for line in lines)


# words: value, lower, upper, comparator, modality, period as written
EXPECTED = {
    "2600亿元": ("260000000000", None, None, "equal", "target", "到2024年"),
    "47家": ("47", None, None, "equal", "achieved", "今年"),
    "两位数": (None, "10", "99", "range", "achieved", "2021年"),
    "32%": ("32", None, None, "equal", "achieved", "2021年"),
    "66亿元": ("6600000000", None, None, "equal", "ongoing", None),
    "219个": ("219", None, None, "equal", "ongoing", None),
    "59.15公里": ("59150", None, None, "equal", "achieved", None),
    "15个": ("15", None, None, "equal", "ongoing", None),
    "210座": ("210", None, None, "equal", "achieved", "全年"),
    "167个": ("167", None, None, "equal", "achieved", None),
    "一百余个": ("100", "100", None, "at-least", "achieved", None),
    "121个": ("121", None, None, "equal", "ongoing", None),
    "5.9万户": ("59000", None, None, "equal", "ongoing", None),
    "14.59万人": ("145900", None, None, "equal", "ongoing", None),
    "1360个": ("1360", None, None, "equal", "achieved", None),
    "130个": ("130", None, None, "equal", "achieved", None),
    "1056万余元": ("10560000", "10560000", None, "at-least", "achieved", "目前"),
    "8400余户": ("8400", "8400", None, "at-least", "achieved", "目前"),
    "9400余人（次）": ("9400", "9400", None, "at-least", "achieved", "目前"),
    "3225家": ("3225", None, None, "equal", "achieved", None),
    "2411万元": ("24110000", None, None, "equal", "achieved", None),
    "7.5万个": ("75000", None, None, "equal", "achieved", None),
    "3.1亿元": ("310000000", None, None, "equal", "achieved", None),
    "1799人": ("1799", None, None, "equal", "achieved", None),
    "8921人": ("8921", None, None, "equal", "achieved", "截至目前"),
    "零": ("0", None, None, "equal", "achieved", "截至目前"),
    "5所": ("5", None, None, "equal", "ongoing", None),
    "112个": ("112", None, None, "equal", "achieved", None),
    "30个": ("30", None, None, "equal", "ongoing", None),
}


def test_every_quantity_is_claimed_as_the_text_has_it(article: Article) -> None:
    found = {
        claim.written.text: (
            *(None if number is None else Decimal(number) for number in (claim.value, claim.lower)),
            claim.upper,
            claim.comparator,
            claim.modality,
            claim.period.words.text if claim.period.words else None,
        )
        for claim in figures(article).values()
        if isinstance(claim, QuantityClaim)
        if claim.comparator and not isinstance(claim, Comparison)
    }
    expected = {
        words: (*(None if n is None else Decimal(n) for n in numbers[:3]), *numbers[3:])
        for words, numbers in EXPECTED.items()
    }
    assert found == expected


def test_rankings_have_no_value(article: Article) -> None:
    rankings = [c for c in figures(article).values() if isinstance(c, Ranking)]
    assert {(c.written.text, c.rank, c.rank_order, hasattr(c, "value")) for c in rankings} == {
        ("全市最低", 1, "lowest-first", False),
        ("历年最高", 1, "highest-first", False),
    }


def test_the_comparison_has_no_sum(article: Article) -> None:
    (claim,) = [c for c in figures(article).values() if isinstance(c, Comparison)]
    assert (claim.comparator, claim.value) == ("more-than", None)
    assert claim.compares_with.words is not None
    assert claim.compares_with.words.text == "此前4年"


def test_the_second_aim_has_a_year_and_no_number(article: Article) -> None:
    claim = figures(article)["connected-vehicle-commercial-zone-2024"]
    assert isinstance(claim, Target)
    assert (claim.value, claim.indicator) == (None, None)
    assert str(claim.period.start) == "2024-01-01"


def test_no_period_is_guessed(article: Article) -> None:
    dated = {claim.key for claim in figures(article).values() if claim.period.start is not None}
    words = {
        claim.period.words.text
        for claim in figures(article).values()
        if claim.key in dated and claim.period.words
    }
    assert words == {"到2024年", "2021年"}


EXCLUDED = {
    "2.5": "technical-name",
    "九": "name",
    "四": "name",
    "十": "name",
    "二": "phase",
    "百": "morpheme",
    "万": "name",
}


@pytest.mark.parametrize(("numeral", "reason"), EXCLUDED.items())
def test_names_and_set_words_are_excluded_for_their_reason(
    article: Article, numeral: str, reason: str
) -> None:
    found = [item for item in article.content.audit.numerals if item.quote.text == numeral]
    assert found
    assert {(item.reason, item.claims) for item in found} == {(reason, ())}


def test_quotes_are_short(article: Article, document: Document) -> None:
    quotes = {quote for claim in article.content.claims for quote in claim.evidence}
    assert max(len(quote.text) for quote in quotes) <= 40


def test_every_marked_name_is_in_some_evidence(article: Article, document: Document) -> None:
    from districtgraph.graph.extraction.names.marked_names import find_names

    quotes = [quote for claim in article.content.claims for quote in claim.evidence]
    for name in find_names(document.text):
        # A slogan that is a name in pieces is quoted in pieces.
        assert any(q.start < name.end and name.start < q.end for q in quotes), name.text
