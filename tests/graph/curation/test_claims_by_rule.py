"""The share of an article's claims that rules find, and the share left to the curator."""

from typing import Any

import pytest

from districtgraph.graph.claims.claim import CURATOR, Claim, Mention, Statement
from districtgraph.graph.curation.area_statements import AREA_RULE
from districtgraph.graph.curation.overlay import CuratedConcept, CuratedEntity, CuratedStatement
from districtgraph.graph.errors import SourceFileError
from tests.graph.curation.test_curate import SOURCE, claims, found, overlay, words
from tests.graph.the_article import the_article


def supplier_of(claim: Claim) -> str:
    """Return who says what a claim is about: its object, what it names, or its kind."""
    if isinstance(claim, Statement):
        return claim.by["object"]
    return claim.by["mentions" if isinstance(claim, Mention) else "kind"]


def entity(local: str, kind: str, label: str, quote: str | None = None) -> CuratedEntity:
    return CuratedEntity(local, kind, None, (), label, "-", words(quote or label, 1))


def statement(object_: str, **given: Any) -> CuratedStatement:
    values: dict[str, Any] = {
        "subject": "place/1", "property": "runs", "object": object_, "modality": None,
        "period": None, "open_list": None, "quotes": (words("新建“绿道工程”"),), "source": SOURCE,
    }  # fmt: skip
    return CuratedStatement(**(values | given))


def test_most_of_what_the_first_article_says_is_found_by_rules() -> None:
    suppliers = [supplier_of(claim) for claim in the_article().content.claims]
    # Before, a curator said 380 of 405.
    assert len(suppliers) >= 400
    assert suppliers.count(CURATOR) <= 200
    assert suppliers.count(AREA_RULE) >= 35


def test_what_the_area_builds_is_stated_by_its_class_and_verb() -> None:
    given = overlay(entities=(entity("programme/parks", "Programme", "公园12个"),))
    made = claims(found(), given)["1-runs-parks"]
    assert isinstance(made, Statement)
    assert (made.subject, made.modality, made.evidence[0].text) == (
        "place/1",
        "achieved",
        "建成公园12个",
    )
    assert CURATOR not in made.by.values()


@pytest.mark.parametrize(
    "named",
    [
        # No verb of the property governs the name; the class has no property.
        entity("goal/jobs", "Goal", "岗位"),
        entity("place/site", "Locality", "公园"),
    ],
)
def test_what_no_verb_of_its_class_governs_is_not_stated(named: CuratedEntity) -> None:
    made = claims(found(), overlay(entities=(named,)))
    assert [claim for claim in made.values() if isinstance(claim, Statement)] == []


def test_individuals_that_a_curator_relates_to_an_actor_are_left_to_the_curator() -> None:
    given = overlay(
        entities=(entity("programme/parks", "Programme", "公园12个"),),
        statements=(statement("programme/parks", subject="place/2"),),
    )
    assert [key for key in claims(found(), given) if "runs" in key] == ["2-runs-parks"]


def test_a_curated_statement_that_the_rules_find_is_refused() -> None:
    given = overlay(
        entities=(entity("programme/parks", "Programme", "公园12个"),),
        statements=(statement("programme/parks"),),
    )
    with pytest.raises(SourceFileError, match="the rules find this statement"):
        claims(found(), given)


def test_an_individual_is_found_by_its_label_and_else_by_the_curator_s_words() -> None:
    given = overlay(
        entities=(
            entity("place/park", "Locality", "公园"),
            entity("place/way", "Locality", "绿色通道", quote="绿道"),
        )
    )
    made = claims(found(), given)
    assert made["mention-place-park"].by["mentions"] == "entity-labels"
    assert made["mention-place-way"].by["mentions"] == CURATOR


def test_a_concept_is_found_by_a_label_of_its_scheme() -> None:
    concept = CuratedConcept("facility-kind/old-residential-compound", None, SOURCE)
    with pytest.raises(SourceFileError, match="no label of 'facility-kind/old-residential"):
        claims(found(), overlay(concepts=(concept,)))
