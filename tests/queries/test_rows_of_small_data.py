"""What single questions leave out or let in, over data of a few lines each.

A corpus has these cases; the reports that the other tests ask about have not.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from pyoxigraph import DefaultGraph, Quad, QuerySolutions, RdfFormat, Store

from districtgraph.graph.rdf.vocabulary import BASE, NAMESPACES
from districtgraph.ontology.loading import load_ontology, load_schemes
from districtgraph.queries import load_questions
from districtgraph.server.knowledge.questions.question_query import question_query

QUESTIONS = {question.name: question for question in load_questions()}
OURS = ("indicator", "modality", "comparator", "counted-kind", "figure-kind", "method", "industry")
DECLARED = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in (
        ("", "https://example.org/"),
        *NAMESPACES.items(),
        *((name, f"{BASE}id/{name}/") for name in OURS),
    )
)


@cache
def vocabulary() -> tuple[Quad, ...]:
    return tuple(
        Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
        for triple in (*load_ontology(), *load_schemes())
    )


def labelled(*names: str) -> str:
    """Return labels in both languages for nodes of the data."""
    return "".join(f':{name} rdfs:label "{name}"@zh , "{name}"@en .\n' for name in names)


def rows(name: str, data: str, *columns: str) -> list[tuple[str, ...]]:
    """Return some columns of a question's rows over data and the vocabulary."""
    store = Store()
    store.bulk_extend(vocabulary())
    store.load((DECLARED + data).encode(), format=RdfFormat.TURTLE)
    found = store.query(question_query(QUESTIONS[name], [], 100, 0))
    assert isinstance(found, QuerySolutions)
    return [
        tuple(str(getattr(row[column], "value", "")).rpartition("/")[2] for column in columns)
        for row in found
    ]


def observation(
    claim: str, indicator: str, value: int, document: str = "d1", more: str = ""
) -> str:
    return (
        f":{claim} a dg:Observation , dg:Figure ; dg:indicator indicator:{indicator} ; "
        f"dg:value {value}.0 ; dg:place :place ; dg:modality modality:achieved ; "
        "dg:comparator comparator:equal ; "
        f'dg:asWritten "{value}"@zh ; prov:wasDerivedFrom :{document} {more} .\n'
    )


RATIOS = {
    "investment-per-project": ("urban-construction-investment", "urban-construction-projects"),
    "loan-per-job": ("startup-guaranteed-loans", "persons-employed-through-startup-loans"),
    "persons-per-household": (
        "residents-benefiting-from-renovation",
        "households-benefiting-from-renovation",
    ),
    "support-per-enterprise": ("job-support-funds", "enterprises-given-job-support"),
    "support-per-job-kept": ("job-support-funds", "jobs-kept"),
}


@pytest.mark.parametrize("name", RATIOS)
def test_a_quotient_is_of_two_levels_that_one_document_states_for_one_time(name: str) -> None:
    over, under = RATIOS[name]
    of_year = "; dg:period [ dg:year {} ]"
    data = (
        observation("over", over, 60, more=of_year.format(2021))
        + observation("under", under, 20, more=of_year.format(2021))
        + observation("growth", under, 5, more="; dg:figureKind figure-kind:growth")
        + observation("other-year", under, 30, more=of_year.format(2020))
        + observation("other-document", under, 40, document="d2")
        + observation("zero", under, 0)
        + observation("aim", under, 50).replace("dg:Observation", "dg:Target")
        + observation("plan", under, 10).replace("modality:achieved", "modality:plan")
    )
    assert rows(name, data, "numeratorClaim", "denominatorClaim", "ratio") == [
        ("over", "under", "3")
    ]


def test_two_documents_give_no_percentage_of_communities() -> None:
    data = (
        observation("stations", "communities-with-care-stations", 112)
        + observation("all", "communities-and-villages", 130)
        + observation("elsewhere", "communities-and-villages", 500, document="d2")
        + observation(
            "change", "communities-and-villages", 3, more="; dg:figureKind figure-kind:change"
        )
    )
    found = rows(
        "care-stations-against-communities", data, "communitiesClaim", "percentIfAmongThem"
    )
    assert found == [("all", "86.2")]


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("figure-care-stations", "communities-with-care-stations"),
        ("figure-governance-grids", "governance-grids"),
        ("figure-jobs-kept", "jobs-kept"),
        ("figure-pipe-network", "old-pipe-network-renovated"),
    ],
)
def test_how_many_there_are_is_neither_an_aim_nor_a_growth(name: str, indicator: str) -> None:
    words = (
        '; dg:unit :unit ; dg:period :period ; dg:evidence [ oa:hasSelector [ oa:exact "…" ] , '
        "[ oa:start 1 ; oa:end 2 ] ]"
    )
    growth = f"{words} ; dg:figureKind figure-kind:growth"
    data = (
        observation("level", indicator, 112, more=words)
        + observation("growth", indicator, 5, more=growth)
        + observation("aim", indicator, 200, more=words).replace("dg:Observation", "dg:Target")
        + labelled("unit", "period")
    )
    assert rows(name, data, "claim", "value") == [("level", "112")]


