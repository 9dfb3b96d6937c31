"""Tests of the SPARQL Protocol and the Graph Store Protocol: requests written in RDF.

The manifests explain themselves: a connection has requests, sent in their order, and each request
bears what its response must be. A path's first step represents the endpoint.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin, urlsplit

from rdflib import Graph, Literal, Namespace
from rdflib.term import Node

from .manifests import MF, Case, graph_data, read_bytes
from .result_sets import (
    CSV,
    RDF_FORMATS,
    RESULT_FORMATS,
    parse_graph,
    parse_result,
    same_graph,
)
from .servers import Reply, Server

HT = Namespace("http://www.w3.org/2011/http#")
HTS = Namespace("http://www.w3.org/2011/http-statusCodes#")
CNT = Namespace("http://www.w3.org/2011/content#")

STATUS_NAMES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
FORMATS = {
    "boolean": {"application/sparql-results+xml", "application/sparql-results+json"},
    "tabular": {*RESULT_FORMATS, CSV},
    "RDF": set(RDF_FORMATS),
}


@dataclass(frozen=True)
class Message:
    """A request, or the expectation of a response."""

    headers: Mapping[str, str]
    body: str | None
    encoding: str

    def encoded(self, variables: Mapping[str, str]) -> bytes | None:
        """Return the body in its encoding, with variables replaced."""
        return None if self.body is None else filled(self.body, variables).encode(self.encoding)


def run_protocol(case: Case, server: Server) -> None:
    """Send the requests of a protocol test; raise AssertionError where a response is wrong."""
    server.clear()
    for name, file in graph_data(case.manifest, case.iri):
        reply = server.put(name, "application/n-triples", read_bytes(file))
        assert reply.status in (200, 201, 204), f"the data is refused: {reply.status}"
    for request in requests_of(case):
        path = str(case.manifest.value(request, HT.absolutePath))
        message = message_at(case.manifest, request)
        endpoint = server.update_url if is_update(case, path, message) else server.query_url
        url = endpoint + path.removeprefix("/sparql/")
        method = str(case.manifest.value(request, HT.methodName))
        reply = server.send(method, url, message.headers, message.encoded({}))
        response = required(case.manifest, request, HT.resp)
        check_status(case.manifest, response, reply)
        check_result(case.manifest, response, reply)


def run_graph_store(case: Case, server: Server) -> None:
    """Send the requests of a Graph Store Protocol test; raise AssertionError as above."""
    server.clear()
    variables: dict[str, str] = {}
    for request in requests_of(case):
        path = filled(str(case.manifest.value(request, HT.absolutePath)), variables)
        message = message_at(case.manifest, request)
        url = server.store_url + path.removeprefix("/gsp")
        method = str(case.manifest.value(request, HT.methodName))
        reply = server.send(method, url, message.headers, message.encoded(variables))
        response = required(case.manifest, request, HT.resp)
        check_status(case.manifest, response, reply)
        check_content(message_at(case.manifest, response), reply, variables)
        location = case.manifest.value(response, MF.expectedLocation)
        if location is not None:
            assert "location" in reply.headers, "no Location"
            variables[str(location)] = urljoin(url, reply.headers["location"])


def requests_of(case: Case) -> Iterator[Node]:
    for requests in case.manifest.objects(case.action, HT.requests):
        yield from case.manifest.items(requests)


def message_at(graph: Graph, node: Node) -> Message:
    """Return the headers and the body that are written at a request or response."""
    headers = {
        str(graph.value(item, HT.fieldName)): str(graph.value(item, HT.fieldValue))
        for items in graph.objects(node, HT.headers)
        for item in graph.items(items)
    }
    body = graph.value(node, HT.body)
    if body is None:
        return Message(headers, None, "UTF-8")
    chars = str(graph.value(body, CNT.chars))
    return Message(headers, chars, str(graph.value(body, CNT.characterEncoding)))


def required(graph: Graph, node: Node, predicate: Node) -> Node:
    found = graph.value(node, predicate)
    assert found is not None, f"the manifest lacks {predicate}"
    return found


def is_update(case: Case, path: str, message: Message) -> bool:
    """Return the endpoint that a request is for, if a server has one for each operation."""
    media_type = message.headers.get("content-type", "").partition(";")[0]
    if media_type.startswith("application/sparql-"):
        return media_type == "application/sparql-update"
    parameters = parse_qs(urlsplit(path).query).keys() | parse_qs(message.body or "").keys()
    # Only the test's name shows that a media type is missing or wrong.
    return "update" in parameters or ("query" not in parameters and "_update" in case.fragment)


def filled(text: str, variables: Mapping[str, str]) -> str:
    for name, value in variables.items():
        text = text.replace(name, value)
    return text


def check_status(graph: Graph, response: Node, reply: Reply) -> None:
    names = {str(n).removeprefix(HTS) for n in graph.objects(response, MF.expectedStatus)}
    assert names, "the manifest expects no status"
    fits = {_fits(name, reply.status) for name in names}
    assert True in fits, f"{reply.status}, not {' or '.join(sorted(names))}: {reply.text[:200]}"


def _fits(name: str, status: int) -> bool:
    if name.startswith("StatusCode"):
        return name == f"StatusCode{status // 100}xx"
    return STATUS_NAMES[name] == status


def check_result(graph: Graph, response: Node, reply: Reply) -> None:
    expected = graph.value(response, MF.expectedFormat)
    if expected is not None:
        assert reply.media_type in FORMATS[str(expected)], f"{reply.media_type} is not {expected}"
    answer = graph.value(response, MF.expectedBoolean)
    if isinstance(answer, Literal):
        assert parse_result(reply.body, reply.media_type) is answer.toPython(), reply.text[:200]


def check_content(expected: Message, reply: Reply, variables: Mapping[str, str]) -> None:
    """Compare a graph; a media type's parameters and the syntax's layout do not matter."""
    media_type = expected.headers.get("content-type", "").partition(";")[0]
    assert media_type in ("", reply.media_type), f"{reply.media_type}, not {media_type}"
    content = expected.encoded(variables)
    if content is not None:
        graph = parse_graph(reply.body, reply.media_type, "http://www.example/")
        wanted = parse_graph(content, media_type, "http://www.example/")
        assert same_graph(graph, wanted), f"another graph: {reply.text[:400]}"
