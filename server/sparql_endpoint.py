"""The route /sparql: SPARQL 1.1 Protocol over HTTP."""

from flask import Blueprint, Response, request

from districtgraph.server.current import current_dataset, current_store, public_url
from districtgraph.server.media_types import GRAPH_FORMATS, RESULT_FORMATS, Format
from districtgraph.server.negotiation import Choice, choose_format
from districtgraph.server.protocol import (
    METHODS,
    HttpRequest,
    Query,
    ServiceDescriptionRequest,
    parse_request,
)
from districtgraph.server.result_page import render_graph_page, render_result_page
from districtgraph.server.service_description import describe_service
from districtgraph.server.sparql_lexer import query_form

__all__ = ["sparql"]

sparql = Blueprint("sparql", __name__)
_EVERY_METHOD = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]
_JSON = RESULT_FORMATS[0]
_N_TRIPLES = GRAPH_FORMATS[1]
_DESCRIPTION_FORMATS = [item for item in GRAPH_FORMATS if item.engine]


@sparql.route("/sparql", methods=_EVERY_METHOD, provide_automatic_options=False)
def endpoint() -> Response:
    """Answer an operation of the protocol; errors are raised as RequestError."""
    if request.method == "OPTIONS":
        return _preflight()
    operation = parse_request(
        HttpRequest(
            request.method,
            # The bytes as sent: a WSGI server hands them over as latin-1.
            request.query_string.decode("latin-1"),
            request.content_type,
            request.get_data(cache=False),
        )
    )
    if isinstance(operation, ServiceDescriptionRequest):
        return _service_description()
    return _answer(operation)


@sparql.after_request
def allow_other_origins(response: Response) -> Response:
    """Let scripts of any site read what anyone may read (https://fetch.spec.whatwg.org/#http-cors-protocol)."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


def _preflight() -> Response:
    response = Response(status=204)
    response.headers["Allow"] = ", ".join(METHODS)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _answer(query: Query) -> Response:
    choice = choose_format(request.headers.get("Accept"), _offered(query))
    if choice.format.engine:
        return _negotiated(_pieces(query, choice.format), choice)
    if _gives_graph(query):
        return _negotiated(render_graph_page(query, _pieces(query, _N_TRIPLES)), choice)
    return _negotiated(render_result_page(query, _pieces(query, _JSON)), choice)


def _offered(query: Query) -> tuple[Format, ...]:
    return GRAPH_FORMATS if _gives_graph(query) else RESULT_FORMATS


def _gives_graph(query: Query) -> bool:
    return query_form(query.text) in ("CONSTRUCT", "DESCRIBE")


def _pieces(query: Query, output: Format) -> bytes:
    return b"".join(current_store().answer(query, output))


def _service_description() -> Response:
    choice = choose_format(request.headers.get("Accept"), _DESCRIPTION_FORMATS)
    description = describe_service(f"{public_url()}/sparql", current_dataset().base)
    return _negotiated(description.serialise(choice.format), choice)


def _negotiated(body: bytes, choice: Choice) -> Response:
    response = Response(body, content_type=choice.content_type)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache"
    return response
