"""The concept schemes, and the fixed code lists that the mapping names."""

from collections import defaultdict
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.ontology.loading import SCHEMES_FOLDER

Triples = tuple[Triple, ...]
ID = "https://w3id.org/districtgraph/id/"
DG = "https://w3id.org/districtgraph/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

CODES = {
    "comparator": "equal at-least more-than at-most less-than about range",
    "modality": "holds achieved ongoing plan target",
    "accumulation": "cumulative flow stock",
    "period-role": "during deadline as-of since",
    "rank-order": "highest-first lowest-first",
    "aggregate": "sum mean highest lowest",
    "direction": "increase decrease neutral",
    "claim-field": (
        "kind evidence modality period indicator place initiative beneficiary "
        "industry value lower upper comparator unit written-unit counts written rank rank-order "
        "ranked-within ranked-among compares-with comparison-of share-of share-of-place goal "
        "change-basis subject property object mentions compared-indicator aggregate open-list "
        "period-role accumulation denominator-of"
    ),
}


def _subjects(schemes: Triples, class_: str) -> set[str]:
    node = NamedNode(class_)
    return {str(t.subject)[1:-1] for t in schemes if t.predicate == TYPE and t.object == node}


def _objects(schemes: Triples, property_: str) -> dict[str, set[object]]:
    found: dict[str, set[object]] = defaultdict(set)
    for triple in schemes:
        if triple.predicate.value == property_:
            found[str(triple.subject)[1:-1]].add(triple.object)
    return found


def test_there_is_a_file_for_every_scheme(schemes: Triples) -> None:
    files = {path.stem for path in SCHEMES_FOLDER.glob("*.ttl")} - {"units"}
    assert len(files) >= 13
    assert _subjects(schemes, f"{SKOS}ConceptScheme") == {f"{ID}scheme/{name}" for name in files}


@pytest.mark.parametrize("name", CODES)
def test_a_fixed_list_has_its_codes(name: str, schemes: Triples) -> None:
    concepts = _subjects(schemes, f"{SKOS}Concept")
    found = {iri.rpartition("/")[2] for iri in concepts if iri.startswith(f"{ID}{name}/")}
    assert set(CODES[name].split()) <= found
    if name != "claim-field":
        assert set(CODES[name].split()) == found


def test_comparators_that_bound_from_below_are_known(schemes: Triples) -> None:
    assert _subjects(schemes, f"{DG}LowerBoundComparator") == {
        f"{ID}comparator/at-least",
        f"{ID}comparator/more-than",
    }


def test_comparators_are_noted_by_their_signs(schemes: Triples) -> None:
    notations = _objects(schemes, f"{SKOS}notation")
    signs = [notations[f"{ID}comparator/{name}"] for name in CODES["comparator"].split()]
    assert signs == [{Literal(sign)} for sign in "=≥>≤<≈–"]


def test_a_concept_is_of_a_class_of_ours_too(schemes: Triples) -> None:
    concepts = _subjects(schemes, f"{SKOS}Concept") - {
        iri for iri in _subjects(schemes, f"{SKOS}Concept") if "/dimension/" in iri
    }
    kinds = _objects(schemes, str(TYPE)[1:-1])
    assert len(concepts) >= 170
    assert [iri for iri in concepts if not any(DG in str(kind) for kind in kinds[iri])] == []


def test_a_concept_is_at_the_top_or_below_another(schemes: Triples) -> None:
    broader, top = _objects(schemes, f"{SKOS}broader"), _objects(schemes, f"{SKOS}topConceptOf")
    concepts = _subjects(schemes, f"{SKOS}Concept")
    assert {iri for iri in concepts if not broader[iri] and not top[iri]} == set()
    in_scheme = _objects(schemes, f"{SKOS}inScheme")
    for iri in concepts:
        for above in broader[iri]:
            assert in_scheme[str(above)[1:-1]] == in_scheme[iri]


def test_units_are_those_of_qudt_and_a_few_of_ours(schemes: Triples) -> None:
    units = _subjects(schemes, "http://qudt.org/schema/qudt/Unit")
    names = ("NUM", "PERCENT", "M", "KiloM", "M2", "CCY_CNY", "KiloGM")
    assert {f"http://qudt.org/vocab/unit/{name}" for name in names} <= units
    assert f"{ID}unit/percentage-point" in units
    assert all(iri.startswith(("http://qudt.org/vocab/unit/", f"{ID}unit/")) for iri in units)


def _indicators(schemes: Triples) -> set[str]:
    return _subjects(schemes, f"{DG}Indicator")


def test_the_indicators_cover_the_communiques(schemes: Triples) -> None:
    assert len(_indicators(schemes)) >= 450
    labels = _objects(schemes, f"{SKOS}prefLabel")
    names = {
        label.value
        for iri in _indicators(schemes)
        for label in labels[iri]
        if isinstance(label, Literal)
    }
    assert {"地区生产总值", "居民消费价格指数", "粮食产量", "进出口总额", "城镇化率"} - names == {
        "城镇化率"
    }