def test_households_and_persons_are_of_one_sentence_and_one_initiative() -> None:
    def counts(claim: str, indicator: str, kind: str, sentence: str) -> str:
        return (
            f":{claim} a dg:CountClaim ; dg:counts counted-kind:{kind} ; "
            f"dg:initiative :programme ; dg:evidence [ dg:inSentence :{sentence} ] .\n"
        ) + observation(claim, indicator, 3)

    data = (
        counts("households", "households-assisted", "household", "one")
        + counts("persons", "persons-assisted", "person-or-person-time", "one")
        + counts("alone", "persons-employed-through-startup-loans", "person", "two")
        + labelled("programme")
    )
    found = rows("households-and-persons", data, "claim")
    assert sorted(found) == [("households",), ("persons",)]


def test_an_enterprise_whose_industry_nobody_states_is_named() -> None:
    data = (
        ":known a dg:Enterprise ; dg:hasIndustry industry:automotive .\n"
        ":unknown a dg:Enterprise .\n" + labelled("known", "unknown")
    )
    found = rows("enterprises-and-their-industry", data, "en", "industryEn")
    assert found == [("known", "Automotive industry"), ("unknown", "")]


def test_a_document_that_names_no_source_is_listed() -> None:
    data = (
        ':one a dg:SourceDocument ; dg:sha256 "1" ; dg:characterCount 1 ; dg:dataSource :body .\n'
        ':two a dg:SourceDocument ; dg:sha256 "2" ; dg:characterCount 2 .\n'
    ) + labelled("one", "two", "body")
    assert rows("document-and-source", data, "document", "sourceEn") == [
        ("one", "body"),
        ("two", ""),
    ]


def test_departments_of_other_work_take_no_part_in_grids() -> None:
    def takes_part(department: str, work: str) -> str:
        return (
            f":{department} a dg:GovernmentDepartment .\n"
            f":claim-{department} dg:statedSubject :{department} ; "
            f"dg:statedProperty dg:takesPartIn ; "
            f'dg:statedObject {work} ; dg:evidence [ oa:hasSelector [ oa:exact "…" ] ] .\n'
        )

    data = takes_part("in", "method:grids") + takes_part("out", ":other") + labelled("in", "out")
    assert rows("who-takes-part-in-grids", data, "departmentEn") == [("in",)]


def test_a_comparison_of_no_observation_is_listed() -> None:
    data = (
        ":claim a dg:Comparison ; dg:comparator comparator:more-than ; dg:comparesWith :period ; "
        'dg:asWritten "多于去年"@zh .\n'
    ) + labelled("period")
    assert rows("comparisons", data, "claim", "value", "relation") == [("claim", "", ">")]


def test_an_industry_that_is_no_pillar_is_one_that_there_is() -> None:
    data = (
        ":place a dg:Place ; dg:hasPillarIndustry industry:automotive ; "
        "dg:hasIndustry industry:automotive , industry:aerospace .\n"
    ) + labelled("place")
    assert rows("industries", data, "en", "relationEn") == [
        ("Aerospace", "has industry"),
        ("Automotive industry", "has pillar industry"),
    ]


def test_a_range_of_money_is_money() -> None:
    data = (
        ":claim a dg:MonetaryClaim ; dg:indicator indicator:assistance-funds ; dg:lowerBound 3.0 ; "
        "dg:upperBound 5.0 ; dg:comparator comparator:range ; dg:modality modality:achieved ; "
        'dg:asWritten "3至5元"@zh .\n'
    )
    assert rows("money", data, "claim", "value", "lower", "upper") == [("claim", "", "3", "5")]


def test_money_is_summed_up_within_a_document_a_place_and_an_indicator() -> None:
    money = "; a dg:MonetaryClaim ; dg:period :year"
    data = (
        observation("one", "assistance-funds", 3, more=money)
        + observation("two", "assistance-funds", 4, more=money)
        + observation("elsewhere", "assistance-funds", 8, document="d2", more=money)
        + observation("other", "job-support-funds", 16, more=money)
        + observation(
            "rise", "assistance-funds", 32, more=f"{money} ; dg:figureKind figure-kind:change"
        )
        + labelled("place", "year")
    )
    found = rows("money-by-kind", data, "document", "indicatorEn", "figures", "total")
    assert sorted(found) == [
        ("d1", "Funds put into assistance to people in difficulty", "2", "7"),
        ("d1", "Funds to aid enterprises in keeping jobs stable", "1", "16"),
        ("d2", "Funds put into assistance to people in difficulty", "1", "8"),
    ]


