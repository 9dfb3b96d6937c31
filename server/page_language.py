"""The language that a page is shown in."""

from flask import request

from districtgraph.server.negotiation import choose_language

__all__ = ["page_language"]

_LANGUAGES = ("zh", "en")


def page_language() -> str:
    """Return the language of the page: ?lang= if given, else as Accept-Language has it."""
    asked = request.args.get("lang")
    if asked in _LANGUAGES:
        return asked
    return choose_language(request.headers.get("Accept-Language"), _LANGUAGES)
