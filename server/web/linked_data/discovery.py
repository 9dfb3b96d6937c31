"""Where crawlers and clients look first: robots.txt, the dataset's well-known address, the context.

https://www.rfc-editor.org/rfc/rfc9309, https://www.w3.org/TR/void/#well-known,
https://www.w3.org/TR/json-ld11/#the-context
"""

import json

from flask import Blueprint, Response, request

from districtgraph.server.http.negotiation import choose_format
from districtgraph.server.knowledge.resources.json_ld_context import json_ld_context
from districtgraph.server.web.current import current_addresses, current_dataset
from districtgraph.server.web.linked_data.document_responses import for_any_origin, see_document
from districtgraph.server.web.linked_data.documents import DATA_FORMATS
from districtgraph.server.web.linked_data.ontology_documents import current_ontology
from districtgraph.server.web.linked_data.standing import demand_known
from districtgraph.server.web.linked_data.validators import (
    generation_etag,
    not_modified,
    revalidated,
)

__all__ = ["discovery"]

discovery = Blueprint("discovery", __name__)
discovery.after_request(for_any_origin)

_NOT_FOR_CRAWLERS = ("/sparql", "/store")
"""Every query is an address, so that a crawler would never come to an end."""


@discovery.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers what to leave alone, and where the site map is."""
    addresses = current_addresses()
    refused = [f"Disallow: {addresses.local(path)}" for path in _NOT_FOR_CRAWLERS]
    sitemap = addresses.absolute(addresses.local("/sitemap.xml"))
    text = "\n".join(("User-agent: *", *refused, "", f"Sitemap: {sitemap}", ""))
    return Response(text, content_type="text/plain; charset=utf-8")


@discovery.get("/.well-known/void")
def well_known_void() -> Response:
    """Lead to the dataset's description in the data format that the client likes best."""
    dataset = demand_known(current_addresses().iri("/dataset"))
    return see_document(dataset, choose_format(request.headers.get("Accept"), DATA_FORMATS).format)


@discovery.get("/context.jsonld")
def context() -> Response:
    """Send the JSON-LD context of our terms and prefixes."""
    etag = generation_etag()
    if not_modified(etag):
        return revalidated(Response(status=304), etag)
    content = json_ld_context(current_ontology(), current_dataset().base)
    body = json.dumps(content, ensure_ascii=False, indent=1)
    return revalidated(Response(body, content_type="application/ld+json"), etag)
