"""Rules and curators joined into claims, from findings written by hand."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from districtgraph.graph.claims.claim import Claim, Mention, Observation, Statement, Target
from districtgraph.graph.claims.evidence import ClaimPeriod, Quote
from districtgraph.graph.curation.curation import curate
from districtgraph.graph.curation.overlay import (
    CuratedConcept,
    CuratedFigure,
    CuratedStatement,
    Overlay,
    QuotedWords,
)
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.extraction.extraction import Extraction, FoundFigure, extract
from districtgraph.graph.extraction.lexicon.lexicon_files import load_lexicon
from districtgraph.graph.text.documents import Document, DocumentRecord
from districtgraph.graph.text.yaml_files import Node

TEXT = "样板区建成公园12个，新增岗位3400余个。力争新建“绿道工程”5公里。"
RECORD = DocumentRecord("doc", "doc.txt", "报告", "Report", "zh-Hans", "0", len(TEXT), "place/1")
DOCUMENT = Document(RECORD, TEXT)
SOURCE = Node(Path("figures.yaml"), 7)


def found(indicator: str | None = None) -> Extraction:
    """Return what the rules find, where they find the first figure's indicator as given."""
    extraction = extract(TEXT, load_lexicon())
    first, *others = extraction.figures
    assert first.quantity.text == "12个"
    return replace(extraction, figures=(replace(first, indicator=indicator), *others))


def words(text: str, nth: int | None = None) -> QuotedWords:
    return QuotedWords(text, nth, SOURCE)


def figure(key: str, quantity: str | None, quote: str, **values: Any) -> CuratedFigure:
    added = values.pop("added", None)
    anchor = words(quantity) if quantity else None
    return CuratedFigure(key, anchor, added, (words(quote),), values, SOURCE)


def overlay(**given: Any) -> Overlay:
    parts = ("entities", "concepts", "statements", "figures", "numerals", "sentences")
    return Overlay(**{part: given.get(part, ()) for part in parts})


def claims(extraction: Extraction, given: Overlay) -> dict[str, Claim]:
    return {claim.key: claim for claim in curate(DOCUMENT, extraction, given)}


def test_a_figure_of_the_rules_needs_no_curator_where_its_indicator_is_named() -> None:
    made = claims(found("indicator/parks"), overlay())
    assert list(made) == [f"at-{TEXT.index('12个')}"]
    (claim,) = made.values()
    assert isinstance(claim, Observation)
    assert (claim.value, claim.indicator, claim.place) == (
        Decimal(12),
        "indicator/parks",
        "place/1",
    )
    assert claim.by["indicator"] == "indicator-labels"
    assert "curator" not in claim.by.values()


def test_a_figure_without_an_indicator_is_no_claim() -> None:
    assert claims(found(), overlay()) == {}


def test_a_curated_value_takes_the_place_of_the_rules_own() -> None:
    entry = figure("parks", "12个", "建成公园12个", indicator="indicator/parks", modality="plan")
    (claim,) = claims(found("indicator/other"), overlay(figures=(entry,))).values()
    assert isinstance(claim, Observation)
    assert (claim.indicator, claim.by["indicator"]) == ("indicator/parks", "curator")
    assert (claim.modality, claim.by["modality"]) == ("plan", "curator")
    assert (claim.value, claim.by["value"]) == (Decimal(12), "number-grammar")
    assert claim.evidence == (Quote(3, 10, "建成公园12个"),)


def test_what_is_aimed_at_is_a_target_with_the_unit_as_written() -> None:
    entry = figure("way", "5公里", "新建“绿道工程”5公里", indicator="indicator/ways")
    (claim,) = claims(found(), overlay(figures=(entry,))).values()
    assert isinstance(claim, Target)
    assert (claim.value, claim.unit, claim.written_unit) == (
        Decimal(5000),
        "unit:M",
        "unit:KiloM",
    )
    assert claim.by["kind"] == claim.by["modality"] == "modality-cues"