def test_an_indicator_has_its_form_and_source(schemes: Triples) -> None:
    for name in (f"{DG}measureForm", "http://purl.org/dc/terms/source"):
        found = _objects(schemes, name)
        assert {iri for iri in _indicators(schemes) if not found[iri]} == set()


def test_a_preferred_label_is_of_one_indicator(schemes: Triples) -> None:
    labels = _objects(schemes, f"{SKOS}prefLabel")
    counts: dict[object, int] = defaultdict(int)
    for iri in _indicators(schemes):
        for label in labels[iri]:
            counts[label] += 1
    assert [label for label, count in counts.items() if count > 1] == []


def test_a_label_is_not_both_preferred_and_alternative(schemes: Triples) -> None:
    preferred = _objects(schemes, f"{SKOS}prefLabel")
    alternative = _objects(schemes, f"{SKOS}altLabel")
    assert [iri for iri in alternative if preferred[iri] & alternative[iri]] == []


def test_a_rate_has_the_form_of_one(schemes: Triples) -> None:
    forms = _objects(schemes, f"{DG}measureForm")
    rates = _objects(schemes, f"{DG}rateOf")
    ratio = NamedNode(f"{ID}measure-form/ratio")
    assert len(rates) >= 40
    assert [iri for iri in rates if forms[iri] != {ratio}] == []


def test_units_have_their_quantity_kind(schemes: Triples) -> None:
    kinds = _objects(schemes, "http://qudt.org/schema/qudt/hasQuantityKind")
    units = _subjects(schemes, "http://qudt.org/schema/qudt/Unit")
    # Those of ours without a kind count things, or divide by money; their definitions say so.
    without = {
        f"{ID}unit/{name}"
        for name in (
            "passenger-kilometre", "yuan-per-person", "person-per-square-kilometre",
            "twenty-foot-equivalent-unit", "tonne-of-coal-equivalent-per-ten-thousand-yuan",
            "cubic-metre-per-ten-thousand-yuan",
            "yuan-per-household", "yuan-per-person-per-month", "yuan-per-person-per-year",
            "floating-point-operation-per-second", "petaflops", "exaflops", "person-year",
            "yuan-per-cubic-metre", "yuan-per-visit",
        )
    }  # fmt: skip
    assert {iri for iri in units if not kinds[iri]} == without
    factors = _objects(schemes, "http://qudt.org/schema/qudt/conversionMultiplier")
    month = f"{ID}unit/yuan-per-month"
    assert {iri for iri in units if iri.startswith(ID) and not factors[iri]} == {*without, month}
    # Nor have QUDT's a factor whose rate or length is not fixed, or that are logarithmic.
    fixed = {
        iri
        for iri in units - without - {month}
        if "/CCY_" not in iri and not iri.endswith(("/MO", "/DeciB"))
    }
    assert {iri for iri in fixed if not factors[iri]} == set()


def test_a_unit_of_ours_without_a_factor_says_why(schemes: Triples) -> None:
    units = _subjects(schemes, "http://qudt.org/schema/qudt/Unit")
    kinds = _objects(schemes, "http://qudt.org/schema/qudt/hasQuantityKind")
    factors = _objects(schemes, "http://qudt.org/schema/qudt/conversionMultiplier")
    definitions = _objects(schemes, f"{SKOS}definition")
    own = {iri for iri in units if iri.startswith(ID)}
    without = {iri for iri in own if not kinds[iri] or not factors[iri]}
    assert len(without) == 16
    for iri in without:
        said = " ".join(str(definition) for definition in definitions[iri])
        assert "hence no conversion factor" in said, iri
        assert "故无换算系数" in said, iri
        assert bool(kinds[iri]) == ("has no quantity kind" not in said), iri


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("http://qudt.org/vocab/unit/KiloM", "1000"),
        ("http://qudt.org/vocab/unit/HA", "10000"),
        ("http://qudt.org/vocab/unit/PERCENT", "0.01"),
        ("http://qudt.org/vocab/unit/GigaW-HR", "3600000000000"),
        (f"{ID}unit/tonne-kilometre", "1000000"),
        (f"{ID}unit/yuan-per-mu", "0.0015"),
    ],
)
def test_units_convert_by_the_data_alone(unit: str, factor: str, schemes: Triples) -> None:
    factors = _objects(schemes, "http://qudt.org/schema/qudt/conversionMultiplier")
    (found,) = factors[unit]
    assert isinstance(found, Literal)
    assert Decimal(found.value) == Decimal(factor)


def test_only_indicators_in_yuan_say_what_kind_of_money_they_are(schemes: Triples) -> None:
    units = _objects(schemes, f"{DG}usualUnit")
    kinds = _objects(schemes, f"{DG}moneyKind")
    yuan = NamedNode("http://qudt.org/vocab/unit/CCY_CNY")
    in_yuan = {iri for iri, found in units.items() if found == {yuan}}
    assert len(in_yuan) >= 130
    assert {iri for iri in in_yuan if len(kinds[iri]) != 1} == set()
    assert {iri for iri, found in kinds.items() if found} == in_yuan


