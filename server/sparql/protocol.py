"""The SPARQL 1.1 Protocol: an HTTP request becomes a value, without engine, framework or I/O.

https://www.w3.org/TR/sparql11-protocol/
"""

import re
from binascii import a2b_qp
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from districtgraph.server.core.errors import (
    BadRequestError,
    MethodNotAllowedError,
    UnsupportedMediaTypeError,
)
from districtgraph.server.http.charset import demand_utf8, utf8_text
from districtgraph.server.http.media_types import bare_type
from districtgraph.server.http.negotiation import asked_media_type
from districtgraph.server.sparql.infer_parameter import asks_explicit, demand_inferred

__all__ = [
    "FORM",
    "METHODS",
    "SPARQL_QUERY",
    "SPARQL_UPDATE",
    "HttpRequest",
    "Operation",
    "QueryOperation",
    "ServiceDescriptionRequest",
    "Update",
    "encode_query",
    "parse_request",
]

FORM = "application/x-www-form-urlencoded"
SPARQL_QUERY = "application/sparql-query"
SPARQL_UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_MAX_PARAMETERS = 1000
_LONGEST_NUMBER = 32
"""Characters of a number of seconds."""
_PAIR = re.compile(r"[^&]+")
_MOST_MALFORMED = 1000
"""Percent signs of a parameter that are no escapes, and are taken as they are."""
_BYTE_ORDER_MARK = "\ufeff"
_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class HttpRequest(NamedTuple):
    """The parts of a request that the protocol reads.

    Attributes:
        method: in upper case.
        query_string: after the ``?``, still percent-encoded.
        content_type: None if the request has none.
        body: the bytes.
        base: the service's base IRI, against which relative ones are resolved; None for none.

    """

    method: str
    query_string: str
    content_type: str | None
    body: bytes
    base: str | None = None


