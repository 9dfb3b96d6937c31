"""What the current request wants its answer in."""

from flask import request

from districtgraph.server.http.negotiation import asked_media_type

__all__ = ["accepted_types"]


def accepted_types() -> str | None:
    """Return the media type that a parameter (`format=`) names, or else the Accept header.

    Raises:
        BadRequestError: the parameter names no format, or two.

    """
    return asked_media_type(request.args.to_dict(flat=False)) or request.headers.get("Accept")
