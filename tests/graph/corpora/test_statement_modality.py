"""What machine claims say of modality, accumulation and kind of figure, as curated ones do."""

import re

import pytest

from districtgraph.graph.claims.claim import Observation, Statement
from districtgraph.graph.curation.statement_curation import load_statement_verbs
from districtgraph.ontology.loading import SHAPES_FILE
from tests.graph.corpora.read_contents import content_of


def test_the_properties_that_describe_are_those_of_the_shapes() -> None:
    text = SHAPES_FILE.read_text(encoding="utf-8")
    (listed,) = re.findall(r"dg:modality \?modality \. FILTER \(\?p IN \(([^)]+)\)\)", text)
    names = {name.strip().removeprefix("dg:") for name in listed.split(",")}
    assert names == load_statement_verbs().describing


@pytest.mark.parametrize(
    ("text", "modality", "rule"),
    [
        ("全面推进“双随机”行动。\n", "ongoing", "statement-verbs"),
        ("狠抓“双随机”行动。\n", "achieved", "modality-default"),
        ("深入贯彻《乡村振兴规划》。\n", "holds", "statement-verbs"),
    ],
)
def test_a_machine_statement_has_the_modality_of_its_verb(
    text: str, modality: str, rule: str
) -> None:
    found = [claim for claim in content_of(text).claims if isinstance(claim, Statement)]
    assert [(claim.modality, claim.by["modality"]) for claim in found] == [(modality, rule)]


@pytest.mark.parametrize(
    ("text", "accumulation"),
    [
        ("五年累计改造老旧小区12个。\n", "cumulative"),
        ("全年改造老旧小区12个。\n", None),
        ("全区共计改造老旧小区12个。\n", None),
    ],
)
def test_a_machine_figure_has_the_accumulation_of_its_cue(
    text: str, accumulation: str | None
) -> None:
    (figure,) = content_of(text).figures
    assert isinstance(figure, Observation)
    assert figure.accumulation == accumulation
    assert figure.by.get("accumulation") == (accumulation and "accumulation-cues")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("生产总值增长5%。\n", "growth"),
        ("生产总值下降5%。\n", "decline"),
        # One is 2.2 times as much as before, the others are 1.2 times.
        ("生产总值增长了1.2倍。\n", "growth-multiple"),
        ("生产总值提高到上年的1.2倍。\n", "ratio"),
        ("生产总值是上年的1.2倍。\n", "ratio"),
        ("生产总值翻了一番。\n", "ratio"),
        ("生产总值9亿元。\n", None),
    ],
)
def test_a_machine_figure_says_what_its_number_states(text: str, kind: str | None) -> None:
    (figure,) = content_of(text).figures
    assert isinstance(figure, Observation)
    assert figure.figure_kind == kind
