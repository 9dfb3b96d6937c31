"""Everything of the server that reads a client's text, as data."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode
from werkzeug.http import parse_cookie, parse_etags, parse_options_header, parse_range_header
from werkzeug.wrappers import Request as WerkzeugRequest

from districtgraph.server.core.config import Token
from districtgraph.server.core.short_names import iri_of_short_name, short_name
from districtgraph.server.endpoints.authorization import authorize_write
from districtgraph.server.endpoints.site import forwarded
from districtgraph.server.http.compression import choose_encoding
from districtgraph.server.http.http_exchange import Request
from districtgraph.server.http.media_types import RESULT_FORMATS
from districtgraph.server.http.negotiation import choose_format, choose_language
from districtgraph.server.http.preconditions import Preconditions
from districtgraph.server.knowledge.labels.label_folding import fold, fold_with_positions
from districtgraph.server.knowledge.labels.label_highlighting import highlighted
from districtgraph.server.knowledge.labels.label_index import LabelIndex
from districtgraph.server.knowledge.labels.labelled import Labelled, LabelledName, SearchRank
from districtgraph.server.knowledge.questions.arguments import close_names
from districtgraph.server.knowledge.reconciliation.identifiers import Identifiers
from districtgraph.server.knowledge.reconciliation.messages import (
    parse_extension_query,
    parse_query_batch,
)
from districtgraph.server.knowledge.reconciliation.qualified_names import (
    is_qualified,
    is_short_form,
)
from districtgraph.server.knowledge.reconciliation.resemblance import Resemblance
from districtgraph.server.sparql.federation import Federation
from districtgraph.server.sparql.graph_store_protocol import document_format, graph_of
from districtgraph.server.sparql.prebinding import pieces_of
from districtgraph.server.sparql.preparation import is_volatile
from districtgraph.server.sparql.protocol import FORM, SPARQL_UPDATE, HttpRequest, parse_request
from districtgraph.server.sparql.query_dataset import from_clauses, with_merged_using, with_using
from districtgraph.server.sparql.single_prologue import with_single_prologue
from districtgraph.server.sparql.sparql_lexer import (
    decode_codepoint_escapes,
    decode_escaped_names,
    network_calls,
    query_form,
    tokens,
    words,
)
from districtgraph.server.sparql.sparql_prologue import end_of_prologue
from districtgraph.server.store.embedded.engine.parsing import syntax_error
from districtgraph.server.store.embedded.engine.row_counting import RowCounter
from districtgraph.server.store.embedded.processes.frames import FrameBuffer, FrameKind, frame
from districtgraph.server.store.store_reader import Term
from districtgraph.server.web.pages.result_page import query_title
from districtgraph.server.web.shared_queries import MOST_BYTES, check_query
from tests.growth.fragments import FORMS, HEADERS, JSON, MESSAGES, NAMES, RESULTS, SPARQL

__all__ = ["READERS", "Reader"]

_BODY = 10 * 1024 * 1024
"""Bytes of a body, by default (`ServerConfig.max_body`)."""
_HEAD = 408 * 1024
"""Bytes of a request's head: hyper, under granian, reads no more."""
_RESULT = 16 * 1024 * 1024
"""Bytes of a result of which the growth is looked at; there may be more (`max_result`)."""
_PIECE = 4096


@dataclass(frozen=True, slots=True)
class Reader:
    """A function that reads a client's text.

    Attributes:
        read: the function.
        fragments: the parts that the text is made of.
        largest: characters of the longest text that can come to it.
        frames: the text before and after the repeated fragments.
        patience: seconds for an input after which no larger one is tried.

    """

    name: str
    read: Callable[[str], object]
    fragments: tuple[str, ...]
    largest: int
    frames: tuple[tuple[str, str], ...] = (("", ""),)
    patience: float = 0.006


def _all(read: Callable[[str], Iterable[object]]) -> Callable[[str], object]:
    return lambda text: deque(read(text), maxlen=0)


def _headers(text: str) -> object:
    pairs = [(b"accept", item.encode("latin-1", "replace")) for item in text.split(",")]
    return Request({"method": "GET", "path": "/", "headers": pairs}, asyncio.Event().wait).headers  # type: ignore[arg-type]


def _frames(text: str) -> None:
    buffer, stream = FrameBuffer(), frame(FrameKind.ANSWER, text.encode())
    for start in range(0, len(stream), _PIECE):
        buffer.feed(stream[start : start + _PIECE])