def interval(name: str, first: str, last: str) -> str:
    return (
        f":{name} a dg:ResolvedPeriod ; "
        f'time:hasBeginning [ time:inXSDDate "{first}"^^xsd:date ] ; '
        f'time:hasEnd [ time:inXSDDate "{last}"^^xsd:date ] .\n'
    ) + labelled(name)


@pytest.mark.parametrize("name", ["targets-and-their-years", "targets-without-outcome"])
def test_a_target_of_several_years_is_due_in_the_last(name: str) -> None:
    data = observation("aim", "gross-domestic-product", 9, more="; dg:period :plan").replace(
        "dg:Observation", "dg:Target"
    ) + interval("plan", "2021-01-01", "2025-12-31")
    assert rows(name, data + labelled("place"), "claim", "year") == [("aim", "2025")]


def point(name: str, place: str, period: str, value: int, kind: str = "dg:Point") -> str:
    return (
        f":{name} a {kind} , dg:SeriesObservation ; sdmx-dimension:refArea :{place} ; "
        f"dg:ofIndicator indicator:gross-domestic-product ; sdmx-dimension:refPeriod :{period} ; "
        f"dg:ofModality modality:achieved ; sdmx-measure:obsValue {value}.0 ; "
        "sdmx-attribute:unitMeasure unit:CCY_CNY .\n"
    )


def year(name: str, number: int, first: str = "01-01", last: str = "12-31") -> str:
    return interval(name, f"{number}-{first}", f"{number}-{last}") + f":{name} dg:year {number} .\n"


def test_half_a_year_is_not_compared_with_a_whole_one() -> None:
    observed = [
        point("whole-2021", "place", "y2021", 100),
        point("half-2021", "place", "h2021", 48),
        point("whole-2023", "place", "y2023", 150),
        point("half-2023", "place", "h2023", 70),
    ]
    names = " , ".join(f":{text[1:].partition(' ')[0]}" for text in observed)
    data = (
        "".join(observed)
        + ":series a dg:Series ; sdmx-dimension:refArea :place ; dg:firstYear 2021 ; "
        f"dg:lastYear 2023 ; dg:ofIndicator indicator:gross-domestic-product ; "
        f"qb:observation {names} .\n"
        + year("y2021", 2021)
        + year("y2023", 2023)
        + year("h2021", 2021, last="06-30")
        + year("h2023", 2023, last="06-30")
        + labelled("place")
    )
    found = rows("change-over-the-years", data, "earlierValue", "laterValue", "ratio")
    assert found == [("100", "150", "1.5")]


@pytest.mark.parametrize(
    ("name", "kind"), [("places-by-value", "dg:Point"), ("places-by-growth", "dg:StatedGrowth")]
)
def test_places_rank_within_a_period(name: str, kind: str) -> None:
    data = (
        point("one", "small", "y2021", 50, kind)
        + point("two", "large", "h2021", 60, kind)
        + point("three", "large", "y2021", 90, kind)
        + ":one prov:wasDerivedFrom :c1 . :two prov:wasDerivedFrom :c2 .\n"
        + ":three prov:wasDerivedFrom :c3 .\n"
        + year("y2021", 2021)
        + year("h2021", 2021, last="06-30")
        + labelled("small", "large")
    )
    assert rows(name, data, "periodEn", "placeEn") == [
        ("h2021", "large"),
        ("y2021", "large"),
        ("y2021", "small"),
    ]


def test_a_city_and_its_districts_are_not_added_up() -> None:
    data = (
        ":district-1 dg:locatedIn :city , :province .\n"
        ":district-2 dg:locatedIn :city , :province .\n"
        ":city dg:locatedIn :province . :city-2 dg:locatedIn :province .\n"
        + point("p1", "district-1", "y2021", 30)
        + point("p2", "district-2", "y2021", 70)
        + point("p3", "city", "y2021", 100)
        + point("p4", "city-2", "y2021", 300)
        + year("y2021", 2021)
        + labelled("district-1", "district-2", "city", "city-2", "province")
    )
    found = rows("shares-of-the-area", data, "placeEn", "withinEn", "sum", "percent")
    assert found == [
        ("district-2", "city", "100", "70"),
        ("district-1", "city", "100", "30"),
        ("city-2", "province", "400", "75"),
        ("city", "province", "400", "25"),
    ]


