"""Addresses that crawlers and clients try first: robots.txt, /.well-known/void, the context.

https://www.rfc-editor.org/rfc/rfc9309, https://www.w3.org/TR/void/#well-known,
https://www.w3.org/TR/json-ld11/#the-context
"""

import json
from functools import partial

from flask import Blueprint, Response

from districtgraph.server.knowledge.resources.description import describe
from districtgraph.server.web.current import current_addresses, current_store
from districtgraph.server.web.current_ontology import current_context
from districtgraph.server.web.linked_data.document_responses import see_best_document
from districtgraph.server.web.linked_data.documents import DATA_FORMATS
from districtgraph.server.web.linked_data.presence import demand_known
from districtgraph.server.web.linked_data.validators import (
    generation_etag,
    not_modified,
    revalidated,
)

__all__ = ["discovery"]

discovery = Blueprint("discovery", __name__)

_NOT_FOR_CRAWLERS = ("/sparql", "/store")
"""Every query is an address, so that a crawler would never come to an end."""


@discovery.get("/robots.txt")
def robots() -> Response:
    """Answer crawlers which paths to avoid, and where the site map is."""
    addresses = current_addresses()
    refused = [f"Disallow: {addresses.local(path)}" for path in _NOT_FOR_CRAWLERS]
    sitemap = addresses.absolute(addresses.local("/sitemap.xml"))
    text = "\n".join(("User-agent: *", *refused, "", f"Sitemap: {sitemap}", ""))
    return Response(text, content_type="text/plain; charset=utf-8")


@discovery.get("/.well-known/void")
def well_known_void() -> Response:
    """Lead to the dataset's description in the data format that the client likes best."""
    dataset = demand_known(current_addresses().iri("/dataset"))
    content = partial(describe, current_store(), dataset)
    return see_best_document(dataset, content, DATA_FORMATS)


@discovery.get("/context.jsonld")
def context() -> Response:
    """Send the JSON-LD context of our terms and prefixes."""
    etag = generation_etag()
    if not_modified(etag):
        return revalidated(Response(status=304), etag)
    body = json.dumps(current_context(), ensure_ascii=False, indent=1)
    return revalidated(Response(body, content_type="application/ld+json"), etag)
