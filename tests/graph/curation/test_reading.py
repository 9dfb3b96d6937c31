"""From a text and its overlay to claims and audit, and the ways in which overlays are wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from districtgraph.graph.claims.claim import Observation, QuantityClaim, Target
from districtgraph.graph.claims.claim_files import ClaimFile
from districtgraph.graph.curation.audit import gaps
from districtgraph.graph.curation.overlay import read_overlay
from districtgraph.graph.curation.reading import read_claims
from districtgraph.graph.errors import DocumentError, GraphError, SourceFileError
from districtgraph.graph.text.documents import read_document, read_record
from tests.graph.sample_article import ENTITIES, FIGURES, STATEMENTS, TEXT, write_sample


def read(article: Path) -> ClaimFile:
    record = read_record(article)
    return read_claims(read_document(record, article.parent / record.file), read_overlay(article))


def quantities(content: ClaimFile) -> dict[str, QuantityClaim]:
    return {claim.key: claim for claim in content.claims if isinstance(claim, QuantityClaim)}


def test_rules_and_curator_each_supply_their_fields(tmp_path: Path) -> None:
    households = quantities(read(write_sample(tmp_path)))["households"]
    assert isinstance(households, Observation)
    assert (households.value, households.lower) == (Decimal(3400), Decimal(3400))
    assert (households.comparator, households.counts) == ("at-least", "counted-kind/household")
    assert households.by["value"] == "number-grammar"
    assert households.by["indicator"] == "curator"
    assert [quote.text for quote in households.evidence] == ["今年", "惠及居民3400余户"]


def test_an_aim_is_a_target_with_its_due_year(tmp_path: Path) -> None:
    output = quantities(read(write_sample(tmp_path)))["output"]
    assert isinstance(output, Target)
    assert output.modality == "target"
    assert output.period.start is not None
    assert output.period.start.year == 2030


def test_this_year_is_not_resolved(tmp_path: Path) -> None:
    compounds = quantities(read(write_sample(tmp_path)))["compounds"]
    assert compounds.period.words is not None
    assert (compounds.period.words.text, compounds.period.start) == ("今年", None)


def test_a_growth_has_its_basis_of_change(tmp_path: Path) -> None:
    text = TEXT.replace("惠及居民", "同比增长8%，惠及居民")
    growth = """- key: growth
  figure: 8%
  quotes: [同比增长8%]
  indicator: indicator/growth-of-economic-indicators
