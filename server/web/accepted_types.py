"""What the current request wants its answer in: one rule for all routes with several formats.

The extension of the address names the format, or else a parameter (`format=`, `output=`,
`_mediatype=`), or else the Accept header decides.
"""

from collections.abc import Sequence

from flask import g, request

from districtgraph.server.core.errors import BadRequestError
from districtgraph.server.http.media_types import Format
from districtgraph.server.http.negotiation import (
    FORMAT_PARAMETERS,
    Choice,
    asked_media_type,
    choose_formats,
)

__all__ = [
    "accepted_types",
    "chosen_formats",
    "demand_same_format",
    "note_format_is_read",
    "other_parameters",
    "parameter_type",
]


def parameter_type() -> str | None:
    """Return the media type that a parameter names; None if there is none.

    Where nothing calls this, `unread_format` does.

    Raises:
        BadRequestError: the parameter names no format, or two.

    """
    note_format_is_read()
    return asked_media_type(request.args.to_dict(flat=False))


def note_format_is_read() -> None:
    """Note that what answers this request has read its parameters for formats."""
    g.format_was_read = True


def accepted_types() -> str | None:
    """Return the media type that a parameter names, or else the Accept header.

    Raises:
        BadRequestError: as of `parameter_type`.

    """
    return parameter_type() or request.headers.get("Accept")


def chosen_formats(offered: Sequence[Format], named: Format | None = None) -> tuple[Choice, ...]:
    """Return the formats to answer in, the best first.

    The next one is for an answer that this one cannot express.

    Args:
        offered: in the server's order of preference.
        named: the format that the address names; None if it names none.

    Raises:
        BadRequestError: as of `parameter_type`, or it is not the one that the address names.
        NotAcceptableError: it is none of those that are offered.

    """
    if named is None:
        return choose_formats(accepted_types(), offered)
    demand_same_format(named)
    return (Choice(named, named.media_type),)


def other_parameters() -> dict[str, str]:
    """Return the request's parameters without those that name a format: for links to formats."""
    return {name: value for name, value in request.args.items() if name not in FORMAT_PARAMETERS}


def demand_same_format(named: Format) -> None:
    """Refuse a parameter that names another format than the address does.

    Raises:
        BadRequestError: it does, or as of `parameter_type`.

    """
    asked = parameter_type()
    if asked is not None and asked.lower() not in named.media_types:
        raise BadRequestError(
            f"the address names {named.media_type}, and a parameter {asked}: name one"
        )
