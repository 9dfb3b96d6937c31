"""The SHACL shapes of the dataset, at their own address."""

from functools import cache

from flask import Blueprint, Response, request
from pyoxigraph import Literal, NamedNode, Triple

from districtgraph.graph.rdf.rebase import rebase
from districtgraph.graph.rdf.vocabulary import BASE
from districtgraph.ontology.loading import load_shapes
from districtgraph.ontology.published_shapes import published_shapes
from districtgraph.server.core.errors import NotFoundError
from districtgraph.server.http.media_types import GRAPH_FORMATS, Format
from districtgraph.server.http.negotiation import choose_format
from districtgraph.server.knowledge.examples.executables import SHACL
from districtgraph.server.knowledge.resources.json_ld_document import json_ld_document
from districtgraph.server.knowledge.resources.rdf_documents import write_document
from districtgraph.server.knowledge.resources.triple_index import in_graph
from districtgraph.server.web.accepted_types import demand_same_format, parameter_type
from districtgraph.server.web.current import current_addresses, current_dataset
from districtgraph.server.web.current_ontology import current_context
from districtgraph.server.web.linked_data.validators import (
    generation_etag,
    not_modified,
    revalidated,
)

__all__ = ["SHAPES", "shapes_documents"]

shapes_documents = Blueprint("shapes", __name__)

SHAPES = "/shapes"
"""The path of the shapes' IRI."""
_FORMATS = tuple(item for item in GRAPH_FORMATS if item.extension in ("ttl", "nt", "jsonld", "rdf"))


@shapes_documents.get("/shapes")
@shapes_documents.get("/shapes.<name>")
def shapes(name: str = "") -> Response:
    """Lead to the shapes in the format that the client likes best, or send them in one.

    Raises:
        NotFoundError: there are none in that format.

    """
    if name:
        return _document(name)
    # A page of shapes would say less than they do: a browser gets them as they are.
    accept = request.headers.get("Accept") or "*/*"
    chosen = choose_format(parameter_type() or f"{accept}, */*;q=0.01", _FORMATS).format
    address = current_addresses().local(f"{SHAPES}.{chosen.extension}")
    response = Response(f"See {address}\n", 303, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = address
    response.vary.add("Accept")
    return response


def _document(extension: str) -> Response:
    output = next((item for item in _FORMATS if item.extension == extension), None)
    if output is None:
        known = ", ".join(f"{SHAPES}.{item.extension}" for item in _FORMATS)
        raise NotFoundError(f"there is nothing at {SHAPES}.{extension}; there are {known}")
    demand_same_format(output)
    etag = generation_etag()
    if not_modified(etag):
        return revalidated(Response(status=304), etag)
    content = _content(output, current_dataset().base)
    return revalidated(Response(content, content_type=output.media_type), etag)


@cache
def _published() -> tuple[Triple, ...]:
    return published_shapes(load_shapes())


def _content(output: Format, base: str) -> bytes:
    moved = rebase((in_graph(_with_base(triple, base)) for triple in _published()), base)
    if output.engine == "JSON_LD":
        context = {**current_context()["@context"], "sh": SHACL}
        return json_ld_document((quad.triple for quad in moved), None, context)
    return write_document(moved, output, base)


def _with_base(triple: Triple, base: str) -> Triple:
    """Return a triple whose text names IRIs under a base: those of queries and of prefixes."""
    value = triple.object
    if not isinstance(value, Literal) or BASE not in value.value or base == BASE:
        return triple
    datatype = None if value.language else NamedNode(value.datatype.value)
    text = Literal(value.value.replace(BASE, base), datatype=datatype, language=value.language)
    return Triple(triple.subject, triple.predicate, text)
