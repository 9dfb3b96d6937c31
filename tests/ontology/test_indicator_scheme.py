"""The indicators, each read beside the others: labels, hierarchy, dimensions, stock or flow."""

import re
from collections import defaultdict

import pytest
from pyoxigraph import Literal, NamedNode, Triple

DG = "https://w3id.org/districtgraph/ontology#"
ID = "https://w3id.org/districtgraph/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
INDICATOR = f"{ID}indicator/"

Scheme = dict[str, dict[str, set[NamedNode | Literal]]]


@pytest.fixture(scope="module")
def scheme(schemes: tuple[Triple, ...]) -> Scheme:
    """Return the values of each indicator's properties, by local names."""
    found: Scheme = defaultdict(lambda: defaultdict(set))
    for triple in schemes:
        subject, value = triple.subject, triple.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            continue
        if subject.value.startswith(INDICATOR):
            name = triple.predicate.value.rpartition("#")[2]
            found[subject.value.removeprefix(INDICATOR)][name].add(value)
    return found


def words(values: set[NamedNode | Literal], language: str = "zh") -> set[str]:
    return {v.value for v in values if isinstance(v, Literal) and v.language == language}


def one(scheme: Scheme, name: str, quality: str) -> str | None:
    """Return the last part of the IRI that an indicator has as a quality."""
    found = [v.value.rpartition("/")[2] for v in scheme[name][quality] if isinstance(v, NamedNode)]
    return found[0] if found else None


def test_two_indicators_of_one_label_are_told_apart_by_unit_or_by_what_is_counted(
    scheme: Scheme,
) -> None:
    named: dict[tuple[str, str | None, str | None], set[str]] = defaultdict(set)
    for name in list(scheme):
        measured = one(scheme, name, "usualUnit"), one(scheme, name, "usuallyCounts")
        for label in words(scheme[name]["prefLabel"]) | words(scheme[name]["altLabel"]):
            named[label, *measured].add(name)
    assert {label: names for label, names in named.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("narrower", "broader"),
    [
        ("cattle-in-stock", "livestock-in-stock"),
        ("family-farms", "new-farming-entities"),
        ("farmers-cooperatives", "new-farming-entities"),
        ("new-urban-employment", "new-employment"),
        ("rural-subsistence-recipients", "subsistence-recipients"),
        ("urban-subsistence-standard", "subsistence-standard"),
        ("pocket-parks-built", "parks-built"),
        ("old-pipe-network-renovated", "pipes-renovated"),
        ("qualified-construction-enterprises", "designated-size-enterprises-four-kinds"),
        ("industrial-value-added", "secondary-industry-value-added"),
        ("high-speed-railway-length", "railway-length"),
        ("population-65-and-over", "elderly-population"),
    ],
)
def test_what_is_part_of_another_indicator_is_narrower(
    narrower: str, broader: str, scheme: Scheme
) -> None:
    assert one(scheme, narrower, "broader") == broader


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        ("永久基本农田面积", None),
        ("粮食产能", None),
        ("建议提案满意率", None),
        ("刑事案件发案率", None),
        ("规模养殖场粪污处理设施配套率", None),
        ("通航城市", None),
        ("教职工", None),
        ("超长期特别国债", None),
        ("粗钢产量", "crude-steel-output"),
        ("公办园在园幼儿占比", "public-kindergarten-share"),
        ("跨境电商交易额", "cross-border-e-commerce"),
        ("参保人数", "social-insured"),
        ("新增参保人数", "social-insured-added"),
        ("集中供热面积", "heating-area"),
        ("新增集中供热面积", "heating-area-added"),
        ("邮政业务收入", "postal-revenue"),
        ("实物商品网上零售额", "online-retail-sales-of-goods"),
        ("65岁及以上人口", "population-65-and-over"),
    ],
)
def test_a_label_names_no_other_quantity_than_the_indicator_s(
    label: str, indicator: str | None, scheme: Scheme
) -> None:
    named = [
        name
        for name in list(scheme)
        if label in words(scheme[name]["prefLabel"]) | words(scheme[name]["altLabel"])
    ]
    assert named == ([indicator] if indicator else [])


def test_what_is_added_in_a_period_is_a_flow(scheme: Scheme) -> None:
    stocks = {
        name
        for name in list(scheme)
        if one(scheme, name, "measureForm") == "stock"
        and any(
            label.startswith(("新增", "新建", "净增")) for label in words(scheme[name]["prefLabel"])
        )
    }
    assert stocks == set()


def test_no_label_of_a_stock_says_that_things_were_added(scheme: Scheme) -> None:
    """A label 新增养老床位 would make the beds of one period all beds."""
    added = re.compile("新增|新建|新开|新辟|建成(?!区)")
    labels = {
        (name, label)
        for name in list(scheme)
        if one(scheme, name, "measureForm") == "stock"
        for label in words(scheme[name]["prefLabel"]) | words(scheme[name]["altLabel"])
        if added.match(label)
    }
    assert labels == set()


@pytest.mark.parametrize(
    ("indicator", "quality", "value"),
    [
        ("social-insured", "measureForm", "stock"),
        ("heating-area", "measureForm", "stock"),
        ("illegal-buildings-demolished", "dimension", "urban-construction"),
        ("rural-tap-water-coverage", "dimension", "agriculture"),
        ("mobile-subscribers", "usuallyCounts", "subscriber"),
        ("kindergartens", "direction", "neutral"),
    ],
)
def test_qualities_are_those_of_what_is_measured(
    indicator: str, quality: str, value: str, scheme: Scheme
) -> None:
    assert one(scheme, indicator, quality) == value


@pytest.mark.parametrize(
    ("indicator", "english"),
    [
        ("maize-output", "Maize output"),
        ("cattle-slaughtered", "Cattle sold or slaughtered"),
        ("park-green-space-per-capita", "Per capita park green space"),
        ("motor-vehicles", "Registered motor vehicles"),
        ("valid-invention-patents", "Invention patents in force"),
        ("invention-patents-per-capita", "Invention patents held per ten thousand people"),
        ("fixed-asset-investment", "Investment in fixed assets"),
        ("disadvantaged-employed", "People with difficulty in finding work who found it"),
        ("preschool-places", "Places in inclusive kindergartens added"),
    ],
)
def test_an_english_label_says_neither_more_nor_less_than_the_chinese(
    indicator: str, english: str, scheme: Scheme
) -> None:
    assert words(scheme[indicator]["prefLabel"], "en") == {english}
