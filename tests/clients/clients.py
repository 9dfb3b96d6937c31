"""Five clients, each behind the same four calls; terms are written as N-Triples writes them."""

import json
import subprocess
from pathlib import Path
from typing import Any, Protocol

from rdflib import Graph, Literal
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from rdflib.term import Node
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper

from tests.patience import PATIENCE

from .endpoint import Endpoint

__all__ = ["CLIENTS", "NODE_CLIENTS", "Client", "ClientError", "NodeClient", "RdflibClient"]

_HERE = Path(__file__).parent
_STRING = "http://www.w3.org/2001/XMLSchema#string"


class ClientError(Exception):
    """A client said that it failed."""


class Client(Protocol):
    """The operations of each client; an error of the endpoint is an exception."""

    def select(self, endpoint: Endpoint, query: str) -> list[dict[str, str]]: ...
    def construct(self, endpoint: Endpoint, query: str) -> list[list[str]]: ...
    def ask(self, endpoint: Endpoint, query: str) -> bool: ...
    def update(self, endpoint: Endpoint, text: str) -> None: ...


def _quoted(text: str, language: str | None, datatype: str | None) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    if language:
        return f"{quoted}@{language.lower()}"
    return quoted if datatype in (None, _STRING) else f"{quoted}^^<{datatype}>"


def _of_rdflib(term: Node) -> str:
    if isinstance(term, Literal):
        datatype = str(term.datatype) if term.datatype else None
        return _quoted(str(term), term.language, datatype)
    return f"<{term}>"


def _of_json(term: dict[str, str]) -> str:
    if term["type"] == "uri":
        return f"<{term['value']}>"
    return _quoted(term["value"], term.get("xml:lang"), term.get("datatype"))


def _triples(graph: Graph) -> list[list[str]]:
    return [[_of_rdflib(term) for term in triple] for triple in graph]


class WrapperClient:
    """SPARQLWrapper."""

    def _result(self, endpoint: Endpoint, query: str, result_format: str) -> Any:
        wrapper = SPARQLWrapper(endpoint.query)
        wrapper.setQuery(query)
        wrapper.setReturnFormat(result_format)
        return wrapper.query().convert()

    def select(self, endpoint: Endpoint, query: str) -> list[dict[str, str]]:
        rows = self._result(endpoint, query, JSON)["results"]["bindings"]
        return [{name: _of_json(term) for name, term in row.items()} for row in rows]

    def construct(self, endpoint: Endpoint, query: str) -> list[list[str]]:
        turtle = self._result(endpoint, query, TURTLE)
        return _triples(Graph().parse(data=turtle, format="turtle"))

    def ask(self, endpoint: Endpoint, query: str) -> bool:
        answer: bool = self._result(endpoint, query, JSON)["boolean"]
        return answer

    def update(self, endpoint: Endpoint, text: str) -> None:
        wrapper = SPARQLWrapper(endpoint.query, endpoint.update)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        for name, value in endpoint.headers.items():
            wrapper.addCustomHttpHeader(name, value)
        wrapper.setQuery(text)
        wrapper.query()


class RdflibClient:
    """rdflib's SPARQLUpdateStore."""

    def graph(self, endpoint: Endpoint) -> Graph:
        headers = dict(endpoint.headers)
        # Aware of contexts it names a graph in each request: after a blank node, which is refused.
        return Graph(
            SPARQLUpdateStore(endpoint.query, endpoint.update, context_aware=False, headers=headers)
        )

    def select(self, endpoint: Endpoint, query: str) -> list[dict[str, str]]:
        rows = self.graph(endpoint).query(query).bindings
        return [{str(name): _of_rdflib(term) for name, term in row.items()} for row in rows]

    def construct(self, endpoint: Endpoint, query: str) -> list[list[str]]:
        built = self.graph(endpoint).query(query).graph
        assert built is not None
        return _triples(built)

    def ask(self, endpoint: Endpoint, query: str) -> bool:
        return bool(self.graph(endpoint).query(query).askAnswer)

    def update(self, endpoint: Endpoint, text: str) -> None:
        self.graph(endpoint).update(text)


class NodeClient:
    """A client of Node's world, behind a script of this folder.

    Args:
        script: its name.

    """

    def __init__(self, script: str) -> None:
        self._script = _HERE / script

    def run(self, operation: str, endpoint: Endpoint, query: str) -> Any:
        """Run the script with one operation."""
        job = {
            "operation": operation,
            "query": query,
            "endpoint": endpoint.query,
            "updateEndpoint": endpoint.update,
            "headers": dict(endpoint.headers),
        }
        node = subprocess.run(
            ["node", str(self._script)],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=PATIENCE,
        )
        if node.returncode:
            raise ClientError(node.stderr.decode("utf-8", "replace")[-2000:])
        return json.loads(node.stdout)

    def select(self, endpoint: Endpoint, query: str) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = self.run("select", endpoint, query)
        return rows

    def construct(self, endpoint: Endpoint, query: str) -> list[list[str]]:
        triples: list[list[str]] = self.run("construct", endpoint, query)
        return triples

    def ask(self, endpoint: Endpoint, query: str) -> bool:
        answer: bool = self.run("ask", endpoint, query)
        return answer

    def update(self, endpoint: Endpoint, text: str) -> None:
        self.run("update", endpoint, text)


NODE_CLIENTS: dict[str, NodeClient] = {
    script: NodeClient(f"{script}.mjs")
    for script in ("fetch-sparql-endpoint", "sparql-http-client", "comunica")
}
CLIENTS: dict[str, Client] = {
    "SPARQLWrapper": WrapperClient(),
    "rdflib": RdflibClient(),
    **NODE_CLIENTS,
}
