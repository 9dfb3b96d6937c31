"""Refuses a format that a parameter asks for where the answer has another, and only one.

A parameter that is ignored gives a client something else than it asked for, with 200.
"""

from collections.abc import Iterator

from flask import Response, g

from districtgraph.server.core.errors import NotAcceptableError, RequestError
from districtgraph.server.http.media_types import ALL_FORMATS
from districtgraph.server.web.accepted_types import parameter_type

__all__ = ["unread_format"]

_SUFFIXES = {"+xml": "application/xml", "+json": "application/json"}
"""Types that a type with this suffix is, too (RFC 6839)."""


def unread_format(response: Response) -> RequestError | None:
    """Return why an answer is not what a parameter asks for, if nothing has read that yet.

    Args:
        response: the answer.

    """
    if response.status_code != 200 or "format_was_read" in g:
        return None
    try:
        asked = parameter_type()
    except RequestError as error:
        return error
    given = response.mimetype or ""
    if asked is None or asked.lower() in _names(given):
        return None
    return NotAcceptableError([given])


def _names(given: str) -> Iterator[str]:
    """Yield the media types that a client may call an answer's."""
    yield given
    for item in ALL_FORMATS:
        if item.media_type == given:
            yield from item.media_types
    for suffix, name in _SUFFIXES.items():
        if given.endswith(suffix):
            yield name
