"""Linked data: every IRI under the base answers, and documents lead to one another."""

from flask import Flask

from districtgraph.server.core.addresses import is_web_address
from districtgraph.server.web.dataset_facts import current_dataset_facts
from districtgraph.server.web.linked_data.browsing import browsing
from districtgraph.server.web.linked_data.catalogue_documents import catalogue_documents
from districtgraph.server.web.linked_data.dataset_markup import schema_org_dataset
from districtgraph.server.web.linked_data.dereferencing import dereferencing
from districtgraph.server.web.linked_data.discovery import discovery
from districtgraph.server.web.linked_data.ontology_documents import ontology_documents
from districtgraph.server.web.linked_data.shapes_documents import shapes_documents
from districtgraph.server.web.linked_data.sitemap import site_map
from districtgraph.server.web.linked_data.typed_links import page_links

__all__ = ["add_linked_data"]


def add_linked_data(app: Flask) -> None:
    """Add what answers for IRIs to an application, and what pages need to lead to it."""
    app.add_template_global(page_links)
    app.add_template_global(schema_org_dataset)
    app.add_template_global(current_dataset_facts, "dataset_facts")
    app.add_template_global(is_web_address, "is_web_address")
    for blueprint in (
        browsing,
        catalogue_documents,
        dereferencing,
        discovery,
        ontology_documents,
        shapes_documents,
        site_map,
    ):
        app.register_blueprint(blueprint)