"""
    figures = FIGURES.replace("- key: households", growth + "- key: households")
    claims = quantities(read(write_sample(tmp_path, text=text, figures=figures)))
    basis = claims["growth"].change_basis
    assert basis is not None
    assert (basis.text, claims["growth"].by["change_basis"]) == ("同比", "change-bases")


def test_the_audit_is_whole(tmp_path: Path) -> None:
    content = read(write_sample(tmp_path))
    assert gaps(content.audit) == ()
    assert [item.quote.text for item in content.audit.numerals] == ["12", "3400", "2030", "5亿"]


def test_a_figure_without_a_claim_is_a_gap(tmp_path: Path) -> None:
    figures = FIGURES[: FIGURES.index("- key: output")] + "numerals: []\nsentences: []\n"
    found = gaps(read(write_sample(tmp_path, figures=figures)).audit)
    assert found[0] == f"numeral '5亿' at {TEXT.index('5亿')} has no claim and no reason"
    assert "sentence 3" in found[1]
    # The year alone is a date, with or without a figure.
    assert len(found) == 2


WRONG_FIGURES = [
    (
        "[完成小区改造12个]",
        "[没有这句话12个]",
        "figures.yaml:3: the quote '没有这句话12个' is not in",
    ),
    ("figure: 12个", "figure: 13个", "figures.yaml:3: the rules find no quantity '13个'"),
    (
        "[完成小区改造12个]",
        "[惠及居民3400余户]",
        "no quote of 'compounds' contains the words '12个'",
    ),
    ("key: households", "key: compounds", "the key 'compounds' is given to two claims"),
    (
        "  counts: counted",
        "  modality: achieved\n  counts: counted",
        "'modality' repeats what the rules",
    ),
    ("  figure: 12个", "  figur: 12个", "unknown key 'figur'; known here:"),
    ("  quotes: [完成小区改造12个]\n", "", "figures.yaml:3: 'quotes' is missing or empty"),
    ("[完成小区改造12个]", "[居民, 完成小区改造12个, 区]", "occurs 3 times, at"),
    (
        "  figure: 12个",
        "  figure: 12个\n  added: ranking",
        "a claim needs 'figure', as the rules find it",
    ),
    ("  figure: 12个", "  figure: 12个\n  figure: 12个", "figures.yaml:5: 'figure' is given twice"),
    ("document: sample", "document: other", "figures.yaml:1: 'document' is not 'sample'"),
    ("  counts: counted-kind/residential-compound", "  counts: 7", "'counts' is not a text"),
    ("figure: 5亿元", "added: opinion", "'opinion' is not a kind of claim; these are: observation"),
    ("  counts: counted", "  value: many\n  counts: counted", "'many' is not a decimal number"),
    ("document: sample", "document: [sample", "figures.yaml:2: is not YAML"),
    (
        "  figure: 12个",
        "  figure: 12个\n  period: {words: 今年, from: 2021-01-01}",
        "figures.yaml:5: a period has both 'from' and 'to', or neither",
    ),
    (
        "[完成小区改造12个]",
        "[{quote: 完成小区改造12个, nth: 2}]",
        "occurs 1 times; there is no nth 2",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), WRONG_FIGURES)
def test_a_wrong_overlay_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in FIGURES
    article = write_sample(tmp_path, figures=FIGURES.replace(old, new, 1))
    with pytest.raises(GraphError) as caught:
        read(article)
    assert message in str(caught.value)


def test_a_quote_over_forty_characters_is_refused(tmp_path: Path) -> None:
    text = TEXT.replace(
        "力争",
        "全区上下齐心协力抢抓机遇真抓实干攻坚克难乘势而上勇毅前行争先创优埋头苦干久久为功力争",
    )
    long = text[text.index("全区上下") : text.index("。", text.index("力争"))]
    figures = FIGURES.replace("[产值达到5亿元]", f"[{long}]")
    with pytest.raises(SourceFileError, match=r"figures.yaml:12: .*1 to 40 are allowed"):
        read(write_sample(tmp_path, text=text, figures=figures))


def test_a_whole_sentence_is_no_quote(tmp_path: Path) -> None:
    figures = FIGURES.replace("[产值达到5亿元]", "[力争到2030年，产值达到5亿元]")
    with pytest.raises(SourceFileError, match=r"figures.yaml:12: .*quotes the whole sentence 3"):
        read(write_sample(tmp_path, figures=figures))


def test_a_quote_is_not_cut_inside_quotation_marks(tmp_path: Path) -> None:
    text = TEXT.replace("力争", "实施“强基工程”，力争")
    statements = STATEMENTS.replace(
        "[]", "\n- {is: [place/999999, runs, programme/base], quotes: [实施“强基]}"
    )
    entities = f"{ENTITIES}- {{id: programme/base, type: Programme, zh: 强基工程, en: Base}}\n"
    with pytest.raises(SourceFileError, match=r"statements.yaml:3: .*'实施“强基', which is cut"):
        read(write_sample(tmp_path, text=text, statements=statements, entities=entities))


def test_a_statement_needs_three_parts(tmp_path: Path) -> None:
    statements = STATEMENTS.replace("[]", "\n- {is: [place/999999, runs], quotes: [样板区完成]}")
    with pytest.raises(SourceFileError, match=r"statements.yaml:3: 'is' must be \[subject"):
        read(write_sample(tmp_path, statements=statements))


def test_an_entity_needs_both_labels(tmp_path: Path) -> None:
    entities = ENTITIES.replace(", en: Sample District", "")
    with pytest.raises(SourceFileError, match=r"entities.yaml:3: 'en' is missing"):
        read(write_sample(tmp_path, entities=entities))


def test_another_text_is_refused(tmp_path: Path) -> None:
    article = write_sample(tmp_path)
    (tmp_path / "sample.txt").write_text(TEXT + "改", encoding="utf-8")
    with pytest.raises(DocumentError, match="this is not the text that 'sample' was read from"):
        read(article)


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    article = write_sample(tmp_path)
    (tmp_path / "sample.txt").unlink()
    with pytest.raises(DocumentError, match=r"sample.txt: the source text .* --sources"):
        read(article)
