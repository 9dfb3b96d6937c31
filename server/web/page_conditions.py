"""Evaluates the conditions of requests for pages and files, in the order of RFC 9110 §13.2.2.

Werkzeug (3.1) takes ``If-Match: *`` for a tag that never matches and compares weak tags as strong
ones, does not evaluate If-None-Match beside If-Match nor If-Unmodified-Since at all, evaluates no
condition if part of a file is requested, and refuses ranges that are to be ignored (§14.2).
"""

import re
from datetime import datetime
from http import HTTPStatus

from flask import Response, g, request
from werkzeug.http import parse_date

from districtgraph.server.core.errors import PreconditionFailedError
from districtgraph.server.http.error_responses import error_response
from districtgraph.server.http.preconditions import Preconditions

__all__ = ["evaluate_conditions", "set_conditions_aside"]

_EVALUATED = frozenset({HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED})
"""Statuses whose representation the conditions are of; others are sent whatever they say."""
_ASIDE = ("If-Match", "If-Unmodified-Since")
"""Conditions that Werkzeug must not see."""
_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(?:\d{1,18}\s*-\s*(?:\d{1,18})?|-\s*\d{1,18})\s*")
_OF_CONTENT = ("Content-Range", "Content-Disposition", "Content-Language", "Link", "ETag")
"""Headers of a representation that the response to a failed condition does not have."""


def set_conditions_aside() -> None:
    """Take the conditions for `evaluate_conditions` out of a request before its view."""
    environ = request.environ
    g.conditions = {name: environ.pop(_variable(name), None) for name in _ASIDE}
    requested = environ.get("HTTP_RANGE")
    is_weak = environ.get("HTTP_IF_RANGE", "").lstrip().startswith("W/")
    if requested is not None and (is_weak or not _ONE_RANGE.fullmatch(requested)):
        # Of another unit, or several, or on a condition that never holds: the whole may be sent.
        del environ["HTTP_RANGE"]


def _variable(header: str) -> str:
    return f"HTTP_{header.upper().replace('-', '_')}"


def evaluate_conditions(response: Response) -> None:
    """Make a response one to a condition that does not hold: 412, or 304."""
    if request.method not in ("GET", "HEAD") or response.status_code not in _EVALUATED:
        return
    aside: dict[str, str | None] = g.get("conditions", {})
    etag, is_weak = response.get_etag()
    conditions = Preconditions.of(aside.get("If-Match"), request.headers.get("If-None-Match"))
    try:
        conditions.demand_for_read(None if is_weak else etag)
        if conditions.match is None:
            _demand_unmodified(response.last_modified, aside.get("If-Unmodified-Since"))
    except PreconditionFailedError as error:
        _refuse(response, error)
        return
    if conditions.has_found(etag) or _is_unmodified(response.last_modified, conditions):
        response.status_code = HTTPStatus.NOT_MODIFIED
        response.headers.pop("Content-Range", None)


def _demand_unmodified(modified: datetime | None, since: str | None) -> None:
    date = parse_date(since)
    if modified is not None and date is not None and modified > date:
        raise PreconditionFailedError("If-Unmodified-Since: the file has been modified since then")


def _is_unmodified(modified: datetime | None, conditions: Preconditions) -> bool:
    date = parse_date(request.headers.get("If-Modified-Since"))
    known = modified is not None and date is not None and modified <= date
    return known and conditions.none_match is None


def _refuse(response: Response, error: PreconditionFailedError) -> None:
    refusal = error_response(error, as_problem=True)
    assert isinstance(refusal.body, bytes), "an error comes whole"
    response.close()
    response.status_code = refusal.status
    response.direct_passthrough = False
    response.set_data(refusal.body)
    for name in _OF_CONTENT:
        response.headers.pop(name, None)
    response.headers["Content-Type"] = "application/problem+json"
