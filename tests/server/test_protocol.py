"""Each clause of https://www.w3.org/TR/sparql11-protocol/ that a query can break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districtgraph.server.errors import (
    BadRequestError,
    MethodNotAllowedError,
    NotOfferedError,
    RequestError,
    UnsupportedMediaTypeError,
)
from districtgraph.server.protocol import (
    FORM,
    SPARQL_QUERY,
    SPARQL_UPDATE,
    HttpRequest,
    Query,
    ServiceDescriptionRequest,
    encode_query,
    parse_request,
)


def get(query_string: str, method: str = "GET") -> HttpRequest:
    return HttpRequest(method, query_string, None, b"")


def post(body: bytes, content_type: str | None, query_string: str = "") -> HttpRequest:
    return HttpRequest("POST", query_string, content_type, body)


iris = st.from_regex(r"http://例\.org/[a-z%+&=# 区]{0,6}", fullmatch=True)
queries = st.builds(
    Query,
    st.text(min_size=1, max_size=40).filter(lambda text: text.strip() != "" and _encodable(text)),
    st.lists(iris, max_size=3).map(tuple),
    st.lists(iris, max_size=3).map(tuple),
)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@given(queries)
def test_parsing_undoes_encoding(query: Query) -> None:
    encoded = encode_query(query)
    assert parse_request(get(encoded)) == query
    assert parse_request(post(encoded.encode(), FORM)) == query
    graphs = encode_query(Query("x", query.default_graphs, query.named_graphs))[len("query=x&") :]
    assert parse_request(post(query.text.encode(), SPARQL_QUERY, graphs)) == query


def test_percent_encoding_is_decoded_once() -> None:
    for request in (get("query=100%252B%2B+1"), post(b"query=100%252B%2B+1", FORM)):
        assert parse_request(request) == Query("100%2B+ 1")
    assert parse_request(post(b"100%2B+1", SPARQL_QUERY)) == Query("100%2B+1")


def test_a_get_without_operation_asks_for_the_description() -> None:
    assert parse_request(get("")) == ServiceDescriptionRequest()
    assert parse_request(get("", "HEAD")) == ServiceDescriptionRequest()


def test_parameters_of_a_media_type_are_no_matter() -> None:
    assert parse_request(post(b"query=ASK{}", f"{FORM}; charset=UTF-8")) == Query("ASK{}")


WRONG: list[tuple[HttpRequest, type[RequestError], str]] = [
    (get("query=a&query=b"), BadRequestError, "given 2 times"),
    (get("query="), BadRequestError, "the query is empty"),
    (get("query=%20%0A"), BadRequestError, "the query is empty"),
    (get("default-graph-uri=http://x/"), BadRequestError, "'query' is missing"),
    (get("update=CLEAR+ALL"), BadRequestError, "never by GET"),
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
    (post(b"update=CLEAR+ALL", FORM), NotOfferedError, "updates are not offered"),
    (post(b"CLEAR ALL", SPARQL_UPDATE), NotOfferedError, "updates are not offered"),
    (post(b"ASK{}", None), UnsupportedMediaTypeError, "without a media type"),
    (post(b"ASK{}", "text/plain"), UnsupportedMediaTypeError, "not 'text/plain'"),
    (get("query=a", "PUT"), MethodNotAllowedError, "GET, HEAD, POST, OPTIONS"),
]


@pytest.mark.parametrize(("request_", "error", "message"), WRONG)
def test_a_wrong_request_is_told_what_to_do(
    request_: HttpRequest, error: type[RequestError], message: str
) -> None:
    with pytest.raises(error) as caught:
        parse_request(request_)
    assert message in str(caught.value)
