"""The statements of the first article, each read against the words that it quotes."""

from collections import Counter, defaultdict

import pytest

from districtgraph.graph.claims.claim import (
    Claim,
    FigureClaim,
    Mention,
    Observation,
    QuantityClaim,
    Statement,
)
from districtgraph.graph.curation.statement_curation import load_statement_verbs
from districtgraph.graph.text.yaml_files import read_yaml
from tests import COMMITTED_ARTICLES, THE_ARTICLE
from tests.graph.the_article import the_article

FOLDER = COMMITTED_ARTICLES / THE_ARTICLE
CLAIMS: tuple[Claim, ...] = the_article().content.claims
STATEMENTS = {claim.key: claim for claim in CLAIMS if isinstance(claim, Statement)}
FIGURES = {claim.key: claim for claim in CLAIMS if isinstance(claim, FigureClaim)}
QUANTITIES = {claim.key: claim for claim in CLAIMS if isinstance(claim, QuantityClaim)}
OVERLAY = the_article().overlay
ENTITIES = {entity.id: entity for entity in OVERLAY.entities}
VERBS = load_statement_verbs()
CUES = read_yaml(COMMITTED_ARTICLES.parent.parent / "tests/graph/predicate_cues.yaml")


def words(statement: Statement) -> str:
    return "\n".join(quote.text for quote in statement.evidence)


# Modality: what describes holds; work is finished, under way, planned or aimed at.


def test_descriptive_statements_hold_and_statements_of_work_have_a_modality() -> None:
    for statement in STATEMENTS.values():
        holds = statement.modality == "holds"
        assert holds == (statement.property in VERBS.describing), statement.key
    assert Counter(s.modality for s in STATEMENTS.values()) == {
        "holds": 95, "achieved": 40, "ongoing": 68, "plan": 4, "target": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "modality"),
    [
        ("210104-runs-pipe-network-renovation", "achieved"),
        ("pipe-network-renovation-treats-gas-pipe-network", "achieved"),
        ("210104-runs-sponge-city-compounds", "ongoing"),
        ("210104-runs-urban-construction-plan", "ongoing"),
        ("old-compound-renovation-treats-old-residential-compound", "ongoing"),
        ("old-compound-renovation-targets-residents", "holds"),
        ("coal-boiler-remediation-treats-coal-fired-boiler", "ongoing"),
        ("210104-runs-purchased-elderly-care", "ongoing"),
        ("mediation-points-hasOutcome-one-door-one-line", "achieved"),
        ("shared-network-grids-hasOutcome-fine-grid-governance", "achieved"),
        ("sponge-city-compounds-treats-sponge-city-demonstration-compound", "ongoing"),
        ("demonstration-schools-treats-demonstration-school", "ongoing"),
        ("wanquan-park-phase-2-treats-park", "achieved"),
        ("210104-hasCluster-automotive-and-parts", "holds"),
        ("210104-supports-automotive-and-parts", "ongoing"),
        ("210104-aimsAt-new-support-of-the-economy", "plan"),
        ("210104-aimsAt-connected-vehicle-commercial-zone", "target"),
        ("210104-hasOutcome-better-environment", "achieved"),
    ],
)
def test_a_statement_is_as_far_as_its_words_say(key: str, modality: str) -> None:
    assert STATEMENTS[key].modality == modality


def test_one_verb_is_read_one_way() -> None:
    # What a curator says against the verb are the three where the verb is of something else.
    by_hand = {key for key, s in STATEMENTS.items() if s.by["modality"] == "curator"}
    assert by_hand == {
        "210104-runs-air-pollution-control",
        "210104-runs-coal-boiler-remediation",
        "ten-livelihood-measures-supports-hardship-assistance",
    }
    assert not [key for key, s in STATEMENTS.items() if s.by["modality"] == "modality-default"]


def test_a_figure_is_as_far_as_its_verb_says_in_statements() -> None:
    read = {
        key: VERBS.modality("runs", claim.evidence)
        for key, claim in FIGURES.items()
        if claim.modality in ("achieved", "ongoing")
    }
    differing = {key for key, modality in read.items() if modality} - {
        key for key, modality in read.items() if modality == FIGURES[key].modality
    }
    assert FIGURES["communities-piloting-purchased-care"].modality == "ongoing"
    assert differing == set()


