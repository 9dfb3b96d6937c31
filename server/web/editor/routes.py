"""The examples as RDF, at the addresses of a document about all of them."""

from flask import Blueprint, Response

from districtgraph.queries import load_questions
from districtgraph.server.http.media_types import GRAPH_FORMATS
from districtgraph.server.http.negotiation import Choice
from districtgraph.server.knowledge.examples.executables import SHACL, executables
from districtgraph.server.knowledge.resources.triple_index import in_graph
from districtgraph.server.web.accepted_types import demand_same_format
from districtgraph.server.web.current import current_dataset, public_url
from districtgraph.server.web.linked_data.document_responses import written_document

__all__ = ["example_documents"]

example_documents = Blueprint("example_documents", __name__)
_FORMATS = {item.extension: item for item in GRAPH_FORMATS if item.engine}


@example_documents.get("/queries.<any(ttl, nt, jsonld, rdf):extension>")
def examples(extension: str) -> Response:
    """Send all questions as executables of SHACL."""
    demand_same_format(_FORMATS[extension])
    output, base = _FORMATS[extension], current_dataset().base
    triples = executables(load_questions(), base, f"{public_url()}/sparql")
    content = written_document(None, map(in_graph, triples), output, {"sh": SHACL})
    response = Response(content, content_type=Choice(output, output.media_type).content_type)
    response.headers["Cache-Control"] = "no-cache"
    return response
