"""The number of a page, as an address gives it."""

from flask import request

from districtgraph.server.core.errors import BadRequestError

__all__ = ["asked_page"]

_DIGITS = 9
"""Most digits that are read: no list has more pages, and long numbers take long."""


def asked_page(least: int = 1) -> int:
    """Return ``page=`` of this request; 1 where it is not given.

    Args:
        least: the least number that is taken.

    Raises:
        BadRequestError: it is no such number.

    """
    given = request.args.get("page", "1")
    is_number = given.isascii() and given.isdecimal() and len(given) <= _DIGITS
    if not is_number or int(given) < least:
        raise BadRequestError("page= must be the number of a page, from 1")
    return int(given)
