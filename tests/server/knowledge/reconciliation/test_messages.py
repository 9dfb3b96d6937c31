"""Clients' messages become values, or are refused with the place of the error."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.core.errors import BadRequestError, PayloadTooLargeError, RequestError
from districtgraph.server.knowledge.reconciliation.messages import (
    BATCH_SIZE,
    LONGEST_TEXT,
    MOST_CANDIDATES,
    MOST_VALUES,
    Constraint,
    EntityReference,
    ExtensionSettings,
    ReconciliationQuery,
    TypeStrictness,
    parse_extension_query,
    parse_query_batch,
)


def batch(**query: object) -> str:
    return json.dumps({"q0": query}, ensure_ascii=False)


def test_a_query_has_sensible_defaults() -> None:
    query = ReconciliationQuery("养老", (), TypeStrictness.ANY, 10, ())
    assert parse_query_batch(batch(query=" 养老 ", type="")).queries == {"q0": query}


def test_a_full_query_is_understood() -> None:
    text = batch(
        query="大东区",
        type=["District", "Place"],
        type_strict="all",
        limit=3.0,
        properties=[
            {"pid": "areaCode", "v": "210104"},
            {
                "pid": "locatedIn",
                "v": ["沈阳市", {"id": "place/210000", "name": "辽宁省"}, 1, True],
            },
        ],
    )
    assert parse_query_batch(text).queries["q0"] == ReconciliationQuery(
        "大东区",
        ("District", "Place"),
        TypeStrictness.ALL,
        3,
        (
            Constraint("areaCode", ("210104",)),
            Constraint("locatedIn", ("沈阳市", EntityReference("place/210000"), 1, True)),
        ),
    )


def test_a_query_may_have_only_properties() -> None:
    query = parse_query_batch(batch(properties=[{"pid": "areaCode", "v": 210104}])).queries["q0"]
    assert (query.text, query.constraints) == ("", (Constraint("areaCode", (210104,)),))


def test_too_many_candidates_are_as_many_as_there_are_at_most() -> None:
    assert parse_query_batch(batch(query="区", limit=10**9)).queries["q0"].limit == MOST_CANDIDATES


@pytest.mark.parametrize("blank", ["", "  ", "\u3000", "\u00a0"])
def test_a_blank_cell_asks_for_nothing_and_costs_no_other_its_answer(blank: str) -> None:
    text = json.dumps({"q0": {"query": blank}, "q1": {"query": "大东区"}})
    assert [query.text for query in parse_query_batch(text).queries.values()] == ["", "大东区"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "queries is not JSON"),
        ('{"q0": {"query": "x", "limit": NaN}}', "queries is not JSON"),
        ("[" * 100_000, "queries is not JSON"),
        ("[]", "queries: an object"),
        ('{"q0": "大东区"}', "queries.q0: an object"),
        (batch(limit=1), "queries.q0: it needs a query"),
        (batch(query=1), "queries.q0.query"),
        (batch(properties=[]), "queries.q0: it needs a query"),
        (batch(query="区", props=[]), "queries.q0: props is not one of"),
        (batch(query="区", type=1), "queries.q0.type"),
        (batch(query="区", type_strict="some"), "queries.q0.type_strict"),
        (batch(query="区", limit=0), "queries.q0.limit"),
        (batch(query="区", limit=1.5), "queries.q0.limit"),
        (batch(query="区", limit=True), "queries.q0.limit"),
        (batch(query="区", limit="3"), "queries.q0.limit"),
        (batch(query="区", properties={}), "queries.q0.properties: a list"),
        (batch(query="区", properties=[{"pid": "areaCode"}]), "queries.q0.properties[0]"),
        (batch(query="区", properties=[{"pid": 1, "v": 1}]), "queries.q0.properties[0].pid"),
        (batch(query="区", properties=[{"pid": "a", "v": None}]), "queries.q0.properties[0].v"),
        (batch(query="区", properties=[{"pid": "a", "v": {}}]), "queries.q0.properties[0].v.id"),
    ],
)
def test_an_error_in_a_batch_is_named_with_its_place(text: str, place: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        parse_query_batch(text)
    assert str(caught.value).startswith(place)


def test_a_malformed_query_costs_no_other_its_answer() -> None:
    text = json.dumps(
        {
            "q0": {"query": "大东区", "limit": 0},
            "q1": {"query": "大东区"},
            "q2": {"query": LONG},
            "q3": "大东区",
        }
    )
    found = parse_query_batch(text)
    assert list(found.queries) == ["q1"]
    assert {key: error.status for key, error in found.errors.items()} == {
        "q0": 400,
        "q2": 413,
        "q3": 400,
    }
    assert all(str(error).startswith(f"queries.{key}") for key, error in found.errors.items())


def test_batches_are_bounded() -> None:
    queries = {f"q{at}": {"query": "区"} for at in range(BATCH_SIZE + 1)}
    with pytest.raises(PayloadTooLargeError):
        parse_query_batch(json.dumps(queries))
    del queries["q0"]
    assert len(parse_query_batch(json.dumps(queries)).queries) == BATCH_SIZE


def test_settings_come_as_forms_give_them() -> None:
    text = json.dumps(
        {
            "ids": ["place/210104"],
            "properties": [
                {"id": "locatedIn"},
                {"id": "a", "settings": {"limit": "5", "quotes": "on"}},
                {"id": "b", "settings": {"limit": "", "quotes": False, "other": 1}},
                {"id": "c", "settings": None},
            ],
        }
    )
    query = parse_extension_query(text)
    assert query.ids == ("place/210104",)
    assert [request.settings for request in query.properties] == [
        ExtensionSettings(0, False),
        ExtensionSettings(5, True),
        ExtensionSettings(0, False),
        ExtensionSettings(0, False),
    ]


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ({}, "extend.ids: a list"),
        ({"ids": [1], "properties": []}, "extend.ids[0]"),
        ({"ids": [], "properties": ["a"]}, "extend.properties[0]: an object"),
        ({"ids": [], "properties": [{}]}, "extend.properties[0].id"),
        ({"ids": [], "properties": [], "x": 1}, "extend: x is not one of"),
        (
            {"ids": [], "properties": [{"id": "a", "settings": {"limit": -1}}]},
            "extend.properties[0].settings.limit",
        ),
    ],
)
def test_an_error_in_an_extension_query_is_named(message: object, place: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        parse_extension_query(json.dumps(message))
    assert str(caught.value).startswith(place)


def test_extensions_are_bounded() -> None:
    for message in (
        {"ids": ["a"] * 501, "properties": []},
        {"ids": [], "properties": [{"id": "a"}] * 51},
    ):
        with pytest.raises(PayloadTooLargeError):
            parse_extension_query(json.dumps(message))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["query", "type", "limit", "properties", "pid", "v", "id", "q0", "ids"]
            ),
            inner,
            max_size=4,
        )
    ),
)


@given(JSON)
def test_any_json_is_understood_or_refused(message: object) -> None:
    for parse in (parse_query_batch, parse_extension_query):
        try:
            parse(json.dumps(message))
        except RequestError as error:
            assert error.status in (400, 413)


LONG = "a" * (LONGEST_TEXT + 1)
MANY: list[object] = [1] * (MOST_VALUES + 1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (batch(query=LONG), "queries.q0.query: 2,001 characters; at most 2,000 are allowed"),
        (batch(query="a", type=LONG), "queries.q0.type: 2,001 characters"),
        (batch(query="a", type=["a"] * 51), "queries.q0.type: 51 types; at most 50 are allowed"),
        (
            batch(properties=[{"pid": LONG, "v": 1}]),
            r"queries.q0.properties\[0\].pid: 2,001 characters",
        ),
        (
            batch(properties=[{"pid": "a", "v": LONG}]),
            r"queries.q0.properties\[0\].v: 2,001 characters",
        ),
        (
            batch(properties=[{"pid": "a", "v": {"id": LONG}}]),
            r"queries.q0.properties\[0\].v.id: 2,001 characters",
        ),
        (
            batch(properties=[{"pid": "a", "v": MANY}]),
            r"queries.q0.properties\[0\].v: 1,001 values; at most 1,000 are allowed",
        ),
        (
            batch(properties=[{"pid": "a", "v": 1}] * 51),
            "queries.q0: 51 properties; at most 50 are allowed",
        ),
        (
            batch(properties=[{"pid": "a", "v": MANY[:600]}] * 2),
            "queries: 1,200 values; at most 1,000 are allowed",
        ),
        (json.dumps({LONG: {"query": "a"}}), "a key of queries: 2,001 characters"),
    ],
)
def test_a_part_that_is_too_long_or_too_many_is_reported_with_its_place(
    text: str, place: str
) -> None:
    with pytest.raises(PayloadTooLargeError, match=place):
        parse_query_batch(text)


def test_identifiers_of_an_extension_are_not_long() -> None:
    with pytest.raises(PayloadTooLargeError, match=r"extend.ids\[1\]: 2,001 characters"):
        parse_extension_query(json.dumps({"ids": ["a", LONG], "properties": []}))
