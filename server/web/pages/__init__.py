"""Pages for people, in Chinese and English, rendered from what the store answers."""

from flask import Flask

from districtgraph.server.web.pages.compare import compare_page
from districtgraph.server.web.pages.data_page import data_page
from districtgraph.server.web.pages.editor import editor_page
from districtgraph.server.web.pages.home import home_page
from districtgraph.server.web.pages.page_response import add_page_context
from districtgraph.server.web.pages.result_page import add_result_page
from districtgraph.server.web.pages.search_page import search_page
from districtgraph.server.web.pages.shared_query import shared_query
from districtgraph.server.web.pages.source import source_pages

__all__ = ["add_pages"]


def add_pages(app: Flask) -> None:
    """Add all pages to an application."""
    add_page_context(app)
    add_result_page(app)
    for blueprint in (
        home_page,
        compare_page,
        data_page,
        editor_page,
        search_page,
        shared_query,
        source_pages,
    ):
        app.register_blueprint(blueprint)
