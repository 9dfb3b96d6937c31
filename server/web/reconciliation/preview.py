"""An entity in little, for a frame in a client's page."""

from dataclasses import dataclass

from flask import Response, render_template
from pyoxigraph import Literal

from districtgraph.server.http.security_headers import SECURITY_HEADERS
from districtgraph.server.knowledge.labels.labelled import Labelled
from districtgraph.server.knowledge.reconciliation.figures import FigureRow, figures_of
from districtgraph.server.web.current import current_addresses, current_label_index, current_store
from districtgraph.server.web.pages.page_texts import page_texts

__all__ = ["preview_page"]

_FIGURES = 3
_POLICY = SECURITY_HEADERS["Content-Security-Policy"].replace(
    "frame-ancestors 'none'", "frame-ancestors *"
)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as it was written, its period, and the words that it rests on."""

    name: str
    period: str
    quotes: list[str]


def preview_page(thing: Labelled, language: str) -> Response:
    """Return the preview of an entity, which any site may frame."""
    index = current_label_index()
    figures = figures_of(current_store(), [thing.iri], ("period",)).get(thing.iri, ())
    response = Response(
        render_template(
            "reconciliation_preview.html",
            language=language,
            text=page_texts()[language],
            name=thing.label(language),
            other_name=thing.label("en" if language == "zh" else "zh"),
            kind=index.label(thing.kind, language) if thing.kind else "",
            aliases=[name.text for name in thing.names if not name.preferred],
            link=current_addresses().absolute(current_addresses().document(thing.iri)),
            figures=[_shown(figure, language) for figure in figures[:_FIGURES]],
            more=max(len(figures) - _FIGURES, 0),
        ),
        content_type="text/html; charset=utf-8",
    )
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Content-Language"] = language
    return response


def _shown(figure: FigureRow, language: str) -> ShownFigure:
    index = current_label_index()
    period = figure.value("period")
    return ShownFigure(
        index.label(figure.row["claim"].value, language),
        index.label(period.value, language) if period and not isinstance(period, Literal) else "",
        [citation.quote for citation in figure.citations],
    )