def test_a_figure_and_a_statement_of_the_same_words_are_equally_far() -> None:
    work = [s for s in STATEMENTS.values() if s.property in ("runs", "provides", "treats")]
    pairs = [
        (figure.key, statement.key)
        for figure in FIGURES.values()
        for statement in work
        if figure.initiative in (statement.subject, statement.object)
        and any(
            q.start < other.end and other.start < q.end
            for q in figure.evidence
            for other in statement.evidence
        )
        and figure.modality != statement.modality
    ]
    assert pairs == []


def test_a_state_that_is_realised_is_an_outcome_and_no_goal() -> None:
    realised = {s.property for s in STATEMENTS.values() if "实现“" in words(s)} | {
        s.property for s in STATEMENTS.values() if words(s).startswith("真正实现")
    }
    assert realised == {"hasOutcome"}
    assert "实现" in VERBS.verbs["achieved"]


# Quotes: the verb, the subject and whole names.


def test_every_statement_has_words_in_its_quotes_that_carry_its_property() -> None:
    without = [
        statement.key
        for statement in STATEMENTS.values()
        if statement.property != "measuredBy"
        and not any(cue in words(statement) for cue in CUES.texts(statement.property))
    ]
    assert without == []


def test_every_cue_carries_a_statement_of_its_property() -> None:
    said: dict[str, str] = defaultdict(str)
    for statement in STATEMENTS.values():
        said[statement.property] += f"\n{words(statement)}"
    assert {(name, cue) for name in CUES for cue in CUES.texts(name) if cue not in said[name]} == (
        set()
    )


def test_an_initiative_is_measured_where_a_figure_on_the_indicator_is_quoted() -> None:
    written: dict[str | None, list[str]] = defaultdict(list)
    for figure in FIGURES.values():
        written[figure.indicator].append(figure.written.text)
    without = [
        s.key
        for s in STATEMENTS.values()
        if s.property == "measuredBy" and not any(n in words(s) for n in written[s.object])
    ]
    assert without == []


def test_the_district_is_in_the_quotes_or_a_rule_supplies_it() -> None:
    own = [s for s in STATEMENTS.values() if s.subject == "place/210104"]
    names = ("大东区", *VERBS.area_names)
    for statement in own:
        named = any(name in words(statement) for name in names)
        allowed = {"curator", "area-statements"} if named else {"document-subject"}
        assert statement.by["subject"] in allowed
    assert Counter(s.by["subject"] for s in own) == {
        "document-subject": 66,
        "curator": 18,
        "area-statements": 4,
    }


def _names(reference: str) -> str:
    entity = ENTITIES.get(reference)
    return (entity.zh + entity.quote.words) if entity else ""


def test_any_other_subject_is_in_the_quotes() -> None:
    for statement in STATEMENTS.values():
        names, said = _names(statement.subject), words(statement)
        pairs = {names[i : i + 2] for i in range(len(names) - 1)}
        if statement.subject not in ("place/210104", "document/dadong-district"):
            assert any(pair in said for pair in pairs), statement.key


# Relations: all of a kind are treated alike.


def test_where_work_is_done_is_stated_where_the_words_name_the_place() -> None:
    done = [s for s in STATEMENTS.values() if s.property == "carriedOutIn"]
    assert len(done) == 12
    for statement in done:
        name = ENTITIES[statement.object].zh
        assert any(word in words(statement) for word in ("全区", name, name[:2])), statement.key
    assert "building-enclosure-carriedOutIn-210104" not in STATEMENTS


def test_an_initiative_is_measured_by_its_own_scale_alone() -> None:
    # Others' programmes, such as the province's list, are not measured by the district's part.
    own = {s.object for s in STATEMENTS.values() if s.property == "runs"}
    measured = {s.subject for s in STATEMENTS.values() if s.property == "measuredBy"}
    assert measured <= own
    assert len(measured) == 14


def test_every_organisation_is_tied_to_something() -> None:
    named = {id_ for id_ in ENTITIES if id_.startswith("organisation/")}
    public = {id_ for id_ in named if ENTITIES[id_].type not in ("Enterprise",)}
    placed = {s.subject for s in STATEMENTS.values() if s.property == "jurisdiction"}
    working = {s.subject for s in STATEMENTS.values() if s.property == "hasIndustry"}
    assert public == placed
    assert named - public <= working


