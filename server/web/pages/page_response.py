"""Renders pages: with the language, the words and the links that every page has."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, render_template, request

from districtgraph import __version__
from districtgraph.server.web.current import current_addresses, current_corpus, current_dataset
from districtgraph.server.web.page_language import (
    LANGUAGE_COOKIE,
    LANGUAGES,
    asked_language,
    page_language,
)
from districtgraph.server.web.pages.assets import add_assets
from districtgraph.server.web.pages.navigation import has_page, navigation_links
from districtgraph.server.web.pages.page_texts import page_texts

__all__ = ["add_page_context", "page_response"]

_YEAR = 365 * 24 * 3600


def add_page_context(app: Flask) -> None:
    """Give every template the language, its words, and links under any prefix of the address."""
    app.context_processor(_page_context)
    add_assets(app)


def _page_context() -> dict[str, Any]:
    language = page_language()
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    return {
        "language": language,
        "other_language": other,
        "html_language": {"zh": "zh-Hans"},
        "text": _texts(language),
        "addresses": current_addresses(),
        "local": current_addresses().local,
        "this_page": _this_page,
        "navigation": navigation_links(),
        "has_page": has_page,
        "data_version": current_dataset().version,
        "software_version": __version__,
    }


def _texts(language: str) -> Mapping[str, str]:
    """Return the words of the pages; a corpus goes by its own title."""
    texts, corpus = page_texts()[language], current_corpus()
    if corpus is None:
        return texts
    return {**texts, "title": corpus.title_zh if language == "zh" else corpus.title_en}


def _this_page(**changed: str) -> str:
    """Return a link to this page with other parameters."""
    unchanged = [item for item in request.args.items(multi=True) if item[0] not in changed]
    parameters = urlencode([*unchanged, *changed.items()])
    path = current_addresses().encoded(request.path)
    return f"{path}?{parameters}" if parameters else path


def page_response(template: str, **values: object) -> Response:
    """Return a page in the reader's language, which caches keep apart by language."""
    response = Response(
        render_template(template, **values), content_type="text/html; charset=utf-8"
    )
    response.headers["Content-Language"] = page_language()
    response.vary.update(("Accept-Language", "Cookie"))
    if chosen := asked_language():
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=_YEAR, samesite="Lax", httponly=True)
    return response
