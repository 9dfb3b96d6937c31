"""The relations of the first article mean what their properties say, and labels what words say."""

import pytest

from districtgraph.graph.claims.claim import Claim, Comparison, Statement
from tests.graph.the_article import the_article

CLAIMS: tuple[Claim, ...] = the_article().content.claims
STATEMENTS = [claim for claim in CLAIMS if isinstance(claim, Statement)]
ENTITIES = {entity.id: entity for entity in the_article().overlay.entities}


def related(property_: str) -> set[tuple[str, str]]:
    return {(item.subject, item.object) for item in STATEMENTS if item.property == property_}


def test_existing_things_are_treated_and_new_things_are_provided() -> None:
    treated = {object_ for _, object_ in related("treats")}
    provided = {object_ for _, object_ in related("provides")}
    assert treated & provided == set()
    assert {
        "facility-kind/coal-fired-boiler",
        "facility-kind/scattered-residential-building",
        "facility-kind/old-residential-compound",
        "facility-kind/compound-without-property-management",
        "facility-kind/gas-pipe-network",
        "facility-kind/sponge-city-demonstration-compound",
        "facility-kind/demonstration-school",
        "facility-kind/park",
    } <= treated
    assert provided == {
        f"facility-kind/{name}"
        for name in (
            "science-and-technology-park", "technology-transfer-platform", "road-network",
            "pocket-park", "parking-space", "governance-grid", "shared-network-grid",
            "party-and-public-service-centre", "mediation-point", "community-care-station",
        )
    }  # fmt: skip


def test_works_say_what_they_build_or_treat() -> None:
    kinds = {"works-programme", "construction-project", "renewal-measure"}
    works = {id_ for id_, entity in ENTITIES.items() if entity.kind in kinds}
    acting = {subject for property_ in ("provides", "treats") for subject, _ in related(property_)}
    # 城市空间绿化亮化 and 219个城建计划项目 name no kind of facility.
    assert works - acting == {
        "programme/greening-and-lighting",
        "programme/urban-construction-plan",
    }


def test_existing_facilities_are_not_stated_as_built() -> None:
    assert related("hasFacility") == {("place/210104", "facility-kind/pocket-park")}
    assert ("place/210104", "facility-kind/pocket-park") not in related("provides")


def test_those_who_take_part_are_not_those_an_initiative_is_for() -> None:
    assert ("method/grids", "participant-group/party-members") in related("involves")
    assert {object_.partition("/")[0] for _, object_ in related("targets")} == {"beneficiary-group"}


def test_what_is_aimed_at_has_its_deadline_as_its_period() -> None:
    aimed = [item for item in STATEMENTS if item.modality == "target"]
    assert len(aimed) == 1
    assert [item.period.end.year for item in aimed if item.period and item.period.end] == [2024]


def test_a_comparison_names_both_sides_and_the_aggregate() -> None:
    (comparison,) = [claim for claim in CLAIMS if isinstance(claim, Comparison)]
    assert comparison.indicator == "indicator/enterprises-on-specialised-list"
    assert comparison.compared_indicator == "indicator/applications-for-specialised-list"
    assert comparison.aggregate == "sum"


def test_a_list_that_goes_on_says_so() -> None:
    # Those who are named before 等 in one list: the words are in the quotes.
    opened = {item.key: item.open_list.text for item in STATEMENTS if item.open_list}
    assert len(opened) == 19
    assert all(text.startswith(("等", "……")) for text in opened.values())
    of_one_list = ("road-rebuilding", "public-service-facilities", "old-compound-renovation",
                   "greening-and-lighting")  # fmt: skip
    assert {opened[f"210104-runs-{name}"] for name in of_one_list} == {"等工程"}


def test_a_statement_has_the_period_of_its_figure() -> None:
    # 完成全年210座口袋公园建设: the words are those of both.
    whole_year = {i.key for i in STATEMENTS if i.period and i.period.words
                  and i.period.words.text == "全年"}  # fmt: skip
    assert whole_year == {"210104-runs-pocket-parks", "pocket-parks-provides-pocket-park"}


def test_words_that_govern_a_sentence_are_the_period_of_its_statements() -> None:
    recent = [
        i for i in STATEMENTS if i.period and i.period.words and i.period.words.text == "近年来"
    ]
    assert len(recent) == 13
    assert (
        len({item.period.words.start for item in recent if item.period and item.period.words}) == 3
    )


def test_everything_on_a_dimension_is_marked_with_it() -> None:
    about = {entity.id for entity in ENTITIES.values() if "elderly-care" in entity.about}
    named = {entity.id for entity in ENTITIES.values() if "养老" in entity.zh}
    assert named <= about
    assert len(about) == 5


@pytest.mark.parametrize(
    ("id_", "wrong"),
    [
        ("goal/supporting-supply-rate", "local"),
        ("method/strong-complete-extended-chains", "industrial"),
        ("method/one-chessboard", "acting as one"),
        ("method/open-bidding-for-challenges", "key technology"),
        ("goal/core-bearing-area", "functions"),
        ("method/five-assistance-measures", "papers"),
        ("goal/shared-fruits-of-development", "everyone"),
        ("method/real-name-postings", "Departments"),
        ("goal/elderly-care-pattern", "Elderly"),
    ],
)
def test_an_english_label_says_no_more_than_the_words(id_: str, wrong: str) -> None:
    assert wrong not in ENTITIES[id_].en