def test_everything_that_is_named_is_in_a_relation_or_a_figure() -> None:
    related = {end for s in STATEMENTS.values() for end in (s.subject, s.object)}
    counted = {c.initiative for c in FIGURES.values()} | {c.beneficiary for c in FIGURES.values()}
    assert set(ENTITIES) - related - counted == set()
    groups = {
        claim.mentions
        for claim in CLAIMS
        if isinstance(claim, Mention) and claim.mentions.startswith("beneficiary-group/")
    }
    assert groups <= related


def test_measures_are_no_projects_and_projects_have_an_end() -> None:
    measures = {id_ for id_, entity in ENTITIES.items() if entity.kind == "renewal-measure"}
    assert measures == {
        f"measure/{n}" for n in ("wall-painting", "parking-spaces", "overhead-cables")
    }
    projects = {id_: entity for id_, entity in ENTITIES.items() if entity.type == "Project"}
    assert {entity.kind for entity in projects.values()} == {"construction-project"}
    assert len(projects) == 3


def test_a_state_to_be_reached_is_a_goal_and_named_work_a_programme() -> None:
    pursued = (
        "推动",
        "推进",
        "提升",
        "完善",
        "改善",
        "持续",
        "稳住",
        "培育",
        "形成",
        "激发",
        "进一步",
    )
    for entity in ENTITIES.values():
        if entity.zh.endswith("发展") or entity.zh.startswith(pursued):
            assert entity.type == "Goal", entity.id
        if entity.type in ("Programme", "Project"):
            assert not entity.zh.endswith("发展"), entity.id


def test_the_district_is_not_said_to_support_what_a_figure_of_speech_names() -> None:
    assert "210104-supports-northeast-revitalisation" not in STATEMENTS


# What was missing


@pytest.mark.parametrize(
    "key",
    [
        "210104-hasOutcome-better-environment",
        "210104-hasOutcome-greater-sense-of-gain",
        "210104-hasOutcome-governance-model",
        "210104-hasOutcome-better-living-environment",
        "ten-livelihood-measures-offers-medical-aid",
        "purchased-elderly-care-offers-free-home-service",
        "mediation-points-offers-mediation",
        "mediation-points-offers-consultation",
        "mediation-points-targets-residents",
        "community-care-stations-targets-older-people",
        "elderly-care-system-targets-older-people",
        "210104-aimsAt-innovation-actors",
    ],
)
def test_the_text_s_statements_are_in_the_graph(key: str) -> None:
    assert key in STATEMENTS


def test_an_outcome_has_no_number_and_is_no_goal() -> None:
    outcomes = {id_ for id_, entity in ENTITIES.items() if entity.type == "Outcome"}
    stated = {s.object for s in STATEMENTS.values() if s.property == "hasOutcome"}
    assert outcomes == stated
    assert len(outcomes) == 9


# Figures: accumulation, the role of the period, what divides what


def test_an_accumulated_figure_says_so() -> None:
    found = {key: c.accumulation for key, c in QUANTITIES.items() if c.accumulation}
    assert found == {
        "assistance-funds": "cumulative",
        "households-assisted": "cumulative",
        "persons-assisted": "cumulative",
        "new-urban-employment": "cumulative",
        "zero-employment-households": "stock",
    }
    assert QUANTITIES["assistance-funds"].by["accumulation"] == "accumulation-cues"


def test_a_figure_has_the_role_of_its_period() -> None:
    roles = {key: c.period_role for key, c in FIGURES.items() if c.period.words}
    assert roles["automotive-output-2024"] == "deadline"
    assert roles["connected-vehicle-commercial-zone-2024"] == "deadline"
    assert roles["assistance-funds"] == roles["new-urban-employment"] == "as-of"
    assert roles["share-of-city-industrial-value-added"] == "during"
    assert None not in roles.values()
    assert {c.period_role for c in FIGURES.values() if not c.period.words} == {None}


def test_a_denominator_names_its_numerator() -> None:
    pairs = {key: c.denominator_of for key, c in QUANTITIES.items() if c.denominator_of}
    assert pairs == {
        "urban-construction-projects": "urban-construction-investment",
        "households-benefiting-from-renovation": "residents-benefiting-from-renovation",
        "households-assisted": "assistance-funds",
        "persons-assisted": "assistance-funds",
        "enterprises-given-job-support": "job-support-funds",
        "jobs-kept": "job-support-funds",
        "persons-employed-through-startup-loans": "startup-guaranteed-loans",
    }
    assert all(isinstance(FIGURES[key], Observation) for key in pairs.values())