def test_words_are_curated_with_their_place() -> None:
    entry = figure(
        "jobs",
        "3400余个",
        "新增岗位3400余个",
        indicator="indicator/jobs",
        change_basis=words("新增"),
    )
    (claim,) = claims(found(), overlay(figures=(entry,))).values()
    assert isinstance(claim, Observation)
    start = TEXT.index("新增")
    assert claim.change_basis == Quote(start, start + 2, "新增")
    assert claim.by["change_basis"] == "curator"


def test_a_curated_field_that_repeats_the_rules_is_refused() -> None:
    entry = figure("parks", "12个", "建成公园12个", indicator="indicator/parks", place="place/1")
    with pytest.raises(SourceFileError, match=r"figures\.yaml:7: 'place' repeats what the rules"):
        claims(found(), overlay(figures=(entry,)))


def test_a_claim_by_hand_has_what_its_kind_needs() -> None:
    entry = figure("first", None, "建成公园12个", added="ranking", written=words("建成"))
    lacking = r"figures.yaml:7: claim 'first' \(ranking\) lacks indicator, modality, period"
    with pytest.raises(SourceFileError, match=lacking):
        claims(found(), overlay(figures=(entry,)))
    other = figure("parks", "12个", "建成公园12个", indicator="indicator/parks", goal="goal/green")
    excluded = r"figures.yaml:7: claim 'parks' \(observation\) may not have goal"
    with pytest.raises(SourceFileError, match=excluded):
        claims(found(), overlay(figures=(other,)))


def test_statements_and_mentions_are_the_curator_s() -> None:
    given = overlay(
        statements=(
            CuratedStatement(
                subject="place/1",
                property="runs",
                object="goal/green",
                modality="plan",
                period=None,
                open_list=None,
                quotes=(words("新建“绿道工程”"),),
                source=SOURCE,
            ),
        ),
        concepts=(
            CuratedConcept("facility/way", words("绿道工程"), SOURCE),
            CuratedConcept("facility/park", words("公园"), SOURCE),
        ),
    )
    made = claims(found(), given)
    statement, way, park = (
        made["1-runs-green"], made["mention-facility-way"], made["mention-facility-park"]
    )  # fmt: skip
    assert isinstance(statement, Statement)
    assert (statement.subject, statement.modality, statement.period) == ("place/1", "plan", None)
    assert isinstance(way, Mention)
    # The quotation marks are found by a rule; that they name this thing says the curator.
    assert way.by["evidence"] != "curator"
    assert way.by["mentions"] == "curator"
    assert park.by["evidence"] == "curator"


def test_claims_come_in_the_order_of_their_words() -> None:
    given = overlay(
        concepts=(
            CuratedConcept("b/x", words("岗位"), SOURCE),
            CuratedConcept("a/x", words("公园"), SOURCE),
        ),
        figures=(figure("parks", "12个", "公园12个", indicator="indicator/parks"),),
    )
    made = curate(DOCUMENT, found(), given)
    assert [claim.key for claim in made] == ["mention-a-x", "parks", "mention-b-x"]


def test_a_key_is_given_once() -> None:
    entry = figure("parks", "12个", "建成公园12个", indicator="indicator/parks")
    with pytest.raises(SourceFileError, match=r"figures.yaml:7: the key 'parks' is given to two"):
        claims(found(), overlay(figures=(entry, entry)))


def test_a_figure_without_a_period_has_one_that_is_not_stated() -> None:
    (figure_found, *_) = found().figures
    assert isinstance(figure_found, FoundFigure)
    entry = figure("parks", "12个", "建成公园12个", indicator="indicator/parks")
    (claim,) = claims(found(), overlay(figures=(entry,))).values()
    assert isinstance(claim, Observation)
    assert claim.period == ClaimPeriod()
    assert claim.by["period"] == "period-expressions"
