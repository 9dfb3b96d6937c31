"""Figures side by side: one indicator in several districts, and over the years."""

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from districtgraph.server.core.errors import BadRequestError, NotFoundError
from districtgraph.server.knowledge.figures.comparison import (
    latest_of_each,
    on_one_axis,
    series_of,
)
from districtgraph.server.knowledge.figures.figure_reading import figures_of_indicator, names_of
from districtgraph.server.web.current import current_store
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.figure_words import comparable_now, compare_link, figure_words
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["compare_page"]

compare_page = Blueprint("compare", __name__)


@compare_page.get("/compare")
def compare() -> Response:
    """Show the figures on an indicator, or the indicators that have something to compare."""
    indicator = request.args.get("indicator")
    return _indicators() if indicator is None else _indicator(indicator)


def _indicators() -> Response:
    found = comparable_now()
    names = names_of(current_store(), found, page_language()) if found else {}
    return page_response(
        "comparable.html",
        indicators=[(names[iri], item, compare_link(iri)) for iri, item in found.items()],
    )


def _indicator(iri: str) -> Response:
    try:
        NamedNode(iri)
    except ValueError as error:
        raise BadRequestError(f"'{iri}' is no IRI of an indicator") from error
    figures = figures_of_indicator(current_store(), iri, page_language())
    if not figures:
        raise NotFoundError(f"the store has no figures on <{iri}>")
    series = series_of(figures)
    latest = latest_of_each(series)
    yearly = [figure for item in series for figure in item.yearly]
    return page_response(
        "compare.html",
        indicator=figures[0].subject,
        series=series,
        latest=latest,
        latest_pictures=on_one_axis(latest),
        yearly=yearly,
        yearly_pictures=on_one_axis(yearly),
        elsewhen=[figure for item in series for figure in item.elsewhen],
        others=[figure for item in series for figure in item.others],
        **figure_words(),
    )