class QueryOperation(NamedTuple):
    """A query operation (§2.1) with the dataset that the protocol gives it (§2.1.4).

    Attributes:
        text: the query.
        default_graphs, named_graphs: IRIs; with both empty the query's own dataset holds.
        base: against which its relative IRIs are resolved; None for none.
        timeout: seconds that the client grants it; None for the server's own limit.
        accept: the media type that a parameter requests; None if the Accept header decides.
        explicit: whether statements that are only inferred are left out.
        sent: the text as the client sent it, if it was rewritten since: errors are of it.

    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    timeout: float | None = None
    accept: str | None = None
    explicit: bool = False
    sent: str | None = None


class Update(NamedTuple):
    """An update operation (§2.2) with the dataset that the protocol gives it (§2.2.3).

    Attributes:
        text: the update.
        using_graphs, using_named_graphs: IRIs; with both empty the update's own dataset holds.
        base, timeout: as of a `QueryOperation`.
        changes: all IRIs whose descriptions it may change, where its author knows them; no client
            says that. Such an update is this program's own: it calls no server and has no USING.

    """

    text: str
    using_graphs: tuple[str, ...] = ()
    using_named_graphs: tuple[str, ...] = ()
    base: str | None = None
    timeout: float | None = None
    changes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ServiceDescriptionRequest:
    """A GET without an operation: asks what the service is; `accept` as in a `QueryOperation`."""

    accept: str | None = None


Operation = QueryOperation | Update | ServiceDescriptionRequest


def parse_request(request: HttpRequest) -> Operation:
    """Return the operation that a request asks for.

    Raises:
        MethodNotAllowedError: another method than the protocol's.
        BadRequestError: no operation or several, a repeated parameter, bytes that are not UTF-8.
        UnsupportedMediaTypeError: a body of another type than the protocol's.

    """
    if request.method in ("GET", "HEAD"):
        return _from_get(request)
    if request.method == "POST":
        return _from_post(request)
    raise MethodNotAllowedError(METHODS)


def encode_query(query: QueryOperation) -> str:
    """Return a query as the parameters of a GET or of a form."""
    pairs = [("query", query.text)]
    pairs += [("default-graph-uri", iri) for iri in query.default_graphs]
    pairs += [("named-graph-uri", iri) for iri in query.named_graphs]
    return urlencode(pairs)


def _from_get(request: HttpRequest) -> QueryOperation | ServiceDescriptionRequest:
    parameters = _parameters(request.query_string)
    if "update" in parameters:
        raise BadRequestError("send an update by POST, not by GET")
    if "query" not in parameters:
        if parameters.keys() & {"default-graph-uri", "named-graph-uri"}:
            raise BadRequestError("the parameter 'query' is missing")
        demand_inferred(parameters, "the parameter 'query' is missing")
        return ServiceDescriptionRequest(asked_media_type(parameters))
    return _query(_only(parameters, "query"), parameters, request.base)


def _from_post(request: HttpRequest) -> QueryOperation | Update:
    media_type = bare_type(request.content_type)
    demand_utf8(request.content_type)
    if media_type == FORM:
        return _from_form(request)
    parameters = _parameters(request.query_string)
    if parameters.keys() & {"query", "update"}:
        raise BadRequestError("an operation is either in the body or in the address, not in both")
    if media_type == SPARQL_QUERY:
        return _query(utf8_text(request.body), parameters, request.base)
    if media_type == SPARQL_UPDATE:
        return _update(utf8_text(request.body), parameters, request.base)
    raise UnsupportedMediaTypeError(
        f"a POST is {FORM}, {SPARQL_QUERY} or {SPARQL_UPDATE}, "
        f"not '{media_type or 'without a media type'}'"
    )


def _from_form(request: HttpRequest) -> QueryOperation | Update:
    in_address = _parameters(request.query_string)
    if in_address.keys() & {"query", "update"}:
        raise BadRequestError("the parameters of a form belong in its body, not in the address")
    parameters = _parameters(utf8_text(request.body))
    for name, values in in_address.items():
        parameters.setdefault(name, []).extend(values)
    if "query" in parameters and "update" in parameters:
        raise BadRequestError("a request has one operation: 'query' or 'update', not both")
    if "update" in parameters:
        return _update(_only(parameters, "update"), parameters, request.base)
    if "query" not in parameters:
        raise BadRequestError("the parameter 'query' is missing")
    return _query(_only(parameters, "query"), parameters, request.base)


def _query(text: str, parameters: Mapping[str, Sequence[str]], base: str | None) -> QueryOperation:
    text = text.removeprefix(_BYTE_ORDER_MARK)
    if not text.strip():
        raise BadRequestError("the query is empty")
    return QueryOperation(
        text,
        tuple(parameters.get("default-graph-uri", ())),
        tuple(parameters.get("named-graph-uri", ())),
        base,
        _timeout(parameters),
        asked_media_type(parameters),
        asks_explicit(parameters),
    )


def _update(text: str, parameters: Mapping[str, Sequence[str]], base: str | None) -> Update:
    demand_inferred(parameters, "an update says in its WHERE what it leaves out")
    return Update(
        text.removeprefix(_BYTE_ORDER_MARK),
        tuple(parameters.get("using-graph-uri", ())),
        tuple(parameters.get("using-named-graph-uri", ())),
        base,
        _timeout(parameters),
    )


def _timeout(parameters: Mapping[str, Sequence[str]]) -> float | None:
    if "timeout" not in parameters:
        return None
    value = _only(parameters, "timeout")
    try:
        seconds = float(value) if len(value) <= _LONGEST_NUMBER else 0.0
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        shown = value[:_LONGEST_NUMBER]
        raise BadRequestError(f"timeout must be a number of seconds above 0, not '{shown}'")
    return seconds


def _parameters(encoded: str) -> dict[str, list[str]]:
    """Return parameters, percent-decoded once; `+` is a space, as in every HTML form."""
    parameters: dict[str, list[str]] = {}
    # One by one: the list for a body of nothing but & would be long.
    for number, pair in enumerate(_PAIR.finditer(encoded)):
        if number == _MAX_PARAMETERS:
            raise BadRequestError(f"more than {_MAX_PARAMETERS} parameters")
        name, _, value = pair.group().partition("=")
        parameters.setdefault(_decoded(name), []).append(_decoded(value))
    return parameters


def _decoded(encoded: str) -> str:
    if "%" not in encoded and "+" not in encoded and encoded.isascii():
        return encoded
    try:
        return _percent_decoded(
            encoded.replace("+", " ").encode("utf-8", "surrogateescape")
        ).decode()
    except UnicodeDecodeError as error:
        raise BadRequestError(f"the parameters are not UTF-8 at byte {error.start}") from error


def _percent_decoded(encoded: bytes) -> bytes:
    """Return what `urllib.parse.unquote_to_bytes` does, at a fifteenth of its time.

    Quoted-printable (RFC 2045 §6.7) is percent-encoding with another sign, and Python decodes it
    in C. What is no escape it treats otherwise, so that its sign is escaped before.

    Raises:
        BadRequestError: more than `_MOST_MALFORMED` are no escapes.

    """
    whole, malformed = _NO_ESCAPE.subn(b"%25", encoded, _MOST_MALFORMED + 1)
    if malformed > _MOST_MALFORMED:
        raise BadRequestError("many % signs are not escapes: write %25 for a percent sign")
    return a2b_qp(whole.replace(b"=", b"=3D").replace(b"%", b"="))


def _only(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    values = parameters[name]
    if len(values) > 1:
        raise BadRequestError(f"the parameter '{name}' is given {len(values)} times; give it once")
    return values[0]
