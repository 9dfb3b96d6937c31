"""A body in another encoding than UTF-8 is refused, never read as other characters."""

import pytest

from districtgraph.server.core.errors import BadRequestError, UnsupportedMediaTypeError
from districtgraph.server.http.charset import demand_utf8, utf8_text
from districtgraph.server.sparql.graph_store_protocol import document_format
from districtgraph.server.sparql.protocol import HttpRequest, QueryOperation, Update, parse_request

TYPES = (
    "application/sparql-query",
    "application/sparql-update",
    "application/x-www-form-urlencoded",
)


@pytest.mark.parametrize("charset", ["gbk", "utf-16", '"GB18030"', "iso-8859-1"])
@pytest.mark.parametrize("media_type", TYPES)
def test_another_charset_is_refused(charset: str, media_type: str) -> None:
    content_type = f"{media_type}; charset={charset}"
    with pytest.raises(UnsupportedMediaTypeError, match="UTF-8"):
        parse_request(HttpRequest("POST", "", content_type, b"query=ASK{}"))
    with pytest.raises(UnsupportedMediaTypeError, match="UTF-8"):
        document_format(f"text/turtle;charset={charset}", "urn:g")


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", ";charset=UTF8", '; charset="ascii"'])
def test_utf8_by_any_of_its_names_is_taken(charset: str) -> None:
    demand_utf8(f"text/turtle{charset}")
    demand_utf8(None)


def test_a_byte_order_mark_is_no_part_of_a_text() -> None:
    marked = "\ufeffASK {}".encode()
    asked = HttpRequest("POST", "", "application/sparql-query", marked)
    assert parse_request(asked) == QueryOperation("ASK {}")
    update = HttpRequest("POST", "", "application/sparql-update", "\ufeffCLEAR ALL".encode())
    assert parse_request(update) == Update("CLEAR ALL")
    assert parse_request(HttpRequest("GET", "query=%EF%BB%BFASK{}", None, b"")) == QueryOperation(
        "ASK{}"
    )


def test_utf16_is_named() -> None:
    with pytest.raises(BadRequestError, match="UTF-16"):
        utf8_text("ASK {}".encode("utf-16"))
