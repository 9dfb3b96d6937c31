"""The links at the top of every page."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, request

from districtgraph.server.core.addresses import DISTRICTS, QUESTIONS, SOURCES
from districtgraph.server.web.current import current_addresses, current_dataset

__all__ = ["NavigationLink", "district_link", "has_page", "navigation_links"]

_PAGES = (
    ("/", "nav_home"),
    ("/browse", "nav_browse"),
    (SOURCES, "nav_sources"),
    (QUESTIONS, "nav_questions"),
    ("/compare", "nav_compare"),
    ("/editor", "nav_editor"),
    ("/data", "nav_data"),
    ("/api", "nav_api"),
    ("/ontology", "nav_ontology"),
)
"""Paths, and the keys of their texts."""
_DOCUMENTS = {"/ontology": "/ontology.html"}
"""Pages of resources whose own addresses redirect by content negotiation."""

_DISTRICT = f"{DISTRICTS}/<key>"


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link to a page; `text` is the key of its text, and `current` is for ``aria-current``."""

    link: str
    text: str
    current: str | None


def navigation_links() -> Iterator[NavigationLink]:
    """Yield the links to the pages that this application has."""
    for path, text in _PAGES:
        if has_page(path):
            link = current_addresses().local(_DOCUMENTS.get(path, path))
            yield NavigationLink(link, text, _current(path))


def has_page(path: str) -> bool:
    """Return whether this application answers at a path."""
    return any(rule.rule == path for rule in current_app.url_map.iter_rules())


def district_link(iri: str) -> str:
    """Return the link to the years and indicators of a place; empty for what is no place here."""
    places = f"{current_dataset().base}id/place/"
    if not iri.startswith(places) or not has_page(_DISTRICT):
        return ""
    key = iri.removeprefix(places)
    return current_addresses().district(key) if key and "/" not in key else ""


def _current(path: str) -> str | None:
    if request.path in (path, f"{path}.html"):
        return "page"
    return "true" if path != "/" and request.path.startswith(f"{path}/") else None
