"""The language that a page is shown in."""

from flask import request

from districtgraph.server.http.negotiation import choose_language

__all__ = ["LANGUAGES", "LANGUAGE_COOKIE", "asked_language", "page_language"]

LANGUAGES = ("zh", "en")
LANGUAGE_COOKIE = "language"
"""Stores the reader's choice by ``?lang=`` and nothing else; no page needs it."""


def page_language() -> str:
    """Return the language of the page: ?lang= if given, else as chosen before, else negotiated."""
    chosen = asked_language() or request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return choose_language(request.headers.get("Accept-Language"), LANGUAGES)


def asked_language() -> str | None:
    """Return the language that this request's address chooses, if it does."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else None
