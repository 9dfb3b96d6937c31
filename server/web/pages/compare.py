"""Figures side by side: one indicator in several districts, and over the years."""

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from districtgraph.server.core.errors import BadRequestError, NotFoundError
from districtgraph.server.http.media_types import CSV, HTML
from districtgraph.server.knowledge.figures.comparison import (
    latest_of_each,
    on_one_axis,
    series_of,
)
from districtgraph.server.knowledge.figures.figure_reading import (
    claims_of_indicator,
    names_of,
    read_figures,
)
from districtgraph.server.web.accepted_types import chosen_formats, demand_same_format
from districtgraph.server.web.current import current_store
from districtgraph.server.web.page_cache import cached_page
from districtgraph.server.web.page_language import page_language
from districtgraph.server.web.pages.figure_words import comparable_now, compare_link, figure_words
from districtgraph.server.web.pages.level_comparison import comparison_csv, comparison_page
from districtgraph.server.web.pages.level_words import current_digest
from districtgraph.server.web.pages.page_response import page_response

__all__ = ["compare_page"]

compare_page = Blueprint("compare", __name__)
_MOST_INDICATORS = 300
"""Indicators that the list shows, those of most places."""
_MOST_FIGURES = 60
"""Figures on an indicator that are shown one by one; of more, levels of some places."""


@compare_page.get("/compare")
@cached_page
def compare() -> Response:
    """Show the figures on an indicator, or the indicators that have something to compare.

    As CSV they are the levels of what is chosen.
    """
    chosen, *_ = chosen_formats((HTML, CSV))
    response = _page() if chosen.format is HTML else comparison_csv()
    response.vary.add("Accept")
    return response


def _page() -> Response:
    indicator = request.args.get("indicator")
    if "place" in request.args or "table" in request.args:
        return comparison_page()
    return _indicators() if indicator is None else _indicator(indicator)


@compare_page.get("/compare.csv")
def compare_csv() -> Response:
    """Send the levels of chosen places, indicators and years as CSV."""
    demand_same_format(CSV)
    return comparison_csv()


def _indicators() -> Response:
    found = {item.indicator: item for item in comparable_now(_MOST_INDICATORS)}
    names = names_of(current_store(), found, page_language()) if found else {}
    return page_response(
        "comparable.html",
        indicators=[(names[iri], item, compare_link(iri)) for iri, item in found.items()],
        is_counted=current_digest() is not None,
    )


def _indicator(iri: str) -> Response:
    try:
        NamedNode(iri)
    except ValueError as error:
        raise BadRequestError(f"'{iri}' is not the IRI of an indicator") from error
    claims = claims_of_indicator(current_store(), iri, _MOST_FIGURES + 1)
    if len(claims) > _MOST_FIGURES:
        return comparison_page()
    figures = read_figures(current_store(), claims, page_language())
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
