"""Rules supply the modality of a statement, by property and verb, and its subject."""

from pathlib import Path

import pytest

from districtgraph.graph.claims.claim import Statement
from districtgraph.graph.claims.evidence import Quote
from districtgraph.graph.curation.overlay import (
    CuratedEntity,
    CuratedPeriod,
    CuratedStatement,
    Overlay,
    QuotedWords,
)
from districtgraph.graph.curation.statement_curation import (
    curated_statement,
    load_statement_verbs,
    subject_names,
)
from districtgraph.graph.errors import SourceFileError
from districtgraph.graph.extraction.quantities.accumulation import accumulation_of
from districtgraph.graph.text.documents import Document, DocumentRecord
from districtgraph.graph.text.yaml_files import Node

TEXT = "近年来，样板区建立联席机制，实施绿化工程，完成管网改造，将推行网格制度。在全区设置座椅。"
RECORD = DocumentRecord("doc", "doc.txt", "报告", "Report", "zh-Hans", "0", len(TEXT), "place/1")
DOCUMENT = Document(RECORD, TEXT)
SOURCE = Node(Path("statements.yaml"), 7)
NAMES = ("样板区", "全区")


def entry(
    *quotes: str,
    property_: str = "runs",
    modality: str | None = None,
    period: CuratedPeriod | None = None,
) -> CuratedStatement:
    words = tuple(QuotedWords(quote, None, SOURCE) for quote in quotes)
    return CuratedStatement("place/1", property_, "method/x", modality, period, None, words, SOURCE)


def made(*quotes: str, property_: str = "runs", modality: str | None = None) -> Statement:
    return curated_statement(
        DOCUMENT, entry(*quotes, property_=property_, modality=modality), NAMES
    )


@pytest.mark.parametrize(
    ("quote", "property_", "modality"),
    [
        ("建立联席机制", "runs", "achieved"),
        ("实施绿化工程", "runs", "ongoing"),
        # 完成 comes before 改造: the work is finished.
        ("完成管网改造", "treats", "achieved"),
        ("管网改造", "treats", "ongoing"),
        ("将推行网格制度", "runs", "plan"),
        ("建立联席机制", "follows", "holds"),
        ("建立联席机制", "aimsAt", "ongoing"),
        ("将推行网格制度", "aimsAt", "plan"),
        ("实施绿化工程", "hasOutcome", "achieved"),
    ],
)
def test_property_and_verb_imply_the_modality(quote: str, property_: str, modality: str) -> None:
    claim = made(quote, property_=property_)
    assert (claim.modality, claim.by["modality"]) == (modality, "statement-verbs")


def test_without_a_known_verb_a_statement_is_achieved() -> None:
    claim = made("联席机制")
    assert (claim.modality, claim.by["modality"]) == ("achieved", "modality-default")


def test_a_curator_may_say_otherwise_and_not_the_same() -> None:
    claim = made("建立联席机制", modality="ongoing")
    assert (claim.modality, claim.by["modality"]) == ("ongoing", "curator")
    with pytest.raises(
        SourceFileError, match=r"statements\.yaml:7: 'modality' repeats what the rules"
    ):
        made("建立联席机制", modality="achieved")


def test_the_rule_supplies_a_subject_that_no_quote_names() -> None:
    assert made("建立联席机制").by["subject"] == "document-subject"
    assert made("样板区建立联席机制").by["subject"] == "curator"
    assert made("在全区设置座椅").by["subject"] == "curator"


def test_an_area_is_called_by_its_label_and_as_the_whole() -> None:
    area = CuratedEntity(
        "place/1", "District", None, (), "样板区", "Sample", QuotedWords("样板区", 1, SOURCE)
    )
    names = subject_names(DOCUMENT, Overlay((area,), (), (), (), (), ()))
    assert names[0] == "样板区"
    assert "全区" in names


def test_a_period_says_what_it_is_to_the_statement() -> None:
    words = QuotedWords("近年来", None, SOURCE)
    given = CuratedPeriod(words, None, None, "in recent years", "since")
    claim = curated_statement(DOCUMENT, entry("建立联席机制", period=given), NAMES)
    assert (claim.period_role, claim.by["period_role"]) == ("since", "curator")
    assert Quote(0, 3, "近年来") in claim.evidence
    assert made("建立联席机制").period_role is None


def test_no_verb_is_read_in_two_ways() -> None:
    verbs = [verb for words in load_statement_verbs().verbs.values() for verb in words]
    assert len(verbs) == len(set(verbs)) >= 50


@pytest.mark.parametrize(
    ("cue", "accumulation"),
    [("累计", "cumulative"), ("累积", "cumulative"), ("共计", None), ("总计", None), (None, None)],
)
def test_a_sum_over_time_is_no_sum_of_parts(cue: str | None, accumulation: str | None) -> None:
    assert accumulation_of(cue) == accumulation
