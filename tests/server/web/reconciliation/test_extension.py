"""Data extension: names, codes, and figures with the same evidence as everywhere."""

from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode

from districtgraph.server.knowledge.reconciliation.extension import literal_cell
from tests.server.web.reconciliation.reconciliation_client import ReconciliationClient

FUNDS = "claim/dadong-district/assistance-funds"
FIGURE = [
    "figure",
    "figure.kind",
    "figure.comparator",
    "figure.value",
    "figure.unit",
    "figure.counts",
    "figure.initiative",
    "figure.beneficiary",
    "figure.as_written",
    "figure.period",
    "figure.year",
    "figure.rank",
    "figure.quotes",
    "figure.starts",
    "figure.ends",
    "figure.document",
]


def test_names_and_codes_are_fetched(service: ReconciliationClient) -> None:
    names = ["iri", "label_zh", "label_en", "alias", "type", "areaCode", "locatedIn"]
    answer = service.extend(["place/210104", "beneficiary-group/public", "place/没有"], [*names])
    assert answer["rows"]["place/210104"] == {
        "iri": [{"str": "https://w3id.org/districtgraph/id/place/210104"}],
        "label_zh": [{"str": "大东区"}],
        "label_en": [{"str": "Dadong District"}],
        "alias": [{"str": "210104"}, {"str": "Dàdōng Qū"}],
        "type": [{"str": "市辖区"}],
        "areaCode": [{"str": "210104"}],
        "locatedIn": [
            {"id": "place/210000", "name": "辽宁省"},
            {"id": "place/210100", "name": "沈阳市"},
        ],
    }
    assert answer["rows"]["beneficiary-group/public"]["alias"] == [
        {"str": "广大群众"},
        {"str": "百姓"},
    ]
    assert all(values == [] for values in answer["rows"]["place/没有"].values())


def figures_of(answer: Any, identifier: str) -> list[dict[str, Any]]:
    """Return the figures of an entity, each with its cells by column."""
    rows = zip(*answer["rows"][identifier].values(), strict=True)
    return [dict(zip(FIGURE, cells, strict=True)) for cells in rows]


@pytest.mark.parametrize(
    "identifier",
    [FUNDS, "indicator/assistance-funds", "programme/hardship-assistance", "place/210104"],
)
def test_a_figure_is_the_same_from_wherever_it_is_reached(
    service: ReconciliationClient, identifier: str
) -> None:
    figures = figures_of(service.extend([identifier], [*FIGURE]), identifier)
    (funds,) = [figure for figure in figures if figure["figure"]["id"] == FUNDS]
    assert funds == {
        "figure": {"id": FUNDS, "name": "困难帮扶救助资金：1056万余元"},
        "figure.kind": {"str": "观测值"},
        "figure.comparator": {"str": "≥"},
        "figure.value": {"int": 10560000},
        "figure.unit": {"str": "人民币元"},
        "figure.counts": {},
        "figure.initiative": {"id": "programme/hardship-assistance", "name": "困难帮扶救助"},
        "figure.beneficiary": {
            "id": "beneficiary-group/families-in-difficulty",
            "name": "困难家庭",
        },
        "figure.as_written": {"str": "1056万余元"},
        "figure.period": {"id": "period/dadong-district/1942-1944", "name": "目前"},
        "figure.year": {},
        "figure.rank": {},
        "figure.quotes": {"str": "目前|已累计投入资金1056万余元，帮扶救助困难家庭"},
        "figure.starts": {"str": "1942|1945"},
        "figure.ends": {"str": "1944|1968"},
        "figure.document": {
            "id": "document/dadong-district",
            "name": "沈阳市大东区 努力开创振兴发展新局面",
        },
    }


def test_every_figure_of_the_district_has_the_evidence_that_sparql_gives(
    service: ReconciliationClient,
) -> None:
    figures = figures_of(service.extend(["place/210104"], [*FIGURE]), "place/210104")
    query = """
        PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX dg: <https://w3id.org/districtgraph/ontology#>
        SELECT ?claim ?quote ?start ?end {
          ?claim a dg:Figure ; dg:place <https://w3id.org/districtgraph/id/place/210104> ;
            dg:evidence/oa:hasSelector ?words , ?position .
          ?words oa:exact ?quote . ?position oa:start ?start ; oa:end ?end .
          FILTER (STRLEN(?quote) = ?end - ?start)
          FILTER (STRBEFORE(STR(?words), "#") = STRBEFORE(STR(?position), "#"))
        } ORDER BY ?claim ?start"""
    reply = service.http.get(f"/sparql?{urlencode({'query': query})}", "application/json")
    expected: dict[str, list[tuple[str, str, str]]] = {}
    for row in reply.json()["results"]["bindings"]:
        claim = row["claim"]["value"].removeprefix("https://w3id.org/districtgraph/id/")
        parts = (row["quote"]["value"], row["start"]["value"], row["end"]["value"])
        expected.setdefault(claim, []).append(parts)
    assert len(expected) >= 30
    found = {
        figure["figure"]["id"]: list(
            zip(
                *(
                    figure[f"figure.{name}"]["str"].split("|")
                    for name in ("quotes", "starts", "ends")
                ),
                strict=True,
            )
        )
        for figure in figures
    }
    assert found == expected


