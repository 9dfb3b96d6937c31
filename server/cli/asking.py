"""Asks a query from a program: of the local dataset, or of an endpoint."""

from urllib.parse import urlencode, urlsplit

from districtgraph.server.core.errors import BadRequestError, RequestError
from districtgraph.server.http.media_types import GRAPH_FORMATS, RESULT_FORMATS
from districtgraph.server.http.negotiation import choose_format
from districtgraph.server.http.outgoing import OutgoingError, complaint_of, content_type_of
from districtgraph.server.http.outgoing import ask as ask_server
from districtgraph.server.sparql.protocol import FORM, QueryOperation
from districtgraph.server.sparql.sparql_lexer import query_form
from districtgraph.server.store.built_dataset import BuiltDataset
from districtgraph.server.store.opening import ask, ensure_store

__all__ = ["ask_dataset", "ask_endpoint"]

_TIMEOUT = 60


def ask_dataset(dataset: BuiltDataset, text: str, media_type: str | None) -> bytes:
    """Return the answer of a dataset's own store.

    Args:
        dataset: a built dataset; its store is made if need be.
        text: the query.
        media_type: of the result; None for CSV, or Turtle where the result is a graph.

    Raises:
        RequestError: the query cannot be answered, or not in that format.

    """
    ensure_store(dataset)
    offered = GRAPH_FORMATS if _gives_graph(text) else RESULT_FORMATS
    programs = [item for item in offered if item.engine]
    choice = choose_format(media_type or _default_type(text), programs)
    return ask(dataset.store, QueryOperation(text), choice.format, dataset.base)


def ask_endpoint(endpoint: str, text: str, media_type: str | None) -> bytes:
    """Return the answer of a SPARQL endpoint; RequestError if it gives none."""
    headers = {"Accept": media_type or _default_type(text), "Content-Type": FORM}
    form = urlencode({"query": text}).encode()
    try:
        with ask_server("POST", endpoint, headers, form, wait=_TIMEOUT) as answer:
            if answer.status >= 300:
                raise RequestError(
                    f"{endpoint} answered {answer.status}: {complaint_of(answer)}"
                    f"{_advice(endpoint)}"
                )
            if media_type is None and content_type_of(answer).startswith("text/html"):
                raise BadRequestError(
                    f"{endpoint} answered with a web page instead of a result{_advice(endpoint)}"
                )
            return answer.read()
    except OutgoingError as error:
        raise BadRequestError(str(error)) from error


def _advice(endpoint: str) -> str:
    """Return what to ask where the address is that of a site, not of an endpoint."""
    parts = urlsplit(endpoint)
    if parts.path not in ("", "/"):
        return ""
    return f"; the endpoint is probably {parts.scheme}://{parts.netloc}/sparql"


def _gives_graph(text: str) -> bool:
    return query_form(text) in ("CONSTRUCT", "DESCRIBE")


def _default_type(text: str) -> str:
    return "text/turtle" if _gives_graph(text) else "text/csv"