def _rows(engine_format: str) -> Callable[[str], object]:
    def counted(text: str) -> None:
        counter, data = RowCounter(engine_format), text.encode()
        for start in range(0, len(data), _PIECE):
            counter.feed(data[start : start + _PIECE])

    return counted


def _posted(content_type: str) -> Callable[[str], object]:
    return lambda text: parse_request(HttpRequest("POST", "", content_type, text.encode()))


def _address(text: str) -> object:
    return parse_request(HttpRequest("GET", text, None, b""))


def _content_type(text: str) -> object:
    return parse_request(HttpRequest("POST", "", text, b""))


def _language(text: str) -> str:
    return choose_language(text, ("zh", "en"))


def _authorized(text: str) -> str:
    return authorize_write(text, [Token("a", "write", "0" * 64)])


def _none_match(text: str) -> bool:
    return Preconditions.of(None, text).not_modified("x")


def _arguments(text: str) -> object:
    return WerkzeugRequest({"REQUEST_METHOD": "GET", "QUERY_STRING": text}).args


def _from(text: str) -> object:
    return from_clauses(text, "http://x/")


def _single(text: str) -> object:
    return with_single_prologue(text, "http://x/")


def _using(text: str) -> object:
    return with_merged_using(text, "http://x/")


def _federated(text: str) -> object:
    return _FEDERATION.update(text, "http://x/")


@cache
def _index() -> LabelIndex:
    names = ["沈阳市大东区", "大东区", "Dadong District", "word", "words and more words", "A1"]
    things = [
        Labelled(
            f"http://x/{at}", (LabelledName(text, "", True),), frozenset(), "", SearchRank.ENTITY
        )
        for at, text in enumerate(names)
    ]
    return LabelIndex(things)


def _batch(text: str) -> object:
    """Read a text as a name, and as the many values of a property."""
    values = text.split(" ")
    query = {"query": text[:1000], "properties": [{"pid": "a", "v": values}]}
    return parse_query_batch(json.dumps({"a": query}))


def _compared(text: str) -> object:
    found: list[Term] = [Literal("大东区"), Literal("12"), NamedNode("http://x/1")]
    return Resemblance(_index(), Identifiers("http://x/")).best([text], found)


_GATEWAY = "http://127.0.0.1:1"
_FEDERATION = Federation(["a"], _GATEWAY)
_KNOWN = ["大东区", "沈阳市", "A", "word", "区" * 100, "a" * 3000]
_NUMBERS = ("1", ".", "e", "_", " ", "-")
_HEADS = (("", ""), ("gzip", "x"), ("a/b", "x"), ("a/b;q", "x"), ('"a"', "x"), ('a="', "x"))