@pytest.mark.parametrize(
    ("indicator", "kind"),
    [
        ("urban-construction-investment", "investment"),
        ("assistance-funds", "grant"),
        ("startup-guaranteed-loans", "loan"),
        ("automotive-output-value", "output"),
        ("value-added-tax", "revenue"),
        ("retail-sales", "trade"),
        ("average-wage", "income"),
        ("livelihood-expenditure", "expenditure"),
    ],
)
def test_money_is_of_its_kind(indicator: str, kind: str, schemes: Triples) -> None:
    kinds = _objects(schemes, f"{DG}moneyKind")
    assert kinds[f"{ID}indicator/{indicator}"] == {NamedNode(f"{ID}money-kind/{kind}")}


def test_every_definition_has_its_source(schemes: Triples) -> None:
    sources = _objects(schemes, "http://purl.org/dc/terms/source")
    concepts = _subjects(schemes, f"{SKOS}Concept")
    assert len(concepts) >= 800
    assert {iri for iri in concepts if not sources[iri]} == set()


def test_a_group_is_narrower_than_another_by_its_definition_alone(schemes: Triples) -> None:
    broader = _objects(schemes, f"{SKOS}broader")
    group = f"{ID}beneficiary-group"
    assert broader[f"{group}/low-income-families"] == {NamedNode(f"{group}/families-in-difficulty")}
    # Sole traders are not enterprises, and those who left to work or study are not residents.
    top = _objects(schemes, f"{SKOS}topConceptOf")
    for name in ("self-employed", "migrant-workers", "college-graduates"):
        assert top[f"{group}/{name}"]
        assert not broader[f"{group}/{name}"]
    # What nothing serves is no group of beneficiaries: a household with no one employed is counted.
    concepts = _subjects(schemes, f"{SKOS}Concept")
    assert f"{group}/zero-employment-households" not in concepts
    assert f"{ID}counted-kind/zero-employment-household" in concepts


@pytest.mark.parametrize(
    ("concept", "label"),
    [
        ("indicator/urban-construction-projects", "Projects of the urban construction plan"),
        ("indicator/persons-assisted", "Persons (or person-times) assisted"),
        ("indicator/households-assisted", "Families in difficulty assisted (households)"),
        ("indicator/startup-guaranteed-loans", "Guaranteed start-up loans issued"),
        ("indicator/job-support-funds", "Funds to aid enterprises in keeping jobs stable"),
        ("industry/industry", "Industry (mining, manufacturing and utilities)"),
        ("dimension/housing", "Living environment"),
        ("service-kind/consultation", "Asking for opinions"),
        ("service-kind/conflict-screening", "Identifying conflicts"),
        ("beneficiary-group/talents", "Skilled professionals"),
        ("initiative-kind/maxim", "Slogan"),
    ],
)
def test_an_english_label_says_what_the_chinese_says(
    concept: str, label: str, schemes: Triples
) -> None:
    labels = _objects(schemes, f"{SKOS}prefLabel")[f"{ID}{concept}"]
    assert Literal(label, language="en") in labels


KINDS_OF_THINGS = (
    "beneficiary-group", "participant-group", "facility-kind", "counted-kind", "initiative-kind",
    "service-kind",
)  # fmt: skip
"""Schemes in which a narrower concept is a kind of the broader one. Indicators and industries are
arranged by statistics: a part of a sum is narrower than the sum there."""


def _words(values: set[object], language: str) -> set[str]:
    return {v.value for v in values if isinstance(v, Literal) and v.language == language}


def test_a_definition_of_a_kind_names_the_broader_kind(schemes: Triples) -> None:
    preferred = _objects(schemes, f"{SKOS}prefLabel")
    alternative = _objects(schemes, f"{SKOS}altLabel")
    definitions = _objects(schemes, f"{SKOS}definition")
    checked, wrong = 0, []
    for iri, above in _objects(schemes, f"{SKOS}broader").items():
        if not iri.removeprefix(ID).startswith(KINDS_OF_THINGS):
            continue
        for node in above:
            checked += 1
            names = str(node)[1:-1]
            for language in ("zh", "en"):
                labels = preferred[names] | alternative[names]
                (definition,) = _words(definitions[iri], language)
                if not any(
                    label.lower() in definition.lower() for label in _words(labels, language)
                ):
                    wrong.append((iri, language, definition))
    assert wrong == []
    assert checked >= 45


def test_every_concept_is_explained(schemes: Triples) -> None:
    explained = _objects(schemes, f"{SKOS}definition") | _objects(schemes, f"{SKOS}scopeNote")
    concepts = _subjects(schemes, f"{SKOS}Concept")
    assert {iri for iri in concepts if iri not in explained} == set()
