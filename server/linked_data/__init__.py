"""Linked data: every IRI under the base answers, and documents lead to one another."""

from flask import Flask

from districtgraph.server.linked_data.browsing import browsing
from districtgraph.server.linked_data.dereferencing import dereferencing
from districtgraph.server.linked_data.ontology_documents import ontology_documents

__all__ = ["add_linked_data"]


def add_linked_data(app: Flask) -> None:
    """Add what answers for IRIs to an application."""
    for blueprint in (browsing, dereferencing, ontology_documents):
        app.register_blueprint(blueprint)
