"""Each clause of https://www.w3.org/TR/sparql11-protocol/ that a query or an update can break."""

from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.core.errors import (
    BadRequestError,
    MethodNotAllowedError,
    RequestError,
    UnsupportedMediaTypeError,
)
from districtgraph.server.sparql.protocol import (
    FORM,
    SPARQL_QUERY,
    SPARQL_UPDATE,
    HttpRequest,
    QueryOperation,
    ServiceDescriptionRequest,
    Update,
    encode_query,
    parse_request,
)


def get(query_string: str, method: str = "GET") -> HttpRequest:
    return HttpRequest(method, query_string, None, b"")


def post(body: bytes, content_type: str | None, query_string: str = "") -> HttpRequest:
    return HttpRequest("POST", query_string, content_type, body)


iris = st.from_regex(r"http://例\.org/[a-z%+&=# 区]{0,6}", fullmatch=True)
queries = st.builds(
    QueryOperation,
    st.text(min_size=1, max_size=40).filter(lambda text: text.strip() != "" and _encodable(text)),
    st.lists(iris, max_size=3).map(tuple),
    st.lists(iris, max_size=3).map(tuple),
    base=st.none(),
    timeout=st.none(),
    # The name of a format becomes a media type; other tests have that.
    accept=st.none(),
    explicit=st.just(False),
    sent=st.none(),
)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@given(queries)
def test_parsing_undoes_encoding(query: QueryOperation) -> None:
    encoded = encode_query(query)
    assert parse_request(get(encoded)) == query
    assert parse_request(post(encoded.encode(), FORM)) == query
    graphs = encode_query(QueryOperation("x", query.default_graphs, query.named_graphs))[
        len("query=x&") :
    ]
    assert parse_request(post(query.text.encode(), SPARQL_QUERY, graphs)) == query


def test_percent_encoding_is_decoded_once() -> None:
    for request in (get("query=100%252B%2B+1"), post(b"query=100%252B%2B+1", FORM)):
        assert parse_request(request) == QueryOperation("100%2B+ 1")
    assert parse_request(post(b"100%2B+1", SPARQL_QUERY)) == QueryOperation("100%2B+1")


@given(st.lists(st.sampled_from([*"%=aF0_ \n\r\t?", "%4E", "%e5%8c%ba", "%25", "区", "%3d"])))
def test_escapes_are_decoded_as_the_library_does(pieces: list[str]) -> None:
    encoded = "".join(pieces)
    expected = unquote_to_bytes(encoded.replace("+", " "))
    try:
        query = parse_request(HttpRequest("GET", f"query=x{encoded}", None, b""))
    except BadRequestError:
        with pytest.raises(UnicodeDecodeError):
            expected.decode()
    else:
        assert isinstance(query, QueryOperation)
        assert query.text == "x" + expected.decode()


def test_a_get_without_operation_asks_for_the_description() -> None:
    assert parse_request(get("")) == ServiceDescriptionRequest()
    assert parse_request(get("", "HEAD")) == ServiceDescriptionRequest()


def test_parameters_of_a_media_type_are_no_matter() -> None:
    assert parse_request(post(b"query=ASK{}", f"{FORM}; charset=UTF-8")) == QueryOperation("ASK{}")


@pytest.mark.parametrize(
    ("request_", "update"),
    [
        (post(b"CLEAR ALL", SPARQL_UPDATE), Update("CLEAR ALL")),
        (post(b"update=CLEAR+ALL", FORM), Update("CLEAR ALL")),
        (post(b"", SPARQL_UPDATE), Update("")),
        (post(b"100%2B+1", SPARQL_UPDATE), Update("100%2B+1")),
        (
            post(b"update=u&using-graph-uri=http://a/&using-graph-uri=http://b/", FORM),
            Update("u", ("http://a/", "http://b/")),
        ),
        (
            post(b"u", SPARQL_UPDATE, "using-named-graph-uri=http://%E5%8C%BA/&timeout=2.5"),
            Update("u", (), ("http://区/",), timeout=2.5),
        ),
        (post(b"update=u", FORM, "timeout=7"), Update("u", timeout=7.0)),
    ],
)
def test_updates(request_: HttpRequest, update: Update) -> None:
    assert parse_request(request_) == update


def test_a_client_may_ask_for_time() -> None:
    assert parse_request(get("query=a&timeout=0.5")) == QueryOperation("a", timeout=0.5)
    assert parse_request(post(b"a", SPARQL_QUERY, "timeout=300")) == QueryOperation(
        "a", timeout=300.0
    )


WRONG: list[tuple[HttpRequest, type[RequestError], str]] = [
    (get("query=a&query=b"), BadRequestError, "given 2 times"),
    (get("query="), BadRequestError, "the query is empty"),
    (get("query=%20%0A"), BadRequestError, "the query is empty"),
    (get("default-graph-uri=http://x/"), BadRequestError, "'query' is missing"),
    (get("update=CLEAR+ALL"), BadRequestError, "not by GET"),
    (get("query=%E5%8C"), BadRequestError, "not UTF-8"),
    (get("query=a&" + "&".join(["x=1"] * 1001)), BadRequestError, "more than 1000"),
    (post(b"query=a&query=b", FORM), BadRequestError, "given 2 times"),
    (post(b"", FORM), BadRequestError, "'query' is missing"),
    (post(b"query=a&update=b", FORM), BadRequestError, "not both"),
    (post(b"query=\xe5\x8c", FORM), BadRequestError, "not UTF-8 at byte 6"),
    (post(b"query=a", FORM, "query=b"), BadRequestError, "not in the address"),
    (post(b"ASK{}", SPARQL_QUERY, "query=a"), BadRequestError, "not in both"),
    (post(b"\xff", SPARQL_QUERY), BadRequestError, "not UTF-8 at byte 0"),
    (post(b"  ", SPARQL_QUERY), BadRequestError, "the query is empty"),
    (post(b"update=a&update=b", FORM), BadRequestError, "given 2 times"),
    (post(b"update=a", FORM, "update=b"), BadRequestError, "not in the address"),
    (post(b"CLEAR ALL", SPARQL_UPDATE, "update=a"), BadRequestError, "not in both"),
    (post(b"\xff", SPARQL_UPDATE), BadRequestError, "not UTF-8 at byte 0"),
    (get("query=a&timeout=1&timeout=2"), BadRequestError, "given 2 times"),
    (get("query=a&timeout=soon"), BadRequestError, "a number of seconds above 0, not 'soon'"),
    (get("query=a&timeout=0"), BadRequestError, "above 0, not '0'"),
    (get("query=a&timeout=-1"), BadRequestError, "above 0, not '-1'"),
    (get("query=a&timeout=inf"), BadRequestError, "above 0, not 'inf'"),
    (get("query=a&timeout=nan"), BadRequestError, "above 0, not 'nan'"),
    (post(b"ASK{}", None), UnsupportedMediaTypeError, "without a media type"),
    (post(b"ASK{}", "text/plain"), UnsupportedMediaTypeError, "not 'text/plain'"),
    (get("query=a", "PUT"), MethodNotAllowedError, "GET, HEAD, POST, OPTIONS"),
]


@pytest.mark.parametrize(("request_", "error", "message"), WRONG)
def test_a_wrong_request_gets_advice(
    request_: HttpRequest, error: type[RequestError], message: str
) -> None:
    with pytest.raises(error) as caught:
        parse_request(request_)
    assert message in str(caught.value)