def test_figures_are_in_the_order_of_the_text(service: ReconciliationClient) -> None:
    figures = figures_of(service.extend(["place/210104"], [*FIGURE]), "place/210104")
    starts = [int(figure["figure.starts"]["str"].split("|")[0]) for figure in figures]
    assert starts == sorted(starts)


def test_ranks_ranges_and_targets_are_not_given_a_number(service: ReconciliationClient) -> None:
    claims = "claim/dadong-district/"
    names = [
        "figure.kind",
        "figure.value",
        "figure.rank",
        "figure.lower_bound",
        "figure.upper_bound",
    ]
    answer = service.extend(
        [f"{claims}pm25-lowest-of-city", f"{claims}growth-of-economic-indicators-2021"], [*names]
    )
    rank, growth = (row.values() for row in answer["rows"].values())
    assert list(rank) == [[{"str": "排名"}], [{}], [{"int": 1}], [{}], [{}]]
    assert list(growth) == [[{"str": "观测值"}], [{}], [{}], [{"int": 10}], [{"int": 99}]]


@pytest.mark.parametrize(
    ("kind", "text", "cell"),
    [
        ("decimal", "59.15", {"float": 59.15}),
        ("decimal", "260000000000.0", {"int": 260_000_000_000}),
        ("double", "1.5E3", {"int": 1500}),
        ("double", "INF", {"str": "INF"}),
        ("integer", "-3", {"int": -3}),
        ("integer", "many", {"str": "many"}),
        ("string", "210104", {"str": "210104"}),
        ("boolean", "true", {"str": "true"}),
    ],
)
def test_literals_become_what_a_client_can_count_with(
    kind: str, text: str, cell: dict[str, object]
) -> None:
    datatype = NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}")
    assert literal_cell(Literal(text, datatype=datatype)) == cell


def test_a_claim_s_own_properties_are_fetched_too(service: ReconciliationClient) -> None:
    row = service.extend([FUNDS], ["value", "asWritten", "comparator", "没有"])["rows"][FUNDS]
    assert row == {
        "value": [{"int": 10560000}],
        "asWritten": [{"str": "1056万余元"}],
        "comparator": [{"id": "comparator/at-least", "name": "至少"}],
        "没有": [],
    }


def test_limits_and_quotes_are_settings(service: ReconciliationClient) -> None:
    programme = "programme/hardship-assistance"
    one = service.extend([programme], [{"id": "measuredBy", "settings": {"limit": "1"}}])
    every = service.extend([programme], ["measuredBy"])
    quoted = service.extend([programme], [{"id": "measuredBy", "settings": {"quotes": "on"}}])
    values, quotes = every["rows"][programme]["measuredBy"], quoted["rows"][programme]["measuredBy"]
    assert one["rows"][programme]["measuredBy"] == values[:1]
    assert len(values) == len(quotes) == 3
    at = [value["id"] for value in values].index("indicator/assistance-funds")
    assert quotes[at] == {
        "str": "已累计投入资金1056万余元，帮扶救助困难家庭 [document/dadong-district 1945-1968]"
    }


def test_an_inferred_statement_has_no_quotes(service: ReconciliationClient) -> None:
    quoted = [{"id": "locatedIn", "settings": {"quotes": True}}]
    answer = service.extend(["place/dadong-central-section"], [*quoted])
    (values,) = answer["rows"]["place/dadong-central-section"].values()
    assert {} in values
    assert any("大东区" in value.get("str", "") for value in values)


def test_columns_are_named_in_the_client_s_language(
    service: ReconciliationClient, english: ReconciliationClient
) -> None:
    columns = ["figure", "figure.quotes", "locatedIn"]
    zh, en = (client.extend(["大东区"], [*columns])["meta"] for client in (service, english))
    assert zh[0] == {
        "id": "figure",
        "name": "数据论断",
        "type": {"id": "Figure", "name": "数据论断"},
    }
    assert [column["name"] for column in zh[1:]] == ["数据论断：引文", "位于"]
    assert [column["name"] for column in en] == ["Figure", "Figure: quotes", "located in"]


def test_properties_are_proposed_for_a_type(service: ReconciliationClient) -> None:
    answer = service.proposals("District")
    proposed = [item["id"] for item in answer["properties"]]
    assert answer["type"] == "District"
    assert {"label_zh", "areaCode", "locatedIn", "figure.quotes"} <= set(proposed)
    assert len(proposed) == len(set(proposed))
    assert "measuredBy" not in proposed
    assert "measuredBy" in {i["id"] for i in service.proposals("Programme")["properties"]}
    short = service.proposals("District", 3)
    assert ([item["id"] for item in short["properties"]], short["limit"]) == (proposed[:3], 3)
    assert service.proposals("没有")["properties"]


@pytest.mark.parametrize("text", ["1E+999999999", "1E400", "-1E301"])
def test_a_number_beyond_all_measure_is_a_text(text: str) -> None:
    datatype = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    assert literal_cell(Literal(text, datatype=datatype)) == {"str": text}