@pytest.mark.parametrize("name", ["conflicting-values", "revised-values"])
def test_a_conflict_of_many_claims_is_one_row(name: str) -> None:
    claims = "".join(
        f':{claim} dg:asWritten "{claim}"@zh ; prov:wasDerivedFrom :d-{claim} .\n'
        for claim in ("e1", "e2", "l1", "l2")
    )
    data = (
        ":conflict a dg:Conflict , dg:Revision ; sdmx-dimension:refArea :place ; "
        "dg:ofIndicator indicator:gross-domestic-product ; sdmx-dimension:refPeriod :y2021 ; "
        "dg:earlierValue 1.0 ; dg:laterValue 2.0 ; dg:difference 1.0 ; "
        "dg:earlierClaim :e1 , :e2 ; dg:laterClaim :l1 , :l2 .\n"
        + claims
        + year("y2021", 2021)
        + labelled("place")
    )
    assert rows(name, data, "conflict", "laterClaim") == [("conflict", "l1")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("places-by-growth", "dg:StatedGrowth"),
        ("growth-stated-and-computed", "dg:StatedGrowth"),
        ("targets-year-by-year", "dg:Point"),
        ("shares-of-the-area-as-stated", "dg:Point"),
    ],
)
def test_what_two_texts_state_is_one_row(name: str, kind: str) -> None:
    observed = point("stated", "place", "y2021", 6, kind)
    if name == "targets-year-by-year":
        observed = observed.replace("modality:achieved", "modality:target")
    if name == "shares-of-the-area-as-stated":
        observed = observed.replace("gross-domestic-product", next(area_shares()))
    data = (
        observed
        + point("computed", "place", "y2021", 5, "dg:ComputedGrowth")
        + ":series qb:observation :stated , :computed . :stated prov:wasDerivedFrom :c1 , :c2 .\n"
        + ':c1 dg:asWritten "6%"@zh . :c2 dg:asWritten "百分之六"@zh .\n'
        + year("y2021", 2021)
        + labelled("place")
    )
    assert len(rows(name, data, "year")) == 1


def area_shares() -> Iterator[str]:
    """Yield the indicators that are called a share of the area around a place."""
    named = str(NAMESPACES["skos"]) + "prefLabel"
    for quad in vocabulary():
        if quad.predicate.value == named and any(
            words in str(quad.object)
            for words in ("占全市", "占全省", "占全国", "占全区", "占全县")
        ):
            yield str(quad.subject).rpartition("/")[2].rstrip(">")


def test_only_shares_of_the_area_around_are_such_shares() -> None:
    known = set(area_shares())
    assert len(known) >= 1
    assert all(
        f"indicator:{name}" in QUESTIONS["shares-of-the-area-as-stated"].text for name in known
    )
    share = next(iter(known))
    data = (
        point("share", "place", "y2021", 18).replace("gross-domestic-product", share)
        + point("rate", "place", "y2021", 64).replace("gross-domestic-product", "urbanisation-rate")
        + ':share prov:wasDerivedFrom [ dg:asWritten "18%"@zh ] .\n'
        + ':rate prov:wasDerivedFrom [ dg:asWritten "64%"@zh ] .\n'
        + year("y2021", 2021)
        + labelled("place")
    )
    assert rows("shares-of-the-area-as-stated", data, "point") == [("share",)]


@pytest.mark.parametrize(
    ("name", "property_", "thing"),
    [
        ("who-runs-what", "dg:runs", ":thing dg:initiativeKind :kind . :kind skos:prefLabel"),
        ("facilities", "dg:provides", ":thing skos:prefLabel"),
    ],
)
def test_what_is_only_planned_is_said_to_be_planned(name: str, property_: str, thing: str) -> None:
    data = (
        f':who {property_} :thing .\n{thing} "物"@zh , "thing"@en .\n'
        f":claim dg:statedSubject :who ; dg:statedProperty {property_} ; dg:statedObject :thing ; "
        "dg:modality modality:plan .\n" + labelled("who", "thing")
    )
    assert rows(name, data, "claim", "modalityEn") == [("claim", "planned")]


def test_targets_and_rankings_of_a_city_are_figures_of_it() -> None:
    city = f"<{BASE}id/place/210100>"
    kinds = ("Observation", "Target", "Ranking", "Comparison", "Statement")
    data = "".join(f":{kind} a dg:{kind} ; dg:place {city} .\n" for kind in kinds)
    assert rows("claims-of-shenyang-without-inference", data, "figures") == [("4",)]