READERS = (
    Reader("tokens", _all(tokens), SPARQL, _BODY, patience=0.03),
    Reader("tokens that break off", _all(tokens), SPARQL, _BODY, (("a:b ", "\\"),)),
    Reader("words", _all(words), SPARQL, _BODY),
    Reader("query_form", query_form, SPARQL, _BODY, (("PREFIX ", "x"), ("BASE ", "x"))),
    Reader("network_calls", network_calls, SPARQL, _BODY, (("SERVICE <http://a/> ", "\\"),)),
    Reader("codepoint escapes", decode_codepoint_escapes, SPARQL, _BODY),
    Reader("escaped names", decode_escaped_names, SPARQL, _BODY, (("\\u0041 ", "\\"),)),
    Reader(
        "single prologue",
        _single,
        SPARQL,
        _BODY,
        (("CLEAR ALL ; PREFIX a: <b:c> ", ""), ("CLEAR ALL ; BASE <b:c> ", ""), ("p0_ ;", "")),
    ),
    Reader("is_volatile", is_volatile, SPARQL, _BODY, (("NOW", "x"),)),
    Reader("end_of_prologue", end_of_prologue, SPARQL, _BODY),
    Reader("from_clauses", _from, SPARQL, _BODY, (("ASK FROM <a:b> FROM <a:c> ", ""),)),
    Reader("with_using", lambda text: with_using(text, ["a:b"], ["a:c"]), SPARQL, _BODY),
    Reader(
        "with_merged_using", _using, SPARQL, _BODY, (("INSERT {} USING <a:b> USING <a:c> ", ""),)
    ),
    Reader("federation", _federated, SPARQL, _BODY, (("SERVICE <http://a/> ", ""),)),
    Reader("prebinding", pieces_of, SPARQL, _BODY),
    Reader("query_title", lambda text: query_title(text, "en"), SPARQL, _BODY),
    Reader("stored queries", check_query, SPARQL, MOST_BYTES),
    Reader("update in a body", _posted(SPARQL_UPDATE), SPARQL, _BODY),
    Reader(
        "federation.restore_endpoint_names",
        _FEDERATION.restore_endpoint_names,
        MESSAGES,
        _BODY,
        ((f"{_GATEWAY}/federation/", ""),),
    ),
    Reader(
        "syntax_error", syntax_error, MESSAGES, _BODY, (("error at 1:2: expected ", "x"), ("", ""))
    ),
    Reader("form", _posted(FORM), FORMS, _BODY, (("query=", ""), ("", "")), 0.03),
    Reader("address", _address, FORMS, _HEAD),
    Reader("timeout", lambda text: _address(f"query=a&timeout={text}"), _NUMBERS, _HEAD),
    Reader("graph", lambda text: graph_of(text, "/store", ""), FORMS, _HEAD, (("graph=", ""),)),
    Reader("content type", _content_type, HEADERS, _HEAD),
    Reader("document format", lambda text: document_format(text, ""), HEADERS, _HEAD),
    Reader("accept", lambda text: choose_format(text, RESULT_FORMATS), HEADERS, _HEAD, _HEADS),
    Reader("accept-language", _language, HEADERS, _HEAD, _HEADS),
    Reader("accept-encoding", choose_encoding, HEADERS, _HEAD, _HEADS),
    Reader("if-none-match", _none_match, HEADERS, _HEAD, _HEADS),
    Reader("forwarded", lambda text: forwarded(text, 2), HEADERS, _HEAD),
    Reader("headers", _headers, HEADERS, _HEAD),
    Reader("authorization", _authorized, HEADERS, _HEAD, (("Bearer ", ""), ("", ""))),
    Reader("Flask: etags", parse_etags, HEADERS, _HEAD, _HEADS),
    Reader("Flask: cookies", parse_cookie, HEADERS, _HEAD, _HEADS),
    Reader("Flask: options", parse_options_header, HEADERS, _HEAD, _HEADS),
    Reader("Flask: range", parse_range_header, HEADERS, _HEAD, _HEADS),
    Reader("Flask: arguments", _arguments, FORMS[:-1], _HEAD),
    Reader("fold", fold, NAMES, _BODY, (("", ""), ("a", "b"))),
    Reader("fold_with_positions", fold_with_positions, NAMES, _BODY),
    Reader("highlighted", lambda text: highlighted("沈阳市大东区 word A1", text), NAMES, _BODY),
    Reader("long name highlighted", lambda text: highlighted(text, "大东区 word"), NAMES, _BODY),
    Reader("search", lambda text: _index().matches(text), NAMES, _BODY),
    Reader("label", lambda text: _index().label(text, "en"), NAMES, _BODY),
    Reader("close_names", lambda text: close_names(text, _KNOWN), NAMES, _BODY),
    Reader("is_qualified", lambda text: is_qualified(text, _KNOWN, _KNOWN), NAMES, _BODY),
    Reader("is_short_form", lambda text: is_short_form(text, _KNOWN), NAMES, _BODY),
    Reader("resemblance", _compared, (*NAMES, "e"), _BODY),
    Reader("short_name", lambda text: short_name(text, "http://x/"), NAMES, _BODY),
    Reader("iri_of_short_name", lambda text: iri_of_short_name(text, ""), NAMES, _BODY),
    Reader("query batch", _batch, NAMES, _BODY),
    Reader(
        "JSON of queries", parse_query_batch, JSON, _BODY, (("", ""), ('{"a":{"query":"', '"}}'))
    ),
    Reader(
        "JSON of extensions", parse_extension_query, JSON, _BODY, (("", ""), ('{"ids":["', '"]}'))
    ),
    Reader("frames", _frames, ("a",), _RESULT, patience=3),
    Reader("rows in JSON", _rows("JSON"), RESULTS, _RESULT, (('"', ""), ("[", ""))),
    Reader("rows in CSV", _rows("CSV"), RESULTS, _RESULT, (('"', ""),)),
    Reader("rows in TSV", _rows("TSV"), RESULTS, _RESULT),
    Reader("rows in XML", _rows("XML"), RESULTS, _RESULT),
)
