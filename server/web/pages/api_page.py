"""The page that explains to people how programs use the server."""

from flask import Response

from districtgraph.server.knowledge.questions.arguments import DEFAULT_LIMIT, MOST_ROWS
from districtgraph.server.knowledge.questions.catalogue import Catalogue
from districtgraph.server.knowledge.questions.representations import (
    CATALOGUE_FORMATS,
    EVIDENCE_COLUMNS,
)
from districtgraph.server.web.current import public_url
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["api_page"]


def api_page(catalogue: Catalogue) -> Response:
    """Return the page of the API: how it is asked, and what each question may be given."""
    language = page_language()
    return page_response(
        "api.html",
        address=public_url(),
        formats=CATALOGUE_FORMATS,
        default_limit=DEFAULT_LIMIT,
        most_rows=MOST_ROWS,
        evidence_columns=list(EVIDENCE_COLUMNS),
        questions=[
            (item.name, item.titles[language], list(item.parameters.values()))
            for item in catalogue.questions.values()
        ],
    )
